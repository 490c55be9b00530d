"""Texts that may be medical, records of what was read, and own words; and the page that asks the writer to choose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.domain.fouten import OngeldigeInvoer
from casus.overview.oordelen import lees_datalekken, lees_tekst, lees_teksten, lees_woorden
from casus.policy import Handeling
from casus.services.wacht import MedischGevonden
from casus.web.gekozen import gekozen_tekst
from casus.web.huis import huis
from casus.web.nodig import actor, nodig

bp = Blueprint("oordelen", __name__)
Antwoord = str | Response | tuple[str, int]


def kies(fout: MedischGevonden, gegeven: Iterable[tuple[str, Any]], naar: str, **rest: Any) -> tuple[str, int]:
    """The page that marks the words and asks to choose; nothing was saved. `naar` is where the answers go again."""
    page = render_template("oordelen/kies.html", fout=fout, gegeven=list(gegeven), naar=naar, **rest)
    return page, 422


@bp.get("/teksten")
@nodig(Handeling.TEKSTEN_BEOORDELEN)
def teksten() -> str:
    """Texts that wait for a judgement."""
    return render_template("oordelen/teksten.html", teksten=lees_teksten(huis().bron, actor(), gekozen_tekst("pagina")))


@bp.get("/teksten/<uuid:stuk_id>")
@nodig(Handeling.TEKSTEN_BEOORDELEN)
def tekst(stuk_id: UUID) -> str:
    """One text, to be judged."""
    return render_template("oordelen/tekst.html", tekst=lees_tekst(huis().bron, actor(), stuk_id), fout="", nieuw={})


@bp.post("/teksten/<uuid:stuk_id>/medisch")
@nodig(Handeling.TEKSTEN_BEOORDELEN)
def wijs_aan(stuk_id: UUID) -> Response:
    """This text is medical."""
    if huis().oordelen.wijs_aan(stuk_id, actor()):
        flash(gettext("De tekst is verborgen. Anderen hadden hem al gelezen. De FG krijgt daarvan bericht."), "success")
    else:
        flash(gettext("De tekst is verborgen. Niemand anders had hem gelezen."), "success")
    return redirect(url_for("oordelen.tekst", stuk_id=stuk_id))


@bp.post("/teksten/<uuid:stuk_id>/vrijgeven")
@nodig(Handeling.TEKSTEN_BEOORDELEN)
def geef_vrij(stuk_id: UUID) -> Response:
    """It is not medical."""
    huis().oordelen.geef_vrij(stuk_id, actor())
    flash(gettext("De tekst is weer te lezen voor wie dat mag."), "success")
    return redirect(url_for("oordelen.teksten"))


@bp.post("/teksten/<uuid:stuk_id>/weghalen")
@nodig(Handeling.TEKSTEN_BEOORDELEN)
def neem_weg(stuk_id: UUID) -> Antwoord:
    """It is medical: what stands without it takes its place."""
    beeld = lees_tekst(huis().bron, actor(), stuk_id)
    new = {item.sleutel: request.form.get(item.sleutel, "") for item in beeld.antwoorden if item.vrij}
    try:
        huis().oordelen.neem_weg(stuk_id, new, actor())
    except OngeldigeInvoer as fout:
        page = render_template("oordelen/tekst.html", tekst=beeld, fout=gettext(fout.message), nieuw=new)
        return page, 422
    flash(gettext("De medische woorden zijn weg. De oude tekst is verzegeld: niemand leest die nog."), "success")
    return redirect(url_for("oordelen.teksten"))


@bp.get("/datalekken")
@nodig(Handeling.DATALEKKEN_ZIEN)
def datalekken() -> str:
    """Records of what was read, with the hours that are left."""
    return _datalekken({}, None)


@bp.post("/datalekken/<uuid:datalek_id>")
@nodig(Handeling.DATALEKKEN_AFSLUITEN)
def sluit(datalek_id: UUID) -> Antwoord:
    """The FG decides."""
    try:
        huis().oordelen.sluit_lek(datalek_id, request.form.get("besluit", ""), request.form.get("reden", ""), actor())
    except OngeldigeInvoer as fout:
        field = f"{fout.details['veld']}-{datalek_id}"
        return _datalekken({field: gettext(fout.message)}, datalek_id), 422
    flash(gettext("Je besluit is vastgelegd."), "success")
    return redirect(url_for("oordelen.datalekken"))


def _datalekken(fouten: dict[str, str], waar: UUID | None) -> str:
    found = lees_datalekken(huis().bron, actor(), gekozen_tekst("pagina"))
    given = request.form if waar else {}
    return render_template("oordelen/datalekken.html", datalekken=found, fouten=fouten, waar=waar, gegeven=given)


@bp.get("/medische-woorden")
@nodig(Handeling.MEDISCHE_WOORDEN_BEHEREN)
def woorden() -> str:
    """The own words of the organisation."""
    return _woorden("", "")


@bp.post("/medische-woorden")
@nodig(Handeling.MEDISCHE_WOORDEN_BEHEREN)
def voeg_toe() -> Antwoord:
    """One more word."""
    word = request.form.get("woord", "")
    try:
        huis().oordelen.voeg_woord_toe(word, actor())
    except OngeldigeInvoer as fout:
        return _woorden(gettext(fout.message), word), 422
    flash(gettext("Het woord staat op jullie lijst."), "success")
    return redirect(url_for("oordelen.woorden"))


@bp.post("/medische-woorden/<uuid:woord_id>/weg")
@nodig(Handeling.MEDISCHE_WOORDEN_BEHEREN)
def haal_weg(woord_id: UUID) -> Response:
    """One word less."""
    huis().oordelen.haal_woord_weg(woord_id, actor())
    flash(gettext("Het woord is van jullie lijst gehaald."), "success")
    return redirect(url_for("oordelen.woorden"))


def _woorden(fout: str, woord: str) -> str:
    found = lees_woorden(huis().bron, actor())
    return render_template("oordelen/woorden.html", woorden=found, fout=fout, woord=woord)
