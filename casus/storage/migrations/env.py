"""Alembic's entry: one connection, foreign keys off on SQLite, checked before commit."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, text

from casus.domain import (  # noqa: F401  (mapped classes register themselves)
    aanbod,
    bewaartermijn,
    casus,
    datalek,
    dossier,
    klok,
    leerling,
    melding,
    noodtoegang,
    organisatie,
    overleg,
    techniek,
    toestemming,
    verklaring,
    verzuim,
)
from casus.domain.base import Base, Moment

SLOT = 20_261_126
"""The advisory lock of whoever migrates."""


def render_item(type_: str, obj: Any, _context: Any) -> str | Literal[False]:
    """Write our Moment as a plain timezone-aware DateTime."""
    if type_ == "type" and isinstance(obj, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def check_references(connection: Connection) -> None:
    """Batch mode works without foreign keys: look before it is kept.

    Raises:
        RuntimeError: a row lost its parent.
    """
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        raise RuntimeError("a migration left rows without their parent")


def migrate(connection: Connection) -> None:
    """All revisions in one transaction: all of it, or nothing; whoever comes second waits and finds it done."""
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=sqlite,
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if not sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": SLOT})
        before = context.get_context().get_current_heads()
        context.run_migrations()
        # It looks at every row, for minutes when there are millions: not at each start, only after a change.
        if sqlite and context.get_context().get_current_heads() != before:
            check_references(connection)


engine = context.config.attributes["engine"]
with engine.connect() as connection:
    raw = connection.connection.dbapi_connection
    try:
        if connection.dialect.name == "sqlite":
            # Batch mode recreates tables: with foreign keys on, it would delete the children of a parent.
            raw.execute("PRAGMA foreign_keys = OFF")
        migrate(connection)
    finally:
        if connection.dialect.name == "sqlite":
            connection.rollback()
            raw.execute("PRAGMA foreign_keys = ON")
