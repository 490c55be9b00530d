"""The page of a casus, its picture, its documents, and putting an entry right."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from casus.domain.fouten import OngeldigeInvoer
from casus.forms import prefill
from casus.overview import lees_casus, lees_correctie, lees_document, lees_schema
from casus.overview.casus_delen import read_deel
from casus.overview.kopie import lees_kopie
from casus.policy import Handeling
from casus.services.wacht import MedischGevonden
from casus.web.formulieren import filled_form, given_in, is_valid, pairs, posted_form, veldvorm
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, actor, nodig
from casus.web.oordelen import kies

bp = Blueprint("casussen", __name__)


@bp.get("/casussen/<uuid:casus_id>")
@nodig(AANGEMELD)
def casus(casus_id: UUID) -> str:
    """One casus, as this reader may see it."""
    deel = read_deel(request.args.get("deel"))
    beeld = lees_casus(huis().bron, actor(), casus_id, deel)
    return render_template("casussen/casus.html", casus=beeld, deel=deel)


@bp.get("/casussen/<uuid:casus_id>/schema/<proces>.bpmn")
@nodig(AANGEMELD)
def schema(casus_id: UUID, proces: str) -> Response:
    """The picture of a process, without what this reader may not know."""
    return Response(lees_schema(huis().bron, actor(), casus_id, proces), mimetype="application/xml")


@bp.get("/casussen/<uuid:casus_id>/tekst")
@nodig(Handeling.TEKST_OVERNEMEN)
def tekst(casus_id: UUID) -> str:
    """What this reader takes along to their own system."""
    return render_template("casussen/tekst.html", kopie=lees_kopie(huis().bron, actor(), casus_id))


@bp.get("/documenten/<uuid:stuk_id>")
@nodig(AANGEMELD)
def document(stuk_id: UUID) -> Response:
    """An uploaded file, always as a download: a browser never opens it inside Casus."""
    found = lees_document(huis().bron, actor(), stuk_id)
    return send_file(
        BytesIO(found.data), mimetype="application/octet-stream", as_attachment=True, download_name=found.naam
    )


@bp.get("/dossierstukken/<uuid:stuk_id>/verbeteren")
@nodig(AANGEMELD)
def verbeteren(stuk_id: UUID) -> str:
    """The form of an entry, filled with what stands there."""
    beeld = lees_correctie(huis().bron, actor(), stuk_id)
    return _correction(beeld, filled_form(beeld.formulier, beeld.waarden))


@bp.post("/dossierstukken/<uuid:stuk_id>/verbeteren")
@nodig(AANGEMELD)
def verbeterd(stuk_id: UUID) -> str | BaseResponse | tuple[str, int]:
    """Write the entry anew."""
    beeld = lees_correctie(huis().bron, actor(), stuk_id)
    given = given_in(beeld.formulier, request.form)
    if "ververs" in request.form:
        return _correction(beeld, filled_form(beeld.formulier, given))
    form = posted_form(beeld.formulier, given)
    if not is_valid(form):
        return _correction(beeld, form), 422
    try:
        reason = request.form.get("medisch_reden", "")
        casus_id = huis().dossier.verbeter(stuk_id, prefill(beeld.formulier, form), actor(), reason)
    except MedischGevonden as fout:
        return kies(fout, pairs(given), url_for("casussen.verbeterd", stuk_id=stuk_id))
    except OngeldigeInvoer as fout:
        form.form_errors.append(gettext(fout.message))
        return _correction(beeld, form), 422
    flash(gettext("De tekst is verbeterd. De oude tekst blijft bewaard."), "success")
    return redirect(url_for("casussen.casus", casus_id=casus_id))


def _correction(beeld: Any, form: Any) -> str:
    return render_template("casussen/verbeteren.html", stuk=beeld, form=form, veldvorm=veldvorm)
