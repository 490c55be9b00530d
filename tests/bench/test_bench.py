"""What a measurement counts is pinned; how long it takes is for `casus bench`, never for a test."""

import json

import pytest
from click.testing import CliRunner

from casus.bench import lezen, step, timers
from casus.bench.meting import als_tabel, los, percentiel, van_reeks
from casus.bench.vulling import gevuld
from casus.cli import cli

STATEMENTS = {"sqlcipher": 20, "postgresql": 17}
"""Of one human step; on PostgreSQL the audit log has no head to read and write, and begin is no statement."""


@pytest.mark.parametrize("database", ["sqlcipher", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_step_sends_a_fixed_number_of_statements(database, request):
    from tests.conftest import migrated_postgres

    url = migrated_postgres(request.getfixturevalue("postgres")) if database == "postgresql" else None
    found = {meting.naam: meting.waarde for meting in step.meet(60, url)}
    assert found["statements_per_step"] == STATEMENTS[database]
    assert found["statements_to_find_the_task"] <= 2


def test_a_figure_says_its_middle_and_its_spread():
    meting = van_reeks("x", "ms", [float(n) for n in range(1, 101)])
    assert (meting.waarde, meting.laag, meting.hoog, meting.keer) == (50.5, 11, 90, 100)
    assert percentiel([3.0, 1.0, 2.0], 0.95) == 3
    assert "1.00" in als_tabel([los("y", "×", 1)])


def test_bench_speaks_json_for_programs():
    answer = CliRunner().invoke(cli, ["bench", "step", "--stappen", "20", "--json"])
    assert answer.exit_code == 0, answer.output
    assert set(json.loads(answer.stdout)) >= {"cpu_ms_per_step", "ratio_1000_to_10", "ratio_to_bare_engine"}


@pytest.fixture(scope="module", params=["sqlcipher", pytest.param("postgresql", marks=pytest.mark.postgres)])
def veld(request):
    from tests.conftest import migrated_postgres

    url = migrated_postgres(request.getfixturevalue("postgres")) if request.param == "postgresql" else None
    with gevuld(400, url) as stage:
        yield stage


def test_lists_and_casussen_of_a_filled_field_ask_a_fixed_number_of_questions(veld):
    """`_gelezen` refuses a number that changes from run to run."""
    found = {meting.naam: meting.waarde for meting in lezen.meet_lijsten(veld, 2)}
    assert found["worklist_coordinator_statements"] <= 12
    assert found["casus_statements"] <= 30
    opened = {meting.naam: meting.waarde for meting in lezen.meet_openen(veld, 2, starts=1)}
    assert opened["casus_of_5_statements"] == opened["casus_of_200_statements"]


def test_two_workers_wake_every_due_casus_once_and_read_no_other(veld):
    found = {meting.naam: meting.waarde for meting in timers.meet(veld, 20)}
    assert (found["1_worker_woken"], found["2_workers_woken"]) == (20, 20)
    assert found["1_worker_other_cases_loaded"] == found["2_workers_other_cases_loaded"] == 0
    assert (found["still_due"], found["still_waiting"]) == (0, 360)
