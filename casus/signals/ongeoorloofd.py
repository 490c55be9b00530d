"""Unauthorised absence: 16 hours in 4 lesweken, and four school weeks without a break."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casus.domain.dagbeeld import Lesdag
from casus.domain.kalender import DAY
from casus.domain.verzuim import SoortVerzuim
from casus.signals.bevinding import Bevinding, Getallen, Leerlingbeeld, bewijs_van, reeksen, stap
from casus.signals.drempels import BIJNA

ONGEOORLOOFD = SoortVerzuim.ONGEOORLOOFD


def uren(dag: Lesdag) -> int:
    """The unauthorised lesson hours of a day."""
    return len(dag.uren_van(ONGEOORLOOFD))


def uren16(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """The day on which the hours of the last lesweken reach the threshold; then the count begins anew."""
    fired: date | None = None
    near = False
    missed = [dag for dag in beeld.dagen if uren(dag)]
    for dag in missed:
        van = _counts_from(beeld, dag.datum, fired, getallen)
        counted = [other for other in missed if van <= other.datum <= dag.datum]
        som = sum(uren(other) for other in counted)
        if som >= getallen["drempel"]:
            if _too_soon(beeld, fired, dag.datum, getallen):
                continue
            yield _found(code, counted, som)
            fired, near = dag.datum, False
        elif som >= getallen["bijna"] and not near:
            yield _found(code + BIJNA, counted, som)
            near = True
        else:
            near = near and som >= getallen["bijna"]


def _counts_from(beeld: Leerlingbeeld, dag: date, fired: date | None, getallen: Getallen) -> date:
    """The window of lesweken, but never before the day after the last report ended."""
    ends = [melding.tot for melding in beeld.meldingen if melding.tot < dag]
    if fired is not None:
        ends += [fired, *(melding.tot for melding in beeld.meldingen if fired in melding)]
    window = beeld.kalender.lesweken(dag, getallen["lesweken"])[-1]
    return max([window, *(end + DAY for end in ends)])


def _too_soon(beeld: Leerlingbeeld, fired: date | None, dag: date, getallen: Getallen) -> bool:
    """While absence goes on without a break, a report is made once in so many days."""
    if fired is None or (dag - fired).days >= getallen["dagen_tussen"]:
        return False
    return all(item.geheel(ONGEOORLOOFD) for item in beeld.dagen if fired < item.datum <= dag)


def _found(code: str, counted: list[Lesdag], som: int) -> Bevinding:
    return Bevinding(code, counted[-1].datum, counted[0].datum, bewijs_van(counted, ONGEOORLOOFD), {"uren": som})


def lrv(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """The 20th lesdag in a row that was wholly missed without leave; the 28th calendar day stands beside it."""
    for dag, run in reeksen(beeld.dagen, lambda item: item.geheel(ONGEOORLOOFD)):
        fired = stap(len(run), getallen, code)
        if fired:
            calendar = run[0].datum + getallen["kalenderdagen"] * DAY
            facts = {"schooldagen": len(run), "kalenderdagen_op": calendar.isoformat()}
            yield Bevinding(fired, dag.datum, run[0].datum, bewijs_van(run, ONGEOORLOOFD), facts)
