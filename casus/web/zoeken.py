"""Search. The words travel in the body of a POST that changes nothing: a name does not belong in a URL."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from casus.overview.zoeken import zoek
from casus.policy import Handeling
from casus.web.huis import huis
from casus.web.nodig import actor, nodig

bp = Blueprint("zoeken", __name__)
LANGST = 100


@bp.get("/zoeken")
@nodig(Handeling.ZOEKEN)
def zoeken() -> str:
    """The empty form."""
    return render_template("zoeken/zoeken.html", tekst="", gevonden=None)


@bp.post("/zoeken")
@nodig(Handeling.ZOEKEN)
def resultaat() -> str:
    """What was found."""
    text = request.form.get("tekst", "")[:LANGST].strip()
    return render_template("zoeken/zoeken.html", tekst=text, gevonden=zoek(huis().bron, actor(), text))
