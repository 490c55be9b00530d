"""Casussen share one model in memory: what one is told never changes how another begins."""

from datetime import UTC, datetime

from casus.engine import Catalogue, Engine
from tests.engine.bpmn import message, node, process, subprocess, users

NOW = datetime(2026, 9, 1, tzinfo=UTC)


def test_a_message_to_one_casus_leaves_the_next_casus_free_to_end():
    extra = subprocess(
        "erbij", node("startEvent", "bel", message("bel"), isInterrupting="false"), users("extra"),
        node("endEvent", "ee"), path="bel -> extra -> ee", triggeredByEvent="true",
    )  # fmt: skip
    bundle = {
        "p.bpmn": process(
            "p", node("startEvent", "s"), users("een"), node("endEvent", "e"), extra, path="s -> een -> e",
            messages=("bel",),
        ),
    }  # fmt: skip
    engine = Engine(Catalogue(bundle, lambda _: bundle))
    told = engine.send(engine.start("p", {}, NOW).verloop, "bel", {}, NOW)
    assert {stap.element for stap in told.stappen} == {"een", "extra"}
    other = engine.start("p", {}, NOW)
    (stap,) = other.stappen
    assert engine.complete(other.verloop, stap.id, {}, NOW).klaar
    for _ in range(2):
        told = engine.complete(told.verloop, told.stappen[0].id, {}, NOW)
    assert told.klaar
