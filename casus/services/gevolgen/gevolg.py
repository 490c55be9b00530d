"""The shape of a consequence: what a step does beside the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from casus.domain.casus import Casus, Taak
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.forms import Antwoorden
from casus.services.kern import Kern
from casus.storage import Transactie

Gevolg = Callable[[Kern, Transactie, Casus, Taak, Antwoorden], Mapping[str, Any]]
"""Does it inside the transaction of the step, and gives flags for the route."""

HEEL_GETAL = N_("Vul een heel getal in, zonder komma.")


def eigenschap(kern: Kern, casus: Casus, taak: Taak, naam: str) -> str:
    """A property that the model gives to a step.

    Raises:
        KeyError: the step has no such property; lint finds that first.
    """
    return kern.engine.catalogue.model(casus.spec_hash).elements[taak.proces, taak.stap].eigenschappen[naam]


def dag_van(antwoorden: Antwoorden, sleutel: str) -> date | None:
    """The day that was filled in; None when it was left empty."""
    text = antwoorden.waarden.get(sleutel)
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def aantal_van(antwoorden: Antwoorden, sleutel: str) -> int:
    """The whole number that was filled in.

    Raises:
        OngeldigeInvoer: it is none.
    """
    value = antwoorden.waarden.get(sleutel)
    if not isinstance(value, int) or isinstance(value, bool):
        raise OngeldigeInvoer(HEEL_GETAL)
    return value
