"""The messages of one reader: that something waits, and about whom and the way there for who may still know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.bericht import SoortBericht
from casus.domain.casus import StatusTaak
from casus.domain.fouten import N_, NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.rol import CLIENT
from casus.domain.techniek import Bericht
from casus.messages.teksten import TEKSTEN
from casus.overview.bron import Bron
from casus.policy import Handeling, casus_bekend, leesbaar, mag, taak_bekend, voorwaarde
from casus.storage import Transactie, berichten

PER_PAGINA = 25
LAATSTE_PAGINA = 10_000
NIET_VOOR_JOU = N_("Dit is niet meer voor jou.")
KLAAR = N_("De taak is al klaar. Je hoeft niets meer te doen.")
SIGNEREN = (SoortBericht.TOESTEMMING_GEVRAAGD,)
NAAR: dict[str, tuple[tuple[Handeling, str], ...]] = {
    SoortBericht.GEPARKEERD: ((Handeling.POST_BEHEREN, "post"),),
    SoortBericht.MEDISCHE_TEKST: ((Handeling.TEKSTEN_BEOORDELEN, "teksten"), (Handeling.DATALEKKEN_ZIEN, "datalekken")),
    SoortBericht.VERNIETIGING: ((Handeling.VERNIETIGING_ZIEN, "vernietiging"),),
    SoortBericht.DATALEK: ((Handeling.DATALEKKEN_ZIEN, "datalekken"),),
}
"""Where a message leads that is about no casus: the first page that the reader may open."""
NOODKNOP = (SoortBericht.NOODKNOP, SoortBericht.NOODKNOP_BEOORDELEN, SoortBericht.NOODKNOP_NIET_TERECHT)


@dataclass(frozen=True)
class BerichtRegel:
    """One message as this reader may see it now."""

    id: UUID
    op: datetime
    nieuw: bool
    titel: str
    uitleg: str
    taak: str
    """The title of the task, as the reader may know it now."""
    wie: str
    """How the pupil is called for this reader."""
    voor_mij: bool
    """Whether the reader may still know what it is about; if not, not even its kind is told."""
    naar: str
    """Where it leads: `taak`, `casus`, `toestemmingen`, `noodknop`, `post`, `teksten`, `datalekken`, or nowhere."""
    naar_id: UUID | None


@dataclass(frozen=True)
class BerichtenBeeld:
    """One page of messages, the newest first."""

    regels: tuple[BerichtRegel, ...]
    pagina: int
    meer: bool
    tot: str
    """The moment of the newest message on the page."""


def tel_ongelezen(bron: Bron, actor: Actor) -> int:
    """How many messages the reader has not read."""
    if actor.persoon_id is None:
        return 0
    with bron.lezen(actor) as db:
        return berichten.tel_ongelezen(db, actor.persoon_id)


def lees_berichten(bron: Bron, actor: Actor, pagina: int = 1) -> BerichtenBeeld:
    """A page of the reader's own messages."""
    page = min(max(pagina, 1), LAATSTE_PAGINA)
    with bron.lezen(actor) as db:
        rows = _rijen(db, limit=PER_PAGINA + 1, offset=(page - 1) * PER_PAGINA)
        regels = tuple(_regel(bron, row, actor) for row in rows[:PER_PAGINA])
    bron.database.record(actor, "berichten_gelezen")
    tot = max((regel.op for regel in regels), default=None)
    return BerichtenBeeld(regels, page, len(rows) > PER_PAGINA, tot.isoformat() if tot else "")


def lees_bericht(bron: Bron, actor: Actor, bericht_id: UUID) -> BerichtRegel:
    """One message.

    Raises:
        NietGevonden: no message of this reader.
    """
    with bron.lezen(actor) as db:
        rows = _rijen(db, Bericht.id == bericht_id, limit=1)
        if not rows:
            raise NietGevonden(gevraagd=bericht_id)
        regel = _regel(bron, rows[0], actor)
    bron.database.record(actor, "bericht_gelezen", "ja", bericht=bericht_id)
    return regel


def _rijen(db: Transactie, *extra: Any, limit: int, offset: int = 0) -> list[Any]:
    if db.actor.persoon_id is None:
        return []
    columns = {
        "doet_taak": voorwaarde(Handeling.TAAK_ZIEN, db.lezer),
        "kent_taak": taak_bekend(db.lezer),
        "kent_casus": casus_bekend(db.lezer),
        "naam_mag": leesbaar(db.lezer, None, "D01"),
    }
    return list(berichten.list_berichten(db, db.actor.persoon_id, columns, *extra, limit=limit, offset=offset))


def _regel(bron: Bron, row: Any, actor: Actor) -> BerichtRegel:
    bericht: Bericht = row.Bericht
    known = _kent(row, actor)
    naar, ident = _bestemming(row, actor) if known else ("", None)
    tekst = TEKSTEN[SoortBericht(bericht.soort)]
    done = row.Taak is not None and row.Taak.status is not StatusTaak.OPEN
    return BerichtRegel(
        id=bericht.id,
        op=bericht.op,
        nieuw=bericht.gelezen_op is None,
        titel=tekst.titel if known else NIET_VOOR_JOU,
        uitleg="" if not known else KLAAR if done else tekst.uitleg,
        taak=_titel(bron, row) if known else "",
        wie=_wie(row, actor) if known else "",
        voor_mij=known,
        naar=naar,
        naar_id=ident,
    )


def _titel(bron: Bron, row: Any) -> str:
    if row.Taak is None:
        return ""
    element = bron.catalogue.model(row.Casus.spec_hash).element(row.Taak.proces, row.Taak.stap)
    return "" if element is None else element.naam


def _wie(row: Any, actor: Actor) -> str:
    """A name for who may read it and for the own family, else the number of the casus."""
    if row.Leerling is None:
        return ""
    leerling: Leerling = row.Leerling
    return leerling.naam if row.naam_mag else leerling.roepnaam if actor.rol in CLIENT else row.Casus.nummer or ""


def _kent(row: Any, actor: Actor) -> bool:
    if row.Bericht.taak_id is not None:
        return bool(row.kent_taak)
    if row.Bericht.soort in NOODKNOP:
        return mag(actor, Handeling.NOODKNOPPEN_ZIEN)
    if row.Bericht.casus_id is not None:
        return bool(row.kent_casus)
    return any(mag(actor, handeling) for handeling, _ in NAAR.get(row.Bericht.soort, ()))


def _bestemming(row: Any, actor: Actor) -> tuple[str, UUID | None]:
    bericht: Bericht = row.Bericht
    if row.doet_taak and row.Taak.status is StatusTaak.OPEN:
        return "taak", bericht.taak_id
    if bericht.soort in SIGNEREN:
        return "toestemmingen", None
    if bericht.soort in NOODKNOP:
        return "noodknop", None
    if row.kent_casus:
        return "casus", bericht.casus_id
    return next((page for act, page in NAAR.get(bericht.soort, ()) if mag(actor, act)), ""), None
