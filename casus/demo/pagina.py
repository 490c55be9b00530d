"""The clock of the demo on the page: a day or a week on. In production this route does not exist."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, current_app, flash, redirect, request
from flask_babel import format_date, gettext
from werkzeug.wrappers import Response

from casus.demo.klok import DAGEN, Demoklok
from casus.domain.actor import AMSTERDAM
from casus.web.huis import huis
from casus.web.login import safe_next
from casus.web.nodig import AANGEMELD, nodig

SPRONGEN = {"dag": 1, "week": 7}
bp = Blueprint("demo", __name__, url_prefix="/demo")


def hang_op(app: Flask, klok: Demoklok) -> None:
    """Put the clock on the pages; only a demo has one."""
    if not app.extensions["casus"].settings.demo:
        return
    app.extensions["demoklok"] = klok
    app.register_blueprint(bp)
    app.context_processor(lambda: {"demo": True, "demo_dag": klok()})


@bp.post("/klok")
@nodig(AANGEMELD)
def verzet() -> Response:
    """Go on to the next day or week, with the work of every night in between."""
    klok: Demoklok = current_app.extensions["demoklok"]
    for _ in range(SPRONGEN.get(request.form.get("sprong", ""), 0)):
        klok.dagen += 1
        huis().beheer.zet_instelling(DAGEN, str(klok.dagen))
        huis().nachtwerk.ronde()
    flash(gettext("Het is nu %(dag)s.", dag=_dag(klok)), "info")
    return redirect(safe_next(request.form.get("terug")))


def _dag(klok: Demoklok) -> Any:
    return format_date(klok().astimezone(AMSTERDAM).date(), "EEEE d MMMM yyyy")
