"""Texts that may be medical, for who judges them; records of what was read, for the FG; own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.datalek import Datalek, StatusDatalek
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import N_, NietGevonden
from casus.domain.medisch import Medisch, knip
from casus.overview.bron import Bron
from casus.overview.pagina import Pagina
from casus.overview.zicht import aanduiding, kijk
from casus.overview.zinnen import DOMEINNAAM
from casus.policy import WACHT, Handeling, leesbaar, require, voorwaarde
from casus.storage import Transactie, dossiers, medisch, mensen

STATUSSEN: dict[StatusDatalek, tuple[str, str]] = {
    StatusDatalek.OPEN: (N_("nog te besluiten"), "oranje"),
    StatusDatalek.GEMELD: (N_("gemeld"), "groen"),
    StatusDatalek.NIET_MELDPLICHTIG: (N_("hoeft niet gemeld"), "groen"),
}
STANDEN: dict[Medisch, str] = {
    Medisch.MOGELIJK: N_("wacht op een oordeel"),
    Medisch.VERZEGELD: N_("verzegeld"),
}


@dataclass(frozen=True)
class TekstRegel:
    """One text that waits."""

    id: UUID
    wie: str
    domein: str
    op: datetime
    schrijver: str


@dataclass(frozen=True)
class Teksten:
    """A page of the texts that wait for this reader's judgement, the oldest first."""

    regels: tuple[TekstRegel, ...]
    pagina: Pagina


@dataclass(frozen=True)
class Antwoord:
    """One answer of a text, with what was found in it."""

    sleutel: str
    vraag: str
    tekst: str
    stukjes: tuple[tuple[str, bool], ...]
    vrij: bool
    """Its writer chose the words, so they can be changed."""


@dataclass(frozen=True)
class TekstBeeld:
    """One text, to be judged."""

    id: UUID
    casus_id: UUID
    leerling: str
    domein: str
    op: datetime
    schrijver: str
    wacht: bool
    """It is hidden already and waits; otherwise it can be pointed out."""
    reden: str
    antwoorden: tuple[Antwoord, ...]


@dataclass(frozen=True)
class DatalekRegel:
    """One record."""

    id: UUID
    nummer: str
    domein: str
    ontdekt_op: datetime
    uiterlijk: datetime
    uren: int
    """Whole hours left; negative when the term has passed."""
    status: str
    kleur: str
    open: bool
    lezers: tuple[str, ...]
    reden: str


@dataclass(frozen=True)
class Achtergehouden:
    """That a text is held back: not whose, not what."""

    nummer: str
    domein: str
    op: datetime
    stand: str


@dataclass(frozen=True)
class Datalekken:
    """A page of records, and which texts of the own organisation nobody else reads."""

    regels: tuple[DatalekRegel, ...]
    pagina: Pagina
    achtergehouden: tuple[Achtergehouden, ...]


@dataclass(frozen=True)
class EigenWoord:
    """A word that the guard of this organisation looks for, beside the list."""

    id: UUID
    woord: str
    door: str
    op: datetime


def lees_teksten(bron: Bron, actor: Actor, pagina: str = "") -> Teksten:
    """The texts that this person may judge."""
    with bron.lezen(actor) as db:
        rule = voorwaarde(Handeling.TEKST_BEOORDELEN, db.lezer)
        page = Pagina.kies(pagina, medisch.count_te_beoordelen(db, rule))
        rows = medisch.list_te_beoordelen(db, rule, leesbaar(db.lezer, None, "D01"), page.deel)
        people = mensen.names(db, (row.Dossierstuk.auteur_id for row in rows))
        regels = tuple(_regel(row, people) for row in rows)
    bron.database.record(actor, "teksten_bekeken", stukken=[regel.id for regel in regels])
    return Teksten(regels, page)


def _regel(row: Any, people: Mapping[UUID, str]) -> TekstRegel:
    stuk: Dossierstuk = row.Dossierstuk
    name = row.Leerling.naam if row.naam_mag else row.Casus.nummer or row.Leerling.pseudoniem
    return TekstRegel(stuk.id, name, DOMEINNAAM[stuk.domein], stuk.op, people.get(stuk.auteur_id, ""))


def lees_tekst(bron: Bron, actor: Actor, stuk_id: UUID) -> TekstBeeld:
    """One text with the words that were found in it.

    Raises:
        NietGevonden: not there, a file, or not for this reader to judge.
    """
    with bron.lezen(actor) as db:
        stuk, _ = dossiers.read_stuk(db, stuk_id, voorwaarde(Handeling.TEKST_BEOORDELEN, db.lezer), {})
        if not WACHT.te_beoordelen(stuk.domein, stuk.bestandsnaam):
            raise NietGevonden(gevraagd=stuk_id)
        casus, leerling, blik = kijk(db, stuk.casus_id)
        inhoud = dossiers.open_json(db, stuk)
        eigen = [row.woord for row in medisch.list_eigen_woorden(db, actor.organisatie_id)]
        beeld = TekstBeeld(
            id=stuk.id,
            casus_id=casus.id,
            leerling=aanduiding(casus, leerling, blik),
            domein=DOMEINNAAM[stuk.domein],
            op=stuk.op,
            schrijver=mensen.names(db, [stuk.auteur_id]).get(stuk.auteur_id, ""),
            wacht=stuk.medisch is Medisch.MOGELIJK,
            reden=str(inhoud.get("reden", "")),
            antwoorden=tuple(_antwoord(item, eigen) for item in inhoud.get("vragen", [])),
        )
        domein = stuk.domein
    bron.database.record(actor, "tekst_beoordeeld", "ja", beeld.casus_id, stuk=stuk_id, domeinen=[domein])
    return beeld


def _antwoord(item: Any, eigen: list[str]) -> Antwoord:
    key, question, value, text = item
    return Antwoord(
        key, question, str(text), knip(str(text), WACHT.vind(str(text), eigen)), bool(key) and value == text
    )


def lees_datalekken(bron: Bron, actor: Actor, pagina: str = "") -> Datalekken:
    """The records of the own organisation, and that texts are held back there."""
    with bron.lezen(actor) as db:
        rule = voorwaarde(Handeling.DATALEK_ZIEN, db.lezer)
        page = Pagina.kies(pagina, medisch.count_datalekken(db, rule))
        rows = medisch.list_datalekken(db, rule, deel=page.deel)
        people = mensen.names(db, (UUID(ident) for row in rows for ident in row.Datalek.lezers))
        regels = tuple(_lek(db, row, people) for row in rows)
        held = tuple(
            Achtergehouden(row.nummer or "", DOMEINNAAM[row.domein], row.op, STANDEN[row.medisch])
            for row in medisch.list_achtergehouden(db, actor.organisatie_id)
        )
    bron.database.record(actor, "datalekken_bekeken", datalekken=[regel.id for regel in regels])
    return Datalekken(regels, page, held)


def _lek(db: Transactie, row: Any, people: Mapping[UUID, str]) -> DatalekRegel:
    lek: Datalek = row.Datalek
    status, colour = STATUSSEN[lek.status]
    left = (lek.uiterlijk - db.nu).total_seconds() // 3600
    return DatalekRegel(
        id=lek.id,
        nummer=row.nummer or "",
        domein=DOMEINNAAM[row.domein],
        ontdekt_op=lek.ontdekt_op,
        uiterlijk=lek.uiterlijk,
        uren=int(left),
        status=status,
        kleur=colour,
        open=lek.status is StatusDatalek.OPEN,
        lezers=tuple(sorted(people.get(UUID(ident), "") for ident in lek.lezers)),
        reden=_reden(db, lek),
    )


def _reden(db: Transactie, lek: Datalek) -> str:
    if lek.reden is None:
        return ""
    sealed = db.ontzegel("datalek", lek.id, lek.casus_id, "D24", lek.sleutel_versie, lek.reden)
    return str(dossiers.uit_json(sealed)["reden"])


def lees_woorden(bron: Bron, actor: Actor) -> tuple[EigenWoord, ...]:
    """The own words of the reader's organisation."""
    require(actor, Handeling.MEDISCHE_WOORDEN_BEHEREN)
    with bron.lezen(actor) as db:
        rows = medisch.list_eigen_woorden(db, actor.organisatie_id)
        people = mensen.names(db, (row.door_id for row in rows))
        found = tuple(EigenWoord(row.id, row.woord, people.get(row.door_id, ""), row.op) for row in rows)
    bron.database.record(actor, "medische_woorden_bekeken")
    return found
