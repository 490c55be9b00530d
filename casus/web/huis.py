"""The services and sources of the running application, for the views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from casus.overview import Bron
from casus.services.casussen import Casussen
from casus.services.kern import Kern
from casus.services.nacht import Nacht
from casus.services.sessies import Sessies
from casus.services.taken import Taken
from casus.services.toestemmingen import Toestemmingen
from casus.services.verzuim import Verzuim
from casus.settings import Settings


@dataclass(frozen=True)
class Huis:
    """Everything a view may call."""

    settings: Settings
    kern: Kern
    bron: Bron
    now: Callable[[], datetime]
    sessies: Sessies
    taken: Taken
    casussen: Casussen
    toestemmingen: Toestemmingen
    verzuim: Verzuim
    nacht: Nacht


def huis() -> Huis:
    """The house of this request."""
    return cast(Huis, current_app.extensions["casus"])
