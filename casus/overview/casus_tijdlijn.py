"""What happened in a casus, as far as the reader may know it, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casus.domain.casus import Casus, Gebeurtenis
from casus.engine import Catalogue
from casus.overview.werklijst import ALLES
from casus.overview.zinnen import ONDERTEKEND, TUSSENSTAP, VANZELF, gebeurd, rang
from casus.policy import leesbaar
from casus.policy.doelen import DOELEN
from casus.storage import Transactie, casussen, mensen


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    op: datetime
    soort: str
    zin: str
    """The sentence, with a place for the title."""
    titel: str
    wie: str
    """Who did it; empty when nobody did, or when that is not for the timeline."""
    rol: str
    proces: str
    stap: str


def tijdlijn(db: Transactie, catalogue: Catalogue, casus: Casus) -> tuple[Moment, ...]:
    """The events of which the reader may know the data domain, newest first."""
    visible = leesbaar(db.lezer, Gebeurtenis, Gebeurtenis.domein, "weten", ALLES)
    rows = casussen.list_gebeurtenissen(db, casus.id, visible)
    people = mensen.names(db, (row.persoon_id for row in rows))
    rows.sort(key=lambda row: (row.op, rang(row.soort)), reverse=True)
    return tuple(_moment(row, catalogue, casus.spec_hash, people) for row in rows)


def _moment(row: Gebeurtenis, catalogue: Catalogue, spec_hash: str, people: dict[UUID, str]) -> Moment:
    element = catalogue.model(spec_hash).element(row.proces, row.stap) if row.proces and row.stap else None
    doel = DOELEN.get(str(row.gegevens.get("doel", "")))
    title = element.naam if element is not None else doel.naam if doel is not None else ""
    return Moment(
        op=row.op,
        soort=row.soort,
        zin=gebeurd(row.soort, title),
        titel=title,
        wie=people.get(row.persoon_id, "") if row.persoon_id and row.soort not in VANZELF | ONDERTEKEND else "",
        rol=row.rol or "",
        proces=row.proces or "",
        stap=row.stap or "",
    )


def in_het_kort(momenten: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """The events that are news by themselves."""
    return tuple(moment for moment in momenten if moment.soort not in TUSSENSTAP)
