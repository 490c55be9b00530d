"""The noodknop from the first press to the review, on both databases."""

from datetime import date

import pytest
from sqlalchemy import select

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Betrokkene
from casus.domain.fouten import NietGevonden, OngeldigeInvoer
from casus.domain.noodtoegang import Noodtoegang, Uitkomst
from casus.domain.rol import Rol
from casus.domain.techniek import Bericht
from casus.overview.noodknop import lees_noodknoppen, lees_noodtoegang
from casus.services.noodknop import Vraag
from casus.storage import casussen
from tests.factories import Streek

FENNA = Vraag(naam="Fenna Jansma", geboren=date(2013, 3, 9))
WAAROM = "Fenna ligt op de spoedeisende hulp."


@pytest.fixture
def streek(huis_op_beide):
    found = Streek.bouw(huis_op_beide)
    found.casus_id = found.casus()
    with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
        found.wim = found.persoon(db, "Wim Waarnemer", Rol.JA, "jeugdhulp")
        casussen.read_casus(db, found.casus_id).nummer = "2026-0042"
    return found


def test_whole_way(streek, klok):
    knop, bron, joke = streek.huis.noodknop, streek.huis.bron, streek.actors[Rol.JA]
    assert knop.zoek(Vraag(nummer="2026-0042"), streek.wim) == (streek.casus_id, "2026-0042")
    assert knop.druk(FENNA, "gezondheid", WAAROM, streek.wim) == streek.casus_id
    (line,) = lees_noodknoppen(bron, joke).regels
    assert lees_noodtoegang(bron, joke, line.id).toelichting == WAAROM
    with pytest.raises(NietGevonden):
        knop.klaar(streek.casus_id, joke)
    klok.verder(hours=1)
    knop.klaar(streek.casus_id, streek.wim)
    knop.beoordeel(line.id, "terecht", "Zij kon echt niet wachten.", joke)
    with streek.huis.kern.database.reading(SYSTEEM) as db:
        row = db.session.scalars(select(Noodtoegang)).one()
        grant = db.session.scalars(select(Betrokkene).where(Betrokkene.reden == "noodknop")).one()
        assert (row.uitkomst, row.tot, grant.tot) == (Uitkomst.TERECHT, db.nu, db.nu)
        assert not [told for told in db.session.scalars(select(Bericht)) if told.soort == "noodknop_niet_terecht"]


def test_nothing_is_left_when_telling_fails(streek, monkeypatch):
    """Who must know is told in the same transaction, or nothing opens."""

    def broken(*_args, **_details):
        raise RuntimeError

    monkeypatch.setattr("casus.services.noodknop.stuur", broken)
    with pytest.raises(RuntimeError):
        streek.huis.noodknop.druk(FENNA, "gezondheid", WAAROM, streek.wim)
    with streek.huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.scalars(select(Noodtoegang)).all() == []
        assert db.session.scalars(select(Betrokkene).where(Betrokkene.reden == "noodknop")).all() == []


def test_an_aandachtsfunctionaris_is_reviewed_by_the_coordinator(streek):
    aafke, petra = streek.actors[Rol.AFS], streek.actors[Rol.VC]
    streek.huis.noodknop.druk(FENNA, "onveilig", WAAROM, aafke)
    (line,) = lees_noodknoppen(streek.huis.bron, petra).regels
    assert line.beoordelaar == petra.naam
    assert lees_noodtoegang(streek.huis.bron, petra, line.id).te_beoordelen
    assert not lees_noodtoegang(streek.huis.bron, streek.actors[Rol.FG], line.id).te_beoordelen


def test_a_role_in_the_wrong_kind_of_house_has_no_noodknop(streek):
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        arts_op_school = streek.persoon(db, "Sjoerd School", Rol.JA, "school")
    with pytest.raises(OngeldigeInvoer):
        streek.huis.noodknop.druk(FENNA, "gezondheid", WAAROM, arts_op_school)
