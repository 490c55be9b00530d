"""Login, logout, choosing a role and a language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Flask, current_app, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext, lazy_gettext
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from casus.domain.actor import Actor
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.overview import lees_mijn_toestemmingen
from casus.policy import Handeling, mag
from casus.services.sessies import Aangemeld
from casus.web import rescue
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, IEDEREEN, INSTELLEN, nodig

bp = Blueprint("login", __name__)
manager = LoginManager()
MELD_AAN = N_("Meld je aan om verder te gaan.")
VERLOPEN = N_("Je sessie was verlopen. Meld je opnieuw aan.")
BEWAARD = N_(
    "Je sessie was verlopen. Er is nog niets opgeslagen, maar wat je typte is niet weg. "
    "Meld je opnieuw aan: dan staat het weer voor je klaar. Een bestand kies je daarna opnieuw."
)
NIET_BEWAARD = N_(
    "Je sessie was verlopen. Wat je net deed, is niet opgeslagen. Meld je opnieuw aan en doe het nog eens."
)

TE_LANG_GEWACHT = N_("Het duurde te lang. Vul je naam en wachtwoord opnieuw in.")
HALVERWEGE = "halverwege"
"""Where the cookie holds the token of a login that waits for its code."""


class Gebruiker(UserMixin):  # type: ignore[misc]
    """The live session as Flask-Login knows it: its id is the token."""

    def __init__(self, aangemeld: Aangemeld) -> None:
        self.aangemeld = aangemeld
        self.actor: Actor = aangemeld.actor

    def get_id(self) -> str:
        return self.aangemeld.token


class LoginForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    gebruikersnaam = StringField(
        lazy_gettext(N_("Gebruikersnaam")),
        widget=GovTextInput(),
        validators=[InputRequired(lazy_gettext(N_("Vul je gebruikersnaam in")))],
    )
    wachtwoord = PasswordField(
        lazy_gettext(N_("Wachtwoord")),
        widget=GovPasswordInput(),
        validators=[InputRequired(lazy_gettext(N_("Vul je wachtwoord in")))],
    )


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The code of the app, or a recovery code."""

    code = StringField(
        lazy_gettext(N_("Code")),
        widget=GovTextInput(),
        validators=[InputRequired(lazy_gettext(N_("Vul de code in")))],
    )


@manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> Gebruiker | None:
    """The session of the cookie, when the server still keeps it."""
    found = huis().sessies.find(token)
    return None if found is None else Gebruiker(found)


def of_niemand() -> None:
    """When this request could not find out who is at the keyboard, it is nobody."""
    try:
        current_user.is_authenticated  # noqa: B018 (looks the person up)
    except Exception:  # whatever it is: the page that tells of it must come
        g._login_user = manager.anonymous_user()  # where Flask-Login keeps what it found


def init(app: Flask) -> None:
    """Hang login on the application."""
    manager.init_app(app)
    app.register_blueprint(bp)


@manager.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_to_log_in() -> Response | tuple[str, int]:
    """Who is not logged in comes to the login page and after that back here, with what was typed."""
    sealed = rescue.seal()
    if sealed:
        flash(gettext(BEWAARD), "info")
        return _page(LoginForm(formdata=None), sealed, next_=request.path), 401
    known = session.get("_user_id")
    if known or request.path != "/":
        said = MELD_AAN if not known else VERLOPEN if request.method == "GET" else NIET_BEWAARD
        flash(gettext(said), "info")
    return redirect(url_for("login.aanmelden", next=way_back() or None))


def way_back() -> str:
    """The page that was asked for; for a post the page that it came from, when a GET answers there; else nothing."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    adapter = current_app.url_map.bind("")
    return request.path if adapter.test(request.path, "GET") else ""


def safe_next(target: str | None) -> str:
    """Only a path of our own."""
    parts = urlsplit(target or "")
    if not target or parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\")):
        return url_for("taken.werklijst")
    return target


@bp.route("/aanmelden", methods=["GET", "POST"])
@nodig(IEDEREEN)
def aanmelden() -> str | Response | tuple[str, int]:
    """Ask name and password."""
    form, sealed = LoginForm(), request.form.get(rescue.VELD, "")
    if form.validate_on_submit():
        try:
            ingang = huis().sessies.login(
                form.gebruikersnaam.data or "", form.wachtwoord.data or "", request.remote_addr or ""
            )
        except OngeldigeInvoer as fout:
            form.gebruikersnaam.errors = [gettext(fout.message)]
        else:
            return _binnen(ingang.token, sealed) if ingang.klaar else _vraag_code(ingang.token, sealed)
    status = 422 if request.method == "POST" else 200
    return _page(form, sealed), status


def _vraag_code(halverwege: str, sealed: str) -> str | Response:
    """The password was right: on to the code. The cookie holds a token that opens nothing."""
    language = session.get("taal")
    _begin_anew()
    session.update({HALVERWEGE: halverwege} | ({"taal": language} if language else {}))
    if sealed:
        return _code_page(CodeForm(formdata=None), sealed)
    return redirect(url_for("login.code", next=request.args.get("next")))


@bp.route("/aanmelden/code", methods=["GET", "POST"])
@nodig(IEDEREEN)
def code() -> str | Response | tuple[str, int]:
    """Ask the code, of who gave the right password just now."""
    form, sealed, halverwege = CodeForm(), request.form.get(rescue.VELD, ""), session.get(HALVERWEGE, "")
    if not halverwege or not huis().sessies.wacht_op_code(halverwege):
        if session.pop(HALVERWEGE, None):
            flash(gettext(TE_LANG_GEWACHT), "info")
        if sealed:
            return _page(LoginForm(formdata=None), sealed), 401
        return redirect(url_for("login.aanmelden", next=request.args.get("next")))
    if form.validate_on_submit():
        try:
            token = huis().sessies.geef_code(halverwege, form.code.data or "", request.remote_addr or "")
        except OngeldigeInvoer as fout:
            form.code.errors = [gettext(fout.message)]
        else:
            return _binnen(token, sealed)
    return _code_page(form, sealed), 422 if request.method == "POST" else 200


def _binnen(token: str, sealed: str) -> str | Response:
    """Inside, under a token that did not exist before; nothing of the cookie of before is kept."""
    _begin_anew()
    login_user(load(token))
    typed = rescue.unseal(sealed) if sealed else None
    return rescue.page(typed) if typed else redirect(_start(request.args.get("next")))


def _begin_anew() -> None:
    session.clear()
    g.pop("csrf_token", None)  # a page of this same answer must carry the token of the new session


def _code_page(form: CodeForm, sealed: str) -> str:
    there = url_for("login.code", next=request.args.get("next"))
    return render_template("login/code.html", form=form, bewaard=sealed, adres=there)


def _start(target: str | None) -> str:
    """The page that was asked for; else the questions that wait for this person's answer, else their tasks."""
    who: Actor = current_user.actor
    if target not in (None, "", "/") or not mag(who, Handeling.EIGEN_TOESTEMMINGEN_ZIEN):
        return safe_next(target)
    waits = any(vraag.te_beantwoorden for vraag in lees_mijn_toestemmingen(huis().bron, who))
    return url_for("toestemmingen.mijn" if waits else "taken.werklijst")


def _page(form: LoginForm, sealed: str, next_: str | None = None) -> str:
    """The login page; `sealed` is what was typed before."""
    there = url_for("login.aanmelden", next=next_ or request.args.get("next"))
    return render_template("login/aanmelden.html", form=form, bewaard=sealed, adres=there)


@bp.route("/afmelden", methods=["POST"])
@nodig(INSTELLEN)
def afmelden() -> Response:
    """End the session on the server too."""
    huis().sessies.logout(current_user.get_id())
    logout_user()
    session.clear()
    flash(gettext("Je bent afgemeld."), "info")
    return redirect(url_for("login.aanmelden"))


@bp.route("/rol", methods=["POST"])
@nodig(AANGEMELD)
def rol() -> Response:
    """Go on in another of one's own roles."""
    try:
        chosen = UUID(request.form.get("lidmaatschap", ""))
    except ValueError:
        return redirect(url_for("taken.werklijst"))
    huis().sessies.choose_role(current_user.get_id(), chosen)
    return redirect(url_for("taken.werklijst"))


@bp.route("/taal/<taal>", methods=["POST"])
@nodig(IEDEREEN)
def taal(taal: str) -> Response:
    """Choose Dutch or English."""
    if taal in ("nl", "en"):
        session["taal"] = taal
        if current_user.is_authenticated:
            huis().sessies.choose_language(current_user.actor.persoon_id, taal)
    return redirect(safe_next(request.form.get("terug")))


def chosen_language() -> Any:
    """The language of this request: of the session, else of the person, else Dutch."""
    if session.get("taal") in ("nl", "en"):
        return session["taal"]
    return current_user.aangemeld.taal if current_user and current_user.is_authenticated else "nl"
