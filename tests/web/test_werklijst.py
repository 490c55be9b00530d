"""Mijn taken and the list of casussen: groups, filter, clock, waarnemer, and a fixed number of questions."""

import re
from datetime import date

import pytest

from casus.domain.klok import Kleur
from casus.domain.organisatie import Afwezigheid, Lidmaatschap
from casus.domain.rol import Rol
from casus.overview.maandag import lees_maandag
from casus.overview.werklijst import Filter, lees_werklijst
from tests import lijsten


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


@pytest.mark.parametrize(
    ("dag", "groep"), [("2026-09-07", "Deze week"), ("2026-09-01", "Later"), ("2026-09-09", "Te laat")]
)
def test_task_stands_in_the_group_of_its_term(streek, bezoeker, klok, dag, groep):
    streek.casus()  # on Tuesday 1 September; 5 schooldagen later is the 8th
    klok.zet(dag)
    page = text(bezoeker(Rol.VC).get("/"))
    assert groep in page
    assert not {"Te laat", "Deze week", "Later"} - {groep} & set(re.findall("Te laat|Deze week|Later", page))


def test_clock_is_shown_to_the_coordinator_and_not_to_mentor_or_parent(huis, streek, bezoeker):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.klok(db, streek.leerling_id, Kleur.AMBER)
    casus_id = streek.casus()
    petra = bezoeker(Rol.VC)
    assert "nog 49 dagen" in text(petra.get("/"))
    petra.post(re.search(r"/taken/[0-9a-f-]{36}", petra.get("/").text).group(), zorgelijk="ja", toelichting="x")
    for rol in (Rol.MEN, Rol.OG, Rol.LL):
        pages = text(bezoeker(rol).get("/")) + text(bezoeker(rol).get("/casussen"))
        assert "nog 49 dagen" not in pages
        assert "%" not in pages
    assert str(casus_id) in bezoeker(Rol.MEN).get("/casussen").text


def test_clock_of_a_school_that_is_behind_is_unknown_and_not_green(huis, streek, bezoeker):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.klok(db, streek.leerling_id, bijgewerkt="2026-08-25")
    streek.casus()
    page = text(bezoeker(Rol.VC).get("/"))
    assert "onbekend: verzuim is niet bijgewerkt" in page
    assert "nog 49 dagen" not in page


@pytest.mark.parametrize(
    ("tot", "oud"), [("2026-08-27", True), ("2026-08-28", False), ("2026-08-31", False), (None, True)]
)
def test_absence_is_unknown_when_older_than_two_schooldagen(huis, streek, tot, oud):
    """On Tuesday 1 September the second schooldag back is Friday 28 August."""
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        if tot:
            lijsten.ingelezen(db, streek, tot)
    assert lees_maandag(huis.bron, streek.actors[Rol.VC]).onbekend is oud


def test_waarnemer_sees_the_task_of_who_is_away(huis, streek, bezoeker):
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        actor = streek.persoon(db, "Willem Waar", Rol.VC, "school")
        membership = db.get(Lidmaatschap, streek.actors[Rol.VC].lidmaatschap_id)
        membership.waarnemer_id = actor.persoon_id
        db.add(Afwezigheid(persoon_id=streek.actors[Rol.VC].persoon_id, van=date(2026, 8, 31), tot=date(2026, 9, 4)))
    regel = lees_werklijst(huis.bron, actor, Filter(van_mij=True)).later[0]
    assert (regel.casus_id, regel.voor_mij_waar, regel.voor) == (casus_id, True, "Petra Kuiper")
    assert "Willem Waar neemt waar" in text(bezoeker(Rol.VC).get("/"))


def test_filter_makes_the_list_shorter_and_its_choices_hold_no_name(huis, streek, bezoeker):
    one, two = lijsten.casussen(streek, 2)
    petra = bezoeker(Rol.VC)
    page = petra.get(f"/?casus={one}")
    assert len(re.findall(r"/taken/", page.text)) == 1
    assert f'<option value="{one}" selected>Kind0 Test</option>' in page.text
    assert len(re.findall(r"/taken/", petra.get("/?casus=geen-id&school=x").text)) == 2
    assert "Toon alle taken" in petra.get(f"/?casus={two}&school={one}").text


def test_who_has_nothing_to_do_reads_so(bezoeker):
    page = text(bezoeker(Rol.VC).get("/"))
    assert "Je hebt nu geen open taken" in page
    assert "Alles is gedaan" in page


def test_casussen_list_is_empty_for_who_has_no_grant(streek, bezoeker):
    casus_id = streek.casus()
    for rol in (Rol.JA, Rol.LPA, Rol.SWC, Rol.JH):
        page = bezoeker(rol).get("/casussen").text
        assert str(casus_id) not in page
        assert "Fenna" not in page
    for rol in (Rol.SWM, Rol.BEH, Rol.FG, Rol.OZ):
        assert bezoeker(rol).get("/casussen").status_code == 403


def test_menu_offers_no_page_that_refuses(app, streek, bezoeker):
    for rol in Rol:
        visitor = bezoeker(rol)
        menu = re.search(r"<ul class=\"c-menu\">.*?</ul>", visitor.get("/").text, re.S).group()
        for path in re.findall(r'href="([^"]+)"', menu):
            assert visitor.get(path).status_code == 200, (rol, path)
