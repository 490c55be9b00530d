"""Transactions, keys and the audit chain on both databases."""

import time
from threading import Barrier, Thread

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import Achterhaald, Geweigerd
from casus.domain.rol import Rol
from casus.domain.techniek import Auditregel
from casus.services.casussen import meld  # noqa: F401
from casus.storage import KluisFout, Sleutelbos, audit, casussen, dossiers, migreren
from tests.factories import Streek


@pytest.fixture
def beide(huis_op_beide):
    return Streek.bouw(huis_op_beide)


def test_raising_rolls_back_and_a_refusal_is_recorded(beide):
    database = beide.huis.kern.database
    with pytest.raises(Geweigerd), database.transaction(beide.actors[Rol.VC]) as db:
        casussen.next_number(db)
        raise Geweigerd("taak_afronden", "rol")
    with database.reading(SYSTEEM) as db:
        assert db.session.scalars(select(Auditregel.uitkomst)).all() == ["geweigerd"]
    with database.transaction(SYSTEEM) as db:
        assert casussen.next_number(db) == "2026-0001"


def test_two_writers_of_one_casus_do_not_overwrite_each_other(beide):
    database, casus_id = beide.huis.kern.database, beide.casus()
    with database.transaction(SYSTEEM) as db:
        casus = casussen.read_casus(db, casus_id)
        db.session.expunge(casus)
        db.session.execute(update(Casus).where(Casus.id == casus_id).values(versie=Casus.versie + 1))
    with pytest.raises(Achterhaald), database.transaction(SYSTEEM) as db:
        db.session.add(casus)
        casus.sluitreden = "verhuisd"


def test_sealed_field_moved_to_another_row_does_not_open(beide):
    database, casus_id = beide.huis.kern.database, beide.casus()
    with database.transaction(beide.actors[Rol.VC]) as db:
        casus = casussen.read_casus(db, casus_id)
        first, second = (dossiers.write_stuk(db, casus, "D04", {"n": n}, stap="x") for n in (1, 2))
        assert dossiers.open_json(db, first) == {"n": 1}
        first.inhoud, second.inhoud = second.inhoud, first.inhoud
        with pytest.raises(KluisFout):
            dossiers.open_json(db, first)


def test_content_is_not_in_the_database(beide):
    database, casus_id = beide.huis.kern.database, beide.casus()
    with database.transaction(beide.actors[Rol.VC]) as db:
        dossiers.write_stuk(db, casussen.read_casus(db, casus_id), "D26", {"n": "buikpijn"}, stap="x")
    with Session(database.engine) as session:
        assert all(b"buikpijn" not in inhoud for inhoud in session.scalars(select(Dossierstuk.inhoud)))


@pytest.mark.parametrize("harm", ["change", "delete", "truncate"])
def test_audit_chain_shows_what_was_changed_deleted_or_cut_off(beide, harm):
    database = beide.huis.kern.database
    for number in range(6):
        database.record(SYSTEEM, "proef", nummer=number)
    with Session(database.engine) as session, session.begin():
        audit.zegelen(session, database.now())
    with Session(database.engine) as session, session.begin():
        whole = audit.verify(session)
        assert (whole.regels, whole.fout, whole.open) == (6, None, 0)
        where = Auditregel.volgnummer == (6 if harm == "truncate" else 3)
        session.execute(
            update(Auditregel).where(where).values(handeling="anders")
            if harm == "change"
            else delete(Auditregel).where(where)
        )
        assert audit.verify(session).fout


def test_migrations_go_up_and_down_with_rows_and_children(beide):
    beide.casus()
    engine = beide.huis.kern.database.engine
    migreren.downgrade(engine)
    migreren.upgrade(engine)
    with Session(engine) as session:
        assert session.scalars(select(Casus)).all() == []


def test_key_file_is_for_its_owner_only(tmp_path):
    path = tmp_path / "sleutels.json"
    Sleutelbos.lees_of_maak(path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(KluisFout):
        Sleutelbos.lees_of_maak(path)


def test_two_people_who_write_in_a_new_domain_at_once_share_one_key(huis_op_beide):
    streek = Streek.bouw(huis_op_beide)
    casus_id, start = streek.casus(), Barrier(4)
    found = []

    def write() -> None:
        start.wait()
        with huis_op_beide.kern.database.transaction(streek.actors[Rol.VC]) as db:
            found.append(db.sleutel(casus_id, "D26", maak=True))
            time.sleep(0.05)

    people = [Thread(target=write) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(found) == 4
    assert len(set(found)) == 1
