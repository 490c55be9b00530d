"""The Monday page, the signals of a school, and giving a signal."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from casus.domain.fouten import N_, NietGevonden, OngeldigeInvoer
from casus.overview.maandag import lees_maandag
from casus.overview.signaalwoorden import REGELS
from casus.overview.signalen import STANDEN, Signaalfilter, lees_eigen_signalen, lees_keuze, lees_signalen
from casus.policy import Handeling
from casus.services.wacht import MedischGevonden
from casus.web.gekozen import gekozen_id, gekozen_tekst, gekozen_uit, gekozen_woorden
from casus.web.huis import huis
from casus.web.nodig import actor, nodig
from casus.web.oordelen import kies

bp = Blueprint("signalen", __name__)
KIES = N_("Kies over wie het gaat")
VERSTUURD = N_("Dank je. Je signaal is verstuurd. Hieronder lees je wat ermee gebeurt.")


@bp.get("/maandag")
@nodig(Handeling.MAANDAG_ZIEN)
def maandag() -> str:
    """The pupils who ask the coordinator's attention today."""
    page = lees_maandag(huis().bron, actor(), gekozen_tekst("pagina"))
    return render_template("signalen/maandag.html", maandag=page)


@bp.get("/signalen")
@nodig(Handeling.SIGNALEN_ZIEN)
def signalen() -> str:
    """The signals of the own school."""
    found = lees_signalen(huis().bron, actor(), _filter(), gekozen_tekst("pagina"))
    return render_template("signalen/signalen.html", signalen=found)


@bp.post("/signalen")
@nodig(Handeling.SIGNALEN_ZIEN)
def kies_signalen() -> str | Response:
    """The same list: with a name as the answer itself, without one at an address that can be kept and shared."""
    return signalen() if gekozen_woorden("naam") else redirect(url_for("signalen.signalen", **_filter().vraag))


def _filter() -> Signaalfilter:
    regel, stand = gekozen_uit("regel", REGELS), gekozen_uit("stand", STANDEN)
    return Signaalfilter(gekozen_woorden("naam"), regel, stand, gekozen_id("leerling"))


@bp.post("/signalen/<uuid:signaal_id>/teruggekoppeld")
@nodig(Handeling.SIGNALEN_ZIEN)
def teruggekoppeld(signaal_id: UUID) -> Response:
    """Who gave the signal heard what was done."""
    huis().melden.koppel_terug(signaal_id, actor())
    flash(gettext("Vastgelegd dat je hebt teruggekoppeld."), "success")
    return redirect(url_for("signalen.signalen", pagina=gekozen_tekst("pagina") or None, **_filter().vraag))


@bp.get("/signalen/melden")
@nodig(Handeling.SIGNAAL_MELDEN)
def melden() -> str:
    """The form, and what came of earlier signals."""
    return _form({}, "", "")


@bp.post("/signalen/melden")
@nodig(Handeling.SIGNAAL_MELDEN)
def verstuur() -> str | Response | tuple[str, int]:
    """Give the signal."""
    chosen, words = request.form.get("leerling", ""), request.form.get("tekst", "")
    errors: dict[str, str] = {}
    try:
        if "ververs" in request.form:
            return _form({}, chosen, words)
        huis().melden.meld(UUID(chosen), words, actor(), request.form.get("medisch_reden", ""))
    except (ValueError, NietGevonden):
        errors["leerling"] = gettext(KIES)
    except MedischGevonden as fout:
        return kies(fout, [("leerling", chosen), ("tekst", words)], url_for("signalen.verstuur"))
    except OngeldigeInvoer as fout:
        errors["tekst"] = gettext(fout.message)
    if errors:
        return _form(errors, chosen, words), 422
    flash(gettext(VERSTUURD), "success")
    return redirect(url_for("signalen.melden"))


def _form(errors: dict[str, str], chosen: str, words: str) -> str:
    return render_template(
        "signalen/melden.html",
        leerlingen=lees_keuze(huis().bron, actor()),
        eigen=lees_eigen_signalen(huis().bron, actor()),
        fouten=errors,
        gekozen=chosen,
        tekst=words,
    )
