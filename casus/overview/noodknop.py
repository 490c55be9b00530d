"""The noodknop as people see it: what they pressed, what waits for their review, and what an FG must know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.fouten import N_, NietGevonden
from casus.domain.noodtoegang import Noodtoegang, Uitkomst
from casus.overview.bron import Bron
from casus.overview.zinnen import DOMEINNAAM, ROLNAAM
from casus.policy import Handeling, mag, voorwaarde
from casus.policy.noodknop import NOOD
from casus.storage import Transactie, dossiers, mensen, noodtoegang

UITKOMST = {Uitkomst.TERECHT: N_("terecht"), Uitkomst.NIET_TERECHT: N_("niet terecht")}


@dataclass(frozen=True)
class NoodRegel:
    """One use; the words that were written are not here."""

    id: UUID
    nummer: str
    wie: str
    rol: str
    organisatie: str
    reden: str
    van: datetime
    tot: datetime
    termijn: date
    beoordelaar: str
    te_laat: bool
    """The term of the review has passed and nobody weighed it."""
    uitkomst: str
    """In words; empty before the review."""


@dataclass(frozen=True)
class NoodknopBeeld:
    """The page: what this person can open, and the uses that concern them."""

    mag_drukken: bool
    redenen: tuple[tuple[str, str], ...]
    opent: tuple[str, ...]
    uren: int
    regels: tuple[NoodRegel, ...]


@dataclass(frozen=True)
class NoodtoegangBeeld:
    """One use, with the words for who reviews."""

    regel: NoodRegel
    toelichting: str
    oordeel: str
    te_beoordelen: bool


def lees_noodknoppen(bron: Bron, actor: Actor) -> NoodknopBeeld:
    """What this person can do, and the uses that they may see, those that wait for a review first."""
    with bron.lezen(actor) as db:
        rows = noodtoegang.list_alle(db, voorwaarde(Handeling.NOODKNOP_ZIEN, db.lezer))
        lines = _regels(db, [(row, casus.nummer or "") for row, casus in rows])
    bron.database.record(actor, "noodknoppen_gelezen")
    mine = NOOD.rollen.get(actor.rol) if actor.rol else None
    return NoodknopBeeld(
        mag_drukken=mag(actor, Handeling.NOODKNOP_GEBRUIKEN),
        redenen=tuple(NOOD.redenen.items()),
        opent=tuple(DOMEINNAAM[code] for code in dict.fromkeys(mine.domeinen)) if mine else (),
        uren=int(NOOD.duur.total_seconds() // 3600),
        regels=lines,
    )


def lees_noodtoegang(bron: Bron, actor: Actor, ident: UUID) -> NoodtoegangBeeld:
    """One use; what was written is opened only for who pressed and for the owner: an FG supervises, and reads no care.

    Of what happened between two other houses the FG of the school does not learn the reason either.

    Raises:
        NietGevonden: not there, or not for this reader.
    """
    with bron.lezen(actor) as db:
        rows = noodtoegang.list_alle(db, voorwaarde(Handeling.NOODKNOP_ZIEN, db.lezer) & (Noodtoegang.id == ident))
        if not rows:
            raise NietGevonden(gevraagd=ident)
        row, casus = rows[0]
        may = noodtoegang.read(db, ident, voorwaarde(Handeling.NOODKNOP_LEZEN, db.lezer)) is not None
        review = noodtoegang.read(db, ident, voorwaarde(Handeling.NOODKNOP_BEOORDELEN, db.lezer)) is not None
        casus_id = casus.id
        line = _regels(db, [(row, casus.nummer or "")])[0]
        beeld = NoodtoegangBeeld(
            regel=line
            if may or actor.organisatie_id in (row.organisatie_id, row.eigenaar_id)
            else replace(line, reden=""),
            toelichting=_open(db, row, noodtoegang.TOELICHTING, row.sleutel_versie, row.toelichting) if may else "",
            oordeel=_open(db, row, noodtoegang.OORDEEL, row.oordeel_versie, row.oordeel) if may else "",
            te_beoordelen=review,
        )
    bron.database.record(actor, "noodknop_gelezen", "ja", casus_id, noodtoegang=ident, tekst=may)
    return beeld


def _open(db: Transactie, row: Noodtoegang, where: str, versie: int | None, cipher: bytes | None) -> str:
    if cipher is None or versie is None:
        return ""
    return str(dossiers.uit_json(db.ontzegel(where, row.id, row.casus_id, noodtoegang.DOMEIN, versie, cipher))["tekst"])


def _regels(db: Transactie, rows: list[tuple[Noodtoegang, str]]) -> tuple[NoodRegel, ...]:
    people = mensen.names(db, [ident for row, _ in rows for ident in (row.persoon_id, row.beoordelaar_id)])
    places = mensen.organisation_names(db, (row.organisatie_id for row, _ in rows))
    return tuple(
        NoodRegel(
            id=row.id,
            nummer=nummer,
            wie=people.get(row.persoon_id, ""),
            rol=ROLNAAM[row.rol],
            organisatie=places.get(row.organisatie_id, ""),
            reden=NOOD.redenen.get(row.reden, row.reden),
            van=row.van,
            tot=row.tot,
            termijn=row.termijn,
            beoordelaar=people.get(row.beoordelaar_id, "") if row.beoordelaar_id else "",
            te_laat=row.beoordeeld_op is None and row.termijn < db.lezer.dag,
            uitkomst=UITKOMST[row.uitkomst] if row.uitkomst else "",
        )
        for row, nummer in rows
    )
