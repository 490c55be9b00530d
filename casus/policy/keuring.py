"""Questions to the access table about nobody in particular: rows of role, data domain, age and what holds."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from casus.domain.rol import Rol
from casus.domain.toestemming import StatusToestemming
from casus.policy.tabel import HANDELINGEN, TABEL, TabelFout, Toegangstabel
from casus.policy.toegang import beslis

GEVRAAGD = ("rol", "domein", "leeftijd", "handeling", "grant", "toestemming", "condities")
GEGEVEN = ("antwoord", "poort", "grondslag")
TOESTEMMING = "toestemming"
GEEN = "geen"
"""No consent was asked."""
STANDEN = (GEEN, *StatusToestemming)
OUDST = 150


def keur(rij: Mapping[str, str], tabel: Toegangstabel = TABEL) -> dict[str, str]:
    """What the table answers to one row, with the gate and the ground.

    Raises:
        TabelFout: a word that the table does not know; never a yes.
    """
    rol, domein = _een_van(rij, "rol", tabel.rollen), _een_van(rij, "domein", tabel.domeinen)
    handeling, stand = _een_van(rij, "handeling", HANDELINGEN), _een_van(rij, TOESTEMMING, STANDEN)
    words = _woorden(rij, tabel)
    if stand == StatusToestemming.COMPLEET:
        words.add(TOESTEMMING)
    besluit = beslis(
        Rol(rol), domein, handeling, _leeftijd(rij), grant=_een_van(rij, "grant", ("ja", "nee")) == "ja",
        houdt=words.__contains__, tabel=tabel,
    )  # fmt: skip
    return {"antwoord": str(besluit.antwoord), "poort": besluit.poort, "grondslag": besluit.grondslag}


def keur_alles(invoer: Iterable[str], uitvoer: IO[str]) -> int:
    """Answer a CSV file with a CSV file, all rows or none; gives how many. Other columns pass through.

    Raises:
        TabelFout: a column is missing, or a row has an unknown word; the sentence names the row.
    """
    reader = csv.DictReader(invoer)
    names = list(reader.fieldnames or ())
    missing = [name for name in GEVRAAGD if name not in names]
    if missing:
        raise TabelFout(f"deze kolommen ontbreken: {', '.join(missing)}")
    answered = list(_beantwoord(reader))
    writer = csv.DictWriter(uitvoer, [*(name for name in names if name not in GEGEVEN), *GEGEVEN], lineterminator="\n")
    writer.writeheader()
    writer.writerows(answered)
    return len(answered)


def _beantwoord(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise TabelFout(f"regel {number}: er zijn meer of minder velden dan kolommen")
        try:
            yield {**row, **keur(row)}
        except TabelFout as error:
            raise TabelFout(f"regel {number}: {error}") from error


def _een_van(rij: Mapping[str, str], naam: str, known: Iterable[str]) -> str:
    given = rij[naam].strip()
    if given not in known:
        raise TabelFout(f"{naam} {given!r} is onbekend")
    return given


def _leeftijd(rij: Mapping[str, str]) -> int:
    text = rij["leeftijd"].strip()
    if not (text.isascii() and text.isdecimal()) or int(text) > OUDST:
        raise TabelFout(f"leeftijd {text!r} is geen aantal jaren")
    return int(text)


def _woorden(rij: Mapping[str, str], tabel: Toegangstabel) -> set[str]:
    """The words that hold; whether the consent holds stands in its own column."""
    given = {word.strip() for word in rij["condities"].split("+") if word.strip()}
    unknown = sorted(given - set(tabel.voorwaarden))
    if unknown:
        raise TabelFout(f"condities: {', '.join(unknown)} is onbekend")
    return given - {TOESTEMMING}
