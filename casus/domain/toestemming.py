"""Consent: who must sign, who did, and what state that gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.actor import GRENZEN
from casus.domain.base import Base, new_id
from casus.domain.rol import Rol


class StatusToestemming(StrEnum):
    """Only `compleet` opens a gate."""

    GEVRAAGD = "gevraagd"
    DEELS = "deels"
    COMPLEET = "compleet"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"
    HERBEVESTIGING_NODIG = "herbevestiging_nodig"


class Wijze(StrEnum):
    """How somebody signed."""

    EIGEN_LOGIN = "eigen_login"
    PAPIER = "papier"


class Toestemming(Base):
    """One consent: a purpose, a receiver, and the data domains it opens."""

    __tablename__ = "toestemming"
    id: Mapped[UUID] = new_id()
    casus_id: Mapped[UUID] = mapped_column(ForeignKey("casus.id"), index=True)
    doel: Mapped[str]
    ontvanger_rol: Mapped[Rol]
    ontvanger_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"), default=None)
    status: Mapped[StatusToestemming] = mapped_column(default=StatusToestemming.GEVRAAGD)
    tekstversie: Mapped[str]
    gevraagd_op: Mapped[datetime]
    gevraagd_door: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"))
    compleet_op: Mapped[datetime | None] = mapped_column(default=None)
    ingetrokken_op: Mapped[datetime | None] = mapped_column(default=None)
    geldig_tot: Mapped[date | None] = mapped_column(default=None)
    """The last day before others must sign; from the next midnight in the Netherlands it opens nothing."""
    gewaarschuwd_voor: Mapped[date | None] = mapped_column(default=None)
    """The birthday of which the casus was told that it comes near."""


class ToestemmingDomein(Base):
    """A data domain that a consent opens."""

    __tablename__ = "toestemming_domein"
    toestemming_id: Mapped[UUID] = mapped_column(ForeignKey("toestemming.id"), primary_key=True)
    domein: Mapped[str] = mapped_column(primary_key=True)


class Handtekening(Base):
    """What one signer decided: asked, given or refused; how, when, under which text."""

    __tablename__ = "handtekening"
    id: Mapped[UUID] = new_id()
    toestemming_id: Mapped[UUID] = mapped_column(ForeignKey("toestemming.id"), index=True)
    persoon_id: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None, index=True)
    hoedanigheid: Mapped[Rol]
    besluit: Mapped[bool | None] = mapped_column(default=None)
    op: Mapped[datetime | None] = mapped_column(default=None)
    wijze: Mapped[Wijze | None] = mapped_column(default=None)
    bewijs_id: Mapped[UUID | None] = mapped_column(ForeignKey("dossierstuk.id"), default=None)
    vastgelegd_door: Mapped[UUID | None] = mapped_column(ForeignKey("persoon.id"), default=None)
    tekstversie: Mapped[str | None] = mapped_column(default=None)
    vervallen_op: Mapped[datetime | None] = mapped_column(default=None)
    """It counts no more: the pupil came to an age, or somebody lost the gezag."""


class Intrekking(Base):
    """Somebody took consent back; the reason is never asked."""

    __tablename__ = "intrekking"
    id: Mapped[UUID] = new_id()
    toestemming_id: Mapped[UUID] = mapped_column(ForeignKey("toestemming.id"), index=True)
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"))
    op: Mapped[datetime]


@dataclass(frozen=True)
class Besluit:
    """One signer's word: None while silent."""

    besluit: bool | None


def status_van(besluiten: Iterable[Besluit], *, ingetrokken: bool) -> StatusToestemming:
    """The state that the words of all signers make: one refusal or withdrawal closes it.

    Source: decision 7 of the domain facts.
    """
    words = [item.besluit for item in besluiten]
    if ingetrokken:
        return StatusToestemming.INGETROKKEN
    if any(word is False for word in words):
        return StatusToestemming.GEWEIGERD
    if words and all(words):
        return StatusToestemming.COMPLEET
    return StatusToestemming.DEELS if any(words) else StatusToestemming.GEVRAAGD


def verjaardag(geboren: date, leeftijd: int) -> date:
    """The day on which somebody reaches an age; who was born on 29 February does so on 1 March in other years."""
    year = geboren.year + leeftijd
    try:
        return geboren.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def volgende_wissel(geboren: date, dag: date, wie: Callable[[int], str]) -> date | None:
    """The first birthday after a day on which others must sign than before; None when no such birthday comes.

    `wie` tells who signs for a pupil of an age.
    """
    turning = ((years, verjaardag(geboren, years)) for years in GRENZEN)
    return next((day for years, day in turning if day > dag and wie(years) != wie(years - 1)), None)
