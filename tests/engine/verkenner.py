"""Walk through every reachable state of a process: open steps, steering answers, messages and timers.

A called process is explored on its own first; its caller then sees it as one step that ends in any of
the ways that exploration found. So the whole journey is covered without multiplying its parts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from casus.engine import Catalogue, Engine, NietWachtend, Stand, Stap, Verloop, load_decision
from casus.engine.catalogue import read_bundle
from casus.engine.names import BPMN, called_decision, called_process, form_of, local, properties, read_xml
from casus.feel import names_in
from casus.forms import Formulieren, Veld
from casus.settings import data_folder
from tests.engine.bpmn import node, process, users

BEGIN = datetime(2026, 9, 1, 8, tzinfo=UTC)
DAG = "2026-12-01"
BUNDLE = read_bundle(data_folder("workflows"))
FORMULIEREN = Formulieren(data_folder("forms"))
ROOTS = {name: read_xml(data) for name, data in BUNDLE.items() if name.endswith(".bpmn")}
FILE_OF = {p.get("id"): name for name, root in ROOTS.items() for p in root.iter(f"{BPMN}process")}
DECISIONS = {d.id: d for name, data in BUNDLE.items() if name.endswith(".dmn") for d in [load_decision(data)]}
DMN = {name: data for name, data in BUNDLE.items() if name.endswith(".dmn")}
MESSAGES = {name: tuple(m.get("name") for m in root.iter(f"{BPMN}message")) for name, root in ROOTS.items()}
BESIDE = {
    name: {
        ident for s in root.iter(f"{BPMN}subProcess") if s.get("triggeredByEvent") == "true" for ident in [s.get("id")]
    }
    for name, root in ROOTS.items()
}

NODES = ("Event", "Task", "Gateway", "Activity", "subProcess")

Vlaggen = dict[str, Any]


def reads_of(element: Any) -> frozenset[str]:
    """The flags that this element looks at to choose the way on."""
    called = called_decision(element)
    if called is not None:
        return DECISIONS[called[0]].reads()
    flows = [flow for flow in element.getparent() if flow.get("sourceRef") == element.get("id")]
    texts = [item.text for item in (*element.iter(f"{BPMN}loopCardinality"), *(c for f in flows for c in f))]
    return frozenset().union(*(names_in(text) for text in texts if text), frozenset())


def elements(name: str) -> list[Any]:
    """Every flow node of a file."""
    return [item for item in ROOTS[name].iter() if local(item).endswith(NODES) and item.tag.startswith(BPMN)]


def reads(name: str) -> frozenset[str]:
    """The flags on which the route of this file depends."""
    return frozenset().union(*(reads_of(item) for item in elements(name)))


def calls(name: str) -> set[str | None]:
    """The processes that a file calls."""
    return {called_process(item) for item in ROOTS[name].iter(f"{BPMN}callActivity")}


def successors(name: str) -> dict[str, set[str]]:
    """What may come after each element; `x/uit` is the way out of subprocess x."""
    after: dict[str, set[str]] = {}
    for item in elements(name):
        ident, level = item.get("id"), item.getparent()
        out = {flow.get("targetRef") for flow in level if flow.get("sourceRef") == ident}
        if local(item) == "subProcess":
            after.setdefault(ident, set()).update(s.get("id") for s in item.iter(f"{BPMN}startEvent"))
            after[f"{ident}/uit"] = out
        else:
            after.setdefault(ident, set()).update(out)
        if local(item) == "endEvent" and local(level) == "subProcess":
            after[ident].add(f"{level.get('id')}/uit")
        if local(item) == "boundaryEvent":
            host = next(h for h in elements(name) if h.get("id") == item.get("attachedToRef"))
            for inner in (host, *(i for i in host.iter() if i.get("id"))):
                after.setdefault(inner.get("id"), set()).add(ident)
    return after


READS = {name: reads(name) for name in ROOTS}
READ = frozenset().union(*READS.values())


def of_gevolg(given: Mapping[str, str]) -> dict[str, list[Any]]:
    """The flags that the consequence of a step may add, with all that they may hold."""
    if given.get("gevolg") == "signaal_beoordeeld":
        return {"melder": ["ja", "nee"]}
    if given.get("gevolg") == "toestemming_gevraagd":
        return {f"{given['doel']}_stand": ["gevraagd", "compleet"]}
    return {}


def values(veld: Veld) -> list[Any]:
    """What a steering field may answer: all of it when the route reads it, else one."""
    found: list[Any] = [DAG]
    if veld.keuzes:
        found = [value for value, _ in veld.keuzes]
    elif veld.type == "checkbox":
        found = [True, False]
    elif veld.type == "number":
        found = [veld.regels.get("min", 0), veld.regels.get("max", 100)]
    if veld.type == "checklist":
        found = [[value] for value in found]
    return found if veld.key in READ else found[:1]


def answers(form: str, eigenschappen: Mapping[str, str]) -> list[Vlaggen]:
    """Every set of flags with which a person can finish the step."""
    formulier = FORMULIEREN.read(form)
    steering = [veld for veld in formulier.invoer if veld.stuurt]
    found: dict[str, Vlaggen] = {}
    for combination in product(*(values(veld) for veld in steering)):
        given = {veld.key: value for veld, value in zip(steering, combination, strict=True)}
        shown = {veld.key for veld in formulier.zichtbaar(given)}
        flags = {key: value for key, value in given.items() if key in shown}
        found[repr(flags)] = flags
    extra = of_gevolg(eigenschappen)
    more = [dict(zip(extra, combination, strict=True)) for combination in product(*extra.values())]
    return [flags | added for flags in found.values() for added in more]


@dataclass
class Kaart:
    """What a walk found: states by their key, ways between them, and the flags at each end."""

    stands: dict[Any, Stand] = field(default_factory=dict)
    ways: dict[Any, set[Any]] = field(default_factory=dict)
    ends: set[frozenset[tuple[str, Any]]] = field(default_factory=set)

    def stuck(self) -> list[Any]:
        """States that are not the end and in which nobody has anything to do."""
        return [key for key, stand in self.stands.items() if not stand.klaar and not stand.stappen]

    def endless(self) -> list[Any]:
        """States from which the end cannot be reached."""
        back: dict[Any, set[Any]] = {}
        for source, targets in self.ways.items():
            for target in targets:
                back.setdefault(target, set()).add(source)
        todo = [key for key, stand in self.stands.items() if stand.klaar]
        reached = set(todo)
        while todo:
            new = back.get(todo.pop(), set()) - reached
            reached |= new
            todo.extend(new)
        return [key for key in self.stands if key not in reached]


class Verkenner:
    """Explores one process of the project; what it calls is one step with every known outcome."""

    def __init__(self, proces: str) -> None:
        self.proces, self.file = proces, FILE_OF[proces]
        self.called = sorted({called_process(c) for c in ROOTS[self.file].iter(f"{BPMN}callActivity")})
        stubs = {
            f"{name}.bpmn": process(
                name, node("startEvent", "s"), node("endEvent", "e"), users(f"{name}_gedaan"), path=f"s -> {name}_gedaan -> e"
            )
            for name in self.called
        }  # fmt: skip
        self.engine = Engine(Catalogue({self.file: BUNDLE[self.file], **DMN, **stubs}, lambda _: {}))
        others = [name for name in READS if name != self.file]
        is_called = any(self.proces in calls(name) for name in others)
        self.exports = frozenset().union(*(READS[name] for name in others if is_called), frozenset())
        self.live = self._live()

    def _live(self) -> dict[str, frozenset[str]]:
        """Per element the flags that some way on still looks at before they are set anew."""
        nodes = {item.get("id"): item for item in elements(self.file)}
        after = successors(self.file)
        looks = {ident: reads_of(item) for ident, item in nodes.items()}
        sets = {ident: self._always_sets(item) for ident, item in nodes.items()}
        live: dict[str, frozenset[str]] = dict.fromkeys(after, frozenset())
        changed = True
        while changed:
            changed = False
            for ident, targets in after.items():
                out = frozenset().union(*(live[target] for target in targets)) if targets else self.exports
                new = looks.get(ident, frozenset()) | (out - sets.get(ident, frozenset()))
                changed |= new != live[ident]
                live[ident] = new
        return live

    def _always_sets(self, element: Any) -> frozenset[str]:
        if called_decision(element) is not None:
            return frozenset({called_decision(element)[1]})
        if local(element) == "callActivity":
            outcomes = [{key for key, _ in outcome} for outcome in verken(called_process(element)).ends]
        elif form_of(element):
            outcomes = [set(flags) for flags in answers(form_of(element), properties(element))]
        else:
            return frozenset()
        return frozenset(set.intersection(*outcomes))

    def choices(self, stap: Stap) -> list[Vlaggen]:
        """How a step can end."""
        if stap.proces in self.called:
            return [dict(outcome) for outcome in sorted(verken(stap.proces).ends, key=sorted)]
        return answers(stap.formulier, stap.eigenschappen)

    def key(self, stand: Stand) -> Any:
        """What makes two states the same: open steps, running timers, and the flags that still count for them."""
        steps = tuple(sorted((stap.proces, stap.element) for stap in stand.stappen))
        seen = [(self._counting(stap), stap.vlaggen) for stap in stand.stappen] or [(self.exports, stand.vlaggen)]
        flags = sorted(sorted((k, v) for k, v in each.items() if k in counting) for counting, each in seen)
        return steps, len(stand.timers), stand.klaar, repr(flags)

    def _counting(self, stap: Stap) -> frozenset[str]:
        if stap.proces not in self.called:
            return self.live[stap.element]
        callers = [c.get("id") for c in elements(self.file) if called_process(c) == stap.proces]
        return frozenset().union(*(self.live[ident] for ident in callers))

    def verken(self) -> Kaart:
        """All states, breadth first."""
        kaart = Kaart()
        first = self.engine.start(self.proces, {}, BEGIN)
        kaart.stands[self.key(first)] = first
        todo = deque([self.key(first)])
        while todo:
            here = todo.popleft()
            kaart.ways[here] = set()
            stand = kaart.stands[here]
            if stand.klaar:
                kaart.ends.add(
                    frozenset((k, v) for k, v in stand.vlaggen.items() if k in self.exports and v is not None)
                )
                continue
            for new in self.moves(stand):
                there = self.key(new)
                kaart.ways[here].add(there)
                if there not in kaart.stands:
                    kaart.stands[there] = new
                    todo.append(there)
        return kaart

    def moves(self, stand: Stand) -> list[Stand]:
        """Every next state: a step finished in each way, an interrupting message, the timers."""
        found = [
            self.engine.complete(stand.verloop, stap.id, flags, BEGIN)
            for stap in stand.stappen
            for flags in self.choices(stap)
        ]
        if stand.timers:
            found.append(self.engine.wake(stand.verloop, max(stand.timers.values()) + timedelta(minutes=1)))
        for name in MESSAGES[self.file]:
            told = self.tell(stand.verloop, name)
            if told is not None and not self.beside(told):
                found.append(told)
        return found

    def tell(self, verloop: Verloop, bericht: str) -> Stand | None:
        try:
            return self.engine.send(verloop, bericht, {}, BEGIN)
        except NietWachtend:
            return None

    def beside(self, stand: Stand) -> list[Stap]:
        """The open steps of event subprocesses."""
        inside = {
            item.get("id")
            for s in ROOTS[self.file].iter(f"{BPMN}subProcess")
            if s.get("id") in BESIDE[self.file]
            for item in s.iter()
        } | {
            f"{called_process(c)}_gedaan"
            for s in ROOTS[self.file].iter(f"{BPMN}subProcess")
            if s.get("id") in BESIDE[self.file]
            for c in s.iter(f"{BPMN}callActivity")
        }
        return [stap for stap in stand.stappen if stap.element in inside]


_KAARTEN: dict[str, Kaart] = {}


def verken(proces: str) -> Kaart:
    """The map of a process, made once."""
    if proces not in _KAARTEN:
        _KAARTEN[proces] = Verkenner(proces).verken()
    return _KAARTEN[proces]
