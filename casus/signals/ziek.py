"""Sickness: the criteria of M@ZL, per sector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casus.domain.dagbeeld import Lesdag
from casus.domain.verzuim import SoortVerzuim
from casus.signals.bevinding import Bevinding, Getallen, Leerlingbeeld, bewijs_van, reeksen, stap

ZIEK = SoortVerzuim.ZIEK


def ziekmeldingen(dagen: Sequence[Lesdag]) -> list[Lesdag]:
    """First days: sick today, and not on the lesdag before of which something is known."""
    found: list[Lesdag] = []
    for dag, run in reeksen(dagen, lambda item: bool(item.uren_van(ZIEK))):
        if len(run) == 1:
            found.append(dag)
    return found


def mazl_meldingen(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """The n-th ziekmelding in the last school weeks, or in the school year; then the count begins anew."""
    counted: list[Lesdag] = []
    for dag in ziekmeldingen(beeld.dagen):
        weeks = beeld.kalender.lesweken(dag.datum, getallen["schoolweken"]) if "schoolweken" in getallen else []
        jaar = beeld.kalender.schooljaar(dag.datum)
        van = weeks[-1] if weeks else jaar.van if jaar else dag.datum
        counted = [other for other in counted if other.datum >= van] + [dag]
        fired = stap(len(counted), getallen, code)
        if fired:
            short = bool(weeks) and len(weeks) < getallen["schoolweken"]
            unseen = beeld.bekend is None or beeld.bekend.van > van
            facts = {"ziekmeldingen": len(counted), "venster_onvolledig": short or unseen}
            yield Bevinding(fired, dag.datum, counted[0].datum, bewijs_van(counted, ZIEK), facts)
        if fired == code:
            counted = []


def mazl_schooldagen(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """The n-th schooldag in a row wholly missed by a sick pupil."""
    for dag, run in reeksen(beeld.dagen, lambda item: item.heel_gemist and bool(item.uren_van(ZIEK))):
        fired = stap(len(run), getallen, code)
        if fired:
            yield Bevinding(fired, dag.datum, run[0].datum, bewijs_van(run, ZIEK), {"schooldagen": len(run)})


def mazl_schooljaar(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """The n-th day of sickness in the school year."""
    sick = [dag for dag in beeld.schooljaar() if dag.uren_van(ZIEK)]
    for number, dag in enumerate(sick, 1):
        fired = stap(number, getallen, code)
        if fired:
            facts = {"schooldagen": number}
            yield Bevinding(fired, dag.datum, sick[0].datum, bewijs_van(sick[:number], ZIEK), facts)
