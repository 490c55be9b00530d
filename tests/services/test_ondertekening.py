"""On a birthday others must sign: the gate shuts at midnight, the night asks again, a task comes two weeks before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus, Taak
from casus.domain.leerling import Gezagsrelatie
from casus.domain.rol import Rol
from casus.domain.techniek import Bericht
from casus.domain.toestemming import Handtekening, StatusToestemming, Toestemming, verjaardag, volgende_wissel
from casus.services.ondertekening import herzie
from casus.services.toestemmingen import vraag
from casus.storage import casussen, dossiers
from tests.services.spoor import Spoor

WOORD = {True: "ja", False: "nee", None: "stil"}


@pytest.fixture
def spoor(huis, streek, klok):
    """A running journey of Fenna, with an advice that the jeugdarts wrote."""
    found = Spoor(huis, streek, "casus")
    found.doe(Rol.VC, "Signaal beoordelen", zorgelijk="ja", toelichting="Vaak ziek")
    ja = streek.actors[Rol.JA]
    with huis.kern.database.transaction(ja) as db:
        casussen.ensure_grant(db, found.casus_id, Rol.JA, ja.organisatie_id, None, "verwijzing")
        dossiers.write_stuk(
            db,
            casussen.read_casus(db, found.casus_id),
            "D09",
            {"vragen": [["a", "Advies", "textarea", "Begin om tien uur"]]},
            stap="x",
        )
    found.klok = klok
    return found


def ask(spoor, doel="delen_advies"):
    with spoor.huis.kern.database.transaction(spoor.streek.actors[Rol.VC]) as db:
        return vraag(spoor.huis.kern, db, casussen.read_casus(db, spoor.casus_id), doel).id


def say(spoor, ident, *roles, ja=True):
    """Both parents sign for OG."""
    for rol in roles:
        who = [spoor.streek.actors[rol], *([spoor.streek.tweede_ouder] if rol is Rol.OG else [])]
        for actor in who:
            spoor.huis.toestemmingen.geef(ident, actor, ja=ja)


def night(spoor, day):
    """The clock comes to just after this midnight in the Netherlands, and the work of the night is done."""
    spoor.klok.zet(day, "00:10")
    with spoor.huis.kern.database.transaction(SYSTEEM) as db:
        herzie(spoor.huis.kern, db, [spoor.streek.leerling_id])


def gezag_tot(spoor, persoon_id, day):
    with spoor.huis.kern.database.transaction(SYSTEEM) as db:
        for row in db.session.scalars(select(Gezagsrelatie).where(Gezagsrelatie.persoon_id == persoon_id)):
            row.tot = day


def state(spoor, ident):
    with spoor.huis.kern.database.reading(SYSTEEM) as db:
        signed = db.session.scalars(select(Handtekening).where(Handtekening.toestemming_id == ident)).all()
        live = [item for item in signed if item.vervallen_op is None]
        words = sorted(f"{item.hoedanigheid} {WOORD[item.besluit]}" for item in live)
        return db.get(Toestemming, ident).status, words, len(signed) - len(live)


def reads(spoor):
    return "Begin om tien uur" in spoor.leest(Rol.VC, "D09")


def test_the_twelfth_birthday_shuts_the_gate_at_midnight_and_the_pupil_is_asked(spoor):
    spoor.geboren("2014-10-06")
    ident = ask(spoor)
    say(spoor, ident, Rol.OG)
    assert reads(spoor)
    spoor.klok.zet("2026-10-05", "23:59")
    assert reads(spoor)
    spoor.klok.zet("2026-10-06", "00:00")  # no worker ran yet
    assert not reads(spoor)
    night(spoor, "2026-10-06")
    assert state(spoor, ident) == (StatusToestemming.HERBEVESTIGING_NODIG, ["LL stil", "OG ja", "OG ja"], 0)
    say(spoor, ident, Rol.LL)
    assert state(spoor, ident)[0] is StatusToestemming.COMPLEET
    assert reads(spoor)


def test_the_sixteenth_birthday_ends_what_parents_signed_and_the_pupil_decides_alone(spoor):
    spoor.geboren("2010-10-06")
    ident = ask(spoor)
    say(spoor, ident, Rol.OG, Rol.LL)
    assert reads(spoor)
    night(spoor, "2026-10-06")
    assert not reads(spoor)
    assert state(spoor, ident) == (StatusToestemming.HERBEVESTIGING_NODIG, ["LL stil"], 3)
    say(spoor, ident, Rol.LL, ja=False)
    assert state(spoor, ident)[0] is StatusToestemming.GEWEIGERD
    assert not reads(spoor)


def test_the_eighteenth_birthday_changes_no_signer(spoor):
    spoor.geboren("2008-10-06")
    ident = ask(spoor)
    say(spoor, ident, Rol.LL)
    night(spoor, "2026-10-06")
    assert state(spoor, ident) == (StatusToestemming.COMPLEET, ["LL ja"], 0)
    assert reads(spoor)


def test_a_question_that_is_open_goes_to_the_right_people(spoor):
    spoor.geboren("2010-10-06")
    ident = ask(spoor)
    say(spoor, ident, Rol.OG)
    night(spoor, "2026-10-06")
    assert state(spoor, ident) == (StatusToestemming.GEVRAAGD, ["LL stil"], 2)
    say(spoor, ident, Rol.LL)
    assert reads(spoor)


def test_a_parent_who_gets_gezag_must_sign_too_and_one_who_loses_it_counts_no_more(spoor):
    ident = ask(spoor)
    say(spoor, ident, Rol.OG, Rol.LL)
    otto, olga = (spoor.streek.actors[rol].persoon_id for rol in (Rol.OZ, Rol.OG))
    with spoor.huis.kern.database.transaction(SYSTEEM) as db:
        db.add(Gezagsrelatie(leerling_id=spoor.streek.leerling_id, persoon_id=otto, van=date(2026, 9, 2)))
    night(spoor, "2026-09-02")
    assert state(spoor, ident) == (
        StatusToestemming.HERBEVESTIGING_NODIG,
        ["LL ja", "OG ja", "OG ja", "OG stil"],
        0,
    )
    assert not reads(spoor)
    gezag_tot(spoor, olga, date(2026, 9, 2))
    night(spoor, "2026-09-03")
    assert state(spoor, ident) == (StatusToestemming.HERBEVESTIGING_NODIG, ["LL ja", "OG ja", "OG stil"], 1)


def test_a_signer_who_loses_the_gezag_leaves_no_consent_that_nobody_can_complete(spoor):
    """Everybody who must sign today said yes: open, also when the last silent one went."""
    ident = ask(spoor)
    say(spoor, ident, Rol.OG, Rol.LL)
    olga, otto = (spoor.streek.actors[rol].persoon_id for rol in (Rol.OG, Rol.OZ))
    gezag_tot(spoor, olga, date(2026, 9, 1))
    night(spoor, "2026-09-02")
    assert state(spoor, ident) == (StatusToestemming.COMPLEET, ["LL ja", "OG ja"], 1)
    with spoor.huis.kern.database.transaction(SYSTEEM) as db:
        db.add(Gezagsrelatie(leerling_id=spoor.streek.leerling_id, persoon_id=otto, van=date(2026, 9, 3)))
    night(spoor, "2026-09-03")
    assert not reads(spoor)
    gezag_tot(spoor, otto, date(2026, 9, 3))
    night(spoor, "2026-09-04")
    assert state(spoor, ident) == (StatusToestemming.COMPLEET, ["LL ja", "OG ja"], 2)
    assert reads(spoor)


def test_the_last_silent_signer_of_a_question_loses_the_gezag(spoor):
    ident = ask(spoor)
    for actor in (spoor.streek.actors[Rol.OG], spoor.streek.actors[Rol.LL]):
        spoor.huis.toestemmingen.geef(ident, actor, ja=True)
    gezag_tot(spoor, spoor.streek.tweede_ouder.persoon_id, date(2026, 9, 1))
    night(spoor, "2026-09-02")
    assert state(spoor, ident) == (StatusToestemming.COMPLEET, ["LL ja", "OG ja"], 1)
    assert reads(spoor)


def test_a_consent_that_was_closed_is_not_asked_again(spoor):
    spoor.geboren("2014-10-06")
    ident = ask(spoor)
    say(spoor, ident, Rol.OG)
    spoor.huis.toestemmingen.trek_in(ident, spoor.streek.actors[Rol.OG])
    night(spoor, "2026-10-06")
    assert state(spoor, ident) == (StatusToestemming.INGETROKKEN, ["OG ja", "OG ja"], 0)


def test_two_weeks_before_the_coordinator_has_one_task_with_the_birthday_as_its_term(spoor):
    spoor.geboren("2014-10-06")
    say(spoor, ask(spoor), Rol.OG)
    say(spoor, ask(spoor, "delen_advies_swv"), Rol.OG)
    titel = "Bespreek wie straks toestemming geeft"
    night(spoor, "2026-09-21")
    assert titel not in spoor.taken(Rol.VC)
    night(spoor, "2026-09-22")
    night(spoor, "2026-09-23")
    assert [taak.stap for taak in spoor.rijen(Taak) if taak.stap == "wisseling_bespreken"] == ["wisseling_bespreken"]
    assert spoor.taken(Rol.VC)[titel].termijn == date(2026, 10, 6)
    spoor.doe(Rol.VC, titel, wissel_besproken="allen")
    night(spoor, "2026-09-24")
    assert titel not in spoor.taken(Rol.VC)


def test_the_night_again_changes_nothing(spoor):
    spoor.geboren("2014-10-06")
    ident = ask(spoor)
    say(spoor, ident, Rol.OG)
    night(spoor, "2026-10-06")
    before = state(spoor, ident)
    with spoor.huis.kern.database.reading(SYSTEEM) as db:
        told = db.session.query(Bericht).count()
    night(spoor, "2026-10-06")
    night(spoor, "2026-10-07")
    assert state(spoor, ident) == before
    with spoor.huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.query(Bericht).count() == told


def test_the_work_of_the_night_does_it(spoor):
    spoor.geboren("2014-10-06")
    ident = ask(spoor)
    say(spoor, ident, Rol.OG)
    spoor.klok.zet("2026-10-06", "00:10")
    spoor.huis.nachtwerk.ronde()
    assert state(spoor, ident)[0] is StatusToestemming.HERBEVESTIGING_NODIG


def test_a_casus_that_ended_asks_nothing_and_opens_nothing(spoor):
    spoor.geboren("2014-10-06")
    ident = ask(spoor)
    say(spoor, ident, Rol.OG)
    with spoor.huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Casus, spoor.casus_id).status = "gesloten"
    night(spoor, "2026-10-06")
    assert state(spoor, ident)[1] == ["OG ja", "OG ja"]
    assert not reads(spoor)


@given(geboren=st.dates(date(2005, 1, 1), date(2022, 12, 31)), leeftijd=st.integers(0, 20))
def test_a_birthday_is_the_first_day_on_which_the_age_is_reached(geboren, leeftijd):
    from casus.domain.leerling import Leerling

    pupil = Leerling(roepnaam="x", achternaam="y", geboortedatum=geboren, pseudoniem="z")
    day = verjaardag(geboren, leeftijd)
    assert pupil.leeftijd(day) == leeftijd
    assert leeftijd == 0 or pupil.leeftijd(day - timedelta(days=1)) == leeftijd - 1


@given(geboren=st.dates(date(2005, 1, 1), date(2022, 12, 31)), dag=st.dates(date(2023, 1, 1), date(2034, 12, 31)))
def test_the_next_change_is_the_first_day_with_other_signers(geboren, dag):
    """Against walking day by day."""
    from casus.domain.leerling import Leerling

    def wie(years):
        return "ouders" if years < 12 else "ouders_en_leerling" if years < 16 else "leerling"

    pupil = Leerling(roepnaam="x", achternaam="y", geboortedatum=geboren, pseudoniem="z")
    now = wie(pupil.leeftijd(dag))
    days = (dag + timedelta(days=n) for n in range(1, 366 * 17))
    assert volgende_wissel(geboren, dag, wie) == next((day for day in days if wie(pupil.leeftijd(day)) != now), None)
