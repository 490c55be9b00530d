"""What was declared about access to a casus, as far as the reader may know it, and what the reader can declare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.dossier import Dossierstuk
from casus.domain.leerling import Leerling
from casus.domain.verklaring import Verklaring
from casus.overview.bron import Bron
from casus.overview.zicht import aanduiding, kijk
from casus.overview.zinnen import DOMEINNAAM, ROLNAAM
from casus.policy import Blik, grant_op_casus, leesbaar
from casus.policy.handelingen import IETS
from casus.policy.verklaringen import VERKLARINGEN, Verklaarbaar
from casus.storage import Transactie, dossiers, mensen, verklaringen

Keuze = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class VerklaringBeeld:
    """One declaration that holds now."""

    id: UUID
    naam: str
    over: str
    """The kind of data it is about; empty for all."""
    over_wie: str
    door: str
    """The role that declared it."""
    sinds: datetime
    tot: datetime | None
    van_mij: bool
    """The reader may end it."""


@dataclass(frozen=True)
class VerklaarVraag:
    """One thing that the reader can declare, and what there is to choose."""

    soort: str
    naam: str
    uitleg: str
    bron: str
    keuzes: tuple[tuple[str, Keuze], ...]
    """Per question (`domein`, `ouder`, `stuk`) value and words."""

    @property
    def mogelijk(self) -> bool:
        """There is something to choose for each question."""
        return all(options for _, options in self.keuzes)


@dataclass(frozen=True)
class VerklaringenBeeld:
    """The page."""

    casus_id: UUID
    titel: str
    nummer: str
    lopend: tuple[VerklaringBeeld, ...]
    vragen: tuple[VerklaarVraag, ...]


def lees_verklaringen(bron: Bron, actor: Actor, casus_id: UUID) -> VerklaringenBeeld:
    """What holds, and what this person can declare.

    Raises:
        NietGevonden: no such casus for this reader.
    """
    with bron.lezen(actor) as db:
        casus, pupil, blik = kijk(db, casus_id, grant_op_casus)
        rows = [
            row
            for row in verklaringen.list_lopend(db, casus_id, grant_op_casus(db.lezer))
            if _zichtbaar(row, actor, blik)
        ]
        people = mensen.names(db, (row.persoon_id for row in rows))
        kinds = [kind for kind in VERKLARINGEN.values() if actor.rol in kind.wie]
        beeld = VerklaringenBeeld(
            casus_id=casus.id,
            titel=aanduiding(casus, pupil, blik),
            nummer=casus.nummer or "",
            lopend=tuple(_beeld(row, actor, people) for row in rows),
            vragen=tuple(_vragen(db, casus_id, pupil, kinds)),
        )
    bron.database.record(actor, "verklaringen_gelezen", "ja", casus_id)
    return beeld


def _zichtbaar(row: Verklaring, actor: Actor, blik: Blik) -> bool:
    """Who made it, whom it names, and who may read the kind of data that it belongs to."""
    about_me = row.persoon_id is not None and row.persoon_id == actor.persoon_id
    return row.is_van(actor) or about_me or blik.besluit(VERKLARINGEN[row.soort].hoort_bij).ja


def _beeld(row: Verklaring, actor: Actor, people: dict[UUID, str]) -> VerklaringBeeld:
    return VerklaringBeeld(
        id=row.id,
        naam=VERKLARINGEN[row.soort].naam,
        over=DOMEINNAAM[row.domein] if row.domein else "",
        over_wie=people.get(row.persoon_id, "") if row.persoon_id else "",
        door=ROLNAAM[row.rol],
        sinds=row.van,
        tot=row.tot,
        van_mij=row.is_van(actor),
    )


def _vragen(db: Transactie, casus_id: UUID, pupil: Leerling, kinds: Iterable[Verklaarbaar]) -> Iterable[VerklaarVraag]:
    """What fits the age of the pupil."""
    age = pupil.leeftijd(db.lezer.dag)
    for kind in kinds:
        if age in kind.leeftijd:
            choices = tuple((asked, _keuzes(db, casus_id, pupil, asked)) for asked in sorted(kind.vraagt))
            yield VerklaarVraag(str(kind.soort), kind.naam, kind.uitleg, kind.bron, choices)


def _keuzes(db: Transactie, casus_id: UUID, pupil: Leerling, asked: str) -> Keuze:
    if asked == "domein":
        return tuple(DOMEINNAAM.items())
    if asked == "ouder":
        names = mensen.names(db, mensen.zonder_gezag(db, pupil.id))
        return tuple(sorted(((str(ident), name) for ident, name in names.items()), key=lambda pair: pair[1]))
    known = leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein, "weten", IETS)
    rows = dossiers.list_stukken(db, casus_id, Dossierstuk.domein == "D15", known)
    return tuple((str(row.id), f"{row.op:%d-%m-%Y}") for row in rows)
