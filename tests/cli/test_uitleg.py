"""`casus policy explain`: what was allowed, by which gate, on which ground, and who really looked."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from casus.cli import cli
from casus.domain.actor import SYSTEEM
from casus.domain.casus import Betrokkene, Casus
from casus.domain.fouten import NietGevonden
from casus.domain.organisatie import Persoon
from casus.domain.rol import Rol
from casus.domain.toestemming import StatusToestemming, Toestemming, ToestemmingDomein
from casus.overview import lees_casus
from casus.overview.uitleg import leg_uit
from casus.storage import casussen, dossiers


@pytest.fixture
def wie(huis_op_beide, klok):
    """A casus with an advice of the jeugdarts and a consent for the coordinator that was taken back on day ten."""
    from tests.factories import Streek

    streek = Streek.bouw(huis_op_beide)
    casus_id = streek.casus()
    begin = klok.moment
    vc, ja = streek.actors[Rol.VC], streek.actors[Rol.JA]
    with huis_op_beide.kern.database.transaction(ja) as db:
        casussen.ensure_grant(db, casus_id, Rol.JA, ja.organisatie_id, None, "verwijzing")
        dossiers.write_stuk(db, casussen.read_casus(db, casus_id), "D09", {"tekst": "GEHEIM-ADVIES"}, stap="x")
        row = Toestemming(
            casus_id=casus_id, doel="delen_advies", ontvanger_rol=Rol.VC, ontvanger_id=vc.organisatie_id,
            tekstversie="1", gevraagd_op=begin, gevraagd_door=vc.persoon_id, status=StatusToestemming.INGETROKKEN,
            compleet_op=begin, ingetrokken_op=begin + timedelta(days=10),
        )  # fmt: skip
        db.add(row)
        db.flush()
        db.add(ToestemmingDomein(toestemming_id=row.id, domein="D09"))
    klok.verder(days=5)
    lees_casus(huis_op_beide.bron, vc, casus_id)
    klok.verder(days=15)
    streek.begin, streek.casus_id = begin, casus_id
    return streek


def ask(wie, rol, domein=None, op=None):
    with wie.huis.kern.database.reading(SYSTEEM) as db:
        login = db.get(Persoon, wie.actors[rol].persoon_id)
        who = login.gebruikersnaam or str(login.id)
    return leg_uit(wie.huis.bron, who, str(wie.casus_id), domein, op)


def line(uitleg, rol, code):
    (role,) = [item for item in uitleg.rollen if item.rol is rol]
    return next(item for item in role.domeinen if item.code == code)


def test_a_consent_that_was_taken_back_opened_the_gate_until_then(wie):
    then, now = ask(wie, Rol.VC, op=wie.begin + timedelta(days=5)), ask(wie, Rol.VC)
    assert (line(then, Rol.VC, "D09").lezen.antwoord, line(then, Rol.VC, "D09").lezen.poort) == ("ja", "toestemming")
    assert line(then, Rol.VC, "D09").lezen.grondslag
    assert (line(now, Rol.VC, "D09").lezen.antwoord, line(now, Rol.VC, "D09").lezen.poort) == ("nee", "toestemming")
    assert (line(now, Rol.VC, "D09").leesbaar, line(now, Rol.VC, "D09").stukken) == (0, 1)
    assert (line(now, Rol.VC, "D08").lezen.poort, line(now, Rol.VC, "D08").weten.antwoord) == ("geen_regel", "nee")


def test_who_has_no_grant_is_told_so_and_before_the_grant_too(wie):
    assert line(ask(wie, Rol.LPA), Rol.LPA, "D01").lezen.poort == "grant"
    assert ask(wie, Rol.LPA).rollen[0].toegang == ()
    before = ask(wie, Rol.JA, op=wie.begin - timedelta(days=1))
    assert {item.lezen.poort for item in before.rollen[0].domeinen} == {"grant"}
    assert ask(wie, Rol.JA).rollen[0].toegang[0].reden == "verwijzing"


def test_a_supervisor_of_another_organisation_stays_outside(wie):
    with wie.huis.kern.database.transaction(SYSTEEM) as db:
        outside = wie.persoon(db, "Gita Buiten", Rol.FG, "andere school")
    wie.actors[Rol.FG] = outside
    found = ask(wie, Rol.FG)
    assert {item.lezen.antwoord for item in found.rollen[0].domeinen} == {"nee"}
    assert {item.weten.poort for item in found.rollen[0].domeinen} == {"eigen_organisatie"}


def test_who_looked_stands_under_it_for_one_domain_or_for_all(wie):
    looked = ask(wie, Rol.VC).gekeken
    assert ("casus_gelezen", "VC", True) in {(row.handeling, row.rol, row.gelukt) for row in looked}
    assert all("D09" in row.domeinen for row in ask(wie, Rol.VC, "D09").gekeken)
    assert "toestemming" not in {word for row in looked for word in row.domeinen}


def test_a_grant_that_ended_tells_until_when(wie):
    with wie.huis.kern.database.transaction(SYSTEEM) as db:
        for grant in db.session.scalars(select(Betrokkene).where(Betrokkene.rol == Rol.JA)):
            grant.tot = wie.begin + timedelta(days=3)
    assert ask(wie, Rol.JA).rollen[0].toegang[0].tot == wie.begin + timedelta(days=3)
    assert line(ask(wie, Rol.JA), Rol.JA, "D01").lezen.poort == "grant"
    assert line(ask(wie, Rol.JA, op=wie.begin + timedelta(days=2)), Rol.JA, "D10").lezen.poort == "eigen"


@pytest.mark.parametrize(("persoon", "casus"), [("niemand", None), (None, "2026-9999")])
def test_nobody_and_nothing_are_said_to_be_not_there(wie, persoon, casus):
    with pytest.raises(NietGevonden):
        leg_uit(wie.huis.bron, persoon or str(wie.actors[Rol.VC].persoon_id), casus or str(wie.casus_id))


def test_the_command_tells_it_without_a_name_of_a_pupil_and_writes_that_it_did(huis, streek, monkeypatch, tmp_path):
    casus_id = streek.casus()
    monkeypatch.setenv("CASUS_MAP", str(tmp_path))
    with huis.kern.database.reading(SYSTEEM) as db:
        number = db.get(Casus, casus_id).nummer
    ident = str(streek.actors[Rol.VC].persoon_id)
    told = CliRunner().invoke(cli, ["policy", "explain", "--persoon", ident, "--casus", number or str(casus_id)])
    assert told.exit_code == 0, told.output
    assert "begeleiding door de school" in told.output
    assert "Fenna" not in told.output
    again = CliRunner().invoke(
        cli,
        ["policy", "explain", "--persoon", ident, "--casus", str(casus_id), "--domein", "D08", "--op", "2026-08-01"],
    )
    assert (again.exit_code, "D01" in again.output, "geen toegang" in again.output) == (0, False, True)
    assert CliRunner().invoke(cli, ["policy", "explain", "--persoon", "x", "--casus", "y"]).exit_code == 1
    with huis.kern.database.reading(SYSTEEM) as db:
        assert "toegang_uitgelegd" in set(db.session.execute(select(_handeling())).scalars())


def _handeling():
    from casus.domain.techniek import Auditregel

    return Auditregel.handeling
