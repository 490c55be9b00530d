"""What can go wrong, with a message that tells a person what to do."""

from __future__ import annotations

from uuid import UUID


def N_(text: str) -> str:  # noqa: N802
    """Mark a text for translation where it stands; web, messages and documents translate it."""
    return text


class CasusFout(Exception):  # noqa: N818
    """An error that a user may see."""

    message = N_("Er ging iets mis. Probeer het opnieuw.")

    def __init__(self, **details: object) -> None:
        super().__init__(self.message)
        self.details = details


class NietGevonden(CasusFout):
    """It is not there, or the reader may not know that it is."""

    message = N_("Deze pagina bestaat niet, of je hebt er geen toegang toe.")


class Geweigerd(CasusFout):
    """The actor may know that it exists, but may not do this; `poort` names the gate."""

    message = N_("Je mag dit niet zien of doen.")

    def __init__(self, handeling: str, poort: str, casus_id: UUID | None = None) -> None:
        super().__init__(handeling=handeling, poort=poort)
        self.handeling = handeling
        self.poort = poort
        self.casus_id = casus_id


class AlAfgerond(CasusFout):
    """The task was completed before, or the route left it."""

    message = N_("Deze taak is al afgerond. Er is niets veranderd.")


class Achterhaald(CasusFout):
    """Somebody else changed the casus between reading and writing."""

    message = N_(
        "Iemand anders werkte tegelijk in deze casus. Er is niets opgeslagen. Bekijk de casus en probeer het opnieuw."
    )


class OngeldigeInvoer(CasusFout):
    """What came in cannot be used; the message says why."""

    def __init__(self, message: str, **details: object) -> None:
        self.message = message
        super().__init__(**details)
