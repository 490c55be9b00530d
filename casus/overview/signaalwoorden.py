"""Rules and absence as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casus.domain.fouten import N_
from casus.domain.verzuim import SoortVerzuim, Verzuimregel

ZORG_GEMELD = "zorg_gemeld"
SOORTEN: dict[SoortVerzuim, str] = {
    SoortVerzuim.ZIEK: N_("ziek gemeld"),
    SoortVerzuim.ONGEOORLOOFD: N_("ongeoorloofd"),
    SoortVerzuim.GEOORLOOFD: N_("geoorloofd"),
    SoortVerzuim.TE_LAAT: N_("te laat"),
    SoortVerzuim.GESCHORST: N_("geschorst"),
    SoortVerzuim.THUIS_MET_TOESTEMMING: N_("thuis met toestemming van school"),
    SoortVerzuim.AANWEZIG_ZONDER_ONDERWIJS: N_("aanwezig zonder onderwijs"),
    SoortVerzuim.ONBEKEND: N_("niet geregistreerd"),
}
REGELS: dict[str, str] = {
    ZORG_GEMELD: N_("Iemand maakt zich zorgen"),
    "uren16": N_("16 uur ongeoorloofd in vier lesweken"),
    "lrv": N_("Vier schoolweken achter elkaar ongeoorloofd afwezig"),
    "mazl_meldingen": N_("Vaak ziek gemeld in twaalf schoolweken"),
    "mazl_schooldagen": N_("Lang achter elkaar ziek"),
    "mazl_schooljaar": N_("Vaak ziek gemeld in dit schooljaar"),
    "ziek10": N_("Eén op de tien lesuren ziek"),
    "aanwezigheid_jaar": N_("Te weinig lessen gevolgd in dit schooljaar"),
    "aanwezigheid_20": N_("Te weinig lessen gevolgd in 20 schooldagen"),
    "te_laat": N_("Vaak te laat in één week"),
    "thuiszitter": N_("Tien lesdagen achter elkaar niet op school"),
}
BIJNA = "_bijna"


@dataclass(frozen=True)
class Verzuimdag:
    """One absence line in words."""

    datum: date
    van: int
    tot: int
    soort: str


def regelnaam(regel: str) -> str:
    """A rule as a person reads it; a near signal is named after its rule."""
    code = regel.removesuffix(BIJNA)
    return REGELS.get(code, code.replace("_", " ").capitalize())


def is_bijna(regel: str) -> bool:
    """The rule did not fire yet, but it is near."""
    return regel.endswith(BIJNA)


def in_words(rows: Iterable[Verzuimregel]) -> tuple[Verzuimdag, ...]:
    """Absence lines with their kind as a word."""
    return tuple(Verzuimdag(row.datum, row.lesuur_van, row.lesuur_tot, SOORTEN[row.soort]) for row in rows)
