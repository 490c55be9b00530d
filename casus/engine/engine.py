"""One step of a casus: stored state in, new state and open steps out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import TaskNotFoundException, WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from casus.engine import codec
from casus.engine.catalogue import Catalogue, Model, Stap
from casus.engine.moment import step_at

FLAG = re.compile(r"^[\w.:+-]{0,64}$")
CHILD = " [child]"


class DubbelAfgerond(Exception):  # noqa: N818
    """The step is not open any more: somebody completed it, or the route went another way."""


class NietWachtend(Exception):  # noqa: N818
    """The casus does not wait for this message."""


@dataclass(frozen=True)
class Verloop:
    """The stored state of a casus: which model, which process, where it stands."""

    spec_hash: str
    proces: str
    state: bytes


@dataclass(frozen=True)
class Passage:
    """An element that the route passed in this step."""

    proces: str
    element: str
    soort: str
    naam: str
    domein: str | None


@dataclass(frozen=True)
class Stand:
    """Where the casus stands after a step."""

    verloop: Verloop
    klaar: bool
    stappen: tuple[Stap, ...]
    timers: Mapping[UUID, datetime]
    passages: tuple[Passage, ...]
    vlaggen: Mapping[str, Any] = field(default_factory=dict)


class Engine:
    """Starts, continues and wakes casussen; holds nothing between two calls."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def start(self, proces: str, vlaggen: Mapping[str, Any], now: datetime) -> Stand:
        """Begin a process of the current model.

        Raises:
            ValueError: a flag is neither word, number, date nor list of those.
            KeyError: no such process.
        """
        model = self.catalogue.current
        workflow = codec.create(proces, model.specs)
        workflow.task_tree.data.update(checked(vlaggen))
        return self._advance(model, proces, workflow, now, lambda: None)

    def complete(self, verloop: Verloop, stap: UUID, vlaggen: Mapping[str, Any], now: datetime) -> Stand:
        """Finish an open human step.

        Raises:
            DubbelAfgerond: the step is not open.
            ValueError: a flag is not a flag.
        """
        model, workflow = self._load(verloop)
        task = self._open_task(workflow, stap)
        task.set_data(**checked(vlaggen))
        return self._advance(model, verloop.proces, workflow, now, task.run, task)

    def send(self, verloop: Verloop, bericht: str, vlaggen: Mapping[str, Any], now: datetime) -> Stand:
        """Tell the casus that something happened.

        Raises:
            NietWachtend: nothing in the casus waits for it.
            ValueError: a flag is not a flag.
        """
        model, workflow = self._load(verloop)
        event = BpmnEvent(MessageEventDefinition(bericht), payload=checked(vlaggen))

        def deliver() -> None:
            try:
                workflow.send_event(event)
            except WorkflowException as error:
                raise NietWachtend(bericht) from error

        return self._advance(model, verloop.proces, workflow, now, deliver)

    def wake(self, verloop: Verloop, now: datetime) -> Stand:
        """Let timers fire whose moment has passed."""
        model, workflow = self._load(verloop)
        return self._advance(model, verloop.proces, workflow, now, workflow.refresh_timers)

    def waits_for(self, verloop: Verloop, bericht: str) -> bool:
        """Whether a message would be heard: by a waiting event or by an event subprocess."""
        _, workflow = self._load(verloop)
        if workflow.completed:
            return False
        definition = MessageEventDefinition(bericht)
        if any(task.task_spec.event_definition == definition for task in workflow.event_manager.tasks.values()):
            return True
        triggers = (workflow.subprocess_specs[name] for name in workflow.spec.start.trigger_specs)
        return any(start.event_definition == definition for spec in triggers for start in spec.bpmn_start_events)

    def _load(self, verloop: Verloop) -> tuple[Model, BpmnWorkflow]:
        model = self.catalogue.model(verloop.spec_hash)
        return model, codec.load(verloop.state, verloop.proces, model.specs)

    @staticmethod
    def _open_task(workflow: BpmnWorkflow, stap: UUID) -> Task:
        try:
            task = workflow.get_task_from_id(stap)
        except TaskNotFoundException as error:
            raise DubbelAfgerond(str(stap)) from error
        if task.state != TaskState.READY or not task.task_spec.manual:
            raise DubbelAfgerond(str(stap))
        return task

    def _advance(
        self,
        model: Model,
        proces: str,
        workflow: BpmnWorkflow,
        now: datetime,
        act: Callable[[], object],
        first: Task | None = None,
    ) -> Stand:
        passages: list[Passage] = []

        def note(task: Task) -> None:
            element = model.element(task.workflow.spec.name, element_id(task))
            if element is not None:
                passages.append(Passage(element.proces, element.id, element.soort, element.naam, element.domein))

        with step_at(now):
            act()
            if first is not None:
                note(first)
            settle(workflow, note)
        workflow.get_events()
        state = codec.dump(workflow)
        return Stand(
            verloop=Verloop(model.hash, proces, state),
            klaar=workflow.completed,
            stappen=() if workflow.completed else tuple(_open_steps(model, workflow)),
            timers={} if workflow.completed else _due(workflow),
            passages=tuple(passages),
            vlaggen=dict(workflow.last_task.data) if workflow.last_task else {},
        )


def settle(workflow: BpmnWorkflow, note: Callable[[Task], None] | None = None) -> None:
    """Run the engine until only people and time can go on.

    `do_engine_steps` ends by looking at the timers, and leaves what they made ready; such a task
    holds engine objects that are not stored.
    """
    workflow.do_engine_steps(did_complete_task=note)
    while any(not task.task_spec.manual for task in ready_tasks(workflow)):
        workflow.do_engine_steps(did_complete_task=note)


def ready_tasks(workflow: BpmnWorkflow) -> list[Task]:
    """All tasks that can run now, in the casus and in its open subprocesses."""
    trees = (workflow, *workflow.get_active_subprocesses())
    return [task for tree in trees for task in tree.tasks.values() if task.state == TaskState.READY]


def checked(vlaggen: Mapping[str, Any]) -> dict[str, Any]:
    """The flags, when each is a word, number, yes or no, date, id, or a list of those.

    Raises:
        ValueError: one of them could be a sentence about a child.
    """
    for key, value in vlaggen.items():
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, bool | int | float | None) and not (isinstance(item, str) and FLAG.match(item)):
                raise ValueError(f"{key} is not a flag: the engine holds words, numbers, dates and ids only")
    return {key: list(value) if isinstance(value, list) else value for key, value in vlaggen.items()}


def element_id(task: Task) -> str:
    """The id in the model; children of a multi-instance step share that of the step."""
    return str(task.task_spec.name).removesuffix(CHILD)


def _open_steps(model: Model, workflow: BpmnWorkflow) -> list[Stap]:
    return [_step(model, task) for task in ready_tasks(workflow) if task.task_spec.manual]


def _step(model: Model, task: Task) -> Stap:
    proces, ident = task.workflow.spec.name, element_id(task)
    element = model.elements[proces, ident]
    extensions = getattr(task.task_spec, "extensions", None) or {}
    return Stap(
        id=task.id,
        element=ident,
        proces=proces,
        naam=element.naam,
        lane=task.task_spec.lane or "",
        formulier=extensions.get("formulier"),
        domein=element.domein or "",
        eigenschappen=element.eigenschappen,
        vlaggen=dict(task.data),
    )


def _due(workflow: BpmnWorkflow) -> dict[UUID, datetime]:
    """The moment of every waiting timer."""
    due: dict[UUID, datetime] = {}
    for task in workflow.event_manager.tasks.values():
        value = task.internal_data.get("event_value")
        if task.state == TaskState.WAITING and value:
            text = value if isinstance(value, str) else value["next"]
            due[task.id] = datetime.fromisoformat(text)
    return due
