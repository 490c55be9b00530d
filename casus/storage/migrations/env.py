"""Alembic's entry: one connection, foreign keys off on SQLite, checked before commit."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import text

from casus.domain import (  # noqa: F401  (mapped classes register themselves)
    aanbod,
    bewaartermijn,
    casus,
    dossier,
    klok,
    leerling,
    melding,
    organisatie,
    overleg,
    techniek,
    toestemming,
    verzuim,
)
from casus.domain.base import Base, Moment


def render_item(type_: str, obj: Any, _context: Any) -> str | Literal[False]:
    """Write our Moment as a plain timezone-aware DateTime."""
    if type_ == "type" and isinstance(obj, Moment):
        return "sa.DateTime(timezone=True)"
    return False


engine = context.config.attributes["engine"]
with engine.connect() as connection:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # Batch mode recreates tables: with foreign keys on, it would delete the children of a parent.
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = OFF")
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=sqlite, render_item=render_item
    )
    with context.begin_transaction():
        if not sqlite:
            # Several processes start at once: one migrates, the others wait and find it done.
            connection.execute(text("SELECT pg_advisory_xact_lock(20261126)"))
        before = context.get_context().get_current_heads()
        context.run_migrations()
        changed = context.get_context().get_current_heads() != before
        # It looks at every row, for minutes when there are millions: not at each start, only after a change.
        if sqlite and changed and connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise RuntimeError("a migration left rows without their parent")
    if sqlite:
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = ON")
