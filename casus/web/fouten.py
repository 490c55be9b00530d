"""Errors as pages in the language of the user."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, render_template
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from casus.domain.fouten import N_, Achterhaald, AlAfgerond, CasusFout, Geweigerd, NietGevonden, OngeldigeInvoer
from casus.logs import event, plek, soorten
from casus.overview.zinnen import poort_zin
from casus.web import login, rescue
from casus.web.verzoeken import nummer

STATUS: dict[type[CasusFout], int] = {
    NietGevonden: 404,
    Geweigerd: 403,
    AlAfgerond: 409,
    Achterhaald: 409,
    OngeldigeInvoer: 422,
}
HTTP = {
    404: N_("Deze pagina bestaat niet, of je hebt er geen toegang toe."),
    405: N_("Dit kan niet op deze manier. Ga terug en gebruik de knop op de pagina."),
    413: N_("Het bestand is te groot. Er is niets opgeslagen. Ga terug en kies een bestand van hoogstens 10 MB."),
    429: N_("Je probeerde het te vaak. Wacht een paar minuten."),
}
KOP = {
    403: N_("Dit is niet voor jou"),
    404: N_("Deze pagina is er niet"),
    409: N_("Dit was al gedaan"),
    413: N_("Het bestand is te groot"),
    500: N_("Er ging iets mis"),
}
"""What stands above it; other errors say that it did not work."""
NIET_GELUKT = N_("Dat ging niet")
ONBEKEND = N_("Er ging iets mis bij ons. Er is niets opgeslagen. Probeer het opnieuw.")
VERLOPEN = N_(
    "De pagina stond te lang open of je bent afgemeld. Er is niets opgeslagen. Ga terug, kopieer wat je typte en laad "
    "de pagina opnieuw."
)
ELDERS = N_("Dit adres hoort niet bij Casus. Gebruik het adres dat je van je organisatie kreeg.")

log = logging.getLogger("casus.web")


def init(app: Flask) -> None:
    """Hang the error pages on the application."""

    def known(fout: CasusFout) -> tuple[str, int]:
        status = STATUS.get(type(fout), 400)
        why = poort_zin(fout.poort) if isinstance(fout, Geweigerd) else ""
        return page(status, fout.message, why, fout.details.get("casus_id")), status

    def csrf(_: CSRFError) -> tuple[str, int]:
        typed = rescue.from_own_page()
        return page(400, VERLOPEN) if typed is None else rescue.page(typed), 400

    def http(fout: HTTPException) -> tuple[str, int]:
        code = fout.code or 500
        return page(code, HTTP.get(code, ONBEKEND)), code

    def elders(_: SecurityError) -> Response:
        return Response(gettext(ELDERS), 400, content_type="text/plain; charset=utf-8")  # no page: it could not link

    def unknown(fout: Exception) -> tuple[str, int]:
        event(log, "unexpected error", level=logging.ERROR, request=nummer(), error=soorten(fout), where=plek(fout))
        return page(500, ONBEKEND), 500

    app.register_error_handler(CasusFout, known)
    app.register_error_handler(CSRFError, csrf)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(SecurityError, elders)
    if not app.testing:
        app.register_error_handler(Exception, unknown)


def page(status: int, text: str, waarom: str = "", casus_id: object = None) -> str:
    """The page of an error, with the number under which the log knows it.

    `casus_id` when the reader may go and look there. It asks the database nothing: that may be what is away.
    """
    g.gebroken = status >= 500
    login.of_niemand()
    head, said = gettext(KOP.get(status, NIET_GELUKT)), gettext(text)
    return render_template("fout.html", kop=head, tekst=said, waarom=waarom, casus_id=casus_id, verzoek=nummer())
