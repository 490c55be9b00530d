"""Absence files of schools: own CSV, Somtoday, Magister. What a parent told as reason is never read."""

from casus.exchange.verzuim.indeling import FORMATEN, Indeling, IndelingFout
from casus.exchange.verzuim.lezen import Bestandsfout, Gelezen, Melding, Weigering, lees

__all__ = ["FORMATEN", "Bestandsfout", "Gelezen", "Indeling", "IndelingFout", "Melding", "Weigering", "lees"]
