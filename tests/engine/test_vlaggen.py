"""A step knows the flags of the process it stands in."""

from datetime import UTC, datetime

from casus.engine import Catalogue, Engine
from tests.engine.bpmn import node, process, users

NOW = datetime(2026, 9, 1, tzinfo=UTC)


def test_step_of_a_called_process_sees_the_flags_set_there():
    bundle = {
        "buiten.bpmn": process(
            "buiten", node("startEvent", "s"), node("callActivity", "roep", calledElement="binnen"),
            node("endEvent", "e"), path="s -> roep -> e",
        ),
        "binnen.bpmn": process(
            "binnen", node("startEvent", "bs"), users("een", "twee"), node("endEvent", "be"),
            path="bs -> een -> twee -> be",
        ),
    }  # fmt: skip
    engine = Engine(Catalogue(bundle, lambda _: bundle))
    stand = engine.start("buiten", {"ziek": "ja"}, NOW)
    stand = engine.complete(stand.verloop, stand.stappen[0].id, {"uiterlijk": "2026-12-01"}, NOW)
    (stap,) = stand.stappen
    assert (stap.element, stap.vlaggen) == ("twee", {"ziek": "ja", "uiterlijk": "2026-12-01"})
