"""Work is asked for in a transaction, done once, and never lost: on both databases."""

import uuid
from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import select, update

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Timer
from casus.domain.techniek import Instelling, Job
from casus.services.werkbank import Werkbank
from casus.storage import instellingen, jobs
from tests.factories import Streek


@pytest.fixture
def kern(huis_op_beide):
    return huis_op_beide.kern


def tel(kern, db, gegevens):
    """Work whose effect can be counted."""
    known = instellingen.find_instelling(db, gegevens["naam"])
    instellingen.zet_instelling(db, gegevens["naam"], str(int(known or 0) + 1))


def stuk(kern, db, gegevens):
    instellingen.zet_instelling(db, "half", "geschreven")
    raise RuntimeError("Fenna heeft buikpijn")


def vraag(kern, soort="tel", sleutel=None, vanaf=None, **gegevens):
    with kern.database.transaction(SYSTEEM) as db:
        jobs.vraag_werk(db, soort, sleutel=sleutel, vanaf=vanaf, **gegevens)


def waarde(kern, naam):
    with kern.database.reading(SYSTEEM) as db:
        return instellingen.find_instelling(db, naam)


def alle_jobs(kern):
    with kern.database.transaction(SYSTEEM) as db:
        return list(db.session.scalars(select(Job)))


def test_work_asked_for_in_a_transaction_that_fails_was_never_asked(kern):
    with pytest.raises(RuntimeError), kern.database.transaction(SYSTEEM) as db:
        jobs.vraag_werk(db, "tel", naam="a")
        raise RuntimeError
    assert not Werkbank(kern, {"tel": tel}).een()


def test_asking_twice_under_one_key_is_asking_once(kern):
    vraag(kern, sleutel="een", naam="a")
    vraag(kern, sleutel="een", naam="a")
    vraag(kern, naam="a")
    assert Werkbank(kern, {"tel": tel}).alles() == 2
    vraag(kern, sleutel="een", naam="a")  # it was done: still once
    assert Werkbank(kern, {"tel": tel}).alles() == 0
    assert waarde(kern, "a") == "2"


def test_work_for_later_waits_for_its_moment(kern, klok):
    vraag(kern, vanaf=klok() + timedelta(hours=1), naam="a")
    bank = Werkbank(kern, {"tel": tel})
    assert not bank.een()
    klok.verder(hours=1)
    assert bank.een()


def test_work_that_fails_leaves_nothing_half_done_waits_longer_each_time_and_is_parked(kern, klok):
    vraag(kern, "stuk")
    bank, waits = Werkbank(kern, {"stuk": stuk}), []
    for _ in range(jobs.POGINGEN):
        assert bank.een()
        assert waarde(kern, "half") is None
        (job,) = alle_jobs(kern)
        waits.append(job.vanaf - klok())
        assert not bank.een()
        klok.verder(hours=1)
    assert waits == sorted(waits)
    assert waits[:3] == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]
    assert not bank.een()
    (job,) = alle_jobs(kern)
    assert (job.geparkeerd_op is not None, job.fout) == (True, "RuntimeError")  # and not what somebody wrote
    with kern.database.transaction(SYSTEEM) as db:
        assert jobs.drukte(db).geparkeerd == 1
        assert jobs.zet_terug(db, job.id)
        assert not jobs.zet_terug(db, uuid.uuid4())
    assert Werkbank(kern, {"stuk": lambda *_: None}).een()
    with kern.database.reading(SYSTEEM) as db:
        assert jobs.drukte(db) == jobs.Drukte(0, 0, None)


def test_a_worker_that_died_loses_its_lease_and_another_does_the_work(kern, klok):
    vraag(kern, naam="a")
    with kern.database.transaction(SYSTEEM) as db:
        assert jobs.huur(db)  # and never comes back
    bank = Werkbank(kern, {"tel": tel})
    assert not bank.een()
    klok.verder(seconds=jobs.HUUR.total_seconds() + 1)
    assert bank.een()
    assert waarde(kern, "a") == "1"


def test_a_worker_that_slept_past_its_lease_finds_the_fence_closed(kern, klok):
    vraag(kern, naam="a")
    bank = Werkbank(kern, {"tel": tel})
    with kern.database.transaction(SYSTEEM) as db:
        asleep = jobs.huur(db)
    klok.verder(seconds=jobs.HUUR.total_seconds() + 1)
    assert bank.een()
    with pytest.raises(jobs.TeLaat):
        bank._doe(asleep)
    bank._mislukt(asleep, "x")  # too late to say so, too
    assert waarde(kern, "a") == "1"
    assert alle_jobs(kern)[0].klaar_op is not None


def test_work_that_kills_its_workers_is_parked_in_the_end(kern, klok):
    vraag(kern, naam="a")
    for _ in range(jobs.POGINGEN):
        with kern.database.transaction(SYSTEEM) as db:
            assert jobs.huur(db)
        klok.verder(seconds=jobs.HUUR.total_seconds() + 1)
    with kern.database.transaction(SYSTEEM) as db:
        assert jobs.huur(db) is None
        jobs.parkeer_afgebroken(db)
    assert alle_jobs(kern)[0].fout == "afgebroken"


def test_many_workers_do_each_job_exactly_once(kern):
    for number in range(40):
        vraag(kern, naam=f"n{number}")
    stop = Event()
    workers = [Thread(target=Werkbank(kern, {"tel": tel}).alles) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    stop.set()
    with kern.database.reading(SYSTEEM) as db:
        counted = db.session.scalars(select(Instelling.waarde).where(Instelling.naam.like("n%"))).all()
    assert counted == ["1"] * 40


class Buiten:
    """The outside world, which may say no."""

    def __init__(self, fouten=0):
        self.gedaan, self.fouten = [], fouten

    def lees(self, kern, db, gegevens):
        return None if gegevens["naam"] == "vervallen" else gegevens["naam"]

    def doe(self, wat):
        self.gedaan.append(wat)
        if self.fouten:
            self.fouten -= 1
            raise ConnectionError
        return wat.upper()

    def schrijf(self, kern, db, gegevens, uitkomst):
        instellingen.zet_instelling(db, gegevens["naam"], uitkomst)


def test_work_outside_is_done_at_least_once_and_written_down(kern, klok):
    outside = Buiten(fouten=1)
    bank = Werkbank(kern, {}, {"buiten": outside})
    vraag(kern, "buiten", naam="a")
    vraag(kern, "buiten", naam="vervallen")
    assert bank.alles() == 2
    assert waarde(kern, "a") is None
    klok.verder(minutes=1)
    assert bank.alles() == 1
    assert (outside.gedaan, waarde(kern, "a")) == (["a", "a"], "A")


def test_unknown_work_is_shown_instead_of_dropped(kern, klok):
    vraag(kern, "onbekend")
    Werkbank(kern, {}).een()
    assert alle_jobs(kern)[0].fout == "KeyError"


def test_a_timer_that_fails_holds_up_nobody_and_is_tried_again(huis_op_beide, klok):
    klok.zet("2026-09-01")
    streek = Streek.bouw(huis_op_beide)
    house, casus_id = huis_op_beide, streek.casus()
    with house.kern.database.transaction(SYSTEEM) as db:
        db.add(Timer(id=uuid.uuid4(), casus_id=casus_id, moment=klok() - timedelta(days=1)))
    whole = house.kern.engine.wake
    object.__setattr__(house.kern.engine, "wake", lambda *_: 1 / 0)
    assert house.nachtwerk.wek() == 1
    with house.kern.database.transaction(SYSTEEM) as db:
        assert db.session.scalars(select(Timer.vast)).all() == [True]
    house.nachtwerk.werkbank.alles()
    with house.kern.database.transaction(SYSTEEM) as db:
        job = db.session.scalars(select(Job).where(Job.soort == "wekken")).one()
        assert (job.fout, job.klaar_op) == ("ZeroDivisionError", None)
        db.session.execute(update(Job).values(vanaf=klok()))
    object.__setattr__(house.kern.engine, "wake", whole)
    house.nachtwerk.werkbank.alles()
    with house.kern.database.reading(SYSTEEM) as db:
        assert db.session.scalars(select(Job.klaar_op).where(Job.soort == "wekken")).one()
        assert db.session.scalars(select(Timer.id)).all() == []
