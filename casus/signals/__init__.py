"""Absence windows and rules: pure, per pupil; every signal carries the lines that made it."""

from casus.signals.bevinding import Bevinding, Bewijs, Leerlingbeeld
from casus.signals.drempels import DREMPELS, is_zorgelijk, naam_van
from casus.signals.regels import beoordeel

__all__ = ["DREMPELS", "Bevinding", "Bewijs", "Leerlingbeeld", "beoordeel", "is_zorgelijk", "naam_van"]
