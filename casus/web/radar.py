"""The overview of the SWV, and what of it may leave as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from casus.documents import csv_van, xlsx_van
from casus.overview.grafiek import grafiek
from casus.overview.radar import lees_cijfers, lees_radar
from casus.overview.uitvoer import bladen
from casus.policy import Handeling
from casus.web.gekozen import gekozen_tekst
from casus.web.huis import huis
from casus.web.nodig import actor, nodig

bp = Blueprint("radar", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/swv")
@nodig(Handeling.RADAR_ZIEN)
def radar() -> str:
    """Who is without onderwijs at the schools of this SWV."""
    found = lees_radar(huis().bron, actor(), gekozen_tekst("pagina"))
    return render_template("radar/radar.html", radar=found, grafiek=grafiek(found))


@bp.get("/swv/export.xlsx")
@nodig(Handeling.RADAR_ZIEN)
def xlsx() -> Response:
    """The counts as a spreadsheet."""
    return _file(xlsx_van(bladen(lees_cijfers(huis().bron, actor()), gettext)), XLSX, "xlsx")


@bp.get("/swv/export.csv")
@nodig(Handeling.RADAR_ZIEN)
def csv() -> Response:
    """The counts as CSV."""
    found = csv_van(bladen(lees_cijfers(huis().bron, actor()), gettext))
    return _file(found, "text/csv; charset=utf-8", "csv")


def _file(data: bytes, kind: str, suffix: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="overzicht-swv.{suffix}"'}
    return Response(data, content_type=kind, headers=headers)
