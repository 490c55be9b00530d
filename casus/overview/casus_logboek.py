"""The log of a casus: what the reader did, and for the family also that a noodknop was used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casus.domain.techniek import Auditregel
from casus.overview.zinnen import DOMEINNAAM, ROLNAAM, gedaan
from casus.policy import Blik, Handeling, leesbaar, mag
from casus.policy.noodknop import NOOD
from casus.storage import Transactie, logboek, mensen, noodtoegang


@dataclass(frozen=True)
class Logregel:
    """One line: when, what, and which kinds of data were shown."""

    op: datetime
    zin: str
    gelukt: bool
    domeinen: tuple[str, ...]


def lees_logboek(db: Transactie, casus_id: UUID) -> tuple[Logregel, ...]:
    """The rows that the table opens to this reader, newest first."""
    rows = logboek.list_regels(db, casus_id, leesbaar(db.lezer, Auditregel, "D24"))
    return tuple(
        Logregel(
            op=row.op,
            zin=gedaan(row.handeling),
            gelukt=row.uitkomst != "geweigerd",
            domeinen=tuple(DOMEINNAAM[code] for code in row.gegevens.get("domeinen", []) if code in DOMEINNAAM),
        )
        for row in rows
    )


@dataclass(frozen=True)
class Noodregel:
    """Somebody read with the noodknop: in which role, of which organisation, from and until when."""

    van: datetime
    tot: datetime
    rol: str
    organisatie: str


def noodregels(db: Transactie, casus_id: UUID, blik: Blik) -> tuple[Noodregel, ...]:
    """For the family: not before the review when safety was the reason, and only about what they may know of."""
    if not mag(db.actor, Handeling.NOODKNOP_IN_LOGBOEK):
        return ()
    rows = [
        row
        for row in noodtoegang.list_van_casus(db, casus_id)
        if (row.beoordeeld_op is not None or row.reden not in NOOD.veiligheid)
        and row.rol in NOOD.rollen
        and blik.weet(NOOD.rollen[row.rol].gezin)
    ]
    places = mensen.organisation_names(db, (row.organisatie_id for row in rows))
    return tuple(Noodregel(row.van, row.tot, ROLNAAM[row.rol], places.get(row.organisatie_id, "")) for row in rows)
