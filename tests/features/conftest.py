"""The step words of the scenarios: what happens in the field, said as the field says it.

A feature file that is put anywhere under this folder runs with these words.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from pytest_bdd import given, parsers, then, when

from casus.domain.actor import SYSTEEM
from casus.domain.fouten import CasusFout, NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.melding import DuoMelding
from casus.domain.rol import Rol
from casus.forms import Antwoorden
from casus.overview import lees_casus, lees_taak, lees_werklijst
from casus.services import casussen as casus_service

ROLLEN = {
    "mentor": Rol.MEN, "vakdocent": Rol.VAK, "verzuimcoördinator": Rol.VC, "directie": Rol.DIR, "jeugdarts": Rol.JA,
    "leerplichtambtenaar": Rol.LPA, "SWV-consulent": Rol.SWC, "SWV-monitor": Rol.SWM, "ouder": Rol.OG, "leerling": Rol.LL,
}  # fmt: skip


class Verhaal:
    """Where the story stands: the region, the casus, and what went wrong last."""

    def __init__(self, huis, streek, klok) -> None:
        self.huis, self.streek, self.klok = huis, streek, klok
        self.casus_id = None
        self.fout: CasusFout | None = None

    def actor(self, rol: str):
        return self.streek.actors[ROLLEN[rol]]

    def taken(self, rol: str) -> dict:
        lijst = lees_werklijst(self.huis.bron, self.actor(rol))
        return {regel.titel: regel for regel in (*lijst.te_laat, *lijst.deze_week, *lijst.later)}

    def rond_af(self, rol: str, titel: str, antwoorden: dict[str, str]) -> None:
        taken = self.taken(rol)
        assert titel in taken, f"{rol} heeft {sorted(taken)}"
        beeld = lees_taak(self.huis.bron, self.actor(rol), taken[titel].id)
        self.huis.taken.complete(beeld.id, fill(beeld.formulier, antwoorden), self.actor(rol))

    def beeld(self, rol: str):
        return lees_casus(self.huis.bron, self.actor(rol), self.casus_id)


def fill(formulier, antwoorden: dict[str, str]) -> Antwoorden:
    """Answers by question and choice as a person reads them, to answers by key."""
    by_label = {veld.label: veld for veld in formulier.invoer}
    unknown = set(antwoorden) - set(by_label)
    assert not unknown, f"{formulier.id} vraagt {sorted(by_label)}, niet {sorted(unknown)}"
    return Antwoorden.van(formulier, {by_label[k].key: value_of(by_label[k], v) for k, v in antwoorden.items()})


def value_of(veld, text: str):
    """What a person says, as the value of the field."""
    choices = {label: value for value, label in veld.keuzes}
    if veld.type == "checklist":
        return [choices[item.strip()] for item in text.split(";")]
    if veld.keuzes:
        return choices[text]
    if veld.type == "checkbox":
        return text == "ja"
    if veld.type == "number":
        return Decimal(text)
    if veld.type == "datetime":
        return time.fromisoformat(text) if veld.subtype == "time" else date.fromisoformat(text)
    return text


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


@when(parsers.parse('de {rol} de taak "{titel}" afrondt met'))
def rondt_af(verhaal, rol, titel, datatable):
    verhaal.rond_af(rol, titel, table(datatable))


@when(parsers.parse('de {rol} probeert de taak "{titel}" van de {ander} af te ronden'))
def probeert(verhaal, rol, titel, ander):
    taak = verhaal.taken(ander)[titel]
    with pytest.raises(CasusFout) as caught:
        verhaal.huis.taken.complete(taak.id, Antwoorden("x", {}, ()), verhaal.actor(rol))
    verhaal.fout = caught.value


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
    assert tekst in texts(verhaal, rol, domein)


@then(parsers.parse("leest de {rol} niets in {domein}"))
def leest_niets(verhaal, rol, domein):
    assert texts(verhaal, rol, domein) == []


@then(parsers.parse("weet de {rol} niet dat de casus er is"))
def weet_niet(verhaal, rol):
    with pytest.raises(NietGevonden):
        verhaal.beeld(rol)


def texts(verhaal, rol, code) -> list[str]:
    try:
        beeld = verhaal.beeld(rol)
    except NietGevonden:
        return []
    return [text for d in beeld.domeinen if d.code == code for stuk in d.stukken for _, text in stuk.vragen]


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
    assert woord.lower() not in repr(verhaal.beeld(rol)).lower()
