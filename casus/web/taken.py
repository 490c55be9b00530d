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
from werkzeug.wrappers import Response

from casus.domain.fouten import OngeldigeInvoer
from casus.forms import Antwoorden, prefill
from casus.overview import lees_taak, lees_voorbeeld, lees_werklijst
from casus.overview.taak import TaakBeeld
from casus.overview.werklijst import Filter
from casus.services.wacht import MedischGevonden
from casus.web.formulieren import filled_form, given_in, is_valid, pairs, posted_form, veldvorm
from casus.web.gekozen import gekozen_id, gekozen_tekst, gekozen_woorden
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, actor, nodig
from casus.web.oordelen import kies

bp = Blueprint("taken", __name__)


@bp.get("/")
@nodig(AANGEMELD)
def werklijst() -> str:
    """My open tasks: late, this week, later."""
    chosen = Filter(gekozen_id("casus"), gekozen_id("school"), gekozen_tekst("van") == "mij", gekozen_woorden("zoek"))
    lijst = lees_werklijst(huis().bron, actor(), chosen, gekozen_tekst("pagina"), gettext)
    return render_template("taken/werklijst.html", lijst=lijst)


@bp.post("/")
@nodig(AANGEMELD)
def kies_taken() -> str | Response:
    """The same list: with words as the answer itself, without them at an address that can be kept and shared."""
    if gekozen_woorden("zoek"):
        return werklijst()
    chosen = Filter(gekozen_id("casus"), gekozen_id("school"), gekozen_tekst("van") == "mij")
    return redirect(url_for("taken.werklijst", **chosen.vraag))


@bp.get("/taken/<uuid:taak_id>")
@nodig(AANGEMELD)
def taak(taak_id: UUID) -> str:
    """The form of a task, as it was left."""
    beeld = lees_taak(huis().bron, actor(), taak_id)
    return _page(beeld, filled_form(beeld.formulier, beeld.concept), bewaard=bool(beeld.concept))


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
        return _page(beeld, filled_form(beeld.formulier, given))
    form = posted_form(beeld.formulier, given)
    if not is_valid(form):
        return _page(beeld, form), 422
    answers = Antwoorden.van(beeld.formulier, prefill(beeld.formulier, form))
    seen = seal_of(taak_id, given)
    if "voorbeeld" in request.form or (beeld.voorbeeld and request.form.get("bekeken") != seen):
        readers = lees_voorbeeld(huis().bron, actor(), taak_id, answers)
        return render_template(
            "taken/voorbeeld.html", taak=beeld, form=form, lezers=readers, gegeven=pairs(given), bekeken=seen
        )
    try:
        done = huis().taken.complete(taak_id, answers, actor(), request.form.get("medisch_reden", ""))
    except MedischGevonden as fout:
        return _kies(beeld, form, fout, given)
    except OngeldigeInvoer as fout:
        form.form_errors.append(gettext(fout.message))
        return _page(beeld, form), 422
    flash(gettext("De taak is afgerond en vastgelegd: %(titel)s.", titel=gettext(beeld.titel)), "success")
    return redirect(url_for("casussen.casus", casus_id=done.casus_id))


def _kies(beeld: TaakBeeld, form: FlaskForm, fout: MedischGevonden, given: Mapping[str, Any]) -> tuple[str, int]:
    """The words that were found, with the answers as they were given and what was shown before."""
    seen = [("bekeken", request.form["bekeken"])] if "bekeken" in request.form else []
    files = [form[veld.key] for veld in beeld.formulier.invoer if veld.type == "filepicker" and veld.key in form]
    again = url_for("taken.afronden", taak_id=beeld.id)
    return kies(fout, [*pairs(given), *seen], again, bestanden=files)


def _page(beeld: TaakBeeld, form: FlaskForm, *, bewaard: bool = False) -> str:
    return render_template("taken/taak.html", taak=beeld, form=form, veldvorm=veldvorm, bewaard=bewaard)


def seal_of(taak_id: UUID, given: Mapping[str, Any]) -> str:
    """Proof that the preview of exactly these answers was shown to this person."""
    signer = Signer(current_app.secret_key or "", salt=f"voorbeeld:{taak_id}:{actor().persoon_id}")
    return signer.get_signature(json.dumps(pairs(given))).decode()
