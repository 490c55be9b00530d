"""The region as a whole."""

from __future__ import annotations

from casus.demo.cijfers import Cijfers
from casus.demo.gezinnen import maak_gezinnen, maak_lessen
from casus.demo.mensen import Streek, maak_organisaties, maak_team


def maak_streek(cijfers: Cijfers, wachtwoord: str) -> Streek:
    """Organisations, teams, families and lessons: the same for the same seed."""
    streek = Streek(cijfers, wachtwoord)
    maak_organisaties(streek)
    maak_team(streek)
    maak_gezinnen(streek)
    maak_lessen(streek)
    return streek
