"""One human step: the whole transaction through the real service, on step 10 and on step 1000."""

from __future__ import annotations

from statistics import median
from time import process_time
from typing import Any
from uuid import UUID

from casus.bench.meting import MS, Meting, cpu_ms, los, van_reeks
from casus.bench.toneel import Toneel, toneel
from casus.domain.actor import SYSTEEM
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.forms import Antwoorden
from casus.services import casussen as casus_service
from casus.services.verloop import verloop_van
from casus.storage import casussen, taken

PROCES = "mazl"
"""Its step "Toestemming volgen" comes back as long as somebody waits for an answer."""
VRAGEN = {"verwijzing_besproken_op": "2026-11-04", "verwijzing_vraag": "Welke lessen lukken?"}
VOLGEN = {"pogingen": 2, "laatste_poging_op": "2026-11-03", "poging_hoe": "bel", "volgen_keuze": "wachten"}
RAND = 50
"""Steps at both ends over which the ratio is taken, after the first ten have warmed everything up."""


def meet(stappen: int, url: str | None = None) -> list[Meting]:
    """So many steps of one casus."""
    with toneel(url) as stage:
        casus_id = _begin(stage)
        _stap(stage, casus_id, VRAGEN)
        whole = [_stap(stage, casus_id, VOLGEN) for _ in range(stappen)]
        before = stage.vragen
        task = _open(stage, casus_id)
        asked = stage.vragen - before
        before = stage.vragen
        _complete(stage, task, VOLGEN)
        statements = stage.vragen - before
        bare = _kale_motor(stage, casus_id, min(stappen, 200))
    early, late = whole[10 : 10 + RAND] or whole, whole[-RAND:]
    return [
        van_reeks("cpu_ms_per_step", "ms", whole[10:] or whole),
        los("ratio_1000_to_10", "×", median(late) / median(early)),
        los("ratio_to_bare_engine", "×", median(whole) / median(bare)),
        van_reeks("cpu_ms_bare_engine", "ms", bare),
        los("statements_per_step", "statements", statements),
        los("statements_to_find_the_task", "statements", asked),
    ]


def _begin(stage: Toneel) -> UUID:
    with stage.huis.kern.database.transaction(stage.spelers[Rol.VC]) as db:
        leerling = db.get(Leerling, stage.leerling_id)
        if leerling is None:
            raise LookupError("the stage has no pupil")
        return casus_service.begin(stage.huis.kern, db, leerling, proces=PROCES).id


def _open(stage: Toneel, casus_id: UUID) -> tuple[UUID, str]:
    with stage.huis.kern.database.reading(SYSTEEM) as db:
        (taak,) = taken.open_of_casus(db, casus_id)
        return taak.id, taak.formulier or ""


def _stap(stage: Toneel, casus_id: UUID, waarden: dict[str, Any]) -> float:
    task = _open(stage, casus_id)
    return cpu_ms(lambda: _complete(stage, task, waarden))


def _complete(stage: Toneel, task: tuple[UUID, str], waarden: dict[str, Any]) -> None:
    given = Antwoorden.van(stage.huis.kern.formulieren.read(task[1]), waarden)
    stage.huis.taken.complete(task[0], given, stage.spelers[Rol.VC])


def _kale_motor(stage: Toneel, casus_id: UUID, keer: int) -> list[float]:
    """The same step by the engine alone: state in, state out, no database."""
    engine = stage.huis.kern.engine
    with stage.huis.kern.database.reading(SYSTEEM) as db:
        verloop = verloop_van(casussen.read_casus(db, casus_id))
        (taak,) = taken.open_of_casus(db, casus_id)
        step = taak.id
    flags = {"volgen_keuze": "wachten"}
    found = []
    for _ in range(keer):
        begin = process_time()
        stand = engine.complete(verloop, step, flags, stage.huis.now())
        found.append((process_time() - begin) * MS)
        verloop, step = stand.verloop, stand.stappen[0].id
    return found
