"""Mijn taken, and the page of one task."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from itsdangerous import Signer
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from casus.domain.fouten import OngeldigeInvoer
from casus.forms import Antwoorden, Formulier, build_form, prefill
from casus.overview import lees_taak, lees_voorbeeld, lees_werklijst
from casus.overview.werklijst import Filter
from casus.web.gekozen import gekozen_id, gekozen_tekst
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, actor, nodig

bp = Blueprint("taken", __name__)


@bp.get("/")
@nodig(AANGEMELD)
def werklijst() -> str:
    """My open tasks: late, this week, later."""
    chosen = Filter(gekozen_id("casus"), gekozen_id("school"), request.args.get("van") == "mij", gekozen_tekst("zoek"))
    lijst = lees_werklijst(huis().bron, actor(), chosen, gekozen_tekst("pagina"), gettext)
    return render_template("taken/werklijst.html", lijst=lijst)


@bp.get("/taken/<uuid:taak_id>")
@nodig(AANGEMELD)
def taak(taak_id: UUID) -> str:
    """The form of a task, as it was left."""
    beeld = lees_taak(huis().bron, actor(), taak_id)
    form = filled_form(beeld.formulier, beeld.concept)
    return render_template("taken/taak.html", taak=beeld, form=form, bewaard=bool(beeld.concept))


@bp.post("/taken/<uuid:taak_id>")
@nodig(AANGEMELD)
def afronden(taak_id: UUID) -> str | Response | tuple[str, int]:
    """Complete the task, keep it as a draft, or show other questions."""
    beeld = lees_taak(huis().bron, actor(), taak_id)
    given = given_in(beeld.formulier, request.form)
    if "concept" in request.form:
        casus_id = huis().taken.save_concept(taak_id, given, actor())
        flash(gettext("Je concept is bewaard. Alleen jij kunt het zien."), "success")
        return redirect(url_for("casussen.casus", casus_id=casus_id))
    if "ververs" in request.form:
        return render_template("taken/taak.html", taak=beeld, form=filled_form(beeld.formulier, given), bewaard=False)
    form = build_form(beeld.formulier, given, FlaskForm)()
    if not form.validate():
        return render_template("taken/taak.html", taak=beeld, form=form, bewaard=False), 422
    answers = Antwoorden.van(beeld.formulier, prefill(beeld.formulier, form))
    seen = seal_of(taak_id, given)
    if "voorbeeld" in request.form or (beeld.voorbeeld and request.form.get("bekeken") != seen):
        readers = lees_voorbeeld(huis().bron, actor(), taak_id, answers)
        return render_template(
            "taken/voorbeeld.html", taak=beeld, form=form, lezers=readers, gegeven=pairs(given), bekeken=seen
        )
    try:
        done = huis().taken.complete(taak_id, answers, actor())
    except OngeldigeInvoer as fout:
        form.form_errors.append(gettext(fout.message))
        return render_template("taken/taak.html", taak=beeld, form=form, bewaard=False), 422
    flash(gettext("De taak is afgerond en vastgelegd: %(titel)s.", titel=gettext(beeld.titel)), "success")
    return redirect(url_for("casussen.casus", casus_id=done.casus_id))


def seal_of(taak_id: UUID, given: Mapping[str, Any]) -> str:
    """Proof that the preview of exactly these answers was shown to this person."""
    signer = Signer(current_app.secret_key or "", salt=f"voorbeeld:{taak_id}:{actor().persoon_id}")
    return signer.get_signature(json.dumps(pairs(given))).decode()


def given_in(formulier: Formulier, posted: MultiDict[str, str]) -> dict[str, Any]:
    """The posted answers by key: lists for checklists, yes or no for a checkbox."""
    given: dict[str, Any] = {}
    for veld in formulier.invoer:
        if veld.type == "checkbox":
            given[veld.key] = veld.key in posted
        elif veld.type == "checklist":
            given[veld.key] = posted.getlist(veld.key)
        elif posted.get(veld.key):
            given[veld.key] = posted[veld.key]
    return given


def filled_form(formulier: Formulier, values: Mapping[str, Any]) -> FlaskForm:
    """The form filled with values that were kept, without complaints about them."""
    bound = build_form(formulier, values, FlaskForm)
    return bound(formdata=MultiDict(pairs(values))) if values else bound(formdata=None)


def pairs(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The values as a browser posts them."""
    return [(key, item) for key, value in values.items() for item in _items(value)]


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, bool):
        return ["y"] if value else []
    return [value]
