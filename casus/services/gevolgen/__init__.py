"""The words that a model may put in `gevolg`, and what they do."""

from casus.services.gevolgen import overleg, partners, school, verhuizing
from casus.services.gevolgen.gevolg import Gevolg

GEVOLGEN: dict[str, Gevolg] = {
    **school.GEVOLGEN,
    **overleg.GEVOLGEN,
    **verhuizing.GEVOLGEN,
    **partners.GEVOLGEN,
}

__all__ = ["GEVOLGEN", "Gevolg"]
