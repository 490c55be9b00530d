"""One page of a list: which lines stand on it, which others there are, and what of each group it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

PER = 25
"""Lines on a page."""
Regel = TypeVar("Regel")


@dataclass(frozen=True)
class Pagina:
    """The place of a page in a list; a list without lines has one page too."""

    nummer: int
    aantal: int
    """Lines in the whole list, counted by the rule that gives the lines."""

    @classmethod
    def kies(cls, gevraagd: str, aantal: int) -> Pagina:
        """The page that was asked for: beyond the end the last, what is no number from 1 the first."""
        number = int(gevraagd[:9]) if gevraagd.isdecimal() else 1
        return cls(min(max(number, 1), cls(1, aantal).laatste), aantal)

    @property
    def laatste(self) -> int:
        return max(-(-self.aantal // PER), 1)

    @property
    def deel(self) -> slice:
        """The lines of this page, counted from 0, for a query or a list."""
        return slice((self.nummer - 1) * PER, self.nummer * PER)

    @property
    def van(self) -> int:
        """The first line of this page, counted from 1."""
        return min((self.nummer - 1) * PER + 1, self.aantal)

    @property
    def tot(self) -> int:
        return min(self.nummer * PER, self.aantal)

    @property
    def nummers(self) -> tuple[int | None, ...]:
        """The pages to offer: the first, the last and those beside this one; None where some are left out."""
        near = {1, self.nummer - 1, self.nummer, self.nummer + 1, self.laatste}
        shown = sorted(number for number in near if 1 <= number <= self.laatste)
        found: list[int | None] = [1]
        for one, other in pairwise(shown):
            if other - one > 1:
                found.append(one + 1 if other - one == 2 else None)
            found.append(other)
        return tuple(found)


LEEG = Pagina(1, 0)


@dataclass(frozen=True)
class Groep(Generic[Regel]):
    """A part of a list under a heading of its own."""

    aantal: int
    """Lines in the whole group, on all pages."""
    regels: tuple[Regel, ...]
    """Its lines on this page."""
    vervolg: bool
    """It began on an earlier page."""


def groepen(pagina: Pagina, aantallen: Sequence[int], regels: Sequence[Regel]) -> tuple[Groep[Regel], ...]:
    """The lines of a page, dealt over the groups that follow each other in the list."""
    found: list[Groep[Regel]] = []
    begin = 0
    for aantal in aantallen:
        van, tot = (min(max(edge - pagina.deel.start, 0), len(regels)) for edge in (begin, begin + aantal))
        found.append(Groep(aantal, tuple(regels[van:tot]), vervolg=begin < pagina.deel.start))
        begin += aantal
    return tuple(found)
