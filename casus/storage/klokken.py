"""All that a clock and the rules look at, for many pupils in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casus.domain.aanbod import Aanbod, Aanbodweek, Terugkeerplan
from casus.domain.aanbodloop import Aanbodloop, Week
from casus.domain.casus import Casus
from casus.domain.kalender import Periode, Schoolkalender
from casus.domain.klok import Klok
from casus.domain.leerling import Inschrijving
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.organisatie import Organisatie
from casus.domain.verzuim import Verzuimregel
from casus.storage import kalenders, verzuim
from casus.storage.database import Transactie

DAGDELEN = 10
"""Parts of days in a full week."""


@dataclass(frozen=True)
class Schooltijd:
    """An enrolment, with what is known of that school."""

    inschrijving: Inschrijving
    school: Organisatie
    kalender: Schoolkalender
    bekend: Periode | None


@dataclass
class Leerlinggegevens:
    """One pupil, as the clock and the rules need it."""

    leerling_id: UUID
    klok: Klok | None = None
    schooltijden: list[Schooltijd] = field(default_factory=list)
    regels: list[Verzuimregel] = field(default_factory=list)
    aanbod: list[Aanbodloop] = field(default_factory=list)
    deelrooster: list[Periode] = field(default_factory=list)
    meldingen: list[Periode] = field(default_factory=list)


def read_gegevens(db: Transactie, leerling_ids: Sequence[UUID]) -> list[Leerlinggegevens]:
    """What is kept of these pupils."""
    found = {ident: Leerlinggegevens(ident) for ident in leerling_ids}
    for klok in db.session.scalars(select(Klok).where(Klok.leerling_id.in_(leerling_ids))):
        found[klok.leerling_id].klok = klok
    _scholen(db, found)
    lines = select(Verzuimregel).where(Verzuimregel.leerling_id.in_(leerling_ids))
    for regel in db.session.scalars(lines.order_by(Verzuimregel.datum, Verzuimregel.lesuur_van)):
        found[regel.leerling_id].regels.append(regel)
    _aanbod(db, found)
    _plannen(db, found)
    _meldingen(db, found)
    return list(found.values())


def _scholen(db: Transactie, found: dict[UUID, Leerlinggegevens]) -> None:
    query = (
        select(Inschrijving, Organisatie)
        .join(Organisatie, Organisatie.id == Inschrijving.school_id)
        .where(Inschrijving.leerling_id.in_(found))
        .order_by(Inschrijving.van, Inschrijving.id)
    )
    rows = [(row[0], row[1]) for row in db.session.execute(query)]
    schools = {school.id for _, school in rows}
    known = verzuim.bekend_over(db, schools)
    calendars = kalenders.read_kalenders(db, schools)
    for enrolled, school in rows:
        when = Schooltijd(enrolled, school, calendars[school.id], known.get(school.id))
        found[enrolled.leerling_id].schooltijden.append(when)


def _aanbod(db: Transactie, found: dict[UUID, Leerlinggegevens]) -> None:
    offers = list(db.session.scalars(select(Aanbod).where(Aanbod.leerling_id.in_(found)).order_by(Aanbod.startdatum)))
    weeks: defaultdict[UUID, dict[date, Week]] = defaultdict(dict)
    if offers:
        query = select(Aanbodweek).where(Aanbodweek.aanbod_id.in_([offer.id for offer in offers]))
        for week in db.session.scalars(query):
            weeks[week.aanbod_id][week.maandag] = Week(week.gevolgde_uren, week.eerste_gemiste_dag)
    for offer in offers:
        found[offer.leerling_id].aanbod.append(
            Aanbodloop(offer.startdatum, offer.uren_per_week, offer.eerste_dag, offer.einddatum, weeks[offer.id])
        )


def _plannen(db: Transactie, found: dict[UUID, Leerlinggegevens]) -> None:
    query = (
        select(Casus.leerling_id, Terugkeerplan.van, Terugkeerplan.tot)
        .join(Casus, Casus.id == Terugkeerplan.casus_id)
        .where(Casus.leerling_id.in_(found), Terugkeerplan.dagdelen_per_week < DAGDELEN)
    )
    for leerling_id, van, tot in db.session.execute(query):
        found[leerling_id].deelrooster.append(Periode(van, tot or date.max))


def _meldingen(db: Transactie, found: dict[UUID, Leerlinggegevens]) -> None:
    """Reports that were made; a draft or a withdrawn one holds no counter back."""
    made = (StatusMelding.GEREGISTREERD, StatusMelding.IN_BEHANDELING, StatusMelding.AFGESLOTEN)
    query = (
        select(Casus.leerling_id, DuoMelding.begindatum, DuoMelding.einddatum)
        .join(Casus, Casus.id == DuoMelding.casus_id)
        .where(Casus.leerling_id.in_(found), DuoMelding.status.in_(made), DuoMelding.einddatum.is_not(None))
    )
    for leerling_id, van, tot in db.session.execute(query):
        found[leerling_id].meldingen.append(Periode(van, tot or van))


def all_leerlingen(db: Transactie) -> list[UUID]:
    """Every pupil with absence or a clock."""
    with_clock = db.session.scalars(select(Klok.leerling_id))
    return sorted({*verzuim.leerlingen_met_verzuim(db), *with_clock})


def find_klok(db: Transactie, leerling_id: UUID) -> Klok | None:
    return db.get(Klok, leerling_id)


def chunks(ids: Iterable[UUID], size: int) -> list[list[UUID]]:
    """Parts small enough for one query."""
    every = list(ids)
    return [every[at : at + size] for at in range(0, len(every), size)]
