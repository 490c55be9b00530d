"""Meldingen for leerplicht."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template

from casus.overview.melding import lees_melding, lees_meldingen
from casus.policy import Handeling
from casus.web.gekozen import gekozen_tekst
from casus.web.huis import huis
from casus.web.nodig import actor, nodig

bp = Blueprint("meldingen", __name__)


@bp.get("/meldingen")
@nodig(Handeling.MELDINGEN_ZIEN)
def meldingen() -> str:
    """The meldingen for this gemeente."""
    found = lees_meldingen(huis().bron, actor(), gekozen_tekst("pagina"))
    return render_template("meldingen/meldingen.html", meldingen=found)


@bp.get("/meldingen/<uuid:melding_id>")
@nodig(Handeling.MELDINGEN_ZIEN)
def melding(melding_id: UUID) -> str:
    """All of one melding on one page."""
    return render_template("meldingen/melding.html", beeld=lees_melding(huis().bron, actor(), melding_id))
