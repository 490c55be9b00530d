"""Agreements on reading: made and ended on a page, seen by nobody who may not know of them."""

import re

import pytest
from sqlalchemy import select

from casus.domain.actor import SYSTEEM, years_before
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.domain.verklaring import SoortVerklaring, Strekking, Verklaring
from casus.storage import casussen, verklaringen


@pytest.fixture
def pad(huis, streek):
    streek.casus_id = streek.casus()
    return f"/casussen/{streek.casus_id}/verklaringen"


def test_director_records_that_the_inspection_asked_and_ends_it(huis, streek, bezoeker, pad):
    visitor = bezoeker(Rol.DIR)
    assert "De Inspectie vroeg om het bewijs" in visitor.get(pad).text
    answer = visitor.post(pad, follow=True, soort="inspectie")
    assert "Vastgelegd. Het geldt vanaf nu." in answer.text
    ident = re.search(r"/verklaringen/([0-9a-f-]{36})/beeindigen", answer.text)[1]
    again = visitor.post(pad, soort="inspectie")
    assert (again.status_code, "Dit is al vastgelegd." in again.text) == (422, True)
    assert "Er is niets vastgelegd" in visitor.post(f"/verklaringen/{ident}/beeindigen", follow=True).text
    with huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.scalars(select(Verklaring)).one().tot is not None


@pytest.mark.parametrize("form", [{}, {"soort": "onzin"}, {"soort": "ouder_377c"}, {"soort": "ouder_377c", "ouder": "x"}, {"soort": "inspectie", "domein": "D01"}])  # fmt: skip
def test_an_unfinished_form_comes_back_and_changes_nothing(huis, streek, bezoeker, pad, form):
    answer = bezoeker(Rol.DIR).post(pad, **form)
    assert answer.status_code == 422
    assert "<title>Fout: " in answer.text
    with huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.scalars(select(Verklaring)).all() == []


def test_what_is_unsafe_is_known_to_nobody_in_the_family(huis, streek, bezoeker, pad):
    """D19 is no family's to know of, and the objection of a pupil is not the parents' to know of."""
    with huis.kern.database.transaction(streek.actors[Rol.JA]) as db:
        casussen.ensure_grant(db, streek.casus_id, Rol.JA, streek.actors[Rol.JA].organisatie_id, None, "verwijzing")
        verklaringen.schrijf(db, streek.casus_id, Strekking(SoortVerklaring.ONVEILIG))
        verklaringen.schrijf(db, streek.casus_id, Strekking(SoortVerklaring.WEIGERING_ARTS))
    for rol in (Rol.OG, Rol.LL, Rol.MEN, Rol.VC, Rol.DIR):
        page = bezoeker(rol).get(pad)
        assert page.status_code == 200
        assert "Er is niets vastgelegd dat jij mag zien." in page.text
        assert "Inzien is niet veilig" not in page.text
    assert "Inzien is niet veilig" in bezoeker(Rol.JA).get(pad).text
    for rol in (Rol.LPA, Rol.SWM, Rol.BEH):
        assert bezoeker(rol).get(pad).status_code == 404


def test_pupil_of_sixteen_opens_and_closes_for_the_parents(huis, streek, bezoeker, pad):
    assert "De leerling vindt het goed" not in bezoeker(Rol.LL).get(pad).text
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.session.get_one(Leerling, streek.leerling_id).geboortedatum = years_before(db.lezer.dag, 16)
    answer = bezoeker(Rol.LL).post(pad, follow=True, soort="toestemming_leerling", domein="D09")
    assert "Advies van de jeugdarts" in answer.text
    assert bezoeker(Rol.OG).post(pad, soort="toestemming_leerling", domein="D10").status_code == 403
    ident = re.search(r"/verklaringen/([0-9a-f-]{36})/beeindigen", answer.text)[1]
    assert bezoeker(Rol.OG).post(f"/verklaringen/{ident}/beeindigen").status_code in (403, 404)
    assert bezoeker(Rol.LL).post(f"/verklaringen/{ident}/beeindigen").status_code == 302
