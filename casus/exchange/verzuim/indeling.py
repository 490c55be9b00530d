"""Which column says what: three known sets of columns, and the school's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casus.domain.fouten import N_, CasusFout
from casus.domain.verzuim import SoortVerzuim

VELDEN = ("leerlingnummer", "van", "tot", "lesuur_van", "lesuur_tot", "soort", "geoorloofd")
"""The only columns that are read; a told reason has no place among them."""
NODIG = ("leerlingnummer", "van", "soort")

WOORDEN: Mapping[str, SoortVerzuim] = {
    "z": SoortVerzuim.ZIEK,
    "ziek": SoortVerzuim.ZIEK,
    "ziekte": SoortVerzuim.ZIEK,
    "ziekmelding": SoortVerzuim.ZIEK,
    "o": SoortVerzuim.ONGEOORLOOFD,
    "ongeoorloofd": SoortVerzuim.ONGEOORLOOFD,
    "ongeoorloofd afwezig": SoortVerzuim.ONGEOORLOOFD,
    "spijbelen": SoortVerzuim.ONGEOORLOOFD,
    "g": SoortVerzuim.GEOORLOOFD,
    "geoorloofd": SoortVerzuim.GEOORLOOFD,
    "geoorloofd afwezig": SoortVerzuim.GEOORLOOFD,
    "verlof": SoortVerzuim.GEOORLOOFD,
    "arts": SoortVerzuim.GEOORLOOFD,
    "l": SoortVerzuim.TE_LAAT,
    "telaat": SoortVerzuim.TE_LAAT,
    "te laat": SoortVerzuim.TE_LAAT,
    "geschorst": SoortVerzuim.GESCHORST,
    "schorsing": SoortVerzuim.GESCHORST,
    "thuis met toestemming": SoortVerzuim.THUIS_MET_TOESTEMMING,
    "aanwezig zonder onderwijs": SoortVerzuim.AANWEZIG_ZONDER_ONDERWIJS,
    "verwijderd": SoortVerzuim.AANWEZIG_ZONDER_ONDERWIJS,
    "time-out": SoortVerzuim.AANWEZIG_ZONDER_ONDERWIJS,
    "onbekend": SoortVerzuim.ONBEKEND,
    "niet geregistreerd": SoortVerzuim.ONBEKEND,
}


class IndelingFout(CasusFout):
    """A mapping of columns that cannot work."""

    message = N_("Deze indeling van kolommen klopt niet. Kies een kolom voor leerlingnummer, datum en soort verzuim.")


@dataclass(frozen=True)
class Indeling:
    """The heading of each field, and what the school's own words for kinds mean."""

    kolommen: Mapping[str, str]
    soorten: Mapping[str, SoortVerzuim] = field(default_factory=dict)
    overslaan: frozenset[str] = frozenset()
    """Words of lines that are no absence: homework, books, present."""

    def soort_van(self, woord: str, geoorloofd: bool | None) -> SoortVerzuim | None:
        """What a word means; a plain `afwezig` is told apart by its own yes or no, and else unknown."""
        key = " ".join(woord.lower().replace("_", " ").split())
        if key in ("absent", "afwezig"):
            if geoorloofd is None:
                return SoortVerzuim.ONBEKEND
            return SoortVerzuim.GEOORLOOFD if geoorloofd else SoortVerzuim.ONGEOORLOOFD
        return self.soorten.get(key) or WOORDEN.get(key)

    def met(self, kolommen: Mapping[str, Any], soorten: Mapping[str, str]) -> Indeling:
        """The school's own headings and words over these.

        Raises:
            IndelingFout: a field or kind that does not exist, or no column for what is needed.
        """
        merged = {**self.kolommen, **kolommen}
        kinds = {" ".join(woord.lower().split()): soort for woord, soort in soorten.items()}
        if set(merged) - set(VELDEN) or any(not merged.get(naam) for naam in NODIG):
            raise IndelingFout
        if set(kinds.values()) - set(SoortVerzuim):
            raise IndelingFout
        return replace(
            self, kolommen=merged, soorten={**self.soorten, **{k: SoortVerzuim(v) for k, v in kinds.items()}}
        )


FORMATEN: Mapping[str, Indeling] = {
    "csv": Indeling(
        {
            "leerlingnummer": "leerlingnummer",
            "van": "datum",
            "tot": "einddatum",
            "lesuur_van": "lesuur_van",
            "lesuur_tot": "lesuur_tot",
            "soort": "soort",
        }
    ),
    "somtoday": Indeling(
        {
            "leerlingnummer": "leerlingnummer",
            "van": "beginDatumTijd",
            "tot": "eindDatumTijd",
            "lesuur_van": "beginLesuur",
            "lesuur_tot": "eindLesuur",
            "soort": "absentieSoort",
            "geoorloofd": "geoorloofd",
        },
        overslaan=frozenset({"aanwezig", "nvt"}),
    ),
    "magister": Indeling(
        {
            "leerlingnummer": "Stamnummer",
            "van": "Start",
            "tot": "Eind",
            "lesuur_van": "Lesuur",
            "soort": "Verzuimtype",
            "geoorloofd": "Geoorloofd",
        },
        soorten={
            "0": SoortVerzuim.ONBEKEND,
            "1": SoortVerzuim.ZIEK,
            "2": SoortVerzuim.TE_LAAT,
            "3": SoortVerzuim.GEOORLOOFD,
            "4": SoortVerzuim.ONGEOORLOOFD,
            "7": SoortVerzuim.AANWEZIG_ZONDER_ONDERWIJS,
        },
        overslaan=frozenset({"5", "6", "huiswerk", "boeken"}),
    ),
}
