"""The short form of `make stress`: every round once, on both databases."""

import pytest

from tests.stress.vuur import KORT, op_postgresql, op_sqlcipher

pytestmark = pytest.mark.stress


@pytest.mark.parametrize("speel", [op_sqlcipher, pytest.param(op_postgresql, marks=pytest.mark.postgres)])
def test_under_fire_no_step_job_timer_or_audit_row_is_lost_or_doubled(speel):
    outcome = speel(KORT, print)
    assert outcome.klachten == []
    assert outcome.goed, outcome.regel()
    assert outcome.raak > 0
    assert outcome.gevonden >= outcome.bevestigd > 0
