"""The SWV's overview: who is without onderwijs, how long, and who comes first. Pseudonyms, never names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus
from casus.domain.kalender import maanden_na
from casus.domain.klok import Kleur
from casus.overview.bron import Bron
from casus.overview.klokbeeld import LOOPT, Klokbeeld, klokbeeld
from casus.overview.lijst import LOPEND, Stap, stap, stap_bekend
from casus.overview.pagina import LEEG, Pagina
from casus.policy import Handeling, casus_bekend, voorwaarde
from casus.storage import Transactie, overzichten, radar
from casus.storage.kalenders import read_kalenders

WEKEN = 12
"""The last bar holds this many weeks and more."""
MAANDEN = 2


@dataclass(frozen=True)
class Thuis:
    """One pupil at home, as the numbers count them."""

    leerling_id: UUID
    pseudoniem: str
    school_id: UUID
    school: str
    klok: Klokbeeld


@dataclass(frozen=True)
class Eerst:
    """One pupil without onderwijs, as a line of the list."""

    pseudoniem: str
    school: str
    contact: str
    contact_email: str
    klok: Klokbeeld
    heeft_casus: bool
    casus_id: UUID | None
    """Only for who may know of the casus as a person with a part in it."""
    volgende: Stap | None


@dataclass(frozen=True)
class Week:
    """One bar: pupils that are so many weeks at home, by colour of their clock."""

    week: int
    groen: int
    amber: int
    rood: int
    stil: int

    @property
    def zonder(self) -> int:
        return self.groen + self.amber + self.rood

    @property
    def totaal(self) -> int:
        return self.zonder + self.stil


@dataclass(frozen=True)
class School:
    """One school of the SWV."""

    naam: str
    zonder: int
    stil: int
    langst: int
    bijgewerkt_tot: date | None


@dataclass(frozen=True)
class Radar:
    """The overview."""

    dag: date
    thuis: int
    zonder: int
    bijna: int
    over: int
    weken: tuple[Week, ...]
    twee_maanden: float
    """How many weeks ago two calendar months began."""
    scholen: tuple[School, ...]
    onbekend: int
    eerst: tuple[Eerst, ...] = ()
    """A page of who is without onderwijs, the nearest deadline first; none where only numbers are asked."""
    pagina: Pagina = LEEG


def lees_radar(bron: Bron, actor: Actor, pagina: str = "") -> Radar:
    """The pupils at home of the schools of this SWV: all of them counted, those of a page in the list."""
    with bron.lezen(actor) as db:
        found, until = _thuis(db)
        running = sorted((pupil for pupil in found if pupil.klok.loopt), key=_urgency)
        page = Pagina.kies(pagina, len(running))
        lines = _lines(bron, db, running[page.deel])
        counted = overzicht(found, db.lezer.dag, until)
    bron.database.record(
        actor, "radar_gelezen", leerlingen=[line.pseudoniem for line in lines],
        casussen=[line.casus_id for line in lines if line.casus_id],
    )  # fmt: skip
    return replace(counted, eerst=lines, pagina=page)


def lees_cijfers(bron: Bron, actor: Actor) -> Radar:
    """The numbers alone, to leave as a file."""
    with bron.lezen(actor) as db:
        found, until = _thuis(db)
        counted = overzicht(found, db.lezer.dag, until)
    bron.database.record(actor, "radar_uitgevoerd", geteld=counted.thuis)
    return counted


def _thuis(db: Transactie) -> tuple[list[Thuis], dict[str, date | None]]:
    """Every pupil at home, and until which day the absence of each school is known."""
    rows = radar.list_klokken(db, voorwaarde(Handeling.RADAR_LEERLING_ZIEN, db.lezer))
    kalenders = read_kalenders(db, (row.school_id for row in rows))
    known = overzichten.bijgewerkt_tot(db, (row.school_id for row in rows))
    found = [
        Thuis(row.Klok.leerling_id, row.pseudoniem, row.school_id, row.school, klok)
        for row in rows
        if (klok := klokbeeld(row.Klok, kalenders[row.school_id], db.lezer.dag)) is not None
    ]
    return found, {row.school: known.get(row.school_id) for row in rows}


def _urgency(pupil: Thuis) -> tuple[int, str]:
    return (pupil.klok.dagen_over or 0, pupil.pseudoniem)


def _lines(bron: Bron, db: Transactie, pupils: Sequence[Thuis]) -> tuple[Eerst, ...]:
    casussen = overzichten.casussen_van(db, (pupil.leerling_id for pupil in pupils), Casus.status.in_(LOPEND))
    ids = [casus.id for casus in casussen.values()]
    steps = overzichten.tasks_of(db, ids, stap_bekend(db))
    mine = overzichten.casussen_waar(db, ids, casus_bekend(db.lezer) & voorwaarde(Handeling.CASUSSEN_ZIEN, db.lezer))
    contacts = overzichten.contacten(db, (pupil.school_id for pupil in pupils))
    found = []
    for pupil in pupils:
        casus = casussen.get(pupil.leerling_id)
        who, email = contacts.get(pupil.school_id, ("", ""))
        found.append(
            Eerst(
                pseudoniem=pupil.pseudoniem, school=pupil.school, contact=who, contact_email=email, klok=pupil.klok,
                heeft_casus=casus is not None,
                casus_id=casus.id if casus is not None and casus.id in mine else None,
                volgende=None if casus is None else stap(bron, casus, steps.get(casus.id, [])),
            )
        )  # fmt: skip
    return tuple(found)


def overzicht(found: Iterable[Thuis], dag: date, until: dict[str, date | None]) -> Radar:
    """All numbers of the page from the same pupils, each counted once."""
    pupils = list(found)
    colours = [pupil.klok.kleur for pupil in pupils]
    running = [pupil for pupil in pupils if pupil.klok.loopt]
    return Radar(
        dag=dag,
        thuis=len(pupils),
        zonder=len(running),
        bijna=colours.count(Kleur.AMBER),
        over=colours.count(Kleur.ROOD),
        weken=tuple(_week(pupils, number) for number in range(WEKEN + 1)),
        twee_maanden=(dag - maanden_na(dag, -MAANDEN)).days / 7,
        scholen=tuple(_school(pupils, name, until.get(name)) for name in sorted({p.school for p in pupils})),
        onbekend=sum(pupil.klok.onbekend for pupil in pupils),
    )


def _week(pupils: list[Thuis], number: int) -> Week:
    colours = [pupil.klok.kleur for pupil in pupils if min(pupil.klok.weken, WEKEN) == number]
    return Week(number, *(colours.count(kleur) for kleur in (*LOOPT, Kleur.STIL)))


def _school(pupils: list[Thuis], name: str, until: date | None) -> School:
    own = [pupil for pupil in pupils if pupil.school == name]
    running = [pupil for pupil in own if pupil.klok.loopt]
    longest = max((pupil.klok.weken for pupil in running), default=0)
    return School(name, len(running), len(own) - len(running), longest, until)
