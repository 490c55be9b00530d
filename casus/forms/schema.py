"""A form as its file says: fields, labels, help, data domain, visibility. The rest is refused at load."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casus.feel import FeelError, compile_expression, from_json, names_in

INPUTS = ("textfield", "textarea", "number", "datetime", "checkbox", "checklist", "radio", "select", "filepicker")
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


class FormulierFout(ValueError):  # noqa: N818
    """A form that does not load; the message names the form and the field."""


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
        document = json.loads(data)
    except ValueError as error:
        raise FormulierFout(f"{naam}: geen geldige JSON: {error}") from error
    ident = document.get("id", "")
    if ident != naam:
        raise FormulierFout(f"{naam}: id {ident!r} is niet de naam van het bestand")
    velden = tuple(_fields(document.get("components", []), ident, None))
    keys = [veld.key for veld in velden if veld.is_invoer]
    if len(set(keys)) != len(keys):
        raise FormulierFout(f"{naam}: dubbele sleutel {sorted({k for k in keys if keys.count(k) > 1})}")
    return Formulier(ident, document.get("properties", {}).get("titel", ident), velden)


def _fields(components: list[dict[str, Any]], form: str, hidden: str | None) -> Iterator[Veld]:
    for item in components:
        kind = item.get("type", "")
        where = f"{form}: veld {item.get('key') or item.get('id') or kind!r}"
        if kind in IGNORED:
            continue
        if kind not in INPUTS + SHOWN:
            raise FormulierFout(f"{where}: type {kind} wordt niet ondersteund")
        veld = _field(item, where, hidden)
        yield veld
        if kind == "group":
            yield from _fields(item.get("components", []), form, veld.verborgen_als)


def _field(item: Mapping[str, Any], where: str, hidden: str | None) -> Veld:
    _refuse_unknown(item, where)
    properties = item.get("properties", {})
    condition = _condition(item.get("conditional", {}).get("hide"), where, hidden)
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
        verborgen_als=condition,
        subtype=item.get("subtype", "date"),
        decimalen=item.get("decimalDigits", 0),
        standaard=item.get("defaultValue"),
        achtervoegsel=item.get("appearance", {}).get("suffixAdorner", ""),
    )
    if veld.is_invoer:
        _check_input(veld, where)
    return veld


def _refuse_unknown(item: Mapping[str, Any], where: str) -> None:
    for found, allowed in (
        (item, KNOWN),
        (item.get("properties", {}), PROPERTIES),
        (item.get("validate", {}), VALIDATE),
    ):
        unknown = sorted(set(found) - allowed)
        if unknown:
            raise FormulierFout(f"{where}: {', '.join(unknown)} wordt niet ondersteund")
    for text in ("label", "description", "readonly"):
        if isinstance(item.get(text), str) and item[text].startswith("="):
            raise FormulierFout(f"{where}: een expressie in {text} wordt niet ondersteund")


def _condition(hide: str | None, where: str, outer: str | None) -> str | None:
    if not hide:
        return outer
    try:
        compile_expression(hide)
    except FeelError as error:
        raise FormulierFout(f"{where}: {error}") from error
    return hide if outer is None else f"=({outer.removeprefix('=')}) or ({hide.removeprefix('=')})"


def _check_input(veld: Veld, where: str) -> None:
    if not veld.key or not veld.label:
        raise FormulierFout(f"{where}: sleutel of vraag ontbreekt")
    if not veld.domein:
        raise FormulierFout(f"{where}: properties.domein ontbreekt")
    if veld.stuurt and veld.type not in STEERING:
        raise FormulierFout(f"{where}: vrije tekst kan het proces niet sturen")
    if veld.type in ("radio", "select", "checklist") and not veld.keuzes:
        raise FormulierFout(f"{where}: keuzes ontbreken")
    if veld.regels.get("required") and not veld.eigenschappen.get("error_required"):
        raise FormulierFout(f"{where}: properties.error_required ontbreekt")


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
