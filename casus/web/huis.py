"""The services and sources of the running application, for the views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from casus.overview import Bron
from casus.services.account import Account
from casus.services.beheer import Beheer
from casus.services.berichten import Berichten
from casus.services.casussen import Casussen
from casus.services.dossier import Dossier
from casus.services.kern import Kern
from casus.services.melden import Melden
from casus.services.nacht import Nacht
from casus.services.nachtwerk import Nachtwerk
from casus.services.noodknop import Noodknop
from casus.services.oordelen import Oordelen
from casus.services.sessies import Sessies
from casus.services.sturen import Sturen
from casus.services.taken import Taken
from casus.services.toestemmingen import Toestemmingen
from casus.services.toetsen import Toetsen
from casus.services.verklaringen import Verklaringen
from casus.services.vernietigen import Vernietigen
from casus.services.verzuim import Verzuim
from casus.services.werk import Werk
from casus.settings import Settings


@dataclass(frozen=True)
class Huis:
    """Everything a view may call."""

    settings: Settings
    kern: Kern
    bron: Bron
    now: Callable[[], datetime]
    sessies: Sessies
    account: Account
    taken: Taken
    casussen: Casussen
    toestemmingen: Toestemmingen
    toetsen: Toetsen
    beheer: Beheer
    nachtwerk: Nachtwerk
    verzuim: Verzuim
    verklaringen: Verklaringen
    vernietigen: Vernietigen
    nacht: Nacht
    noodknop: Noodknop
    dossier: Dossier
    melden: Melden
    sturen: Sturen
    werk: Werk
    berichten: Berichten
    oordelen: Oordelen


def huis() -> Huis:
    """The house of this request."""
    return cast(Huis, current_app.extensions["casus"])
