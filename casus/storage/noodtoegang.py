"""The noodknop: finding the one casus, and who used it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select, update

from casus.domain.casus import Betrokkene, Casus
from casus.domain.dossier import Dossierstuk
from casus.domain.leerling import Leerling
from casus.domain.noodtoegang import NOODKNOP, Noodtoegang
from casus.domain.organisatie import Organisatie
from casus.storage.database import Transactie
from casus.storage.zoeken import parts

Waar = ColumnElement[bool]
TOELICHTING, OORDEEL = "noodtoegang.toelichting", "noodtoegang.oordeel"
DOMEIN = "D24"
"""The key under which the words of this record are sealed: they belong to the log."""


def zoek_nummer(db: Transactie, nummer: str, mag: Waar) -> Casus | None:
    """The casus with exactly this number."""
    return db.session.scalars(select(Casus).where(Casus.nummer == nummer, mag)).first()


def zoek_leerling(db: Transactie, naam: str, geboren: date, mag: Waar) -> Casus | None:
    """The newest casus of the one pupil with exactly this name and birth date; of two pupils neither."""
    query = (
        select(Casus, Leerling)
        .join(Leerling, Leerling.id == Casus.leerling_id)
        .where(Leerling.geboortedatum == geboren, mag)
        .order_by(Casus.aangemaakt_op.desc(), Casus.id)
    )
    asked = parts(naam)
    rows = [row for row in db.session.execute(query) if parts(row.Leerling.naam) == asked]
    return rows[0].Casus if rows and len({row.Leerling.id for row in rows}) == 1 else None


def list_eigenaren(db: Transactie, casus_id: UUID, domeinen: tuple[str, ...], soort: str) -> list[UUID]:
    """The organisations of this kind that wrote what the noodknop opens, the one that wrote last first."""
    query = (
        select(Dossierstuk.organisatie_id)
        .join(Organisatie, Organisatie.id == Dossierstuk.organisatie_id)
        .where(Dossierstuk.casus_id == casus_id, Dossierstuk.domein.in_(domeinen), Organisatie.soort == soort)
        .order_by(Dossierstuk.op.desc())
    )
    return list(dict.fromkeys(db.session.scalars(query)))


def find_lopend(db: Transactie, casus_id: UUID) -> Noodtoegang | None:
    """The live noodknop of this person, role and organisation on a casus."""
    me = db.actor
    query = select(Noodtoegang).where(
        Noodtoegang.casus_id == casus_id,
        Noodtoegang.persoon_id == me.persoon_id,
        Noodtoegang.rol == me.rol,
        Noodtoegang.organisatie_id == me.organisatie_id,
        Noodtoegang.tot > db.nu,
    )
    return db.session.scalars(query).first()


def schrijf(db: Transactie, row: Noodtoegang, toelichting: str) -> None:
    """Keep it with its grant, and seal why."""
    grant = Betrokkene(
        id=uuid4(), casus_id=row.casus_id, rol=row.rol, organisatie_id=row.organisatie_id, persoon_id=row.persoon_id,
        reden=NOODKNOP, van=row.van, tot=row.tot,
    )  # fmt: skip
    db.add(grant)
    db.flush()
    row.betrokkene_id = grant.id
    row.toelichting, row.sleutel_versie = db.verzegel(TOELICHTING, row.id, row.casus_id, DOMEIN, {"tekst": toelichting})
    db.add(row)


def beeindig(db: Transactie, row: Noodtoegang) -> None:
    """End it now, and its grant."""
    row.tot = db.nu
    db.session.execute(update(Betrokkene).where(Betrokkene.id == row.betrokkene_id).values(tot=db.nu))


def read(db: Transactie, ident: UUID, visible: Waar) -> Noodtoegang | None:
    """One, when the reader may see it."""
    return db.session.scalars(select(Noodtoegang).where(Noodtoegang.id == ident, visible)).first()


def list_alle(db: Transactie, visible: Waar, limit: int = 100) -> list[tuple[Noodtoegang, Casus]]:
    """Those that the reader may see: what waits for a review first, then the newest."""
    query = (
        select(Noodtoegang, Casus)
        .join(Casus, Casus.id == Noodtoegang.casus_id)
        .where(visible)
        .order_by(Noodtoegang.beoordeeld_op.is_not(None), Noodtoegang.van.desc(), Noodtoegang.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def list_van_casus(db: Transactie, casus_id: UUID) -> list[Noodtoegang]:
    """All of a casus, the newest first."""
    query = select(Noodtoegang).where(Noodtoegang.casus_id == casus_id)
    return list(db.session.scalars(query.order_by(Noodtoegang.van.desc(), Noodtoegang.id)))
