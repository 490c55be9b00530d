"""The application put together: wiring only, no rule lives here."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined, Undefined

from casus.clock import utc_now
from casus.domain.actor import SYSTEEM
from casus.domain.rol import Rol
from casus.engine import Catalogue, Engine
from casus.engine.catalogue import read_bundle
from casus.forms import Formulieren
from casus.messages.brief import Briefpapier
from casus.messages.smtp import Mailserver
from casus.overview import Bron
from casus.overview.berichten import tel_ongelezen
from casus.overview.zinnen import ROLNAAM
from casus.policy import TABEL, Handeling, mag
from casus.services.beheer import Beheer
from casus.services.berichten import POST, Berichten
from casus.services.casussen import Casussen
from casus.services.dossier import Dossier
from casus.services.kern import Kern
from casus.services.melden import Melden
from casus.services.nacht import Nacht
from casus.services.nachtwerk import WERK, Nachtwerk
from casus.services.post import Postbode, Postkantoor
from casus.services.sessies import Sessies
from casus.services.sturen import Sturen
from casus.services.taken import Taken
from casus.services.toestemmingen import Toestemmingen
from casus.services.verzuim import Verzuim
from casus.services.werkbank import Werkbank
from casus.settings import PACKAGE, Settings, data_folder
from casus.storage import Database, Sleutelbos, casussen, migreren
from casus.web import (
    berichten,
    fouten,
    lijst,
    login,
    meldingen,
    radar,
    signalen,
    taken,
    techniek,
    toestemmingen,
    zoeken,
)
from casus.web import casussen as casus_pages
from casus.web import verzuim as verzuim_pages
from casus.web.filters import FILTERS
from casus.web.huis import Huis
from casus.web.huis import huis as casus_house
from casus.web.nodig import vraag

VERTALINGEN = PACKAGE / "web" / "translations"
BLUEPRINTS = (
    taken.bp, casus_pages.bp, toestemmingen.bp, lijst.bp, signalen.bp, radar.bp, zoeken.bp, meldingen.bp,
    verzuim_pages.bp, berichten.bp, techniek.bp,
)  # fmt: skip
CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'nonce-{nonce}'",
        "script-src 'self' 'nonce-{nonce}'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


VENDORED = ("undefined", "null", "caller")  # names that the macros of govuk-frontend-jinja leave open


class StrictNames(StrictUndefined):
    """A name that is not there stops the page; a missing key of a macro's params is empty, as govuk expects."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Choose by what was missing: a name of ours, or a key of a dict."""
        lenient = isinstance(kwargs.get("obj"), dict) or kwargs.get("name") in VENDORED or "caller" in str(args[:1])
        return Undefined(*args, **kwargs) if lenient else super().__new__(cls)


def open_house(settings: Settings, now: Callable[[], datetime] = utc_now) -> Huis:
    """Open the database, bring it up to date, load models and forms."""
    bos = Sleutelbos.lees_of_maak(settings.keys)
    database = Database(settings.database_url, bos, now)
    migreren.upgrade(database.engine)

    def older(spec_hash: str) -> dict[str, bytes]:
        with database.reading(SYSTEEM) as db:
            return msgspec.msgpack.decode(casussen.read_model(db, spec_hash), type=dict[str, bytes])

    catalogue = Catalogue(read_bundle(data_folder("workflows")), older)
    formulieren = Formulieren(data_folder("forms"))
    kantoor = _postkantoor(settings)
    kern = Kern(database, Engine(catalogue), formulieren, post=kantoor is not None)
    werkbank = Werkbank(kern, WERK, {POST: Postbode(kantoor)})
    return Huis(
        settings=settings,
        kern=kern,
        bron=Bron(database, catalogue, formulieren),
        now=now,
        sessies=Sessies(kern, settings.session_hours),
        taken=Taken(kern),
        casussen=Casussen(kern),
        toestemmingen=Toestemmingen(kern),
        beheer=Beheer(kern),
        nachtwerk=Nachtwerk(kern, Casussen(kern), werkbank),
        verzuim=Verzuim(kern),
        nacht=Nacht(kern),
        dossier=Dossier(kern),
        melden=Melden(kern),
        sturen=Sturen(kern),
        berichten=Berichten(kern),
    )


def _postkantoor(settings: Settings) -> Postkantoor | None:
    """Where mail goes, when this installation sends any.

    Raises:
        OngeldigeInvoer: what was set is no mail server, no sender or no address.
    """
    if not settings.smtp_url:
        return None
    server = Mailserver.van_url(settings.smtp_url)
    return Postkantoor(server, Briefpapier.van(settings.afzender, settings.adres, VERTALINGEN))


def create_app(huis: Huis, *, testing: bool = False) -> Flask:
    """The Flask application over an open house."""
    app = Flask("casus", static_folder=str(PACKAGE / "static"), template_folder=None)
    app.testing = testing
    app.config.update(
        SECRET_KEY=huis.kern.database.bos.cookie,
        MAX_CONTENT_LENGTH=16 * 1024 * 1024,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not (huis.settings.demo or testing),
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE="Europe/Amsterdam",
        BABEL_TRANSLATION_DIRECTORIES=str(VERTALINGEN),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=True,
    )
    app.extensions["casus"] = huis
    _templates(app)
    Babel(app, locale_selector=login.chosen_language)
    CSRFProtect(app)
    WTFormsHelpers(app)
    app.before_request(_nonce)
    app.before_request(vraag)
    app.after_request(_headers)
    login.init(app)
    fouten.init(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.context_processor(_for_templates)
    return app


def _templates(app: Flask) -> None:
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(data_folder("templates")),
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
        ]
    )
    app.jinja_options = {"undefined": StrictNames, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters.update(FILTERS)


def _nonce() -> None:
    g.nonce = secrets.token_urlsafe(16)


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CSP.format(nonce=g.get("nonce", "")))
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _for_templates() -> dict[str, Any]:
    """What every template may use: may this role do that, and the names of roles and domains."""
    actor = current_user.actor if current_user.is_authenticated else None
    return {
        "actor": actor,
        "aangemeld": current_user.aangemeld if actor else None,
        "mag": lambda name: actor is not None and mag(actor, Handeling(name)),
        "rolkort": lambda rol: gettext(ROLNAAM[Rol(rol)]) if rol else "",
        "rolnaam": lambda rol: gettext(TABEL.rollen[str(rol)]) if str(rol) in TABEL.rollen else "",
        "ongelezen": _ongelezen,
        "taal": str(login.chosen_language()),
        "nonce": g.get("nonce", ""),
        "nu": casus_house().now(),
        "hier": login.way_back(),
    }


def _ongelezen() -> int:
    """How many messages are new, asked once a page; not on the page that says that something broke."""
    if "ongelezen" not in g:
        huis: Huis = current_app.extensions["casus"]
        g.ongelezen = 0 if g.get("gebroken") else tel_ongelezen(huis.bron, current_user.actor)
    found: int = g.ongelezen
    return found
