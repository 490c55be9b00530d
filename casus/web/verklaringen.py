"""Declarations about access: what holds, and the forms to make or end one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.verklaring import SoortVerklaring, Strekking
from casus.overview.verklaringen import lees_verklaringen
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, actor, nodig

bp = Blueprint("verklaringen", __name__)
ONBEKEND = N_("Kies wat je wilt vastleggen.")


@bp.get("/casussen/<uuid:casus_id>/verklaringen")
@nodig(AANGEMELD)
def van_casus(casus_id: UUID) -> str:
    """What holds now, and what I can record."""
    return _page(casus_id, "")


@bp.post("/casussen/<uuid:casus_id>/verklaringen")
@nodig(AANGEMELD)
def leg_vast(casus_id: UUID) -> Response | tuple[str, int]:
    """Record a declaration."""
    try:
        huis().verklaringen.leg_vast(casus_id, _gekozen(), actor())
    except OngeldigeInvoer as fout:
        return _page(casus_id, gettext(fout.message)), 422
    flash(gettext("Vastgelegd. Het geldt vanaf nu."), "success")
    return redirect(url_for("verklaringen.van_casus", casus_id=casus_id))


@bp.post("/verklaringen/<uuid:verklaring_id>/beeindigen")
@nodig(AANGEMELD)
def beeindig(verklaring_id: UUID) -> Response:
    """End a declaration."""
    casus_id = huis().verklaringen.beeindig(verklaring_id, actor())
    flash(gettext("Beëindigd. Het geldt vanaf nu niet meer."), "success")
    return redirect(url_for("verklaringen.van_casus", casus_id=casus_id))


def _page(casus_id: UUID, fout: str) -> str:
    beeld = lees_verklaringen(huis().bron, actor(), casus_id)
    return render_template(
        "toestemmingen/verklaringen.html", beeld=beeld, fout=fout, gekozen=request.form.get("soort", "")
    )


def _gekozen() -> Strekking:
    """What was chosen.

    Raises:
        OngeldigeInvoer: no kind, or an id that is none.
    """
    said = request.form
    try:
        return Strekking(
            SoortVerklaring(said.get("soort", "")),
            said.get("domein") or None,
            UUID(said["ouder"]) if said.get("ouder") else None,
            UUID(said["stuk"]) if said.get("stuk") else None,
        )
    except ValueError as error:
        raise OngeldigeInvoer(ONBEKEND) from error
