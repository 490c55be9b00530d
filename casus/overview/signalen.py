"""Signals of the own school with the lines that fired them; and what came of a signal that I gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, true

from casus.domain.actor import Actor
from casus.domain.casus import Casus, Status
from casus.domain.fouten import N_
from casus.domain.leerling import Leerling
from casus.domain.rol import CLIENT
from casus.domain.verzuim import Signaal, Verzuimregel
from casus.overview.bron import Bron
from casus.overview.klokbeeld import is_oud
from casus.overview.pagina import Groep, Pagina, groepen
from casus.overview.signaalwoorden import BIJNA, REGELS, ZORG_GEMELD, Verzuimdag, in_words, is_bijna, regelnaam
from casus.policy import Handeling, voorwaarde
from casus.storage import Transactie, kalenders, mensen, overzichten, signalen
from casus.storage.signalen import TE_BEKIJKEN
from casus.storage.zoeken import staat_in

STANDEN = {"open": TE_BEKIJKEN, "bekeken": ~TE_BEKIJKEN}


@dataclass(frozen=True)
class Signaalfilter:
    """What the reader wants to see; it stands in the URL."""

    naam: str = ""
    regel: str = ""
    stand: str = ""
    """`open`, `bekeken` or both."""
    leerling: UUID | None = None

    @property
    def vraag(self) -> dict[str, Any]:
        """The choices that may stand in an address: a name never does."""
        chosen = {"regel": self.regel, "stand": self.stand, "leerling": self.leerling}
        return {name: str(value) for name, value in chosen.items() if value}

    @property
    def actief(self) -> bool:
        return bool(self.naam.strip() or self.vraag)


@dataclass(frozen=True)
class SignaalRegel:
    """One signal of the own school."""

    id: UUID
    casus_id: UUID | None
    leerling_id: UUID
    leerling: str
    regel: str
    bijna: bool
    dag: date
    sinds: date
    melder: str
    open: bool
    regels: tuple[Verzuimdag, ...]
    dagen: int
    """Days on which something was missed, since the signal began."""
    teruggekoppeld_op: datetime | None
    van_mens: bool
    onvolledig: bool
    """Not all of the weeks in which the rule counts are known, so there may be more than was counted."""


@dataclass(frozen=True)
class Signalen:
    """A page of the signals of a school: those that wait, then those that somebody looked at."""

    groepen: tuple[Groep[SignaalRegel], ...]
    pagina: Pagina
    filter: Signaalfilter
    wachtend: int
    """Rules that fired and people that worried, and nobody looked: without the filter."""
    bijna: int
    """What is near, and nobody looked: without the filter."""
    totaal: int
    """All signals, without the filter."""
    bijgewerkt_tot: date | None
    """Until which day the absence of the school is known."""
    onbekend: bool

    @property
    def open(self) -> tuple[SignaalRegel, ...]:
        return self.groepen[0].regels

    @property
    def gezien(self) -> tuple[SignaalRegel, ...]:
        return self.groepen[1].regels

    @property
    def regelnamen(self) -> dict[str, str]:
        """The rules to choose from."""
        return REGELS


@dataclass(frozen=True)
class Terugkoppeling:
    """What came of a signal, for who gave it."""

    leerling: str
    op: datetime
    uitkomst: str
    teruggekoppeld_op: datetime | None


def lees_signalen(bron: Bron, actor: Actor, filter_: Signaalfilter | None = None, pagina: str = "") -> Signalen:
    """The signals of the own school in the running school year; `filter_` only makes the list shorter."""
    chosen = filter_ or Signaalfilter()
    with bron.lezen(actor) as db:
        kalender = kalenders.read_kalender(db, actor.organisatie_id)
        jaar = kalender.schooljaar(db.lezer.dag)
        visible = voorwaarde(Handeling.SIGNAAL_ZIEN, db.lezer) & signalen.sinds(None if jaar is None else jaar.van)
        wanted = and_(true(), *_wanted(db, visible, chosen))
        near = Signaal.regel.endswith(BIJNA, autoescape=True)
        total, waiting, soon, *counts = signalen.count_signalen(
            db, visible,
            [true(), TE_BEKIJKEN & ~near, TE_BEKIJKEN & near, wanted & TE_BEKIJKEN, wanted & ~TE_BEKIJKEN],
        )  # fmt: skip
        page = Pagina.kies(pagina, sum(counts))
        found = _lines(db, signalen.list_op_volgorde(db, visible, near, wanted, deel=page.deel))
        until = overzichten.bijgewerkt_van(db, actor.organisatie_id)
        old = is_oud(until, kalender, db.lezer.dag)
    bron.database.record(
        actor, "signalen_gelezen", signalen=[line.id for line in found],
        casussen=sorted({line.casus_id for line in found if line.casus_id}, key=str),
    )  # fmt: skip
    return Signalen(groepen(page, counts, found), page, chosen, waiting, soon, total, until, old)


def _wanted(db: Transactie, visible: Any, chosen: Signaalfilter) -> list[Any]:
    found: list[Any] = []
    if chosen.naam.strip():
        rows = signalen.list_leerlingen(db, visible)
        found.append(Leerling.id.in_([row.id for row in rows if staat_in(chosen.naam, row.roepnaam, row.achternaam)]))
    if chosen.leerling:
        found.append(Leerling.id == chosen.leerling)
    if chosen.regel:
        found.append(Signaal.regel.in_((chosen.regel, chosen.regel + BIJNA)))
    if chosen.stand:
        found.append(STANDEN[chosen.stand])
    return found


def _lines(db: Transactie, rows: list[Any]) -> list[SignaalRegel]:
    """Signals as lines, each with the absence that fired it."""
    since = min((row.Signaal.sinds for row in rows), default=db.lezer.dag)
    pupils = [row.Leerling.id for row in rows]
    lines = overzichten.list_verzuim(db, pupils, since, voorwaarde(Handeling.SCHOOLVERZUIM_ZIEN, db.lezer))
    people = mensen.names(db, (row.Signaal.melder_id for row in rows))
    return [_line(row, lines, people) for row in rows]


def _line(row: Any, lines: dict[UUID, list[Any]], people: dict[UUID, str]) -> SignaalRegel:
    signaal, leerling, casus = row.Signaal, row.Leerling, row.Casus
    fired = in_words(line for line in lines.get(leerling.id, []) if _fired(signaal, line))
    return SignaalRegel(
        id=signaal.id,
        casus_id=None if casus is None else casus.id,
        leerling_id=leerling.id,
        leerling=leerling.naam,
        regel=regelnaam(signaal.regel),
        bijna=is_bijna(signaal.regel),
        dag=signaal.dag,
        sinds=signaal.sinds,
        melder=people.get(signaal.melder_id, "") if signaal.melder_id else "",
        open=row.open,
        regels=fired,
        dagen=len({line.datum for line in fired}),
        teruggekoppeld_op=signaal.teruggekoppeld_op,
        van_mens=signaal.regel == ZORG_GEMELD,
        onvolledig=bool(signaal.gegevens.get("venster_onvolledig")),
    )


def _fired(signaal: Signaal, row: Verzuimregel) -> bool:
    """The rule names its lines; without names it is about all lines of its days."""
    named = {line["id"] for line in signaal.gegevens.get("regels", ())}
    return str(row.id) in named if named else signaal.sinds <= row.datum <= signaal.dag


def lees_eigen_signalen(bron: Bron, actor: Actor) -> tuple[Terugkoppeling, ...]:
    """The signals that this person gave, with what came of them; nothing of the dossier."""
    with bron.lezen(actor) as db:
        rows = signalen.list_signalen(db, voorwaarde(Handeling.EIGEN_SIGNAAL_ZIEN, db.lezer))
        return tuple(
            Terugkoppeling(
                _name(row.Leerling, db),
                row.Signaal.op,
                _outcome(row.Casus, row.Signaal.op),
                row.Signaal.teruggekoppeld_op,
            )
            for row in rows
        )


def _outcome(casus: Casus | None, op: datetime) -> str:
    if casus is None or casus.status is Status.SIGNAAL:
        return N_("Ontvangen. De school bekijkt je signaal binnen 5 schooldagen.")
    if casus.status is Status.LOPEND:
        return N_("Bekeken. De school werkt er samen met anderen aan.")
    if casus.gesloten_op is not None and casus.gesloten_op >= op:
        return N_("Bekeken en afgerond. Blijf je je zorgen maken? Meld het opnieuw.")
    return N_("Bekeken.")


def lees_keuze(bron: Bron, actor: Actor) -> tuple[tuple[UUID, str], ...]:
    """The pupils about whom this person may give a signal."""
    with bron.lezen(actor) as db:
        rows = overzichten.list_leerlingen(db, voorwaarde(Handeling.SIGNAAL_OVER_LEERLING, db.lezer))
        return tuple((row.Leerling.id, _choice(row, db)) for row in rows)


def _choice(row: Any, db: Transactie) -> str:
    name = _name(row.Leerling, db)
    return name if db.actor.rol in CLIENT or not row.klas else f"{name} ({row.klas})"


def _name(leerling: Leerling, db: Transactie) -> str:
    return leerling.roepnaam if db.actor.rol in CLIENT else leerling.naam
