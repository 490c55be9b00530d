"""The state of a casus as bytes: one row a task, deltas of data, the spec not included.

Private attributes of SpiffWorkflow are read and set here and in `pruning`; its version is pinned
and `tests/engine/test_fuzz.py` compares every step with a workflow that was never stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import msgspec
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow, BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from casus.engine.parser import FeelEngine
from casus.engine.pruning import prune

VERSION = 1
TRANSIENT = frozenset({"seen_events"})  # lives between catch and run, holds engine objects
_SCRIPTS = FeelEngine()
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder()


def dump(workflow: BpmnWorkflow) -> bytes:
    """Prune the workflow and write what is left."""
    prune(workflow)
    inner = [(key.bytes, sub.spec.name, _head(sub)) for key, sub in workflow.subprocesses.items()]
    return _ENCODER.encode((VERSION, _head(workflow), inner))


def load(state: bytes, process: str | None, specs: Mapping[str, Any]) -> BpmnWorkflow:
    """Read a workflow back; `process` names the spec of the top level.

    Raises:
        ValueError: the bytes are of another version.
    """
    version, head, inner = _DECODER.decode(state)
    if version != VERSION:
        raise ValueError(f"state of version {version} cannot be read")
    workflow = BpmnWorkflow(specs[process or head[6]], dict(specs), script_engine=_SCRIPTS, deserializing=True)
    _fill(workflow, workflow, head)
    for key, name, sub_head in inner:  # parents stand before their children
        ident = UUID(bytes=key)
        sub = BpmnSubWorkflow(specs[name], ident, workflow, deserializing=True)
        _fill(sub, workflow, sub_head)
        workflow.subprocesses[ident] = sub
        task = workflow.get_task_from_id(ident)
        sub.completed_event.connect(task.task_spec._on_subworkflow_completed, task)
    return workflow


def create(process: str, specs: Mapping[str, Any]) -> BpmnWorkflow:
    """A new workflow of that process."""
    return BpmnWorkflow(specs[process], dict(specs), script_engine=_SCRIPTS)


def _head(workflow: BpmnBaseWorkflow) -> tuple[Any, ...]:
    place = {task.id: index for index, task in enumerate(_in_order(workflow))}
    last = None if workflow.last_task is None else place.get(workflow.last_task.id)
    rows = [_row(task, place) for task in _in_order(workflow)]
    return (rows, last, workflow.data, workflow.success, workflow.completed, workflow.correlations, workflow.spec.name)


def _in_order(workflow: BpmnBaseWorkflow) -> Iterator[Task]:
    """Parents first and children in their order: deltas and branches both need it."""
    stack = [workflow.task_tree]
    while stack:
        task = stack.pop()
        yield task
        stack.extend(reversed(task.children))


def _row(task: Task, place: dict[UUID, int]) -> tuple[Any, ...]:
    parent = task.parent
    inherited = {} if parent is None else parent.data
    changed = {key: value for key, value in task.data.items() if key not in inherited or inherited[key] != value}
    internal = {key: value for key, value in task.internal_data.items() if key not in TRANSIENT}
    return (
        task.id.bytes,
        -1 if parent is None else place[parent.id],
        task.task_spec.name,
        task._state,
        task.last_state_change,
        task.triggered,
        internal or None,
        changed or None,
        [key for key in inherited if key not in task.data] or None,
    )


def _fill(workflow: BpmnBaseWorkflow, top: BpmnWorkflow, head: list[Any]) -> None:
    rows, last, workflow.data, workflow.success, workflow.completed, workflow.correlations, _ = head
    tasks: list[Task] = []
    for row in rows:
        task = _task(workflow, row, tasks)
        workflow.tasks[task.id] = task
        tasks.append(task)
        if task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            top.event_manager.add_task(task)
    workflow.task_tree = tasks[0]
    workflow.last_task = None if last is None else tasks[last]


def _task(workflow: BpmnBaseWorkflow, row: list[Any], earlier: list[Task]) -> Task:
    key, parent_place, name, state, changed_at, triggered, internal, changed, gone = row
    task = Task.__new__(Task)
    task.id, task.workflow, task.task_spec = UUID(bytes=key), workflow, workflow.spec.task_specs[name]
    task._state, task.last_state_change, task.triggered = state, changed_at, triggered
    task._children, task._parent, task.thread_id = [], None, 0
    task.internal_data, task.data = internal or {}, {}
    if parent_place >= 0:
        parent = earlier[parent_place]
        task._parent = parent.id
        parent._children.append(task.id)
        task.data = _copy(parent.data)
    task.data.update(changed or {})
    for lost in gone or ():
        task.data.pop(lost, None)
    return task


def _copy(data: dict[str, Any]) -> dict[str, Any]:
    """Flags are scalars and lists of scalars: one level of copying separates parent and child."""
    return {key: list(value) if isinstance(value, list) else value for key, value in data.items()}
