"""The same scenarios on the production database."""

import pytest

from tests.conftest import huis_op, migrated_postgres


@pytest.fixture
def huis(postgres, tmp_path, klok):
    house = huis_op(tmp_path, klok, migrated_postgres(postgres))
    yield house
    house.kern.database.close()
