"""The shape of a consequence: what a step does beside the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casus.domain.casus import Casus, Taak
from casus.forms import Antwoorden
from casus.services.kern import Kern
from casus.storage import Transactie

Gevolg = Callable[[Kern, Transactie, Casus, Taak, Antwoorden], Mapping[str, Any]]
"""Does it inside the transaction of the step, and gives flags for the route."""


def eigenschap(kern: Kern, casus: Casus, taak: Taak, naam: str) -> str:
    """A property that the model gives to a step.

    Raises:
        KeyError: the step has no such property; lint finds that first.
    """
    return kern.engine.catalogue.model(casus.spec_hash).elements[taak.proces, taak.stap].eigenschappen[naam]
