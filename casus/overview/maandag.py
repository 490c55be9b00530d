"""The coordinator's Monday: which pupils ask attention today, why, and what to do.

A pupil asks you today when the clock stands at amber or red (near two months at home or past them, without an aanbod),
when a task of yours is late or due this very day, or when in the last five schooldagen a rule fired or a person worried
and nobody looked at it yet. In that order the ten most urgent are written out; whoever else asks today stands first
among what is open besides. What is only near ("bijna") can wait: nobody asks today for that alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus
from casus.domain.kalender import Schoolkalender
from casus.domain.verzuim import Signaal
from casus.overview.bron import Bron
from casus.overview.klokbeeld import DRINGT, Klokbeeld, is_oud, klokbeeld
from casus.overview.lijst import Stap, stap, stap_bekend
from casus.overview.pagina import Pagina
from casus.overview.signaalwoorden import Verzuimdag, in_words, is_bijna, regelnaam
from casus.overview.werklijst import TaakRegel, regels
from casus.policy import Handeling, casus_bekend, leesbaar, voorwaarde
from casus.storage import Transactie, overzichten, signalen
from casus.storage.kalenders import read_kalenders
from casus.storage.signalen import TE_BEKIJKEN

KAARTEN = 10
"""Pupils that one person can look after in a day."""
NIEUW = 5
"""Schooldagen in which a signal is new: as long as one has to look at it."""
LESWEKEN = 4
LAATSTE = 5
VER = 10_000
"""More days than any clock has left."""


class Rang(IntEnum):
    """Why a pupil comes first; the first three ask today."""

    KLOK = 0
    TAAK = 1
    SIGNAAL = 2
    OPEN = 3
    BIJNA = 4


@dataclass(frozen=True)
class Waarom:
    """One reason to look at a pupil: a rule that fired or came near, known on a day."""

    regel: str
    bijna: bool
    dag: date


@dataclass
class Leerlingstand:
    """What was found of one pupil."""

    id: UUID
    naam: str
    casus: Casus | None = None
    casus_id: UUID | None = None
    signalen: list[Waarom] = field(default_factory=list)
    taken: list[TaakRegel] = field(default_factory=list)
    """Open tasks that the coordinator may do, the most urgent first."""
    klok: Klokbeeld | None = None

    @property
    def nu(self) -> tuple[TaakRegel, ...]:
        """Tasks that are late, and one's own of this very day."""
        return tuple(task for task in self.taken if task.dagen < 0 or (task.dagen == 0 and eigen(task)))

    def rang(self, nieuw_sinds: date) -> Rang:
        """Why this pupil comes where: the rule of this page."""
        fired = [reason for reason in self.signalen if not reason.bijna]
        if self.klok is not None and self.klok.dringt:
            return Rang.KLOK
        if any(eigen(task) for task in self.nu):
            return Rang.TAAK
        if any(reason.dag >= nieuw_sinds for reason in fired):
            return Rang.SIGNAAL
        return Rang.OPEN if fired or self.nu else Rang.BIJNA


@dataclass(frozen=True)
class Vraagt:
    """One pupil who asks attention, today or later."""

    leerling: str
    leerling_id: UUID
    casus_id: UUID | None
    vandaag: bool
    signalen: tuple[Waarom, ...]
    taken: tuple[TaakRegel, ...]
    """Late, or due today."""
    actie: TaakRegel | None
    """The task that is ready for the coordinator."""
    aan_zet: Stap | None
    """What others do now, when nothing is ready for the coordinator."""
    gemist: int
    """Days with something missed in the last four lesweken."""
    laatste: tuple[Verzuimdag, ...]
    klok: Klokbeeld | None


@dataclass(frozen=True)
class Maandag:
    """The page."""

    dag: date
    kaarten: tuple[Vraagt, ...]
    """The most urgent of those who ask today."""
    ook_open: tuple[Vraagt, ...]
    """A page of the others."""
    pagina: Pagina
    vandaag: int
    """All who ask today."""
    later: int
    sinds: date
    bijgewerkt_tot: date | None
    onbekend: bool

    @property
    def ook_vandaag(self) -> int:
        """Those who ask today too, and are not written out."""
        return self.vandaag - len(self.kaarten)


def eigen(task: TaakRegel) -> bool:
    """A task of the reader: named, standing in for who is away, or not given to anybody yet."""
    return task.van_mij or task.voor_mij_waar or not task.voor


def lees_maandag(bron: Bron, actor: Actor, pagina: str = "") -> Maandag:
    """The pupils who ask attention, the most urgent first."""
    with bron.lezen(actor) as db:
        school, dag = actor.organisatie_id, db.lezer.dag
        kalender = read_kalenders(db, [school])[school]
        since, new_since = _since(kalender, dag), _new_since(kalender, dag)
        pupils = _pupils(bron, db, kalender, since)
        visible = voorwaarde(Handeling.SCHOOLVERZUIM_ZIEN, db.lezer)
        missed = overzichten.count_gemist(db, pupils, since, visible)
        order = sorted(pupils.values(), key=lambda pupil: _urgency(pupil, missed, new_since))
        today = sum(pupil.rang(new_since) <= Rang.SIGNAAL for pupil in order)
        cards = order[: min(today, KAARTEN)]
        page = Pagina.kies(pagina, len(order) - len(cards))
        rest = order[len(cards) :][page.deel]
        lines = overzichten.list_verzuim(db, (pupil.id for pupil in cards), since, visible)
        steps = _steps(bron, db, [*cards, *rest])
        shown = [_line(pupil, missed, lines, steps, new_since) for pupil in (*cards, *rest)]
        until = overzichten.bijgewerkt_van(db, school)
    bron.database.record(
        actor, "maandag_gelezen", casussen=[line.casus_id for line in shown if line.casus_id],
        leerlingen=[line.leerling_id for line in shown if not line.casus_id],
    )  # fmt: skip
    return Maandag(
        dag=dag, kaarten=tuple(shown[: len(cards)]), ook_open=tuple(shown[len(cards) :]), pagina=page, vandaag=today,
        later=len(order) - today, sinds=since, bijgewerkt_tot=until, onbekend=is_oud(until, kalender, dag),
    )  # fmt: skip


def _since(kalender: Schoolkalender, dag: date) -> date:
    weeks = kalender.lesweken(dag, LESWEKEN)
    return weeks[-1] if weeks else dag - timedelta(weeks=LESWEKEN)


def _new_since(kalender: Schoolkalender, dag: date) -> date:
    try:
        return kalender.voor(dag, NIEUW)
    except LookupError:  # a school without a calendar
        return dag - timedelta(weeks=1)


def _pupils(bron: Bron, db: Transactie, kalender: Schoolkalender, since: date) -> dict[UUID, Leerlingstand]:
    """Signals, urgent tasks and urgent clocks, brought together per pupil."""
    found: dict[UUID, Leerlingstand] = {}
    visible = voorwaarde(Handeling.SIGNAAL_ZIEN, db.lezer)
    rows = signalen.list_signalen(db, visible, Signaal.dag >= since, TE_BEKIJKEN)
    known = casus_bekend(db.lezer) & leesbaar(db.lezer, None, "D23")
    clocks = overzichten.list_klokken(db, DRINGT, known, leesbaar(db.lezer, None, "D01"))
    tasks = regels(bron, db)
    klokken = overzichten.klokken(db, [row.Leerling.id for row in (*rows, *clocks)])
    for row in rows:
        pupil = found.setdefault(row.Leerling.id, Leerlingstand(row.Leerling.id, row.Leerling.naam))
        pupil.signalen.append(Waarom(regelnaam(row.Signaal.regel), is_bijna(row.Signaal.regel), row.Signaal.dag))
        pupil.casus = row.Casus or pupil.casus
    for row in clocks:
        name = row.Leerling.naam if row.naam_mag else row.Casus.nummer or ""
        found.setdefault(row.Leerling.id, Leerlingstand(row.Leerling.id, name)).casus = row.Casus
    for task in tasks:
        if task.dagen < 0 or (task.dagen == 0 and eigen(task)):
            name = task.leerling or task.nummer
            found.setdefault(task.leerling_id, Leerlingstand(task.leerling_id, name, klok=task.klok))
    for task in tasks:
        if task.leerling_id in found:
            found[task.leerling_id].taken.append(task)
    for pupil in found.values():
        pupil.casus_id = pupil.casus.id if pupil.casus else next((task.casus_id for task in pupil.taken), None)
        pupil.klok = klokbeeld(klokken.get(pupil.id), kalender, db.lezer.dag) or pupil.klok
    return found


def _urgency(pupil: Leerlingstand, missed: dict[UUID, int], new_since: date) -> tuple[int, int, int, int, str]:
    """The rule of this page; within it the clock, then the term, then what was missed."""
    left = pupil.klok.dagen_over if pupil.klok is not None and pupil.klok.dagen_over is not None else VER
    late = min((task.dagen for task in pupil.nu), default=1)
    return (pupil.rang(new_since), left, late, -missed.get(pupil.id, 0), pupil.naam)


def _steps(bron: Bron, db: Transactie, pupils: Iterable[Leerlingstand]) -> dict[UUID, Stap | None]:
    """By casus: what others do, of pupils for whom nothing is ready here."""
    waiting = [pupil.casus for pupil in pupils if pupil.casus is not None and not pupil.taken]
    tasks = overzichten.tasks_of(db, (casus.id for casus in waiting), stap_bekend(db))
    return {casus.id: stap(bron, casus, tasks.get(casus.id, [])) for casus in waiting}


def _line(
    pupil: Leerlingstand,
    missed: dict[UUID, int],
    lines: dict[UUID, list[Any]],
    steps: dict[UUID, Stap | None],
    new_since: date,
) -> Vraagt:
    return Vraagt(
        leerling=pupil.naam,
        leerling_id=pupil.id,
        casus_id=pupil.casus_id,
        vandaag=pupil.rang(new_since) <= Rang.SIGNAAL,
        signalen=reasons(pupil.signalen),
        taken=pupil.nu,
        actie=min(pupil.taken, key=lambda task: (not eigen(task), task.dagen), default=None),
        aan_zet=steps.get(pupil.casus_id) if pupil.casus_id else None,
        gemist=missed.get(pupil.id, 0),
        laatste=in_words(lines.get(pupil.id, [])[-LAATSTE:]),
        klok=pupil.klok,
    )


def reasons(signals: Iterable[Waarom]) -> tuple[Waarom, ...]:
    """Each rule once, what fired first and the newest first; a rule that fired takes the place of its own "bijna"."""
    newest: dict[str, Waarom] = {}
    for reason in sorted(signals, key=lambda reason: (reason.bijna, -reason.dag.toordinal())):
        newest.setdefault(reason.regel, reason)
    return tuple(newest.values())
