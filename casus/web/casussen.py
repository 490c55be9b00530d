"""The page of a casus."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template

from casus.overview import lees_casus
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, actor, nodig

bp = Blueprint("casussen", __name__)


@bp.get("/casussen/<uuid:casus_id>")
@nodig(AANGEMELD)
def casus(casus_id: UUID) -> str:
    """One casus, as this reader may see it."""
    return render_template("casussen/casus.html", casus=lees_casus(huis().bron, actor(), casus_id))
