"""The calendar of one school: lesdagen, lesweken and terms counted along it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

DAY = timedelta(days=1)
HORIZON = 800  # days: no rule of the field looks further than two school years
_TERM = re.compile(r"^(\d+) (schooldag|schooldagen|kalenderdag|kalenderdagen|werkdag|werkdagen)$")


@dataclass(frozen=True)
class Periode:
    """First and last day, both included."""

    van: date
    tot: date

    def __contains__(self, dag: date) -> bool:
        return self.van <= dag <= self.tot


@dataclass(frozen=True)
class Schoolkalender:
    """School years and what is free in them; a day outside every school year is no lesdag."""

    schooljaren: tuple[Periode, ...]
    lesvrij: tuple[Periode, ...]

    @cached_property
    def _free(self) -> frozenset[date]:
        return frozenset(day for periode in self.lesvrij for day in days(periode.van, periode.tot))

    def lesdag(self, dag: date) -> bool:
        """A weekday in a school year, not a holiday and not a studiedag of this school."""
        return dag in self._lesdagen

    @cached_property
    def _lesdagen(self) -> frozenset[date]:
        every = (day for jaar in self.schooljaren for day in days(jaar.van, jaar.tot))
        return frozenset(day for day in every if day.weekday() < 5 and day not in self._free)

    def vakantie(self, dag: date) -> bool:
        """Free, or between two school years; after the last known school year nobody can say."""
        between = any(jaar.tot < dag for jaar in self.schooljaren) and any(dag < jaar.van for jaar in self.schooljaren)
        return dag in self._free or (between and not any(dag in jaar for jaar in self.schooljaren))

    def lesdagen(self, van: date, tot: date) -> list[date]:
        """The lesdagen from `van` up to and including `tot`."""
        return [dag for dag in days(van, tot) if self.lesdag(dag)]

    def na(self, dag: date, aantal: int) -> date:
        """The n-th lesdag after `dag`; with 0 the first lesdag on or after it.

        Raises:
            LookupError: the calendar does not reach that far.
        """
        left = max(aantal, 1)
        for offset in range(0 if aantal == 0 else 1, HORIZON):
            day = dag + offset * DAY
            if self.lesdag(day):
                left -= 1
                if left == 0:
                    return day
        raise LookupError(f"no {aantal} lesdagen after {dag} in this calendar")

    def voor(self, dag: date, aantal: int) -> date:
        """The n-th lesdag before `dag`.

        Raises:
            LookupError: the calendar does not reach that far.
        """
        left = aantal
        for offset in range(1, HORIZON):
            day = dag - offset * DAY
            if self.lesdag(day):
                left -= 1
                if left == 0:
                    return day
        raise LookupError(f"no {aantal} lesdagen before {dag} in this calendar")

    def lesweken(self, dag: date, aantal: int) -> list[date]:
        """The Mondays of the last n ISO weeks with at least one lesdag, the week of `dag` included; newest first."""
        found: list[date] = []
        monday = maandag(dag)
        for offset in range(HORIZON // 7):
            week = monday - offset * 7 * DAY
            if any(self.lesdag(week + day * DAY) for day in range(5)):
                found.append(week)
                if len(found) == aantal:
                    break
        return found

    def schooljaar(self, dag: date) -> Periode | None:
        """The school year in which the day falls, or that last began before it."""
        begun = [jaar for jaar in self.schooljaren if jaar.van <= dag]
        return max(begun, key=lambda jaar: jaar.van) if begun else None

    def termijn(self, tekst: str, vanaf: date) -> date:
        """The last day of a term such as `5 schooldagen`, `14 kalenderdagen` or `5 werkdagen`.

        Raises:
            ValueError: the text is no term.
        """
        found = _TERM.match(tekst)
        if found is None:
            raise ValueError(f"geen termijn: {tekst!r}")
        aantal, eenheid = int(found[1]), found[2]
        if eenheid.startswith("kalender"):
            return vanaf + aantal * DAY
        if eenheid.startswith("werk"):
            return werkdag_na(vanaf, aantal)
        try:
            return self.na(vanaf, aantal)
        except LookupError:
            return werkdag_na(vanaf, aantal)


def is_termijn(tekst: str) -> bool:
    """Whether the text is a term that `termijn` understands."""
    return _TERM.match(tekst) is not None


def maandag(dag: date) -> date:
    """The Monday of the week of that day."""
    return dag - dag.weekday() * DAY


def days(van: date, tot: date) -> Iterator[date]:
    """Every calendar day from `van` up to and including `tot`."""
    return (van + offset * DAY for offset in range((tot - van).days + 1))


def pasen(jaar: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    golden, century, year = jaar % 19, jaar // 100, jaar % 100
    leap, correction = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * correction + 2 * (year // 4) - moon - year % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(jaar, month, day + 1)


def feestdagen(jaar: int) -> frozenset[date]:
    """Public holidays of the Netherlands on which offices are closed."""
    easter = pasen(jaar)
    king = date(jaar, 4, 27)
    moving = [easter + offset * DAY for offset in (1, 39, 50)]
    fixed = [date(jaar, 1, 1), king - DAY if king.weekday() == 6 else king, date(jaar, 12, 25), date(jaar, 12, 26)]
    liberation = [date(jaar, 5, 5)] if jaar % 5 == 0 else []
    return frozenset([*moving, *fixed, *liberation])


def werkdag_na(dag: date, aantal: int) -> date:
    """The n-th working day (Monday to Friday, no public holiday) after `dag`."""
    left = aantal
    while left:
        dag += DAY
        left -= dag.weekday() < 5 and dag not in feestdagen(dag.year)
    return dag


def werkdag_voor(dag: date, aantal: int) -> date:
    """The n-th working day (Monday to Friday, no public holiday) before `dag`."""
    left = aantal
    while left:
        dag -= DAY
        left -= dag.weekday() < 5 and dag not in feestdagen(dag.year)
    return dag


def maanden_na(dag: date, aantal: int) -> date:
    """The day n calendar months later, clamped to the end of a shorter month."""
    year, month = divmod(dag.year * 12 + dag.month - 1 + aantal, 12)
    for last in (dag.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(dag.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
