"""The short form of `make stress`: a few of everything that can go wrong, on both databases."""

import pytest

from tests.stress.vuur import KORT, op_postgresql, op_sqlcipher

pytestmark = pytest.mark.xdist_group("vuur")  # one after the other: both ask for all of the machine


@pytest.mark.parametrize("speel", [op_sqlcipher, pytest.param(op_postgresql, marks=pytest.mark.postgres)])
def test_under_fire_no_step_job_timer_or_audit_row_is_lost_or_doubled(speel):
    outcome = speel(KORT, print)
    assert outcome.klachten == []
    print(outcome.regel())
    assert outcome.goed, outcome.regel()
    assert outcome.raak >= 3, f"only {outcome.raak} kills hit somebody in the middle of a step"
    assert outcome.brieven > 0
    assert outcome.gevonden >= outcome.bevestigd > 0
