"""Mail under fire: the mail server is slow, then dead, then back, while workers are killed with a mail in their hands."""

from __future__ import annotations

import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from functools import partial
from uuid import UUID, uuid4

from sqlalchemy import func, select

from casus.domain.actor import SYSTEEM
from casus.domain.bericht import SoortBericht
from casus.domain.organisatie import Persoon
from casus.domain.techniek import Bericht, Job, Post
from casus.services.berichten import POST, stuur
from casus.services.kern import Kern
from tests.smtp import Postkamer, postkamer
from tests.stress.rondes import tot_rust
from tests.stress.spel import Spel, vrije_poort
from tests.stress.spoor import Spoor, lees
from tests.stress.toneel import Toneel

LINK = re.compile(r"/berichten/([0-9a-f-]{36})")


@dataclass
class Brieven:
    """What came of the letters of one round."""

    raak: int = 0
    """Workers that were killed with a mail in their hands."""
    moest: int = 0
    """How many had to be."""
    gevraagd: int = 0
    verzonden: int = 0
    vaker: int = 0
    """Deliveries beyond the first, all under the Message-ID of the first."""
    klachten: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.raak} of {self.moest} kills landed, {self.verzonden} of {self.gevraagd} mails sent, {self.vaker} sent again"


def bezorgen(toneel: Toneel, raak: int, seconden: float, aantal: int) -> Brieven:
    """Ask for letters three times: of a server that is slow, of one that cuts the line and dies, of none; it comes back."""
    found, post, poort = Brieven(moest=raak), list[bytes](), vrije_poort()
    stage = replace(toneel, smtp=f"smtp://127.0.0.1:{poort}?wacht=5")
    kern, spoor = stage.kern(), Spoor(stage.sporen / f"brieven-{time.monotonic_ns()}.spoor")
    vraag = partial(_vraag, kern, spoor, stage.spelers[0].persoon_id)
    with Spel(stage, workers=2) as spel:
        with _kamer(poort, post) as kamer:
            kamer.gedrag = "traag"
            vraag(aantal)
            _sla_bodes_dood(spel, raak, seconden)
            kamer.gedrag, before = "breekt_af", len(kamer.post)
            vraag(aantal)
            spel.wacht(lambda: len(kamer.post) > before, "a mail to a server that cuts the line")
        before = _mislukt(kern)
        vraag(aantal)
        spel.wacht(lambda: _mislukt(kern) > before, "a mail that fails while the server is dead")
        with _kamer(poort, post) as kamer:
            stage.klok.verder(minutes=6)  # the first wait
            spel.wacht(lambda: bool(kamer.post), "a mail after the server came back")
    with _kamer(poort, post):
        tot_rust(stage)
    found.raak = spel.raak
    _oordeel(kern, found, lees(stage.sporen).bevestigd("brief"), post)
    kern.database.close()
    spoor.sluit()
    return found


@contextmanager
def _kamer(poort: int, post: list[bytes]) -> Iterator[Postkamer]:
    """A mail server on this port; its mail is kept when it is gone."""
    with postkamer(poort=poort) as kamer:
        yield kamer
    post += kamer.post


def _vraag(kern: Kern, spoor: Spoor, persoon_id: UUID, aantal: int) -> None:
    """Ask for letters to somebody with an address."""
    with kern.database.transaction(SYSTEEM) as db:
        db.get(Persoon, persoon_id).email = "petra@school.nl"
    for _ in range(aantal):
        sleutel = f"brief-{uuid4().hex}"
        spoor.probeer("brief", sleutel, partial(_een, kern, persoon_id, sleutel))


def _een(kern: Kern, persoon_id: UUID, sleutel: str) -> None:
    with kern.database.transaction(SYSTEEM) as db:
        stuur(kern, db, persoon_id, SoortBericht.TAAK, sleutel=sleutel)


def _sla_bodes_dood(spel: Spel, raak: int, seconden: float) -> None:
    """Kill workers with a mail in their hands, early and late in the conversation, until so many were hit."""
    dice, einde = random.Random(3), time.monotonic() + seconden
    while spel.raak < raak and time.monotonic() < einde:
        busy = next((each for each in spel.op if each.bezig == POST), None)
        if busy is None:
            time.sleep(0.01)
            continue
        time.sleep(dice.uniform(0, 0.8))
        if busy.bezig == POST:
            spel.dood(busy)


def _mislukt(kern: Kern) -> int:
    with kern.database.reading(SYSTEEM) as db:
        return db.session.scalar(select(func.count()).where(Job.soort == POST, Job.fout.is_not(None))) or 0


def _oordeel(kern: Kern, found: Brieven, gevraagd: Counter[str], post: list[bytes]) -> None:
    """Every letter that was asked for went out and is written as sent; whatever went twice has one Message-ID."""
    names, times = defaultdict[str, set[str]](set), Counter[str]()
    for raw in post:
        mail = message_from_bytes(raw, policy=policy.default)
        ident = LINK.search(mail.get_body(("plain",)).get_content())[1]
        names[ident].add(mail["Message-ID"])
        times[ident] += 1
    with kern.database.reading(SYSTEEM) as db:
        rows = {row.sleutel: (str(row.id), row.post) for row in db.session.scalars(select(Bericht))}
    known = {ident for ident, _ in rows.values()}
    for sleutel in gevraagd:
        ident, state = rows.get(sleutel, ("", None))
        if state is not Post.VERZONDEN or not times[ident]:
            found.klachten.append(f"letter {sleutel} is lost: {state}, delivered {times[ident]} times")
    found.klachten += [f"mail {ident} has names {found_as}" for ident, found_as in names.items() if len(found_as) > 1]
    found.klachten += [f"mail {ident} was never asked for" for ident in times if ident not in known]
    found.gevraagd, found.verzonden = len(gevraagd), len(times)
    found.vaker = times.total() - len(times)
