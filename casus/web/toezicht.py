"""Pages for who supervises."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.overview.toets import lees_toets
from casus.policy import Handeling
from casus.web.huis import huis
from casus.web.nodig import actor, nodig

bp = Blueprint("toezicht", __name__, url_prefix="/toezicht")


@bp.get("/toets")
@nodig(Handeling.TABEL_TOETSEN)
def toets() -> str:
    """Whether the access table does what it says."""
    return render_template("beheer/toets.html", beeld=lees_toets(huis().bron, actor()))


@bp.post("/toets")
@nodig(Handeling.TABEL_TOETSEN)
def toets_nu() -> Response:
    """Test it now."""
    huis().toetsen.vraag(actor())
    flash(gettext("De toets is gestart. Hij duurt een halve minuut. Ververs daarna deze pagina."), "success")
    return redirect(url_for("toezicht.toets"))
