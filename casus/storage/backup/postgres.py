"""Copies of PostgreSQL with its own pg_dump and pg_restore, sealed on their way to disk."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO, Any

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from casus.storage.backup import checks, sealed
from casus.storage.backup.archive import Archive, Step, new_file
from casus.storage.backup.manifest import Inhoud, KopieFout
from casus.storage.database import Database
from casus.storage.kluis import Sleutelbos

EIGEN = """
    nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' AND NOT EXISTS (
        SELECT FROM pg_depend WHERE deptype = 'e' AND objid = thing.oid AND classid = thing.tableoid)
"""
"""Not of PostgreSQL itself, nor of an extension."""
DINGEN = f"""
    SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
           WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind, thing.oid::regclass::text AS name
    FROM pg_class AS thing JOIN pg_namespace AS space ON space.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND {EIGEN}
    UNION ALL
    SELECT 'ROUTINE', thing.oid::regprocedure::text
    FROM pg_proc AS thing JOIN pg_namespace AS space ON space.oid = pronamespace WHERE {EIGEN}
"""  # noqa: S608 (no word in it comes from outside)
ONGELDIG = """
    SELECT conname FROM pg_constraint WHERE NOT convalidated
    UNION ALL SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid LIMIT 1
"""


class Gereedschap:
    """pg_dump or pg_restore of this machine."""

    def __init__(self, name: str, pg_bin: Path | None, at_least: int) -> None:
        """Find it.

        Raises:
            KopieFout: it is not there, or older than what it must read.
        """
        found = shutil.which(name, path=None if pg_bin is None else str(pg_bin))
        if found is None:
            where = "op deze machine" if pg_bin is None else f"in {pg_bin} (CASUS_PG_BIN)"
            raise KopieFout(
                f"Er is geen {name} {where}. Installeer de client van PostgreSQL {at_least}, "
                "of wijs met CASUS_PG_BIN de map aan waarin hij staat."
            )
        self.name, self.path = name, found
        told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
        number = re.search(r"(\d+)", told)
        version = int(number[1]) if number else 0
        if version < at_least:
            raise KopieFout(
                f"{found} is van versie {version}, de database van versie {at_least}: {name} moet minstens zo nieuw "
                f"zijn. Installeer de client van PostgreSQL {at_least}, of wijs hem aan met CASUS_PG_BIN."
            )

    @contextmanager
    def run(self, url: URL, *words: str, **streams: Any) -> Iterator[subprocess.Popen[bytes]]:
        """Run it on a database; the password goes by the environment, which other users cannot read.

        Raises:
            KopieFout: it says that something is wrong.
        """
        env = os.environ | {"LC_ALL": "C"} | ({"PGPASSWORD": str(url.password)} if url.password else {})
        command = [self.path, *words, "--verbose", "--dbname", _conninfo(url)]
        process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, **streams)  # noqa: S603
        errors: list[str] = []
        reader = Thread(target=_listen, args=(process.stderr, errors))
        reader.start()
        try:
            yield process
        except BrokenPipeError:
            pass  # it stopped reading: its own words say why
        except BaseException:
            process.kill()
            raise
        finally:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _close(stream)
            process.wait()
            reader.join()
        if process.returncode:
            raise KopieFout(f"{self.name} is gestopt: {errors[0] if errors else 'zonder reden te geven'}")


def _conninfo(url: URL) -> str:
    """Where the database is, as its own tools want to hear it, without the password."""
    asked: dict[str, Any] = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    return make_conninfo(**{key: value for key, value in (asked | dict(url.query)).items() if value})


def _listen(stream: IO[bytes] | None, errors: list[str]) -> None:
    """Keep what went wrong; the lines after it could hold what people wrote."""
    for line in stream or ():
        said = line.decode(errors="replace").strip()
        if " error: " in said or "FATAL:" in said:
            errors.append(said)
    if stream is not None:
        stream.close()


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        return


def server_version(engine: Engine) -> int:
    """The major version of the server."""
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000


def dump(database: Database, out: Path, step: Step, pg_bin: Path | None) -> Inhoud:
    """Dump the database as it is at one moment; who writes goes on writing.

    Raises:
        KopieFout: pg_dump is missing, too old, or stops.
    """
    tool = Gereedschap("pg_dump", pg_bin, server_version(database.engine))
    engine = database.engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, connection.begin():
        content = checks.describe(connection)
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        total = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
        words = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        with (
            new_file(out) as file,
            tool.run(database.engine.url, *words, stdout=subprocess.PIPE) as process,
        ):
            assert process.stdout is not None  # noqa: S101 (asked for above)
            sealed.seal(process.stdout, _Counted(file, step, total), database.bos)  # type: ignore[arg-type]
        step(total, total)
    return content


class _Counted:
    """Tells how much was written; a dump is smaller than its database, so the end comes sooner than promised."""

    def __init__(self, file: IO[bytes], step: Step, total: int) -> None:
        self.file, self.step, self.total, self.done = file, step, total, 0

    def write(self, block: bytes) -> None:
        self.file.write(block)
        self.done += len(block)
        self.step(min(self.done, self.total), self.total)


@contextmanager
def restored(archive: Archive, url: str, bos: Sleutelbos, pg_bin: Path | None) -> Iterator[str]:
    """The database of a backup in an empty database, which is emptied again when something goes wrong.

    Raises:
        KopieFout: it is not empty, or pg_restore stops.
    """
    engine = create_engine(url)
    try:
        if things(engine):
            raise KopieFout(
                "De database is niet leeg. Terugzetten kan alleen in een lege database: maak er een met createdb, "
                "en geef die met --naar. Er is niets veranderd."
            )
        # One transaction: when it stops, what is there was made by somebody else meanwhile, and stays.
        _load(archive, Gereedschap("pg_restore", pg_bin, archive.manifest.postgres), engine.url, bos)
        try:
            yield url
        except BaseException:
            empty(engine)
            raise
    finally:
        engine.dispose()


def _load(archive: Archive, tool: Gereedschap, url: URL, bos: Sleutelbos) -> None:
    words = ("--format=custom", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    with archive.data() as source, tool.run(url, *words, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None  # noqa: S101 (asked for above)
        for block in sealed.opened(source, bos):
            process.stdin.write(block)
        process.stdin.close()


def things(engine: Engine) -> list[tuple[str, str]]:
    """What somebody made in a database: kind and name."""
    with engine.connect() as connection:
        return [(row.kind, row.name) for row in connection.execute(text(DINGEN))]


def empty(engine: Engine) -> None:
    """Take everything away again, all at once."""
    found = things(engine)
    with engine.begin() as connection:
        for kind, name in found:
            connection.execute(text(f"DROP {kind} IF EXISTS {name} CASCADE"))


@contextmanager
def drill(archive: Archive, url: str, bos: Sleutelbos, pg_bin: Path | None) -> Iterator[str]:
    """The database of a backup in a database that is gone afterwards.

    Raises:
        KopieFout: this role may not make one.
    """
    name = f"casus_controle_{secrets.token_hex(6)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    except ProgrammingError as error:
        engine.dispose()
        raise KopieFout(
            "Deze gebruiker mag geen tijdelijke database maken. Maak zelf een lege database, en geef die met --naar."
        ) from error
    try:
        with restored(
            archive, make_url(url).set(database=name).render_as_string(hide_password=False), bos, pg_bin
        ) as work:
            yield work
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()


@contextmanager
def visit(archive: Archive, url: str, bos: Sleutelbos, pg_bin: Path | None) -> Iterator[str]:
    """The database of a backup in an empty database that somebody made for it, and that is empty afterwards."""
    with restored(archive, url, bos, pg_bin) as work:
        try:
            yield work
        finally:
            engine = create_engine(url)
            empty(engine)
            engine.dispose()


def fault(engine: Engine) -> str | None:
    """A constraint or an index that does not hold; None when all do."""
    with engine.connect() as connection:
        found = connection.execute(text(ONGELDIG)).scalar()
    return None if found is None else f"{found} geldt niet"


@contextmanager
def answering() -> Iterator[None]:
    """A server that is away is a sentence.

    Raises:
        KopieFout: the database does not answer.
    """
    try:
        yield
    except OperationalError as error:
        raise KopieFout("De database antwoordt niet. Draait PostgreSQL, en klopt CASUS_DATABASE_URL?") from error
    except DBAPIError as error:
        raise KopieFout(f"De database weigert: {type(error.orig).__name__}.") from error
