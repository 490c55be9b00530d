"""The noodknop: find the one casus, say why, see what will happen, and only then open it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.domain.fouten import N_, OngeldigeInvoer
from casus.overview.noodknop import NoodknopBeeld, lees_noodknoppen, lees_noodtoegang
from casus.policy import Handeling
from casus.services.noodknop import HOOGSTENS, Vraag, keur
from casus.storage.zoeken import as_day
from casus.web.huis import huis
from casus.web.nodig import actor, nodig

bp = Blueprint("noodknop", __name__)
VELDEN = ("nummer", "naam", "geboren", "reden", "toelichting")
VUL_IN = N_("Vul een casusnummer in, of de hele naam en de geboortedatum van de leerling.")


@bp.get("/noodknop")
@nodig(Handeling.NOODKNOPPEN_ZIEN)
def noodknop() -> str:
    """The form for who has the noodknop, and the uses that concern the reader."""
    return _page({}, "")


@bp.post("/noodknop")
@nodig(Handeling.NOODKNOP_GEBRUIKEN)
def vooraf() -> str | tuple[str, int]:
    """Look for the casus and show what will happen; nothing is opened yet."""
    said = _gezegd()
    try:
        keur(said["reden"], said["toelichting"])
        _, nummer = huis().noodknop.zoek(_vraag(said), actor())
    except OngeldigeInvoer as fout:
        return _page(said, gettext(fout.message)), 422
    return render_template("noodknop/vooraf.html", gezegd=said, nummer=nummer, beeld=_beeld())


@bp.post("/noodknop/open")
@nodig(Handeling.NOODKNOP_GEBRUIKEN)
def druk() -> Response | tuple[str, int]:
    """Open the casus."""
    said = _gezegd()
    try:
        casus_id = huis().noodknop.druk(_vraag(said), said["reden"], said["toelichting"], actor())
    except OngeldigeInvoer as fout:
        return _page(said, gettext(fout.message)), 422
    return redirect(url_for("casussen.casus", casus_id=casus_id))


@bp.post("/noodknop/casussen/<uuid:casus_id>/klaar")
@nodig(Handeling.NOODKNOP_GEBRUIKEN)
def klaar(casus_id: UUID) -> Response:
    """End it."""
    huis().noodknop.klaar(casus_id, actor())
    flash(gettext("Klaar. De casus is weer dicht."), "success")
    return redirect(url_for("noodknop.noodknop"))


@bp.get("/noodknop/<uuid:ident>")
@nodig(Handeling.NOODKNOPPEN_ZIEN)
def een(ident: UUID) -> str:
    """One use of the noodknop."""
    return _een(ident, "")


@bp.post("/noodknop/<uuid:ident>")
@nodig(Handeling.NOODKNOPPEN_ZIEN)
def beoordeel(ident: UUID) -> Response | tuple[str, int]:
    """Review it."""
    text = request.form.get("oordeel", "")[:HOOGSTENS]
    try:
        huis().noodknop.beoordeel(ident, request.form.get("uitkomst", ""), text, actor())
    except OngeldigeInvoer as fout:
        return _een(ident, gettext(fout.message)), 422
    flash(gettext("Je oordeel is vastgelegd."), "success")
    return redirect(url_for("noodknop.een", ident=ident))


def _een(ident: UUID, fout: str) -> str:
    beeld = lees_noodtoegang(huis().bron, actor(), ident)
    return render_template("noodknop/beoordelen.html", beeld=beeld, fout=fout, gezegd=request.form)


def _page(said: dict[str, str], fout: str) -> str:
    full = {name: said.get(name, "") for name in VELDEN}
    return render_template("noodknop/noodknop.html", beeld=_beeld(), gezegd=full, fout=fout)


def _beeld() -> NoodknopBeeld:
    return lees_noodknoppen(huis().bron, actor())


def _gezegd() -> dict[str, str]:
    return {name: request.form.get(name, "").strip()[:HOOGSTENS] for name in VELDEN}


def _vraag(said: dict[str, str]) -> Vraag:
    """What to look for.

    Raises:
        OngeldigeInvoer: neither a number, nor a name and a date.
    """
    if said["nummer"]:
        return Vraag(nummer=said["nummer"])
    day = as_day(said["geboren"])
    if not said["naam"] or day is None:
        raise OngeldigeInvoer(VUL_IN)
    return Vraag(naam=said["naam"], geboren=day)
