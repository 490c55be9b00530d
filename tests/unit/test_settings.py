"""Settings come from the environment and one file, are documented, and refuse what is not safe."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from casus.settings import Settings, als_tabel, in_werking
from casus.waarden import InstellingFout

DOCS = Path(__file__).parents[2] / "docs"
TOKEN = "a7Kq9-lange-willekeurige-tekens-31x"
VARIABELEN = {"CASUS_INSTELLINGEN", "CASUS_MAP", *(item.metadata["variable"] for item in fields(Settings))}


def lees(**environ):
    return Settings.from_environment(environ)


@pytest.fixture
def productie(tmp_path):
    """A production that may start."""
    keys = tmp_path / "sleutels.json"
    keys.write_text("{}")
    keys.chmod(0o600)
    return lees(
        CASUS_PRODUCTIE="1", CASUS_ADRES="https://casus.voorbeeld.nl", CASUS_PROXIES="1", CASUS_MAP=str(tmp_path),
        CASUS_HOST="0.0.0.0",
    )  # fmt: skip


def test_without_any_setting_casus_is_a_try_out_on_this_machine(tmp_path):
    settings = lees(CASUS_MAP=str(tmp_path))
    settings.controleer()
    assert (settings.host, settings.port, settings.productie) == ("127.0.0.1", 8000, False)
    assert (settings.veilige_cookies, settings.json_log, settings.postgres) == (False, False, False)
    assert (settings.totp_verplicht, settings.stilte) == (False, 0)


def test_production_is_chosen_and_turns_on_what_people_need(productie):
    productie.controleer()
    assert (productie.veilige_cookies, productie.json_log) == (True, True)
    assert (productie.totp_verplicht, productie.stilte) == (True, 60)
    assert not replace(productie, totp="vrij").totp_verplicht


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CASUS_PRODUCTIE", "misschien"), ("CASUS_DEMO", "2"), ("FLASK_DEBUG", "x"), ("PORT", "80a"), ("PORT", "70000"),
        ("CASUS_PROXIES", "-1"), ("CASUS_ADRES", "casus.nl"), ("CASUS_ADRES", "https://casus.nl/pad"),
        ("CASUS_COOKIES", "soms"), ("CASUS_SESSIE_UREN", "0"), ("CASUS_PROCESSEN", "0"), ("CASUS_DRADEN", "veel"),
        ("CASUS_VERBINDINGEN", "1.5"), ("CASUS_ACHTERSTAND", "1"), ("CASUS_LOG", "xml"),
        ("CASUS_TOTP", "soms"), ("CASUS_SESSIE_STILTE", "5"),
        ("CASUS_METRICS_TOKEN", "x9z"), ("CASUS_METRICS_TOKEN", "a" * 40), ("CASUS_INSTELLINGEN", "/bestaat/niet.toml"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_with_a_sentence_that_names_it(variable, value):
    with pytest.raises(InstellingFout) as refused:
        lees(**{variable: value})
    assert str(refused.value).startswith(f"{variable}: ")
    if "TOKEN" in variable:
        assert value not in str(refused.value)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"adres": ""}, "CASUS_ADRES"), ({"adres": "http://casus.voorbeeld.nl"}, "CASUS_ADRES"), ({"proxies": 0}, "CASUS_PROXIES"),
        ({"cookies": "http"}, "CASUS_COOKIES"), ({"demo": True}, "CASUS_DEMO"), ({"debug": True}, "FLASK_DEBUG"),
        ({"database_url": "sqlite://"}, "CASUS_DATABASE_URL"), ({"processen": 2}, "CASUS_PROCESSEN"),
        ({"verbindingen": 10}, "CASUS_VERBINDINGEN"), ({"productie": False}, "CASUS_HOST"),
    ],
)  # fmt: skip
def test_what_is_not_safe_refuses_to_start(productie, change, word):
    with pytest.raises(InstellingFout, match=word):
        replace(productie, **change).controleer()


def test_all_that_is_wrong_is_said_at_once(productie):
    with pytest.raises(InstellingFout) as refused:
        replace(productie, adres="", demo=True, debug=True).controleer()
    assert len(str(refused.value).splitlines()) == 3


def test_a_key_file_that_others_can_read_refuses_everywhere(tmp_path):
    (tmp_path / "sleutels.json").write_text("{}")
    (tmp_path / "sleutels.json").chmod(0o640)
    with pytest.raises(InstellingFout, match="chmod 600"):
        lees(CASUS_MAP=str(tmp_path)).controleer()


def test_many_processes_are_for_postgresql(productie):
    replace(productie, database_url="postgresql://casus@db/casus", processen=4, verbindingen=10).controleer()


@pytest.mark.parametrize(
    "change", [{"host": "0.0.0.0"}, {"adres": "https://casus.voorbeeld.nl"}, {"adres": "http://10.0.0.4"}]
)
def test_others_reach_casus_only_in_production(change):
    with pytest.raises(InstellingFout, match="CASUS_PRODUCTIE=1"):
        replace(lees(), **change).controleer()


def test_a_variable_wins_over_the_file_and_an_empty_one_was_not_set(tmp_path):
    file = tmp_path / "casus.toml"
    file.write_text('CASUS_PRODUCTIE = true\nPORT = 8080\nCASUS_ADRES = "https://a.nl"\n')
    settings = lees(CASUS_INSTELLINGEN=str(file), CASUS_ADRES="https://b.nl", PORT="")
    assert (settings.productie, settings.port, settings.adres) == (True, 8080, "https://b.nl")
    shown = {line.variabele: line.herkomst for line in in_werking({"CASUS_INSTELLINGEN": str(file), "CASUS_ADRES": "https://b.nl"})}  # fmt: skip
    assert (shown["PORT"], shown["CASUS_ADRES"], shown["CASUS_LOG"]) == ("bestand", "omgeving", "standaard")


@pytest.mark.parametrize(
    ("text", "word"), [("CASUS_ADRESS = 'x'", "CASUS_ADRESS"), ("PORT = [1]", "PORT"), ("PORT =", "niet te lezen")]
)
def test_a_file_that_says_what_nobody_understands_is_refused(tmp_path, text, word):
    file = tmp_path / "casus.toml"
    file.write_text(text)
    with pytest.raises(InstellingFout, match=word):
        lees(CASUS_INSTELLINGEN=str(file))


def test_a_file_with_a_secret_is_not_for_everybody(tmp_path):
    file = tmp_path / "casus.toml"
    file.write_text(f'CASUS_METRICS_TOKEN = "{TOKEN}"')
    file.chmod(0o644)
    with pytest.raises(InstellingFout, match="chmod 640") as refused:
        lees(CASUS_INSTELLINGEN=str(file))
    assert TOKEN not in str(refused.value)
    file.chmod(0o640)
    assert lees(CASUS_INSTELLINGEN=str(file)).metrics_token == TOKEN


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://casus:g3heim@db/casus", "postgresql://casus:***@db/casus"),
        ("postgresql://casus:g3heim%40x@db/casus?a=1", "postgresql://casus:***@db/casus?a=1"),
        ("postgresql://db/casus?user=casus&password=g3heim&x=1", "postgresql://db/casus?user=casus&password=***&x=1"),
        ("postgresql://casus@db/casus", "postgresql://casus@db/casus"),
        ("sqlite:///var/casus.db", "sqlite:///var/casus.db"),
    ],
)
def test_secrets_are_masked_where_settings_are_shown(url, shown):
    environ = {"CASUS_DATABASE_URL": url, "CASUS_METRICS_TOKEN": TOKEN}
    lines = {line.variabele: line.waarde for line in in_werking(environ)}
    assert (lines["CASUS_DATABASE_URL"], lines["CASUS_METRICS_TOKEN"]) == (shown, "***")
    assert "g3heim" not in repr(lees(**environ))
    assert TOKEN not in repr(lees(**environ))


def test_the_table_of_the_manual_is_the_table_of_the_code():
    assert als_tabel() in (DOCS / "beheer.md").read_text("utf-8")


def test_the_manual_and_its_examples_name_only_settings_that_exist():
    files = [DOCS / "beheer.md", *(DOCS / "beheer").iterdir()]
    named = {name for file in files for name in re.findall(r"\bCASUS_[A-Z_]+\b", file.read_text("utf-8"))}
    assert named - VARIABELEN == set()
