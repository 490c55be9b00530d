"""Forms on a page: what was posted, the form in the language of the reader, and how each field looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from casus.domain.fouten import N_
from casus.forms import Formulier, build_form
from casus.forms.bouw import MAX_TEXT
from casus.forms.schema import Veld

MAG_LEEG = N_("(niet verplicht)")
TELLER = {
    "charactersUnderLimitText": {
        "one": N_("Je kunt nog %{count} teken gebruiken"),
        "other": N_("Je kunt nog %{count} tekens gebruiken"),
    },
    "charactersOverLimitText": {
        "one": N_("Je tekst is %{count} teken te lang"),
        "other": N_("Je tekst is %{count} tekens te lang"),
    },
}
VOL = N_("Je hebt alle tekens gebruikt")
HOOGSTENS = N_("Je kunt hoogstens %{count} tekens gebruiken")
SMAL = {"datetime": "govuk-input--width-10", "number": "govuk-input--width-5"}


def given_in(formulier: Formulier, posted: MultiDict[str, str]) -> dict[str, Any]:
    """The posted answers by key: lists for checklists, yes or no for a checkbox."""
    given: dict[str, Any] = {}
    for veld in formulier.invoer:
        if veld.type == "checkbox":
            given[veld.key] = veld.key in posted
        elif veld.type == "checklist":
            given[veld.key] = posted.getlist(veld.key)
        elif posted.get(veld.key):
            given[veld.key] = posted[veld.key]
    return given


def posted_form(formulier: Formulier, given: Mapping[str, Any]) -> FlaskForm:
    """The form of this request, to be validated."""
    return _marked(formulier, build_form(formulier, given, FlaskForm, gettext)())


def is_valid(form: FlaskForm) -> bool:
    """Whether everything was filled in well; what was not is said in the language of the reader."""
    valid: bool = form.validate()
    for field in form:
        field.errors = [gettext(str(text)) for text in field.errors]
    return valid


def filled_form(formulier: Formulier, values: Mapping[str, Any]) -> FlaskForm:
    """The form filled with values that were kept, without complaints about them."""
    bound = build_form(formulier, values, FlaskForm, gettext)
    return _marked(formulier, bound(formdata=MultiDict(pairs(values)) if values else None))


def _marked(formulier: Formulier, form: FlaskForm) -> FlaskForm:
    """Say which questions may stay empty."""
    for veld in formulier.invoer:
        if veld.key in form and veld.type != "checkbox" and not veld.regels.get("required"):
            form[veld.key].label.text += f" {gettext(MAG_LEEG)}"
    return form


def pairs(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The values as a browser posts them."""
    return [(key, item) for key, value in values.items() for item in _items(value)]


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, bool):
        return ["y"] if value else []
    return [value]


def veldvorm(veld: Veld) -> dict[str, Any]:
    """How the field looks: as wide as its answer, its unit behind it, how much text still fits."""
    if veld.type == "textarea":
        return {"maxlength": veld.regels.get("maxLength", MAX_TEXT), **_counter()}
    look: dict[str, Any] = {"classes": SMAL[veld.type]} if veld.type in SMAL else {}
    if veld.achtervoegsel:
        look["suffix"] = {"text": gettext(veld.achtervoegsel)}
    return look


def _counter() -> dict[str, Any]:
    said = {key: {count: gettext(text) for count, text in texts.items()} for key, texts in TELLER.items()}
    return {**said, "charactersAtLimitText": gettext(VOL), "textareaDescriptionText": gettext(HOOGSTENS)}
