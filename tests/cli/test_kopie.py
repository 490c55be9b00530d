"""`casus backup` and `casus restore`, as an administrator types them."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from click.testing import CliRunner

from casus.app import open_house
from casus.cli import cli
from casus.domain.actor import SYSTEEM
from casus.domain.organisatie import Persoon
from casus.settings import Settings
from casus.storage import Sleutelbos, migreren
from casus.storage.vernietigd import Lijst, Vernietigd

WACHTZIN = "vijf woorden op een rij"


@pytest.fixture
def casus(tmp_path, monkeypatch):
    """Run a command over an installation with one person, a place for backups and a stick for keys."""
    monkeypatch.setenv("CASUS_MAP", str(tmp_path / "var"))
    for folder in ("kopie", "stick"):
        (tmp_path / folder).mkdir()
    house = open_house(Settings.from_environment())
    with house.kern.database.transaction(SYSTEEM) as db:
        db.add(Persoon(naam="Petra Kuiper", gebruikersnaam="p.kuiper"))
        db.audit("proef")
    house.kern.database.close()
    return lambda *words, typed=None: CliRunner().invoke(cli, [str(word) for word in words], input=typed)


@pytest.fixture
def wachtzin(tmp_path):
    (tmp_path / "wachtzin").write_text(WACHTZIN + "\n")
    return tmp_path / "wachtzin"


def only(folder):
    (path,) = folder.iterdir()
    return path


def test_what_burned_down_comes_back_from_the_backup_and_the_keys_elsewhere(casus, tmp_path, wachtzin):
    made = casus(
        "backup", tmp_path / "kopie", "--sleutels", tmp_path / "stick" / "sleutels.json", "--wachtzin", wachtzin
    )
    assert made.exit_code == 0, made.output
    assert "Let op" not in made.output
    before = (tmp_path / "var" / "sleutels.json").read_text()
    shutil.rmtree(tmp_path / "var")
    path = only(tmp_path / "kopie")
    assert "geen sleutels" in casus("restore", path).output
    back = casus("restore", path, "--sleutels", tmp_path / "stick" / "sleutels.json", typed=f"{WACHTZIN}\n")
    assert back.exit_code == 0, back.output
    for sentence in (
        "controlesom klopt",
        "is gaaf",
        "precies zoals bij het maken",
        "auditketen is heel",
        "Teruggezet in",
    ):
        assert sentence in back.output
    assert (tmp_path / "var" / "sleutels.json").read_text() == before
    assert {path.name for path in (tmp_path / "var").iterdir()} == {"casus.db", "sleutels.json"}
    for path in (tmp_path / "var").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert "is heel: 3 regels" in casus("audit", "verify").output


def test_who_never_kept_the_keys_is_warned_and_who_did_is_not(casus, tmp_path, wachtzin):
    first = casus("backup", tmp_path / "kopie" / "een.tar")
    assert (first.exit_code, "nog geen kopie gemaakt" in first.output) == (0, True)
    keys = ("--sleutels", tmp_path / "stick" / "sleutels.json", "--wachtzin", wachtzin)
    assert casus("backup", tmp_path / "kopie" / "twee.tar", *keys).exit_code == 0
    assert "Let op" not in casus("backup", tmp_path / "kopie" / "drie.tar").output


def test_keys_are_not_written_beside_the_data(casus, tmp_path, wachtzin):
    refused = casus("backup", tmp_path / "kopie", "--sleutels", tmp_path / "kopie" / "s.json", "--wachtzin", wachtzin)
    assert (refused.exit_code, "niet bij de kopie" in refused.output) == (1, True)
    assert list((tmp_path / "kopie").iterdir()) == []


def test_the_drill_of_a_timer_looks_and_changes_nothing(casus, tmp_path, wachtzin):
    keys = tmp_path / "stick" / "sleutels.json"
    casus("backup", tmp_path / "kopie", "--sleutels", keys, "--wachtzin", wachtzin)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    path = only(tmp_path / "kopie")
    checked = casus("backup", "--controleer", path, "--sleutels", keys, "--wachtzin", wachtzin)
    assert (checked.exit_code, "kan teruggezet worden" in checked.output) == (0, True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    broken = casus("backup", "--controleer", path)
    assert (broken.exit_code, "beschadigd" in broken.output) == (1, True)
    assert "Traceback" not in broken.output


def test_a_restore_that_fails_leaves_no_keys_and_no_database(casus, tmp_path, wachtzin):
    keys = tmp_path / "stick" / "sleutels.json"
    casus("backup", tmp_path / "kopie", "--sleutels", keys, "--wachtzin", wachtzin)
    shutil.rmtree(tmp_path / "var")
    path = only(tmp_path / "kopie")
    path.write_bytes(path.read_bytes().replace(b'"persoon": 1', b'"persoon": 2'))
    failed = casus("restore", path, "--sleutels", keys, "--wachtzin", wachtzin)
    assert (failed.exit_code, "In persoon horen 2 rijen, er zijn er 1." in failed.output) == (1, True)
    assert list((tmp_path / "var").iterdir()) == []
    assert "past niet" in casus("restore", path, "--sleutels", keys, typed="een heel andere zin\n").output


def test_other_keys_and_another_database_are_left_alone(casus, tmp_path, wachtzin):
    keys = tmp_path / "stick" / "sleutels.json"
    casus("backup", tmp_path / "kopie", "--sleutels", keys, "--wachtzin", wachtzin)
    path = only(tmp_path / "kopie")
    before = (tmp_path / "var" / "casus.db").read_bytes()
    there = casus("restore", path)
    assert (there.exit_code, "Er staat al een database" in there.output) == (1, True)
    elsewhere = casus("restore", path, "--naar", f"sqlite:///{tmp_path / 'stick' / 'casus.db'}")
    assert (elsewhere.exit_code, "Teruggezet in sqlite" in elsewhere.output) == (0, True)
    (tmp_path / "var" / "sleutels.json").write_text(Sleutelbos.nieuw().to_json())
    other = casus("restore", path, "--sleutels", keys, "--wachtzin", wachtzin)
    assert (other.exit_code, "andere sleutels" in other.output) == (1, True)
    assert (tmp_path / "var" / "casus.db").read_bytes() == before


def test_without_an_installation_there_is_a_sentence_and_nothing_is_made(casus, tmp_path, monkeypatch):
    assert "weg bestaat niet" in casus("backup", tmp_path / "weg" / "kopie.tar").output
    monkeypatch.setenv("CASUS_MAP", str(tmp_path / "nergens"))
    assert "geen sleutels" in casus("backup", tmp_path / "kopie").output
    (tmp_path / "nergens").mkdir()
    shutil.copy(tmp_path / "var" / "sleutels.json", tmp_path / "nergens")
    none = casus("backup", tmp_path / "kopie")
    assert (none.exit_code, "Er is geen database" in none.output) == (1, True)
    assert [path.name for path in (tmp_path / "nergens").iterdir()] == ["sleutels.json"]
    assert list((tmp_path / "kopie").iterdir()) == []


def test_keys_that_do_not_fit_are_a_sentence(casus, tmp_path):
    path = tmp_path / "var" / "sleutels.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"database": Sleutelbos.nieuw().database}))
    refused = casus("backup", tmp_path / "kopie")
    assert (refused.exit_code, "gaat niet open met de sleutels" in refused.output) == (1, True)
    assert list((tmp_path / "kopie").iterdir()) == []


def test_a_backup_before_an_upgrade_does_not_upgrade(casus, tmp_path):
    house = open_house(Settings.from_environment())
    migreren.downgrade(house.kern.database.engine, "0003")
    house.kern.database.close()
    assert casus("backup", tmp_path / "kopie").exit_code == 0
    assert "van 0003 naar" in casus("backup", "--controleer", only(tmp_path / "kopie")).output


def test_a_backup_that_is_ended_leaves_nothing_half(casus, tmp_path):
    """A folder that takes long to fill: the process is ended while the backup is being made."""
    program = (
        "import os, signal; from casus.storage.backup import archive; from casus.cli import main\n"
        "archive.place = lambda *_: os.kill(os.getpid(), signal.SIGTERM)\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "backup", str(tmp_path / "kopie")],
        env=os.environ, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 143  # not 0: a timer would think that there is a backup
    assert list((tmp_path / "kopie").iterdir()) == []


def test_the_list_of_what_was_destroyed_comes_back_with_the_keys(casus, tmp_path, wachtzin):
    line = Vernietigd(datetime(2026, 9, 1, tzinfo=UTC), uuid4(), "D04", uuid4(), (1,))
    Lijst.bij(tmp_path / "var" / "sleutels.json").schrijf([line])
    stick = tmp_path / "stick" / "sleutels.json"
    assert casus("backup", tmp_path / "kopie", "--sleutels", stick, "--wachtzin", wachtzin).exit_code == 0
    shutil.rmtree(tmp_path / "var")
    back = casus("restore", only(tmp_path / "kopie"), "--sleutels", stick, "--wachtzin", wachtzin)
    assert back.exit_code == 0, back.output
    assert Lijst(tmp_path / "var" / "vernietigd.jsonl").lees() == [line]
    assert (tmp_path / "var" / "vernietigd.jsonl").stat().st_mode & 0o777 == 0o600


def test_the_master_key_turns_and_the_older_backup_needs_the_older_keys(casus, tmp_path, wachtzin):
    stick = tmp_path / "stick" / "sleutels.json"
    assert casus("backup", tmp_path / "kopie", "--sleutels", stick, "--wachtzin", wachtzin).exit_code == 0
    before = Sleutelbos.lees(tmp_path / "var" / "sleutels.json")
    turned = casus("sleutels", "draai")
    assert turned.exit_code == 0, turned.output
    assert "De oude hoofdsleutel is weg." in turned.output
    after = Sleutelbos.lees(tmp_path / "var" / "sleutels.json")
    assert (after.vorige, after.kluis == before.kluis, after.database) == (None, False, before.database)
    again = casus("backup", tmp_path / "kopie" / "nieuw.tar")
    assert "van de sleutels is nog geen kopie gemaakt" in again.output
    old = next(path for path in (tmp_path / "kopie").iterdir() if path.name != "nieuw.tar")
    assert "hoort bij andere sleutels" in casus("backup", old, "--controleer").output
    drill = casus("backup", old, "--controleer", "--sleutels", stick, "--wachtzin", wachtzin)
    assert drill.exit_code == 0, drill.output
