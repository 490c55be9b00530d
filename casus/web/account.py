"""Mijn account: one's own code, recovery codes, password and sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext, ngettext
from flask_login import current_user
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired

from casus.domain.fouten import N_, OngeldigeInvoer
from casus.overview.account import lees_account, lees_instellen
from casus.services.sessies import key_of
from casus.web.huis import huis
from casus.web.nodig import AANGEMELD, INSTELLEN, actor, nodig

bp = Blueprint("account", __name__, url_prefix="/account")
Page = str | Response | tuple[str, int]
Done = TypeVar("Done")
VUL_WACHTWOORD = N_("Vul je wachtwoord in")
VUL_CODE = N_("Vul de code in die je app nu laat zien")


def _wachtwoord(label: str, empty: str, *more: object) -> PasswordField:
    needed = InputRequired(lazy_gettext(empty))
    return PasswordField(lazy_gettext(label), widget=GovPasswordInput(), validators=[needed, *more])


def _code() -> StringField:
    needed = InputRequired(lazy_gettext(VUL_CODE))
    return StringField(lazy_gettext(N_("Code")), widget=GovTextInput(), validators=[needed])


class BeginForm(FlaskForm):  # type: ignore[misc]
    """Whoever sets up a code proves to be the owner."""

    wachtwoord = _wachtwoord(N_("Wachtwoord"), VUL_WACHTWOORD)


class BevestigForm(FlaskForm):  # type: ignore[misc]
    """The first code of the app."""

    code = _code()


class BewijsForm(FlaskForm):  # type: ignore[misc]
    """Both steps."""

    wachtwoord = _wachtwoord(N_("Wachtwoord"), VUL_WACHTWOORD)
    code = _code()


class WachtwoordForm(FlaskForm):  # type: ignore[misc]
    """The old password and, twice, another."""

    oud = _wachtwoord(N_("Wachtwoord dat je nu hebt"), VUL_WACHTWOORD)
    nieuw = _wachtwoord(N_("Nieuw wachtwoord"), N_("Vul een nieuw wachtwoord in"))
    herhaal = _wachtwoord(
        N_("Nieuw wachtwoord nog een keer"),
        N_("Vul het nieuwe wachtwoord nog een keer in"),
        EqualTo("nieuw", lazy_gettext(N_("Dit is niet hetzelfde als het nieuwe wachtwoord. Vul het nog een keer in."))),
    )


@bp.get("")
@nodig(AANGEMELD)
def account() -> str:
    """How I log in, and where I am logged in now."""
    beeld = lees_account(huis().bron, actor(), key_of(_token()), huis().sessies.stilte)
    return render_template("account/account.html", beeld=beeld)


@bp.route("/code", methods=["GET", "POST"])
@nodig(INSTELLEN)
def code() -> Page:
    """Set up a code: the secret for the app, and the first code back."""
    form = BevestigForm()
    codes = _probeer(form, lambda: huis().account.bevestig_code(actor(), _token(), form.code.data or ""), form.code)
    return _codes(codes) if codes else _instellen(BeginForm(formdata=None), form)


@bp.post("/code/begin")
@nodig(INSTELLEN)
def begin() -> Page:
    """Make a secret."""
    form = BeginForm()

    def act() -> bool:
        huis().account.begin_code(actor(), form.wachtwoord.data or "")
        return True

    done = _probeer(form, act, form.wachtwoord)
    return redirect(url_for("account.code")) if done else _instellen(form, BevestigForm(formdata=None))


def _instellen(begin: BeginForm, bevestig: BevestigForm) -> Page:
    beeld, verplicht = lees_instellen(huis().bron, actor()), current_user.aangemeld.moet_instellen
    if beeld.al_aan:
        return redirect(url_for("account.account"))
    page = render_template("account/code.html", beeld=beeld, begin=begin, bevestig=bevestig, verplicht=verplicht)
    return page, _status()


@bp.route("/code/uit", methods=["GET", "POST"])
@nodig(AANGEMELD)
def uit() -> Page:
    """Ask me no code any more."""
    form = BewijsForm()

    def act() -> bool:
        huis().account.zet_code_uit(actor(), _token(), form.wachtwoord.data or "", form.code.data or "")
        return True

    if _probeer(form, act, form.wachtwoord):
        flash(gettext("Je meldt je voortaan aan zonder code."), "success")
        return redirect(url_for("account.account"))
    return render_template("account/uit.html", form=form), _status()


@bp.route("/herstelcodes", methods=["GET", "POST"])
@nodig(AANGEMELD)
def herstelcodes() -> Page:
    """Other recovery codes."""
    form = BewijsForm()
    codes = _probeer(
        form,
        lambda: huis().account.nieuwe_herstelcodes(actor(), form.wachtwoord.data or "", form.code.data or ""),
        form.wachtwoord,
    )
    return _codes(codes) if codes else (render_template("account/nieuwe_codes.html", form=form), _status())


@bp.route("/wachtwoord", methods=["GET", "POST"])
@nodig(AANGEMELD)
def wachtwoord() -> Page:
    """Another password."""
    form = WachtwoordForm()

    def act() -> bool:
        huis().account.kies_wachtwoord(actor(), _token(), form.oud.data or "", form.nieuw.data or "")
        return True

    if _probeer(form, act, form.nieuw):
        flash(gettext("Je wachtwoord is gewijzigd. Op andere plekken ben je afgemeld."), "success")
        return redirect(url_for("account.account"))
    return render_template("account/wachtwoord.html", form=form), _status()


@bp.post("/sessies/eindig")
@nodig(AANGEMELD)
def eindig() -> Response:
    """Log me out there."""
    huis().account.sluit_sessie(actor(), request.form.get("sessie", ""))
    flash(gettext("Je bent daar afgemeld."), "success")
    return redirect(url_for("account.account"))


@bp.post("/sessies/andere")
@nodig(AANGEMELD)
def andere() -> Response:
    """Log me out everywhere but here."""
    ended = huis().account.sluit_andere(actor(), _token())
    said = ngettext("Je bent op %(num)s andere plek afgemeld.", "Je bent op %(num)s andere plekken afgemeld.", ended)
    flash(said, "success")
    return redirect(url_for("account.account"))


def _probeer(form: FlaskForm, act: Callable[[], Done], at: StringField) -> Done | None:
    """Do it when the form was filled in well; what was wrong is said at the form."""
    if not form.validate_on_submit():
        return None
    try:
        return act()
    except OngeldigeInvoer as fout:
        where = form[str(fout.details["veld"])] if "veld" in fout.details else at
        where.errors = [gettext(fout.message)]
        return None


def _codes(codes: tuple[str, ...]) -> str:
    """Shown in the answer itself: there is no address at which somebody could see them again."""
    return render_template("account/herstelcodes.html", codes=codes)


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _token() -> str:
    found: str = current_user.get_id()
    return found
