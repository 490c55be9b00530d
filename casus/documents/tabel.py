"""A table as a spreadsheet or CSV; every cell is text, so that no cell is ever a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import xlsxwriter

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Blad:
    """One sheet: a name, the heads of its columns, and its rows."""

    naam: str
    kop: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]


def xlsx_van(bladen: tuple[Blad, ...]) -> bytes:
    """The sheets as an XLSX file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bold = book.add_format({"bold": True})
    for blad in bladen:
        sheet = book.add_worksheet(blad.naam[:31])
        for column, text in enumerate(blad.kop):
            sheet.write_string(0, column, text, bold)
        for number, rij in enumerate(blad.rijen, start=1):
            for column, text in enumerate(rij):
                sheet.write_string(number, column, text)
        sheet.set_column(0, max(len(blad.kop) - 1, 0), 24)
        sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def csv_van(bladen: tuple[Blad, ...]) -> bytes:
    """The sheets below each other, as spreadsheets in the Netherlands read CSV."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for blad in bladen:
        writer.writerow([_safe(blad.naam)])
        writer.writerow([_safe(text) for text in blad.kop])
        writer.writerows([_safe(text) for text in rij] for rij in blad.rijen)
        writer.writerow([])
    return "\ufeff".encode() + out.getvalue().encode()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
