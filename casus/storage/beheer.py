"""What who manages the installation asks: organisations, logins, whether anybody is there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from casus.domain.organisatie import Lidmaatschap, Organisatie, Persoon
from casus.domain.rol import Rol
from casus.storage.database import Transactie


def find_organisatie(db: Transactie, code: str) -> Organisatie | None:
    return db.session.scalars(select(Organisatie).where(Organisatie.code == code)).first()


def list_aanmeldnamen(db: Transactie, rollen: frozenset[Rol]) -> list[Any]:
    """Rows (gebruikersnaam, naam, rol, organisatie) of people with a login in these roles."""
    query = (
        select(Persoon.gebruikersnaam, Persoon.naam, Lidmaatschap.rol, Organisatie.naam.label("organisatie"))
        .join(Lidmaatschap, Lidmaatschap.persoon_id == Persoon.id)
        .outerjoin(Organisatie, Organisatie.id == Lidmaatschap.organisatie_id)
        .where(Persoon.gebruikersnaam.is_not(None), Persoon.actief, Lidmaatschap.rol.in_(rollen))
        .order_by(Organisatie.naam, Lidmaatschap.rol, Lidmaatschap.eerste.desc(), Persoon.naam)
    )
    return list(db.session.execute(query))


def is_leeg(db: Transactie) -> bool:
    """Whether nobody was ever added."""
    return db.session.scalars(select(Persoon.id).limit(1)).first() is None
