"""What people do with their taken: complete one, keep a half-filled one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from casus.domain.actor import Actor
from casus.domain.casus import Casus, StatusTaak, Taak
from casus.domain.dossier import Concept
from casus.domain.fouten import AlAfgerond, Geweigerd
from casus.engine import DubbelAfgerond
from casus.forms import Antwoorden, Deel
from casus.policy import Handeling, gate_of, kolommen, voorwaarde
from casus.services.gevolgen import GEVOLGEN, Gevolg
from casus.services.kern import Kern
from casus.services.verloop import neem_over, verloop_van
from casus.services.wacht import bewaak, hou_achter, staat_van
from casus.storage import Transactie, casussen, dossiers, mensen, overleggen, taken

OVERLEG = "D18"


@dataclass(frozen=True)
class Afgerond:
    """The receipt of a completed task."""

    casus_id: UUID
    stap: str


class Taken:
    """The tasks of a casus, one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def complete(self, taak_id: UUID, antwoorden: Antwoorden, actor: Actor, reden: str = "") -> Afgerond:
        """Complete one taak and hand the casus to whoever comes next: all of it, or nothing.

        `reden`: why a text in which medical words stand must stay.

        Raises:
            NietGevonden: no such task for this actor.
            AlAfgerond: it was completed before.
            Geweigerd: the actor may see it but not do it.
            MedischGevonden: medical words stand in a text, and it cannot stay, or not without a reason.
            OngeldigeInvoer: what follows from the answers cannot be done.
        """
        with self.kern.database.transaction(actor) as db:
            taak = self._require(db, taak_id)
            kept = bewaak(db, antwoorden.delen, reden)
            casus = casussen.read_casus(db, taak.casus_id)
            gevolg = self._gevolg(casus, taak)
            flags = dict(antwoorden.vlaggen)
            if gevolg is not None:
                flags |= gevolg(self.kern, db, casus, taak, antwoorden)
            try:
                stand = self.kern.engine.complete(verloop_van(casus), taak.id, flags, db.nu)
            except DubbelAfgerond as error:
                raise AlAfgerond from error
            self._write(db, casus, taak, antwoorden, kept, reden)
            taak.status, taak.afgerond_op, taak.afgerond_door = StatusTaak.AFGEROND, db.nu, actor.persoon_id
            taken.delete_concepten(db, taak.id)
            casussen.journal(db, casus.id, "taak_afgerond", taak.domein, proces=taak.proces, stap=taak.stap)
            db.audit("taak_afgerond", casus_id=casus.id, taak=taak.id, domeinen=[d.domein for d in antwoorden.delen])
            neem_over(self.kern, db, casus, stand)
            return Afgerond(casus.id, taak.stap)

    def save_concept(self, taak_id: UUID, waarden: Mapping[str, Any], actor: Actor) -> UUID:
        """Keep a half-filled form: sealed, for its writer only.

        Raises:
            NietGevonden, AlAfgerond, Geweigerd: as for `complete`.
        """
        if actor.persoon_id is None:
            raise Geweigerd(Handeling.TAAK_AFRONDEN, "persoon")
        with self.kern.database.transaction(actor) as db:
            taak = self._require(db, taak_id)
            concept = taken.find_concept(db, taak.id, actor.persoon_id)
            ident = uuid4() if concept is None else concept.id
            cipher, version = db.verzegel("concept", ident, taak.casus_id, taak.domein, dict(waarden))
            if concept is not None:
                concept.inhoud, concept.sleutel_versie, concept.op = cipher, version, db.nu
            else:
                db.add(
                    Concept(
                        id=ident, taak_id=taak.id, persoon_id=actor.persoon_id, casus_id=taak.casus_id,
                        domein=taak.domein, inhoud=cipher, sleutel_versie=version, op=db.nu,
                    )
                )  # fmt: skip
            return taak.casus_id

    def _require(self, db: Transactie, taak_id: UUID) -> Taak:
        """The open task, when this actor may complete it."""
        visible = voorwaarde(Handeling.TAAK_ZIEN, db.lezer)
        asked = kolommen(Handeling.TAAK_AFRONDEN, db.lezer)
        taak, words = taken.read_with_words(db, taak_id, visible, asked)
        if taak.status is not StatusTaak.OPEN:
            raise AlAfgerond
        gate = gate_of(Handeling.TAAK_AFRONDEN, {word: word in words for word in asked})
        if gate is not None:
            raise Geweigerd(Handeling.TAAK_AFRONDEN, gate, taak.casus_id)
        return taak

    def _gevolg(self, casus: Casus, taak: Taak) -> Gevolg | None:
        element = self.kern.engine.catalogue.model(casus.spec_hash).element(taak.proces, taak.stap)
        name = None if element is None else element.eigenschappen.get("gevolg")
        return None if name is None else GEVOLGEN[name]

    def _write(
        self, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden, kept: frozenset[int], reden: str
    ) -> None:
        """One dossier entry per data domain, and one per uploaded file; what is `kept` waits for a judgement."""
        for place, deel in enumerate(antwoorden.delen):
            held = place in kept
            inhoud = deel.inhoud() | ({"reden": reden.strip()} if held else {})
            for about in _about(db, casus, deel):
                stuk = dossiers.write_stuk(
                    db, casus, deel.domein, inhoud, stap=taak.stap, formulier=antwoorden.formulier,
                    betreft_id=about, afgeschermd=deel.afgeschermd, overleg_id=_meeting(db, casus, deel),
                    medisch=staat_van(held),
                )  # fmt: skip
                if held:
                    hou_achter(self.kern, db, casus, stuk)
        for bestand in antwoorden.bestanden:
            dossiers.write_stuk(
                db, casus, bestand.domein, bestand.data, stap=taak.stap, formulier=antwoorden.formulier,
                bestandsnaam=bestand.naam,
            )  # fmt: skip


def _meeting(db: Transactie, casus: Casus, deel: Deel) -> UUID | None:
    """The meeting that minutes belong to: those invited to it may read them."""
    overleg = overleggen.find_laatste(db, casus.id) if deel.domein == OVERLEG else None
    return None if overleg is None else overleg.id


def _about(db: Transactie, casus: Casus, deel: Deel) -> list[UUID] | list[None]:
    """Whose words these are, when the form says so: all parents with gezag get the same."""
    if deel.betreft == "ouder":
        return mensen.list_gezag(db, casus.leerling_id) or [None]
    pupil = mensen.pupil_person(db, casus.leerling_id) if deel.betreft == "leerling" else None
    return [None] if pupil is None else [pupil]
