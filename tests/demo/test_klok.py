"""The clock of the demo moves a day or a week, with the nights in between; in production it does not exist."""

from dataclasses import replace
from datetime import timedelta

from casus.app import create_app
from casus.demo.klok import DAGEN, Demoklok
from casus.demo.laden import WACHTWOORD
from casus.demo.pagina import hang_op
from casus.domain.actor import AMSTERDAM, SYSTEEM
from casus.storage import jobs


def test_the_demo_begins_on_its_own_day(demo, gemaakt):
    assert demo.klok().astimezone(AMSTERDAM).date() >= gemaakt.cijfers.begindag


def test_a_week_further_is_seven_nights_and_nobody_is_logged_out(demo):
    app = demo.app()
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["SESSION_COOKIE_SECURE"] = False
    client, name = app.test_client(), demo.aanmeldnamen()["VC"]
    client.post("/aanmelden", data={"gebruikersnaam": name, "wachtwoord": WACHTWOORD})
    before = demo.klok()
    assert client.post("/demo/klok", data={"sprong": "week", "terug": "/"}).status_code == 302
    assert timedelta(days=7) <= demo.klok() - before < timedelta(days=7, minutes=5)
    with demo.huis.kern.database.reading(SYSTEEM) as db:
        today = demo.klok().astimezone(AMSTERDAM).date()
        assert all(jobs.is_gevraagd(db, f"nacht:{today - timedelta(days=n)}") for n in range(7))
        assert jobs.drukte(db) == jobs.Drukte(0, 0, None)
    assert demo.huis.beheer.instelling(DAGEN) == str(demo.klok.dagen)
    page = client.get("/")
    assert page.status_code == 200
    assert "Een dag verder" in page.text


def test_an_unknown_jump_and_a_stranger_move_nothing(demo):
    app = demo.app()
    app.config["WTF_CSRF_ENABLED"] = False
    before = demo.klok.dagen
    assert "/aanmelden" in app.test_client().post("/demo/klok", data={"sprong": "week"}).location
    assert app.test_client().get("/demo/klok").status_code == 405
    assert demo.klok.dagen == before


def test_the_clock_cannot_move_in_production(huis):
    production = replace(huis, settings=replace(huis.settings, demo=False))
    app = create_app(production, testing=True)
    hang_op(app, Demoklok())
    assert [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/demo")] == []
    assert app.test_client().post("/demo/klok", data={"sprong": "dag"}).status_code in (400, 404)
    assert "demo" not in app.blueprints
