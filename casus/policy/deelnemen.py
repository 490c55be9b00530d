"""Who takes part in a casus by itself, and whose grant names a person: `deelnemen.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from casus.domain.rol import Rol
from casus.policy.tabel import TabelFout


@dataclass(frozen=True)
class Deelnemen:
    """The table, read."""

    begin: Mapping[Rol, str]
    """Roles with a grant from the start of a casus, and its reason."""
    op_naam: frozenset[Rol]
    """Roles that take part as one person; the others as an organisation."""
    voorbeeld: tuple[Rol, ...]
    """Whose reading is shown before a partner saves."""


def lees_deelnemen(text: str) -> Deelnemen:
    """Read the table.

    Raises:
        TabelFout: a role that does not exist.
    """
    data = tomllib.loads(text)
    try:
        return Deelnemen(
            begin={Rol(code): reden for code, reden in data["begin"].items()},
            op_naam=frozenset(map(Rol, data["op_naam"]["rollen"])),
            voorbeeld=tuple(map(Rol, data["voorbeeld"]["rollen"])),
        )
    except ValueError as error:
        raise TabelFout(f"deelnemen: {error}") from error


DEELNEMEN = lees_deelnemen(files("casus.policy").joinpath("deelnemen.toml").read_text("utf-8"))
