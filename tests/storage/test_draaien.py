"""Turning the master key, ended halfway, while others read and write: nothing is lost and the old one opens nothing."""

from threading import Event, Thread

import pytest
from sqlalchemy import select

from casus.app import open_house
from casus.domain import eenmaalcode
from casus.domain.actor import SYSTEEM
from casus.domain.dossier import Dossierstuk, Sleutel
from casus.domain.rol import Rol
from casus.storage import Database, Sleutelbos, casussen, dossiers, draaien, tweedestap
from casus.storage.kluis import Kluis, KluisFout, Plaats
from tests.factories import Streek

DOMEINEN = [f"D{number:02}" for number in range(1, 8)]


@pytest.fixture
def streek(huis_op_beide, monkeypatch):
    monkeypatch.setattr(draaien, "DEEL", 2)
    streek = Streek.bouw(huis_op_beide)
    streek.casus_id = streek.casus()
    for domein in DOMEINEN:
        schrijf(streek, huis_op_beide.kern.database, domein)
    return streek


def schrijf(streek, database, domein):
    with database.transaction(streek.actors[Rol.VC]) as db:
        dossiers.write_stuk(db, casussen.read_casus(db, streek.casus_id), domein, {"tekst": domein}, stap="x")


def leest(database):
    with database.reading(SYSTEEM) as db:
        return sorted(dossiers.open_json(db, stuk)["tekst"] for stuk in db.session.scalars(select(Dossierstuk)))


class Weg(BaseException):
    """kill -9, as far as a test can."""


def test_ended_halfway_it_goes_on_and_everybody_reads_meanwhile(huis_op_beide, streek):
    database, path = huis_op_beide.kern.database, huis_op_beide.settings.keys
    old = Sleutelbos.lees(path)
    other = Database(huis_op_beide.settings.database_url, old, huis_op_beide.now, sleutels=path)  # another process

    def kill(done):
        if done >= 4:
            raise Weg

    with pytest.raises(Weg):
        draaien.draai(database, path, kill)
    half = Sleutelbos.lees(path)
    assert (half.vorige, half.kluis == old.kluis) == (old.kluis, False)
    assert path.stat().st_mode & 0o777 == 0o600
    assert leest(other) == leest(database) == DOMEINEN
    schrijf(streek, other, "D20")
    again = Database(huis_op_beide.settings.database_url, half, huis_op_beide.now, sleutels=path)  # after the crash
    assert draaien.draai(again, path, lambda _: None) == len(DOMEINEN) - 4
    new = Sleutelbos.lees(path)
    assert (new.vorige, new.kluis) == (None, half.kluis)
    assert leest(other) == leest(again) == sorted([*DOMEINEN, "D20"])
    schrijf(streek, other, "D21")
    fresh = Database(huis_op_beide.settings.database_url, new, huis_op_beide.now)
    assert leest(fresh) == sorted([*DOMEINEN, "D20", "D21"])
    fresh.close()
    with database.reading(SYSTEEM) as db:
        for key in db.session.scalars(select(Sleutel)):
            with pytest.raises(KluisFout):
                Kluis(old.kluis).open(key.ingepakt, Plaats("x", key.id, key.casus_id, key.domein, key.versie), b"")
            assert Kluis(new.kluis).is_nieuwst(key.ingepakt, key.casus_id, key.domein, key.versie)
    other.close()
    again.close()


def test_people_go_on_writing_while_it_turns(huis_op_beide, streek):
    database, path = huis_op_beide.kern.database, huis_op_beide.settings.keys
    other = Database(huis_op_beide.settings.database_url, Sleutelbos.lees(path), huis_op_beide.now, sleutels=path)
    stop, failed = Event(), []

    def write():
        for number in range(8, 28):
            try:
                schrijf(streek, other, f"D{number:02}")
                leest(other)
            except Exception as error:
                failed.append(error)
        stop.set()

    writer = Thread(target=write)
    writer.start()
    while not stop.is_set():
        draaien.draai(database, path, lambda _: None)
    writer.join()
    assert failed == []
    fresh = Database(huis_op_beide.settings.database_url, Sleutelbos.lees(path), huis_op_beide.now)
    assert leest(fresh) == sorted(DOMEINEN + [f"D{number:02}" for number in range(8, 28)])
    fresh.close()
    other.close()


def test_secrets_of_logins_and_forms_that_left_the_house_open_after_the_turn(huis_op_beide, streek):
    """Whoever has a code in an app logs in with it after the key was turned, also in a process that starts anew."""
    vc, database, settings = streek.actors[Rol.VC], huis_op_beide.kern.database, huis_op_beide.settings
    secret = eenmaalcode.nieuw_geheim()
    with database.transaction(vc) as db:
        tweedestap.stel_in(db, vc.persoon_id, secret)
        away = db.bos.seal("formulier", b"half ingevuld")
    draaien.draai(database, settings.keys, lambda _: None)
    again = open_house(settings, huis_op_beide.now)
    for house in (huis_op_beide, again):
        with house.kern.database.reading(vc) as db:
            assert tweedestap.geheim(db, tweedestap.find(db, vc.persoon_id)) == secret
            assert db.bos.unseal("formulier", away) == b"half ingevuld"
    again.kern.database.close()
