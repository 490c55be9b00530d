"""All reachable states of all processes: somebody always has something to do, and every casus can end."""

import random

import pytest

from casus.domain.rol import LANES
from casus.engine import Catalogue, Engine, NietWachtend
from casus.engine.names import BPMN, HUMAN, documentation, form_of, properties
from tests.engine.verkenner import BEGIN, BUNDLE, FILE_OF, FORMULIEREN, MESSAGES, ROOTS, Verkenner, answers, verken


@pytest.mark.parametrize("proces", sorted(FILE_OF))
def test_somebody_always_has_a_step_and_the_end_can_be_reached(proces):
    kaart = verken(proces)
    assert kaart.ends
    assert kaart.stuck() == []
    assert kaart.endless() == []


@pytest.mark.parametrize("proces", sorted(FILE_OF))
def test_what_happens_beside_the_journey_leaves_it_where_it_was(proces):
    verkenner = Verkenner(proces)
    places = {}
    for key, stand in verken(proces).stands.items():
        places.setdefault(key[0], stand)
    for stand in (stand for stand in places.values() if not stand.klaar):
        before = sorted(stap.element for stap in stand.stappen)
        for bericht in MESSAGES[FILE_OF[proces]]:
            told = verkenner.tell(stand.verloop, bericht)
            extra = [] if told is None else verkenner.beside(told)
            for stap in extra:
                told = verkenner.engine.complete(told.verloop, stap.id, {}, BEGIN)
            if extra:
                assert sorted(stap.element for stap in told.stappen) == before


def test_warning_and_escalation_reach_everyone_who_must_act():
    verkenner = Verkenner("casus")
    stand = verkenner.engine.start("casus", {}, BEGIN)
    who = {
        bericht: {stap.lane for stap in verkenner.beside(verkenner.tell(stand.verloop, bericht))}
        for bericht in ("klok_amber", "klok_deadline", "klok_deadline_maand")
    }
    assert who == {
        "klok_amber": {"verzuimcoördinator", "SWV-consulent"},
        "klok_deadline": {"directie", "SWV-consulent"},
        "klok_deadline_maand": {"directie", "SWV-consulent"},
    }


@pytest.mark.parametrize("seed", range(12))
def test_the_whole_journey_walked_at_random_never_stands_still(seed):
    chance = random.Random(seed)
    engine = Engine(Catalogue(BUNDLE, lambda _: {}))
    messages = sorted({name for names in MESSAGES.values() for name in names})
    stand = engine.start("casus", {}, BEGIN)
    for _ in range(80):
        if stand.klaar:
            break
        assert stand.stappen
        if chance.random() < 0.1:
            try:
                stand = engine.send(stand.verloop, chance.choice(messages), {}, BEGIN)
            except NietWachtend:
                continue
        else:
            stap = chance.choice(stand.stappen)
            stand = engine.complete(
                stand.verloop, stap.id, chance.choice(answers(stap.formulier, stap.eigenschappen)), BEGIN
            )


def test_every_human_step_has_a_form_a_role_a_term_and_help():
    for name, root in ROOTS.items():
        lanes = {ref.text: lane.get("name") for lane in root.iter(f"{BPMN}lane") for ref in lane}
        for step in root.iter(*HUMAN):
            place = step
            while place is not None and place.get("id") not in lanes:
                place = place.getparent()
            where = f"{name}: {step.get('id')}"
            assert place is not None, where
            assert lanes[place.get("id")] in LANES, where
            assert form_of(step) in FORMULIEREN, where
            assert properties(step).get("termijn"), where
            assert len(documentation(step).split()) > 3, where
