"""Consent in the browser of a parent, the pupil and the coordinator."""

from io import BytesIO

import pytest

from casus.domain.rol import Rol
from casus.services import toestemmingen as service
from casus.storage import casussen, toestemmingen
from tests.web.conftest import Bezoeker


@pytest.fixture
def gevraagd(huis, streek):
    """The coordinator asks to share the advice; both parents and the pupil must sign."""
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        return casus_id, service.vraag(huis.kern, db, casussen.read_casus(db, casus_id), "delen_advies").id


def status(huis, streek, ident):
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        return str(toestemmingen.read_toestemming(db, ident).status)


def test_parent_answers_one_question_and_takes_it_back_as_easily(huis, streek, gevraagd, bezoeker):
    _, ident = gevraagd
    olga = bezoeker(Rol.OG)
    assert f"/toestemmingen/{ident}" in olga.get("/toestemmingen").get_data(as_text=True)
    page = olga.get(f"/toestemmingen/{ident}").get_data(as_text=True)
    assert page.count('class="govuk-button" type="submit" name="besluit"') == 2
    assert "<textarea" not in page
    assert "Je hebt ja gezegd" in olga.post(f"/toestemmingen/{ident}", follow=True, besluit="ja").get_data(as_text=True)
    page = olga.get(f"/toestemmingen/{ident}").get_data(as_text=True)
    assert page.count('class="govuk-button" type="submit" name="besluit"') == 1
    assert "Ik trek mijn toestemming in" in page
    assert "<textarea" not in page
    olga.post(f"/toestemmingen/{ident}", besluit="intrekken")
    assert status(huis, streek, ident) == "ingetrokken"
    assert "ingetrokken" in olga.get(f"/toestemmingen/{ident}").get_data(as_text=True)


def test_all_three_open_it_and_a_no_closes_it(huis, streek, gevraagd, app_zonder_csrf, bezoeker):
    _, ident = gevraagd
    bezoeker(Rol.OG).post(f"/toestemmingen/{ident}", besluit="ja")
    Bezoeker(app_zonder_csrf, streek.tweede_ouder).post(f"/toestemmingen/{ident}", besluit="ja")
    assert status(huis, streek, ident) == "deels"
    bezoeker(Rol.LL).post(f"/toestemmingen/{ident}", besluit="nee")
    assert status(huis, streek, ident) == "geweigerd"


def test_no_choice_comes_back_with_what_to_do(gevraagd, bezoeker):
    answer = bezoeker(Rol.OG).post(f"/toestemmingen/{gevraagd[1]}")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "<title>Fout: " in page
    assert "Kies ja of nee" in page


def test_second_answer_is_refused(huis, streek, gevraagd, bezoeker):
    olga = bezoeker(Rol.OG)
    olga.post(f"/toestemmingen/{gevraagd[1]}", besluit="nee")
    assert olga.post(f"/toestemmingen/{gevraagd[1]}", besluit="ja").status_code == 422
    assert status(huis, streek, gevraagd[1]) == "geweigerd"


def test_who_was_not_asked_finds_no_question(gevraagd, bezoeker):
    for rol in (Rol.VC, Rol.MEN, Rol.JA, Rol.OZ, Rol.FG):
        visitor = bezoeker(rol)
        assert str(gevraagd[1]) not in visitor.get("/toestemmingen").get_data(as_text=True)
        assert visitor.get(f"/toestemmingen/{gevraagd[1]}").status_code == 404
        assert visitor.post(f"/toestemmingen/{gevraagd[1]}", besluit="ja").status_code == 404


def paper_path(huis, streek, casus_id, ident):
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        return f"/casussen/{casus_id}/toestemmingen/{ident}/{toestemmingen.signatures(db, ident)[0].id}"


def test_coordinator_sees_who_is_silent_and_records_paper(huis, streek, gevraagd, bezoeker):
    casus_id, ident = gevraagd
    petra = bezoeker(Rol.VC)
    page = petra.get(f"/casussen/{casus_id}/toestemmingen").get_data(as_text=True)
    assert page.count(">nog geen antwoord<") == 3
    for name in ("Olga Jansma", "Gerard Jansma", "Fenna Jansma"):
        assert name in page
    path = paper_path(huis, streek, casus_id, ident)
    assert path in page
    assert petra.post(path).status_code == 422
    assert petra.post(path, besluit="ja").status_code == 422
    scan = (BytesIO(b"%PDF-handtekening"), "brief.pdf")
    done = petra.client.post(path, data={"besluit": "ja", "bewijs": scan}, content_type="multipart/form-data")
    assert done.status_code == 302
    page = petra.get(f"/casussen/{casus_id}/toestemmingen").get_data(as_text=True)
    assert page.count(">nog geen antwoord<") == 2
    assert "op papier" in page
    assert "brief.pdf" in petra.get(f"/casussen/{casus_id}?deel=documenten").get_data(as_text=True)


def test_only_who_may_record_opens_the_paper_page(huis, streek, gevraagd, bezoeker):
    path = paper_path(huis, streek, *gevraagd)
    for rol in (Rol.MEN, Rol.DIR, Rol.OG, Rol.LL, Rol.JA, Rol.LPA, Rol.SWC):
        assert bezoeker(rol).get(path).status_code == 404
        scan = (BytesIO(b"x"), "x.pdf")
        answer = bezoeker(rol).client.post(
            path, data={"besluit": "ja", "bewijs": scan}, content_type="multipart/form-data"
        )
        assert answer.status_code in (403, 404), rol
    assert status(huis, streek, gevraagd[1]) == "gevraagd"


def test_coordinator_reads_on_the_medical_tab_what_it_waits_for(gevraagd, bezoeker):
    page = bezoeker(Rol.VC).get(f"/casussen/{gevraagd[0]}?deel=medisch").get_data(as_text=True)
    assert "We wachten nog op:" in page
    assert "Gerard Jansma" in page
