"""The command line takes absence in, and fails with a sentence."""

import pytest
from click.testing import CliRunner

from casus.cli import cli
from tests.factories import Streek


@pytest.fixture
def casus(huis, streek, tmp_path, monkeypatch):
    """The command line over the house of this test."""
    monkeypatch.setenv("CASUS_DATABASE_URL", huis.settings.database_url)
    monkeypatch.setenv("CASUS_SLEUTELS", str(huis.settings.keys))

    def run(*arguments, inhoud=None):
        path = tmp_path / "verzuim.csv"
        if inhoud is not None:
            path.write_text("leerlingnummer;datum;soort\n" + inhoud)
        return CliRunner().invoke(cli, [str(path) if word == "BESTAND" else word for word in arguments])

    return run


IMPORT = ("import", "verzuim", "BESTAND", "--school", "school")


def test_import_dry_run_then_real_then_known(casus, streek: Streek):
    data = "nr-Fenna;2026-09-01;ziek\n"
    trial = casus(*IMPORT, "--dry-run", inhoud=data)
    assert trial.exit_code == 0
    assert "Proef" in trial.stdout
    assert streek.klok() is None
    done = casus(*IMPORT, inhoud=data)
    assert "1 nieuw" in done.stdout
    assert streek.klok() is not None
    assert "al eerder" in casus(*IMPORT, inhoud=data).stdout


def test_refused_lines_are_told_by_number_and_the_exit_code_says_so(casus):
    answer = casus(*IMPORT, inhoud="nr-Fenna;gisteren;ziek\n")
    assert answer.exit_code == 1
    assert "regel 2: Deze datum" in answer.stderr
    assert "niets ingelezen" in answer.stderr


def test_unknown_school_and_a_file_that_is_none(casus):
    other = casus("import", "verzuim", "BESTAND", "--school", "nergens", inhoud="")
    assert (other.exit_code, "geen school met code nergens" in other.stderr) == (1, True)
    assert "geen CSV" in casus(*IMPORT, "--formaat", "magister", inhoud="").stderr


def test_night_from_the_command_line(casus):
    casus(*IMPORT, inhoud="nr-Fenna;2026-09-01;ziek\n")
    assert "1 leerlingen bijgewerkt" in casus("klok").stdout


@pytest.mark.parametrize("words", [("import",), ("import", "verzuim"), ("klok",)])
def test_every_command_explains_itself_with_an_example(words):
    assert "Example: casus" in CliRunner().invoke(cli, [*words, "--help"]).stdout
