"""Why somebody may or may not: one person, one casus, one moment, rule by rule; and who really looked.

For who supervises, on the machine itself. No content and no name of a pupil: numbers, kinds, gates and grounds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import true

from casus.domain.actor import SYSTEEM, Actor, Lezer
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import NietGevonden
from casus.domain.rol import WITHOUT_GRANT, Rol
from casus.overview.bron import Bron
from casus.overview.zicht import blik_van
from casus.policy import TABEL, Antwoord, Besluit, leesbaar, toegelaten, woordkolommen
from casus.storage import Transactie, casussen, dossiers, logboek, mensen

NU = ("melding", "melding_of_regisseur", "niet_afgeschermd", "stukken")
"""Words (and counts of entries) whose past is not kept: for an earlier moment they are told as they are now."""
GEEN_TOEGANG = Besluit(Antwoord.NEE, "eigen_organisatie")


@dataclass(frozen=True)
class Domeinuitleg:
    """What a role got of one data domain."""

    code: str
    naam: str
    weten: Besluit
    lezen: Besluit
    schrijven: Besluit
    leesbaar: int
    """Entries that could be read."""
    stukken: int
    """Entries that there were."""


@dataclass(frozen=True)
class Toegang:
    """A grant: why, from and until when."""

    reden: str
    van: datetime
    tot: datetime | None


@dataclass(frozen=True)
class Roluitleg:
    """One role of the person: roles never add up, so each stands apart."""

    rol: Rol
    organisatie: str
    toegang: tuple[Toegang, ...]
    domeinen: tuple[Domeinuitleg, ...]


@dataclass(frozen=True)
class Gekeken:
    """Somebody looked, or was refused."""

    op: datetime
    naam: str
    rol: str
    handeling: str
    gelukt: bool
    domeinen: tuple[str, ...]
    poort: str


@dataclass(frozen=True)
class Uitleg:
    """The whole answer."""

    persoon_id: UUID
    casus_id: UUID
    persoon: str
    nummer: str
    leeftijd: int
    """Of the pupil at that moment."""
    op: datetime
    rollen: tuple[Roluitleg, ...]
    gekeken: tuple[Gekeken, ...]
    van_nu: tuple[str, ...]
    """Words that are told as they are now."""


def leg_uit(bron: Bron, persoon: str, casus: str, domein: str | None = None, op: datetime | None = None) -> Uitleg:
    """What this person was allowed on this casus at a moment, in each role; `domein` limits it to one.

    Raises:
        NietGevonden: no such person or casus.
    """
    with bron.database.reading(SYSTEEM) as db:
        moment = op or db.nu
        person, found = mensen.zoek_persoon(db, persoon), casussen.zoek_casus(db, casus)
        if person is None or found is None:
            raise NietGevonden
        pupil = casussen.leerling_van(db, found)
        codes = tuple(TABEL.domeinen) if domein is None else (domein,)
        roles = tuple(
            _rol(db, Lezer(Actor(person.id, lid.rol, lid.organisatie_id), moment), found.id, place, codes)
            for lid, place in mensen.lidmaatschappen_op(db, person.id, Lezer(SYSTEEM, moment).dag)
        )
        return Uitleg(
            persoon_id=person.id,
            casus_id=found.id,
            persoon=person.naam,
            nummer=found.nummer or str(found.id),
            leeftijd=pupil.leeftijd(Lezer(SYSTEEM, moment).dag),
            op=moment,
            rollen=roles,
            gekeken=_gekeken(db, found.id, domein),
            van_nu=NU if moment < db.nu else (),
        )


def _rol(db: Transactie, lezer: Lezer, casus_id: UUID, organisatie: str, codes: tuple[str, ...]) -> Roluitleg:
    casus, pupil, held = casussen.read_with_words(db, casus_id, true(), {**woordkolommen(lezer), "": toegelaten(lezer)})
    past = {f"toestemming:{code}" for code in casussen.toestemmingen_op(db, casus_id, lezer)}
    held = frozenset(word for word in held if not word.startswith("toestemming:")) | past
    blik = blik_van(lezer, pupil, held - {""})
    outside = "" not in held and lezer.actor.rol in WITHOUT_GRANT

    def besluit(code: str, handeling: str) -> Besluit:
        return GEEN_TOEGANG if outside else blik.besluit(code, handeling)

    until = (Dossierstuk.domein.in_(codes), Dossierstuk.op <= lezer.nu)
    mine = leesbaar(lezer, Dossierstuk, Dossierstuk.domein)
    there = Counter(row.domein for row in dossiers.list_stukken(db, casus_id, *until, inhoud=False))
    open_ = Counter(row.domein for row in dossiers.list_stukken(db, casus_id, *until, mine, inhoud=False))
    lines = tuple(
        Domeinuitleg(
            code, TABEL.domeinen[code], besluit(code, "weten"), besluit(code, "lezen"), besluit(code, "schrijven"),
            open_[code], there[code],
        )
        for code in codes
    )  # fmt: skip
    grants = tuple(
        Toegang(grant.reden, grant.van, grant.tot)
        for grant in casussen.grants_of(db, casus.id, lezer.actor)
        if grant.van <= lezer.nu
    )
    return Roluitleg(Rol(str(lezer.actor.rol)), organisatie, grants, lines)


def _gekeken(db: Transactie, casus_id: UUID, domein: str | None) -> tuple[Gekeken, ...]:
    rows = logboek.list_alles(db, casus_id)
    people = mensen.names(db, (row.persoon_id for row in rows))
    lines = (
        Gekeken(
            row.op, people.get(row.persoon_id, "Casus") if row.persoon_id else "Casus", row.rol or "", row.handeling,
            row.uitkomst != "geweigerd", tuple(row.gegevens.get("domeinen", ())), str(row.gegevens.get("poort", "")),
        )
        for row in rows
    )  # fmt: skip
    return tuple(line for line in lines if domein is None or domein in line.domeinen)
