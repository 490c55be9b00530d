"""The two-month clock of a pupil: where it stands, and how it came there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.aanbodloop import Aanbodloop, merged, of_whole_timetable, partial, ran
from casus.domain.base import Base
from casus.domain.dagbeeld import Lesdag
from casus.domain.kalender import DAY, Periode, Schoolkalender, maanden_na
from casus.domain.termijnen import TERMIJNEN, Termijnen


class Kleur(StrEnum):
    """How a clock stands: not begun, running, near its deadline, past it, or stopped by an aanbod."""

    GEEN = "geen"
    GROEN = "groen"
    AMBER = "amber"
    ROOD = "rood"
    STIL = "stil"


class Klok(Base):
    """The clock of a pupil as last computed, so that lists and the radar read it in one query."""

    __tablename__ = "klok"
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"), primary_key=True)
    kleur: Mapped[Kleur] = mapped_column(index=True)
    thuiszit_sinds: Mapped[date | None] = mapped_column(default=None)
    deadline: Mapped[date | None] = mapped_column(default=None, index=True)
    deadline_zonder_vakantie: Mapped[date | None] = mapped_column(default=None)
    landelijk: Mapped[date | None] = mapped_column(default=None)
    """The national date: three months."""
    amber_op: Mapped[date | None] = mapped_column(default=None)
    stil_sinds: Mapped[date | None] = mapped_column(default=None)
    gedeeltelijk: Mapped[bool] = mapped_column(default=False)
    """An aanbod runs, but not yet the full timetable."""
    vrijgesteld_van: Mapped[date | None] = mapped_column(default=None)
    """First day of an exemption that lapsed without a school."""
    vrijgesteld_tot: Mapped[date | None] = mapped_column(default=None)
    gemeld_amber: Mapped[date | None] = mapped_column(default=None)
    """The deadline of which the casus was told that it comes near."""
    gemeld_deadline: Mapped[date | None] = mapped_column(default=None)
    gemeld_maand: Mapped[date | None] = mapped_column(default=None)
    bijgewerkt_tot: Mapped[date | None] = mapped_column(default=None)
    """Until which day absence of the school is known."""
    berekend_op: Mapped[datetime]


@dataclass(frozen=True)
class Klokstand:
    """Where a clock stands on a day."""

    kleur: Kleur = Kleur.GEEN
    thuiszit_sinds: date | None = None
    bekend_op: date | None = None
    """The day on which it was known: the tenth."""
    deadline: date | None = None
    deadline_zonder_vakantie: date | None = None
    landelijk: date | None = None
    amber_op: date | None = None
    stil_sinds: date | None = None
    gedeeltelijk: bool = False
    vrijgesteld_sinds: date | None = None
    opgeschoven: int = 0
    """Calendar days that the deadline moved."""


def klokstand(
    dagen: Sequence[Lesdag],
    kalender: Schoolkalender,
    vandaag: date,
    *,
    aanbod: Sequence[Aanbodloop] = (),
    deelrooster: Sequence[Periode] = (),
    vrijstelling: Periode | None = None,
    termijnen: Termijnen = TERMIJNEN,
) -> Klokstand:
    """The clock on a day, from absence lines alone; opening a casus changes nothing of it.

    Source: decisions 1 to 4 of the domain facts.
    """
    uren = dagen[-1].uren if dagen else 0
    part_time = [*deelrooster, *partial(aanbod, uren, vandaag)]
    known = [dag for dag in dagen if dag.datum <= vandaag]
    sinds, bekend_op = _sinds(known, part_time, _na(vrijstelling, vandaag), termijnen)
    if sinds is None:
        return Klokstand()
    held = merged(sinds, (ran(of_whole_timetable(item, known, uren), kalender, vandaag, termijnen) for item in aanbod))
    closed = [item for item in held if item.tot < vandaag]
    still = next((item for item in held if vandaag in item), None)
    shift = sum((item.tot - item.van).days + 1 for item in closed)
    deadline = maanden_na(sinds, termijnen.maanden) + shift * DAY
    amber = _amber(kalender, deadline, termijnen.schooldagen_amber)
    after_exemption = vrijstelling is not None and sinds == vrijstelling.tot + DAY
    return Klokstand(
        kleur=_kleur(vandaag, deadline, amber, still),
        thuiszit_sinds=sinds,
        bekend_op=bekend_op,
        deadline=deadline,
        deadline_zonder_vakantie=_without_holidays(kalender, sinds, closed, termijnen),
        landelijk=maanden_na(sinds, termijnen.maanden_landelijk) + shift * DAY,
        amber_op=amber,
        stil_sinds=None if still is None else still.van,
        gedeeltelijk=still is not None and any(vandaag in periode for periode in part_time),
        vrijgesteld_sinds=vrijstelling.van if vrijstelling is not None and after_exemption else None,
        opgeschoven=shift,
    )


def _na(vrijstelling: Periode | None, vandaag: date) -> date | None:
    """The first day after an exemption that lapsed."""
    return vrijstelling.tot + DAY if vrijstelling is not None and vrijstelling.tot < vandaag else None


def _kleur(vandaag: date, deadline: date, amber: date, still: Periode | None) -> Kleur:
    if still is not None:
        return Kleur.STIL
    if vandaag >= deadline:
        return Kleur.ROOD
    return Kleur.AMBER if vandaag >= amber else Kleur.GROEN


def _sinds(
    dagen: Iterable[Lesdag], partial: Sequence[Periode], vrijgekomen: date | None, termijnen: Termijnen
) -> tuple[date | None, date | None]:
    """Since when a pupil is at home, and when that was known; what is unknown neither counts nor breaks."""
    sinds = known = None
    missed: list[date] = []
    full = 0
    for dag in dagen:
        if sinds is None and vrijgekomen is not None and vrijgekomen <= dag.datum:
            sinds = known = vrijgekomen
        if sinds is None:
            missed = _run(missed, dag)
            if len(missed) == termijnen.lesdagen_tot_start:
                sinds, known, full = missed[0], dag.datum, 0
            continue
        full = _full(full, dag, partial)
        if full == termijnen.lesdagen_tot_einde:
            sinds = known = None
            vrijgekomen, missed = None, []
    return (vrijgekomen, vrijgekomen) if sinds is None else (sinds, known)


def _run(missed: list[date], dag: Lesdag) -> list[date]:
    if dag.heel_gemist:
        return [*missed, dag.datum]
    return [] if dag.gevolgd else missed


def _full(full: int, dag: Lesdag, partial: Sequence[Periode]) -> int:
    """A day of a partial timetable is no full day, however well it was followed."""
    if dag.gemist or any(dag.datum in periode for periode in partial):
        return 0
    return full + 1 if dag.volledig else full


def _amber(kalender: Schoolkalender, deadline: date, aantal: int) -> date:
    """So many schooldagen before the deadline; without a school, so many weekdays."""
    try:
        return kalender.voor(deadline, aantal)
    except LookupError:
        left, day = aantal, deadline
        while left:
            day -= DAY
            left -= day.weekday() < 5
        return day


def _without_holidays(kalender: Schoolkalender, sinds: date, closed: Sequence[Periode], termijnen: Termijnen) -> date:
    """The deadline when days of holiday are not counted: shown beside it."""
    left = (maanden_na(sinds, termijnen.maanden) - sinds).days
    day = sinds
    while left or _uncounted(kalender, closed, day):
        left -= not _uncounted(kalender, closed, day)
        day += DAY
    late = sum((item.tot - item.van).days + 1 for item in closed if item.van >= day)
    return day + late * DAY


def _uncounted(kalender: Schoolkalender, closed: Sequence[Periode], dag: date) -> bool:
    return kalender.vakantie(dag) or any(dag in item for item in closed)
