"""Shares of the hours of which something is known: sick, or present; told to people in days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from casus.domain.dagbeeld import NIET_GEVOLGD, Lesdag
from casus.domain.verzuim import SoortVerzuim
from casus.signals.bevinding import Bevinding, Getallen, Leerlingbeeld, bewijs_van
from casus.signals.drempels import BIJNA

ZIEK = SoortVerzuim.ZIEK


def bekende_uren(dag: Lesdag) -> int:
    """Hours of a day of which something is known."""
    return dag.uren - len(dag.onbekend)


def zieke_uren(dag: Lesdag) -> int:
    """Hours of the timetable that were missed by sickness."""
    return len(dag.uren_van(ZIEK) & dag.gemist)


def ziek10(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """The first day on which the sick part of the school year reaches the threshold."""
    days = _known(beeld.schooljaar())
    sick, known = _sums(days, zieke_uren), _sums(days, bekende_uren)
    near = False
    for number in range(getallen["schooldagen"], len(days) + 1):
        if 100 * sick[number] >= getallen["drempel"] * known[number]:
            yield _ziek(code, days[:number])
            return
        if not near and 100 * sick[number] >= getallen["bijna"] * known[number]:
            near = True
            yield _ziek(code + BIJNA, days[:number])


def _ziek(code: str, seen: Sequence[Lesdag]) -> Bevinding:
    sick = [dag for dag in seen if zieke_uren(dag)]
    facts = {"dagen_ziek": len(sick), "schooldagen": len(seen)}
    return Bevinding(code, seen[-1].datum, seen[0].datum, bewijs_van(sick, ZIEK), facts)


def aanwezigheid_jaar(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """The first day on which the followed part of the school year falls below the threshold."""
    days = _known(beeld.schooljaar())
    followed, known = _sums(days, _followed), _sums(days, bekende_uren)
    near = False
    for number in range(getallen["schooldagen"], len(days) + 1):
        if 100 * followed[number] < getallen["drempel"] * known[number]:
            yield _afwezig(code, days[:number])
            return
        if not near and 100 * followed[number] < getallen["bijna"] * known[number]:
            near = True
            yield _afwezig(code + BIJNA, days[:number])


def aanwezigheid_20(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """Each time that the last schooldagen together fall below the threshold."""
    days = _known(beeld.dagen)
    followed, known = _sums(days, _followed), _sums(days, bekende_uren)
    size = getallen["schooldagen"]
    before: str | None = None
    for number in range(size, len(days) + 1):
        part = 100 * (followed[number] - followed[number - size])
        whole = known[number] - known[number - size]
        near = code + BIJNA if part < getallen["bijna"] * whole else None
        now = code if part < getallen["drempel"] * whole else near
        if now is not None and now != before and before != code:
            yield _afwezig(now, days[number - size : number])
        before = now


def _sums(dagen: Sequence[Lesdag], count: Callable[[Lesdag], int]) -> list[int]:
    """Running totals, beginning with nothing."""
    return [0, *accumulate(map(count, dagen))]


def _followed(dag: Lesdag) -> int:
    return dag.gevolgd


def _known(dagen: Sequence[Lesdag]) -> list[Lesdag]:
    return [dag for dag in dagen if bekende_uren(dag)]


def _afwezig(code: str, seen: Sequence[Lesdag]) -> Bevinding:
    missed = [dag for dag in seen if dag.gemist]
    facts = {
        "dagen_gemist": len(missed),
        "uren_gemist": sum(len(dag.gemist) for dag in missed),
        "uren": sum(map(bekende_uren, seen)),
        "schooldagen": len(seen),
    }
    return Bevinding(code, seen[-1].datum, seen[0].datum, bewijs_van(missed, *NIET_GEVOLGD), facts)
