"""The step words about medical texts."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_bdd import parsers, then, when

from casus.domain.actor import AMSTERDAM
from casus.domain.datalek import Datalek
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import CasusFout
from casus.domain.rol import Rol
from casus.overview import lees_taak
from casus.overview.berichten import lees_berichten
from casus.overview.oordelen import lees_datalekken, lees_tekst, lees_teksten
from casus.policy import leesbaar
from casus.services.wacht import MedischGevonden
from casus.storage import dossiers
from tests.features.verhaal import ROLLEN, fill


def rond_af(verhaal, rol, titel, datatable, reden):
    actor = verhaal.actor(rol)
    beeld = lees_taak(verhaal.huis.bron, actor, verhaal.taken(rol)[titel].id)
    answers = fill(beeld.formulier, {row[0]: row[1] for row in datatable})
    verhaal.huis.taken.complete(beeld.id, answers, actor, reden)


@when(parsers.parse("de klok op {dag} om {tijd} staat"))
def klok_staat(verhaal, dag, tijd):
    verhaal.klok.moment = datetime.fromisoformat(f"{dag}T{tijd}").replace(tzinfo=ZoneInfo("Europe/Amsterdam"))


@when(parsers.parse('de {rol} de taak "{titel}" afrondt en het laat staan omdat "{reden}" met'))
def laat_staan(verhaal, rol, titel, reden, datatable):
    rond_af(verhaal, rol, titel, datatable, reden)


@when(parsers.parse('de {rol} probeert de taak "{titel}" te bewaren omdat "{reden}" met'))
def probeert_te_bewaren(verhaal, rol, titel, reden, datatable):
    with pytest.raises(CasusFout) as caught:
        rond_af(verhaal, rol, titel, datatable, reden)
    verhaal.fout = caught.value


@then(parsers.parse('vallen de woorden "{een}" en "{ander}" op'))
def vallen_op(verhaal, een, ander):
    assert isinstance(verhaal.fout, MedischGevonden)
    assert [text for plek in verhaal.fout.plekken for text, found in plek.stukjes if found] == [een, ander]


@then(parsers.parse('ziet iedereen behalve de {een} en de {ander} nergens "{woord}"'))
def alleen_zij(verhaal, een, ander, woord):
    for rol in set(ROLLEN) - {een, ander}:
        assert woord not in verhaal.alles_van(rol), rol


@then(parsers.parse('ziet niemand nog "{woord}"'))
def niemand(verhaal, woord):
    for rol in ROLLEN:
        assert woord not in verhaal.alles_van(rol), rol


@then("krijgen de verzuimcoördinator en de functionaris gegevensbescherming bericht")
def bericht(verhaal):
    for rol in (Rol.VC, Rol.FG):
        found = lees_berichten(verhaal.huis.bron, verhaal.streek.actors[rol]).regels
        assert "Er is een tekst die misschien medisch is" in [regel.titel for regel in found]
        assert "fluoxetine" not in repr(found)


@when(parsers.parse('de verzuimcoördinator de medische tekst vervangt door "{tekst}"'))
def vervangt(verhaal, tekst):
    actor = verhaal.actor("verzuimcoördinator")
    (regel,) = lees_teksten(verhaal.huis.bron, actor).regels
    beeld = lees_tekst(verhaal.huis.bron, actor, regel.id)
    assert beeld.reden == "moeder wil dat school dit weet"
    new = {item.sleutel: tekst for item in beeld.antwoorden if any(found for _, found in item.stukjes)}
    verhaal.huis.oordelen.neem_weg(regel.id, new, actor)


@when(parsers.parse('de verzuimcoördinator de tekst met "{woord}" aanwijst als medisch'))
def wijst_aan(verhaal, woord):
    actor = verhaal.actor("verzuimcoördinator")
    with verhaal.huis.kern.database.reading(actor) as db:
        rows = dossiers.list_stukken(db, verhaal.casus_id, leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein))
        (ident,) = [row.id for row in rows if woord in str(dossiers.open_json(db, row))]
    assert verhaal.huis.oordelen.wijs_aan(ident, actor)


@then(parsers.parse("weet de functionaris gegevensbescherming dat er {aantal:d} tekst verzegeld is"))
def fg_weet(verhaal, aantal):
    found = lees_datalekken(verhaal.huis.bron, verhaal.streek.actors[Rol.FG]).achtergehouden
    assert [item.stand for item in found] == ["verzegeld"] * aantal


@then("is er geen datalek")
def geen_lek(verhaal):
    assert lees_datalekken(verhaal.huis.bron, verhaal.streek.actors[Rol.FG]).regels == ()


@then(parsers.parse("is er een datalek onder anderen gelezen door de {rol} en uiterlijk {dag} {tijd}"))
def wel_lek(verhaal, rol, dag, tijd):
    actor = verhaal.actor(rol)
    (regel,) = lees_datalekken(verhaal.huis.bron, verhaal.streek.actors[Rol.FG]).regels
    assert actor.naam in regel.lezers
    assert f"{regel.uiterlijk.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}" == f"{dag} {tijd}"
    assert regel.uren == 72
    with verhaal.huis.kern.database.reading(actor) as db:
        assert str(actor.persoon_id) in db.session.query(Datalek).one().lezers
