"""Pages for who manages the installation."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.overview.werk import lees_werk
from casus.policy import Handeling
from casus.web.huis import huis
from casus.web.nodig import actor, nodig

bp = Blueprint("beheer", __name__, url_prefix="/beheer")


@bp.get("/werk")
@nodig(Handeling.WERK_BEHEREN)
def werk() -> str:
    """How the work behind the pages stands."""
    stand = lees_werk(huis().bron, actor(), huis().settings.achterstand)
    return render_template("beheer/werk.html", stand=stand)


@bp.post("/werk/<uuid:job_id>/opnieuw")
@nodig(Handeling.WERK_BEHEREN)
def opnieuw(job_id: UUID) -> Response:
    """Let a parked job begin anew."""
    huis().werk.probeer_opnieuw(job_id, actor())
    flash(gettext("Het werk wordt opnieuw geprobeerd."), "success")
    return redirect(url_for("beheer.werk"))
