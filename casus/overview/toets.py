"""The newest test of the access table: whether it passed, when, and whether the table changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casus.domain.actor import Actor
from casus.overview.bron import Bron
from casus.policy import Handeling, require
from casus.policy.toets import SOORT, UITSLAG, Toets
from casus.storage import jobs, mensen
from casus.storage.instellingen import find_instelling


@dataclass(frozen=True)
class Toetsuitslag:
    """One test."""

    op: datetime
    door: str
    vragen: int
    fouten: int
    voorbeelden: tuple[str, ...]
    deze_tabel: bool
    """The table is still the one that was tested."""

    @property
    def goed(self) -> bool:
        return self.fouten == 0


@dataclass(frozen=True)
class Toetsbeeld:
    """The page."""

    uitslag: Toetsuitslag | None
    loopt: bool
    """A test was asked for and is not ready."""


def lees_toets(bron: Bron, actor: Actor) -> Toetsbeeld:
    """The newest outcome, and whether a test waits.

    Raises:
        Geweigerd: not for this role.
    """
    with bron.lezen(actor) as db:
        require(actor, Handeling.TABEL_TOETSEN)
        kept, busy, outcome = find_instelling(db, UITSLAG), jobs.wacht_op(db, SOORT), None
        if kept is not None:
            row = json.loads(kept)
            who = UUID(row["door"])
            outcome = Toetsuitslag(
                op=datetime.fromisoformat(row["op"]),
                door=mensen.names(db, [who]).get(who, ""),
                vragen=row["vragen"],
                fouten=row["fouten"],
                voorbeelden=tuple(row["voorbeelden"]),
                deze_tabel=row["tabel"] == Toets().vingerafdruk,
            )
    bron.database.record(actor, "toets_gelezen")
    return Toetsbeeld(outcome, busy)
