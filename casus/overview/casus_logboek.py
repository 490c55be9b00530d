"""The log of a casus: what the reader did, and nothing of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casus.domain.techniek import Auditregel
from casus.overview.zinnen import gedaan
from casus.policy import TABEL, leesbaar
from casus.storage import Transactie, logboek


@dataclass(frozen=True)
class Logregel:
    """One line: when, what, and which kinds of data were shown."""

    op: datetime
    zin: str
    gelukt: bool
    domeinen: tuple[str, ...]


def lees_logboek(db: Transactie, casus_id: UUID) -> tuple[Logregel, ...]:
    """The rows that the table opens to this reader, newest first."""
    rows = logboek.list_regels(db, casus_id, leesbaar(db.lezer, Auditregel, "D24"))
    return tuple(
        Logregel(
            op=row.op,
            zin=gedaan(row.handeling),
            gelukt=row.uitkomst != "geweigerd",
            domeinen=tuple(TABEL.domeinen[code] for code in row.gegevens.get("domeinen", []) if code in TABEL.domeinen),
        )
        for row in rows
    )
