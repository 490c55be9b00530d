"""The page where a school gives its absence: its columns and words, and until when absence is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casus.domain.actor import Actor
from casus.domain.fouten import N_, NietGevonden
from casus.exchange.verzuim import FORMATEN
from casus.exchange.verzuim.indeling import NODIG, VELDEN
from casus.overview.bron import Bron
from casus.overview.signaalwoorden import SOORTEN
from casus.policy import Handeling, require
from casus.storage import overzichten, verzuim

VELDNAAM = {
    "leerlingnummer": N_("Leerlingnummer"),
    "van": N_("Eerste dag"),
    "tot": N_("Laatste dag"),
    "lesuur_van": N_("Eerste lesuur"),
    "lesuur_tot": N_("Laatste lesuur"),
    "soort": N_("Soort verzuim"),
    "geoorloofd": N_("Geoorloofd (ja of nee)"),
}
BRONNEN = {"csv": N_("Eigen CSV-bestand"), "somtoday": "Somtoday", "magister": "Magister"}


@dataclass(frozen=True)
class Kolom:
    """One thing that is read, and the heading it has in the school's own file."""

    veld: str
    naam: str
    kop: str
    nodig: bool


@dataclass(frozen=True)
class Importbeeld:
    """The page."""

    school: str
    formaten: tuple[tuple[str, str], ...]
    kolommen: tuple[Kolom, ...]
    woorden: tuple[tuple[str, str], ...]
    """Words that mean something else or more at this school, and the kind they stand for."""
    soorten: tuple[tuple[str, str], ...]
    eigen: bool
    """The school saved headings of its own."""
    bijgewerkt_tot: date | None


def lees_import(bron: Bron, actor: Actor) -> Importbeeld:
    """What the actor's own school may give, and how it names its columns.

    Raises:
        NietGevonden: the actor works at no school.
    """
    require(actor, Handeling.VERZUIM_IMPORTEREN)
    with bron.lezen(actor) as db:
        if actor.organisatie_id is None:
            raise NietGevonden
        school = verzuim.read_school(db, actor.organisatie_id)
        own = verzuim.find_indeling(db, school.id)
        kept = {} if own is None else own.kolommen
        heads = {**FORMATEN["csv"].kolommen, **kept.get("kolommen", {})}
        return Importbeeld(
            school=school.naam,
            formaten=tuple((name, BRONNEN[name]) for name in FORMATEN),
            kolommen=tuple(Kolom(veld, VELDNAAM[veld], heads.get(veld, ""), veld in NODIG) for veld in VELDEN),
            woorden=tuple(kept.get("soorten", {}).items()),
            soorten=tuple((str(soort), name) for soort, name in SOORTEN.items()),
            eigen=own is not None,
            bijgewerkt_tot=overzichten.bijgewerkt_tot(db, [school.id]).get(school.id),
        )
