"""The only room with a Session: transactions, queries, keys, audit."""

from casus.storage.database import Database, Transactie, is_nieuw
from casus.storage.kluis import Kluis, KluisFout, Sleutelbos

__all__ = ["Database", "Kluis", "KluisFout", "Sleutelbos", "Transactie", "is_nieuw"]
