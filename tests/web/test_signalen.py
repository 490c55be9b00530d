"""Giving a signal, the signals of a school, and the coordinator's Monday."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus, Status
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import Geweigerd, NietGevonden, OngeldigeInvoer
from casus.domain.klok import Kleur
from casus.domain.organisatie import Lestoewijzing
from casus.domain.rol import Rol
from casus.domain.verzuim import Signaal, SoortVerzuim
from casus.overview.maandag import lees_maandag
from casus.overview.signalen import lees_eigen_signalen, lees_keuze, lees_signalen
from casus.storage import casussen
from tests import lijsten


def alles(huis, kind):
    with huis.kern.database.transaction(SYSTEEM) as db:
        return list(db.session.scalars(select(kind)))


def in_de_klas(huis, streek):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        db.add(
            Lestoewijzing(
                persoon_id=streek.actors[Rol.VAK].persoon_id, school_id=streek.organisaties["school"], klas="2B",
                van=date(2026, 8, 31), tot=date(2026, 9, 4),
            )
        )  # fmt: skip


@pytest.mark.parametrize("rol", [Rol.MEN, Rol.VAK, Rol.VC, Rol.DIR, Rol.OG, Rol.LL])
def test_who_knows_the_pupil_gives_a_signal_and_the_coordinator_gets_a_task(huis, streek, bezoeker, rol):
    in_de_klas(huis, streek)
    visitor = bezoeker(rol)
    answer = visitor.post(
        "/signalen/melden", follow=True, leerling=str(streek.leerling_id), tekst="GEHEIM-D04: blijft in bed"
    )
    assert "Je signaal is verstuurd" in answer.text
    assert "Ontvangen. De school bekijkt je signaal" in answer.text
    (casus,) = alles(huis, Casus)
    assert casus.status is Status.SIGNAAL
    assert "Signaal beoordelen" in bezoeker(Rol.VC).get("/").text
    assert "blijft in bed" in bezoeker(Rol.VC).get(f"/casussen/{casus.id}?deel=onderwijs").text
    assert "blijft in bed" not in bezoeker(Rol.ADM).get(f"/casussen/{casus.id}?deel=onderwijs").text
    assert [stuk.domein for stuk in alles(huis, Dossierstuk)] == ["D04"]


def test_signal_about_a_running_casus_joins_it_and_two_people_both_hear_back(huis, streek):
    casus_id = streek.casus()
    for rol in (Rol.MEN, Rol.OG, Rol.OG):
        huis.melden.meld(streek.leerling_id, "weer niet gezien", streek.actors[rol])
    assert [casus.id for casus in alles(huis, Casus)] == [casus_id]
    assert len(alles(huis, Signaal)) == 2
    assert len(alles(huis, Dossierstuk)) == 3
    for rol in (Rol.MEN, Rol.OG):
        assert len(lees_eigen_signalen(huis.bron, streek.actors[rol])) == 1
    assert lees_eigen_signalen(huis.bron, streek.actors[Rol.LL]) == ()


def test_nobody_gives_a_signal_about_a_pupil_that_is_not_theirs(huis, streek):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        other = streek.leerling(db, "Sem", "Hoekstra", date(2012, 1, 1), school="andere school")
    for rol in (Rol.MEN, Rol.VAK, Rol.VC, Rol.DIR, Rol.OG, Rol.LL, Rol.JA, Rol.LPA, Rol.SWC):
        with pytest.raises(NietGevonden):
            huis.melden.meld(other, "x", streek.actors[rol])
    for rol in (Rol.OZ, Rol.BEH, Rol.FG, Rol.SWM):
        with pytest.raises(Geweigerd):
            huis.melden.meld(streek.leerling_id, "x", streek.actors[rol])
    assert alles(huis, Casus) == []


def test_teacher_chooses_only_pupils_of_todays_classes(huis, streek, klok):
    assert lees_keuze(huis.bron, streek.actors[Rol.VAK]) == ()
    in_de_klas(huis, streek)
    assert [name for _, name in lees_keuze(huis.bron, streek.actors[Rol.VAK])] == ["Fenna Jansma (2B)"]
    klok.zet("2026-09-07")
    assert lees_keuze(huis.bron, streek.actors[Rol.VAK]) == ()


@pytest.mark.parametrize(("dag", "mag"), [("2031-03-08", True), ("2031-03-09", False)])
def test_parent_speaks_for_the_child_until_the_eighteenth_birthday(huis, streek, klok, dag, mag):
    klok.zet(dag)
    assert bool(lees_keuze(huis.bron, streek.actors[Rol.OG])) is mag
    assert lees_keuze(huis.bron, streek.actors[Rol.LL])


def test_partner_without_a_casus_has_nobody_to_choose(huis, streek):
    for rol in (Rol.JA, Rol.LPA, Rol.SWC):
        assert lees_keuze(huis.bron, streek.actors[rol]) == ()
    casus_id = streek.casus()
    sara = streek.actors[Rol.SWC]
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casussen.ensure_grant(db, casus_id, Rol.SWC, sara.organisatie_id, None, "escalatie")
    assert [ident for ident, _ in lees_keuze(huis.bron, sara)] == [streek.leerling_id]


@pytest.mark.parametrize("tekst", ["", "   ", "x" * 2001])
def test_signal_without_words_comes_back_with_what_to_do(huis, streek, bezoeker, tekst):
    answer = bezoeker(Rol.MEN).post("/signalen/melden", leerling=str(streek.leerling_id), tekst=tekst)
    assert answer.status_code == 422
    assert "<title>Fout: " in answer.text
    assert alles(huis, Casus) == []
    with pytest.raises(OngeldigeInvoer):
        huis.melden.meld(streek.leerling_id, tekst, streek.actors[Rol.MEN])


def test_a_count_over_weeks_that_are_not_all_known_says_so(huis, streek, bezoeker):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.signaal(db, streek, streek.leerling_id)
        lijsten.verzuim(db, streek, streek.leerling_id, 3)
        for signaal in db.session.scalars(select(Signaal)):
            signaal.gegevens = {"venster_onvolledig": True}
    assert "Niet alle weken zijn bekend" in bezoeker(Rol.VC).get("/signalen").text


def test_coordinator_sees_the_lines_that_fired_and_no_other_school_does(huis, streek, bezoeker):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.signaal(db, streek, streek.leerling_id)
        lijsten.verzuim(db, streek, streek.leerling_id, 3)
        lijsten.verzuim(db, streek, streek.leerling_id, 1, SoortVerzuim.ZIEK, "2026-09-01")  # after the signal
        elsewhere = streek.persoon(db, "Anna Elders", Rol.VC, "andere school")
    (regel,) = lees_signalen(huis.bron, streek.actors[Rol.VC]).open
    assert (regel.dagen, len(regel.regels)) == (3, 3)
    assert "3 dagen gemist" in bezoeker(Rol.DIR).get("/signalen").text
    assert regel.onvolledig is False
    assert lees_signalen(huis.bron, elsewhere).open == ()
    assert (lees_maandag(huis.bron, elsewhere).kaarten, lees_maandag(huis.bron, elsewhere).ook_open) == ((), ())
    for rol in set(Rol) - {Rol.VC, Rol.DIR}:
        assert bezoeker(rol).get("/signalen").status_code == 403


def test_monday_says_who_asks_why_and_what_is_ready(huis, streek, bezoeker, klok):
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.signaal(db, streek, streek.leerling_id, casus_id)
        lijsten.verzuim(db, streek, streek.leerling_id, 4)
        lijsten.ingelezen(db, streek)
    page = bezoeker(Rol.VC).get("/maandag").text
    assert "1 leerling vraagt je vandaag" in page
    assert "4 dagen gemist" in page
    assert re.search(r'class="govuk-button" href="/taken/[0-9a-f-]{36}">Signaal beoordelen', page)
    assert "%" not in re.sub(r"<[^>]+>", "", page)
    klok.zet("2026-09-10")
    later = bezoeker(Rol.VC).get("/maandag").text
    assert "2 dagen te laat" in later
    assert "Hoe het vandaag is, weten we niet" in later


def test_signal_leaves_monday_when_somebody_looked_at_it(huis, streek, bezoeker):
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.signaal(db, streek, streek.leerling_id, casus_id)
    petra = bezoeker(Rol.VC)
    petra.post(re.search(r"/taken/[0-9a-f-]{36}", petra.get("/").text).group(), zorgelijk="ja", toelichting="x")
    assert "Niemand vraagt je vandaag" in petra.get("/maandag").text
    assert len(lees_signalen(huis.bron, streek.actors[Rol.VC]).gezien) == 1


def test_coordinator_records_that_the_melder_heard_and_the_director_cannot(huis, streek):
    huis.melden.meld(streek.leerling_id, "zorg", streek.actors[Rol.OG])
    (regel,) = lees_signalen(huis.bron, streek.actors[Rol.VC]).open
    with pytest.raises(Geweigerd):
        huis.melden.koppel_terug(regel.id, streek.actors[Rol.DIR])
    with pytest.raises(NietGevonden):
        huis.melden.koppel_terug(regel.id, streek.actors[Rol.MEN])
    assert lees_eigen_signalen(huis.bron, streek.actors[Rol.OG])[0].teruggekoppeld_op is None
    huis.melden.koppel_terug(regel.id, streek.actors[Rol.VC])
    assert lees_eigen_signalen(huis.bron, streek.actors[Rol.OG])[0].teruggekoppeld_op is not None


def test_clock_of_a_pupil_without_casus_comes_first_on_monday(huis, streek):
    streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        noor = streek.leerling(db, "Noor", "de Wit", date(2012, 1, 1))
        lijsten.klok(db, noor, Kleur.ROOD, "2026-06-25", "2026-08-25")
        lijsten.signaal(db, streek, streek.leerling_id)
        lijsten.signaal(db, streek, noor)
    first, second = lees_maandag(huis.bron, streek.actors[Rol.VC]).kaarten
    assert (first.leerling, first.klok.dagen_over) == ("Noor de Wit", -7)
    assert (second.leerling, second.klok) == ("Fenna Jansma", None)
