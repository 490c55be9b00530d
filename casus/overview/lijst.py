"""Casussen: the list for who works in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus, Status, StatusTaak, Taak
from casus.domain.fouten import N_
from casus.domain.rol import CLIENT
from casus.overview.bron import Bron
from casus.overview.klokbeeld import Klokbeeld, klokbeeld
from casus.overview.pagina import Pagina
from casus.overview.werklijst import ALLES
from casus.policy import casus_bekend, leesbaar
from casus.storage import Transactie, casussen, mensen, overzichten
from casus.storage.kalenders import read_kalenders

LOPEND = (Status.SIGNAAL, Status.LOPEND)
STATUSSEN: dict[Status, str] = {
    Status.SIGNAAL: N_("signaal, nog niet geopend"),
    Status.LOPEND: N_("loopt"),
    Status.GESLOTEN: N_("gesloten"),
    Status.OVERGEDRAGEN: N_("overgedragen"),
}


@dataclass(frozen=True)
class Stap:
    """An open step of a casus, as far as the reader may know it."""

    titel: str
    rol: str
    termijn: date


@dataclass(frozen=True)
class CasusRegel:
    """One casus of the list."""

    id: UUID
    nummer: str
    leerling: str
    school: str
    status: str
    volgende: Stap | None
    klok: Klokbeeld | None


@dataclass(frozen=True)
class Casuslijst:
    """A page of the casussen that one reader knows of."""

    regels: tuple[CasusRegel, ...]
    pagina: Pagina
    gesloten: bool

    @property
    def met_klok(self) -> bool:
        return any(line.klok for line in self.regels)


def lees_casussen(bron: Bron, actor: Actor, *, gesloten: bool = False, pagina: str = "") -> Casuslijst:
    """The running (or the closed) casussen that this person may know of."""
    with bron.lezen(actor) as db:
        running = Casus.status.in_(LOPEND)
        wanted = ~running if gesloten else running
        page = Pagina.kies(pagina, casussen.count_casussen(db, casus_bekend(db.lezer), wanted))
        found = regels(bron, db, wanted, deel=page.deel)
    bron.database.record(actor, "casussen_gelezen", casussen=[line.id for line in found])
    return Casuslijst(found, page, gesloten)


def regels(bron: Bron, db: Transactie, *extra: Any, deel: slice | None = None) -> tuple[CasusRegel, ...]:
    """Known casussen as lines, in a fixed number of questions."""
    rows = casussen.list_casussen(db, casus_bekend(db.lezer), leesbaar(db.lezer, None, "D01"), *extra, deel=deel)
    ids = [row.Casus.id for row in rows]
    with_clock = overzichten.casussen_waar(db, ids, leesbaar(db.lezer, None, "D23"))
    steps = overzichten.tasks_of(db, ids, stap_bekend(db))
    klokken = overzichten.klokken(db, (row.Casus.leerling_id for row in rows if row.Casus.id in with_clock))
    kalenders = read_kalenders(db, (row.Casus.school_id for row in rows))
    schools = mensen.organisation_names(db, (row.Casus.school_id for row in rows))
    return tuple(
        CasusRegel(
            id=row.Casus.id,
            nummer=row.Casus.nummer or "",
            leerling=_name(row, db),
            school=schools.get(row.Casus.school_id, "") if row.naam_zichtbaar else "",
            status=STATUSSEN[row.Casus.status],
            volgende=stap(bron, row.Casus, steps.get(row.Casus.id, [])),
            klok=klokbeeld(klokken.get(row.Casus.leerling_id), kalenders[row.Casus.school_id], db.lezer.dag),
        )
        for row in rows
    )


def stap_bekend(db: Transactie) -> Any:
    """Open tasks whose domain the reader may know, and who may know tasks at all."""
    known = leesbaar(db.lezer, Taak, Taak.domein, "weten", ALLES) & leesbaar(db.lezer, Taak, "D23", "weten", ALLES)
    return known & (Taak.status == StatusTaak.OPEN)


def stap(bron: Bron, casus: Casus, tasks: list[Taak]) -> Stap | None:
    """The most urgent of the steps."""
    if not tasks:
        return None
    element = bron.catalogue.model(casus.spec_hash).element(tasks[0].proces, tasks[0].stap)
    return None if element is None else Stap(element.naam, tasks[0].rol, tasks[0].termijn)


def _name(row: Any, db: Transactie) -> str:
    if row.naam_zichtbaar:
        return str(row.Leerling.naam)
    return str(row.Leerling.roepnaam) if db.actor.rol in CLIENT else ""
