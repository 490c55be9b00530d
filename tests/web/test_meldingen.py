"""Leerplicht's page of a melding, and telling a casus that something happened."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from casus.domain.casus import Gebeurtenis
from casus.domain.fouten import Geweigerd, NietGevonden, OngeldigeInvoer
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.rol import Rol
from casus.storage import casussen, dossiers


@pytest.fixture
def melding(huis, streek):
    """A registered melding with its texts, and things that leerplicht must not read."""
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lars = streek.actors[Rol.LPA]
        casussen.ensure_grant(db, casus_id, Rol.LPA, lars.organisatie_id, None, "melding")
        row = DuoMelding(
            casus_id=casus_id, soort="16 uur in 4 weken", begindatum=date(2026, 8, 20), nummer="M-77",
            gemeente_id=lars.organisatie_id, status=StatusMelding.GEREGISTREERD, gemeld_op=db.nu,
        )  # fmt: skip
        db.add(row)
        db.flush()
        casus = casussen.read_casus(db, casus_id)
        for code in ("D11", "D04", "D26", "D09"):
            dossiers.write_stuk(db, casus, code, {"vragen": [["k", "Vraag", "x", f"GEHEIM-{code}"]]}, stap="x")
        return row.id


def test_leerplicht_reads_the_melding_and_copies_it(melding, bezoeker):
    lars = bezoeker(Rol.LPA)
    assert "Fenna Jansma" in lars.get("/meldingen").text
    page = lars.get(f"/meldingen/{melding}").text
    copied = re.search(r"<textarea.*?</textarea>", page, re.S).group()
    for words in ("Fenna Jansma", "9 maart 2013", "GEHEIM-D11", "Petra Kuiper", "M-77"):
        assert words in copied
    assert set(re.findall(r"GEHEIM-D\d\d", page)) == {"GEHEIM-D11"}


@pytest.mark.parametrize("status", [StatusMelding.CONCEPT, StatusMelding.INGETROKKEN])
def test_draft_and_withdrawn_melding_do_not_exist_for_leerplicht(huis, streek, melding, bezoeker, status):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        db.get(DuoMelding, melding).status = status
    lars = bezoeker(Rol.LPA)
    assert lars.get(f"/meldingen/{melding}").status_code == 404
    assert "Fenna" not in lars.get("/meldingen").text


def test_melding_of_another_gemeente_is_not_found(huis, streek, melding):
    from casus.overview.melding import lees_melding, lees_meldingen

    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        other = streek.persoon(db, "Leo Elders", Rol.LPA, "andere gemeente")
    assert lees_meldingen(huis.bron, other).regels == ()
    with pytest.raises(NietGevonden):
        lees_melding(huis.bron, other, melding)


def test_school_and_swv_have_no_such_page(melding, bezoeker):
    for rol in set(Rol) - {Rol.LPA, Rol.RMC}:
        assert bezoeker(rol).get(f"/meldingen/{melding}").status_code == 403
    assert bezoeker(Rol.RMC).get(f"/meldingen/{melding}").status_code == 404  # the pupil is not 18 yet


def test_coordinator_tells_the_casus_and_hears_when_it_does_not_wait(huis, streek, bezoeker):
    casus_id = streek.casus()
    petra = bezoeker(Rol.VC)
    assert petra.get(f"/casussen/{casus_id}/sturen").text.count('type="radio"') == 4
    answer = petra.post(f"/casussen/{casus_id}/sturen", bericht="verhuisd")
    assert answer.status_code in (302, 422)
    assert petra.post(f"/casussen/{casus_id}/sturen", bericht="iets anders").status_code == 422
    with pytest.raises(OngeldigeInvoer):
        huis.sturen.stuur(casus_id, "", streek.actors[Rol.VC])


@pytest.mark.parametrize("bericht", ["verhuisd", "school_gewisseld", "per_abuis_geopend", "aanbod_starten"])
def test_nobody_else_tells_the_casus_and_nothing_is_written(huis, streek, bericht):
    casus_id = streek.casus()
    for rol in set(Rol) - {Rol.VC}:
        with pytest.raises((Geweigerd, NietGevonden)):
            huis.sturen.stuur(casus_id, bericht, streek.actors[rol])
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        assert bericht not in set(db.session.scalars(select(Gebeurtenis.soort)))


def test_consulent_with_a_grant_may_only_start_an_aanbod(huis, streek, bezoeker):
    casus_id = streek.casus()
    sara = streek.actors[Rol.SWC]
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casussen.ensure_grant(db, casus_id, Rol.SWC, sara.organisatie_id, None, "escalatie")
    page = bezoeker(Rol.SWC).get(f"/casussen/{casus_id}/sturen").text
    assert re.findall(r'name="bericht" value="(\w+)"', page) == ["aanbod_starten"]
    with pytest.raises(Geweigerd):
        huis.sturen.stuur(casus_id, "verhuisd", sara)
