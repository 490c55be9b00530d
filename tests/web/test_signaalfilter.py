"""The signals of a school: what waits first, chosen by name, kind and whether somebody looked."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from casus.domain.casus import Casus, Status
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.domain.verzuim import Signaal
from casus.overview.signalen import Signaalfilter, lees_signalen
from casus.services import casussen as casus_service
from tests import lijsten


@pytest.fixture
def signalen(huis, streek):
    """Renée and Amir wait, of Amir one is only near; Sem's was looked at; Lot of another school is nobody's here."""
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        made = {}
        for first, last, school in (
            ("Renée", "Öz", "school"), ("Amir", "Yıldız", "school"), ("Sem", "Hoekstra", "school"),
            ("Lot", "Elders", "andere school"),
        ):  # fmt: skip
            made[first] = streek.leerling(db, first, last, date(2012, 1, 1), school=school)
        sem = casus_service.begin(huis.kern, db, db.get(Leerling, made["Sem"]))
        sem.status = Status.LOPEND
        lijsten.signaal(db, streek, made["Sem"], sem.id, "uren16", dag="2026-08-31")
        lijsten.signaal(db, streek, made["Amir"], None, "uren16_bijna", dag="2026-08-31")
        lijsten.signaal(db, streek, made["Amir"], None, "te_laat", dag="2026-08-20")
        lijsten.signaal(db, streek, made["Renée"], None, "uren16", dag="2026-08-28")
        lijsten.signaal(db, streek, made["Lot"], None, "uren16", school="andere school")
    return made


def namen(huis, streek, **keuze):
    found = lees_signalen(huis.bron, streek.actors[Rol.VC], Signaalfilter(**keuze))
    assert found.pagina.aantal == len(found.open) + len(found.gezien) == sum(groep.aantal for groep in found.groepen)
    assert (found.wachtend, found.bijna, found.totaal) == (2, 1, 4)
    return [f"{regel.leerling.split()[0]}{'~' if regel.bijna else ''}" for regel in (*found.open, *found.gezien)]


@pytest.mark.parametrize(
    ("keuze", "verwacht"),
    [
        ({}, ["Renée", "Amir", "Amir~", "Sem"]),
        ({"naam": "yildiz"}, ["Amir", "Amir~"]), ({"naam": "RENEE oz"}, ["Renée"]), ({"naam": "amir öz"}, []), ({"naam": "%"}, []),
        ({"naam": "lot"}, []), ({"naam": "  "}, ["Renée", "Amir", "Amir~", "Sem"]),
        ({"regel": "uren16"}, ["Renée", "Amir~", "Sem"]), ({"regel": "te_laat"}, ["Amir"]), ({"regel": "lrv"}, []),
        ({"stand": "open"}, ["Renée", "Amir", "Amir~"]), ({"stand": "bekeken"}, ["Sem"]),
        ({"stand": "bekeken", "naam": "amir"}, []), ({"regel": "uren16", "stand": "open", "naam": "a"}, ["Amir~"]),
    ],
)  # fmt: skip
def test_choices_make_the_list_shorter_and_what_waits_comes_first_what_is_near_after_it(
    huis, streek, signalen, keuze, verwacht
):
    assert namen(huis, streek, **keuze) == verwacht


def test_pupil_of_another_school_is_found_by_no_choice(huis, streek, signalen):
    assert namen(huis, streek, leerling=signalen["Lot"]) == []
    assert namen(huis, streek, leerling=signalen["Amir"]) == ["Amir", "Amir~"]


def test_choices_stand_in_the_form_and_a_wrong_one_is_none(streek, signalen, bezoeker):
    petra = bezoeker(Rol.VC)
    page = petra.post("/signalen", naam="yildiz", regel="te_laat", stand="open").text
    assert 'name="naam" value="yildiz"' in page
    assert re.findall(r'<option value="(\w+)" selected', page) == ["te_laat", "open"]
    assert "Je ziet 1 signaal van de 4 van dit schooljaar" in page
    assert "Toon alle signalen" in page
    for wrong in ("?regel=zestien&stand=misschien", "?leerling=x", "?stand=open&stand="):
        assert petra.get(f"/signalen{wrong}").status_code == 200
    assert petra.get("/signalen?regel=zestien&stand=misschien").text.count("<tr>") == 4 + 2
    assert "Hier zijn geen signalen" in petra.post("/signalen", naam="niemand").text
    assert petra.get("/signalen?naam=niemand").text.count("<tr>") == 4 + 2  # an address holds no name


def test_school_without_signals_reads_so_and_silence_says_nothing_while_absence_is_not_told(huis, streek, bezoeker):
    page = bezoeker(Rol.VC).get("/signalen").text
    assert "Nog geen signalen in dit schooljaar" in page
    assert "Dat zegt pas iets als het verzuim is bijgewerkt" in page
    assert 'name="naam"' not in page
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.ingelezen(db, streek)
    for rol in (Rol.VC, Rol.DIR):
        page = bezoeker(rol).get("/signalen").text
        assert "Verzuim bijgewerkt t/m 31 augustus 2026" in page
        assert "Dat zegt pas iets" not in page
        assert ("Verzuim inlezen" in page) == (rol is Rol.VC)


def test_who_records_a_conversation_stays_on_the_same_page_of_the_list(huis, streek, signalen, bezoeker):
    huis.melden.meld(streek.leerling_id, "zorg", streek.actors[Rol.OG])
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        for casus in db.session.scalars(select(Casus)):
            casus.status = Status.LOPEND
    petra = bezoeker(Rol.VC)
    page = petra.post("/signalen", naam="fenna", stand="bekeken").text
    action = re.search(r'action="(/signalen/[^"]+/teruggekoppeld[^"]*)"', page).group(1).replace("&amp;", "&")
    answer = petra.post(action)
    assert answer.location == "/signalen?pagina=1&stand=bekeken"
    assert "teruggekoppeld op" in petra.get(answer.location).text
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        assert db.session.scalars(select(Signaal).where(Signaal.teruggekoppeld_op.is_not(None))).one()
