"""A code works once, also for two who come at the same moment, on both databases."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from casus.domain import eenmaalcode
from casus.domain.actor import SYSTEEM
from casus.domain.fouten import OngeldigeInvoer
from casus.domain.rol import Rol
from casus.storage import tweedestap
from casus.storage.kluis import KluisFout
from tests.factories import WACHTWOORD, Streek

SAMEN = 8


@pytest.fixture
def petra(huis_op_beide):
    """Petra logs in with a code from her telephone: who she is and the secret in her app."""
    return met_code(huis_op_beide, Streek.bouw(huis_op_beide).actors[Rol.VC])


def met_code(huis, actor):
    geheim = eenmaalcode.nieuw_geheim()
    with huis.kern.database.transaction(SYSTEEM) as db:
        tweedestap.stel_in(db, actor.persoon_id, geheim)
        tweedestap.zet_herstelcodes(db, actor.persoon_id, ["111122223333", "444455556666"])
        db.flush()
        assert tweedestap.zet_aan(db, actor.persoon_id, 0)
    return actor, geheim


def tegelijk(act):
    """What came of doing it so many times at one moment."""
    start, outcomes = Barrier(SAMEN), []

    def once():
        start.wait(timeout=60)
        outcomes.append(act())

    threads = [Thread(target=once) for _ in range(SAMEN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(outcomes)


def test_of_two_who_give_one_code_at_the_same_moment_one_comes_in(huis_op_beide, petra, klok):
    actor, geheim = petra
    stap = eenmaalcode.stap_van(klok())

    def take():
        with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
            return tweedestap.neem_stap(db, actor.persoon_id, stap)

    assert tegelijk(take) == [False] * (SAMEN - 1) + [True]
    assert not take()
    with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
        assert not tweedestap.neem_stap(db, actor.persoon_id, stap - 1)
        assert tweedestap.neem_stap(db, actor.persoon_id, stap + 1)


def test_a_recovery_code_is_taken_once(huis_op_beide, petra):
    actor, _ = petra

    def take(code="111122223333"):
        with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
            return tweedestap.neem_herstelcode(db, actor.persoon_id, code)

    assert tegelijk(take) == [False] * (SAMEN - 1) + [True]
    assert not take()
    assert not take("999999999999")


def test_one_code_opens_one_session_however_many_logins_wait_for_it(huis_op_beide, petra, klok):
    """Five tabs of somebody who saw the code over a shoulder: the whole way through the login."""
    _, geheim = petra
    sessies = huis_op_beide.sessies
    waiting = [sessies.login("petra", WACHTWOORD).token for _ in range(SAMEN)]
    code = eenmaalcode.code(geheim, eenmaalcode.stap_van(klok()))

    def give():
        try:
            return bool(sessies.geef_code(waiting.pop(), code))
        except OngeldigeInvoer:
            return False

    assert tegelijk(give).count(True) == 1
    with huis_op_beide.kern.database.reading(SYSTEEM) as db:
        assert db.session.execute(text("SELECT count(*) FROM sessie")).scalar() == 1


def test_no_secret_and_no_code_stands_readable_in_the_database(huis_op_beide, petra):
    actor, geheim = petra
    with huis_op_beide.kern.database.reading(SYSTEEM) as db:
        stap = tweedestap.find(db, actor.persoon_id)
        assert tweedestap.geheim(db, stap) == geheim
        assert geheim not in stap.geheim
        rows = str(db.session.execute(text("SELECT * FROM herstelcode")).all())
        assert "111122223333" not in rows
        assert db.session.execute(text("SELECT count(*) FROM herstelcode")).scalar() == 2


def test_a_secret_that_is_moved_to_another_person_does_not_open(huis_op_beide):
    streek = Streek.bouw(huis_op_beide)
    met_code(huis_op_beide, streek.actors[Rol.VC])
    met_code(huis_op_beide, streek.actors[Rol.MEN])
    with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
        own = tweedestap.find(db, streek.actors[Rol.VC].persoon_id)
        other = tweedestap.find(db, streek.actors[Rol.MEN].persoon_id)
        other.geheim = own.geheim
        with pytest.raises(KluisFout):
            tweedestap.geheim(db, other)


def test_recovery_codes_are_of_one_person(huis_op_beide):
    streek = Streek.bouw(huis_op_beide)
    petra, _ = met_code(huis_op_beide, streek.actors[Rol.VC])
    with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
        assert not tweedestap.neem_herstelcode(db, streek.actors[Rol.MEN].persoon_id, "111122223333")
        assert tweedestap.neem_herstelcode(db, petra.persoon_id, "111122223333")


def test_new_recovery_codes_void_the_old_ones(huis_op_beide, petra):
    actor, _ = petra
    with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
        tweedestap.zet_herstelcodes(db, actor.persoon_id, ["777788889999"])
    with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
        assert not tweedestap.neem_herstelcode(db, actor.persoon_id, "111122223333")
        assert tweedestap.tel_herstelcodes(db, actor.persoon_id) == 1
