"""The dossier of a casus by data domain: what the reader may read, and what stays closed and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from casus.domain.dossier import Dossierstuk
from casus.domain.medisch import Medisch
from casus.forms import Formulieren
from casus.overview.lezers import Lezers, lezers_van
from casus.overview.werklijst import ALLES
from casus.overview.zinnen import DOMEINNAAM, POORT, VAAG
from casus.policy import TABEL, WACHT, Antwoord, Besluit, Blik, Handeling, leesbaar, voorwaarde
from casus.storage import Transactie, dossiers, mensen

ELDERS = ("D01", "D02", "D03", "D23", "D24", "D30")
"""Enrolment, family, absence, clocks and the log live in tables of their own."""


@dataclass(frozen=True)
class Stuk:
    """One readable dossier entry."""

    id: UUID
    domein: str
    op: datetime
    auteur: str
    rol: str
    vragen: tuple[tuple[str, str], ...]
    bestand: str | None
    vervangt: UUID | None
    eerder: tuple[Stuk, ...]
    """The entries that this one took the place of, newest first."""
    verbeterbaar: bool
    bewaakt: bool
    """Nothing medical belongs in it: who judges can point it out."""
    achtergehouden: bool
    """It may be medical: only its writer and who judges it read it now."""


@dataclass(frozen=True)
class Domein:
    """A data domain on the page: its entries, or why they are not shown."""

    code: str
    naam: str
    open: bool
    poort: str
    antwoord: Antwoord
    waarom: str
    """For a closed domain: what it means and what the reader can do."""
    lezers: Lezers
    stukken: tuple[Stuk, ...]
    data: tuple[datetime, ...]
    """For a process fact or summary: when something was written, not what."""

    @property
    def elders(self) -> bool:
        """What is known of it is no text of the dossier: to call it empty would be untrue."""
        return self.code in ELDERS


def domeinen(
    db: Transactie, formulieren: Formulieren, casus_id: UUID, blik: Blik, codes: tuple[str, ...]
) -> tuple[tuple[Domein, ...], frozenset[str], frozenset[str]]:
    """The domains of these codes with their entries; all that are open to the reader; all that are known."""
    rule = leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein)
    vague = leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein, "lezen", (Antwoord.PROCESFEIT, Antwoord.SAMENVATTING))
    weten = leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein, "weten", ALLES)
    here = Dossierstuk.domein.in_(codes)
    wanted = dossiers.list_stukken(db, casus_id, rule, here, inhoud=False)
    facts = dossiers.list_stukken(db, casus_id, vague, here, inhoud=False)
    readable = dossiers.domains_known(db, casus_id, rule)
    known = dossiers.domains_known(db, casus_id, weten)
    mine = dossiers.ids_where(db, casus_id, voorwaarde(Handeling.STUK_VERBETEREN, db.lezer))
    fixable = frozenset(stuk.id for stuk in wanted if stuk.id in mine and (stuk.formulier or "") in formulieren)
    entries = _entries(db, casus_id, wanted, fixable)
    shown = tuple(
        _domain(code, blik, entries.get(code, ()), code in known, [stuk for stuk in facts if stuk.domein == code])
        for code in codes
        if code in known or blik.weet(code)
    )
    opened = readable | {code for code in TABEL.domeinen if blik.besluit(code).ja}
    return shown, frozenset(opened), frozenset(opened | known | {code for code in TABEL.domeinen if blik.weet(code)})


def _domain(code: str, blik: Blik, stukken: tuple[Stuk, ...], known: bool, facts: list[Dossierstuk]) -> Domein:
    besluit = blik.besluit(code)
    antwoord = Antwoord.JA if stukken else besluit.antwoord if known or besluit.ja else Antwoord.NEE
    return Domein(
        code=code,
        naam=DOMEINNAAM[code],
        open=besluit.ja or bool(stukken),
        poort=besluit.poort,
        antwoord=antwoord,
        waarom="" if besluit.ja or stukken else _why(besluit),
        lezers=lezers_van(code, blik.leeftijd),
        stukken=stukken,
        data=tuple(stuk.op for stuk in facts),
    )


def _why(besluit: Besluit) -> str:
    """What a closed part means, and what the reader can do."""
    consent = besluit.antwoord is Antwoord.NEE and "toestemming" in besluit.poort.split("+")
    return POORT["toestemming"] if consent else VAAG[besluit.antwoord]


def _entries(
    db: Transactie, casus_id: UUID, rows: list[Dossierstuk], fixable: frozenset[UUID]
) -> Mapping[str, tuple[Stuk, ...]]:
    """The entries by domain; one that was replaced stands inside the one that took its place."""
    opened = dossiers.open_all(db, casus_id, [row for row in rows if not row.bestandsnaam])
    people = mensen.names(db, (row.auteur_id for row in rows))
    by_id = {row.id: row for row in rows}
    replaced = {row.vervangt_id for row in rows if row.vervangt_id is not None}
    found: dict[str, list[Stuk]] = {}
    for row in rows:
        if row.id not in replaced:
            chain = [_entry(item, opened, people, (), fixable) for item in _chain(row, by_id)]
            found.setdefault(row.domein, []).append(_entry(row, opened, people, tuple(chain), fixable))
    return {code: _each_once(items) for code, items in found.items()}


def _each_once(stukken: list[Stuk]) -> tuple[Stuk, ...]:
    """One text that was written for both parents at once is shown once."""
    found: dict[object, Stuk] = {}
    for stuk in stukken:
        alone = stuk.bestand or stuk.vervangt or not stuk.vragen
        found.setdefault(stuk.id if alone else (stuk.op, stuk.auteur, stuk.vragen), stuk)
    return tuple(found.values())


def _chain(row: Dossierstuk, by_id: Mapping[UUID, Dossierstuk]) -> list[Dossierstuk]:
    older: list[Dossierstuk] = []
    before = by_id.get(row.vervangt_id) if row.vervangt_id else None
    while before is not None:
        older.append(before)
        before = by_id.get(before.vervangt_id) if before.vervangt_id else None
    return older


def _entry(
    stuk: Dossierstuk,
    opened: Mapping[UUID, Mapping[str, Any]],
    people: Mapping[UUID, str],
    eerder: tuple[Stuk, ...],
    fixable: frozenset[UUID],
) -> Stuk:
    vragen = [] if stuk.bestandsnaam else list(opened[stuk.id].get("vragen", []))
    return Stuk(
        id=stuk.id,
        domein=stuk.domein,
        op=stuk.op,
        auteur=people.get(stuk.auteur_id, ""),
        rol=stuk.rol,
        vragen=tuple((question, text) for _, question, _, text in vragen),
        bestand=stuk.bestandsnaam,
        vervangt=stuk.vervangt_id,
        eerder=eerder,
        verbeterbaar=stuk.id in fixable,
        bewaakt=WACHT.te_beoordelen(stuk.domein, stuk.bestandsnaam),
        achtergehouden=stuk.medisch is Medisch.MOGELIJK,
    )


def bestanden(db: Transactie, casus_id: UUID, codes: tuple[str, ...]) -> tuple[Stuk, ...]:
    """The uploaded files that the reader may read, of all domains but these."""
    rule = leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein)
    extra = (Dossierstuk.bestandsnaam.is_not(None), Dossierstuk.domein.not_in(codes))
    rows = dossiers.list_stukken(db, casus_id, rule, *extra, inhoud=False)
    people = mensen.names(db, (row.auteur_id for row in rows))
    return tuple(_entry(row, {}, people, (), frozenset()) for row in rows)
