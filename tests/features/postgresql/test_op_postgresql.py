"""The journey runs on PostgreSQL as it does on the embedded database."""

import pytest
from pytest_bdd import scenarios

pytestmark = pytest.mark.postgres

scenarios(
    "signaal.feature", "s1_mazl.feature", "s2_leerplicht.feature", "s2_verzuim.feature", "medische_woorden.feature"
)
