"""The stage of a measurement: an empty house with one school, its people and a pupil, thrown away afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import event

from casus.app import open_house
from casus.domain.actor import Actor
from casus.domain.base import Base
from casus.domain.leerling import Gezagsrelatie, Inschrijving, Leerling
from casus.domain.organisatie import Lidmaatschap, Organisatie, Persoon, SoortOrganisatie
from casus.domain.rol import Rol
from casus.domain.verzuim import Schooljaar
from casus.settings import Settings
from casus.storage import Sleutelbos
from casus.web.huis import Huis

VANDAAG = datetime(2026, 11, 4, 9, tzinfo=UTC)
VANAF = date(2026, 8, 17)
TOT = date(2027, 7, 9)
TEAM = {
    Rol.MEN: "school", Rol.VC: "school", Rol.DIR: "school", Rol.JA: "jgz", Rol.LPA: "gemeente", Rol.SWC: "swv",
    Rol.OG: "", Rol.LL: "",
}  # fmt: skip


@dataclass
class Toneel:
    """An open house, who plays in it, and how many statements were sent."""

    huis: Huis
    plekken: dict[str, UUID]
    spelers: dict[Rol, Actor]
    leerling_id: UUID
    vragen: int = 0


@contextmanager
def toneel(url: str | None = None) -> Iterator[Toneel]:
    """Build the stage in a temporary folder, or in the empty database of `url`."""
    with tempfile.TemporaryDirectory(prefix="casus-bench-") as folder:
        keys = Path(folder) / "sleutels.json"
        Sleutelbos.lees_of_maak(keys)
        settings = Settings(database_url=url or f"sqlite:///{folder}/casus.db", keys=keys)
        huis = open_house(settings, lambda: VANDAAG)
        try:
            yield _bouw(huis)
        finally:
            huis.kern.database.close()


def _bouw(huis: Huis) -> Toneel:
    plekken = {name: uuid4() for name in ("swv", "jgz", "gemeente", "school")}
    spelers, rows = {}, _organisaties(plekken)
    for rol, plek in TEAM.items():
        person = Persoon(id=uuid4(), naam=f"Speler {rol}", gebruikersnaam=f"bench-{rol}".lower())
        place = plekken.get(plek)
        member = Lidmaatschap(id=uuid4(), persoon_id=person.id, rol=rol, organisatie_id=place, van=VANAF, eerste=True)
        spelers[rol] = Actor(person.id, rol, place, person.naam, member.id)
        rows.append([person])
        rows.append([member])
    pupil = Leerling(
        id=uuid4(), roepnaam="Bench", achternaam="Kind", geboortedatum=date(2013, 3, 9), pseudoniem="L-bench",
        woongemeente_id=plekken["gemeente"], persoon_id=spelers[Rol.LL].persoon_id,
    )  # fmt: skip
    enrolled = Inschrijving(
        leerling_id=pupil.id, school_id=plekken["school"], leerlingnummer="1", klas="2B", van=VANAF,
        mentor_id=spelers[Rol.MEN].persoon_id,
    )  # fmt: skip
    rows += [[pupil], [enrolled, Gezagsrelatie(leerling_id=pupil.id, persoon_id=_id(spelers[Rol.OG]), van=VANAF)]]
    for layer in rows:
        huis.beheer.voeg_toe(layer)
    return _geteld(Toneel(huis, plekken, spelers, pupil.id))


def _id(actor: Actor) -> UUID:
    if actor.persoon_id is None:
        raise ValueError("a player is a person")
    return actor.persoon_id


def _organisaties(plekken: dict[str, UUID]) -> list[list[Base]]:
    kinds = {"swv": SoortOrganisatie.SWV, "jgz": SoortOrganisatie.JGZ, "gemeente": SoortOrganisatie.GEMEENTE}
    partners: list[Base] = [
        Organisatie(id=plekken[name], soort=kind, naam=name, code=name) for name, kind in kinds.items()
    ]
    school = Organisatie(
        id=plekken["school"], soort=SoortOrganisatie.SCHOOL, naam="school", code="school", sector="vo",
        swv_id=plekken["swv"], jgz_id=plekken["jgz"],
    )  # fmt: skip
    return [partners, [school], [Schooljaar(school_id=plekken["school"], van=VANAF, tot=TOT)]]


def _geteld(stage: Toneel) -> Toneel:
    """Count every statement from here on."""

    @event.listens_for(stage.huis.kern.database.engine, "before_cursor_execute")
    def _count(*_: object) -> None:
        stage.vragen += 1

    return stage
