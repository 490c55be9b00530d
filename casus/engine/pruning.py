"""Finished branches leave the state, so that step 1000 costs what step 10 costs.

The journal, not the state, is the history. What must stay: every unfinished task, what joins that
have not fired still read, and the way from the root to those.
"""

from __future__ import annotations

from uuid import UUID

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import TaskNotFoundException
from SpiffWorkflow.specs.Join import Join
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState


def prune(workflow: BpmnWorkflow) -> None:
    """Drop what no later step can read, in the workflow and in all its subprocesses."""
    for key in reversed(list(workflow.subprocesses)):
        if workflow.subprocesses[key].completed and _parent_finished(workflow, key):
            del workflow.subprocesses[key]
    for key in list(workflow.subprocesses):
        if _parent_gone(workflow, key):
            del workflow.subprocesses[key]
    for tree in (workflow, *workflow.subprocesses.values()):
        _prune_tree(tree)


def _parent_gone(workflow: BpmnWorkflow, key: UUID) -> bool:
    try:
        workflow.get_task_from_id(key)
    except TaskNotFoundException:
        return True
    return False


def _parent_finished(workflow: BpmnWorkflow, key: UUID) -> bool:
    return _parent_gone(workflow, key) or workflow.get_task_from_id(key).has_state(TaskState.FINISHED_MASK)


def _prune_tree(tree: BpmnBaseWorkflow) -> None:
    hot = _hot(tree)
    pinned = {task.id for task in hot} | {tree.task_tree.id}
    pinned |= {task._parent for task in hot if isinstance(task.task_spec, Join) and task._parent}
    if tree.last_task is not None and tree.last_task.id in tree.tasks:
        pinned.add(tree.last_task.id)
    kept = _with_ancestors(tree, pinned)
    for task in list(tree.tasks.values()):
        if task.id in tree.tasks and task.id not in pinned and task.has_state(TaskState.FINISHED_MASK):
            _splice(tree, task, kept)


def _hot(tree: BpmnBaseWorkflow) -> list[Task]:
    """Unfinished tasks, and cancelled copies of joins that did not fire since."""
    fired: dict[str, float] = {}
    for task in tree.tasks.values():
        if isinstance(task.task_spec, Join) and task._state == TaskState.COMPLETED:
            name = task.task_spec.name
            fired[name] = max(fired.get(name, 0.0), task.last_state_change)
    return [
        task
        for task in tree.tasks.values()
        if not task.has_state(TaskState.FINISHED_MASK)
        or (
            isinstance(task.task_spec, Join)
            and task._state == TaskState.CANCELLED
            and task.last_state_change >= fired.get(task.task_spec.name, 0.0)
        )
    ]


def _with_ancestors(tree: BpmnBaseWorkflow, ids: set[UUID]) -> set[UUID]:
    kept: set[UUID] = set()
    for ident in ids:
        current: UUID | None = ident
        while current is not None and current not in kept:
            kept.add(current)
            current = tree.tasks[current]._parent
    return kept


def _splice(tree: BpmnBaseWorkflow, task: Task, kept: set[UUID]) -> None:
    """Take a finished task out when exactly one of its branches is still needed."""
    staying = [child for child in task._children if child in kept]
    if len(staying) != 1 or task.parent is None:
        return
    unfinished = any(not child.has_state(TaskState.FINISHED_MASK) for child in task.children)
    if isinstance(task.task_spec, BoundaryEventSplit) and unfinished:
        return
    for child in task.children:
        if child.id != staying[0]:
            _remove(tree, child)
    siblings = task.parent._children
    siblings[siblings.index(task.id)] = staying[0]
    tree.tasks[staying[0]]._parent = task._parent
    del tree.tasks[task.id]


def _remove(tree: BpmnBaseWorkflow, task: Task) -> None:
    for child in task.children:
        _remove(tree, child)
    del tree.tasks[task.id]
