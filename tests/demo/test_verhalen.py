"""Sixty casussen stand where their story says, and came there through people who completed tasks."""

from collections import Counter

import pytest
from sqlalchemy import select, true

from casus.demo.invullen import Schrijver
from casus.demo.start import BEZIG, GELADEN
from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus, Gebeurtenis, StatusTaak, Taak
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import OngeldigeInvoer
from casus.domain.organisatie import Persoon
from casus.storage import audit, zoeken
from tests.demo.conftest import demo_in, stil


@pytest.fixture
def db(demo):
    with demo.huis.kern.database.reading(SYSTEEM) as db:
        yield db


def test_every_story_reaches_its_stage(demo, db):
    assert len(demo.spelen) == 60
    wrong = {}
    for spel in demo.spelen:
        casus = db.session.get(Casus, spel.casus_id)
        query = select(Taak.stap).where(Taak.casus_id == casus.id, Taak.status == StatusTaak.OPEN)
        found = sorted(db.session.scalars(query))
        wanted = spel.lot.verhaal.eindigt
        if casus.status != wanted["status"] or not set(wanted["open"]) <= set(found):
            wrong.setdefault(spel.lot.verhaal.naam, []).append((str(casus.status), found))
    assert wrong == {}


def test_the_product_took_every_answer(demo):
    assert {spel.lot.verhaal.naam: spel.geweigerd for spel in demo.spelen if spel.geweigerd} == {}


def test_pupils_of_the_demo_are_found_by_name(demo, db):
    spel = next(spel for spel in demo.spelen if spel.lot.verhaal.hoofdrol)
    found = zoeken.list_gevonden(db, spel.lot.kind.leerling.achternaam, true())
    assert spel.casus_id in {row.Casus.id for row in found}


def test_the_casussen_came_there_step_by_step_on_days_in_the_past(db, gemaakt):
    moments = [row.op for row in db.session.scalars(select(Gebeurtenis))]
    assert len({moment.date() for moment in moments}) > 30
    assert sorted(moments)[len(moments) // 2].date() < gemaakt.cijfers.begindag  # a test may have moved the clock on
    done = db.session.scalars(select(Taak).where(Taak.status == StatusTaak.AFGEROND)).all()
    assert all(taak.afgerond_door is not None and taak.afgerond_op > taak.aangemaakt_op for taak in done)
    assert {stuk.auteur_id for stuk in db.session.scalars(select(Dossierstuk))} <= {taak.afgerond_door for taak in done}


def test_the_audit_chain_of_the_demo_is_whole(db):
    ketting = audit.verify(db.session)
    assert ketting.fout is None
    assert ketting.regels > 100


def test_open_tasks_have_a_named_person(db):
    assert all(taak.persoon_id for taak in db.session.scalars(select(Taak).where(Taak.status == StatusTaak.OPEN)))


def test_an_invented_answer_fits_every_form_of_the_product(demo, gemaakt):
    rnd = gemaakt.streek.random("proef")
    for formulier in demo.huis.kern.formulieren:
        answers = Schrijver(gemaakt.cijfers.begindag, rnd, gemaakt.teksten, {}).vul(formulier)
        missing = [
            veld.key
            for veld in formulier.zichtbaar(answers.waarden)
            if veld.is_invoer and veld.regels.get("required") and answers.waarden.get(veld.key) in (None, "", [])
        ]
        assert missing == [], formulier.id


def test_a_second_start_keeps_the_data(demo):
    folder = demo.huis.settings.keys.parent
    before = counts(demo)
    again = demo_in(folder)
    assert not again.maak_klaar(stil)
    assert counts(again) == before
    assert again.klok.dagen == demo.klok.dagen
    assert len(again.aanmeldnamen()) >= 18
    again.huis.kern.database.close()


def counts(stage):
    with stage.huis.kern.database.reading(SYSTEEM) as db:
        return Counter(
            type(row).__name__ for kind in (Persoon, Casus, Taak) for row in db.session.scalars(select(kind))
        )


def test_a_demo_that_was_loaded_half_starts_over(tmp_path):
    stage = demo_in(tmp_path)
    calls = []

    def interrupted(items, label):
        calls.append(label)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return stil(items, label)

    with pytest.raises(KeyboardInterrupt):
        stage.maak_klaar(interrupted)
    assert stage.huis.beheer.instelling(BEZIG)
    assert not stage.huis.beheer.instelling(GELADEN)
    stage.huis.kern.database.close()
    again = demo_in(tmp_path)
    assert again.maak_klaar(stil)
    assert counts(again)["Casus"] >= 60
    again.huis.kern.database.close()


def test_a_database_with_people_of_its_own_is_left_alone(tmp_path):
    stage = demo_in(tmp_path)
    stage.huis.beheer.voeg_toe([Persoon(naam="Echt Iemand")])
    with pytest.raises(OngeldigeInvoer, match="andere map"):
        stage.maak_klaar(stil, opnieuw=True)
    assert counts(stage)["Persoon"] == 1
    stage.huis.kern.database.close()
