"""One line in the log for every request, with a number that a person can name, and a count for the metrics.

The line has the pattern of the route, never the path; role and organisation, never a person.
"""

from __future__ import annotations

import logging
import secrets
from time import monotonic

from flask import Flask, Response, current_app, g, request

from casus.logs import event
from casus.web.tellers import Tellers

LOG = logging.getLogger("casus.web.verzoeken")
KOP = "X-Request-Id"


def init(app: Flask) -> None:
    """Number, time and count every request; comes first, so that it sees all of it."""
    app.extensions["tellers"] = Tellers()
    app.before_request(_begin)
    app.after_request(_eind)


def tellers() -> Tellers:
    """The counts of this process."""
    found: Tellers = current_app.extensions["tellers"]
    return found


def nummer() -> str:
    """The number of this request, as on its error page."""
    found: str = g.get("verzoek", "")
    return found


def _begin() -> None:
    code = secrets.token_hex(6)
    g.verzoek = f"{code[:4]}-{code[4:8]}-{code[8:]}"
    g.begonnen = monotonic()


def _eind(response: Response) -> Response:
    seconds = monotonic() - g.get("begonnen", monotonic())
    route = request.url_rule.rule if request.url_rule is not None else ""
    gebruiker = g.get("_login_user")
    actor = getattr(gebruiker, "actor", None)
    event(
        LOG, "request", request=nummer(), method=request.method, route=route or None, status=response.status_code,
        ms=round(seconds * 1000), rol=None if actor is None else str(actor.rol),
        organisatie=None if actor is None or actor.organisatie_id is None else str(actor.organisatie_id),
    )  # fmt: skip
    tellers().tel(route or "-", response.status_code, seconds)
    response.headers[KOP] = nummer()
    return response
