"""What the steps of re-integratie do beside the dossier: a plan in dagdelen, kept week by week."""

from __future__ import annotations

from typing import Any

from casus.domain.aanbod import Terugkeerplan, Terugkeerweek, stokt
from casus.domain.casus import Casus, Taak
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.forms import Antwoorden
from casus.services.gevolgen.gevolg import Gevolg, aantal_van, dag_van
from casus.services.gevolgen.klok import met_klok
from casus.services.gevolgen.week import week_van
from casus.services.kern import Kern
from casus.storage import Transactie, casussen
from casus.storage import aanbod as aanbod_store

GEEN_PLAN = N_("Er loopt geen plan voor terugkeer. Maak eerst een plan.")
BEGIN = N_("Vul in wanneer het plan begint.")
EINDE = N_("De einddatum ligt op of na het begin van het plan, en niet in de toekomst. Kijk de datum na.")
TERUG = "terug_naar_team"


def terugkeerplan_gemaakt(
    kern: Kern,
    db: Transactie,
    casus: Casus,
    taak: Taak,
    antwoorden: Antwoorden,
) -> dict[str, Any]:
    """Write the plan; an earlier one that was never closed ends here.

    Raises:
        OngeldigeInvoer: it has no begin.
    """
    begin = dag_van(antwoorden, "terugkeer_van")
    if begin is None:
        raise OngeldigeInvoer(BEGIN)
    earlier = aanbod_store.find_plan(db, casus.id)
    if earlier is not None:
        earlier.tot = max(earlier.van, db.lezer.dag)
    db.add(Terugkeerplan(casus_id=casus.id, van=begin, dagdelen_per_week=aantal_van(antwoorden, "dagdelen")))
    return {"terugkeer_uitkomst": "loopt", "terugkeer_stap": "verder"}


def terugkeerweek_nagekeken(
    kern: Kern,
    db: Transactie,
    casus: Casus,
    taak: Taak,
    antwoorden: Antwoorden,
) -> dict[str, Any]:
    """Expected against attended; two missed weeks in a row go back to the team, whatever was chosen.

    Raises:
        OngeldigeInvoer: the week is not one of this plan, or was kept before.
    """
    plan = _running(db, casus)
    known = aanbod_store.list_terugkeerweken(db, plan.id)
    week = Terugkeerweek(
        plan_id=plan.id,
        maandag=week_van(antwoorden, plan.van, (week.maandag for week in known), db.lezer.dag),
        verwacht=aantal_van(antwoorden, "verwacht"),
        gevolgd=aantal_van(antwoorden, "gevolgd"),
    )
    db.add(week)
    if stokt([*known, week]):
        _close(db, casus, plan, TERUG)
        return {"terugkeer_uitkomst": TERUG, "terugkeer_stap": "terug"}
    return {}


def groeistap_gezet(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """The plan goes on with the new number of dagdelen."""
    _running(db, casus).dagdelen_per_week = aantal_van(antwoorden, "dagdelen")
    casussen.journal(db, casus.id, "groeistap_gezet", "D25")
    return {}


def terugkeer_gevolgd(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """After the time of watching: it holds, or the team looks again."""
    if antwoorden.vlaggen.get("terugkeer_gaat_goed") == "ja":
        return {}
    _close(db, casus, _running(db, casus), TERUG)
    return {"terugkeer_uitkomst": TERUG}


def terugkeer_gesloten(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """The pupil is back: the plan ends.

    Raises:
        OngeldigeInvoer: the day lies before the plan or in the future.
    """
    plan, day = _running(db, casus), dag_van(antwoorden, "terugkeer_tot")
    if day is None or not plan.van <= day <= db.lezer.dag:
        raise OngeldigeInvoer(EINDE)
    _close(db, casus, plan, "hersteld")
    plan.tot = day
    return {"terugkeer_uitkomst": "hersteld"}


def _close(db: Transactie, casus: Casus, plan: Terugkeerplan, uitkomst: str) -> None:
    plan.tot = max(plan.van, db.lezer.dag)
    casussen.journal(db, casus.id, "terugkeerplan_gesloten", "D25", uitkomst=uitkomst)


def _running(db: Transactie, casus: Casus) -> Terugkeerplan:
    plan = aanbod_store.find_plan(db, casus.id)
    if plan is None:
        raise OngeldigeInvoer(GEEN_PLAN)
    return plan


GEVOLGEN: dict[str, Gevolg] = {
    "terugkeerplan_gemaakt": met_klok(terugkeerplan_gemaakt),
    "terugkeerweek_nagekeken": met_klok(terugkeerweek_nagekeken),
    "groeistap_gezet": met_klok(groeistap_gezet),
    "terugkeer_gevolgd": met_klok(terugkeer_gevolgd),
    "terugkeer_gesloten": met_klok(terugkeer_gesloten),
}
