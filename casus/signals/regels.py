"""All rules over one pupil: each says when it fired, and by which lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from casus.domain.dagbeeld import Lesdag
from casus.domain.kalender import maandag
from casus.domain.verzuim import SoortVerzuim
from casus.signals import aandeel, ongeoorloofd, ziek
from casus.signals.bevinding import Bevinding, Getallen, Leerlingbeeld, Oordeel, bewijs_van, reeksen, stap
from casus.signals.drempels import BIJNA, DREMPELS, Drempel

TE_LAAT = SoortVerzuim.TE_LAAT


def te_laat(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """The n-th time late in one week."""
    weeks: defaultdict[date, list[Lesdag]] = defaultdict(list)
    for dag in beeld.dagen:
        for _ in dag.uren_van(TE_LAAT):
            late = weeks[maandag(dag.datum)]
            late.append(dag)
            fired = stap(len(late), getallen, code)
            if fired:
                evidence = bewijs_van(dict.fromkeys(late), TE_LAAT)
                yield Bevinding(fired, dag.datum, maandag(dag.datum), evidence, {"keren": len(late)})


def thuiszitter(code: str, beeld: Leerlingbeeld, getallen: Getallen) -> Iterator[Bevinding]:
    """The lesdag on which the clock is known to run; near it some lesdagen earlier."""
    klok = beeld.klok
    if klok.thuiszit_sinds is not None and klok.bekend_op is not None:
        run = [dag for dag in beeld.dagen if klok.thuiszit_sinds <= dag.datum <= klok.bekend_op]
        facts = {"deadline": None if klok.deadline is None else klok.deadline.isoformat()}
        yield Bevinding(code, klok.bekend_op, klok.thuiszit_sinds, bewijs_van(run), facts)
    for dag, run in reeksen(beeld.dagen, lambda item: item.heel_gemist):
        runs_already = klok.thuiszit_sinds is not None and klok.thuiszit_sinds < run[0].datum
        if len(run) == getallen["bijna"] and not runs_already:
            yield Bevinding(code + BIJNA, dag.datum, run[0].datum, bewijs_van(run), {"schooldagen": len(run)})


REGELS: Mapping[str, Oordeel] = {
    "uren16": ongeoorloofd.uren16,
    "lrv": ongeoorloofd.lrv,
    "mazl_meldingen": ziek.mazl_meldingen,
    "mazl_schooldagen": ziek.mazl_schooldagen,
    "mazl_schooljaar": ziek.mazl_schooljaar,
    "ziek10": aandeel.ziek10,
    "aanwezigheid_jaar": aandeel.aanwezigheid_jaar,
    "aanwezigheid_20": aandeel.aanwezigheid_20,
    "te_laat": te_laat,
    "thuiszitter": thuiszitter,
}
if set(REGELS) != set(DREMPELS):
    raise ValueError(f"regel zonder drempel of andersom: {set(REGELS) ^ set(DREMPELS)}")


def beoordeel(beeld: Leerlingbeeld, drempels: Mapping[str, Drempel] = DREMPELS) -> list[Bevinding]:
    """What the rules say of a pupil, in the order in which it was known; near is silent on the day itself."""
    found: list[Bevinding] = []
    for code, oordeel in REGELS.items():
        getallen = drempels[code].voor(beeld.sector)
        if getallen is not None:
            found.extend(oordeel(code, beeld, getallen))
    there = {(item.regel + BIJNA, item.dag) for item in found}
    kept = [item for item in found if (item.regel, item.dag) not in there]
    return sorted(kept, key=lambda item: (item.dag, item.regel))
