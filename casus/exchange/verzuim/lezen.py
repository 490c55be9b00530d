"""A file of absence to values: tolerant of dates and encodings, strict in what it takes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casus.domain.fouten import N_, CasusFout
from casus.domain.verzuim import SoortVerzuim
from casus.exchange.verzuim.indeling import NODIG, Indeling

LAATSTE_LESUUR = 15
_DATES = (
    re.compile(r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ].*)?$"),
    re.compile(r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$"),
    re.compile(r"^(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})(?: .*)?$"),
)
JA = frozenset({"ja", "j", "true", "1", "waar"})
NEE = frozenset({"nee", "n", "false", "0", "onwaar"})


class Bestandsfout(CasusFout):
    """The file as a whole cannot be read."""

    message = N_("Dit bestand is geen CSV met een regel kolomnamen. Exporteer het verzuim opnieuw als CSV.")


@dataclass(frozen=True)
class Melding:
    """One line of the file: a pupil's number, days, lesson hours (None: the whole day) and kind."""

    nummer: int
    """The line in the file."""
    leerlingnummer: str
    van: date
    tot: date | None
    """None: not ended yet."""
    lesuur_van: int | None
    lesuur_tot: int | None
    soort: SoortVerzuim


@dataclass(frozen=True)
class Weigering:
    """A line that cannot be taken, and why; never what stood there."""

    nummer: int
    reden: str


@dataclass(frozen=True)
class Gelezen:
    """What a file says."""

    meldingen: tuple[Melding, ...]
    geweigerd: tuple[Weigering, ...]
    overgeslagen: int = 0


class _RefusedError(Exception):
    """This line cannot be taken."""


def lees(data: bytes, indeling: Indeling) -> Gelezen:
    """Read a file.

    Raises:
        Bestandsfout: it is no CSV, or a needed column is missing.
    """
    taken: list[Melding] = []
    refused: list[Weigering] = []
    skipped = 0
    for nummer, row in _rows(_text(data), indeling):
        if row.get("soort", "").lower() in indeling.overslaan:
            skipped += 1
            continue
        try:
            taken.append(_melding(nummer, row, indeling))
        except _RefusedError as error:
            refused.append(Weigering(nummer, str(error)))
    return Gelezen(tuple(taken), tuple(refused), skipped)


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Bestandsfout


def _rows(text: str, indeling: Indeling) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Line number and values by field; only the columns of the mapping are looked at."""
    head = text.partition("\n")[0]
    if not head.strip() or "\0" in text:
        raise Bestandsfout
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count), strict=True)
    try:
        headings = [name.strip().lower() for name in next(reader)]
        places = {
            veld: headings.index(kop.lower()) for veld, kop in indeling.kolommen.items() if kop.lower() in headings
        }
        missing = [indeling.kolommen[veld] for veld in NODIG if veld not in places]
        if missing:
            raise Bestandsfout(kolommen=missing)
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, {veld: row[at].strip() if at < len(row) else "" for veld, at in places.items()}
    except csv.Error as error:
        raise Bestandsfout from error


def _melding(nummer: int, row: Mapping[str, str], indeling: Indeling) -> Melding:
    if not row["leerlingnummer"]:
        raise _RefusedError(N_("Het leerlingnummer ontbreekt."))
    soort = indeling.soort_van(row["soort"], _yes_or_no(row.get("geoorloofd", "")))
    if soort is None:
        raise _RefusedError(N_("Deze soort verzuim kennen we niet. Zet het woord in de indeling van je school."))
    van = lees_dag(row["van"])
    tot = _last_day(row, van)
    uur_van, uur_tot = _hours(row)
    return Melding(nummer, row["leerlingnummer"], van, tot, uur_van, uur_tot, soort)


def _last_day(row: Mapping[str, str], van: date) -> date | None:
    """The end; without such a column the same day, with an empty one not ended, for whole days."""
    if "tot" not in row or (not row["tot"] and row.get("lesuur_van")):
        return van
    tot = lees_dag(row["tot"]) if row["tot"] else None
    if tot is not None and tot < van:
        raise _RefusedError(N_("De laatste dag ligt voor de eerste dag."))
    if tot is not None and (tot - van).days > 370:
        raise _RefusedError(N_("Deze melding duurt langer dan een jaar. Kijk of de datums kloppen."))
    return tot


def lees_dag(text: str) -> date:
    """A day as schools write it: 31-12-2026, 20261231 or 2026-12-31, with or without a time behind it."""
    for pattern in _DATES:
        found = pattern.match(text)
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
    raise _RefusedError(N_("Deze datum kunnen we niet lezen. Schrijf hem als 31-12-2026."))


def _hours(row: Mapping[str, str]) -> tuple[int | None, int | None]:
    first = _hour(row.get("lesuur_van", ""))
    last = _hour(row.get("lesuur_tot", "")) or first
    if first is None:
        return None, None
    if last is None or last < first:
        raise _RefusedError(N_("Het laatste lesuur ligt voor het eerste lesuur."))
    return first, last


def _hour(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= LAATSTE_LESUUR:
        raise _RefusedError(N_("Dit lesuur kunnen we niet lezen. Schrijf een heel getal van 1 tot en met 15."))
    return int(text)


def _yes_or_no(text: str) -> bool | None:
    word = text.lower()
    if word in JA:
        return True
    return False if word in NEE else None
