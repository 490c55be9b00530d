"""What every test may ask for: a clock to turn, a database of both kinds, a school with people."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.templating import Environment
from jinja2 import BytecodeCache
from playwright.sync_api import sync_playwright

from casus.app import create_app, open_house
from casus.engine import catalogue
from casus.settings import Settings
from casus.storage import Sleutelbos, migreren
from casus.storage.database import make_engine
from tests.factories import Streek
from tests.postgres import Server


class Klok:
    """A clock that only moves when told to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def zet(self, dag: str, tijd: str = "09:00") -> None:
        self.moment = datetime.fromisoformat(f"{dag}T{tijd}:00+02:00").astimezone(UTC)

    def verder(self, **duration: float) -> None:
        self.moment += timedelta(**duration)


@pytest.fixture
def klok() -> Klok:
    return Klok(datetime(2026, 9, 1, 7, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL from the wheel, on a free port, gone when the tests are."""
    server = Server()
    yield server.url
    server.sluit()


@pytest.fixture(scope="session")
def ander_postgres():
    """A server of which no test knows yet: its transactions start at low numbers."""
    server = Server()
    yield server.url
    server.sluit()


def fresh_postgres(url: str, template: str = "template1") -> str:
    """An empty database on this server."""
    import psycopg

    name = f"casus_{os.getpid()}_{datetime.now(UTC).strftime('%H%M%S%f')}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return url.rsplit("/", 1)[0] + "/" + name


def migrated_postgres(url: str) -> str:
    """A database with all tables and no rows: a copy, as running every migration anew takes long."""
    return fresh_postgres(url, _template(url))


@cache
def _template(url: str) -> str:
    made = fresh_postgres(url)
    engine = make_engine(made, "")
    migreren.upgrade(engine)
    engine.dispose()
    return made.rsplit("/", 1)[1]


class Bytecode(BytecodeCache):
    """Templates as they were compiled before: every test has an application of its own."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


BYTECODE = Bytecode()


class Omgeving(Environment):
    """Jinja with what was compiled before."""

    def __init__(self, app, **options) -> None:
        super().__init__(app, bytecode_cache=BYTECODE, **options)


Flask.jinja_environment = Omgeving
read_model = cache(lambda files: parse_model(dict(files)))
parse_model = catalogue.parse


def parse(bundle):
    """One house reads its models once; so do tests, each with elements of its own to change."""
    model = read_model(tuple(sorted(bundle.items())))
    own = {key: replace(part, eigenschappen=dict(part.eigenschappen)) for key, part in model.elements.items()}
    return replace(model, elements=own)


catalogue.parse = parse


@cache
def _empty_house() -> Path:
    """A migrated database without rows, and its keys, to copy."""
    folder = Path(tempfile.mkdtemp(prefix="casus-leeg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    bos = Sleutelbos.lees_of_maak(folder / "sleutels.json")
    engine = make_engine(f"sqlite:///{folder / 'casus.db'}", bos.database)
    migreren.upgrade(engine)
    engine.dispose()
    return folder


def huis_op(tmp_path: Path, klok: Klok, url: str | None = None):
    """An open house over the database of this folder, fresh when there is none, or over another one."""
    keys, file = tmp_path / "sleutels.json", tmp_path / "casus.db"
    if url is None and not keys.exists() and not file.exists():
        shutil.copy(_empty_house() / keys.name, keys)
        shutil.copy(_empty_house() / file.name, file)
    Sleutelbos.lees_of_maak(keys)
    settings = Settings(database_url=url or f"sqlite:///{file}", keys=keys, demo=True)
    return open_house(settings, klok)


@pytest.fixture
def huis(tmp_path, klok):
    house = huis_op(tmp_path, klok)
    yield house
    house.kern.database.close()


@pytest.fixture(params=["sqlcipher", pytest.param("postgresql", marks=pytest.mark.postgres)])
def huis_op_beide(request, tmp_path, klok):
    url = migrated_postgres(request.getfixturevalue("postgres")) if request.param == "postgresql" else None
    house = huis_op(tmp_path, klok, url)
    yield house
    house.kern.database.close()


@pytest.fixture
def streek(huis) -> Streek:
    """A school, an SWV, a JGZ and two gemeenten, with one person in every role and one pupil, Fenna."""
    return Streek.bouw(huis)


@pytest.fixture
def app(huis, streek):
    return create_app(huis, testing=True)


FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
