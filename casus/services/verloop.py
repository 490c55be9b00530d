"""What follows from a step: state, tasks, timers, grants and journal of a casus, in one hand."""

from __future__ import annotations

from datetime import date

from casus.domain.casus import Casus, Status, Taak
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.kalender import Schoolkalender
from casus.domain.rol import CLIENT, LANES, SCHOOL
from casus.engine import Passage, Stand, Stap, Verloop
from casus.policy import DEELNEMEN
from casus.services.berichten import meld_taken
from casus.services.bewaren import zet_bewaartermijnen
from casus.services.kern import Kern
from casus.storage import Transactie, aanbod, berichten, casussen, kalenders, mensen, taken

STANDAARD_TERMIJN = "5 schooldagen"
NIEMAND = N_("Voor de volgende stap staat nog niemand klaar. Vraag de beheerder iemand in die rol toe te voegen.")
JOURNAAL = ("callActivity", "subProcess", "boundaryEvent", "intermediateCatchEvent", "endEvent", "businessRuleTask")
"""Kinds of elements whose passing is worth remembering; human steps have an event of their own."""


def verloop_van(casus: Casus) -> Verloop:
    """The stored state of a casus as the engine takes it."""
    return Verloop(casus.spec_hash, casus.proces, casus.state)


def neem_over(kern: Kern, db: Transactie, casus: Casus, stand: Stand) -> None:
    """Write the new state, and let tasks, messages, timers and journal follow it."""
    casus.spec_hash, casus.state = stand.verloop.spec_hash, stand.verloop.state
    for passage in stand.passages:
        _remember(db, casus, passage)
    new = _follow_tasks(db, casus, stand)
    taken.replace_timers(db, casus.id, stand.timers)
    if stand.klaar and casus.status in (Status.SIGNAAL, Status.LOPEND):
        casus.status, casus.gesloten_op = Status.GESLOTEN, db.nu
        casussen.journal(db, casus.id, "casus_gesloten", "D23")
        _partners_leave(db, casus)
        aanbod.end_lopend(db, casus.id, db.lezer.dag)
    db.flush()
    berichten.afgehandeld(db, casus.id)
    meld_taken(kern, db, new)
    if casus.gesloten_op is not None:
        zet_bewaartermijnen(db, casus)


def _remember(db: Transactie, casus: Casus, passage: Passage) -> None:
    if passage.soort in JOURNAAL and passage.domein:
        casussen.journal(db, casus.id, "stap_doorlopen", passage.domein, proces=passage.proces, stap=passage.element)


def _follow_tasks(db: Transactie, casus: Casus, stand: Stand) -> list[Taak]:
    """Tasks that the route left lapse, new ones come; gives the new ones."""
    known = taken.open_ids(db, casus.id)
    taken.let_go(db, known - {stap.id for stap in stand.stappen})
    new = [stap for stap in stand.stappen if stap.id not in known]
    if not new:
        return []
    kalender = kalenders.read_kalender(db, casus.school_id)
    return [_open_task(db, casus, stap, kalender) for stap in new]


def _open_task(db: Transactie, casus: Casus, stap: Stap, kalender: Schoolkalender) -> Taak:
    who = mensen.bezetting(db, casus, LANES[stap.lane])
    if who.persoon_id is None and db.actor.persoon_id is not None:
        raise OngeldigeInvoer(NIEMAND)
    reden = stap.eigenschappen.get("grond") or ("gezin" if who.rol in CLIENT else "school")
    person = who.persoon_id if who.rol in DEELNEMEN.op_naam else None
    casussen.ensure_grant(db, casus.id, who.rol, who.organisatie_id, person, reden)
    taak = taken.write_taak(
        db,
        id=stap.id,
        casus_id=casus.id,
        stap=stap.element,
        proces=stap.proces,
        rol=who.rol,
        organisatie_id=who.organisatie_id,
        persoon_id=who.persoon_id,
        domein=stap.domein,
        formulier=stap.formulier,
        termijn=termijn(stap, kalender, db.lezer.dag),
    )
    casussen.journal(db, casus.id, "taak_gekomen", stap.domein, proces=stap.proces, stap=stap.element)
    return taak


def _partners_leave(db: Transactie, casus: Casus) -> None:
    """What a partner was asked for is over: access ends, for the school and the family it stays."""
    for grant in casussen.live_grants(db, casus.id):
        if grant.rol not in SCHOOL | CLIENT:
            grant.tot = db.nu


def termijn(stap: Stap, kalender: Schoolkalender, dag: date) -> date:
    """The last day of a step: a term along the school's calendar, or the date in a flag (`=peildatum`)."""
    text = stap.eigenschappen.get("termijn", STANDAARD_TERMIJN)
    if text.startswith("="):
        given = stap.vlaggen.get(text[1:])
        return date.fromisoformat(given) if isinstance(given, str) else kalender.termijn(STANDAARD_TERMIJN, dag)
    return kalender.termijn(text, dag)
