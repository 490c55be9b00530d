"""One's own messages, and the state of the mail for who manages the installation."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.overview.berichten import BerichtRegel, lees_bericht, lees_berichten
from casus.overview.post import lees_post
from casus.policy import Handeling
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, actor, nodig

bp = Blueprint("berichten", __name__)


@bp.get("/berichten")
@nodig(AANGEMELD)
def berichten() -> str:
    """My messages, the newest first."""
    page = request.args.get("pagina", 1, type=int)
    return render_template("berichten/berichten.html", beeld=lees_berichten(huis().bron, actor(), page))


@bp.post("/berichten/gelezen")
@nodig(AANGEMELD)
def alles_gelezen() -> Response:
    """I have seen them all."""
    huis().berichten.alles_gelezen(request.form.get("tot", ""), actor())
    flash(gettext("Alle berichten staan op gelezen."), "success")
    return redirect(url_for("berichten.berichten"))


@bp.get("/berichten/<uuid:bericht_id>")
@nodig(AANGEMELD)
def bericht(bericht_id: UUID) -> str:
    """One message; opening it changes nothing."""
    return render_template("berichten/bericht.html", bericht=lees_bericht(huis().bron, actor(), bericht_id))


@bp.post("/berichten/<uuid:bericht_id>")
@nodig(AANGEMELD)
def gelezen(bericht_id: UUID) -> Response:
    """I have seen it; with `open`, go where it leads."""
    huis().berichten.gelezen(bericht_id, actor())
    if "open" in request.form:
        return redirect(_naar(lees_bericht(huis().bron, actor(), bericht_id)))
    return redirect(url_for("berichten.berichten"))


def _naar(regel: BerichtRegel) -> str:
    """The page that a message leads to."""
    return {
        "taak": lambda: url_for("taken.taak", taak_id=regel.naar_id),
        "casus": lambda: url_for("casussen.casus", casus_id=regel.naar_id),
        "toestemmingen": lambda: url_for("toestemmingen.mijn"),
        "noodknop": lambda: url_for("noodknop.noodknop"),
        "post": lambda: url_for("berichten.post"),
        "teksten": lambda: url_for("oordelen.teksten"),
        "datalekken": lambda: url_for("oordelen.datalekken"),
        "vernietiging": lambda: url_for("vernietiging.voorstellen"),
    }.get(regel.naar, lambda: url_for("berichten.berichten"))()


@bp.get("/beheer/post")
@nodig(Handeling.POST_BEHEREN)
def post() -> str:
    """Counts, and whose mail does not arrive."""
    return render_template("berichten/post.html", beeld=lees_post(huis().bron, actor(), verstuurt=huis().kern.post))
