"""What an administrator types: settings, serve, worker, worker status."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from casus.app import open_house, open_om_te_dienen
from casus.cli import cli
from casus.demo.laden import BEZIG
from casus.domain.actor import SYSTEEM
from casus.domain.organisatie import Persoon
from casus.settings import Settings
from casus.storage import jobs, werk
from casus.waarden import GEWEIGERD, InstellingFout
from tests.cli.conftest import huis
from tests.opgevangen import opgevangen

TOKEN = "a7Kq9-lange-willekeurige-tekens-31x"


def casus(*words, **env):
    with opgevangen(als_json=True):
        return CliRunner(env=env).invoke(cli, list(words))


def klop(folder):
    with huis(folder) as house:
        house.nachtwerk.klop("werkplek:1")


def test_settings_are_shown_with_where_they_came_from_and_without_secrets(folder):
    shown = casus("instellingen", CASUS_METRICS_TOKEN=TOKEN, CASUS_ADRES="https://casus.voorbeeld.nl").output
    assert "https://casus.voorbeeld.nl" in shown
    assert "(omgeving)" in shown
    assert "(standaard)" in shown
    assert TOKEN not in shown
    assert "| `CASUS_ADRES` |" in casus("instellingen", "--tabel").output


def test_settings_that_do_not_go_together_are_refused_before_anything_starts(folder):
    fine = casus("instellingen", "--controleer")
    assert (fine.exit_code, "kloppen" in fine.output) == (0, True)
    for words in (["instellingen", "--controleer"], ["serve"], ["worker"], ["worker", "--eenmaal"]):
        refused = casus(*words, CASUS_PRODUCTIE="1", CASUS_DEMO="1")
        assert refused.exit_code == GEWEIGERD
        assert "CASUS_ADRES ontbreekt" in refused.output
        assert "CASUS_DEMO" in refused.output
    assert "PORT: 'x' kan niet" in casus("worker", "status", PORT="x").output


def test_keys_that_are_lost_are_never_made_anew_beside_data(folder):
    keys = folder / "sleutels.json"
    kept = keys.read_text()
    keys.unlink()
    for words in (["serve"], ["user", "list"], ["worker", "--eenmaal"]):
        refused = casus(*words)
        assert (refused.exit_code, "sleutelbestand terug" in refused.output) == (GEWEIGERD, True)
        assert not keys.exists()
    keys.write_text(kept)
    keys.chmod(0o600)
    assert casus("user", "list").exit_code == 0


def test_keys_that_are_lost_are_never_made_anew_beside_data_in_postgresql(postgres, tmp_path, klok):
    from tests.conftest import fresh_postgres, huis_op

    url = fresh_postgres(postgres)
    huis_op(tmp_path, klok, url).kern.database.close()
    (tmp_path / "sleutels.json").unlink()
    with pytest.raises(InstellingFout, match="sleutelbestand terug"):
        open_house(Settings.from_environment({"CASUS_MAP": str(tmp_path), "CASUS_DATABASE_URL": url}))
    assert not (tmp_path / "sleutels.json").exists()


@pytest.mark.parametrize(
    "content", ["{}", "geen json", '{"database": "00", "kluis": "00", "zoek": "00", "cookie": "00"}']
)
def test_keys_that_are_no_keys_are_refused_with_a_sentence(folder, content):
    (folder / "sleutels.json").write_text(content)
    refused = casus("user", "list")
    assert refused.exit_code == 1
    assert "sleutels.json" in refused.output
    assert "Traceback" not in refused.output


def test_one_short_or_default_key_is_refused_by_its_name(folder):
    keys = json.loads((folder / "sleutels.json").read_text())
    for weak in ("ab" * 16, "00" * 32, "0123456789abcdef" * 4):
        (folder / "sleutels.json").write_text(json.dumps(keys | {"kluis": weak}))
        refused = casus("user", "list")
        assert (refused.exit_code, "kluis is no key" in refused.output) == (1, True)


def test_production_refuses_the_database_of_the_demo_and_the_demo_that_of_others(folder):
    production = {"CASUS_PRODUCTIE": "1", "CASUS_ADRES": "https://casus.voorbeeld.nl", "CASUS_PROXIES": "1"}

    def opened(**env):
        with opgevangen(als_json=True):
            open_om_te_dienen(Settings.from_environment({"CASUS_MAP": str(folder), **env})).kern.database.close()

    opened(**production)
    with huis(folder) as house:
        house.beheer.voeg_toe([Persoon(naam="Petra Kuiper")])
    with pytest.raises(InstellingFout, match="CASUS_DEMO"):
        opened(CASUS_DEMO="1")
    with huis(folder) as house:
        house.beheer.zet_instelling(BEZIG, "ja")
    opened(CASUS_DEMO="1")
    with pytest.raises(InstellingFout, match="database van de demo"):
        opened(**production)


def test_status_is_well_while_a_worker_walks_and_nothing_waits(folder):
    klop(folder)
    well = casus("worker", "status")
    assert (well.exit_code, "werkplek:1" in well.output) == (0, True)
    told = json.loads(casus("worker", "status", "--json").output)
    assert (told["wachtend"], told["te_doen"], told["workers"][0]["leeft"]) == (0, [], True)


def test_status_tells_that_no_worker_walks(folder):
    alone = casus("worker", "status", "--json")
    assert (alone.exit_code, json.loads(alone.output)["te_doen"]) == (1, ["worker"])


def test_status_tells_of_work_that_waits_too_long_and_of_what_was_parked(folder):
    klop(folder)
    with huis(folder) as house, house.kern.database.transaction(SYSTEEM) as db:
        jobs.vraag_werk(db, "nacht", leerling="Fenna Jansma")
        jobs.vraag_werk(db, "leerlingen", leerling="Fenna Jansma")
        db.session.execute(text("UPDATE job SET vanaf = '2020-01-01' WHERE soort = 'nacht'"))
        db.session.execute(text("UPDATE job SET geparkeerd_op = '2026-01-02 03:04', pogingen = 8, fout = 'KeyError' WHERE soort = 'leerlingen'"))  # fmt: skip
    told = casus("worker", "status")
    assert told.exit_code == 1
    assert "leerlingen   8 pogingen, KeyError, sinds 2026-01-02 03:04" in told.output
    assert "Werk wacht te lang" in told.output
    assert "Fenna" not in told.output
    as_json = casus("worker", "status", "--json")
    assert json.loads(as_json.output)["te_doen"] == ["werk", "geparkeerd"]
    assert "Fenna" not in as_json.output


def test_a_worker_shows_that_it_lives_and_leaves_kindly(folder):
    env = os.environ | {"CASUS_MAP": str(folder)}
    worker = subprocess.Popen([sys.executable, "-m", "casus", "worker"], env=env, stderr=subprocess.PIPE, text=True)
    try:
        with huis(folder) as house:
            assert wait_for(lambda: alive(house))
            assert alive(house)[0].endswith(f":{worker.pid}")
            worker.send_signal(signal.SIGTERM)
            begun = time.monotonic()
            assert worker.wait(timeout=15) == 0
            assert time.monotonic() - begun < 10
            assert alive(house) == []
    finally:
        worker.kill()
    assert "worker ended" in worker.stderr.read()
    worker.stderr.close()


def alive(house):
    with house.kern.database.reading(SYSTEEM) as db:
        return [row.worker for row in werk.list_hartslagen(db)]


def wait_for(what):
    deadline = time.monotonic() + 30
    while not what() and time.monotonic() < deadline:
        time.sleep(0.1)
    return what()
