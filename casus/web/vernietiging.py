"""Destroying what need not be kept: the proposals of an owner, its decision, and the declaration."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.vernietiging import Bewaarreden
from casus.overview.vernietiging import lees_vernietigingsverklaring, lees_voorstel, lees_voorstellen
from casus.policy import Handeling
from casus.web.gekozen import gekozen_ids, gekozen_tekst
from casus.web.huis import huis
from casus.web.nodig import actor, nodig

bp = Blueprint("vernietiging", __name__)
VUL_IN = N_("Kies een reden en een dag, zoals 31-12-2030.")


@bp.get("/vernietiging")
@nodig(Handeling.VERNIETIGING_ZIEN)
def voorstellen() -> str:
    """The proposals for which this person decides."""
    return render_template("vernietiging/voorstellen.html", voorstellen=lees_voorstellen(huis().bron, actor()))


@bp.get("/vernietiging/<uuid:voorstel_id>")
@nodig(Handeling.VERNIETIGING_ZIEN)
def voorstel(voorstel_id: UUID) -> str:
    """One proposal."""
    return _page(voorstel_id, "")


@bp.post("/vernietiging/<uuid:voorstel_id>/bewaren")
@nodig(Handeling.VERNIETIGING_ZIEN)
def bewaar(voorstel_id: UUID) -> Response | tuple[str, int]:
    """Keep some of it longer."""
    try:
        until, reason = _gekozen()
        kept = huis().vernietigen.bewaar(voorstel_id, gekozen_ids("regel"), until, reason, actor())
    except OngeldigeInvoer as fout:
        return _page(voorstel_id, gettext(fout.message)), 422
    flash(ngettext("%(num)s regel blijft bewaard.", "%(num)s regels blijven bewaard.", kept), "success")
    return redirect(url_for("vernietiging.voorstel", voorstel_id=voorstel_id))


@bp.get("/vernietiging/<uuid:voorstel_id>/akkoord")
@nodig(Handeling.VERNIETIGING_ZIEN)
def zeker(voorstel_id: UUID) -> str | Response:
    """Ask once more, with the counts."""
    beeld = lees_voorstel(huis().bron, actor(), voorstel_id)
    if not beeld.open:
        return redirect(url_for("vernietiging.voorstel", voorstel_id=voorstel_id))
    return render_template("vernietiging/zeker.html", voorstel=beeld)


@bp.post("/vernietiging/<uuid:voorstel_id>/akkoord")
@nodig(Handeling.VERNIETIGING_ZIEN)
def akkoord(voorstel_id: UUID) -> Response | tuple[str, int]:
    """Let the worker destroy it."""
    said = request.form.get("aantal", "")
    try:
        huis().vernietigen.keur_goed(voorstel_id, int(said[:9]) if said.isdecimal() else -1, actor())
    except OngeldigeInvoer as fout:
        return _page(voorstel_id, gettext(fout.message)), 422
    flash(gettext("Je besluit is vastgelegd. Het vernietigen begint."), "success")
    return redirect(url_for("vernietiging.voorstel", voorstel_id=voorstel_id))


@bp.get("/vernietiging/<uuid:voorstel_id>/verklaring")
@nodig(Handeling.VERNIETIGING_ZIEN)
def verklaring(voorstel_id: UUID) -> str:
    """What remains, to print."""
    beeld = lees_vernietigingsverklaring(huis().bron, actor(), voorstel_id)
    return render_template("vernietiging/verklaring.html", verklaring=beeld)


def _page(voorstel_id: UUID, fout: str) -> str:
    beeld = lees_voorstel(huis().bron, actor(), voorstel_id, gekozen_tekst("pagina"))
    return render_template("vernietiging/voorstel.html", voorstel=beeld, fout=fout)


def _gekozen() -> tuple[date, Bewaarreden]:
    """Until when, and why.

    Raises:
        OngeldigeInvoer: one of both was not chosen.
    """
    try:
        return date.fromisoformat(request.form.get("tot", "")), Bewaarreden(request.form.get("reden", ""))
    except ValueError as error:
        raise OngeldigeInvoer(VUL_IN) from error
