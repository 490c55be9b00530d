"""A form as its file says: fields, labels, help, data domain, visibility. The rest is refused at load."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casus.feel import FeelError, compile_expression, from_json, names_in, unique_names

INPUTS = ("textfield", "textarea", "number", "datetime", "checkbox", "checklist", "radio", "select", "filepicker")
VRIJ = ("textfield", "textarea")
"""Types whose answer is the writer's own words."""
SHOWN = ("text", "group", "separator")
IGNORED = ("spacer", "button")
STEERING = ("radio", "select", "checkbox", "checklist", "number", "datetime")
"""Types whose answer is a word, number or date: only these may steer the process."""
KNOWN = frozenset(
    {"id", "type", "key", "label", "description", "defaultValue", "values", "readonly", "disabled", "decimalDigits",
     "subtype", "dateLabel", "timeLabel", "disallowPassedDates", "appearance", "validate", "conditional", "properties",
     "layout", "components", "text", "rows", "accept", "multiple", "path", "showOutline", "action"}
)  # fmt: skip
PROPERTIES = frozenset(
    {"domein", "stuurt", "error_required", "error_range", "error_length", "width", "rows", "betreft", "afschermbaar"}
)
VALIDATE = frozenset(
    {"required", "min", "max", "minLength", "maxLength", "pattern", "patternErrorMessage", "validationType"}
)


SHAPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("properties", "validate", "conditional", "appearance"), dict),
    **dict.fromkeys(("components", "values"), list),
    **dict.fromkeys(("type", "key", "id", "label", "dateLabel", "text", "description", "subtype", "hide"), str),
    **dict.fromkeys(("pattern", "suffixAdorner"), str),
    **dict.fromkeys(("min", "max"), (int, float)),
    **dict.fromkeys(("minLength", "maxLength", "decimalDigits"), int),
    "required": bool,
}
"""What stands under a name, wherever we read it."""


class FormulierFout(ValueError):  # noqa: N818
    """A form that does not load; the message names the form and the field."""

    def __init__(self, tekst: str, veld: str | None = None) -> None:
        super().__init__(tekst)
        self.veld = veld


@dataclass(frozen=True)
class Veld:
    """One field of a form."""

    key: str
    type: str
    label: str
    uitleg: str = ""
    domein: str = ""
    stuurt: bool = False
    keuzes: tuple[tuple[str, str], ...] = ()
    regels: Mapping[str, Any] = field(default_factory=dict)
    eigenschappen: Mapping[str, str] = field(default_factory=dict)
    verborgen_als: str | None = None
    subtype: str = "date"
    decimalen: int = 0
    standaard: Any = None
    achtervoegsel: str = ""

    @property
    def is_invoer(self) -> bool:
        return self.type in INPUTS

    def zichtbaar(self, waarden: Mapping[str, Any]) -> bool:
        """Whether the field is shown with these answers of the other fields."""
        if self.verborgen_als is None:
            return True
        scope = {key: from_json(value) for key, value in waarden.items()}
        return compile_expression(self.verborgen_als)(scope) is not True


@dataclass(frozen=True)
class Formulier:
    """One form: named after the step it serves."""

    id: str
    titel: str
    velden: tuple[Veld, ...]

    @property
    def invoer(self) -> tuple[Veld, ...]:
        return tuple(veld for veld in self.velden if veld.is_invoer)

    @property
    def domeinen(self) -> tuple[str, ...]:
        return tuple(sorted({veld.domein for veld in self.invoer}))

    @property
    def bepalend(self) -> frozenset[str]:
        """The fields whose answer shows or hides another."""
        texts = (veld.verborgen_als for veld in self.velden if veld.verborgen_als)
        return frozenset().union(*(names_in(text) for text in texts))

    def zichtbaar(self, waarden: Mapping[str, Any]) -> tuple[Veld, ...]:
        """The fields shown with these answers, decided top down: what is hidden has no answer."""
        shown: list[Veld] = []
        known: dict[str, Any] = {}
        for veld in self.velden:
            if veld.zichtbaar(known):
                shown.append(veld)
                if veld.key in waarden:
                    known[veld.key] = waarden[veld.key]
        return tuple(shown)


def lees_formulier(data: bytes, naam: str) -> Formulier:
    """Read a form.

    Raises:
        FormulierFout: a field type, key or property outside the subset, or an expression that is not our FEEL.
    """
    try:
        document = json.loads(data, object_pairs_hook=unique_names)
    except (ValueError, RecursionError) as error:
        raise FormulierFout(f"{naam}: geen geldige JSON: {error}") from error
    if not isinstance(document, dict) or document.get("id", "") != naam:
        raise FormulierFout(f"{naam}: de id van het formulier is niet de naam van het bestand")
    try:
        _check_shape(document)
    except FormulierFout as error:
        raise FormulierFout(f"{naam}: {error}") from error
    velden = tuple(_fields(document.get("components", []), naam, None))
    _check_names(velden, naam)
    return Formulier(naam, document.get("properties", {}).get("titel", naam), velden)


def _check_names(velden: tuple[Veld, ...], form: str) -> None:
    """Every key stands once, and a condition reads only fields above it: what is below has no answer yet."""
    above: set[str] = set()
    for veld in velden:
        where = f"{form}: veld {veld.key!r}"
        if veld.verborgen_als and (unknown := names_in(veld.verborgen_als) - above):
            raise FormulierFout(
                f"{where}: de voorwaarde leest {', '.join(sorted(unknown))}: zo heet geen veld erboven", veld.key
            )
        if veld.is_invoer and veld.key in above:
            raise FormulierFout(f"{where}: dubbele sleutel", veld.key)
        if veld.is_invoer:
            above.add(veld.key)


def _fields(components: list[Any], form: str, hidden: str | None) -> Iterator[Veld]:
    for item in components:
        if not isinstance(item, dict):
            raise FormulierFout(f"{form}: een onderdeel is geen object")
        name = str(item.get("key") or item.get("id") or item.get("type"))
        if item.get("type") in IGNORED:
            continue
        try:
            veld = _field(item, hidden)
        except FormulierFout as error:
            raise FormulierFout(f"{form}: veld {name!r}: {error}", name) from error
        yield veld
        if veld.type == "group":
            yield from _fields(item.get("components", []), form, veld.verborgen_als)


def _field(item: Mapping[str, Any], hidden: str | None) -> Veld:
    if item.get("type") not in INPUTS + SHOWN:
        raise FormulierFout(f"type {item.get('type')} wordt niet ondersteund")
    _check_shape(item)
    _refuse_unknown(item)
    properties = item.get("properties", {})
    veld = Veld(
        key=item.get("key") or item.get("id", ""),
        type=item["type"],
        label=item.get("label") or item.get("dateLabel") or "",
        uitleg=item.get("text") or item.get("description") or "",
        domein=properties.get("domein", ""),
        stuurt=properties.get("stuurt") == "true",
        keuzes=tuple((choice["value"], choice["label"]) for choice in item.get("values", [])),
        regels=item.get("validate", {}),
        eigenschappen=properties,
        verborgen_als=_condition(item.get("conditional", {}).get("hide"), hidden),
        subtype=item.get("subtype", "date"),
        decimalen=item.get("decimalDigits", 0),
        standaard=item.get("defaultValue"),
        achtervoegsel=item.get("appearance", {}).get("suffixAdorner", ""),
    )
    if veld.is_invoer:
        _check_input(veld)
    return veld


def _check_shape(item: Mapping[str, Any]) -> None:
    """Names hold what form-js puts there."""
    for key, value in item.items():
        if not isinstance(value, SHAPES.get(key, object)):
            raise FormulierFout(f"{key} heeft een vorm die wij niet kennen")
        if isinstance(value, dict):
            _check_shape(value)
    for choice in item.get("values", []):
        if not isinstance(choice, dict) or not all(isinstance(choice.get(key), str) for key in ("value", "label")):
            raise FormulierFout("een keuze heeft een value en een label")
    if not all(isinstance(value, str) for value in item.get("properties", {}).values()):
        raise FormulierFout("een eigenschap (properties) is tekst")


def _refuse_unknown(item: Mapping[str, Any]) -> None:
    for found, allowed in (
        (item, KNOWN),
        (item.get("properties", {}), PROPERTIES),
        (item.get("validate", {}), VALIDATE),
        (item.get("conditional", {}), {"hide"}),
    ):
        unknown = sorted(set(found) - allowed)
        if unknown:
            raise FormulierFout(f"{', '.join(unknown)} wordt niet ondersteund")
    for key in ("label", "description", "text", "dateLabel", "readonly", "disabled"):
        text = item.get(key)
        if isinstance(text, str) and (text.startswith("=") or "{{" in text):
            raise FormulierFout(f"een expressie in {key} wordt niet ondersteund")


def _condition(hide: str | None, outer: str | None) -> str | None:
    if not hide:
        return outer
    try:
        compile_expression(hide)
    except FeelError as error:
        raise FormulierFout(str(error)) from error
    return hide if outer is None else f"=({outer.removeprefix('=')}) or ({hide.removeprefix('=')})"


def _check_input(veld: Veld) -> None:
    for wrong, sentence in (
        (not veld.key or not veld.label, "sleutel of vraag ontbreekt"),
        (not veld.domein, "properties.domein ontbreekt"),
        (veld.stuurt and veld.type not in STEERING, "vrije tekst kan het proces niet sturen"),
        (veld.type in ("radio", "select", "checklist") and not veld.keuzes, "keuzes ontbreken"),
        (veld.regels.get("required") and "error_required" not in veld.eigenschappen, "error_required ontbreekt"),
        (not _is_pattern(veld.regels.get("pattern", "")), "pattern is geen reguliere expressie"),
    ):
        if wrong:
            raise FormulierFout(sentence)


def _is_pattern(text: str) -> bool:
    try:
        return bool(re.compile(text))
    except re.error:
        return False


class Formulieren:
    """All forms of the installation by their key."""

    def __init__(self, folder: Path) -> None:
        self._forms = {
            path.stem: lees_formulier(path.read_bytes(), path.stem) for path in sorted(folder.glob("*.form"))
        }

    def __contains__(self, key: str) -> bool:
        return key in self._forms

    def __iter__(self) -> Iterator[Formulier]:
        return iter(self._forms.values())

    def read(self, key: str) -> Formulier:
        """The form of that key.

        Raises:
            FormulierFout: there is none.
        """
        if key not in self._forms:
            raise FormulierFout(f"formulier {key} bestaat niet")
        return self._forms[key]
