"""How the work stands, on both databases: workers, timers, seals, and whether the schema is that of this version."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Timer
from casus.overview.werk import lees_stand, niet_klaar
from casus.storage import is_nieuw, migreren, werk
from casus.storage.migreren import upgrade
from tests.factories import Streek


@pytest.fixture
def kern(huis_op_beide):
    return huis_op_beide.kern


def stand(huis, grens=300):
    return lees_stand(huis.bron, grens)


def test_each_worker_has_one_row_that_moves_and_goes_when_it_stops(huis_op_beide, kern, klok):
    for _ in range(2):
        huis_op_beide.nachtwerk.klop("a:1")
        klok.verder(seconds=200)
    huis_op_beide.nachtwerk.klop("b:2")
    klok.verder(seconds=150)
    workers = stand(huis_op_beide).workers
    assert [(worker.naam, worker.stil, worker.leeft) for worker in workers] == [("b:2", 150, True), ("a:1", 350, False)]
    assert (workers[1].op - workers[1].sinds).total_seconds() == 200
    assert "worker" not in stand(huis_op_beide).te_doen
    with kern.database.transaction(SYSTEEM) as db:
        werk.stop(db, "b:2")
    assert [worker.naam for worker in stand(huis_op_beide).workers] == ["a:1"]
    assert "worker" in stand(huis_op_beide).te_doen


def test_a_worker_that_died_is_forgotten_after_a_day(huis_op_beide, klok):
    huis_op_beide.nachtwerk.klop("a:1")
    klok.verder(hours=20)
    huis_op_beide.nachtwerk.ronde()
    assert len(stand(huis_op_beide).workers) == 1
    klok.verder(hours=24)
    huis_op_beide.nachtwerk.ronde()
    assert stand(huis_op_beide).workers == ()


def test_timers_that_are_due_are_counted_by_the_oldest(huis_op_beide, kern, klok):
    casus_id = Streek.bouw(huis_op_beide).casus()
    moment = klok()
    klok.verder(hours=2)
    with kern.database.transaction(SYSTEEM) as db:
        db.add(Timer(id=uuid4(), casus_id=casus_id, moment=moment), Timer(id=uuid4(), casus_id=casus_id, moment=db.nu))
        db.add(Timer(id=uuid4(), casus_id=casus_id, moment=moment, vast=True))
    found = stand(huis_op_beide)
    assert (found.termijnen, found.oudste_termijn) == (2, 7200)
    assert found.achter == ("termijnen",)


def test_rows_of_the_audit_log_wait_for_a_seal_on_postgresql_only(huis_op_beide, kern, klok):
    sqlite = kern.database.engine.dialect.name == "sqlite"
    for number in range(3):
        kern.database.record(SYSTEEM, "proef", nummer=number)
    klok.verder(seconds=400)
    found = stand(huis_op_beide)
    assert (found.open, found.oudste_open) == ((0, 0) if sqlite else (3, 400))
    assert ("zegels" in found.te_doen) == (not sqlite)
    huis_op_beide.nachtwerk.ronde()
    sealed = stand(huis_op_beide)
    assert (sealed.open, sealed.zegel > 0, sealed.zegel_op is not None) == (0, True, True)


def test_only_the_schema_of_this_version_is_ready(huis_op_beide, kern):
    assert niet_klaar(huis_op_beide.bron, 300) == ()
    migreren.downgrade(kern.database.engine, "0006")
    assert niet_klaar(huis_op_beide.bron, 300) == ("migraties",)
    upgrade(kern.database.engine)
    assert niet_klaar(huis_op_beide.bron, 300) == ()


def test_a_database_is_new_only_when_nothing_was_ever_kept(huis_op_beide, kern, tmp_path):
    url = kern.database.engine.url.render_as_string(hide_password=False)
    assert not is_nieuw(url)
    assert is_nieuw(f"sqlite:///{tmp_path / 'anders.db'}")
    with kern.database.engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM hartslag")) == 0
