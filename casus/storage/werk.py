"""How the work behind the pages stands: what waits, what is parked, which workers live. Counts and moments only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from casus.domain.casus import Timer
from casus.domain.techniek import Auditregel, Hartslag, Instelling, Zegel
from casus.storage import audit
from casus.storage.database import Transactie

VERGETEN = timedelta(days=1)
"""How long a worker that fell silent is still shown."""


@dataclass(frozen=True)
class Timers:
    """Timers whose moment has passed; one that failed is a job by now and counts there."""

    aantal: int
    oudste: datetime | None


@dataclass(frozen=True)
class Verzegeld:
    """How much of the audit log is fixed by a hash."""

    nummer: int
    op: datetime | None
    open: int
    """Rows that no seal covers yet; embedded, every row is sealed as it is written."""
    oudste_open: datetime | None


def timers(db: Transactie) -> Timers:
    query = select(func.count(), func.min(Timer.moment)).where(Timer.moment <= db.nu, ~Timer.vast)
    row = db.session.execute(query).one()
    return Timers(row[0], row[1])


def verzegeld(db: Transactie) -> Verzegeld:
    """The newest seal, and what comes after it."""
    if not audit.is_postgres(db.session):
        head = db.session.scalars(select(Instelling.waarde).where(Instelling.naam == audit.HEAD)).first()
        number = int((head or "0:").split(":")[0])
        newest = select(Auditregel.op).where(Auditregel.volgnummer == number)
        return Verzegeld(number, db.session.scalars(newest).first(), 0, None)
    last = db.session.scalars(select(Zegel).order_by(Zegel.nummer.desc()).limit(1)).first()
    loose = select(func.count(), func.min(Auditregel.op)).where(Auditregel.zegel.is_(None))
    count, oldest = db.session.execute(loose).one()
    return Verzegeld(0 if last is None else last.nummer, None if last is None else last.op, count, oldest)


def klop(db: Transactie, worker: str, versie: str) -> None:
    """This worker is alive now."""
    dialect = postgresql if audit.is_postgres(db.session) else sqlite
    row = dialect.insert(Hartslag).values(worker=worker, sinds=db.nu, op=db.nu, versie=versie)
    db.session.execute(row.on_conflict_do_update(index_elements=["worker"], set_={"op": db.nu, "versie": versie}))


def stop(db: Transactie, worker: str) -> None:
    """This worker ended by itself."""
    db.session.execute(delete(Hartslag).where(Hartslag.worker == worker))


def ruim_op(db: Transactie) -> None:
    """Workers that fell silent long ago are forgotten."""
    db.session.execute(delete(Hartslag).where(Hartslag.op < db.nu - VERGETEN))


def list_hartslagen(db: Transactie) -> list[Hartslag]:
    """The workers, the liveliest first."""
    return list(db.session.scalars(select(Hartslag).order_by(Hartslag.op.desc(), Hartslag.worker)))
