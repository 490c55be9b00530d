"""Who takes part in a casus, as far as the reader may know what their part is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casus.domain.casus import Betrokkene
from casus.domain.rol import CLIENT, Rol
from casus.overview.zinnen import ROLNAAM
from casus.policy import Antwoord, Blik
from casus.storage import Transactie, casussen, mensen

GAAT_OVER = {
    "JA": "D10", "AJA": "D15", "LPA": "D11", "RMC": "D11", "SWC": "D17", "TLD": "D17", "JH": "D21", "AFS": "D19",
    "OG": "D02", "OZ": "D02",
}  # fmt: skip
"""The data domain that taking part in a role tells about; D01 for the school and the pupil."""


@dataclass(frozen=True)
class Deelnemer:
    """A party on the casus."""

    rol: str
    organisatie: str
    naam: str
    waarnemer: str
    sinds: datetime


def deelnemers(db: Transactie, casus_id: UUID, blik: Blik) -> tuple[Deelnemer, ...]:
    """The live grants, each party once."""
    grants = [g for g in _each_once(casussen.live_grants(db, casus_id)) if _known(g, db, blik)]
    stand_ins = mensen.waarnemers(db, (grant.persoon_id for grant in grants))
    people = mensen.names(db, [*(grant.persoon_id for grant in grants), *stand_ins.values()])
    places = mensen.organisation_names(db, (grant.organisatie_id for grant in grants))
    found = (
        Deelnemer(
            rol=grant.rol,
            organisatie=places.get(grant.organisatie_id, "") if grant.organisatie_id else "",
            naam=people.get(grant.persoon_id, "") if grant.persoon_id else "",
            waarnemer=people.get(stand_ins.get(grant.persoon_id, grant.persoon_id), "")
            if grant.persoon_id in stand_ins
            else "",
            sinds=grant.van,
        )
        for grant in grants
    )
    order = list(ROLNAAM)
    return tuple(sorted(found, key=lambda mens: (order.index(Rol(mens.rol)), mens.naam)))


def _known(grant: Betrokkene, db: Transactie, blik: Blik) -> bool:
    if grant.rol in CLIENT and blik.besluit("D01").antwoord is Antwoord.GEAGGREGEERD:
        return False  # who only counts pupils meets no family
    me = grant.persoon_id is not None and grant.persoon_id == db.actor.persoon_id
    return me or grant.rol == db.actor.rol or blik.weet(GAAT_OVER.get(grant.rol, "D01"))


def _each_once(grants: list[Betrokkene]) -> list[Betrokkene]:
    """One line per party: several reasons are one part, and a named person says more than an organisation."""
    named = {(grant.rol, grant.organisatie_id) for grant in grants if grant.persoon_id is not None}
    found: dict[tuple[object, ...], Betrokkene] = {}
    for grant in grants:
        if grant.persoon_id is not None or (grant.rol, grant.organisatie_id) not in named:
            found.setdefault((grant.rol, grant.organisatie_id, grant.persoon_id), grant)
    return list(found.values())
