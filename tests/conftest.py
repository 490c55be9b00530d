"""What every test may ask for: a clock to turn, a database of both kinds, a school with people."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from casus.app import create_app, open_house
from casus.settings import Settings
from casus.storage import Sleutelbos
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


def fresh_postgres(url: str) -> str:
    import psycopg

    name = f"casus_{os.getpid()}_{datetime.now(UTC).strftime('%H%M%S%f')}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.rsplit("/", 1)[0] + "/" + name


def huis_op(tmp_path: Path, klok: Klok, url: str | None = None):
    """An open house over a fresh database."""
    keys = tmp_path / "sleutels.json"
    Sleutelbos.lees_of_maak(keys)
    settings = Settings(database_url=url or f"sqlite:///{tmp_path / 'casus.db'}", keys=keys, demo=True)
    return open_house(settings, klok)


@pytest.fixture
def huis(tmp_path, klok):
    house = huis_op(tmp_path, klok)
    yield house
    house.kern.database.close()


@pytest.fixture(params=["sqlcipher", pytest.param("postgresql", marks=pytest.mark.postgres)])
def huis_op_beide(request, tmp_path, klok):
    url = fresh_postgres(request.getfixturevalue("postgres")) if request.param == "postgresql" else None
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
