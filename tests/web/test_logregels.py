"""What people write stands in no line of the log: pages, forms, imports, logins, errors and jobs that fail.

Every field of every form, every query, header, file name and name that a person can give holds a marker; every
exception holds one in its text. All that is logged is searched for them.
"""

import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest

from casus.app import create_app
from casus.domain.actor import SYSTEEM
from casus.domain.rol import Rol
from casus.engine import Engine
from casus.storage import jobs
from tests.opgevangen import opgevangen
from tests.web.conftest import Bezoeker
from tests.web.test_routes import paths

MERK = re.compile("gehe?im", re.IGNORECASE)
VELD = re.compile(r'<(?:input|textarea|select)[^>]*?\bname="([^"]+)"')
REGEL = {"time", "level", "logger", "event", "request", "method", "route", "status", "ms", "rol", "organisatie"}


@pytest.fixture
def regels():
    """Everything that would be on stderr in production."""
    with opgevangen(als_json=True) as stream:
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
        found = stream.getvalue()
    assert found
    assert not MERK.search(found), MERK.search(found)
    assert "Fenna" not in found


@pytest.fixture
def app(huis, streek, regels):
    """As in production: what goes wrong becomes a page."""
    made = create_app(replace(huis, settings=replace(huis.settings, demo=False)))
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture
def als(app, streek):
    return lambda rol: Bezoeker(app, streek.actors[rol])


def merk(page):
    """The fields of a page, each with a marker of its own."""
    return {name: f"GEHEIM-{name}" for name in VELD.findall(page) if name != "csrf_token"}


@pytest.mark.parametrize("rol", [Rol.VC, Rol.OG, Rol.LPA, Rol.BEH])
def test_pages_and_forms_with_a_marker_in_every_field(app, als, streek, regels, rol):
    casus_id = streek.casus()
    visitor, posted = als(rol), 0
    for _, path in paths(app, casus_id):
        for again in (path, f"{path}{'&' if '?' in path else '?'}q=GEHEIM&casus=GEHEIM&naam=GEHEIM"):
            answer = visitor.get(again, headers={"User-Agent": "GEHEIM", "Referer": "http://localhost/GEHEIM"})
        if answer.status_code == 200 and answer.mimetype == "text/html":
            posted += visitor.post(path, **merk(answer.text)).status_code in (200, 302, 400, 403, 404, 405, 422)
    tasks = set(re.findall(r"/taken/[0-9a-f-]{36}", visitor.get("/").text))
    for task in tasks:
        visitor.post(task, **merk(visitor.get(task).text))
        visitor.post(task, **merk(visitor.get(task).text), concept="1")
    assert posted
    visitor.get("/GEHEIM/Fenna?naam=GEHEIM")
    visitor.post("/taal/GEHEIM", terug="/GEHEIM")
    for line in regels():
        if line["event"] == "request":
            assert set(line) == REGEL
            assert str(casus_id) not in str(line)


def test_logins_that_fail_and_a_session_that_is_nobodys(app, regels):
    nobody = Bezoeker(app)
    for _ in range(7):
        nobody.meld_aan("GEHEIM.naam", "GEHEIM-wachtwoord")
    nobody.client.set_cookie("session", "GEHEIM")
    nobody.get("/")
    app.config["WTF_CSRF_ENABLED"] = True
    assert nobody.client.post("/taal/en", data={"terug": "/GEHEIM"}).status_code == 400
    assert nobody.client.open("/aanmelden", method="DELETE").status_code == 405
    assert [line["status"] for line in regels() if line["event"] == "request"].count(422) == 7


def test_an_import_that_is_refused_and_one_that_is_not_a_file(als, streek, regels):
    petra = als(Rol.VC)
    for data in (b"leerlingnummer;datum\nGEHEIM;GEHEIM\n", b"\xff\xfeGEHEIM", b""):
        file = (io.BytesIO(data), "GEHEIM-Fenna.csv")
        form = {"bestand": file, "formaat": "csv", "csrf_token": "GEHEIM"}
        answer = petra.client.post("/verzuim/importeren", data=form, content_type="multipart/form-data")
        assert answer.status_code in (200, 302, 422)


def test_an_error_that_nobody_foresaw_is_a_kind_and_a_place(app, als, streek, regels, monkeypatch):
    def breekt(*_, **__):
        try:
            int("GEHEIM-getal")
        except ValueError as error:
            raise RuntimeError("GEHEIM in de tekst van de fout") from error

    petra = als(Rol.VC)
    task = re.search(r"/taken/[0-9a-f-]{36}", (streek.casus(), petra.get("/").text)[1]).group()
    monkeypatch.setattr(Engine, "complete", breekt)
    given = {"zorgelijk": "ja", "toelichting": "GEHEIM", "reden": "GEHEIM"}
    answer = petra.post(task, **given)
    assert answer.status_code == 500
    (line,) = [line for line in regels() if line["event"] == "unexpected error"]
    assert line["error"] == ["RuntimeError", "ValueError"]
    assert any(place.startswith("casus/services/taken.py:") for place in line["where"])
    assert line["request"] == answer.headers["X-Request-Id"]
    assert line["request"] in answer.text


def test_a_value_that_the_database_refuses_is_not_told(app, als, streek, huis, regels):
    als(Rol.VC)
    with huis.kern.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE zoekterm")
    answer = als(Rol.VC).get("/zoeken?q=GEHEIM&naam=GEHEIM&achternaam=GEHEIM")
    assert answer.status_code in (200, 500)


def test_a_job_that_fails_and_a_worker_that_stumbles(huis, streek, regels, klok):
    def breekt(kern, db, gegevens):
        raise RuntimeError(f"GEHEIM {gegevens}")

    with huis.kern.database.transaction(SYSTEEM) as db:
        db.add()
        jobs.vraag_werk(db, "breekt", sleutel="GEHEIM-sleutel", leerling="GEHEIM Fenna")
        jobs.vraag_werk(db, "onbekend", leerling="GEHEIM Fenna")
    streek.casus()
    streek.ziekmelding("2026-09-01")
    huis.nachtwerk.werkbank.werk = {**huis.nachtwerk.werkbank.werk, "breekt": breekt}
    klok.zet(date(2026, 9, 2).isoformat())
    for _ in range(jobs.POGINGEN):
        huis.nachtwerk.ronde()
        klok.verder(hours=1)
    told = [line for line in regels() if line["event"] == "job"]
    assert {line["outcome"] for line in told if line["kind"] == "breekt"} == {"failed", "parked"}
    assert next(line for line in told if line["kind"] == "breekt")["error"] == ["RuntimeError"]
    assert any(line["kind"] == "nacht" and line["outcome"] == "done" for line in told)
