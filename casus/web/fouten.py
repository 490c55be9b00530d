"""Errors as pages in the language of the user."""

from __future__ import annotations

import logging

from flask import Flask, Response, render_template
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from casus.domain.fouten import N_, Achterhaald, AlAfgerond, CasusFout, Geweigerd, NietGevonden, OngeldigeInvoer
from casus.logs import event, plek, soorten
from casus.web import login
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
    413: N_("Het bestand is te groot. Kies een bestand van hoogstens 10 MB."),
    429: N_("Je probeerde het te vaak. Wacht een paar minuten."),
}
ONBEKEND = N_("Er ging iets mis bij ons. Er is niets opgeslagen. Probeer het opnieuw.")
VERLOPEN = N_(
    "De pagina stond te lang open. Er is niets opgeslagen. Ga terug, laad de pagina opnieuw en probeer het nog eens."
)
ELDERS = N_("Dit adres hoort niet bij Casus. Gebruik het adres dat je van je organisatie kreeg.")

log = logging.getLogger("casus.web")


def init(app: Flask) -> None:
    """Hang the error pages on the application."""

    def known(fout: CasusFout) -> tuple[str, int]:
        status = STATUS.get(type(fout), 400)
        poort = fout.poort if isinstance(fout, Geweigerd) else ""
        return page(status, fout.message, poort), status

    def csrf(_: CSRFError) -> tuple[str, int]:
        return page(400, VERLOPEN), 400

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


def page(status: int, text: str, poort: str = "") -> str:
    """The page of an error, with the number under which the log knows it.

    It asks the database nothing: that may be what is away.
    """
    login.of_niemand()
    return render_template("fout.html", status=status, tekst=gettext(text), poort=poort, verzoek=nummer())
