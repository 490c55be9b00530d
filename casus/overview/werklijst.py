"""Mijn taken: late, this week, later; as much of it as fits on a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, true

from casus.domain.actor import Actor
from casus.domain.casus import Casus, Taak
from casus.domain.fouten import N_
from casus.domain.kalender import maandag
from casus.domain.rol import CLIENT
from casus.overview.bron import Bron
from casus.overview.klokbeeld import Klokbeeld, klokbeeld
from casus.overview.pagina import Groep, Pagina, groepen
from casus.policy import Antwoord, Handeling, is_voor_mij, leesbaar, voorwaarde
from casus.storage import Transactie, mensen, overzichten, taken
from casus.storage.kalenders import read_kalenders
from casus.storage.zoeken import staat_in

TAAK = N_("Taak")
"""The title of a task whose kind is held back."""
ALLES = tuple(antwoord for antwoord in Antwoord if antwoord is not Antwoord.NEE)
Waar = Any
Vertaal = Callable[[str], str]


@dataclass(frozen=True)
class Filter:
    """What the reader wants to see; it stands in the URL."""

    casus: UUID | None = None
    school: UUID | None = None
    van_mij: bool = False
    tekst: str = ""
    """Words that must all stand on the line: in the name, the number or the title, as this reader sees them."""

    @property
    def actief(self) -> bool:
        return bool(self.tekst.strip() or self.vraag)

    @property
    def vraag(self) -> dict[str, Any]:
        """The choices that may stand in an address: words, which can be a name, never do."""
        chosen = {
            "casus": self.casus,
            "school": self.school,
            "van": "mij" if self.van_mij else "",
        }
        return {name: str(value) for name, value in chosen.items() if value}


@dataclass(frozen=True)
class TaakRegel:
    """One line of the work list."""

    id: UUID
    casus_id: UUID
    leerling_id: UUID
    school_id: UUID | None
    titel: str
    leerling: str
    school: str
    nummer: str
    termijn: date
    dagen: int
    """Calendar days until the term; below zero when late."""
    voor: str
    van_mij: bool
    waarnemer: str
    voor_mij_waar: bool
    """The reader stands in for somebody who is away."""
    klok: Klokbeeld | None


@dataclass(frozen=True)
class Werklijst:
    """A page of the open tasks of one reader."""

    groepen: tuple[Groep[TaakRegel], ...]
    """Late, this week, later."""
    pagina: Pagina
    totaal: int
    """Open tasks without the filter."""
    filter: Filter
    casussen: tuple[tuple[UUID, str], ...]
    scholen: tuple[tuple[UUID, str], ...]

    @property
    def aantal(self) -> int:
        return self.pagina.aantal

    @property
    def te_laat(self) -> tuple[TaakRegel, ...]:
        return self.groepen[0].regels

    @property
    def deze_week(self) -> tuple[TaakRegel, ...]:
        return self.groepen[1].regels

    @property
    def later(self) -> tuple[TaakRegel, ...]:
        return self.groepen[2].regels

    @property
    def regels(self) -> tuple[TaakRegel, ...]:
        """All lines of this page."""
        return tuple(line for groep in self.groepen for line in groep.regels)

    @property
    def met_klok(self) -> bool:
        return any(line.klok for line in self.regels)


def lees_werklijst(
    bron: Bron, actor: Actor, filter_: Filter | None = None, pagina: str = "", vertaal: Vertaal = str
) -> Werklijst:
    """The open tasks that this person may do in this role; `filter_` only makes the list shorter.

    `vertaal` gives a title in the language of the reader, so that one searches what one reads.
    """
    chosen = filter_ or Filter()
    with bron.lezen(actor) as db:
        visible = voorwaarde(Handeling.TAAK_ZIEN, db.lezer)
        wanted = and_(true(), *_wanted(bron, db, chosen, vertaal))
        total, *counts = taken.count_open(db, visible, [true(), *(wanted & group for group in _groups(db.lezer.dag))])
        page = Pagina.kies(pagina, sum(counts))
        lines = regels(bron, db, wanted, deel=page.deel)
        rows = taken.list_casussen(db, visible, leesbaar(db.lezer, None, "D01"))
        found = Werklijst(
            groepen=groepen(page, counts, lines),
            pagina=page,
            totaal=total,
            filter=chosen,
            casussen=_choices({row.id: _label(row, db) for row in rows}),
            scholen=_choices({row.school_id: row.school for row in rows if row.naam_mag}),
        )
    shown = {line.casus_id for line in lines}
    bron.database.record(
        actor, "werklijst_gelezen", taken=[line.id for line in lines], casussen=sorted(shown, key=str),
        keuzelijst=[ident for ident, _ in found.casussen if ident not in shown],
    )  # fmt: skip
    return found


def _groups(dag: date) -> tuple[Waar, Waar, Waar]:
    week_end = maandag(dag) + timedelta(days=6)
    return Taak.termijn < dag, Taak.termijn.between(dag, week_end), Taak.termijn > week_end


def regels(bron: Bron, db: Transactie, *extra: Waar, deel: slice | None = None) -> list[TaakRegel]:
    """Open tasks of the reader as lines, the most urgent first, in a fixed number of questions."""
    rows = taken.list_open(db, voorwaarde(Handeling.TAAK_ZIEN, db.lezer), _columns(db), *extra, deel=deel)
    stand_ins = mensen.waarnemers(db, (row.Taak.persoon_id for row in rows))
    people = mensen.names(db, [*(row.Taak.persoon_id for row in rows), *stand_ins.values()])
    clocks = _clocks(db, rows)
    return [_line(bron, row, people, stand_ins, clocks, db) for row in rows]


def _columns(db: Transactie) -> dict[str, Waar]:
    """What the reader may see of a task."""
    return {
        "naam_mag": leesbaar(db.lezer, None, "D01"),
        "klok_mag": leesbaar(db.lezer, None, "D23"),
        "titel_mag": leesbaar(db.lezer, Taak, Taak.domein, "weten", ALLES)
        | leesbaar(db.lezer, Taak, "D23", "weten", ALLES),
    }


def _clocks(db: Transactie, rows: list[Any]) -> dict[UUID, Klokbeeld | None]:
    """The clock by casus, only where this reader may read it."""
    allowed = [row.Casus for row in rows if row.klok_mag]
    klokken = overzichten.klokken(db, (casus.leerling_id for casus in allowed))
    kalenders = read_kalenders(db, (casus.school_id for casus in allowed))
    return {
        casus.id: klokbeeld(klokken.get(casus.leerling_id), kalenders[casus.school_id], db.lezer.dag)
        for casus in allowed
    }


def _wanted(bron: Bron, db: Transactie, chosen: Filter, vertaal: Vertaal) -> list[Waar]:
    found: list[Waar] = []
    if chosen.casus:
        found.append(Taak.casus_id == chosen.casus)
    if chosen.school:  # the school is told with the name, so it leads to nobody whose name is held back
        found.append((Casus.school_id == chosen.school) & leesbaar(db.lezer, None, "D01"))
    if chosen.van_mij:
        found.append(is_voor_mij(db.lezer))
    if chosen.tekst.strip():
        found.append(Taak.id.in_(_matching(bron, db, chosen.tekst, vertaal)))
    return found


def _matching(bron: Bron, db: Transactie, tekst: str, vertaal: Vertaal) -> list[UUID]:
    """The tasks on whose line every word of the text stands: what is compared is what the reader is shown."""
    rows = taken.list_open(db, voorwaarde(Handeling.TAAK_ZIEN, db.lezer), _columns(db))
    return [
        row.Taak.id
        for row in rows
        if staat_in(tekst, _name(row.Leerling, row.naam_mag, db), row.Casus.nummer or "", vertaal(_title(bron, row)))
    ]


def _label(row: Any, db: Transactie) -> str:
    return " · ".join(filter(None, (_name(row, row.naam_mag, db), row.nummer)))


def _choices(found: dict[UUID, str]) -> tuple[tuple[UUID, str], ...]:
    return tuple(sorted(((ident, name) for ident, name in found.items() if ident and name), key=lambda item: item[1]))


def _name(leerling: Any, naam_mag: bool, db: Transactie) -> str:
    """The name as this reader may see it."""
    if naam_mag:
        return f"{leerling.roepnaam} {leerling.achternaam}"
    return str(leerling.roepnaam) if db.actor.rol in CLIENT else ""


def _title(bron: Bron, row: Any) -> str:
    element = bron.catalogue.model(row.Casus.spec_hash).element(row.Taak.proces, row.Taak.stap)
    return element.naam if element is not None and row.titel_mag else TAAK


def _line(
    bron: Bron,
    row: Any,
    people: dict[UUID, str],
    stand_ins: dict[UUID, UUID],
    clocks: dict[UUID, Klokbeeld | None],
    db: Transactie,
) -> TaakRegel:
    taak, casus, actor = row.Taak, row.Casus, db.actor
    stand_in = stand_ins.get(taak.persoon_id)
    return TaakRegel(
        id=taak.id,
        casus_id=casus.id,
        leerling_id=casus.leerling_id,
        school_id=casus.school_id,
        titel=_title(bron, row),
        leerling=_name(row.Leerling, row.naam_mag, db),
        school=row.school or "" if row.naam_mag else "",
        nummer=casus.nummer or "",
        termijn=taak.termijn,
        dagen=(taak.termijn - db.lezer.dag).days,
        voor=people.get(taak.persoon_id, ""),
        van_mij=taak.persoon_id == actor.persoon_id,
        waarnemer=people.get(stand_in, "") if stand_in else "",
        voor_mij_waar=stand_in is not None and stand_in == actor.persoon_id,
        klok=clocks.get(casus.id),
    )
