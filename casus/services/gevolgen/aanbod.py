"""What the steps of an aanbod do beside the dossier: it counts from the first attended day, week by week."""

from __future__ import annotations

from typing import Any

from casus.domain.aanbod import Aanbod, Aanbodweek
from casus.domain.casus import Casus, Taak
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.kalender import maandag
from casus.domain.organisatie import Organisatie
from casus.forms import Antwoorden
from casus.services.gevolgen.gevolg import Gevolg, aantal_van, dag_van
from casus.services.gevolgen.klok import met_klok
from casus.services.gevolgen.week import week_van
from casus.services.kern import Kern
from casus.storage import Transactie, casussen
from casus.storage import aanbod as aanbod_store

LOOPT_AL = N_("Er loopt al een aanbod. Rond dat eerst af, of pas het daar aan.")
GEEN_AANBOD = N_("Er loopt geen aanbod. Spreek eerst een aanbod af.")
EERSTE_DAG = N_("De eerste dag ligt op of na de begindatum, en niet in de toekomst. Kijk de dag na.")
GEEN_SCHOOL = N_("Deze leerling staat nu op geen school ingeschreven. Kies dat het aanbod stopt.")
VOLLEDIG = "volledig"
"""The whole timetable of the own class, as a kind of aanbod."""
GEMISTE_DAG = N_("De gemiste dag ligt niet in deze week. Kijk de dag na.")


def aanbod_afgesproken(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """Write down the offer; a promise stops no clock yet.

    Raises:
        OngeldigeInvoer: another offer of this casus runs.
    """
    start = dag_van(antwoorden, "aanbod_start")
    running = aanbod_store.find_lopend(db, casus.id)
    if start is None or (running is not None and running.soort != VOLLEDIG):
        raise OngeldigeInvoer(LOOPT_AL)
    if running is not None:
        running.einddatum = db.lezer.dag
    db.add(
        Aanbod(
            casus_id=casus.id,
            leerling_id=casus.leerling_id,
            soort=str(antwoorden.waarden["aanbod_soort"]),
            startdatum=start,
            uren_per_week=aantal_van(antwoorden, "aanbod_uren"),
            vastgelegd_op=db.nu,
        )
    )
    return {}


def aanbod_begonnen(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> dict[str, Any]:
    """The pupil was there: from this day the offer counts. Or it does not go on.

    Raises:
        OngeldigeInvoer: the day cannot be the first.
    """
    row, day = _running(db, casus), dag_van(antwoorden, "aanbod_eerste_dag")
    if antwoorden.vlaggen.get("aanbod_begonnen") != "ja":
        row.einddatum = db.lezer.dag
        return {}
    if day is None or not row.startdatum <= day <= db.lezer.dag:
        raise OngeldigeInvoer(EERSTE_DAG)
    row.eerste_dag = day
    casussen.journal(db, casus.id, "aanbod_begonnen", "D17")
    return {}


def aanbodweek_bijgehouden(
    kern: Kern,
    db: Transactie,
    casus: Casus,
    taak: Taak,
    antwoorden: Antwoorden,
) -> dict[str, Any]:
    """The hours of one week; the last week may end the offer.

    Raises:
        OngeldigeInvoer: the week is not one of this offer, or was kept before.
    """
    row = _running(db, casus)
    known = (week.maandag for week in aanbod_store.list_aanbodweken(db, row.id))
    monday = week_van(antwoorden, row.eerste_dag, known, db.lezer.dag)
    missed = dag_van(antwoorden, "eerste_gemiste_dag")
    if missed is not None and maandag(missed) != monday:
        raise OngeldigeInvoer(GEMISTE_DAG)
    db.add(
        Aanbodweek(
            aanbod_id=row.id,
            maandag=monday,
            gevolgde_uren=aantal_van(antwoorden, "gevolgde_uren"),
            eerste_gemiste_dag=missed,
        )
    )
    if antwoorden.vlaggen.get("aanbod_verder") != "ja":
        row.einddatum = db.lezer.dag
        casussen.journal(db, casus.id, "aanbod_beeindigd", "D17")
    if antwoorden.vlaggen.get("aanbod_verder") == VOLLEDIG:
        _whole_timetable(db, casus)
    return {}


def _whole_timetable(db: Transactie, casus: Casus) -> None:
    """The lessons of the own class go on as the aanbod, so the clock stays still; absence lines tell its weeks."""
    school = db.get(Organisatie, casus.school_id) if casus.school_id else None
    if school is None:
        raise OngeldigeInvoer(GEEN_SCHOOL)
    db.add(
        Aanbod(
            casus_id=casus.id,
            leerling_id=casus.leerling_id,
            soort=VOLLEDIG,
            startdatum=db.lezer.dag,
            eerste_dag=db.lezer.dag,
            uren_per_week=5 * school.lesuren_per_dag,
            vastgelegd_op=db.nu,
        )
    )


def _running(db: Transactie, casus: Casus) -> Aanbod:
    row = aanbod_store.find_lopend(db, casus.id)
    if row is None:
        raise OngeldigeInvoer(GEEN_AANBOD)
    return row


GEVOLGEN: dict[str, Gevolg] = {
    "aanbod_afgesproken": met_klok(aanbod_afgesproken),
    "aanbod_begonnen": met_klok(aanbod_begonnen),
    "aanbodweek_bijgehouden": met_klok(aanbodweek_bijgehouden),
}
