"""One page per melding for leerplicht: what the school reported, whom to call, what was done, and text to copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from casus.domain.actor import Actor
from casus.domain.casus import Gebeurtenis
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import N_, NietGevonden
from casus.domain.melding import DuoMelding, StatusMelding
from casus.overview.bron import Bron
from casus.overview.pagina import Pagina
from casus.overview.werklijst import ALLES
from casus.overview.zicht import aanduiding, kijk
from casus.policy import Handeling, leesbaar, voorwaarde
from casus.storage import Transactie, casussen, dossiers, overzichten

STATUSSEN: dict[StatusMelding, tuple[str, str]] = {
    StatusMelding.GEREGISTREERD: (N_("geregistreerd"), "oranje"),
    StatusMelding.IN_BEHANDELING: (N_("in behandeling"), ""),
    StatusMelding.AFGESLOTEN: (N_("afgesloten"), "groen"),
}
"""How a melding stands, and its colour."""

SOORTEN: dict[str, str] = {
    "16U_V3": N_("16 uur in vier lesweken"),
    "16U_V4": N_("16 uur in vier lesweken, 18 jaar of ouder"),
    "LRV": N_("langdurig relatief verzuim (LRV)"),
    "LUXE": N_("luxeverzuim"),
    "OVERIG": N_("overig verzuim"),
    "RMC": N_("verzuim van 18 jaar of ouder (RMC)"),
}
"""The kinds of the keuzehulp in words; a kind without words reads as it was written."""
TAKEN_DOMEIN = "D11"


@dataclass(frozen=True)
class MeldingRegel:
    """One melding of the list."""

    id: UUID
    casus_id: UUID
    nummer: str
    leerling: str
    school: str
    soort: str
    begindatum: date
    status: str
    status_kleur: str
    gemeld_op: datetime | None


@dataclass(frozen=True)
class Meldingen:
    """A page of the meldingen for a gemeente."""

    regels: tuple[MeldingRegel, ...]
    pagina: Pagina


@dataclass(frozen=True)
class Gedaan:
    """One thing that happened, of which this reader may know."""

    op: datetime
    titel: str


@dataclass(frozen=True)
class MeldingBeeld:
    """The page."""

    melding: MeldingRegel
    casus_nummer: str
    einddatum: date | None
    geboren: date | None
    contact: str
    contact_email: str
    vragen: tuple[tuple[str, str], ...]
    """What the school asked and answered."""
    teruggekoppeld: tuple[tuple[str, str], ...]
    """What the own organisation answered to the school."""
    gedaan: tuple[Gedaan, ...]
    taken: tuple[tuple[UUID, str, date], ...]


def lees_meldingen(bron: Bron, actor: Actor, pagina: str = "") -> Meldingen:
    """The meldingen for this gemeente that the reader may read."""
    with bron.lezen(actor) as db:
        page = Pagina.kies(pagina, overzichten.count_meldingen(db, _visible(db)))
        found = tuple(_line(row) for row in overzichten.list_meldingen(db, _visible(db), deel=page.deel))
    bron.database.record(
        actor, "meldingen_gelezen", meldingen=[line.id for line in found],
        casussen=sorted({line.casus_id for line in found}, key=str),
    )  # fmt: skip
    return Meldingen(found, page)


def _visible(db: Transactie) -> Any:
    """The melding is for us, and this reader may read D11 and the name on its casus."""
    return (
        voorwaarde(Handeling.MELDING_LEZEN, db.lezer)
        & leesbaar(db.lezer, None, TAKEN_DOMEIN)
        & leesbaar(db.lezer, None, "D01")
    )


def lees_melding(bron: Bron, actor: Actor, melding_id: UUID) -> MeldingBeeld:
    """One melding.

    Raises:
        NietGevonden: not there, or not for this reader.
    """
    with bron.lezen(actor) as db:
        rows = overzichten.list_meldingen(db, _visible(db), DuoMelding.id == melding_id)
        if not rows:
            raise NietGevonden
        row = rows[0]
        casus, leerling, blik = kijk(db, row.Casus.id)
        contacts = {} if casus.school_id is None else overzichten.contacten(db, [casus.school_id])
        who, email = contacts.get(casus.school_id, ("", ""))  # type: ignore[arg-type]
        mine = overzichten.tasks_of(db, [casus.id], voorwaarde(Handeling.TAAK_AFRONDEN, db.lezer))
        model = bron.catalogue.model(casus.spec_hash)
        asked, read = _texts(db, casus.id, Dossierstuk.organisatie_id.is_distinct_from(actor.organisatie_id))
        told, told_ids = _texts(db, casus.id, Dossierstuk.organisatie_id == actor.organisatie_id)
        page = MeldingBeeld(
            melding=_line(row, aanduiding(casus, leerling, blik)),
            casus_nummer=casus.nummer or "",
            einddatum=row.DuoMelding.einddatum,
            geboren=leerling.geboortedatum,
            contact=who,
            contact_email=email,
            vragen=asked,
            teruggekoppeld=told,
            gedaan=_done(db, bron, row.Casus),
            taken=tuple((t.id, model.elements[t.proces, t.stap].naam, t.termijn) for t in mine.get(casus.id, [])),
        )
    bron.database.record(
        actor, "melding_gelezen", "ja", page.melding.casus_id, melding=melding_id, stukken=read + told_ids
    )
    return page


def _line(row: Any, name: str = "") -> MeldingRegel:
    melding = row.DuoMelding
    status, colour = STATUSSEN[melding.status]
    return MeldingRegel(
        id=melding.id,
        casus_id=row.Casus.id,
        nummer=melding.nummer or "",
        leerling=name or row.Leerling.naam,
        school=row.school or "",
        soort=SOORTEN.get(melding.soort, melding.soort),
        begindatum=melding.begindatum,
        status=status,
        status_kleur=colour,
        gemeld_op=melding.gemeld_op,
    )


def _texts(
    db: Transactie, casus_id: UUID, whose: ColumnElement[bool]
) -> tuple[tuple[tuple[str, str], ...], list[UUID]]:
    """Questions and answers of the melding, as far as this reader may read them; and the entries they stand in."""
    visible = leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein)
    stukken = dossiers.list_stukken(db, casus_id, visible, Dossierstuk.domein == TAKEN_DOMEIN, whose)
    texts = [stuk for stuk in stukken if not stuk.bestandsnaam]
    pairs = tuple(
        (question, text) for stuk in texts for _, question, _, text in dossiers.open_json(db, stuk).get("vragen", [])
    )
    return pairs, [stuk.id for stuk in texts]


def _done(db: Transactie, bron: Bron, casus: Any) -> tuple[Gedaan, ...]:
    """What the journal says, of domains that this reader may know; the oldest first."""
    model = bron.catalogue.model(casus.spec_hash)
    weetbaar = leesbaar(db.lezer, Gebeurtenis, Gebeurtenis.domein, "weten", ALLES)
    found = []
    for row in reversed(casussen.list_gebeurtenissen(db, casus.id, weetbaar)):
        element = model.element(row.proces, row.stap) if row.proces and row.stap else None
        if row.soort == "taak_afgerond" and element is not None:
            found.append(Gedaan(row.op, element.naam))
    return tuple(found)
