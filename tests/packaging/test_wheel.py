"""The wheel, built from this tree and installed elsewhere, is a working Casus."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WANTED = (
    "casus/_data/workflows/casus.bpmn",
    "casus/_data/forms/signaal-beoordelen.form",
    "casus/_data/templates/base.html",
    "casus/static/casus.css",
    "casus/web/translations/en/LC_MESSAGES/messages.mo",
    "casus/policy/toegang.toml",
    "casus/demo/streek.toml",
    "casus/feel/grammar.lark",
    "casus/storage/migrations/script.py.mako",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel; with the build tools of this environment when it has them, else in one that pip makes."""
    folder = tmp_path_factory.mktemp("wheel")
    own_tools = ["--no-build-isolation", "--no-index"] if find_spec("hatchling") else []
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", *own_tools, "-w", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("casus-*.whl"))


@pytest.fixture(scope="module")
def casus(wheel, tmp_path_factory):
    """The command of a new environment that holds the wheel, and borrows the libraries of this one."""
    home = tmp_path_factory.mktemp("elders")
    venv.create(home, symlinks=True)
    places = sysconfig.get_paths(vars={"base": str(home), "platbase": str(home)})
    target = Path(places["purelib"])
    (target / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"])
    python = Path(places["scripts"]) / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    done = subprocess.run([*install, "--ignore-installed", str(wheel)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Path(places["scripts"]) / "casus"


def run(command, *words, cwd):
    return subprocess.run([command, *words], cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


def test_the_wheel_holds_what_the_product_shows(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert [name for name in WANTED if name not in names] == []
    assert [name for name in names if name.startswith(("tests/", "tools/", "node_modules/"))] == []


def test_the_installed_command_explains_itself_and_checks_its_own_models(casus, tmp_path):
    helped, linted = run(casus, "--help", cwd=tmp_path), run(casus, "lint", cwd=tmp_path)
    assert "Example: casus serve" in helped.stdout
    assert (linted.returncode, linted.stdout) == (0, "")
    where = run(casus.parent / "python", "-c", "import casus; print(casus.__file__)", cwd=tmp_path)
    assert str(casus.parents[1]) in where.stdout


def test_the_installed_command_serves_until_it_is_ended(casus, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"PORT": str(port), "CASUS_MAP": str(tmp_path / "var")}
    server = subprocess.Popen([casus, "serve"], cwd=tmp_path, env=env, stdout=subprocess.DEVNULL)
    try:
        assert wait_for(f"http://127.0.0.1:{port}/gezond") == 200
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/aanmelden") as page:
            assert "Aanmelden" in page.read().decode()
    finally:
        server.terminate()
    assert server.wait(timeout=15) == 0


def wait_for(address: str) -> int:
    """The status of an address as soon as it answers."""
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return answer.status
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
