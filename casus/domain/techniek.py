"""What is kept besides the field's own nouns: sessions, audit, jobs, messages, search, settings."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from casus.domain.base import Base, new_id


class Sessie(Base):
    """A login: its id is the hash of the token in the cookie."""

    __tablename__ = "sessie"
    id: Mapped[str] = mapped_column(primary_key=True)
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)
    lidmaatschap_id: Mapped[UUID] = mapped_column(ForeignKey("lidmaatschap.id"))
    begonnen_op: Mapped[datetime]
    verloopt_op: Mapped[datetime]
    gezien_op: Mapped[datetime | None] = mapped_column(default=None)
    """When its person last asked for a page, to some minutes; None: not since it began."""
    met_code_op: Mapped[datetime | None] = mapped_column(default=None)
    """When the second step was given in it; None: it stands on a password alone."""


class Aanmelding(Base):
    """A login of which the password was right and the code is still to come; it opens nothing.

    Its id is the hash of the token in the cookie.
    """

    __tablename__ = "aanmelding"
    id: Mapped[str] = mapped_column(primary_key=True)
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)
    verloopt_op: Mapped[datetime]


class TweedeStap(Base):
    """The secret that an app of this person shares with Casus, sealed with a key outside the database."""

    __tablename__ = "tweede_stap"
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), primary_key=True)
    geheim: Mapped[bytes]
    gemaakt_op: Mapped[datetime]
    aan_op: Mapped[datetime | None] = mapped_column(default=None)
    """None: it is being set up, and no code is asked yet."""
    laatste_stap: Mapped[int | None] = mapped_column(BigInteger, default=None)
    """The step of the last code that was taken: that one and older ones are refused."""


class Herstelcode(Base):
    """A code for who does not have the telephone at hand: its keyed hash. A code that was used is gone."""

    __tablename__ = "herstelcode"
    blind: Mapped[str] = mapped_column(primary_key=True)
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"), index=True)


class Auditregel(Base):
    """Who did or saw what, for whom and why it was allowed; without content.

    On the embedded database each row is chained to the one before it; on PostgreSQL a Zegel covers many rows.
    """

    __tablename__ = "auditregel"
    volgnummer: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    op: Mapped[datetime]
    handeling: Mapped[str]
    uitkomst: Mapped[str]
    persoon_id: Mapped[UUID | None]
    rol: Mapped[str | None] = mapped_column(default=None)
    organisatie_id: Mapped[UUID | None] = mapped_column(default=None)
    casus_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    gegevens: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    vorige: Mapped[str | None] = mapped_column(default=None)
    hash: Mapped[str | None] = mapped_column(default=None)
    xid: Mapped[int | None] = mapped_column(BigInteger, default=None)
    """The transaction that wrote it, on PostgreSQL: rows of one transaction stay together under their seal."""
    zegel: Mapped[int | None] = mapped_column(default=None)
    """The number of the Zegel that covers it, on PostgreSQL; None until there is one."""
    __table_args__ = (
        Index(
            "ix_auditregel_zegel", "volgnummer", postgresql_where=text("zegel IS NULL"),
            sqlite_where=text("zegel IS NOT NULL"),
        ),
    )  # fmt: skip


class Zegel(Base):
    """The audit rows that carry its number, as one hash in a chain."""

    __tablename__ = "zegel"
    nummer: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    regels: Mapped[int]
    op: Mapped[datetime]
    vorige: Mapped[str]
    hash: Mapped[str]


class Job(Base):
    """Work for the worker, written in the transaction that asks for it, done in the one that says so."""

    __tablename__ = "job"
    id: Mapped[UUID] = new_id()
    soort: Mapped[str]
    gegevens: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    vanaf: Mapped[datetime]
    """Not before this moment."""
    sleutel: Mapped[str | None] = mapped_column(unique=True, default=None)
    """Asking twice for the same work is asking once."""
    pogingen: Mapped[int] = mapped_column(default=0)
    huur: Mapped[UUID | None] = mapped_column(default=None)
    """The token of the worker that has it: whoever comes back with an older one is too late."""
    huur_tot: Mapped[datetime | None] = mapped_column(default=None)
    klaar_op: Mapped[datetime | None] = mapped_column(default=None)
    geparkeerd_op: Mapped[datetime | None] = mapped_column(default=None)
    """It failed too often: somebody must look at it."""
    fout: Mapped[str | None] = mapped_column(default=None)
    """The kind of the last error, without its text: that could hold what somebody wrote."""
    __table_args__ = (
        Index(
            "ix_job_vanaf", "vanaf", postgresql_where=text("klaar_op IS NULL AND geparkeerd_op IS NULL"),
            sqlite_where=text("klaar_op IS NULL AND geparkeerd_op IS NULL"),
        ),
    )  # fmt: skip


class Hartslag(Base):
    """A worker that walks its rounds, and when it last did; a worker that stops takes its row away."""

    __tablename__ = "hartslag"
    worker: Mapped[str] = mapped_column(primary_key=True)
    """`host:process`."""
    sinds: Mapped[datetime]
    op: Mapped[datetime]
    versie: Mapped[str]


class Aanmeldpoging(Base):
    """A try to log in that has not succeeded: the keyed hash of the name or of the address, never either itself."""

    __tablename__ = "aanmeldpoging"
    id: Mapped[UUID] = new_id()
    blind: Mapped[str]
    op: Mapped[datetime]
    __table_args__ = (Index("ix_aanmeldpoging_blind_op", "blind", "op"),)


class Post(StrEnum):
    """What came of a message by mail."""

    GEEN = "geen"
    """Its person has no address, or this installation sends no mail."""
    WACHT = "wacht"
    VERZONDEN = "verzonden"
    GEWEIGERD = "geweigerd"
    """The server of the receiver said no for good."""
    TERUGGEKOMEN = "teruggekomen"


class Bericht(Base):
    """A message to a person: a kind and a link, never content."""

    __tablename__ = "bericht"
    id: Mapped[UUID] = new_id()
    persoon_id: Mapped[UUID] = mapped_column(ForeignKey("persoon.id"))
    soort: Mapped[str]
    sleutel: Mapped[str] = mapped_column(unique=True)
    """Telling twice is telling once."""
    casus_id: Mapped[UUID | None] = mapped_column(ForeignKey("casus.id"), default=None, index=True)
    taak_id: Mapped[UUID | None] = mapped_column(ForeignKey("taak.id"), default=None)
    op: Mapped[datetime]
    gelezen_op: Mapped[datetime | None] = mapped_column(default=None)
    post: Mapped[Post] = mapped_column(default=Post.GEEN)
    post_op: Mapped[datetime | None] = mapped_column(default=None)
    __table_args__ = (
        Index("ix_bericht_persoon_id_op", "persoon_id", "op"),
        Index(
            "ix_bericht_ongelezen", "persoon_id", postgresql_where=text("gelezen_op IS NULL"),
            sqlite_where=text("gelezen_op IS NULL"),
        ),
        Index(
            "ix_bericht_casus_ongelezen", "casus_id", postgresql_where=text("gelezen_op IS NULL"),
            sqlite_where=text("gelezen_op IS NULL"),
        ),
    )  # fmt: skip


class Zoekterm(Base):
    """A blind index entry: the keyed hash of a number, name part, birth date or school."""

    __tablename__ = "zoekterm"
    leerling_id: Mapped[UUID] = mapped_column(ForeignKey("leerling.id"), primary_key=True)
    blind: Mapped[str] = mapped_column(primary_key=True, index=True)


class Instelling(Base):
    """A named setting of the installation that people may change."""

    __tablename__ = "instelling"
    naam: Mapped[str] = mapped_column(primary_key=True)
    waarde: Mapped[str]
