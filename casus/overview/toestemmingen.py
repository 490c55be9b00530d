"""Consents as the signer, and as the people of a casus, may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus
from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.toestemming import Handtekening, StatusToestemming, Toestemming
from casus.overview.bron import Bron
from casus.overview.zicht import aanduiding, kijk
from casus.overview.zinnen import ROLNAAM, TOESTEMMING
from casus.policy import Handeling, gate_of, grant_op_casus, kolommen, leesbaar, voorwaarde
from casus.policy.doelen import DOELEN
from casus.storage import Transactie, casussen, mensen, toestemmingen

DICHT = (StatusToestemming.GEWEIGERD, StatusToestemming.INGETROKKEN)


@dataclass(frozen=True)
class Ondertekenaar:
    """One signer and what they decided."""

    id: UUID
    naam: str
    rol: str
    besluit: bool | None
    op: datetime | None
    papier: bool


@dataclass(frozen=True)
class ToestemmingBeeld:
    """One purpose on a casus, and where it stands."""

    id: UUID
    naam: str
    tekst: str
    ontvanger: str
    ontvanger_rol: str
    domeinen: tuple[str, ...]
    status: str
    status_zin: str
    kleur: str
    gevraagd_op: datetime
    open: bool
    """Only a complete consent opens a gate."""
    dicht: bool
    """Refused or withdrawn: nobody needs to sign any more."""
    ondertekenaars: tuple[Ondertekenaar, ...]

    @property
    def stil(self) -> tuple[str, ...]:
        """The names of who has not answered yet."""
        return tuple(wie.naam for wie in self.ondertekenaars if wie.besluit is None)


@dataclass(frozen=True)
class MijnToestemming:
    """One question to the signer, and what they answered."""

    id: UUID
    casus_id: UUID
    leerling: str
    naam: str
    tekst: str
    besluit: bool | None
    op: datetime | None
    ingetrokken: bool
    open: bool
    dicht: bool

    @property
    def te_beantwoorden(self) -> bool:
        return self.besluit is None and not self.ingetrokken

    @property
    def in_te_trekken(self) -> bool:
        return self.besluit is True and not self.ingetrokken


@dataclass(frozen=True)
class ToestemmingenBeeld:
    """The consents of one casus, for its people."""

    casus_id: UUID
    titel: str
    nummer: str
    toestemmingen: tuple[ToestemmingBeeld, ...]
    mag_vastleggen: bool


def lees_mijn_toestemmingen(bron: Bron, actor: Actor) -> tuple[MijnToestemming, ...]:
    """Everything that this person was asked to sign in this role, the open ones first."""
    with bron.lezen(actor) as db:
        found = _mine(db)
    bron.database.record(actor, "toestemmingen_gelezen")
    return found


def lees_mijn_toestemming(bron: Bron, actor: Actor, toestemming_id: UUID) -> MijnToestemming:
    """One question to the signer.

    Raises:
        NietGevonden: this person was not asked.
    """
    found = next((item for item in lees_mijn_toestemmingen(bron, actor) if item.id == toestemming_id), None)
    if found is None:
        raise NietGevonden
    return found


def _mine(db: Transactie) -> tuple[MijnToestemming, ...]:
    rule = voorwaarde(Handeling.TOESTEMMING_GEVEN, db.lezer) & grant_op_casus(db.lezer)
    return tuple(_question(*row) for row in toestemmingen.list_to_sign(db, rule))


def _question(row: Toestemming, mine: Handtekening, casus: Casus, leerling: Leerling) -> MijnToestemming:
    doel = DOELEN[row.doel]
    return MijnToestemming(
        id=row.id,
        casus_id=casus.id,
        leerling=leerling.roepnaam,
        naam=doel.naam,
        tekst=doel.tekst,
        besluit=mine.besluit,
        op=mine.op,
        ingetrokken=row.status is StatusToestemming.INGETROKKEN,
        open=row.status is StatusToestemming.COMPLEET,
        dicht=row.status in DICHT,
    )


def lees_toestemmingen(bron: Bron, actor: Actor, casus_id: UUID) -> ToestemmingenBeeld:
    """The consents of a casus for the people who work on it.

    Raises:
        NietGevonden: no such casus for this reader.
    """
    with bron.lezen(actor) as db:
        casus, leerling, blik = kijk(db, casus_id)
        asked = kolommen(Handeling.TOESTEMMING_VASTLEGGEN, db.lezer)
        _, _, held = casussen.read_with_words(db, casus_id, grant_op_casus(db.lezer), asked)
        beeld = ToestemmingenBeeld(
            casus_id=casus.id,
            titel=aanduiding(casus, leerling, blik),
            nummer=casus.nummer or "",
            toestemmingen=toestemmingen_van(db, casus_id),
            mag_vastleggen=gate_of(Handeling.TOESTEMMING_VASTLEGGEN, {word: word in held for word in asked}) is None,
        )
    bron.database.record(actor, "toestemmingen_gelezen", "ja", casus_id)
    return beeld


def toestemmingen_van(db: Transactie, casus_id: UUID) -> tuple[ToestemmingBeeld, ...]:
    """The consents that the reader may read."""
    return in_beeld(db, toestemmingen.list_toestemmingen(db, casus_id, leesbaar(db.lezer, Toestemming, "D22")))


def in_beeld(db: Transactie, rows: list[Toestemming]) -> tuple[ToestemmingBeeld, ...]:
    """Consents with their signers, in a fixed number of questions."""
    signatures = toestemmingen.signatures_of(db, [row.id for row in rows]) if rows else []
    people = mensen.names(db, (item.persoon_id for item in signatures))
    return tuple(_beeld(row, [item for item in signatures if item.toestemming_id == row.id], people) for row in rows)


def _beeld(row: Toestemming, signatures: list[Handtekening], people: dict[UUID, str]) -> ToestemmingBeeld:
    doel, (sentence, colour) = DOELEN[row.doel], TOESTEMMING[row.status]
    return ToestemmingBeeld(
        id=row.id,
        naam=doel.naam,
        tekst=doel.tekst,
        ontvanger=ROLNAAM[row.ontvanger_rol],
        ontvanger_rol=row.ontvanger_rol,
        domeinen=doel.domeinen,
        status=row.status,
        status_zin=sentence,
        kleur=colour,
        gevraagd_op=row.gevraagd_op,
        open=row.status is StatusToestemming.COMPLEET,
        dicht=row.status in DICHT,
        ondertekenaars=tuple(
            Ondertekenaar(
                id=item.id,
                naam=people.get(item.persoon_id, "") if item.persoon_id else ROLNAAM[item.hoedanigheid],
                rol=ROLNAAM[item.hoedanigheid],
                besluit=item.besluit,
                op=item.op,
                papier=item.wijze == "papier",
            )
            for item in signatures
        ),
    )
