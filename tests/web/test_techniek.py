"""What machines ask of Casus, and what its headers tell a browser."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import request
from sqlalchemy import text

from casus.app import create_app
from casus.domain.actor import SYSTEEM
from casus.domain.casus import Timer
from casus.domain.rol import Rol
from casus.storage import jobs, migreren
from casus.web.tellers import SOORT

TOKEN = "a7Kq9-lange-willekeurige-tekens-31x"
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


def met(huis, **settings):
    """The same house under other settings."""
    return create_app(replace(huis, settings=replace(huis.settings, **settings)), testing=True).test_client()


@pytest.fixture
def productie(huis, streek):
    return met(huis, demo=False, productie=True, adres="https://casus.voorbeeld.nl", proxies=1)


@pytest.fixture
def client(app):
    return app.test_client()


def wachtend_werk(huis, seconden):
    with huis.kern.database.transaction(SYSTEEM) as db:
        jobs.vraag_werk(db, "nacht", vanaf=db.nu - timedelta(seconds=seconden), leerling="Fenna Jansma")


def verlopen_termijn(huis, casus_id, seconden, **extra):
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.add(Timer(id=uuid4(), casus_id=casus_id, moment=db.nu - timedelta(seconds=seconden), **extra))


def klaar(client):
    answer = client.get("/gezond/klaar")
    return answer.status_code, answer.json


def test_up_and_ready_when_nothing_waits(client):
    assert client.get("/gezond").json == {"status": "ok"}
    assert klaar(client) == (200, {"klaar": True, "niet_klaar": []})


def test_not_ready_when_work_or_a_timer_waits_longer_than_the_setting(client, huis, streek):
    casus_id, grens = streek.casus(), huis.settings.achterstand
    wachtend_werk(huis, grens)
    verlopen_termijn(huis, casus_id, grens)
    assert klaar(client)[0] == 200
    wachtend_werk(huis, grens + 1)
    assert klaar(client) == (503, {"klaar": False, "niet_klaar": ["werk"]})
    verlopen_termijn(huis, casus_id, grens + 1)
    assert klaar(client) == (503, {"klaar": False, "niet_klaar": ["werk", "termijnen"]})
    assert client.get("/gezond").status_code == 200


def test_a_timer_that_failed_is_a_job_by_now_and_not_late_twice(client, huis, streek):
    verlopen_termijn(huis, streek.casus(), 10_000, vast=True)
    assert klaar(client)[0] == 200


def test_not_ready_beside_a_database_of_another_version(client, huis):
    with huis.kern.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    assert not migreren.is_bij(huis.kern.database.engine)
    assert klaar(client) == (503, {"klaar": False, "niet_klaar": ["migraties"]})


def test_not_ready_and_not_up_without_a_database(client, huis):
    huis.kern.database.close()
    path = huis.settings.keys.parent / "casus.db"
    path.write_bytes(b"geen database" * 1000)
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
    assert client.get("/gezond").status_code == 503
    assert klaar(client) == (503, {"klaar": False, "niet_klaar": ["database"]})


def test_metrics_do_not_exist_without_a_token_and_ask_for_it_with_one(client, huis):
    assert client.get("/metrics").status_code == 404
    guarded = met(huis, metrics_token=TOKEN)
    for header in (
        {},
        {"Authorization": "Bearer x"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer é"},
    ):
        answer = guarded.get("/metrics", headers=header)
        assert (answer.status_code, answer.data) == (401, b"")
    assert guarded.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_metrics_tell_how_the_work_stands_and_of_nobody(huis, streek):
    casus_id = streek.casus()
    wachtend_werk(huis, 30)
    verlopen_termijn(huis, casus_id, 40)
    client = met(huis, metrics_token=TOKEN)
    client.get(f"/casussen/{casus_id}?naam=Fenna")
    client.get("/bestaat-niet/Fenna")
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.content_type == SOORT
    lines = answer.text.splitlines()
    assert {"casus_jobs_due 1", "casus_job_oldest_age_seconds 30", "casus_timers_due 1"} <= set(lines)
    assert {"casus_timer_oldest_age_seconds 40", "casus_jobs_parked 0", "casus_audit_rows_unsealed 0"} <= set(lines)
    assert any(line.startswith('casus_build_info{version="') for line in lines)
    assert any('route="/casussen/<uuid:casus_id>",status="3xx"' in line for line in lines)
    assert any('route="-",status="4xx"' in line for line in lines)
    assert not UUID4.search(answer.text)
    assert "Fenna" not in answer.text


def test_headers_of_every_answer_close_what_casus_does_not_need(client, productie):
    for visitor in (client, productie):
        for path in ("/aanmelden", "/gezond", "/bestaat-niet", "/static/casus.css"):
            with visitor.get(path) as answer:
                headers = answer.headers
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            assert "camera=()" in headers["Permissions-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert ("Strict-Transport-Security" in headers) == (visitor is productie)


def test_cookies_of_production_travel_over_tls_only(client, productie):
    cookie = productie.get("/aanmelden").headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in client.get("/aanmelden").headers["Set-Cookie"]


def test_production_answers_under_its_own_name_only(productie):
    assert productie.get("/aanmelden", headers={"Host": "casus.voorbeeld.nl"}).status_code == 200
    elsewhere = productie.get("/aanmelden", headers={"Host": "kwaad.voorbeeld"})
    assert (elsewhere.status_code, elsewhere.mimetype) == (400, "text/plain")
    assert productie.get("/gezond", headers={"Host": "127.0.0.1:8000"}).status_code == 200


def test_every_answer_has_a_number_and_an_error_page_names_it(client):
    first, second = client.get("/bestaat-niet"), client.get("/bestaat-niet")
    number = first.headers["X-Request-Id"]
    assert re.fullmatch(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", number)
    assert number in first.text
    assert second.headers["X-Request-Id"] != number
    refused = client.post("/aanmelden", data={"gebruikersnaam": "petra"})
    assert refused.headers["X-Request-Id"] in refused.text or refused.status_code == 422


@pytest.mark.parametrize(("proxies", "seen"), [(0, "9.9.9.9"), (1, "3.3.3.3"), (2, "2.2.2.2")])
def test_forwarded_addresses_are_believed_as_far_as_own_proxies_stand(huis, streek, proxies, seen):
    adressen = []
    app = create_app(replace(huis, settings=replace(huis.settings, proxies=proxies)), testing=True)
    app.before_request(lambda: adressen.append(request.remote_addr))
    headers = {"X-Forwarded-For": "1.1.1.1, 2.2.2.2, 3.3.3.3"}
    app.test_client().get("/gezond", headers=headers, environ_base={"REMOTE_ADDR": "9.9.9.9"})
    assert adressen == [seen]


def geparkeerd(huis, klok, fout=RuntimeError):
    """Work that fails until it is parked."""

    def stuk(kern, db, gegevens):
        raise fout("Fenna heeft buikpijn")

    with huis.kern.database.transaction(SYSTEEM) as db:
        jobs.vraag_werk(db, "leerlingen", leerlingen=["Fenna Jansma"])
    bank = huis.nachtwerk.werkbank
    whole, bank.werk = bank.werk, {"leerlingen": stuk}
    for _ in range(jobs.POGINGEN):
        bank.alles()
        klok.verder(hours=1)
    bank.werk = whole


def test_manager_sees_what_failed_and_lets_it_begin_anew(huis, klok, bezoeker):
    geparkeerd(huis, klok)
    ben = bezoeker(Rol.BEH)
    page = ben.get("/beheer/werk").text
    assert "RuntimeError" in page
    assert "Klokken en signalen bijwerken" in page
    assert "buikpijn" not in page
    assert "Fenna" not in page
    assert "Er is geen werkproces dat nu loopt" in page
    button = re.search(r'action="(/beheer/werk/[^"]+)"', page).group(1)
    after = ben.post(button, follow=True)
    assert "Het werk wordt opnieuw geprobeerd" in after.text
    assert "Er is geen werk dat te vaak mislukte" in after.text
    with huis.kern.database.reading(SYSTEEM) as db:
        acts = db.session.execute(
            text("SELECT handeling, rol FROM auditregel WHERE handeling LIKE 'werk%' ORDER BY volgnummer")
        )
        assert [tuple(row) for row in acts] == [
            ("werk_bekeken", "BEH"),
            ("werk_hervat", "BEH"),
            ("werk_bekeken", "BEH"),
        ]
        assert jobs.drukte(db).wachtend == 1
    assert ben.post(button).status_code == 404


def test_manager_sees_that_all_is_well_while_a_worker_walks(huis, bezoeker):
    huis.nachtwerk.klop("werkplek:7")
    page = bezoeker(Rol.BEH).get("/beheer/werk").text
    assert "Alles loopt" in page
    assert "werkplek:7" in page


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol is not Rol.BEH])
def test_work_behind_the_pages_is_for_its_manager_only(huis, klok, bezoeker, rol):
    visitor = bezoeker(rol)
    assert visitor.get("/beheer/werk").status_code == 403
    assert visitor.post(f"/beheer/werk/{uuid4()}/opnieuw").status_code == 403
    assert "/beheer/werk" not in visitor.get("/").text
