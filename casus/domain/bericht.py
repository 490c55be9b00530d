"""The kinds of messages that a person gets: each says that something waits, never about whom."""

from __future__ import annotations

from enum import StrEnum


class SoortBericht(StrEnum):
    """Why somebody is told."""

    TAAK = "taak"
    """A new task stands in the reader's name."""
    WAARNEMING = "waarneming"
    """A new task of somebody who is away, for whom the reader stands in."""
    TOESTEMMING_GEVRAAGD = "toestemming_gevraagd"
    TOESTEMMING_GESTOPT = "toestemming_gestopt"
    """Somebody withdrew; who and why is nobody's business."""
    HERINNERING = "herinnering"
    """The term of the reader's own task comes near."""
    TERMIJN_VOORBIJ = "termijn_voorbij"
    """The term of the reader's own task has passed."""
    TERMIJN_WAARNEMER = "termijn_waarnemer"
    """The term has passed of a task for which the reader can stand in."""
    TERMIJN_BEWAKER = "termijn_bewaker"
    """The term has passed of a task on which the reader keeps an eye."""
    MEDISCHE_TEKST = "medische_tekst"
    """A text that may be medical waits for a judgement."""
    DATALEK = "datalek"
    """What was medical had been read by others: the clock of 72 hours runs."""
    GEPARKEERD = "geparkeerd"
    """Work of the installation failed too often."""
    VERNIETIGING = "vernietiging"
    """A proposal to destroy what need not be kept waits for who decides."""
    NOODKNOP = "noodknop"
    """Somebody reads with the noodknop in data of the reader's organisation."""
    NOODKNOP_BEOORDELEN = "noodknop_beoordelen"
    """The reader is asked to review a noodknop."""
    NOODKNOP_NIET_TERECHT = "noodknop_niet_terecht"
