"""What people do with casussen: begin one from a signal, tell it that something happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from casus.domain.actor import SYSTEEM, Actor
from casus.domain.casus import Casus
from casus.domain.leerling import Leerling
from casus.engine import NietWachtend
from casus.policy import DEELNEMEN
from casus.services.kern import Kern
from casus.services.verloop import neem_over, verloop_van
from casus.storage import Transactie, casussen, mensen, taken

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
    neem_over(db, casus, stand)
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
    neem_over(db, casus, stand)
    return True


class Casussen:
    """Casussen as a whole."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def wake_due(self, limit: int = 100) -> int:
        """Let the timers fire whose moment has passed; each casus in a transaction of its own."""
        with self.kern.database.reading(SYSTEEM) as db:
            due = taken.due_casussen(db, limit)
        for casus_id in due:
            self._wake(casus_id, SYSTEEM)
        return len(due)

    def _wake(self, casus_id: UUID, actor: Actor) -> None:
        with self.kern.database.transaction(actor) as db:
            casus = casussen.read_casus(db, casus_id)
            neem_over(db, casus, self.kern.engine.wake(verloop_van(casus), db.nu))
