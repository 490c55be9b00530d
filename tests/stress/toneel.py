"""The stage: a house in a folder that many processes open at once, with casussen whose step returns for ever."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from casus.app import VERTALINGEN, open_house
from casus.domain.actor import SYSTEEM, Actor
from casus.domain.leerling import Gezagsrelatie, Leerling
from casus.domain.rol import Rol
from casus.engine import Catalogue, Engine
from casus.engine.catalogue import read_bundle
from casus.forms import Antwoorden, Formulieren
from casus.messages.brief import Briefpapier
from casus.messages.smtp import Mailserver
from casus.services import casussen as casus_service
from casus.services.kern import Kern
from casus.services.post import Postkantoor
from casus.settings import Settings, data_folder
from casus.storage import Database, Sleutelbos
from casus.storage import taken as taken_storage
from casus.web.huis import Huis
from tests.engine.bpmn import node, process, timer
from tests.factories import Streek

BEGIN = datetime(2026, 10, 24, 18, tzinfo=UTC)
"""The evening before the clock goes back."""
WEKKERS = 40
"""Timers of one casus, one after the other."""
WAARDEN: dict[str, dict[str, Any]] = {
    "mazl-verwijzing": {"verwijzing_besproken_op": "2026-10-01", "verwijzing_vraag": "Welke lessen lukken?"},
    "toestemming-volgen": {
        "pogingen": 2, "laatste_poging_op": "2026-10-02", "poging_hoe": "bel", "volgen_keuze": "wachten",
    },
}  # fmt: skip
"""The answers of every step that a casus on this stage asks for."""
PROCES = "onder_vuur"


def _model() -> bytes:
    """The real M@ZL, whose step "Toestemming volgen" comes back, beside a chain of timers."""
    alarms = [f"wekker_{number:02d}" for number in range(WEKKERS)]
    return process(
        PROCES,
        node("startEvent", "begin"),
        node("parallelGateway", "splits"),
        node("callActivity", "mazl_roepen", calledElement="mazl"),
        *(node("intermediateCatchEvent", name, timer("timeDuration", "PT15S")) for name in alarms),
        node("endEvent", "mazl_over"),
        node("endEvent", "gewekt"),
        path=f"begin -> splits -> mazl_roepen -> mazl_over\nsplits -> {' -> '.join(alarms)} -> gewekt",
    )


def _unknown(spec_hash: str) -> dict[str, bytes]:
    raise KeyError(spec_hash)


CATALOGUE = Catalogue(read_bundle(data_folder("workflows")) | {"onder_vuur.bpmn": _model()}, _unknown)
FORMULIEREN = Formulieren(data_folder("forms"))


class Klok:
    """One clock for all processes of a stage; it runs, and can be put forward and back."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "klok"

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(time.time() + float(self.file.read_text()), UTC)

    def zet(self, moment: datetime) -> None:
        new = self.file.with_suffix(f".{os.getpid()}")
        new.write_text(str(moment.timestamp() - time.time()))
        new.replace(self.file)

    def verder(self, **duration: float) -> None:
        self.zet(self() + timedelta(**duration))


@dataclass(frozen=True)
class Toneel:
    """A folder with keys, clock and side files, and a database somewhere."""

    folder: Path
    url: str
    casussen: tuple[UUID, ...]
    spelers: tuple[Actor, Actor]
    """Two verzuimcoördinatoren of one school."""
    smtp: str = ""
    """Where mail is handed in; empty: none is sent."""
    adem: float = 0.0
    """Seconds that a writer breathes between two acts; 0: it never lets go."""

    @property
    def klok(self) -> Klok:
        return Klok(self.folder)

    @property
    def sporen(self) -> Path:
        return self.folder / "sporen"

    @property
    def settings(self) -> Settings:
        return Settings(database_url=self.url, keys=self.folder / "sleutels.json", demo=True)

    @property
    def gestopt(self) -> bool:
        return (self.folder / "stop").exists()

    def kern(self, engine: Engine | None = None) -> Kern:
        """What services stand on, without looking at the schema: it is there."""
        database = Database(self.url, Sleutelbos.lees_of_maak(self.settings.keys), self.klok)
        return Kern(database, engine or Engine(CATALOGUE), FORMULIEREN, post=bool(self.smtp))

    @property
    def kantoor(self) -> Postkantoor | None:
        """The post office, when mail is sent."""
        paper = Briefpapier.van("Casus <casus@swv.nl>", "https://casus.swv.nl", VERTALINGEN)
        return Postkantoor(Mailserver.van_url(self.smtp), paper) if self.smtp else None

    def huis(self) -> Huis:
        """The whole house, as the web server opens it."""
        huis = open_house(self.settings, self.klok)
        huis.kern.engine.catalogue = CATALOGUE
        return replace(huis, bron=replace(huis.bron, catalogue=CATALOGUE))


def bouw(folder: Path, url: str, aantal: int) -> Toneel:
    """A region with so many pupils, each with a casus."""
    (folder / "sporen").mkdir()
    Klok(folder).zet(BEGIN)
    huis = Toneel(folder, url, (), (SYSTEEM, SYSTEEM)).huis()
    streek = Streek.bouw(huis)
    with huis.kern.database.transaction(SYSTEEM) as db:
        second = streek.persoon(db, "Karel Tweede", Rol.VC, "school")
        pupils = [streek.leerling(db, f"Kind{number}", "Proef", date(2013, 3, 9)) for number in range(aantal)]
        parent = streek.actors[Rol.OG].persoon_id
        db.add(*(Gezagsrelatie(leerling_id=ident, persoon_id=parent, van=date(2020, 1, 1)) for ident in pupils))
    first = streek.actors[Rol.VC]
    ids = tuple(begin(huis.kern, first, ident) for ident in pupils)
    huis.kern.database.close()
    return Toneel(folder, url, ids, (first, second))


def begin(kern: Kern, actor: Actor, leerling_id: UUID) -> UUID:
    """A casus for a pupil."""
    with kern.database.transaction(actor) as db:
        leerling = db.get(Leerling, leerling_id)
        return casus_service.begin(kern, db, leerling, proces=PROCES).id


def open_taak(kern: Kern, casus_id: UUID) -> tuple[UUID, str]:
    """The one open task of a casus, and its form."""
    with kern.database.reading(SYSTEEM) as db:
        (taak,) = taken_storage.open_of_casus(db, casus_id)
        return taak.id, taak.formulier or ""


def antwoorden(kern: Kern, formulier: str) -> Antwoorden:
    """The answers to a form."""
    return Antwoorden.van(kern.formulieren.read(formulier), WAARDEN[formulier])
