"""The models: BPMN and DMN files read once per process, known by the hash of their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from lxml import etree
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from casus.engine import names
from casus.engine.decisions import Decision
from casus.engine.dmn import load_decision
from casus.engine.parser import Parser
from casus.feel import plain

Bundle = Mapping[str, bytes]


@dataclass(frozen=True)
class Element:
    """One element of a model, as the route and the picture show it."""

    id: str
    naam: str
    soort: str
    proces: str
    domein: str | None
    uitleg: str
    roept: str | None
    eigenschappen: Mapping[str, str]


@dataclass(frozen=True)
class Stap:
    """One open human step of a casus."""

    id: UUID
    element: str
    proces: str
    naam: str
    lane: str
    formulier: str | None
    domein: str
    eigenschappen: Mapping[str, str] = field(default_factory=dict)
    vlaggen: Mapping[str, Any] = field(default_factory=dict)
    """The flags as this step sees them: in a called process they have not reached the casus yet."""


@dataclass(frozen=True)
class Model:
    """All processes and decisions that belong to one hash."""

    hash: str
    specs: Mapping[str, BpmnProcessSpec]
    elements: Mapping[tuple[str, str], Element]
    decisions: Mapping[str, Decision]
    sources: Mapping[str, str]

    def element(self, proces: str, element: str) -> Element | None:
        return self.elements.get((proces, element))


def read_bundle(folder: Path) -> dict[str, bytes]:
    """The model files of a folder by file name."""
    files = [*folder.glob("*.bpmn"), *folder.glob("*.dmn")]
    return {path.name: path.read_bytes() for path in sorted(files)}


def hash_of(bundle: Bundle) -> str:
    """One name for exactly these files."""
    digest = hashlib.sha256()
    for name in sorted(bundle):
        digest.update(f"{name}\0{len(bundle[name])}\0".encode() + bundle[name])
    return digest.hexdigest()


def parse(bundle: Bundle) -> Model:
    """Read all files of a bundle.

    Raises:
        DecisionError: a decision that we refuse.
        ValidationException: a process that the engine refuses.
    """
    decisions = [load_decision(data) for name, data in bundle.items() if name.endswith(".dmn")]
    parser = Parser({decision.id: decision for decision in decisions})
    elements: dict[tuple[str, str], Element] = {}
    sources: dict[str, str] = {}
    for name, data in bundle.items():
        if name.endswith(".bpmn"):
            root = names.read_xml(data)
            parser.add_bpmn_xml(root, filename=name)
            for process in root.iter(f"{names.BPMN}process"):
                sources[process.get("id", "")] = name
                elements.update(_elements(process))
    return Model(hash_of(bundle), parser.all_specs(), elements, parser.decisions, sources)


def _elements(process: etree._Element) -> dict[tuple[str, str], Element]:
    found: dict[tuple[str, str], Element] = {}
    for node in process.iter():
        soort = names.local(node)
        if not node.get("id") or not soort.endswith(("Task", "Event", "Gateway", "rocess", "task", "Activity")):
            continue
        ident = node.get("id", "")
        owner = ident if soort == "process" else _owner(node)
        properties = names.properties(node)
        found[owner, ident] = Element(
            id=ident,
            naam=node.get("name", ""),
            soort=soort,
            proces=owner,
            domein=properties.get("domein"),
            uitleg=names.documentation(node),
            roept=names.called_process(node) if soort == "callActivity" else None,
            eigenschappen=properties,
        )
    return found


def _owner(node: etree._Element) -> str:
    """The id of the process or subprocess that directly holds the element."""
    parent = node.getparent()
    while parent is not None and names.local(parent) not in ("process", "subProcess"):
        parent = parent.getparent()
    return "" if parent is None else parent.get("id", "")


class Catalogue:
    """Models by hash: the current one from its folder, older ones from whoever kept them."""

    def __init__(self, current: Bundle, older: Callable[[str], Bundle]) -> None:
        self.bundle = dict(current)
        self.current = parse(current)
        self._older = older
        self._models: dict[str, Model] = {self.current.hash: self.current}
        self._bundles: dict[str, Bundle] = {self.current.hash: self.bundle}

    def model(self, spec_hash: str) -> Model:
        """The model a casus was started with.

        Raises:
            KeyError: nobody kept it.
        """
        if spec_hash not in self._models:
            self._bundles[spec_hash] = self._older(spec_hash)
            self._models[spec_hash] = parse(self._bundles[spec_hash])
        return self._models[spec_hash]

    def tekening(self, spec_hash: str, proces: str) -> bytes:
        """The file that draws a process, or the process around a subprocess, of the model of a casus.

        Raises:
            KeyError: nobody kept the model, or it has no such process.
        """
        model = self.model(spec_hash)
        owners = {ident: owner for (owner, ident), element in model.elements.items() if element.soort == "subProcess"}
        while proces not in model.sources:
            proces = owners[proces]
        return self._bundles[spec_hash][model.sources[proces]]

    def decide(self, decision: str, given: Mapping[str, Any]) -> Any:
        """The outcome of a decision of the current model, as plain values.

        Raises:
            DecisionError: the table cannot answer.
        """
        return plain(self.current.decisions[decision].decide(given).waarde)
