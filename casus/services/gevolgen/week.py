"""The week that somebody fills in of a thing that runs: not before it began, not to come, not twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.kalender import maandag
from casus.forms import Antwoorden
from casus.services.gevolgen.gevolg import dag_van

TE_VROEG = N_("Deze week ligt voor het begin. Kies een latere week.")
KOMT_NOG = N_("Deze week moet nog komen. Kies een week tot en met nu.")
BEKEND = N_("Deze week is al ingevuld. Kies een andere week.")


def week_van(antwoorden: Antwoorden, begin: date | None, bekend: Iterable[date], vandaag: date) -> date:
    """The Monday of the week that was filled in; `bekend` are the Mondays that were kept before.

    Raises:
        OngeldigeInvoer: it lies before the begin or after today, or was kept before.
    """
    day = dag_van(antwoorden, "week")
    if day is None or begin is None or maandag(day) < maandag(begin):
        raise OngeldigeInvoer(TE_VROEG)
    if maandag(day) > vandaag:
        raise OngeldigeInvoer(KOMT_NOG)
    if maandag(day) in set(bekend):
        raise OngeldigeInvoer(BEKEND)
    return maandag(day)
