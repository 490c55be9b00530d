"""Absence lines, the files they came in, the columns of a school, and signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casus.domain.fouten import NietGevonden
from casus.domain.kalender import Periode
from casus.domain.leerling import Inschrijving, Leerling
from casus.domain.organisatie import Organisatie, SoortOrganisatie
from casus.domain.verzuim import Import, Kolomindeling, Signaal, SoortVerzuim, Verzuimregel
from casus.storage.database import Transactie

Regel = tuple[int, int, SoortVerzuim]
"""First and last lesson hour, and kind."""
Dagregels = Mapping[tuple[UUID, date], set[Regel]]


@dataclass(frozen=True)
class Geschreven:
    """What became of the lines of a file."""

    nieuw: int = 0
    dubbel: int = 0
    vervangen: int = 0


def read_school(db: Transactie, school_id: UUID) -> Organisatie:
    """A school.

    Raises:
        NietGevonden: it is not there, or it is no school.
    """
    school = db.get(Organisatie, school_id)
    if school is None or school.soort is not SoortOrganisatie.SCHOOL:
        raise NietGevonden
    return school


def find_school(db: Transactie, code: str) -> UUID | None:
    query = select(Organisatie.id).where(Organisatie.code == code, Organisatie.soort == SoortOrganisatie.SCHOOL)
    return db.session.scalars(query).first()


def find_import(db: Transactie, school_id: UUID, digest: str) -> Import | None:
    query = select(Import).where(Import.school_id == school_id, Import.hash == digest)
    return db.session.scalars(query).first()


def find_indeling(db: Transactie, school_id: UUID) -> Kolomindeling | None:
    return db.session.scalars(select(Kolomindeling).where(Kolomindeling.school_id == school_id)).first()


def leerlingen_by_nummer(db: Transactie, school_id: UUID) -> dict[str, UUID]:
    """Pupils of a school by their number there; the latest enrolment has the last word."""
    query = select(Inschrijving).where(Inschrijving.school_id == school_id).order_by(Inschrijving.van)
    return {row.leerlingnummer: row.leerling_id for row in db.session.scalars(query)}


def bekend_over(db: Transactie, school_ids: Iterable[UUID]) -> dict[UUID, Periode]:
    """Over which time each school told about absence."""
    query = (
        select(Import.school_id, func.min(Import.vanaf), func.max(Import.bijgewerkt_tot))
        .where(Import.school_id.in_(set(school_ids)))
        .group_by(Import.school_id)
    )
    return {row[0]: Periode(row[1], row[2]) for row in db.session.execute(query)}


def write_regels(db: Transactie, school_id: UUID, import_id: UUID, regels: Dagregels) -> Geschreven:
    """Add lines; on the hours it names, the newest file has the last word."""
    if not regels:
        return Geschreven()
    standing = _standing(db, school_id, regels)
    new = double = replaced = 0
    for (leerling_id, dag), wanted in regels.items():
        there = {(row.lesuur_van, row.lesuur_tot, row.soort): row for row in standing.get((leerling_id, dag), ())}
        for key, row in there.items():
            if key not in wanted and any(_overlap(key, other) for other in wanted):
                db.session.delete(row)
                replaced += 1
        double += len(wanted & set(there))
        missing = sorted(wanted - set(there))
        new += len(missing)
        db.add(
            *(
                Verzuimregel(
                    leerling_id=leerling_id,
                    school_id=school_id,
                    datum=dag,
                    soort=soort,
                    lesuur_van=van,
                    lesuur_tot=tot,
                    import_id=import_id,
                )
                for van, tot, soort in missing
            )
        )
    db.flush()
    return Geschreven(new, double, replaced)


def _standing(db: Transactie, school_id: UUID, regels: Dagregels) -> dict[tuple[UUID, date], list[Verzuimregel]]:
    days = [dag for _, dag in regels]
    query = select(Verzuimregel).where(
        Verzuimregel.school_id == school_id, Verzuimregel.datum.between(min(days), max(days))
    )
    found: dict[tuple[UUID, date], list[Verzuimregel]] = {}
    for row in db.session.scalars(query):
        found.setdefault((row.leerling_id, row.datum), []).append(row)
    return found


def _overlap(one: Regel, other: Regel) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def leerlingen_met_verzuim(db: Transactie) -> list[UUID]:
    """Every pupil of whom a school told absence."""
    return list(db.session.scalars(select(Verzuimregel.leerling_id).distinct().order_by(Verzuimregel.leerling_id)))


def signalen_van(db: Transactie, leerling_ids: Sequence[UUID]) -> dict[UUID, list[Signaal]]:
    """The signals that pupils have."""
    found: dict[UUID, list[Signaal]] = {ident: [] for ident in leerling_ids}
    for row in db.session.scalars(select(Signaal).where(Signaal.leerling_id.in_(leerling_ids))):
        found[row.leerling_id].append(row)
    return found


def read_leerling(db: Transactie, leerling_id: UUID) -> Leerling:
    """A pupil.

    Raises:
        NietGevonden: not there.
    """
    leerling = db.get(Leerling, leerling_id)
    if leerling is None:
        raise NietGevonden
    return leerling
