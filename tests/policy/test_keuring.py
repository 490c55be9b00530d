"""The access table asked about everything there is to ask, against a slow and obvious reading of the same file."""

import csv
import io

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from casus.cli import cli
from casus.policy.keuring import GEGEVEN, GEVRAAGD, keur, keur_alles
from casus.policy.muren import MUREN
from casus.policy.tabel import TabelFout, lees_tabel
from casus.policy.toets import Toets

TOETS = Toets()
BESTAND, RUW = TOETS.text, TOETS.ruw
WOORDEN = list(RUW["voorwaarden"])


@pytest.mark.parametrize("rol", RUW["rollen"])
def test_domain_by_act_by_consent_by_age_by_conditions(rol):
    """Each role's share of all questions."""
    asked, wrong = TOETS.van_rol(rol)
    assert asked >= 30 * 4 * 8 * 8 * 2
    assert wrong == []


def test_the_reading_itself_finds_a_wrong_answer():
    """One row less, one row more, one word less: the answers of the machine no longer fit the file."""
    line = next(row for row in BESTAND.splitlines() if 'rol = "VC"' in row and '"toestemming"' in row)
    for other in ("", line.replace('als = ["toestemming"], ', ""), line.replace('"lezen"', '"schrijven"')):
        asked, wrong = Toets(BESTAND.replace(line + "\n", other + "\n", 1)).van_rol("VC")
        assert asked
        assert wrong


ROW = {"rol": "VC", "domein": "D09", "leeftijd": "14", "handeling": "lezen", "grant": "ja", "toestemming": "compleet", "condities": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "answer", "gate"),
    [
        ({}, "ja", "toestemming"),
        ({"toestemming": "deels"}, "nee", "toestemming"),
        ({"toestemming": "deels", "condities": "toestemming"}, "nee", "toestemming"),
        ({"grant": "nee"}, "nee", "grant"),
        ({"domein": "D08"}, "nee", "geen_regel"),
        ({"rol": "OG", "domein": "D25", "leeftijd": "18"}, "nee", "leeftijd"),
        ({"rol": "OG", "domein": "D08", "leeftijd": "13"}, "nee", "geen_bezwaar_leerling+goed_hulpverlenerschap"),
        ({"rol": "SWM", "domein": "D01", "grant": "nee"}, "geaggregeerd", "rol"),
    ],
)
def test_the_answer_names_its_gate(changed, answer, gate):
    found = keur({**ROW, **changed})
    assert (found["antwoord"], found["poort"]) == (answer, gate)
    assert bool(found["grondslag"]) is (answer != "nee")


@pytest.mark.parametrize(
    "changed",
    [
        {"rol": "XX"}, {"rol": ""}, {"domein": "D31"}, {"leeftijd": "veertien"}, {"leeftijd": ""}, {"leeftijd": "-1"},
        {"leeftijd": "²"}, {"leeftijd": "151"}, {"handeling": "kijken"}, {"grant": "misschien"}, {"grant": ""},
        {"toestemming": "ja"}, {"toestemming": ""}, {"condities": "verwijzing+onzin"}, {"condities": "Verwijzing"},
    ],
)  # fmt: skip
def test_an_unknown_word_is_an_error_and_nothing_is_answered(changed, tmp_path):
    with pytest.raises(TabelFout):
        keur({**ROW, **changed})
    path = tmp_path / "rijen.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ROW)
        writer.writeheader()
        writer.writerows([ROW, {**ROW, **changed}])
    told = CliRunner().invoke(cli, ["policy", "check", str(path)])
    assert told.exit_code == 1
    assert "regel 3" in told.output
    assert "ja,toestemming" not in told.output


def test_other_columns_pass_through_and_earlier_answers_are_replaced():
    answered = io.StringIO()
    text = (
        "id,antwoord,condities,toestemming,grant,handeling,leeftijd,domein,rol\n7,weet niet,,geen,ja,lezen,14,D01,VC\n"
    )
    assert keur_alles(io.StringIO(text), answered) == 1
    (row,) = csv.DictReader(io.StringIO(answered.getvalue()))
    assert (row["id"], row["antwoord"], row["poort"], row["rol"]) == ("7", "ja", "rol", "VC")
    assert list(row)[-3:] == list(GEGEVEN)


@pytest.mark.parametrize(
    "text", ["", "rol,domein\nVC,D01\n", ",".join(GEVRAAGD) + "\nVC,D01\n", ",".join(GEVRAAGD) + "\n" + "x," * 9 + "\n"]
)
def test_a_file_that_is_no_table_is_a_sentence(text):
    with pytest.raises(TabelFout):
        keur_alles(io.StringIO(text), io.StringIO())


@given(st.dictionaries(st.sampled_from(GEVRAAGD), st.text(max_size=12)))
def test_nonsense_is_never_a_yes(changed):
    try:
        answer = keur({**ROW, "toestemming": "geen", **changed})["antwoord"]
    except TabelFout:
        return
    assert answer == TOETS.ronduit(
        {key: value.strip() for key, value in {**ROW, "toestemming": "geen", **changed}.items()}
    )


BREUKEN = [
    ("D08", {"rol": "VC", "handeling": "lezen", "antwoord": "ja", "als": ["toestemming"]}),
    ("D08", {"rol": "SWC", "handeling": "weten", "antwoord": "ja"}),
    ("D08", {"rol": "FG", "handeling": "lezen", "antwoord": "ja", "als": ["eigen_organisatie"]}),
    ("D08", {"rol": "OG", "leeftijd": "<16", "handeling": "lezen", "antwoord": "ja"}),
    ("D08", {"rol": "LL", "handeling": "schrijven", "antwoord": "ja"}),
    ("D09", {"rol": "LPA", "handeling": "lezen", "antwoord": "ja", "als": ["toestemming"]}),
    ("D10", {"rol": "RMC", "handeling": "weten", "antwoord": "procesfeit"}),
    ("D15", {"rol": "LPA", "handeling": "lezen", "antwoord": "ja", "als": ["vrijgegeven"]}),
    ("D15", {"rol": "LPA", "handeling": "schrijven", "antwoord": "samenvatting"}),
    ("D13", {"rol": "VC", "handeling": "weten", "antwoord": "procesfeit"}),
    ("D13", {"rol": "LL", "leeftijd": "12+", "handeling": "lezen", "antwoord": "op_verzoek"}),
    ("D13", {"rol": "OG", "leeftijd": "<18", "handeling": "lezen", "antwoord": "ja", "als": ["betrokkene"]}),
    ("D01", {"rol": "SWM", "handeling": "lezen", "antwoord": "ja"}),
    ("D23", {"rol": "SWM", "handeling": "schrijven", "antwoord": "geaggregeerd"}),
    ("D01", {"rol": "OG", "handeling": "lezen", "antwoord": "op_verzoek"}),
    ("D03", {"rol": "OZ", "leeftijd": "12+", "handeling": "weten", "antwoord": "ja", "als": ["377c"]}),
    ("D10", {"rol": "OG", "leeftijd": "<18", "handeling": "weten", "antwoord": "procesfeit"}),
    ("D09", {"rol": "OG", "leeftijd": "16-17", "handeling": "lezen", "antwoord": "op_verzoek"}),
    ("D24", {"rol": "FG", "handeling": "lezen", "antwoord": "ja"}),
    ("D01", {"rol": "BEH", "handeling": "lezen", "antwoord": "ja"}),
]


def with_row(domein, row):
    """The table with one row more."""
    fields = ", ".join(f"{key} = {value!r}" for key, value in {**row, "grondslag": "x"}.items())
    head, tail = BESTAND.split(f"[domeinen.{domein}]")
    return f"{head}[domeinen.{domein}]{tail.replace('regels = [', f'regels = [ {{ {fields} }},', 1)}"


@pytest.mark.parametrize(("domein", "row"), BREUKEN)
def test_a_table_that_breaks_a_wall_does_not_load(domein, row):
    with pytest.raises(TabelFout, match="breekt een muur"):
        lees_tabel(with_row(domein, row))


def test_every_wall_is_broken_by_some_row_and_a_row_within_the_walls_loads():
    told = set()
    for domein, row in BREUKEN:
        with pytest.raises(TabelFout) as error:
            lees_tabel(with_row(domein, row))
        told |= {muur.zin for muur in MUREN if muur.zin in str(error.value)}
    assert told == {muur.zin for muur in MUREN}
    more = {"rol": "OG", "leeftijd": "18+", "handeling": "lezen", "antwoord": "ja", "als": ["toestemming_leerling"]}
    assert len(lees_tabel(with_row("D25", more)).regels) == len(lees_tabel(BESTAND).regels) + 1
