"""The route of a casus: steps done, now and later, and its picture, with only what the reader may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casus.domain.actor import AMSTERDAM, Actor
from casus.domain.casus import Casus, Status
from casus.domain.fouten import NietGevonden
from casus.domain.rol import LANES
from casus.engine import Catalogue
from casus.engine.catalogue import Element, Model
from casus.engine.tekening import STEPS, teken, volgorde
from casus.overview.bron import Bron
from casus.overview.casus_taken import Volgende
from casus.overview.casus_tijdlijn import Moment
from casus.overview.zicht import kijk
from casus.policy import Blik

SUBPROCES = "subProcess"
KLAAR, NU, STRAKS = "klaar", "nu", "straks"


@dataclass(frozen=True)
class Routestap:
    """One step of the route."""

    titel: str
    staat: str
    rol: str
    wie: str
    dag: date | None
    """When it was done, or the last day of its term."""


@dataclass(frozen=True)
class Schema:
    """One picture: the process and which of its elements are done or open."""

    proces: str
    naam: str
    klaar: tuple[str, ...]
    nu: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """The steps in order, and the pictures that can be opened."""

    stappen: tuple[Routestap, ...]
    schemas: tuple[Schema, ...]


def route(
    catalogue: Catalogue, casus: Casus, blik: Blik, momenten: tuple[Moment, ...], taken: tuple[Volgende, ...]
) -> Route:
    """The route as the events and tasks that the reader may know of tell it."""
    model = catalogue.model(casus.spec_hash)
    done: dict[tuple[str, str], Routestap] = {}
    for moment in reversed(momenten):
        element = model.element(moment.proces, moment.stap)
        if element is not None and _finished(moment, element):
            key = (moment.proces, moment.stap)
            done.pop(key, None)
            day = moment.op.astimezone(AMSTERDAM).date()
            done[key] = Routestap(moment.titel, KLAAR, moment.rol, moment.wie, day)
    double = _told_by_its_tasks(model, done, taken)
    shown = [stap for key, stap in done.items() if key not in double]
    now = [Routestap(taak.titel, NU, taak.rol, taak.voor, taak.termijn) for taak in taken]
    later = (
        () if casus.status in (Status.GESLOTEN, Status.OVERGEDRAGEN) else _later(catalogue, casus, blik, done, taken)
    )
    open_now = {(taak.proces, taak.stap) for taak in taken}
    return Route((*shown, *now, *later), _pictures(model, casus, blik, set(done), open_now))


def _finished(moment: Moment, element: Element) -> bool:
    return moment.soort == "taak_afgerond" or (moment.soort == "stap_doorlopen" and element.soort == "callActivity")


def _told_by_its_tasks(
    model: Model, done: Iterable[tuple[str, str]], taken: tuple[Volgende, ...]
) -> list[tuple[str, str]]:
    """The called processes of which a step is on the route itself: naming both would say the same twice."""
    owners = {proces for proces, _ in done} | {taak.proces for taak in taken}
    calls = [(key, model.elements[key].roept) for key in done]
    return [key for key, called in calls if called is not None and owners & _reachable(model, called)]


def _later(
    catalogue: Catalogue, casus: Casus, blik: Blik, done: Iterable[tuple[str, str]], taken: tuple[Volgende, ...]
) -> tuple[Routestap, ...]:
    """What still lies ahead on the main path, after the furthest step that was reached."""
    model = catalogue.model(casus.spec_hash)
    path = _main_path(catalogue.tekening(casus.spec_hash, casus.proces), casus.proces)
    reached = {(proces, ident) for proces, ident in done}
    for taak in taken:
        reached |= {(owner, ident) for owner, ident, _ in path if _holds(model, owner, ident, taak)}
    furthest = max((place for place, (owner, ident, _) in enumerate(path) if (owner, ident) in reached), default=-1)
    return tuple(
        Routestap(element.naam, STRAKS, LANES.get(lane, ""), "", None)
        for owner, ident, lane in path[furthest + 1 :]
        if (element := model.elements[owner, ident]).domein and blik.weet(element.domein)
    )


def _main_path(bpmn: bytes, proces: str) -> list[tuple[str, str, str]]:
    """The steps of the longest way through, with those inside embedded subprocesses: (owner, id, lane)."""
    order = volgorde(bpmn, proces)
    found: list[tuple[str, str, str]] = []
    for ident in order.hoofdroute((*STEPS, SUBPROCES)):
        if order.soort[ident] == SUBPROCES:
            found += _main_path(bpmn, ident)
        else:
            found.append((proces, ident, order.lanes.get(ident, "")))
    return found


def _holds(model: Model, proces: str, ident: str, taak: Volgende) -> bool:
    """The element is the task, or calls the process in which the task stands."""
    if (proces, ident) == (taak.proces, taak.stap):
        return True
    called = model.elements[proces, ident].roept
    return called is not None and taak.proces in _reachable(model, called)


def _reachable(model: Model, proces: str) -> set[str]:
    found, queue = {proces}, [proces]
    while queue:
        here = queue.pop()
        nxt = {e.roept for e in model.elements.values() if e.proces == here and e.roept}
        nxt |= {e.id for e in model.elements.values() if e.proces == here and e.soort == "subProcess"}
        queue.extend(nxt - found)
        found |= nxt
    return found


def _pictures(
    model: Model, casus: Casus, blik: Blik, done: set[tuple[str, str]], now: set[tuple[str, str]]
) -> tuple[Schema, ...]:
    """The main process, and each called process in which something is done or open."""
    active = {proces for proces, _ in done | now}
    within = [p for p in model.sources if p == casus.proces or active & (_reachable(model, p) & {p, *_parts(model, p)})]
    ordered = sorted(within, key=lambda proces: (proces != casus.proces, proces))
    return tuple(
        Schema(
            proces=proces,
            naam=element.naam if (element := model.element(proces, proces)) else proces,
            klaar=tuple(sorted(ident for owner, ident in done if owner in {proces, *_parts(model, proces)})),
            nu=tuple(sorted(_open_in(model, proces, now))),
        )
        for proces in ordered
        if _known(model, proces, blik)
    )


def _open_in(model: Model, proces: str, now: set[tuple[str, str]]) -> set[str]:
    """What is open in a picture: its own steps, and the calls of a process in which something is open."""
    owners, active = {proces, *_parts(model, proces)}, {owner for owner, _ in now}
    calls = {
        e.id for e in model.elements.values() if e.proces in owners and e.roept and active & _reachable(model, e.roept)
    }
    return calls | {ident for owner, ident in now if owner in owners}


def _parts(model: Model, proces: str) -> set[str]:
    """The subprocesses drawn inside a process."""
    inside = {e.id for e in model.elements.values() if e.soort == "subProcess" and e.proces == proces}
    return inside.union(*(_parts(model, ident) for ident in inside))


def _known(model: Model, proces: str, blik: Blik) -> frozenset[str]:
    """The ids of the elements of a process that the reader may know of."""
    owners = {proces, *_parts(model, proces)}
    return frozenset(e.id for e in model.elements.values() if e.proces in owners and e.domein and blik.weet(e.domein))


def lees_schema(bron: Bron, actor: Actor, casus_id: UUID, proces: str) -> bytes:
    """The picture of a process of the model that this casus was started with.

    Raises:
        NietGevonden: no such casus or process for this reader.
    """
    with bron.lezen(actor) as db:
        casus, _, blik = kijk(db, casus_id)
        model = bron.catalogue.model(casus.spec_hash)
        within = proces in _reachable(model, casus.proces) and proces in model.sources
        known = _known(model, proces, blik) if within else frozenset()
        if not known:
            raise NietGevonden
        drawn, _ = teken(bron.catalogue.tekening(casus.spec_hash, proces), known.__contains__)
    bron.database.record(actor, "schema_gelezen", "ja", casus_id)
    return drawn
