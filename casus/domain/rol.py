"""The roles of the field, the lanes that name them in a model, and who may hold them."""

from __future__ import annotations

from enum import StrEnum


class Rol(StrEnum):
    """Codes as in `policy/toegang.toml`."""

    MEN = "MEN"
    VAK = "VAK"
    VC = "VC"
    DIR = "DIR"
    ADM = "ADM"
    AFS = "AFS"
    JA = "JA"
    AJA = "AJA"
    LPA = "LPA"
    RMC = "RMC"
    SWC = "SWC"
    SWM = "SWM"
    TLD = "TLD"
    JH = "JH"
    OG = "OG"
    OZ = "OZ"
    LL = "LL"
    FG = "FG"
    BEH = "BEH"


LANES: dict[str, Rol] = {
    "mentor": Rol.MEN,
    "verzuimcoördinator": Rol.VC,
    "directie": Rol.DIR,
    "jeugdarts": Rol.JA,
    "leerplichtambtenaar": Rol.LPA,
    "SWV-consulent": Rol.SWC,
    "ouder/leerling": Rol.OG,
}

SCHOOL = frozenset({Rol.MEN, Rol.VAK, Rol.VC, Rol.DIR, Rol.ADM, Rol.AFS})
CLIENT = frozenset({Rol.OG, Rol.OZ, Rol.LL})
WITHOUT_GRANT = frozenset({Rol.SWM, Rol.FG, Rol.BEH})
"""Roles that work without a grant on a casus (`toegang.md`)."""
