"""Open the demo: load the region when it is not there, show who can log in, serve it with its clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from threading import Event, Thread

from flask import Flask

from casus.app import create_app, open_house
from casus.demo.cijfers import Cijfers, lees_cijfers
from casus.demo.klok import DAGEN, Demoklok
from casus.demo.laden import BEZIG, GELADEN, Balk, laad
from casus.demo.pagina import hang_op
from casus.demo.speler import Spel
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.settings import Settings
from casus.storage import migreren
from casus.web.huis import Huis

JAAR = 24 * 366
"""Hours of a session: moving the clock does not log anybody out."""
NIET_LEEG = N_(
    "In deze database staan al gegevens die niet van de demo zijn. Kies met CASUS_MAP een andere map voor de demo."
)


class Demo:
    """An open house with a clock that can be moved."""

    def __init__(self, settings: Settings, cijfers: Cijfers | None = None) -> None:
        self.cijfers = cijfers or lees_cijfers()
        self.spelen: list[Spel] = []
        self.klok = Demoklok()
        self.huis: Huis = open_house(
            replace(settings, demo=True, session_hours=JAAR, smtp_url="", totp="vrij", sessie_stilte=0), self.klok
        )

    def maak_klaar(self, balk: Balk, *, opnieuw: bool = False) -> bool:
        """Load the region unless it is there whole; what was loaded half is emptied first. Gives whether it loaded.

        Raises:
            OngeldigeInvoer: the database holds data that are not of a demo.
        """
        beheer = self.huis.beheer
        begun, loaded = beheer.instelling(BEZIG), beheer.instelling(GELADEN)
        if loaded and not opnieuw:
            self.klok.dagen = int(beheer.instelling(DAGEN) or 0)
            return False
        if begun:
            migreren.downgrade(self.huis.kern.database.engine)
            migreren.upgrade(self.huis.kern.database.engine)
        elif not beheer.is_leeg():
            raise OngeldigeInvoer(NIET_LEEG)
        self.spelen = laad(self.huis, self.klok, balk, self.cijfers)
        return True

    def aanmeldnamen(self) -> Mapping[str, str]:
        """One login for every role."""
        found: dict[str, str] = json.loads(self.huis.beheer.instelling(GELADEN) or "{}")
        return found

    def app(self) -> Flask:
        """The application with the clock on its pages."""
        app = create_app(self.huis)
        hang_op(app, self.klok)
        return app

    def werk(self) -> None:
        """Walk the rounds of the worker beside the pages."""
        Thread(target=self.huis.nachtwerk.blijf, args=(Event(),), daemon=True).start()
