"""Tables in, bytes out: spreadsheets and CSV."""

from casus.documents.tabel import Blad, csv_van, xlsx_van

__all__ = ["Blad", "csv_van", "xlsx_van"]
