"""Copies of the embedded database: encrypted with the same key all the way."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DBAPIError

from casus.storage.backup import checks
from casus.storage.backup.archive import Archive, Step, no_room, place, private_folder
from casus.storage.backup.manifest import Inhoud, KopieFout
from casus.storage.database import Database, make_engine
from casus.storage.kluis import Sleutelbos

STAPPEN = 500
"""Operations of the database between two looks at how far it is."""


def file_of(url: str) -> Path:
    """The file of an embedded database."""
    return Path(make_url(url).database or "")


def dump(database: Database, out: Path, step: Step, _pg_bin: Path | None) -> Inhoud:
    """Copy the database as it is at one moment; who writes goes on writing.

    VACUUM INTO leaves behind what was deleted, where a copy of the pages would take it along.

    Raises:
        KopieFout: there is no room, or the database is damaged.
    """
    if not file_of(str(database.engine.url)).exists():
        raise KopieFout(f"Er is geen database op {database.engine.url.database}.")
    try:
        _vacuum_into(database.engine, out, step)
    except sqlcipher3.dbapi2.Error as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise no_room(out.parent) from error
        raise KopieFout(f"De database laat zich niet kopiëren: {error}.") from error
    copy = make_engine(f"sqlite:///{out}", database.bos.database)
    try:
        return checks.describe(copy)
    finally:
        copy.dispose()


def _vacuum_into(engine: Engine, out: Path, step: Step) -> None:
    pooled = engine.raw_connection()
    raw: Any = pooled.dbapi_connection
    try:
        pages, size = (int(raw.execute(f"PRAGMA {word}").fetchone()[0]) for word in ("page_count", "page_size"))
        total = pages * size

        def look() -> int:
            step(min(out.stat().st_size if out.exists() else 0, total), total)
            return 0

        raw.set_progress_handler(look, STAPPEN)
        raw.execute("VACUUM INTO ?", (str(out),))
        step(total, total)
    finally:
        raw.set_progress_handler(None, 0)
        pooled.close()


@contextmanager
def restored(archive: Archive, url: str, _bos: Sleutelbos, _pg_bin: Path | None) -> Iterator[str]:
    """The database of a backup under another name; it gets the name that was asked for when nothing goes wrong.

    Raises:
        KopieFout: something stands in its place.
    """
    target = file_of(url)
    refuse_rest(target)
    with private_folder(target) as folder:
        work = folder / "casus.db"
        archive.copy_to(work)
        with readable(archive):
            yield f"sqlite:///{work}"
        refuse_rest(target)
        place(work, target)


def refuse_rest(target: Path) -> None:
    """A journal of an older database would be replayed into the new one.

    Raises:
        KopieFout: there is one, or a database.
    """
    for path in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm", "-journal"))):
        if path.exists():
            raise KopieFout(
                f"Er staat al een database: {path}. Terugzetten kan alleen op een lege plek. "
                "Zet de oude opzij, of kies met --naar een andere plek. Er is niets veranderd."
            )


@contextmanager
def drill(archive: Archive, _url: str, _bos: Sleutelbos, _pg_bin: Path | None) -> Iterator[str]:
    """The database of a backup for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="casus-controle-") as folder, readable(archive):
        work = Path(folder) / "casus.db"
        archive.copy_to(work)
        yield f"sqlite:///{work}"


@contextmanager
def readable(archive: Archive) -> Iterator[None]:
    """A database that cannot be read is a sentence.

    Raises:
        KopieFout: the file is not an encrypted database of these keys.
    """
    try:
        yield
    except DBAPIError as error:
        raise KopieFout(f"De database in {archive.path} gaat niet open of is beschadigd: {error.orig}.") from error


def fault(engine: Engine) -> str | None:
    """What is wrong with the file, its tables or its references; None when nothing is."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
        tables = connection.exec_driver_sql("PRAGMA quick_check(1)").scalars().all()
        orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if pages or tables != ["ok"]:
        return str((pages or tables)[0])
    return None if orphan is None else f"een rij van {orphan[0]} wijst naar een rij die er niet is"
