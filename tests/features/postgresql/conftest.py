"""The same scenarios on the production database."""

import pytest

from tests.conftest import fresh_postgres, huis_op


@pytest.fixture
def huis(postgres, tmp_path, klok):
    house = huis_op(tmp_path, klok, fresh_postgres(postgres))
    yield house
    house.kern.database.close()
