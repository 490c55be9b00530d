"""A stored, pruned and reloaded workflow does exactly what one does that was never stored."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent

from casus.engine import codec
from casus.engine.catalogue import parse
from casus.engine.engine import ready_tasks, settle
from casus.engine.moment import step_at
from tests.engine.bpmn import message, node, process, subprocess, timer, users

START = node("startEvent", "start")
END = node("endEvent", "einde")


def boundary(ident: str, on: str, body: str, interrupting: bool) -> str:
    return node("boundaryEvent", ident, body, attachedToRef=on, cancelActivity=str(interrupting).lower())


RONDE = subprocess(
    "ronde",
    node("startEvent", "r_start"), node("endEvent", "r_einde"),
    node("exclusiveGateway", "r_kies", default="r_kies_r_sub"), users("r_a", "r_b"),
    node("parallelGateway", "r_split"), node("parallelGateway", "r_join"), node("exclusiveGateway", "r_samen"),
    node("callActivity", "r_sub", calledElement="deel"),
    node("inclusiveGateway", "r_open", default="r_open_r_c"), node("inclusiveGateway", "r_dicht"),
    users("r_c", "r_d", "r_e"), boundary("r_tijd", "r_e", timer("timeDuration", "P5D"), True), users("r_laat"),
    path="""
    r_start -> r_split -> r_a -> r_join -> r_open
    r_split -> r_b -> r_kies
    r_kies -> r_samen: =x > 1
    r_kies -> r_sub -> r_samen -> r_join
    r_open -> r_c -> r_dicht
    r_open -> r_d: =x >= 1
    r_d -> r_dicht
    r_open -> r_e: =x >= 2
    r_e -> r_dicht -> r_einde
    r_tijd -> r_laat -> r_dicht
    """,
)  # fmt: skip

REIS = process(
    "reis_casus",
    START, END,
    subprocess(
        "reis",
        node("startEvent", "s_start"), node("endEvent", "s_einde"), users("intake", "klaar"), RONDE,
        node("exclusiveGateway", "terug"), node("exclusiveGateway", "nog_eens", default="nog_eens_klaar"),
        path="""
        s_start -> intake -> terug -> ronde -> nog_eens
        nog_eens -> terug: =x = 3
        nog_eens -> klaar -> s_einde
        """,
    ),
    boundary("weg", "reis", message("weg"), True), users("overdracht"), node("endEvent", "e_weg"),
    subprocess(
        "amber", node("startEvent", "a_start", message("amber"), isInterrupting="false"),
        users("a_taak"), node("endEvent", "a_einde"), path="a_start -> a_taak -> a_einde", triggeredByEvent="true",
    ),
    path="""
    start -> reis -> einde
    weg -> overdracht -> e_weg
    """,
    messages=("weg", "amber"),
)  # fmt: skip

# Each by count: SpiffWorkflow refuses a second visit to a step that names its items.
MI = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="{seq}">'
    "<bpmn:loopCardinality>=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
)
DEEL = process(
    "deel",
    START, END, users("d_een"), boundary("d_tijd", "d_een", timer("timeDuration", "P3D"), False), users("d_herinner"),
    node("userTask", "d_ieder", MI.format(seq="false")),
    node("userTask", "d_beurt", MI.format(seq="true")),
    node("eventBasedGateway", "d_wacht"), node("intermediateCatchEvent", "d_bericht", message("antwoord")),
    node("intermediateCatchEvent", "d_stil", timer("timeDuration", "P7D")), users("d_bel"), node("exclusiveGateway", "d_samen"),
    path="""
    start -> d_een -> d_ieder -> d_beurt -> d_wacht -> d_bericht -> d_samen -> einde
    d_tijd -> d_herinner -> d_samen
    d_wacht -> d_stil -> d_bel -> d_samen
    """,
    messages=("antwoord",),
)  # fmt: skip

MODEL = parse({"reis.bpmn": REIS, "deel.bpmn": DEEL})
MESSAGES = ("weg", "amber", "antwoord", "antwoord")


def ready(workflow):
    return [task for task in ready_tasks(workflow) if task.task_spec.manual]


def picture(workflow):
    """What must be the same: open steps with their flags, waiting events, completion."""
    steps = sorted((task.task_spec.name, sorted(task.data.items())) for task in ready(workflow))
    waiting = sorted(
        (task.task_spec.name, task.internal_data.get("event_value") or "")
        for task in workflow.event_manager.tasks.values()
    )
    return repr(steps), repr(waiting), workflow.completed


def act(workflow, move, now):
    """Do one random thing; the same move means the same step in both workflows."""
    kind, choice, x = move
    with step_at(now):
        if kind == "message":
            try:
                workflow.send_event(BpmnEvent(MessageEventDefinition(choice), payload={}))
            except Exception as error:
                return type(error).__name__
        elif kind == "timer":
            workflow.refresh_timers()
        else:
            steps = sorted(ready(workflow), key=lambda task: (task.task_spec.name, repr(sorted(task.data.items()))))
            if steps:
                task = steps[int(choice * len(steps))]
                task.set_data(x=x)
                task.run()
        settle(workflow)
    return None


@pytest.mark.parametrize("seed", range(150))
def test_stored_workflow_does_what_a_live_one_does(seed):
    chance = random.Random(seed)
    now = datetime(2026, 9, 1, 8, tzinfo=UTC)
    with step_at(now):
        live, stored = (codec.create("reis_casus", MODEL.specs) for _ in range(2))
        for workflow in (live, stored):
            workflow.task_tree.data.update(x=1)
            settle(workflow)
    for _ in range(60):
        stored = codec.load(codec.dump(stored), "reis_casus", MODEL.specs)
        assert picture(stored) == picture(live)
        if live.completed:
            break
        now += timedelta(days=chance.choice((0, 1, 2, 6)))
        roll = chance.random()
        move = (
            ("message", chance.choice(MESSAGES), 0) if roll < 0.12
            else ("timer", 0, 0) if roll < 0.25
            else ("step", chance.random(), chance.choice((0, 1, 2, 3)))
        )  # fmt: skip
        assert act(live, move, now) == act(stored, move, now)
    assert sorted(live.data.items()) == sorted(stored.data.items())


def test_state_stays_small_however_long_a_casus_lives():
    now = datetime(2026, 9, 1, 8, tzinfo=UTC)
    sizes = []
    with step_at(now):
        workflow = codec.create("reis_casus", MODEL.specs)
        workflow.task_tree.data.update(x=1)
        settle(workflow)
        for _ in range(300):
            workflow = codec.load(codec.dump(workflow), "reis_casus", MODEL.specs)
            steps = [task for task in ready(workflow) if task.task_spec.name != "klaar"]
            steps[0].set_data(x=3)
            steps[0].run()
            settle(workflow)
            sizes.append(len(codec.dump(workflow)))
    assert max(sizes[200:]) <= max(sizes[:60])


def test_event_subprocess_of_one_casus_does_not_start_in_the_next():
    now = datetime(2026, 9, 1, 8, tzinfo=UTC)
    with step_at(now):
        first = codec.create("reis_casus", MODEL.specs)
        first.task_tree.data.update(x=1)
        settle(first)
        for _ in range(2):
            first.send_event(BpmnEvent(MessageEventDefinition("amber"), payload={}))
            settle(first)
        second = codec.create("reis_casus", MODEL.specs)
        second.task_tree.data.update(x=1)
        settle(second)
    assert [task.task_spec.name for task in ready(first)].count("a_taak") == 2
    assert [task.task_spec.name for task in ready(second)] == ["intake"]
