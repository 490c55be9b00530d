"""The order of a drawn process, against walking every way through it; and what a picture leaves out."""

from hypothesis import given
from hypothesis import strategies as st

from casus.engine.tekening import teken, volgorde

KINDS = ("userTask", "exclusiveGateway", "callActivity", "intermediateCatchEvent")


def draw(kinds, edges):
    nodes = "".join(f'<b:{kind} id="n{place}" name="Naam {place}"/>' for place, kind in enumerate(kinds))
    flows = "".join(
        f'<b:sequenceFlow id="f{a}_{b}" name="van {a}" sourceRef="n{a}" targetRef="n{b}"/>' for a, b in edges
    )
    lane = '<b:laneSet id="ls"><b:lane id="rol" name="jeugdarts"><b:flowNodeRef>n1</b:flowNodeRef></b:lane></b:laneSet>'
    space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    return (
        f'<b:definitions xmlns:b="{space}"><b:process id="p">{lane}{nodes}{flows}</b:process></b:definitions>'.encode()
    )


def ways(kinds, edges, place=0):
    """Every way from the start to where nothing follows."""
    onward = [b for a, b in edges if a == place]
    here = [place] if kinds[place] in ("userTask", "callActivity") else []
    return [here + rest for b in onward for rest in ways(kinds, edges, b)] or [here]


@st.composite
def graphs(draw_from):
    kinds = ["startEvent", *draw_from(st.lists(st.sampled_from(KINDS), min_size=1, max_size=7))]
    pairs = [(a, b) for a in range(len(kinds)) for b in range(a + 1, len(kinds))]
    return kinds, draw_from(st.lists(st.sampled_from(pairs), unique=True, max_size=10))


@given(graphs())
def test_main_path_is_a_way_through_with_the_most_steps(graph):
    kinds, edges = graph
    every = [[f"n{place}" for place in way] for way in ways(kinds, edges)]
    path = list(volgorde(draw(kinds, edges), "p").hoofdroute())
    assert path in every
    assert len(path) == max(map(len, every))


def test_loop_is_walked_once():
    order = volgorde(draw(["startEvent", "userTask", "userTask"], [(0, 1), (1, 2), (2, 1)]), "p")
    assert order.hoofdroute() == ("n1", "n2")
    assert order.hierna("n2") == ("n1",)


def test_next_steps_are_found_through_gateways():
    kinds = ["startEvent", "userTask", "exclusiveGateway", "userTask", "callActivity"]
    order = volgorde(draw(kinds, [(0, 1), (1, 2), (2, 3), (2, 4)]), "p")
    assert order.hierna("n1") == ("n3", "n4")
    assert order.hierna("n3") == ()


@given(graphs(), st.sets(st.integers(0, 7)))
def test_picture_keeps_every_box_and_names_only_what_is_known(graph, known):
    kinds, edges = graph
    drawn, shown = teken(draw(kinds, edges), {f"n{place}" for place in known}.__contains__)
    text = drawn.decode()
    visible = {place for place in range(len(kinds)) if place in known}
    assert shown == {f"n{place}" for place in visible}
    for place in range(len(kinds)):
        assert (f'name="Naam {place}"' in text) is (place in visible)
        assert (f'"n{place}"' in text) is (place in visible)
    for a, b in edges:
        assert (f'id="f{a}_{b}"' in text) is ({a, b} <= visible)
    assert text.count("<b:sequenceFlow") == len(edges)
    assert ("jeugdarts" in text) is (1 in visible)
