"""Steps that change what a pupil follows: the clock hears of it in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from functools import wraps
from typing import Any

from casus.domain.casus import Casus, Taak
from casus.forms import Antwoorden
from casus.services import klokken
from casus.services.gevolgen.gevolg import Gevolg
from casus.services.kern import Kern
from casus.storage import Transactie


def met_klok(gevolg: Gevolg) -> Gevolg:
    """The same consequence, after which the clock of the pupil is computed anew."""

    @wraps(gevolg)
    def both(kern: Kern, db: Transactie, casus: Casus, taak: Taak, antwoorden: Antwoorden) -> Mapping[str, Any]:
        flags = gevolg(kern, db, casus, taak, antwoorden)
        db.flush()
        klokken.herbereken(kern, db, [casus.leerling_id])
        return flags

    return both
