"""Answers of one filled form, split: flags for the route, and a part per data domain for the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from casus.forms.schema import VRIJ, Formulier, Veld


@dataclass(frozen=True)
class Vraag:
    """One question as it was asked, with the answer and how it reads."""

    sleutel: str
    vraag: str
    antwoord: Any
    tekst: str
    vrij: bool = False
    """Its writer chose the words."""


@dataclass(frozen=True)
class Deel:
    """What one form says about one data domain."""

    domein: str
    vragen: tuple[Vraag, ...]
    betreft: str = ""
    """`ouder` or `leerling` when these are somebody else's words."""
    afgeschermd: bool = False

    def inhoud(self) -> dict[str, Any]:
        """What is sealed in the dossier."""
        return {"vragen": [[v.sleutel, v.vraag, v.antwoord, v.tekst] for v in self.vragen]}


@dataclass(frozen=True)
class Antwoorden:
    """A filled form."""

    formulier: str
    vlaggen: Mapping[str, Any]
    delen: tuple[Deel, ...]
    waarden: Mapping[str, Any] = field(default_factory=dict)
    bestanden: tuple[Bestand, ...] = ()

    @classmethod
    def van(cls, formulier: Formulier, waarden: Mapping[str, Any]) -> Antwoorden:
        """Split the values of the visible fields; hidden and empty fields leave nothing."""
        plain_values = {key: plain(value) for key, value in waarden.items()}
        shown = [veld for veld in formulier.zichtbaar(plain_values) if veld.is_invoer]
        filled = [veld for veld in shown if plain_values.get(veld.key) not in (None, "", [])]
        flags = {veld.key: plain_values.get(veld.key) for veld in shown if veld.stuurt}
        files = tuple(
            Bestand(veld.key, veld.domein, waarden[veld.key].naam, waarden[veld.key].data)
            for veld in filled
            if veld.type == "filepicker"
        )
        answered = [veld for veld in filled if veld.type != "filepicker"]
        return cls(formulier.id, flags, tuple(_parts(answered, plain_values)), plain_values, files)


@dataclass(frozen=True)
class Bestand:
    """An uploaded file and the data domain it belongs to."""

    sleutel: str
    domein: str
    naam: str
    data: bytes


@dataclass(frozen=True)
class Upload:
    """The value of a file field."""

    naam: str
    data: bytes


def _parts(velden: list[Veld], waarden: Mapping[str, Any]) -> list[Deel]:
    parts: dict[tuple[str, str], list[Vraag]] = {}
    shielded: set[tuple[str, str]] = set()
    for veld in velden:
        place = (veld.domein, veld.eigenschappen.get("betreft", ""))
        waarde = waarden[veld.key]
        if veld.eigenschappen.get("afschermbaar") == "true" and waarde is True:
            shielded.add(place)
        parts.setdefault(place, []).append(
            Vraag(veld.key, veld.label, waarde, in_words(veld, waarde), veld.type in VRIJ)
        )
    return [Deel(place[0], tuple(vragen), place[1], place in shielded) for place, vragen in parts.items()]


def plain(value: Any) -> Any:
    """A value as JSON carries it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Upload):
        return value.naam
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def in_words(veld: Veld, waarde: Any) -> str:
    """The answer as a person reads it back."""
    labels = dict(veld.keuzes)
    if isinstance(waarde, bool):
        return "Ja" if waarde else "Nee"
    if isinstance(waarde, list):
        return ", ".join(labels.get(item, str(item)) for item in waarde)
    return labels.get(waarde, str(waarde)) if isinstance(waarde, str) else str(waarde)
