"""One page of a list: the asked one, the last one when too far, the first one when it is no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.overview.pagina import PER, Pagina, groepen


@pytest.mark.parametrize(
    ("gevraagd", "nummer"),
    [
        ("1", 1), ("2", 2), ("3", 3), ("4", 3), ("99999999999999999999", 3), ("9" * 6000, 3), ("", 1), ("0", 1), ("-1", 1),
        ("1.5", 1), ("twee", 1), ("²", 1), (" 2", 1), ("2;drop", 1),
    ],
)  # fmt: skip
def test_page_beyond_the_end_is_the_last_and_what_is_no_number_is_the_first(gevraagd, nummer):
    assert Pagina.kies(gevraagd, 2 * PER + 1).nummer == nummer


@pytest.mark.parametrize(
    ("aantal", "laatste"), [(0, 1), (1, 1), (PER, 1), (PER + 1, 2), (2 * PER, 2), (2 * PER + 1, 3)]
)
def test_a_new_page_begins_only_when_the_one_before_is_full(aantal, laatste):
    assert Pagina.kies("", aantal).laatste == laatste


@pytest.mark.parametrize(
    ("nummer", "laatste", "nummers"),
    [
        (1, 1, (1,)), (1, 2, (1, 2)), (2, 3, (1, 2, 3)), (1, 4, (1, 2, 3, 4)), (1, 5, (1, 2, None, 5)),
        (5, 9, (1, None, 4, 5, 6, None, 9)), (4, 9, (1, 2, 3, 4, 5, None, 9)), (9, 9, (1, None, 8, 9)),
    ],
)  # fmt: skip
def test_pages_offered_are_the_first_the_last_and_the_neighbours(nummer, laatste, nummers):
    assert Pagina.kies(str(nummer), laatste * PER).nummers == nummers


@given(st.lists(st.integers(0, 70), min_size=1, max_size=4))
def test_pages_together_show_every_line_once_and_under_its_own_heading(aantallen):
    lines = [(group, place) for group, aantal in enumerate(aantallen) for place in range(aantal)]
    pages = [Pagina.kies(str(n + 1), len(lines)) for n in range(Pagina.kies("", len(lines)).laatste)]
    shown = []
    for page in pages:
        on_page = lines[page.deel]
        parts = groepen(page, aantallen, on_page)
        assert [line for part in parts for line in part.regels] == on_page
        assert all(line[0] == group for group, part in enumerate(parts) for line in part.regels)
        assert all(part.vervolg == (part.regels[0][1] > 0) for part in parts if part.regels)
        assert [part.aantal for part in parts] == aantallen
        assert len(on_page) == page.tot - page.van + 1 or not lines
        shown += on_page
    assert shown == lines
