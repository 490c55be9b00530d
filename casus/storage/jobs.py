"""The table of work: asked for in a transaction, leased by one worker, done in the transaction that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from casus.domain.techniek import Job
from casus.storage.database import Transactie

HUUR = timedelta(minutes=2)
POGINGEN = 8
EERSTE_WACHT = timedelta(seconds=10)
LANGSTE_WACHT = timedelta(hours=1)
BEWAREN = timedelta(days=30)
OPEN = and_(Job.klaar_op.is_(None), Job.geparkeerd_op.is_(None))


class TeLaat(Exception):  # noqa: N818
    """The lease was over and another worker has the job: what this one did is thrown away."""


@dataclass(frozen=True)
class Huur:
    """One job in the hands of one worker."""

    id: UUID
    token: UUID
    soort: str
    gegevens: Mapping[str, Any]
    poging: int


def vraag_werk(
    db: Transactie, soort: str, *, sleutel: str | None = None, vanaf: datetime | None = None, **gegevens: Any
) -> None:
    """Ask for work inside the caller's transaction; with a `sleutel` that is known nothing happens."""
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    row = {
        "id": uuid4(),
        "soort": soort,
        "sleutel": sleutel,
        "vanaf": vanaf or db.nu,
        "gegevens": gegevens,
        "pogingen": 0,
    }
    db.session.execute(dialect.insert(Job).values(**row).on_conflict_do_nothing(index_elements=["sleutel"]))


def huur(db: Transactie) -> Huur | None:
    """Lease the oldest job that is due and in nobody's hands; None when there is none."""
    free = or_(Job.huur_tot.is_(None), Job.huur_tot < db.nu)
    due = and_(OPEN, Job.vanaf <= db.nu, Job.pogingen < POGINGEN)
    query = select(Job.id, Job.soort, Job.gegevens, Job.pogingen).where(due, free)
    row = db.session.execute(query.order_by(Job.vanaf, Job.id).limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    token = uuid4()
    db.session.execute(
        update(Job).where(Job.id == row.id).values(huur=token, huur_tot=db.nu + HUUR, pogingen=row.pogingen + 1)
    )
    return Huur(row.id, token, row.soort, row.gegevens, row.pogingen + 1)


def hek(db: Transactie, gehuurd: Huur) -> None:
    """The fence: lock the job, when it is still in these hands.

    Raises:
        TeLaat: it is not.
    """
    query = select(Job.id).where(Job.id == gehuurd.id, Job.huur == gehuurd.token, OPEN).with_for_update()
    if db.session.execute(query).first() is None:
        raise TeLaat


def klaar(db: Transactie, gehuurd: Huur) -> None:
    """Done, in the same transaction as what was done."""
    db.session.execute(update(Job).where(Job.id == gehuurd.id).values(klaar_op=db.nu, huur=None, huur_tot=None))


def mislukt(db: Transactie, gehuurd: Huur, fout: str, eerste_wacht: timedelta = EERSTE_WACHT) -> bool:
    """Give it back for a later try, each wait twice the last, or park it after too many; whether it was parked."""
    hek(db, gehuurd)
    parked = gehuurd.poging >= POGINGEN
    wait = min(eerste_wacht * 2 ** (gehuurd.poging - 1), LANGSTE_WACHT)
    db.session.execute(
        update(Job)
        .where(Job.id == gehuurd.id)
        .values(
            huur=None, huur_tot=None, fout=fout, vanaf=db.nu + wait, geparkeerd_op=db.nu if parked else None
        )
    )  # fmt: skip
    return parked


def is_gevraagd(db: Transactie, sleutel: str) -> bool:
    """Whether somebody asked for this work before."""
    return db.session.scalar(select(Job.id).where(Job.sleutel == sleutel)) is not None


def wacht_op(db: Transactie, soort: str) -> bool:
    """Whether work of this kind is asked for and not done."""
    return db.session.scalar(select(Job.id).where(Job.soort == soort, OPEN).limit(1)) is not None


def parkeer_afgebroken(db: Transactie) -> list[str]:
    """Jobs in whose hands a worker died once too often are parked: they may be why. Gives the kind of each."""
    over = and_(OPEN, Job.pogingen >= POGINGEN, Job.huur_tot < db.nu)
    parked = update(Job).where(over).values(geparkeerd_op=db.nu, huur=None, huur_tot=None, fout="afgebroken")
    return list(db.session.scalars(parked.returning(Job.soort)))


def zet_terug(db: Transactie, job_id: UUID) -> bool:
    """Let a parked job try again from the start; whether it was parked."""
    parked = update(Job).where(Job.id == job_id, Job.geparkeerd_op.is_not(None))
    done = db.session.execute(parked.values(geparkeerd_op=None, pogingen=0, vanaf=db.nu, huur=None, huur_tot=None))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def ruim_op(db: Transactie) -> None:
    """What was done long ago is forgotten."""
    db.session.execute(delete(Job).where(Job.klaar_op < db.nu - BEWAREN))


def list_geparkeerd(db: Transactie, limit: int = 100) -> list[Job]:
    """The jobs that somebody must look at, the newest first."""
    query = select(Job).where(Job.geparkeerd_op.is_not(None)).order_by(Job.geparkeerd_op.desc(), Job.id)
    return list(db.session.scalars(query.limit(limit)))


@dataclass(frozen=True)
class Drukte:
    """How much work waits."""

    wachtend: int
    """Jobs that are due."""
    geparkeerd: int
    oudste: datetime | None
    """Since when the oldest job that is due waits."""


def drukte(db: Transactie) -> Drukte:
    due = and_(OPEN, Job.vanaf <= db.nu)
    row = db.session.execute(select(func.count(), func.min(Job.vanaf)).where(due)).one()
    parked = db.session.scalar(select(func.count()).select_from(Job).where(Job.geparkeerd_op.is_not(None))) or 0
    return Drukte(row[0], parked, row[1])
