"""What the steps of leerplicht do beside the dossier: the DUO-melding, from draft to closed."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from casus.domain.actor import AMSTERDAM
from casus.domain.casus import Casus, Taak
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.leerling import Leerling, valt_onder_melding
from casus.domain.melding import DuoMelding, StatusMelding
from casus.forms import Antwoorden
from casus.services.gevolgen.gevolg import Gevolg, dag_van
from casus.services.kern import Kern
from casus.storage import Transactie, casussen, meldingen

KEUZEHULP = "keuzehulp"
GEVRAAGD = (
    "ziek", "vermoeden_ongeoorloofd", "vakantie_zonder_verlof", "continu_4_schoolweken", "uren16_in_4_lesweken",
    "afspraak_18plus",
)  # fmt: skip

EINDE_VOOR_BEGIN = N_("De laatste dag ligt voor de eerste dag. Kijk de data na.")
IN_DE_TOEKOMST = N_("Deze dag moet nog komen. Vul een dag in tot en met vandaag.")
GEEN_GEMEENTE = N_("Het is niet bekend in welke gemeente de leerling woont. Vul eerst de woonplaats in.")
GEEN_MELDING = N_("Er is geen melding om bij te werken. Maak eerst een melding.")
NUMMER_BEKEND = N_("Dit nummer hoort al bij een andere melding van deze leerling. Kijk het nummer na.")
MELDING_VOOR_BEGIN = N_("De melding kan niet voor de eerste verzuimdag zijn gedaan. Kijk de dag na.")


def melding_opgesteld(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """Keep the draft of the melding that the keuzehulp asks for; the same table then chooses the route.

    Raises:
        OngeldigeInvoer: the days cannot be, or nobody knows the woongemeente.
    """
    leerling = _pupil(db, casus)
    begin, einde = dag_van(antwoorden, "begindatum"), dag_van(antwoorden, "einddatum")
    if begin is None or begin > db.lezer.dag or (einde or begin) > db.lezer.dag:
        raise OngeldigeInvoer(IN_DE_TOEKOMST)
    if einde is not None and einde < begin:
        raise OngeldigeInvoer(EINDE_VOOR_BEGIN)
    feiten = {name: antwoorden.vlaggen.get(name) for name in GEVRAAGD} | {
        "startkwalificatie": _word(leerling.startkwalificatie),
        "plichtig": _word(valt_onder_melding(leerling.geboortedatum, begin)),
        "leeftijd_eerste_verzuimdag": leerling.leeftijd(begin),
        "eerdere_melding": _word(meldingen.find_lopend(db, leerling.id) is not None),
    }
    table = kern.engine.catalogue.model(casus.spec_hash).decisions[KEUZEHULP]
    soort = table.decide(feiten).waarde["melding"]
    if soort == "GEEN":
        return {**feiten, "leerplicht_uitkomst": "geen_melding"}
    if leerling.woongemeente_id is None:
        raise OngeldigeInvoer(GEEN_GEMEENTE)
    draft = meldingen.find_concept(db, casus.id)
    if draft is None:
        draft = DuoMelding(casus_id=casus.id, soort=soort, begindatum=begin)
        db.add(draft)
    draft.soort, draft.begindatum, draft.einddatum = soort, begin, einde
    draft.gemeente_id = leerling.woongemeente_id
    return {**feiten, "leerplicht_uitkomst": "loopt", "melding_uiterlijk": taak.termijn.isoformat()}


def melding_gedaan(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """The number and status that DUO gave: from now on leerplicht may read it.

    Raises:
        OngeldigeInvoer: no draft, a day that cannot be, or a number that is known already.
    """
    draft, dag = meldingen.find_concept(db, casus.id), dag_van(antwoorden, "gemeld_op")
    if draft is None or dag is None:
        raise OngeldigeInvoer(GEEN_MELDING)
    if dag > db.lezer.dag:
        raise OngeldigeInvoer(IN_DE_TOEKOMST)
    if dag < draft.begindatum:
        raise OngeldigeInvoer(MELDING_VOOR_BEGIN)
    nummer = str(antwoorden.waarden["meldingsnummer"])
    if meldingen.find_nummer(db, casus.leerling_id, nummer) is not None:
        raise OngeldigeInvoer(NUMMER_BEKEND)
    draft.nummer, draft.status = nummer, StatusMelding(antwoorden.waarden["melding_status"])
    draft.gemeld_op = datetime.combine(dag, time(12), AMSTERDAM)
    casussen.journal(db, casus.id, "melding_gedaan", "D11", melding=draft.soort)
    return {}


def melding_in_behandeling(
    kern: Kern,
    db: Transactie,
    casus: Casus,
    taak: Taak,
    antwoorden: Antwoorden,
) -> dict[str, Any]:
    """Leerplicht has begun."""
    _last(db, casus).status = StatusMelding.IN_BEHANDELING
    return {}


def melding_teruggekoppeld(
    kern: Kern,
    db: Transactie,
    casus: Casus,
    taak: Taak,
    antwoorden: Antwoorden,
) -> dict[str, Any]:
    """Steps and result are told: the melding closes, unless the absence goes on."""
    melding = _last(db, casus)
    goes_on = antwoorden.vlaggen.get("leerplicht_uitkomst") == "verzuim_gaat_door"
    melding.status = StatusMelding.IN_BEHANDELING if goes_on else StatusMelding.AFGESLOTEN
    casussen.journal(db, casus.id, "melding_teruggekoppeld", "D11")
    return {}


def _last(db: Transactie, casus: Casus) -> DuoMelding:
    melding = meldingen.find_laatste(db, casus.id)
    if melding is None:
        raise OngeldigeInvoer(GEEN_MELDING)
    return melding


def _pupil(db: Transactie, casus: Casus) -> Leerling:
    leerling = db.get(Leerling, casus.leerling_id)
    if leerling is None:
        raise LookupError(casus.leerling_id)
    return leerling


def _word(holds: bool) -> str:
    return "ja" if holds else "nee"


GEVOLGEN: dict[str, Gevolg] = {
    "melding_opgesteld": melding_opgesteld,
    "melding_gedaan": melding_gedaan,
    "melding_in_behandeling": melding_in_behandeling,
    "melding_teruggekoppeld": melding_teruggekoppeld,
}
