"""The page of one casus: what this reader may read, what is held back, and by which gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Gebeurtenis
from casus.domain.dossier import Dossierstuk
from casus.domain.rol import CLIENT
from casus.engine import Catalogue
from casus.overview.bron import Bron
from casus.overview.werklijst import ALLES
from casus.overview.zicht import aanduiding, kijk
from casus.policy import TABEL, Antwoord, Blik, leesbaar
from casus.storage import Transactie, casussen, dossiers, mensen, taken


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


@dataclass(frozen=True)
class Domein:
    """A data domain on the page: its entries, or why they are not shown."""

    code: str
    naam: str
    open: bool
    poort: str
    antwoord: Antwoord
    stukken: tuple[Stuk, ...]
    data: tuple[datetime, ...]
    """For a process fact: when something happened, not what."""


@dataclass(frozen=True)
class Volgende:
    """An open task as everybody on the casus may know it."""

    id: UUID
    titel: str
    rol: str
    voor: str
    termijn: date
    van_mij: bool


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    op: datetime
    soort: str
    titel: str
    wie: str
    rol: str


@dataclass(frozen=True)
class Deelnemer:
    """A party on the casus."""

    rol: str
    organisatie: str
    naam: str
    sinds: datetime


@dataclass(frozen=True)
class CasusBeeld:
    """What the page of a casus shows to one reader."""

    id: UUID
    nummer: str
    titel: str
    leeftijd: int | None
    school: str
    status: str
    volgende: tuple[Volgende, ...]
    domeinen: tuple[Domein, ...]
    tijdlijn: tuple[Moment, ...]
    deelnemers: tuple[Deelnemer, ...]


def lees_casus(bron: Bron, actor: Actor, casus_id: UUID) -> CasusBeeld:
    """The page of a casus.

    Raises:
        NietGevonden: not there, or the reader may not know of it.
    """
    with bron.lezen(actor) as db:
        casus, leerling, blik = kijk(db, casus_id)
        named = blik.besluit("D01").ja
        beeld = CasusBeeld(
            id=casus.id,
            nummer=casus.nummer or "",
            titel=aanduiding(casus, leerling, blik),
            leeftijd=leerling.leeftijd(db.lezer.dag) if named else None,
            school=mensen.organisation_names(db, [casus.school_id]).get(casus.school_id, "")  # type: ignore[arg-type]
            if named
            else "",
            status=casus.status,
            volgende=_next_tasks(db, bron.catalogue, casus.spec_hash, casus_id, blik, actor),
            domeinen=_domains(db, casus_id, blik),
            tijdlijn=_timeline(db, bron.catalogue, casus.spec_hash, casus_id, blik),
            deelnemers=_people(db, casus_id, blik),
        )
    shown = [domein.code for domein in beeld.domeinen if domein.open]
    bron.database.record(actor, "casus_gelezen", "ja", casus_id, domeinen=shown, gronden=_grounds(blik, shown))
    return beeld


def _grounds(blik: Blik, codes: list[str]) -> dict[str, str]:
    return {code: blik.besluit(code).poort for code in codes}


def _next_tasks(
    db: Transactie, catalogue: Catalogue, spec_hash: str, casus_id: UUID, blik: Blik, actor: Actor
) -> tuple[Volgende, ...]:
    model = catalogue.model(spec_hash)
    rows = taken.open_of_casus(db, casus_id)
    people = mensen.names(db, (taak.persoon_id for taak in rows))
    found = []
    for taak in rows:
        own = taak.rol == actor.rol and taak.organisatie_id == actor.organisatie_id
        words = frozenset({"eigen"}) if own else frozenset()
        if blik.weet(taak.domein, words) and (own or blik.weet("D23")):
            element = model.elements[taak.proces, taak.stap]
            name = people.get(taak.persoon_id, "") if taak.persoon_id else ""
            found.append(Volgende(taak.id, element.naam, taak.rol, name, taak.termijn, own))
    return tuple(found)


def _domains(db: Transactie, casus_id: UUID, blik: Blik) -> tuple[Domein, ...]:
    readable = dossiers.list_stukken(db, casus_id, leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein))
    known = dossiers.domains_known(db, casus_id, leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein, "weten", ALLES))
    facts = dossiers.list_stukken(
        db, casus_id, leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein, "lezen", (Antwoord.PROCESFEIT,))
    )
    people = mensen.names(db, (stuk.auteur_id for stuk in readable))
    by_code: dict[str, list[Stuk]] = {}
    for stuk in readable:
        by_code.setdefault(stuk.domein, []).append(_entry(db, stuk, people))
    return tuple(
        _domain(code, blik, tuple(by_code.get(code, ())), code in known, [s for s in facts if s.domein == code])
        for code in TABEL.domeinen
        if code in known or blik.weet(code)
    )


def _domain(code: str, blik: Blik, stukken: tuple[Stuk, ...], known: bool, facts: list[Dossierstuk]) -> Domein:
    besluit = blik.besluit(code)
    return Domein(
        code=code,
        naam=TABEL.domeinen[code],
        open=besluit.ja or bool(stukken),
        poort=besluit.poort,
        antwoord=Antwoord.JA if stukken else besluit.antwoord if known or besluit.ja else Antwoord.NEE,
        stukken=stukken,
        data=tuple(stuk.op for stuk in facts),
    )


def _entry(db: Transactie, stuk: Dossierstuk, people: dict[UUID, str]) -> Stuk:
    vragen: list[Any] = [] if stuk.bestandsnaam else list(dossiers.open_json(db, stuk).get("vragen", []))
    return Stuk(
        id=stuk.id,
        domein=stuk.domein,
        op=stuk.op,
        auteur=people.get(stuk.auteur_id, ""),
        rol=stuk.rol,
        vragen=tuple((question, text) for _, question, _, text in vragen),
        bestand=stuk.bestandsnaam,
        vervangt=stuk.vervangt_id,
    )


def _timeline(db: Transactie, catalogue: Catalogue, spec_hash: str, casus_id: UUID, blik: Blik) -> tuple[Moment, ...]:
    model = catalogue.model(spec_hash)
    rows = [row for row in casussen.list_gebeurtenissen(db, casus_id) if _may_know(row, blik, db)]
    people = mensen.names(db, (row.persoon_id for row in rows))
    found = []
    for row in rows:
        element = model.element(row.proces, row.stap) if row.proces and row.stap else None
        who = people.get(row.persoon_id, "") if row.persoon_id else ""
        found.append(Moment(row.op, row.soort, element.naam if element else "", who, row.rol or ""))
    return tuple(found)


def _may_know(row: Gebeurtenis, blik: Blik, db: Transactie) -> bool:
    own = row.rol == db.actor.rol and row.organisatie_id == db.actor.organisatie_id
    personal = row.persoon_id == db.actor.persoon_id
    return blik.weet(row.domein, frozenset({"eigen"}) if own and personal else frozenset())


def _people(db: Transactie, casus_id: UUID, blik: Blik) -> tuple[Deelnemer, ...]:
    """Who takes part, as far as the reader may know what their part is about."""
    about = {"JA": "D10", "LPA": "D11", "SWC": "D17", "OG": "D02", "LL": "D01"}
    grants = [g for g in casussen.live_grants(db, casus_id) if blik.weet(about.get(g.rol, "D01"))]
    if blik.besluit("D01").antwoord is Antwoord.GEAGGREGEERD:  # who counts pupils meets no family
        grants = [g for g in grants if g.rol not in CLIENT]
    people = mensen.names(db, (grant.persoon_id for grant in grants))
    places = mensen.organisation_names(db, (grant.organisatie_id for grant in grants))
    return tuple(
        Deelnemer(
            grant.rol,
            places.get(grant.organisatie_id, "") if grant.organisatie_id else "",
            people.get(grant.persoon_id, "") if grant.persoon_id else "",
            grant.van,
        )
        for grant in grants
    )
