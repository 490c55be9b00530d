"""Signals that rules give: kept once, and a casus begun when a worrying one finds none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from casus.domain.casus import Casus
from casus.domain.verzuim import Signaal
from casus.services.casussen import REIS, begin, meld
from casus.services.kern import Kern
from casus.services.klokken import vertel, zet_klok
from casus.signals import Bevinding, Leerlingbeeld, beoordeel, is_zorgelijk
from casus.storage import Transactie, casussen, klokken, verzuim
from casus.storage.klokken import Leerlinggegevens

STAP = 50
"""Pupils between two words of progress."""
Voortgang = Callable[[int, int], None]
"""Told how many of how many are done."""
BERICHT = "signaal_"
"""A running casus is told of a worrying rule by this word and its code."""


def evalueer(kern: Kern, db: Transactie, leerling_ids: Sequence[UUID]) -> tuple[int, int]:
    """Clocks and rules of these pupils, inside the caller's transaction; how many signals and casussen it gave."""
    signals = begun = 0
    kept = verzuim.signalen_van(db, leerling_ids)
    for gegevens in klokken.read_gegevens(db, leerling_ids):
        beeld = zet_klok(kern, db, gegevens)
        new = _nieuw(db, gegevens, beeld, kept[gegevens.leerling_id])
        signals += len(new)
        begun += bool(new) and _aan_casus(kern, db, gegevens.leerling_id, new, beeld)
    return signals, begun


def _nieuw(db: Transactie, gegevens: Leerlinggegevens, beeld: Leerlingbeeld, kept: Iterable[Signaal]) -> list[Signaal]:
    """What no kept signal of the same rule speaks of already."""
    seen = [(row.regel, row.sinds, row.dag) for row in kept]
    school = next((tijd.school.id for tijd in reversed(gegevens.schooltijden) if tijd.bekend is not None), None)
    made: list[Signaal] = []
    for bevinding in beoordeel(beeld):
        if any(_same(bevinding, *other) for other in seen):
            continue
        seen.append((bevinding.regel, bevinding.sinds, bevinding.dag))
        made.append(_signaal(db, gegevens.leerling_id, school, bevinding))
    db.add(*made)
    db.flush()
    return made


def _same(bevinding: Bevinding, regel: str, sinds: date, dag: date) -> bool:
    """The same rule over days that overlap: a correction afterwards makes no second signal."""
    return bevinding.regel == regel and bevinding.sinds <= dag and sinds <= bevinding.dag


def _signaal(db: Transactie, leerling_id: UUID, school_id: UUID | None, bevinding: Bevinding) -> Signaal:
    lines: list[dict[str, Any]] = [
        {"id": str(item.id), "datum": item.datum.isoformat(), "uren": item.uren, "soort": item.soort.value}
        for item in bevinding.bewijs
    ]
    return Signaal(
        leerling_id=leerling_id,
        school_id=school_id,
        regel=bevinding.regel,
        dag=bevinding.dag,
        sinds=bevinding.sinds,
        gegevens={**bevinding.gegevens, "regels": lines},
        op=db.nu,
    )


def _aan_casus(kern: Kern, db: Transactie, leerling_id: UUID, new: Sequence[Signaal], beeld: Leerlingbeeld) -> bool:
    """Give new signals to the running casus, or begin one for a worrying one; whether one was begun."""
    jaar = beeld.kalender.schooljaar(db.lezer.dag)
    worrying = [
        row for row in new if is_zorgelijk(row.regel) and (_still(beeld, row) or jaar is None or row.dag in jaar)
    ]
    casus: Casus | None = casussen.find_open_casus(db, leerling_id, REIS)
    begun = casus is None and bool(worrying)
    if begun:
        first, *worrying = worrying
        casus = begin(kern, db, verzuim.read_leerling(db, leerling_id), signaal=first.regel)
    if casus is None:
        return False
    for row in new:
        row.casus_id = casus.id
    for row in worrying:
        meld(kern, db, casus, BERICHT + row.regel, signaal_sinds=row.sinds.isoformat(), signaal_dag=row.dag.isoformat())
    klok = klokken.find_klok(db, leerling_id)
    if begun and klok is not None:
        vertel(kern, db, klok)
    return begun


def _still(beeld: Leerlingbeeld, row: Signaal) -> bool:
    """The clock of this signal runs yet, however long ago it began."""
    return row.regel == "thuiszitter" and beeld.klok.thuiszit_sinds == row.sinds
