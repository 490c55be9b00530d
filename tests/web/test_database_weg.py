"""When the database is away, a person gets a page, not the words of a machine."""

import pytest
from sqlalchemy import text

from casus.app import create_app
from casus.domain.rol import Rol
from tests.web.conftest import Bezoeker


@pytest.fixture
def petra(huis, streek):
    app = create_app(huis)
    app.config["WTF_CSRF_ENABLED"] = False
    return Bezoeker(app, streek.actors[Rol.VC])


def neem_weg(huis, tafel):
    with huis.kern.database.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {tafel} RENAME TO weg"))


@pytest.mark.parametrize("tafel", ["sessie", "taak"])
def test_who_asks_a_page_while_the_database_fails_reads_what_to_do(petra, huis, tafel):
    assert petra.get("/").status_code == 200
    neem_weg(huis, tafel)
    answer = petra.get("/")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert "Probeer het opnieuw." in answer.text
    assert '<html lang="nl">' in answer.text


def test_an_address_that_is_not_there_is_told_without_the_database(petra, huis):
    neem_weg(huis, "sessie")
    answer = petra.get("/bestaat-niet")
    assert answer.status_code in (404, 500)
    assert "<h1" in answer.text
