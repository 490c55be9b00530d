"""How long what was written is kept: per data domain and owner, from `bewaartermijnen.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib.resources import files
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id
from casus.domain.kalender import maanden_na
from casus.domain.vernietiging import Bewaarreden


class Vanaf(StrEnum):
    """From which day a term runs."""

    UITSCHRIJVING = "uitschrijving"
    EINDE_CASUS = "einde_casus"
    LAATSTE_WIJZIGING = "laatste_wijziging"


@dataclass(frozen=True)
class Bewaarklasse:
    """One term: a number of years from a day; without years its owner has not chosen yet."""

    naam: str
    vanaf: Vanaf
    jaren: int | None
    bron: str

    def vernietigen_na(self, dagen: Mapping[Vanaf, date | None]) -> date | None:
        """The last day on which it is kept; None while the day that it runs from, or the term, is not known."""
        begin = dagen.get(self.vanaf)
        return None if begin is None or self.jaren is None else maanden_na(begin, 12 * self.jaren)


class Bewaartermijn(Base):
    """Set when a casus ends: what one owner keeps of one data domain, and until when."""

    __tablename__ = "bewaartermijn"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"))
    domein: Mapped[str]
    organisatie_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"))
    """The owner; the school of the casus keeps what a family wrote."""
    klasse: Mapped[str]
    vernietigen_na: Mapped[date | None] = mapped_column(index=True)
    """None: the pupil is still enrolled, or the owner has not chosen a term."""
    bewaren_tot: Mapped[date | None] = mapped_column(default=None)
    """The owner keeps it until this day, whatever the term says."""
    bewaarreden: Mapped[Bewaarreden | None] = mapped_column(default=None)
    vernietigd_op: Mapped[datetime | None] = mapped_column(default=None)
    __table_args__ = (UniqueConstraint("casus_id", "domein", "organisatie_id"),)


def lees_klassen(text: str) -> tuple[Mapping[str, Bewaarklasse], Mapping[str, str]]:
    """The classes, and the class of each data domain.

    Raises:
        ValueError: a term without source, an unknown begin, or a domain with an unknown class.
    """
    data = tomllib.loads(text)
    classes = {
        name: Bewaarklasse(row["naam"], Vanaf(row["vanaf"]), row.get("jaren"), row.get("bron", ""))
        for name, row in data["klassen"].items()
    }
    wrong = [name for name, row in classes.items() if not row.bron]
    wrong += [domein for domein, name in data["domeinen"].items() if name not in classes]
    if wrong:
        raise ValueError(f"bewaartermijn zonder bron of klasse: {wrong}")
    return classes, data["domeinen"]


KLASSEN, KLASSE_VAN = lees_klassen(files("casus.domain").joinpath("bewaartermijnen.toml").read_text("utf-8"))
