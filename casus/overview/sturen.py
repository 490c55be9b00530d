"""What this reader may tell a casus."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.fouten import N_, Geweigerd
from casus.overview.bron import Bron
from casus.overview.zicht import aanduiding, blik_van
from casus.policy import Handeling, casus_bekend, gate_of, kolommen, woordkolommen
from casus.storage import Transactie, casussen

BERICHTEN: dict[str, tuple[Handeling, str, str]] = {
    "aanbod_starten": (
        Handeling.AANBOD_STARTEN,
        N_("Aanbod starten"),
        N_("Er komt onderwijs of begeleiding, al is het maar één vak. Je legt daarna de start en de uren vast."),
    ),
    "school_gewisseld": (
        Handeling.CASUS_STUREN,
        N_("Naar een andere school"),
        N_("De leerling is nu ingeschreven op een andere school. De klok loopt door."),
    ),
    "verhuisd": (
        Handeling.CASUS_STUREN,
        N_("Verhuisd"),
        N_("De leerling woont nu in een andere gemeente. Alleen de leerplichtambtenaar verandert."),
    ),
    "per_abuis_geopend": (
        Handeling.CASUS_STUREN,
        N_("Per abuis geopend"),
        N_("Deze casus had er niet moeten zijn. Hij wordt gesloten."),
    ),
}
"""Message, the act that its sender needs, and what it means."""


@dataclass(frozen=True)
class Keuze:
    """One thing to tell the casus."""

    bericht: str
    naam: str
    uitleg: str


@dataclass(frozen=True)
class Stuurbeeld:
    """The page."""

    id: UUID
    titel: str
    nummer: str
    keuzes: tuple[Keuze, ...]


STUREN = (Handeling.CASUS_STUREN, Handeling.AANBOD_STARTEN)


def mag_sturen(db: Transactie, casus_id: UUID) -> bool:
    """Whether this person may tell this casus anything: the link to the page."""
    per_act = {act: kolommen(act, db.lezer) for act in STUREN}
    words = {word: column for columns in per_act.values() for word, column in columns.items()}
    _, _, held = casussen.read_with_words(db, casus_id, casus_bekend(db.lezer), words)
    return any(gate_of(act, {w: w in held for w in columns}) is None for act, columns in per_act.items())


def lees_sturen(bron: Bron, actor: Actor, casus_id: UUID) -> Stuurbeeld:
    """What this person may tell the casus.

    Raises:
        NietGevonden: not there, or the reader may not know of it.
        Geweigerd: nothing of it is for this role.
    """
    with bron.lezen(actor) as db:
        per_act = {act: kolommen(act, db.lezer) for act in STUREN}
        words = dict(woordkolommen(db.lezer))
        for columns in per_act.values():
            words |= columns
        casus, leerling, held = casussen.read_with_words(db, casus_id, casus_bekend(db.lezer), words)
        gates = {act: gate_of(act, {w: w in held for w in columns}) for act, columns in per_act.items()}
        if all(gates.values()):
            raise Geweigerd(Handeling.CASUS_STUREN, gates[Handeling.CASUS_STUREN] or "", casus_id)
        blik = blik_van(db.lezer, leerling, held - {word for columns in per_act.values() for word in columns})
        return Stuurbeeld(
            casus.id,
            aanduiding(casus, leerling, blik),
            casus.nummer or "",
            tuple(Keuze(key, name, help_) for key, (act, name, help_) in BERICHTEN.items() if gates[act] is None),
        )
