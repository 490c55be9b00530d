"""What people do with casussen: begin one from a signal, tell it that something happened."""

from __future__ import annotations

from collections.abc import Mapping
from logging import WARNING, getLogger
from typing import Any
from uuid import UUID

import msgspec

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus
from casus.domain.fouten import Achterhaald
from casus.domain.leerling import Leerling
from casus.engine import NietWachtend
from casus.logs import event, soorten
from casus.logs import plek as codeplek
from casus.policy import DEELNEMEN
from casus.services.kern import Kern
from casus.services.verloop import neem_over, verloop_van
from casus.storage import Transactie, casussen, jobs, mensen, taken

LOG = getLogger(__name__)

REIS = "casus"
"""The main process: `workflows/casus.bpmn`."""


def begin(kern: Kern, db: Transactie, leerling: Leerling, proces: str = REIS, **vlaggen: Any) -> Casus:
    """Start a casus for a pupil inside the caller's transaction, with the grants of the own school."""
    enrolled = mensen.find_inschrijving(db, leerling.id, db.lezer.dag)
    stand = kern.engine.start(proces, vlaggen, db.nu)
    casussen.keep_model(db, stand.verloop.spec_hash, pack(kern.engine.catalogue.bundle))
    casus = Casus(
        leerling_id=leerling.id,
        school_id=None if enrolled is None else enrolled.school_id,
        proces=proces,
        spec_hash=stand.verloop.spec_hash,
        state=stand.verloop.state,
        aangemaakt_op=db.nu,
    )
    db.add(casus)
    db.flush()
    for rol, reden in DEELNEMEN.begin.items():
        for plek in mensen.plekken(db, leerling, enrolled, rol):
            casussen.ensure_grant(db, casus.id, rol, plek.organisatie_id, plek.persoon_id, reden)
    casussen.journal(db, casus.id, "casus_begonnen", "D23")
    neem_over(kern, db, casus, stand)
    return casus


def pack(bundle: Mapping[str, bytes]) -> bytes:
    """The files of a model as one value."""
    return msgspec.msgpack.encode(dict(bundle))


def meld(kern: Kern, db: Transactie, casus: Casus, bericht: str, **vlaggen: Any) -> bool:
    """Tell the casus that something happened; False when it does not wait for that."""
    try:
        stand = kern.engine.send(verloop_van(casus), bericht, vlaggen, db.nu)
    except NietWachtend:
        return False
    neem_over(kern, db, casus, stand)
    return True


def wek(kern: Kern, db: Transactie, casus_id: UUID) -> None:
    """Let the timers of a casus fire whose moment has passed.

    Raises:
        TimerBlijft: one of them did not.
    """
    casus = casussen.read_casus(db, casus_id)
    due = taken.due_of_casus(db, casus_id)
    neem_over(kern, db, casus, kern.engine.wake(verloop_van(casus), db.nu))
    if due & taken.due_of_casus(db, casus_id):
        raise TimerBlijft


def wek_opnieuw(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """The job for a casus whose timer failed."""
    wek(kern, db, UUID(gegevens["casus"]))


class TimerBlijft(Exception):  # noqa: N818
    """A timer whose moment has passed went on waiting."""


class Casussen:
    """Casussen as a whole."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def wek_een(self) -> bool:
        """Wake the casus whose timer is longest over its moment; False when none is.

        One that fails is set apart, with a job that tries it again: it holds up nobody.
        """
        casus_id: UUID | None = None
        try:
            with self.kern.database.transaction(SYSTEEM) as db:
                casus_id = taken.next_due(db)
                if casus_id is None:
                    return False
                wek(self.kern, db, casus_id)
        except Achterhaald:
            return True  # somebody wrote it first; its timers are looked at again
        except Exception as error:
            if casus_id is None:
                raise
            event(LOG, "timer failed", level=WARNING, error=soorten(error), where=codeplek(error))
            self._zet_apart(casus_id)
        return True

    def _zet_apart(self, casus_id: UUID) -> None:
        with self.kern.database.transaction(SYSTEEM) as db:
            oldest = min(map(str, taken.due_of_casus(db, casus_id)), default="")
            taken.set_vast(db, casus_id)
            jobs.vraag_werk(db, "wekken", sleutel=f"wekken:{oldest}", casus=str(casus_id))
