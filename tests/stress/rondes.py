"""The rounds: one thing goes wrong in each, while people work."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Barrier, Thread
from uuid import UUID

from sqlalchemy import func, select

from casus.domain.actor import SYSTEEM, Actor
from casus.domain.casus import Casus
from casus.domain.fouten import Achterhaald, AlAfgerond
from casus.domain.techniek import Job
from casus.services.casussen import Casussen
from casus.services.kern import Kern
from casus.services.nachtwerk import Nachtwerk
from casus.services.taken import Taken
from casus.storage import jobs
from tests.stress.spel import Spel, Speler
from tests.stress.spelers import HUUR, Bank, web
from tests.stress.spoor import Spoor, laatste, lees
from tests.stress.toneel import Toneel, antwoorden, begin, open_taak

WISSEL = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""Half past two in Amsterdam, half an hour before it is half past two again."""


ADEM = 0.03
"""Seconds that writers breathe in the short form: two processors and one lock must do for everybody."""


def doodslaan(toneel: Toneel, raak: int, seconden: float) -> int:
    """Kill -9 of writers, workers and the web server, until so many were hit mid-step; gives how many were."""
    with Spel(toneel, schrijvers=3, workers=2, klanten=2) as spel:
        _sla_dood(spel, raak, seconden)
        spel.allen_verder()
    return spel.raak


def _sla_dood(spel: Spel, raak: int, seconden: float, server: float = 0.05) -> None:
    dice, einde = random.Random(7), time.monotonic() + seconden
    while spel.raak < raak and time.monotonic() < einde:
        time.sleep(dice.uniform(0.01, 0.15))
        if spel.poging(lambda: any(each.bezig for each in spel.op), 1):
            spel.dood(spel.willekeurig(dice, server))


def inslapen(toneel: Toneel, keer: int) -> int:
    """A worker is stopped with a job in its hands until another has taken it over, and wakes up."""
    with Spel(toneel, schrijvers=1, workers=2) as spel:
        asleep = sum(_leg_in_slaap(spel, "buiten" if turn % 2 == 0 else "tel", 20) for turn in range(keer))
        spel.allen_verder()
    return asleep


def _leg_in_slaap(spel: Spel, soort: str, seconden: float) -> bool:
    """Stop a worker with such a job in its hands; whether another took that job before it woke."""
    einde = time.monotonic() + seconden
    while time.monotonic() < einde:
        busy = next((each for each in spel.op if each.bezig == soort), None)
        if busy is None:
            time.sleep(0.002)
            continue
        busy.sein(signal.SIGSTOP)
        try:
            if busy.bezig == soort and _huur_over(spel, busy):
                return True
        finally:
            busy.sein(signal.SIGCONT)
    return False


def _huur_over(spel: Spel, slaper: Speler) -> bool:
    """Wait until the lease of the one asleep is over; whether it slept in the middle of its job.

    Work outside is then begun by another, unless it was written as done in the instant before the sleep. Work inside
    is in a transaction that keeps everybody off.
    """
    line = " ".join(laatste(slaper.spoor))
    if slaper.bezig == "tel":
        time.sleep(HUUR.total_seconds() + 0.6)
        return True
    others = [each.spoor for each in spel.op if each is not slaper]
    einde = time.monotonic() + HUUR.total_seconds() + 3
    while time.monotonic() < einde:
        if any(line in path.read_text("utf-8").splitlines() for path in others if path.exists()):
            return True
        time.sleep(0.02)
    return False


def herstarten(toneel: Toneel, keer: int, herstart: Callable[[], None], mensen: int = 3) -> int:
    """The database server is killed under everybody, and comes back; so must they."""
    with Spel(toneel, schrijvers=mensen, workers=2, klanten=min(mensen, 2)) as spel:
        for _ in range(keer):
            spel.allen_verder()  # everybody has a connection to lose
            herstart()
            spel.allen_verder()
    return keer


def vollopen(toneel: Toneel, maak_ruimte: Callable[[], None], seconden: float) -> int:
    """The disk fills while people work; then there is room again. Gives how many were told that it went wrong."""
    with Spel(toneel, schrijvers=2, workers=1, klanten=2) as spel:
        einde = time.monotonic() + seconden
        while time.monotonic() < einde and not _vol(toneel):
            time.sleep(0.05)
        time.sleep(1)
        told = _vol(toneel)
        maak_ruimte()
        spel.allen_verder()
    return told


def _vol(toneel: Toneel) -> int:
    said = lees(toneel.sporen)
    services = sum(times for name, times in said.fouten.items() if "full" in name)
    return services if any(name.startswith("500") for name in said.paginas) else 0


def terug_in_de_tijd(toneel: Toneel, keer: int) -> int:
    """The clock jumps back an hour while jobs are leased, then walks over the end of summer time."""
    dice = random.Random(5)
    with Spel(toneel, schrijvers=2, workers=2, klanten=1) as spel:
        for _ in range(keer):
            toneel.klok.zet(WISSEL)
            time.sleep(0.5)
            toneel.klok.verder(hours=-1)
            spel.dood(dice.choice([each for each in spel.op if each.soort.__name__ == "worker"]))
            for _ in range(10):
                time.sleep(0.15)
                toneel.klok.verder(minutes=15)
        spel.allen_verder()
    return spel.raak


@dataclass
class Ineens:
    """What landed in the short form."""

    gevraagd: int
    raak: int
    web: int
    slapers: int
    wekkers: int

    def __str__(self) -> str:
        return (
            f"{self.raak} of {self.gevraagd} kills landed, {self.web} of them on the web server, {self.slapers} asleep past the lease, "
            f"{self.wekkers} timers fired over the end of summer time"
        )


def ineens(toneel: Toneel, raak: int, seconden: float) -> Ineens:
    """The short form: kills, a kill of the web server, a sleep and a jump of the clock, among the same people."""
    with Spel(replace(toneel, adem=ADEM), schrijvers=2, workers=2, klanten=1) as spel:
        landed = Ineens(raak, 0, _sla_web_dood(spel, seconden), 0, 0)
        _sla_dood(spel, raak, seconden, server=0)
        landed.slapers = int(_leg_in_slaap(spel, "buiten", seconden))
        toneel.klok.zet(WISSEL)
        spel.poging(lambda: any(each.bezig in ("buiten", "tel") for each in spel.op), seconden)
        toneel.klok.verder(hours=-1)
        before = _gewekt(toneel)
        for _ in range(10):
            toneel.klok.verder(minutes=15)
        spel.wacht(lambda: _gewekt(toneel) > before, "a timer")
        landed.wekkers = _gewekt(toneel) - before
        spel.allen_verder()
    landed.raak = spel.raak
    return landed


def _sla_web_dood(spel: Spel, seconden: float) -> int:
    """Kill the web server while it has somebody's form; gives how often that landed, once when there was time."""
    einde, before = time.monotonic() + seconden, spel.raak
    while spel.raak == before and time.monotonic() < einde:
        if spel.poging(lambda: any(klant.bezig for klant in spel.mensen), einde - time.monotonic()):
            spel.dood(next(each for each in spel.op if each.soort is web))
    return spel.raak - before


def _gewekt(toneel: Toneel) -> int:
    return lees(toneel.sporen).bevestigd("timer").total()


def samen(toneel: Toneel, keer: int) -> list[str]:
    """Two people complete one task at once; gives what was not as it should be."""
    kern, wrong = toneel.kern(), []
    spoor = Spoor(toneel.sporen / f"samen-{time.monotonic_ns()}.spoor")
    with kern.database.reading(SYSTEEM) as db:
        pupil = db.get(Casus, toneel.casussen[0]).leerling_id
    fresh = toneel.casussen[0]
    for turn in range(keer):
        if turn % 4 == 0:  # its first step makes keys, a consent and tasks
            fresh = begin(kern, toneel.spelers[0], pupil)
        outcomes = _tegelijk(kern, toneel.spelers, fresh, spoor)
        if outcomes not in (["", "Achterhaald"], ["", "AlAfgerond"]):
            wrong.append(f"two on one task: {outcomes}")
    kern.database.close()
    spoor.sluit()
    return wrong


def _tegelijk(kern: Kern, spelers: tuple[Actor, Actor], casus_id: UUID, spoor: Spoor) -> list[str]:
    """What came of it for both: nothing, or the name of an error."""
    start, outcomes = Barrier(2), list[str]()
    taak_id, formulier = open_taak(kern, casus_id)
    given = antwoorden(kern, formulier)

    def complete(actor: Actor) -> None:
        start.wait()
        try:
            Taken(kern).complete(taak_id, given, actor)
        except (AlAfgerond, Achterhaald) as fout:
            outcomes.append(type(fout).__name__)
        except Exception as fout:
            outcomes.append(f"{type(fout).__name__} {str(fout)[:200]}")
        else:
            outcomes.append("")
            spoor.schrijf("klaar", "stap", taak_id)

    people = [Thread(target=complete, args=(actor,)) for actor in spelers]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return sorted(outcomes)


def zestien(toneel: Toneel, seconden: float) -> int:
    """Sixteen writers at once, and people at the web server beside them."""
    before = lees(toneel.sporen).bevestigd("stap").total()
    with Spel(toneel, schrijvers=16, workers=1, klanten=2) as spel:
        time.sleep(seconden)
        spel.allen_verder()
    return lees(toneel.sporen).bevestigd("stap").total() - before


def tot_rust(toneel: Toneel) -> int:
    """Do what still waits, as the worker would, while the clock goes on; gives how many jobs had been parked."""
    kern, parked = toneel.kern(), 0
    spoor = Spoor(toneel.sporen / f"rust-{time.monotonic_ns()}.spoor")
    worker = Nachtwerk(kern, Casussen(kern), Bank(kern, spoor, toneel.kantoor, traag=0))
    for _ in range(60):
        worker.ronde()
        with kern.database.transaction(SYSTEEM) as db:
            parked += sum(jobs.zet_terug(db, job.id) for job in jobs.list_geparkeerd(db))
            left = db.session.scalar(select(func.count()).select_from(Job).where(Job.klaar_op.is_(None)))
        if not left:
            break
        toneel.klok.verder(minutes=3)
    kern.database.close()
    spoor.sluit()
    return parked
