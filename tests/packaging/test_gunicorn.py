"""The configuration that is shipped, under a real gunicorn: it serves, finishes what is under way, and stops in time."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from casus.app import open_house
from casus.services.beheer import DEMO
from casus.settings import Settings
from casus.waarden import GEWEIGERD
from tests.conftest import fresh_postgres

GUNICORN = [sys.executable, "-W", "error", "-m", "gunicorn", "-c", "python:casus.gunicorn"]
PRODUCTIE = {"CASUS_PRODUCTIE": "1", "CASUS_ADRES": "https://casus.voorbeeld.nl", "CASUS_PROXIES": "1"}
BINNEN = 10
"""Seconds in which it stops."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def gunicorn(folder, **env):
    """A running server; what it said is in `regels` afterwards."""
    port, log = free_port(), folder / "stderr"
    environ = os.environ | {"CASUS_MAP": str(folder), "PORT": str(port), **PRODUCTIE, **env}
    with log.open("w") as err:
        process = subprocess.Popen(GUNICORN, cwd=folder, env=environ, stderr=err, stdout=subprocess.DEVNULL)
    process.port, process.log = port, log
    try:
        assert wait_for(port) == 200, log.read_text()
        yield process
    finally:
        process.kill()
        process.wait(timeout=15)


def wait_for(port: int) -> int:
    deadline = time.monotonic() + 60
    while True:
        try:
            return get(port, "/gezond")[0]
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


class Blijf(urllib.request.HTTPRedirectHandler):
    """Show where we are sent instead of going there."""

    def redirect_request(self, *_):
        return None


def get(port: int, path: str, **headers):
    opener = urllib.request.build_opener(Blijf)
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read().decode()


def stopped(process) -> int:
    """End it kindly; gives its exit code."""
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    code = process.wait(timeout=15)
    assert time.monotonic() - begun < BINNEN
    return code


def test_it_serves_and_stops(tmp_path):
    with gunicorn(tmp_path) as server:
        assert get(server.port, "/gezond/klaar")[2] == '{"klaar":true,"niet_klaar":[]}\n'
        status, headers, _ = get(
            server.port, "/?naam=GEHEIM", Host="casus.voorbeeld.nl", **{"X-Forwarded-Proto": "https"}
        )
        assert (status, headers["Location"].startswith("/aanmelden")) == (302, True)
        assert headers["Strict-Transport-Security"]
        _, headers, page = get(server.port, "/aanmelden")
        assert headers["Set-Cookie"].startswith("__Host-session=")
        assert "Aanmelden" in page
        assert stopped(server) == 0
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert {"/gezond", "/gezond/klaar", "/", "/aanmelden"} <= {line.get("route") for line in lines}
    assert any("Listening at" in line["event"] for line in lines)
    assert "GEHEIM" not in server.log.read_text()


def test_a_request_that_is_under_way_is_finished(tmp_path):
    with gunicorn(tmp_path) as server, socket.create_connection(("127.0.0.1", server.port)) as slow:
        body = b"gebruikersnaam=petra&wachtwoord=x"
        head = "POST /aanmelden HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        slow.sendall(head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:10])
        time.sleep(0.5)
        begun = time.monotonic()
        server.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert server.poll() is None
        slow.sendall(body[10:])
        slow.settimeout(10)
        assert re.match(rb"HTTP/1.1 4\d\d ", slow.recv(4096))
        assert server.wait(timeout=15) == 0
        assert time.monotonic() - begun < BINNEN


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({"CASUS_ADRES": "http://casus.voorbeeld.nl"}, "CASUS_ADRES"),
        ({"CASUS_PROCESSEN": "4"}, "CASUS_PROCESSEN"),
        ({"CASUS_DRADEN": "veel"}, "CASUS_DRADEN"),
    ],
)
def test_it_refuses_unsafe_settings_with_a_sentence_and_starts_nothing(tmp_path, env, sentence):
    environ = os.environ | {"CASUS_MAP": str(tmp_path), "PORT": str(free_port()), **PRODUCTIE, **env}
    refused = subprocess.run(GUNICORN, env=environ, capture_output=True, text=True, check=False, timeout=30)
    assert refused.returncode == GEWEIGERD
    assert refused.stderr.startswith(f"Casus start niet.\n{sentence}")
    assert "Traceback" not in refused.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.postgres
def test_many_processes_begin_at_once_on_an_empty_postgresql(tmp_path, postgres):
    env = {
        "CASUS_DATABASE_URL": fresh_postgres(postgres),
        "CASUS_PROCESSEN": "3",
        "CASUS_METRICS_TOKEN": "x9" + "qwertyuiopasdfghjklzxcv",
    }
    token = {"Authorization": f"Bearer {env['CASUS_METRICS_TOKEN']}"}
    with gunicorn(tmp_path, **env) as server:
        processen = set()
        deadline = time.monotonic() + 60
        with ThreadPoolExecutor(6) as visitors:
            while len(processen) < 3 and time.monotonic() < deadline:
                pages = visitors.map(lambda _: get(server.port, "/metrics", **token)[2], range(12))
                processen |= {found for page in pages for found in re.findall(r'proces="(\d+)"', page)}
        assert len(processen) == 3
        assert stopped(server) == 0
    assert "critical" not in server.log.read_text()
    assert "error" not in {json.loads(line)["level"] for line in server.log.read_text().splitlines()}
    assert [path.name for path in tmp_path.iterdir() if "sleutels" in path.name] == ["sleutels.json"]


def test_a_database_that_does_not_fit_is_told_in_the_log(tmp_path):
    huis = open_house(Settings.from_environment({"CASUS_MAP": str(tmp_path)}))
    huis.beheer.zet_instelling(DEMO, "ja")
    huis.kern.database.close()
    environ = os.environ | {"CASUS_MAP": str(tmp_path), "PORT": str(free_port()), **PRODUCTIE}
    refused = subprocess.run(GUNICORN, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert refused.returncode != 0
    assert "dit is de database van de demo" in refused.stderr
