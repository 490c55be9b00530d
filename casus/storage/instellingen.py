"""Named settings of the installation."""

from __future__ import annotations

from casus.domain.techniek import Instelling
from casus.storage.database import Transactie


def find_instelling(db: Transactie, naam: str) -> str | None:
    row = db.get(Instelling, naam)
    return None if row is None else row.waarde


def zet_instelling(db: Transactie, naam: str, waarde: str) -> None:
    """Keep a setting under its name."""
    row = db.get(Instelling, naam)
    if row is None:
        db.add(Instelling(naam=naam, waarde=waarde))
    else:
        row.waarde = waarde
