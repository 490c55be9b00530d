"""The step words of the scenarios: what happens in the field, said as the field says it.

A feature file that is put anywhere under this folder runs with these words.
"""

from __future__ import annotations

import pytest
from pytest_bdd import given, parsers, then, when

from casus.domain.actor import SYSTEEM
from casus.domain.bewaartermijn import KLASSEN, Vanaf
from casus.domain.casus import Status
from casus.domain.fouten import CasusFout, NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.melding import DuoMelding
from casus.domain.rol import Rol
from casus.forms import Antwoorden
from casus.overview import lees_casus
from casus.overview.noodknop import lees_noodknoppen
from casus.overview.radar import lees_radar
from casus.policy import Antwoord
from casus.services import casussen as casus_service
from casus.signals import naam_van
from casus.storage import bewaartermijnen, casussen, dossiers, verzuim
from tests.features.medisch_stappen import *  # noqa: F403
from tests.features.verhaal import ROLLEN, Verhaal


def table(datatable) -> dict[str, str]:
    return {row[0]: row[1] for row in datatable}


@pytest.fixture
def verhaal(huis, streek, klok):
    return Verhaal(huis, streek, klok)


@given(parsers.parse("het is {dag}"))
@when(parsers.parse("het {dag} is"))
def het_is(verhaal, dag):
    verhaal.klok.zet(dag)


@given("er is een signaal over Fenna")
def signaal(verhaal):
    verhaal.casus_id = verhaal.streek.casus()


@given(parsers.parse('de {rol} schreef in {domein} "{tekst}"'))
def schreef(verhaal, rol, domein, tekst):
    with verhaal.huis.kern.database.transaction(verhaal.actor(rol)) as db:
        casus = casussen.read_casus(db, verhaal.casus_id)
        dossiers.write_stuk(db, casus, domein, {"vragen": [["v", "Wat is er?", tekst, tekst]]}, stap="verhaal")


@when(parsers.parse('de {rol} de taak "{titel}" afrondt met'))
def rondt_af(verhaal, rol, titel, datatable):
    verhaal.rond_af(rol, titel, table(datatable))


@when(parsers.parse('de {rol} probeert de taak "{titel}" van de {ander} af te ronden'))
def probeert(verhaal, rol, titel, ander):
    taak = verhaal.taken(ander)[titel]
    with pytest.raises(CasusFout) as caught:
        verhaal.huis.taken.complete(taak.id, Antwoorden("x", {}, ()), verhaal.actor(rol))
    verhaal.fout = caught.value


@when(parsers.parse('de {rol} geeft toestemming voor "{doel}"'))
def geeft_toestemming(verhaal, rol, doel):
    verhaal.beslis(rol, doel, ja=True)


@when(parsers.parse('de {rol} weigert toestemming voor "{doel}"'))
def weigert_toestemming(verhaal, rol, doel):
    verhaal.beslis(rol, doel, ja=False)


@when(parsers.parse('de {rol} trekt de toestemming voor "{doel}" in'))
def trekt_in(verhaal, rol, doel):
    verhaal.trek_in(rol, doel)


@when(parsers.parse("de {rol} vertelt dat er een aanbod start"))
def vertelt_aanbod(verhaal, rol):
    verhaal.stuur(rol, "Aanbod starten")


@when(parsers.parse('er het bericht "{bericht}" komt'))
def bericht_komt(verhaal, bericht):
    verhaal.vertel(bericht)


@then("wordt dat geweigerd alsof de taak niet bestaat")
def alsof_niet(verhaal):
    assert isinstance(verhaal.fout, NietGevonden)


@then(parsers.parse('heeft de {rol} de taak "{titel}" met termijn {dag}'))
def heeft_taak(verhaal, rol, titel, dag):
    assert verhaal.taken(rol)[titel].termijn.isoformat() == dag


@then(parsers.parse('heeft de {rol} geen taak "{titel}"'))
def heeft_geen_taak(verhaal, rol, titel):
    assert titel not in verhaal.taken(rol)


@then(parsers.parse('leest de {rol} in {domein} "{tekst}"'))
def leest(verhaal, rol, domein, tekst):
    assert any(tekst in text for text in verhaal.leest(rol, domein))


@then(parsers.parse("leest de {rol} niets in {domein}"))
def leest_niets(verhaal, rol, domein):
    assert verhaal.leest(rol, domein) == []


@then(parsers.parse("weet de {rol} niet dat de casus er is"))
def weet_niet(verhaal, rol):
    assert not verhaal.kent(rol)


@then(parsers.parse("kent de {rol} van {domein} alleen de data"))
def alleen_de_data(verhaal, rol, domein):
    found = next(d for d in verhaal.beeld(rol).domeinen if d.code == domein)
    assert (found.antwoord, found.stukken) == (Antwoord.PROCESFEIT, ())
    assert found.data


@then(parsers.parse("kan de {rol} {domein} opvragen maar niet lezen"))
def opvragen(verhaal, rol, domein):
    found = next(d for d in verhaal.beeld(rol).domeinen if d.code == domein)
    assert (found.antwoord, found.stukken) == (Antwoord.OP_VERZOEK, ())


@then(parsers.parse('staat er in {domein} nergens "{tekst}"'))
def nergens(verhaal, domein, tekst):
    found = [text for rol in ROLLEN for text in verhaal.leest(rol, domein)]
    assert found
    assert not any(tekst in text for text in found)


@then(parsers.parse('ziet de {rol} nergens de naam "{naam}"'))
def ziet_geen_naam(verhaal, rol, naam):
    assert naam not in verhaal.alles_van(rol) + verhaal.lijsten_van(rol)


@given(parsers.re(r"(?P<wie>\w+) is (?P<soort>ziek|geschorst) op (?P<dagen>[0-9, -]+)$"))
@when(parsers.re(r"(?P<wie>\w+) (?P<soort>ziek|geschorst) is op (?P<dagen>[0-9, -]+)$"))
def weg_op(verhaal, wie, soort, dagen):
    days = [dag.strip() for dag in dagen.split(",")]
    verhaal.lees_in(*(f"{wie};{dag};{dag};;;{soort}" for dag in days))


@given(parsers.parse("{wie} is {soort} van {van} tot en met {tot}"))
@when(parsers.parse("{wie} {soort} is van {van} tot en met {tot}"))
def weg_van_tot(verhaal, wie, soort, van, tot):
    """`soort` as a school writes it: ziek, ongeoorloofd, geoorloofd, thuis met toestemming, aanwezig zonder onderwijs."""
    verhaal.lees_in(f"{wie};{van};{tot};;;{soort.removesuffix(' afwezig')}")


@given(parsers.parse("{wie} mist ongeoorloofd {uren:d} lesuren op {dag}"))
@when(parsers.parse("{wie} ongeoorloofd {uren:d} lesuren mist op {dag}"))
def mist_uren(verhaal, wie, uren, dag):
    verhaal.lees_in(f"{wie};{dag};{dag};1;{uren};ongeoorloofd")


@given(parsers.parse("{wie} mist ongeoorloofd de lesuren"))
def mist_tabel(verhaal, wie, datatable):
    verhaal.lees_in(*(f"{wie};{dag};{dag};1;{uren};ongeoorloofd" for dag, uren in datatable))


@given(parsers.parse("het verzuim is bijgewerkt tot en met {dag}"))
@when(parsers.parse("het verzuim tot en met {dag} is bijgewerkt"))
def bijgewerkt(verhaal, dag):
    verhaal.streek.verzuim(tot=dag)
    verhaal.huis.nacht.nightly()


@when("de nacht voorbij is")
def nacht(verhaal):
    verhaal.huis.nacht.nightly()
    verhaal.volg()


@given(parsers.parse("er start een aanbod van {uren:d} uur per week op {dag}"))
@when(parsers.parse("er een aanbod van {uren:d} uur per week start op {dag}"))
def aanbod_start(verhaal, uren, dag):
    verhaal.streek.aanbod(dag, uren, dag)


@then(parsers.parse('is er een signaal "{naam}" op {dag}'))
def signaal_op(verhaal, naam, dag):
    assert verhaal.signalen().get(naam) == dag, verhaal.signalen()


@then(parsers.parse('is er {aantal:d} keer een signaal "{naam}"'))
def zo_vaak_signaal(verhaal, aantal, naam):
    who = verhaal.streek.leerling_id
    with verhaal.huis.kern.database.reading(SYSTEEM) as db:
        rows = verzuim.signalen_van(db, [who])[who]
        assert [naam_van(row.regel) for row in rows].count(naam) == aantal


@then(parsers.parse('is er geen signaal "{naam}"'))
def geen_signaal(verhaal, naam):
    assert naam not in verhaal.signalen()


@then(parsers.parse("staat de klok op {kleur}"))
def klok_kleur(verhaal, kleur):
    assert verhaal.streek.klok().kleur == kleur


@then("is het aanbod gedeeltelijk")
def aanbod_gedeeltelijk(verhaal):
    assert verhaal.streek.klok().gedeeltelijk
    assert verhaal.beeld("verzuimcoördinator").klok.gedeeltelijk


@then(parsers.parse("ziet de {rol} dat het aanbod gedeeltelijk is"))
def ziet_gedeeltelijk(verhaal, rol):
    assert verhaal.beeld(rol).klok.gedeeltelijk


@then(parsers.parse("staat de klok bij de {rol} op stil voor {aantal:d} leerling"))
def stil_bij(verhaal, rol, aantal):
    radar = lees_radar(verhaal.huis.bron, verhaal.actor(rol))
    assert (radar.thuis - radar.zonder, radar.zonder) == (aantal, 0)
    assert "Jansma" not in repr(radar)


@then("is de casus gesloten")
def casus_gesloten(verhaal):
    assert verhaal.streek.open_casus() is None
    with verhaal.huis.kern.database.reading(SYSTEEM) as db:
        casus = casussen.read_casus(db, verhaal.casus_id)
        assert (casus.status, casus.gesloten_op) == (Status.GESLOTEN, verhaal.klok.moment)


@then("loopt er geen klok")
def geen_klok(verhaal):
    stand = verhaal.streek.klok()
    assert stand is None or stand.thuiszit_sinds is None


@then(parsers.parse("is de leerling zonder onderwijs sinds {dag}"))
def zonder_onderwijs_sinds(verhaal, dag):
    assert str(verhaal.streek.klok().thuiszit_sinds) == dag


@then(parsers.parse("is de deadline {dag}"))
def deadline(verhaal, dag):
    assert str(verhaal.streek.klok().deadline) == dag


@then(parsers.parse("zonder vakanties is de deadline {dag}"))
def deadline_zonder(verhaal, dag):
    assert str(verhaal.streek.klok().deadline_zonder_vakantie) == dag


@then("is er geen casus")
def geen_casus(verhaal):
    assert verhaal.streek.open_casus() is None


@then("is er een casus")
def wel_casus(verhaal):
    assert verhaal.streek.open_casus() is not None


# Leerplicht: the process on its own, the melding, and what somebody may not come across.


@given("er loopt een leerplichtspoor over Fenna")
def leerplichtspoor(verhaal):
    with verhaal.huis.kern.database.transaction(verhaal.actor("verzuimcoördinator")) as db:
        leerling = db.get(Leerling, verhaal.streek.leerling_id)
        verhaal.casus_id = casus_service.begin(verhaal.huis.kern, db, leerling, proces="leerplicht").id


@given("er is gemeld en de leerplichtambtenaar is bij de route")
def bij_de_route(verhaal):
    dag = verhaal.klok.moment.date().isoformat()
    verhaal.rond_af("verzuimcoördinator", "Melding opstellen", {
        "Wat is de eerste dag van dit verzuim?": dag, "Is de leerling afwezig door ziekte?": "Nee",
        "Is de leerling op vakantie zonder verlof?": "Nee", "Is de leerling vier schoolweken aan één stuk weg?": "Nee",
        "Is het 16 uur of meer in vier lesweken?": "Ja", "Wat is volgens jou de reden van het verzuim?": "Spijbelt",
        "Wat heeft school al gedaan?": "Gebeld",
    })  # fmt: skip
    verhaal.rond_af("verzuimcoördinator", "Melding doen bij DUO", {
        "Welk nummer gaf DUO?": "1", "Welke status staat er bij DUO?": "Geregistreerd",
        "Op welke dag heb je gemeld?": dag,
    })  # fmt: skip
    verhaal.rond_af("leerplichtambtenaar", "Verzuim onderzoeken", {
        "Wanneer was het gesprek?": dag, "Met wie heb je gesproken?": "Leerling", "Wat hoorde en zag je?": "Weinig",
    })  # fmt: skip
    verhaal.rond_af("leerplichtambtenaar", "Familiegroepsplan aanbieden", {
        "Wanneer heb je het aangeboden?": dag, "Wil de familie zelf een plan maken?": "Nee",
    })  # fmt: skip


@when(parsers.parse('de {rol} probeert de taak "{titel}" af te ronden met'))
def probeert_met(verhaal, rol, titel, datatable):
    with pytest.raises(CasusFout) as caught:
        Verhaal.rond_af(verhaal, rol, titel, table(datatable))
    verhaal.fout = caught.value


@then(parsers.parse('krijgt die te lezen "{tekst}"'))
def krijgt_te_lezen(verhaal, tekst):
    assert tekst in verhaal.fout.message


def meldingen(verhaal) -> list[tuple[str, str]]:
    with verhaal.huis.kern.database.reading(verhaal.actor("verzuimcoördinator")) as db:
        rows = db.session.query(DuoMelding).filter_by(casus_id=verhaal.casus_id)
        return [(row.soort, str(row.status)) for row in rows]


@then(parsers.parse('is er een melding "{soort}" met status {status}'))
def is_er_een_melding(verhaal, soort, status):
    assert meldingen(verhaal) == [(soort, status)]


@then("is er geen melding")
def is_er_geen_melding(verhaal):
    assert meldingen(verhaal) == []


@then("heeft de leerplichtambtenaar geen taak")
def leerplicht_heeft_geen_taak(verhaal):
    assert verhaal.taken("leerplichtambtenaar") == {}


@then("kent de leerplicht van een andere gemeente de casus niet")
def andere_gemeente_kent_niet(verhaal):
    with verhaal.huis.kern.database.transaction(SYSTEEM) as db:
        ander = verhaal.streek.persoon(db, "Lotte Verweg", Rol.LPA, "andere gemeente")
    with pytest.raises(NietGevonden):
        lees_casus(verhaal.huis.bron, ander, verhaal.casus_id)


@then(parsers.parse('ziet de {rol} nergens "{woord}"'))
def ziet_nergens(verhaal, rol, woord):
    seen = verhaal.alles_van(rol)
    assert seen
    assert woord.lower() not in seen.lower()


# What is kept, and until when.


def termijnen(verhaal, wie, domein):
    owner = verhaal.streek.organisaties[wie]
    with verhaal.huis.kern.database.reading(SYSTEEM) as db:
        rows = bewaartermijnen.list_bewaartermijnen(db, verhaal.casus_id)
        return [
            (row.vernietigen_na, KLASSEN[row.klasse])
            for row in rows
            if (row.domein, row.organisatie_id) == (domein, owner)
        ]


@then(parsers.parse("bewaart de {wie} {domein} tot en met {dag}"))
def bewaart_tot(verhaal, wie, domein, dag):
    assert [str(until) for until, _ in termijnen(verhaal, wie, domein)] == [dag]


@then(parsers.parse("bewaart de {wie} {domein} tot {jaren:d} jaar na de uitschrijving"))
def bewaart_na_uitschrijving(verhaal, wie, domein, jaren):
    ((until, klasse),) = termijnen(verhaal, wie, domein)
    assert (until, klasse.vanaf, klasse.jaren) == (None, Vanaf.UITSCHRIJVING, jaren)


@given("er is een waarnemend arts van een andere JGZ")
def locum(verhaal):
    """A jeugdarts who has no part in the casus, called `waarnemend arts` here."""
    with verhaal.huis.kern.database.transaction(SYSTEEM) as db:
        verhaal.streek.waarnemer = verhaal.streek.persoon(db, "Wim Waarnemer", Rol.JA, "jeugdhulp")


@when(parsers.parse('de {rol} de noodknop gebruikt: "{reden}"'))
def press(verhaal, rol, reden):
    verhaal.noodknop(rol, reden)


@when(parsers.parse('de {rol} de noodknop probeert: "{reden}"'))
def try_to_press(verhaal, rol, reden):
    try:
        verhaal.noodknop(rol, reden)
    except CasusFout as fout:
        verhaal.fout = fout


@when(parsers.parse("er {uren:d} uur voorbij zijn"))
def hours_pass(verhaal, uren):
    verhaal.klok.verder(hours=uren)


@when(parsers.parse("de {rol} het gebruik {uitkomst} vindt"))
def review(verhaal, rol, uitkomst):
    beeld = lees_noodknoppen(verhaal.huis.bron, verhaal.actor(rol))
    outcome = uitkomst.replace(" ", "_")
    verhaal.huis.noodknop.beoordeel(
        beeld.regels[0].id, outcome, "Gevraagd en nagekeken met de arts.", verhaal.actor(rol)
    )


@then("mag dat niet")
def refused(verhaal):
    assert verhaal.fout is not None


@then(parsers.parse("ziet de {rol} de noodknop in het logboek"))
def in_log(verhaal, rol):
    assert verhaal.beeld_van_logboek(rol).noodregels


@then(parsers.parse("ziet de {rol} geen noodknop in het logboek"))
def not_in_log(verhaal, rol):
    assert not verhaal.beeld_van_logboek(rol).noodregels


@then(parsers.parse("weet de {rol} dat de noodknop is gebruikt"))
def told_of_it(verhaal, rol):
    assert lees_noodknoppen(verhaal.huis.bron, verhaal.actor(rol)).regels
