"""Build the WTForms class of a form for the answers given so far: hidden fields do not exist in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCharacterCount,
    GovCheckboxesInput,
    GovCheckboxInput,
    GovFileInput,
    GovInput,
    GovRadioInput,
    GovSelect,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    DecimalField,
    Field,
    FileField,
    Form,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
    validators,
)
from wtforms.widgets import DateInput, DateTimeLocalInput, TimeInput

from casus.domain.fouten import N_
from casus.forms.antwoorden import Upload
from casus.forms.schema import Formulier, Veld

MAX_TEXT = 4000
MAX_FILE = 10 * 1024 * 1024


class NativeDate(GovInput, DateInput):  # type: ignore[misc]
    """A date as the browser of the user picks it."""

    template = "govuk_frontend_wtf/input.html"
    input_type = "date"


class NativeTime(GovInput, TimeInput):  # type: ignore[misc]
    """A time of day."""

    template = "govuk_frontend_wtf/input.html"
    input_type = "time"


class NativeMoment(GovInput, DateTimeLocalInput):  # type: ignore[misc]
    """A day and time."""

    template = "govuk_frontend_wtf/input.html"
    input_type = "datetime-local"


class UploadField(FileField):  # type: ignore[misc]
    """A file: its name and its bytes."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the uploaded file, at most MAX_FILE bytes."""
        self.data = None
        upload: Any = valuelist[0] if valuelist else None
        if upload is not None and upload.filename:
            data = upload.read(MAX_FILE + 1)
            if len(data) > MAX_FILE:
                raise ValueError(N_("Kies een bestand van hoogstens 10 MB"))
            self.data = Upload(upload.filename, data)


class Reason:
    """A validator of a decimal range, with the text of the form."""

    def __init__(self, low: Any, high: Any, message: str) -> None:
        self.low, self.high, self.message = low, high, message

    def __call__(self, form: Any, field: Field) -> None:  # noqa: ARG002
        value = field.data
        below = self.low is not None and value is not None and value < Decimal(str(self.low))
        above = self.high is not None and value is not None and value > Decimal(str(self.high))
        if below or above:
            raise ValidationError(self.message)


def build_form(
    formulier: Formulier, waarden: Mapping[str, Any], base: type[Form] = Form, vertaal: Callable[[str], str] = str
) -> type[Form]:
    """The class for these answers; `waarden` are raw strings of the post, or stored answers.

    The door adds its own base (with its guard against forged posts) and the language of the reader.
    """
    shown = (vertaald(veld, vertaal) for veld in formulier.zichtbaar(waarden) if veld.is_invoer)
    fields = {veld.key: _field(veld) for veld in shown}
    return type(f"Formulier_{formulier.id}", (base,), fields)


def vertaald(veld: Veld, vertaal: Callable[[str], str]) -> Veld:
    """The field in the language of the reader."""
    texts = {key: vertaal(text) if key.startswith("error_") else text for key, text in veld.eigenschappen.items()}
    rules = {key: vertaal(rule) if key == "patternErrorMessage" else rule for key, rule in veld.regels.items()}
    return replace(
        veld,
        label=vertaal(veld.label),
        uitleg=vertaal(veld.uitleg) if veld.uitleg else "",
        keuzes=tuple((value, vertaal(label)) for value, label in veld.keuzes),
        eigenschappen=texts,
        regels=rules,
    )


def prefill(formulier: Formulier, form: Form) -> dict[str, Any]:
    """The values of a bound form by field key."""
    return {veld.key: form[veld.key].data for veld in formulier.invoer if veld.key in form}


def _rules(veld: Veld) -> list[Any]:
    regels, teksten = veld.regels, veld.eigenschappen
    required = regels.get("required")
    found: list[Any] = []
    if required:
        present = validators.InputRequired if veld.type in ("radio", "number", "datetime") else validators.DataRequired
        found.append(present(message=teksten["error_required"]))
    else:
        found.append(validators.Optional())
    if veld.type == "number":
        text = teksten.get("error_range") or N_("Vul een getal in dat hier kan")
        found.append(Reason(regels.get("min"), regels.get("max"), text))
    if veld.type in ("textfield", "textarea"):
        low, high = regels.get("minLength", -1), regels.get("maxLength", MAX_TEXT)
        found.append(validators.Length(low, high, teksten.get("error_length") or N_("Maak je tekst korter")))
    if "pattern" in regels:
        found.append(validators.Regexp(regels["pattern"], message=regels.get("patternErrorMessage")))
    if regels.get("validationType") == "email":
        found.append(validators.Regexp(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", message=N_("Vul een e-mailadres in")))
    return found


def _field(veld: Veld) -> Any:
    base = {"label": veld.label, "description": veld.uitleg, "validators": _rules(veld), "default": veld.standaard}
    return _BUILDERS[veld.type](veld, base)


def _text(_veld: Veld, base: dict[str, Any]) -> Any:
    return StringField(widget=GovTextInput(), **base)


def _area(_veld: Veld, base: dict[str, Any]) -> Any:
    return TextAreaField(widget=GovCharacterCount(), **base)


def _number(veld: Veld, base: dict[str, Any]) -> Any:
    return DecimalField(widget=GovTextInput(), places=veld.decimalen, **base)


def _datetime(veld: Veld, base: dict[str, Any]) -> Any:
    base["default"] = date.fromisoformat(veld.standaard) if veld.standaard else None
    if veld.subtype == "time":
        return TimeField(widget=NativeTime(), **base)
    if veld.subtype == "datetime":
        return DateTimeLocalField(widget=NativeMoment(), format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **base)
    return DateField(widget=NativeDate(), **base)


def _checkbox(_veld: Veld, base: dict[str, Any]) -> Any:
    return BooleanField(widget=GovCheckboxInput(), **base)


def _choices(veld: Veld) -> list[Any]:
    return [SelectChoice(value=value, label=label) for value, label in veld.keuzes]


def _checklist(veld: Veld, base: dict[str, Any]) -> Any:
    return SelectMultipleField(widget=GovCheckboxesInput(), choices=_choices(veld), **base)


def _radio(veld: Veld, base: dict[str, Any]) -> Any:
    return RadioField(widget=GovRadioInput(), choices=_choices(veld), validate_choice=True, **base)


def _select(veld: Veld, base: dict[str, Any]) -> Any:
    choices = [SelectChoice(value="", label=""), *_choices(veld)]
    return SelectField(widget=GovSelect(), choices=choices, coerce=lambda v: v or "", **base)


def _file(_veld: Veld, base: dict[str, Any]) -> Any:
    return UploadField(widget=GovFileInput(), **base)


_BUILDERS = {
    "textfield": _text, "textarea": _area, "number": _number, "datetime": _datetime, "checkbox": _checkbox,
    "checklist": _checklist, "radio": _radio, "select": _select, "filepicker": _file,
}  # fmt: skip
