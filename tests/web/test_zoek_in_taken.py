"""The text filter of "mijn taken" finds what the reader sees on the line, and nothing that is held back."""

import re
from datetime import date
from uuid import uuid4

import pytest

from casus.domain.casus import Status, Taak
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.overview.werklijst import Filter, lees_werklijst
from casus.services import casussen as casus_service
from casus.storage import casussen, taken
from tests import lijsten


def geef_taak(huis, streek, casus_id, rol, *, voor_mij=True):
    """Somebody else takes part, with a task; no consent, referral or melding opens the name to them."""
    actor = streek.actors[rol]
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        (like,) = taken.open_of_casus(db, casus_id)
        casussen.ensure_grant(db, casus_id, rol, actor.organisatie_id, None, "uitgenodigd")
        db.add(
            Taak(
                id=uuid4(), casus_id=casus_id, stap=like.stap, proces=like.proces, rol=rol, domein="D09",
                organisatie_id=actor.organisatie_id, persoon_id=actor.persoon_id if voor_mij else None,
                termijn=date(2026, 9, 4), aangemaakt_op=db.nu,
            )
        )  # fmt: skip


def gevonden(huis, actor, tekst, **filters) -> int:
    return lees_werklijst(huis.bron, actor, Filter(tekst=tekst, **filters)).aantal


@pytest.mark.parametrize("rol", [Rol.JA, Rol.JH, Rol.LPA, Rol.SWC])
def test_name_that_is_not_visible_to_the_reader_is_not_found(huis, streek, rol):
    casus_id = streek.casus()
    lijsten.indexeer(streek)
    geef_taak(huis, streek, casus_id, rol)
    actor = streek.actors[rol]
    (regel,) = lees_werklijst(huis.bron, actor).deze_week
    assert (regel.leerling, regel.school) == ("", "")
    for leak in ("Fenna", "Jansma", "fenna jansma", "jans"):
        assert (gevonden(huis, actor, leak), gevonden(huis, streek.actors[Rol.VC], leak)) == (0, 1), leak
    for leak in ("Voorbeeld", "L-Fenna", "nr-Fenna", "2013", "2B"):
        assert gevonden(huis, actor, leak) == 0, leak


def test_family_finds_the_first_name_that_it_reads_and_not_the_last_name_that_it_does_not(huis, streek):
    casus_id = streek.casus()
    geef_taak(huis, streek, casus_id, Rol.OG)
    olga = streek.actors[Rol.OG]
    assert lees_werklijst(huis.bron, olga).deze_week[0].leerling == "Fenna"
    assert (gevonden(huis, olga, "fenna"), gevonden(huis, olga, "Jansma")) == (1, 0)


def test_title_that_is_held_back_is_not_found(huis, streek):
    casus_id = streek.casus()
    geef_taak(huis, streek, casus_id, Rol.JH, voor_mij=False)
    jan = streek.actors[Rol.JH]
    (regel,) = lees_werklijst(huis.bron, jan).deze_week
    assert regel.titel == "Taak"
    assert (gevonden(huis, jan, "beoordelen"), gevonden(huis, streek.actors[Rol.VC], "beoordelen")) == (0, 1)


def test_school_of_a_held_back_name_is_no_way_in(huis, streek):
    casus_id = streek.casus()
    geef_taak(huis, streek, casus_id, Rol.JH)
    chosen = Filter(school=streek.organisaties["school"])
    assert lees_werklijst(huis.bron, streek.actors[Rol.JH], chosen).aantal == 0
    assert lees_werklijst(huis.bron, streek.actors[Rol.VC], chosen).aantal == 1


@pytest.fixture
def yildiz(huis, streek):
    """Amir Yıldız and Renée Öz, each with a numbered casus."""
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        for first, last in (("Amir", "Yıldız"), ("Renée", "Öz")):
            ident = streek.leerling(db, first, last, date(2012, 1, 1))
            casus = casus_service.begin(huis.kern, db, db.get(Leerling, ident))
            casus.nummer, casus.status = casussen.next_number(db), Status.LOPEND


@pytest.mark.parametrize(
    ("tekst", "aantal"),
    [
        ("yildiz", 1), ("YILDIZ", 1), ("Yıldız", 1), ("renee", 1), ("oz", 1), ("amir yıl", 1), ("yıldız amir", 1), ("2026-0002", 1),
        ("2026", 2), ("signaal", 2), ("BEOORDELEN renée", 1), ("ildi", 1), ("", 2), ("   ", 2), ("amir öz", 0), ("2026-0009", 0),
        ("%", 0), ("_", 0), ("…", 0), ("bestaat niet", 0),
    ],
)  # fmt: skip
def test_every_word_must_be_on_the_line_and_accents_and_capitals_make_no_difference(
    huis, streek, yildiz, tekst, aantal
):
    assert gevonden(huis, streek.actors[Rol.VC], tekst) == aantal


def test_title_is_found_in_the_language_in_which_it_is_read(streek, bezoeker):
    streek.casus()
    petra = bezoeker(Rol.VC)
    assert len(re.findall("/taken/", petra.post("/", zoek="beoordelen").text)) == 1
    petra.post("/taal/en")
    assert len(re.findall("/taken/", petra.post("/", zoek="judge").text)) == 1
    assert len(re.findall("/taken/", petra.post("/", zoek="beoordelen").text)) == 0


def test_text_stands_in_the_field_joins_the_other_choices_and_can_be_undone(huis, streek, yildiz, bezoeker):
    petra = bezoeker(Rol.VC)
    page = petra.post("/", zoek="amir", van="mij").text
    assert 'name="zoek" value="amir"' in page
    assert "Je ziet 1 taak" in page
    nothing = petra.post("/", zoek="amir", school=str(streek.organisaties["andere school"])).text
    assert "Toon alle taken" in nothing
    assert "&lt;b&gt;" in petra.post("/", zoek="<b>").text
    assert petra.post("/", van="mij").location == "/?van=mij"  # without words the choice has an address
