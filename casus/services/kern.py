"""What every service stands on."""

from __future__ import annotations

from dataclasses import dataclass

from casus.engine import Engine
from casus.forms import Formulieren
from casus.storage import Database
from casus.storage.vernietigd import Lijst


@dataclass(frozen=True)
class Kern:
    """Where things are kept, the engine, and the forms; and whether this installation sends mail."""

    database: Database
    engine: Engine
    formulieren: Formulieren
    post: bool = False
    lijst: Lijst | None = None
    """The list of what was destroyed, beside the keys."""
