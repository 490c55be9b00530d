"""Consent: one question per page for who signs, and the state of all for who works on the casus."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.domain.fouten import N_, NietGevonden, OngeldigeInvoer
from casus.forms.bouw import MAX_FILE
from casus.overview import lees_mijn_toestemming, lees_mijn_toestemmingen, lees_toestemmingen
from casus.services.toestemmingen import BEWIJS_NODIG
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, actor, nodig

bp = Blueprint("toestemmingen", __name__)
BESLUIT = {"ja": True, "nee": False}
KIES = N_("Kies ja of nee")
KIES_PAPIER = N_("Kies wat er op het papier staat")
TE_GROOT = N_("Kies een bestand van hoogstens 10 MB")
BEDANKT = {
    "ja": N_("Je hebt ja gezegd. Je mag later altijd van mening veranderen."),
    "nee": N_("Je hebt nee gezegd. Dat is goed. Er verandert voor jou niets."),
    "intrekken": N_("Je toestemming is ingetrokken. Vanaf nu kan niemand dit meer met jouw toestemming lezen."),
}


@bp.get("/toestemmingen")
@nodig(AANGEMELD)
def mijn() -> str:
    """What I was asked, and what I answered."""
    return render_template("toestemmingen/mijn.html", vragen=lees_mijn_toestemmingen(huis().bron, actor()))


@bp.get("/toestemmingen/<uuid:toestemming_id>")
@nodig(AANGEMELD)
def vraag(toestemming_id: UUID) -> str:
    """One question."""
    beeld = lees_mijn_toestemming(huis().bron, actor(), toestemming_id)
    return render_template("toestemmingen/vraag.html", vraag=beeld, fout="")


@bp.post("/toestemmingen/<uuid:toestemming_id>")
@nodig(AANGEMELD)
def antwoord(toestemming_id: UUID) -> Response | tuple[str, int]:
    """Yes, no, or withdraw; a reason is never asked."""
    beeld = lees_mijn_toestemming(huis().bron, actor(), toestemming_id)
    said = request.form.get("besluit", "")
    try:
        if said == "intrekken":
            huis().toestemmingen.trek_in(toestemming_id, actor())
        elif said in BESLUIT:
            huis().toestemmingen.geef(toestemming_id, actor(), ja=BESLUIT[said])
        else:
            raise OngeldigeInvoer(KIES)
    except OngeldigeInvoer as fout:
        return render_template("toestemmingen/vraag.html", vraag=beeld, fout=gettext(fout.message)), 422
    flash(gettext(BEDANKT[said]), "success")
    return redirect(url_for("toestemmingen.mijn"))


@bp.get("/casussen/<uuid:casus_id>/toestemmingen")
@nodig(AANGEMELD)
def van_casus(casus_id: UUID) -> str:
    """Where each consent of a casus stands: who signed, who is silent."""
    return render_template("toestemmingen/casus.html", beeld=lees_toestemmingen(huis().bron, actor(), casus_id))


@bp.get("/casussen/<uuid:casus_id>/toestemmingen/<uuid:toestemming_id>/<uuid:handtekening_id>")
@nodig(AANGEMELD)
def papier(casus_id: UUID, toestemming_id: UUID, handtekening_id: UUID) -> str:
    """The form to record what somebody signed on paper."""
    return _paper(casus_id, toestemming_id, handtekening_id, {})


@bp.post("/casussen/<uuid:casus_id>/toestemmingen/<uuid:toestemming_id>/<uuid:handtekening_id>")
@nodig(AANGEMELD)
def papier_vastleggen(casus_id: UUID, toestemming_id: UUID, handtekening_id: UUID) -> str | Response | tuple[str, int]:
    """Record what somebody signed on paper, with the paper."""
    said, upload = request.form.get("besluit", ""), request.files.get("bewijs")
    proof = (upload.filename, upload.read()) if upload is not None and upload.filename else None
    wrong = {} if said in BESLUIT else {"besluit": gettext(KIES_PAPIER)}
    if proof is None or len(proof[1]) > MAX_FILE:
        wrong["bewijs"] = gettext(BEWIJS_NODIG if proof is None else TE_GROOT)
    if wrong:
        return _paper(casus_id, toestemming_id, handtekening_id, wrong), 422
    try:
        huis().toestemmingen.leg_vast(toestemming_id, handtekening_id, actor(), ja=BESLUIT[said], bewijs=proof)
    except OngeldigeInvoer as fout:
        return _paper(casus_id, toestemming_id, handtekening_id, {"bewijs": gettext(fout.message)}), 422
    flash(gettext("De handtekening is vastgelegd."), "success")
    return redirect(url_for("toestemmingen.van_casus", casus_id=casus_id))


def _paper(casus_id: UUID, toestemming_id: UUID, handtekening_id: UUID, fouten: dict[str, str]) -> str:
    """The page of one signature.

    Raises:
        NietGevonden: no such signature for who may record it.
    """
    beeld = lees_toestemmingen(huis().bron, actor(), casus_id)
    row = next((item for item in beeld.toestemmingen if item.id == toestemming_id and beeld.mag_vastleggen), None)
    who = next((item for item in row.ondertekenaars if item.id == handtekening_id), None) if row else None
    if row is None or who is None:
        raise NietGevonden
    gekozen = request.form.get("besluit", "")
    return render_template(
        "toestemmingen/papier.html", beeld=beeld, toestemming=row, wie=who, fouten=fouten, gekozen=gekozen
    )
