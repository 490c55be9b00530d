"""The application put together: wiring only, no rule lives here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from flask import Flask, current_app, g
from flask_babel import Babel, gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined, Undefined
from werkzeug.middleware.proxy_fix import ProxyFix

from casus import logs
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
from casus.policy.toets import SOORT
from casus.services.account import Account
from casus.services.beheer import Beheer
from casus.services.berichten import POST, Berichten
from casus.services.casussen import Casussen
from casus.services.dossier import Dossier
from casus.services.kern import Kern
from casus.services.melden import Melden
from casus.services.nacht import Nacht
from casus.services.nachtwerk import WERK, Nachtwerk
from casus.services.noodknop import Noodknop
from casus.services.oordelen import Oordelen
from casus.services.post import Postbode, Postkantoor
from casus.services.sessies import Sessies
from casus.services.sturen import Sturen
from casus.services.taken import Taken
from casus.services.toestemmingen import Toestemmingen
from casus.services.toetsen import Toetsen, Toetser
from casus.services.verklaringen import Verklaringen
from casus.services.vernietigen import Vernietigen
from casus.services.verzuim import Verzuim
from casus.services.werk import Werk
from casus.services.werkbank import Werkbank
from casus.settings import LOKAAL, PACKAGE, Settings, data_folder, versie
from casus.storage import Database, Sleutelbos, casussen, is_nieuw, migreren, vernietigen
from casus.storage.vernietigd import Lijst
from casus.waarden import InstellingFout
from casus.web import (
    account,
    beheer,
    berichten,
    fouten,
    koppen,
    lijst,
    login,
    meldingen,
    noodknop,
    oordelen,
    radar,
    signalen,
    taken,
    techniek,
    toestemmingen,
    toezicht,
    verklaringen,
    vernietiging,
    verzoeken,
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
    taken.bp, casus_pages.bp, toestemmingen.bp, verklaringen.bp, lijst.bp, signalen.bp, radar.bp, zoeken.bp,
    meldingen.bp, verzuim_pages.bp, berichten.bp, techniek.bp, beheer.bp, account.bp, oordelen.bp, toezicht.bp,
    vernietiging.bp, noodknop.bp,
)  # fmt: skip
GEEN_SLEUTELS = (
    "CASUS_SLEUTELS: {pad} is er niet, en er staan al gegevens in de database. Zet het sleutelbestand terug. "
    "Met nieuwe sleutels zijn de gegevens nooit meer te lezen."
)

VENDORED = ("undefined", "null", "caller")  # names that the macros of govuk-frontend-jinja leave open


class StrictNames(StrictUndefined):
    """A name that is not there stops the page; a missing key of a macro's params is empty, as govuk expects."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Choose by what was missing: a name of ours, or a key of a dict."""
        lenient = isinstance(kwargs.get("obj"), dict) or kwargs.get("name") in VENDORED or "caller" in str(args[:1])
        return Undefined(*args, **kwargs) if lenient else super().__new__(cls)


def open_house(settings: Settings, now: Callable[[], datetime] = utc_now) -> Huis:
    """Open the database, bring it up to date, destroy again what a copy brought back, load models and forms.

    Raises:
        InstellingFout: there are data and no keys: new keys would hide that the old ones are lost.
    """
    bos = _sleutelbos(settings)
    database = Database(settings.database_url, bos, now, settings.verbindingen or settings.draden + 2, settings.keys)
    lijst = _bij_de_tijd(database, settings)

    catalogue = _catalogue(database)
    formulieren = Formulieren(data_folder("forms"))
    kantoor = _postkantoor(settings)
    kern = Kern(database, Engine(catalogue), formulieren, post=kantoor is not None, lijst=lijst)
    werkbank = Werkbank(kern, WERK, {POST: Postbode(kantoor), SOORT: Toetser()})
    return Huis(
        settings=settings,
        kern=kern,
        bron=Bron(database, catalogue, formulieren),
        now=now,
        sessies=Sessies(kern, settings.session_hours, settings.stilte, verplicht=settings.totp_verplicht),
        account=Account(kern),
        taken=Taken(kern),
        casussen=Casussen(kern),
        toestemmingen=Toestemmingen(kern),
        toetsen=Toetsen(kern),
        beheer=Beheer(kern),
        nachtwerk=Nachtwerk(kern, Casussen(kern), werkbank, versie()),
        verzuim=Verzuim(kern),
        verklaringen=Verklaringen(kern),
        vernietigen=Vernietigen(kern),
        nacht=Nacht(kern),
        noodknop=Noodknop(kern),
        dossier=Dossier(kern),
        melden=Melden(kern),
        sturen=Sturen(kern),
        werk=Werk(kern),
        berichten=Berichten(kern),
        oordelen=Oordelen(kern),
    )


def _catalogue(database: Database) -> Catalogue:
    """The models of this version, and those that running casussen began with."""

    def older(spec_hash: str) -> dict[str, bytes]:
        with database.reading(SYSTEEM) as db:
            return msgspec.msgpack.decode(casussen.read_model(db, spec_hash), type=dict[str, bytes])

    return Catalogue(read_bundle(data_folder("workflows")), older)


def _bij_de_tijd(database: Database, settings: Settings) -> Lijst:
    """The schema of this version, and nothing that was destroyed; gives the list of that."""
    migreren.upgrade(database.engine)
    lijst = Lijst.bij(settings.keys)
    vernietigen.pas_toe(database, lijst.lees())
    return lijst


def _sleutelbos(settings: Settings) -> Sleutelbos:
    """The keys; made only beside a database in which nothing was ever kept."""
    lost = not settings.keys.exists() and not is_nieuw(settings.database_url)
    if lost and not settings.keys.exists():  # asked again: another process may have made both in between
        raise InstellingFout(GEEN_SLEUTELS.format(pad=settings.keys))
    return Sleutelbos.lees_of_maak(settings.keys)


def open_om_te_dienen(settings: Settings) -> Huis:
    """As `open_house`, for a process that serves people: with logs in place, and only when that is safe.

    Raises:
        InstellingFout: settings, or settings and database, are not safe together.
    """
    logs.stel_in(als_json=settings.json_log)
    settings.controleer()
    huis = open_house(settings)
    sentence = _verkeerde_database(huis)
    if sentence:
        huis.kern.database.close()
        raise InstellingFout(sentence)
    return huis


def _verkeerde_database(huis: Huis) -> str:
    """Why this database does not go with these settings; empty when it does."""
    demo = huis.beheer.is_demo()
    if huis.settings.productie and demo:
        return "CASUS_DATABASE_URL: dit is de database van de demo. Iedereen kent de wachtwoorden; kies een andere."
    if huis.settings.demo and not demo and not huis.beheer.is_leeg():
        return "CASUS_DEMO: deze database is niet van de demo. Laat CASUS_DEMO weg."
    return ""


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
    app.config.update(_config(huis.settings), SECRET_KEY=huis.kern.database.bos.cookie)
    app.extensions["casus"] = huis
    _templates(app)
    verzoeken.init(app)
    koppen.init(app, alleen_tls=huis.settings.productie and huis.settings.veilige_cookies)
    Babel(app, locale_selector=login.chosen_language)
    CSRFProtect(app)
    WTFormsHelpers(app)
    app.before_request(vraag)
    login.init(app)
    fouten.init(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if huis.settings.proxies:
        number = huis.settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=number)  # type: ignore[method-assign]
    app.context_processor(_for_templates)
    return app


def _config(settings: Settings) -> dict[str, Any]:
    """The configuration of Flask; of the host names only the public one is answered, and this machine for probes."""
    safe = settings.veilige_cookies
    return {
        "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": safe,
        "SESSION_COOKIE_NAME": "__Host-session" if safe else "session",
        "TRUSTED_HOSTS": [settings.hostnaam, *sorted(LOKAAL)] if settings.hostnaam else None,
        "BABEL_DEFAULT_LOCALE": "nl",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Amsterdam",
        "BABEL_TRANSLATION_DIRECTORIES": str(VERTALINGEN),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": True,
    }


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
