"""Reading on a full database: the work list, the page of a casus, and how soon the web process is there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from casus.app import create_app
from casus.bench.meting import Meting, cpu_ms, klok_ms, los, percentiel, van_reeks
from casus.bench.rijen import DOMEINEN, VAN, ident
from casus.bench.toneel import VANDAAG
from casus.bench.vragen import sql_ms
from casus.bench.vulling import Gevuld
from casus.domain.leerling import Inschrijving, Leerling
from casus.domain.organisatie import Persoon
from casus.domain.rol import Rol
from casus.overview import lees_casus, lees_werklijst
from casus.overview.casus_delen import read_deel
from casus.services import casussen as casus_service
from casus.services.wachtwoorden import hash_password
from casus.storage import casussen, dossiers

PROCES = "mazl"
WACHTWOORD = "meten-is-weten"
WARM = 10
"""Runs before the count: the first ones fill caches, as the first visitors of a day do."""
OPSTARTEN = (
    "from casus.app import create_app, open_house\nfrom casus.settings import Settings\n"
    "create_app(open_house(Settings.from_environment()))"
)


def meet_lijsten(stage: Gevuld, keer: int) -> list[Meting]:
    """The work list of a coordinator and of a jeugdarts, and the page of a casus: database, and the whole page."""
    vc, ja, bron = stage.spelers[Rol.VC], stage.spelers[Rol.JA], stage.huis.bron
    casus_id, deel = nieuwe_casus(stage, len(DOMEINEN)), read_deel(None)
    tasks = [lees_werklijst(bron, actor).aantal for actor in (vc, ja)]
    found = [los("tasks_coordinator", "tasks", tasks[0]), los("tasks_jeugdarts", "tasks", tasks[1])]
    found += _gelezen(stage, "worklist_coordinator", lambda: lees_werklijst(bron, vc), keer)
    found += _bladzijde("worklist_coordinator", _bezoeker(stage, Rol.VC), "/", keer)
    found += _gelezen(stage, "worklist_jeugdarts", lambda: lees_werklijst(bron, ja), keer)
    found += _bladzijde("worklist_jeugdarts", _bezoeker(stage, Rol.JA), "/", keer)
    found += _gelezen(stage, "casus", lambda: lees_casus(bron, vc, casus_id, deel), keer)
    return found + _bladzijde("casus", _bezoeker(stage, Rol.VC), f"/casussen/{casus_id}", keer)


def meet_openen(stage: Gevuld, keer: int, starts: int = 5) -> list[Meting]:
    """Opening a casus with everything in it, small and large, and starting the web process."""
    found: list[Meting] = []
    for entries in (5, 200):
        casus_id = nieuwe_casus(stage, entries)

        def read(ident_: UUID = casus_id) -> object:
            return lees_casus(stage.huis.bron, stage.spelers[Rol.VC], ident_)

        found += _gelezen(stage, f"casus_of_{entries}", read, keer)
        for _ in range(WARM):
            read()
        runs = [_beide(read) for _ in range(keer)]
        found += _spreiding(f"casus_of_{entries}_ms", [clock for clock, _ in runs])
        found += _spreiding(f"casus_of_{entries}_cpu_ms", [cpu for _, cpu in runs])
    return [*found, van_reeks("start_of_web_process_s", "s", [_start(stage) for _ in range(starts)])]


def nieuwe_casus(stage: Gevuld, stukken: int) -> UUID:
    """A casus that was begun as people do, with so many sealed entries and as many lines in its journal."""
    pupil = _leerling(stage)
    with stage.huis.kern.database.transaction(stage.spelers[Rol.VC]) as db:
        casus = casus_service.begin(stage.huis.kern, db, pupil, proces=PROCES)
        for number in range(stukken):
            domein = DOMEINEN[number % len(DOMEINEN)]
            text = "Er is gesproken over wat lukt en wat nog niet. " * (1 + number % 5)
            answers = {"vragen": [["vraag", "Wat is besproken?", "textarea", text]]}
            dossiers.write_stuk(db, casus, domein, answers, stap="verwijzing_vragen")
            casussen.journal(db, casus.id, "taak_afgerond", domein, proces=PROCES, stap="verwijzing_vragen")
        return casus.id


def _leerling(stage: Gevuld) -> Leerling:
    pupil = Leerling(
        id=uuid4(), roepnaam="Nieuw", achternaam="Bench", geboortedatum=VANDAAG.date().replace(year=2013),
        pseudoniem=str(uuid4()), woongemeente_id=ident("gemeente", 0),
    )  # fmt: skip
    enrolled = Inschrijving(
        leerling_id=pupil.id, school_id=stage.school_id, leerlingnummer="1", klas="2B",
        van=VANDAAG.date().fromisoformat(VAN), mentor_id=ident("MEN", 0),
    )  # fmt: skip
    stage.huis.beheer.voeg_toe([pupil])
    stage.huis.beheer.voeg_toe([enrolled])
    return pupil


def _gelezen(stage: Gevuld, naam: str, read: Callable[[], object], keer: int) -> list[Meting]:
    engine = stage.huis.kern.database.engine
    for _ in range(WARM):
        read()
    runs = [sql_ms(engine, read) for _ in range(keer)]
    counts = {count for _, count in runs}
    if len(counts) != 1:
        raise ValueError(f"{naam} did not send the same number of statements every time: {sorted(counts)}")
    return [
        *_spreiding(f"{naam}_sql_ms", [ms for ms, _ in runs]),
        los(f"{naam}_statements", "statements", counts.pop()),
    ]


def _bladzijde(naam: str, client: FlaskClient, path: str, keer: int) -> list[Meting]:
    for _ in range(WARM):
        if client.get(path).status_code != 200:
            raise LookupError(f"{path} is no page for {naam}")
    runs = [_beide(lambda: client.get(path)) for _ in range(keer)]
    wall = _spreiding(f"{naam}_page_ms", [clock for clock, _ in runs])
    return [*wall, *_spreiding(f"{naam}_page_cpu_ms", [cpu for _, cpu in runs])]


def _beide(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the wall and of the processor: on a busy machine only the second says something."""
    clock = 0.0

    def timed() -> None:
        nonlocal clock
        clock = klok_ms(act)

    cpu = cpu_ms(timed)
    return clock, cpu


def _spreiding(naam: str, reeks: list[float]) -> list[Meting]:
    return [van_reeks(naam, "ms", reeks), los(f"{naam}_p95", "ms", percentiel(reeks, 0.95))]


def _bezoeker(stage: Gevuld, rol: Rol) -> FlaskClient:
    """A browser without a window, in which this person is logged in."""
    name = f"bench-{rol}".lower()
    with stage.huis.kern.database.transaction(stage.spelers[rol]) as db:
        person = db.get(Persoon, stage.spelers[rol].persoon_id)
        if person is None:
            raise LookupError(f"nobody is {rol} here")
        person.gebruikersnaam, person.wachtwoord = name, hash_password(WACHTWOORD)
    client = create_app(stage.huis, testing=True).test_client()
    with client.session_transaction() as session:
        session["_user_id"] = stage.huis.sessies.login(name, WACHTWOORD).token
    return client


def _start(stage: Gevuld) -> float:
    """Seconds from nothing to an application that can answer, Python itself included."""
    settings = stage.huis.settings
    env = {**os.environ, "CASUS_DATABASE_URL": settings.database_url, "CASUS_SLEUTELS": str(settings.keys)}
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", OPSTARTEN], check=True, env=env)  # noqa: S603
    return time.perf_counter() - begin
