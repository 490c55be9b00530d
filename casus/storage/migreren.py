"""Bring a database to the schema of this version."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def _config(engine: Engine | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    return config


def revisions() -> Iterator[tuple[str | None, str]]:
    """Every revision with the one before it, the oldest first."""
    for script in reversed(list(ScriptDirectory.from_config(_config()).walk_revisions())):
        yield cast("str | None", script.down_revision), script.revision


@cache
def newest() -> str:
    """The revision that this version works with."""
    return list(revisions())[-1][1]


def revision(engine: Engine) -> str | None:
    """The revision that a database is at; None when it is empty."""
    with engine.connect() as connection:
        return revision_of(connection.execution_options(readonly=True))


def revision_of(connection: Connection) -> str | None:
    """The same, inside a transaction."""
    return MigrationContext.configure(connection).get_current_revision()


def is_bij(engine: Engine) -> bool:
    """Whether the database has exactly the schema of this version."""
    return revision(engine) == newest()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to a revision; a database that has the newest one is not locked."""
    if revision != "head" or not is_bij(engine):
        command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Run the migrations back to a revision."""
    command.downgrade(_config(engine), revision)


def revise(engine: Engine, message: str) -> None:
    """Write a new migration from the difference between models and database."""
    command.revision(_config(engine), message, autogenerate=True)
