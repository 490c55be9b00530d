"""The list of casussen, and telling a casus that something happened."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.domain.fouten import OngeldigeInvoer
from casus.overview.lijst import lees_casussen
from casus.overview.sturen import lees_sturen
from casus.policy import Handeling
from casus.web.gekozen import gekozen_tekst
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, actor, nodig

bp = Blueprint("lijst", __name__)


@bp.get("/casussen")
@nodig(Handeling.CASUSSEN_ZIEN)
def casussen() -> str:
    """The casussen that this person works in."""
    closed = request.args.get("status") == "gesloten"
    lijst = lees_casussen(huis().bron, actor(), gesloten=closed, pagina=gekozen_tekst("pagina"))
    return render_template("casussen/lijst.html", lijst=lijst)


@bp.get("/casussen/<uuid:casus_id>/sturen")
@nodig(AANGEMELD)
def sturen(casus_id: UUID) -> str:
    """What one may tell this casus."""
    return render_template("casussen/sturen.html", casus=lees_sturen(huis().bron, actor(), casus_id), fout="")


@bp.post("/casussen/<uuid:casus_id>/sturen")
@nodig(AANGEMELD)
def stuur(casus_id: UUID) -> str | Response | tuple[str, int]:
    """Tell it."""
    try:
        huis().sturen.stuur(casus_id, request.form.get("bericht", ""), actor())
    except OngeldigeInvoer as fout:
        casus = lees_sturen(huis().bron, actor(), casus_id)
        return render_template("casussen/sturen.html", casus=casus, fout=gettext(fout.message)), 422
    flash(gettext("De casus is bijgewerkt."), "success")
    return redirect(url_for("casussen.casus", casus_id=casus_id))
