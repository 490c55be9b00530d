"""Every command explains itself, does what it says, and fails with a sentence."""

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import text

from casus.cli import cli
from casus.domain.actor import SYSTEEM
from casus.domain.rol import Rol
from casus.policy import TABEL
from casus.policy.overzicht import als_tekst, cel
from tests.cli.conftest import huis

WACHTWOORD = "lang genoeg wachtwoord"


@pytest.fixture
def casus(folder):
    """Run a command over an installation with one school."""
    return lambda *words, typed=None: CliRunner().invoke(cli, list(words), input=typed)


def commands(group, path=()):
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize(
    ("path", "command"), list(commands(cli)), ids=lambda x: " ".join(x) if type(x) is tuple else ""
)
def test_every_command_explains_itself_with_an_example(path, command):
    shown = CliRunner().invoke(cli, [*path, "--help"])
    assert shown.exit_code == 0
    assert "Example: " in shown.output
    assert f"casus {path[0]}" in shown.output


def add(casus, *extra, naam="p.kuiper"):
    return casus("user", "add", naam, "--naam", "Petra Kuiper", *extra, typed=f"{WACHTWOORD}\n{WACHTWOORD}\n")


def test_somebody_gets_a_login_and_another_password(casus, tmp_path):
    assert add(casus, "--rol", "VC", "--organisatie", "school").exit_code == 0
    assert "p.kuiper" in casus("user", "list", "--rol", "VC").output
    assert casus("user", "list", "--rol", "MEN").output == ""
    other = "een heel ander wachtwoord"
    assert casus("user", "password", "P.Kuiper", typed=f"{other}\n{other}\n").exit_code == 0
    with huis(tmp_path) as house:
        actor = house.sessies.find(house.sessies.login("p.kuiper", other).token).actor
    assert (actor.naam, actor.rol) == ("Petra Kuiper", Rol.VC)


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        (["--rol", "VC"], "hoort bij een organisatie"),
        (["--rol", "VC", "--organisatie", "elders"], "bestaat niet"),
        (["--rol", "OG", "--organisatie", "school"], "horen niet bij een organisatie"),
        (["--rol", "OG", "--wachtwoord", "kort"], "te kort"),
    ],
)
def test_a_login_that_cannot_be_is_refused_with_a_sentence(casus, extra, sentence):
    refused = add(casus, *extra)
    assert refused.exit_code == 1
    assert sentence in refused.output
    assert casus("user", "list").output == ""


def test_a_name_is_given_once_and_must_be_known(casus):
    assert add(casus, "--rol", "OG").exit_code == 0
    assert "al in gebruik" in add(casus, "--rol", "LL", naam="P.KUIPER").output
    unknown = casus("user", "password", "niemand", typed=f"{WACHTWOORD}\n{WACHTWOORD}\n")
    assert (unknown.exit_code, "bestaat niet" in unknown.output) == (1, True)


def test_a_changed_audit_row_breaks_the_chain(casus, tmp_path):
    add(casus, "--rol", "OG")
    whole = casus("audit", "verify")
    assert (whole.exit_code, "is heel: 2 regels" in whole.output) == (0, True)
    with huis(tmp_path) as house, house.kern.database.engine.begin() as connection:
        connection.execute(text("UPDATE auditregel SET uitkomst = 'nee' WHERE volgnummer = 1"))
    broken = casus("audit", "verify")
    assert (broken.exit_code, "regel 1 is gewijzigd" in broken.output) == (1, True)


def test_an_anchor_kept_outside_finds_the_end_cut_off(casus, tmp_path):
    kept = tmp_path / "ankers.txt"
    for naam in ("een", "twee"):
        add(casus, "--rol", "OG", naam=naam)
        printed = casus("audit", "anker", str(kept))
        assert printed.exit_code == 0
        assert printed.output == kept.read_text().splitlines(keepends=True)[-1]
    assert "Alle 2 ankers komen erin voor." in casus("audit", "verify", "--anker", str(kept)).output
    first = kept.read_text().splitlines()[0].split()[1]
    with huis(tmp_path) as house, house.kern.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM auditregel WHERE volgnummer > :number"), {"number": first.split(":")[0]})
        connection.execute(text("UPDATE instelling SET waarde = :head WHERE naam = 'audit_kop'"), {"head": first})
    assert casus("audit", "verify").exit_code == 0
    broken = casus("audit", "verify", "--anker", str(kept))
    assert (broken.exit_code, "ontbreken regels aan het eind" in broken.output) == (1, True)
    assert casus("audit", "anker", str(kept)).exit_code == 1
    assert len(kept.read_text().splitlines()) == 2


def test_a_file_that_holds_no_anchors_is_refused_with_a_sentence(casus, tmp_path):
    (tmp_path / "brief.txt").write_text("Beste Petra,\n")
    refused = casus("audit", "verify", "--anker", str(tmp_path / "brief.txt"))
    assert (refused.exit_code, "Regel 1 van brief.txt is geen anker" in refused.output) == (1, True)


def test_the_worker_walks_one_round_and_does_the_night_once(casus, tmp_path):
    assert casus("worker", "--eenmaal").exit_code == 0
    with huis(tmp_path) as house:
        assert not house.nachtwerk.nacht()


def test_the_demo_refuses_a_database_of_its_own_people(casus):
    add(casus, "--rol", "OG")
    refused = casus("demo")
    assert (refused.exit_code, "niet van de demo" in refused.output) == (1, True)


def test_a_key_file_that_others_can_read_stops_with_a_sentence(casus, tmp_path):
    (tmp_path / "sleutels.json").chmod(0o644)
    refused = casus("user", "list")
    assert refused.exit_code == 1
    assert "chmod 600" in refused.output
    assert "Traceback" not in refused.output


def test_the_printed_table_says_what_the_access_table_says(casus):
    printed = casus("policy", "table", "--rol", "VC").output
    assert als_tekst(TABEL, [Rol.VC]) in printed
    for domein in TABEL.domeinen:
        for rol in Rol:
            may_read = any(row.antwoord == "ja" for row in TABEL.voor(rol, domein, "lezen"))
            assert cel(TABEL, rol, domein).startswith("L") == may_read


def test_the_day_of_a_membership_is_today(casus, tmp_path):
    add(casus, "--rol", "OG")
    with huis(tmp_path) as house, house.kern.database.reading(SYSTEEM) as db:
        van = db.session.execute(text("SELECT van FROM lidmaatschap")).scalar()
        assert str(van) == db.lezer.dag.isoformat()
