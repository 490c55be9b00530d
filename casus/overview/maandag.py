"""The coordinator's Monday: which pupils ask attention today, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.kalender import Schoolkalender
from casus.domain.verzuim import Signaal
from casus.overview.bron import Bron
from casus.overview.klokbeeld import Klokbeeld, is_oud, klokbeeld
from casus.overview.signalen import Verzuimdag, in_words, is_bijna, is_open, regelnaam
from casus.overview.werklijst import TaakRegel, regels
from casus.policy import Handeling, voorwaarde
from casus.storage import Transactie, overzichten

LESWEKEN = 4
LAATSTE = 5
VER = 10_000
"""More days than any clock has left."""


@dataclass(frozen=True)
class Waarom:
    """One reason to look at a pupil: a rule that fired, known on a day."""

    regel: str
    bijna: bool
    dag: date


@dataclass(frozen=True)
class Vraagt:
    """One pupil who asks attention today."""

    leerling: str
    casus_id: UUID | None
    signalen: tuple[Waarom, ...]
    te_laat: tuple[TaakRegel, ...]
    actie: TaakRegel | None
    """The task that is ready for the coordinator."""
    gemist: int
    """Days with something missed in the last four lesweken."""
    laatste: tuple[Verzuimdag, ...]
    klok: Klokbeeld | None


@dataclass(frozen=True)
class Maandag:
    """The page."""

    dag: date
    leerlingen: tuple[Vraagt, ...]
    sinds: date
    bijgewerkt_tot: date | None
    onbekend: bool


def lees_maandag(bron: Bron, actor: Actor) -> Maandag:
    """The pupils with an open signal or a late task, the most urgent first."""
    with bron.lezen(actor) as db:
        school = actor.organisatie_id
        kalender = overzichten.kalenders(db, [school])[school]
        since = _since(kalender, db.lezer.dag)
        tasks = regels(bron, db)
        rows = overzichten.list_signalen(db, voorwaarde(Handeling.SIGNAAL_ZIEN, db.lezer), Signaal.dag >= since)
        signals = [row for row in rows if is_open(row.Casus)]
        known = {} if school is None else overzichten.bijgewerkt_tot(db, [school])
        until = known.get(school) if school is not None else None
        found = _pupils(db, tasks, signals, since, kalender)
        page = Maandag(db.lezer.dag, found, since, until, is_oud(until, kalender, db.lezer.dag))
    bron.database.record(actor, "maandag_gelezen", casussen=[line.casus_id for line in found])
    return page


def _since(kalender: Schoolkalender, dag: date) -> date:
    weeks = kalender.lesweken(dag, LESWEKEN)
    return weeks[-1] if weeks else dag - timedelta(weeks=LESWEKEN)


def _pupils(
    db: Transactie, tasks: list[TaakRegel], signals: list[Any], since: date, kalender: Schoolkalender
) -> tuple[Vraagt, ...]:
    """Signals and late tasks brought together per pupil."""
    names: dict[UUID, str] = {}
    why: dict[UUID, list[Waarom]] = {}
    casus_of: dict[UUID, UUID | None] = {}
    for row in signals:
        names[row.Leerling.id] = row.Leerling.naam
        why.setdefault(row.Leerling.id, []).append(_why(row.Signaal))
        casus_of[row.Leerling.id] = row.Signaal.casus_id or casus_of.get(row.Leerling.id)
    for task in tasks:
        if task.dagen < 0:
            names.setdefault(task.leerling_id, task.leerling or task.nummer)
            casus_of[task.leerling_id] = casus_of.get(task.leerling_id) or task.casus_id
    lines = overzichten.list_verzuim(db, names, since, voorwaarde(Handeling.SCHOOLVERZUIM_ZIEN, db.lezer))
    klokken = overzichten.klokken(db, why)
    clocks: dict[UUID, Klokbeeld | None] = {task.leerling_id: task.klok for task in tasks if task.klok}
    clocks |= {pupil: klokbeeld(klokken.get(pupil), kalender, db.lezer.dag) for pupil in why}
    found = [
        _one(
            name,
            casus_of[pupil],
            why.get(pupil, []),
            [t for t in tasks if t.leerling_id == pupil],
            lines.get(pupil, []),
            clocks.get(pupil),
        )
        for pupil, name in names.items()
    ]
    return tuple(sorted(found, key=_urgency))


def _why(signaal: Signaal) -> Waarom:
    return Waarom(regelnaam(signaal.regel), is_bijna(signaal.regel), signaal.dag)


def _one(
    name: str,
    casus_id: UUID | None,
    why: list[Waarom],
    tasks: list[TaakRegel],
    rows: list[Any],
    klok: Klokbeeld | None,
) -> Vraagt:
    return Vraagt(
        leerling=name,
        casus_id=casus_id,
        signalen=tuple(why),
        te_laat=tuple(task for task in tasks if task.dagen < 0),
        actie=tasks[0] if tasks else None,
        gemist=len({row.datum for row in rows}),
        laatste=in_words(rows[-LAATSTE:]),
        klok=klok,
    )


def _urgency(line: Vraagt) -> tuple[int, int, int, str]:
    """The clock first, then the term, then what was missed."""
    left = line.klok.dagen_over if line.klok is not None and line.klok.dagen_over is not None else VER
    late = min((task.dagen for task in line.te_laat), default=1)
    return (left, late, -line.gemist, line.leerling)
