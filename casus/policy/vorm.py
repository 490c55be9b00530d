"""A reader as the rules see it: what shapes a rule, and values that are the same for all readers of that shape.

Writing a rule as SQL takes longer than asking it. For the reader of a transaction the values are parameters, which
the transaction hands in with every question; so a rule is written once for each role, and kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, TypeVar, cast

from sqlalchemy import Date, Uuid, bindparam

from casus.domain.actor import GRENZEN, Lezer
from casus.domain.base import Moment
from casus.domain.rol import Rol

Schrijver = TypeVar("Schrijver", bound=Callable[..., Any])


def kept(write: Schrijver) -> Schrijver:
    """Write a rule once for each shape; rules with the values of another reader in them are not kept."""
    known = cache(write)

    @wraps(write)
    def ask(*args: Any) -> Any:
        other = any(isinstance(value, Vorm) and value.lezer is not None for value in args)
        return write(*args) if other else known(*args)

    return cast("Schrijver", ask)


@dataclass(frozen=True)
class Vorm:
    """Who asks; two readers of one shape have the same rules."""

    rol: Rol | None
    lezer: Lezer | None = None
    """Somebody else than the reader of the transaction: the values stand in the rule itself."""
    persoon: bool = True
    organisatie: bool = True

    @classmethod
    def van(cls, lezer: Lezer) -> Vorm:
        """The shape of a reader."""
        actor = lezer.actor
        other = None if lezer.van_de_transactie else lezer
        return cls(actor.rol, other, actor.persoon_id is not None, actor.organisatie_id is not None)

    @property
    def ik(self) -> Any:
        """This person; None for the system."""
        return self._waarde("lezer_ik") if self.persoon else None

    @property
    def plaats(self) -> Any:
        """The organisation of the role; None for parents and pupils."""
        return self._waarde("lezer_plaats") if self.organisatie else None

    @property
    def nu(self) -> Any:
        return self._waarde("lezer_nu")

    @property
    def dag(self) -> Any:
        return self._waarde("lezer_dag")

    @property
    def over_drie_maanden(self) -> Any:
        return self._waarde("lezer_over_drie_maanden")

    def geboren_uiterlijk(self, leeftijd: int) -> Any:
        """The last birth date of somebody who has this age today."""
        return self._waarde(f"lezer_{leeftijd}_op")

    def _waarde(self, naam: str) -> Any:
        return _PARAMETERS[naam] if self.lezer is None else self.lezer.waarden[naam]


_PARAMETERS = {
    "lezer_ik": bindparam("lezer_ik", type_=Uuid()),
    "lezer_plaats": bindparam("lezer_plaats", type_=Uuid()),
    "lezer_nu": bindparam("lezer_nu", type_=Moment()),
    "lezer_dag": bindparam("lezer_dag", type_=Date()),
    "lezer_over_drie_maanden": bindparam("lezer_over_drie_maanden", type_=Date()),
    **{f"lezer_{years}_op": bindparam(f"lezer_{years}_op", type_=Date()) for years in GRENZEN},
}
"""A question that is not asked through a transaction lacks them, and fails."""
