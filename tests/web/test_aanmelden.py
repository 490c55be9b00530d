"""Who guesses has to wait, and learns nothing from it."""

import re
from threading import Thread

import pytest
from sqlalchemy import text

from casus.domain.actor import SYSTEEM
from casus.domain.fouten import OngeldigeInvoer
from casus.services.wachtwoorden import PER_ADRES, PER_NAAM
from tests.factories import WACHTWOORD, Streek


@pytest.fixture
def probeer(app_zonder_csrf):
    def login(naam="petra", wachtwoord="fout", adres="10.0.0.1"):
        return app_zonder_csrf.test_client().post(
            "/aanmelden",
            data={"gebruikersnaam": naam, "wachtwoord": wachtwoord},
            environ_base={"REMOTE_ADDR": adres},
        )

    return login


def binnen(answer):
    return answer.status_code == 302


def audit(huis):
    with huis.kern.database.reading(SYSTEEM) as db:
        rows = db.session.execute(
            text("SELECT uitkomst, gegevens FROM auditregel WHERE handeling = 'aangemeld' ORDER BY volgnummer")
        )
        return [(row.uitkomst, row.gegevens) for row in rows]


def test_after_five_wrong_tries_for_a_name_even_the_right_password_waits_a_quarter(probeer, klok, huis):
    for _ in range(PER_NAAM):
        assert not binnen(probeer())
    assert not binnen(probeer(wachtwoord=WACHTWOORD, adres="10.0.0.2"))
    assert "te_vaak_naam" in audit(huis)[-1][1]
    assert binnen(probeer("rik", WACHTWOORD))
    klok.verder(minutes=14, seconds=59)
    assert not binnen(probeer(wachtwoord=WACHTWOORD))
    klok.verder(seconds=1)
    assert binnen(probeer(wachtwoord=WACHTWOORD))


def test_waiting_does_not_begin_anew_by_trying_again(probeer, klok):
    for _ in range(PER_NAAM):
        probeer()
    klok.verder(minutes=10)
    for _ in range(PER_NAAM):
        probeer()
    klok.verder(minutes=5)
    assert binnen(probeer(wachtwoord=WACHTWOORD))


def test_four_wrong_tries_and_the_right_password_forget_the_wrong_ones(probeer):
    for _ in range(3):
        for _ in range(PER_NAAM - 1):
            assert not binnen(probeer())
        assert binnen(probeer(wachtwoord=WACHTWOORD))


def test_after_twenty_wrong_tries_an_address_waits_whatever_the_name(probeer, klok, huis):
    for number in range(PER_ADRES):
        assert not binnen(probeer(f"naam{number}"))
    assert not binnen(probeer("petra", WACHTWOORD))
    assert "te_vaak_adres" in audit(huis)[-1][1]
    assert binnen(probeer("petra", WACHTWOORD, adres="10.0.0.2"))
    klok.verder(minutes=15)
    assert binnen(probeer("petra", WACHTWOORD))


def test_who_logs_in_well_costs_its_address_nothing(probeer):
    for _ in range(PER_ADRES + 5):
        assert binnen(probeer("petra", WACHTWOORD))


def test_every_reason_has_the_same_words(probeer):
    def page(answer):
        return re.sub(r'(value="[^"]*"|nonce="[^"]*")', "", answer.text), answer.status_code

    wrong, unknown = page(probeer("petra")), page(probeer("niemand"))
    for _ in range(PER_NAAM):
        probeer("petra")
        probeer("niemand")
    assert wrong == unknown == page(probeer("petra")) == page(probeer("petra", WACHTWOORD)) == page(probeer("niemand"))


def test_names_and_addresses_of_tries_are_not_kept(probeer, huis, klok):
    probeer("petra.mijnwachtwoord", adres="10.77.0.1")
    with huis.kern.database.reading(SYSTEEM) as db:
        rows = str(db.session.execute(text("SELECT * FROM aanmeldpoging")).all())
        assert len(db.session.execute(text("SELECT * FROM aanmeldpoging")).all()) == 2
    assert "petra" not in rows + str(audit(huis))
    assert "10.77" not in rows + str(audit(huis))
    klok.verder(days=1)
    huis.nachtwerk.ronde()
    with huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.execute(text("SELECT * FROM aanmeldpoging")).all() == []


def test_many_guesses_at_once_are_all_counted(huis_op_beide):
    Streek.bouw(huis_op_beide)
    refused = []

    def guess():
        try:
            huis_op_beide.sessies.login("petra", "fout", "10.0.0.1")
        except OngeldigeInvoer:
            refused.append(1)

    threads = [Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(refused) == 12
    with huis_op_beide.kern.database.reading(SYSTEEM) as db:
        assert db.session.execute(text("SELECT count(*) FROM aanmeldpoging")).scalar() == 2 * PER_NAAM
        waited = db.session.execute(
            text("SELECT count(*) FROM auditregel WHERE CAST(gegevens AS text) LIKE '%te_vaak%'")
        )
        assert waited.scalar() == 12 - PER_NAAM
