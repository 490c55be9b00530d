"""One reader's view of one casus, read from the database in one question."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import ColumnElement

from casus.domain.actor import Lezer
from casus.domain.casus import Casus
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.policy import Blik, casus_bekend, woordkolommen
from casus.storage import Transactie, casussen


def kijk(
    db: Transactie, casus_id: UUID, bekend: Callable[[Lezer], ColumnElement[bool]] = casus_bekend
) -> tuple[Casus, Leerling, Blik]:
    """The casus, its pupil, and what this reader may do with it; `bekend` says who may come here at all.

    Raises:
        NietGevonden: not there, or the reader may not know of it.
    """
    words = woordkolommen(db.lezer)
    casus, leerling, held = casussen.read_with_words(db, casus_id, bekend(db.lezer), words)
    return casus, leerling, blik_van(db.lezer, leerling, held)


def blik_van(lezer: Lezer, leerling: Leerling, held: frozenset[str]) -> Blik:
    """The view made of the words that hold."""
    rol = lezer.actor.rol or Rol.BEH
    return Blik(rol, leerling.leeftijd(lezer.dag), "grant" in held, held - {"grant"})


def aanduiding(casus: Casus, leerling: Leerling, blik: Blik) -> str:
    """How the pupil is called for this reader: a name for who may read D01 and for the own family."""
    if blik.besluit("D01").ja:
        return leerling.naam
    if blik.rol in (Rol.OG, Rol.LL) and blik.grant:
        return leerling.roepnaam
    return casus.nummer or leerling.pseudoniem
