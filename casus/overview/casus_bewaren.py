"""Until when an ended casus is kept, as far as the reader may know of what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casus.domain.bewaartermijn import KLASSEN, Vanaf
from casus.domain.fouten import N_
from casus.overview.zinnen import DOMEINNAAM
from casus.policy import Blik
from casus.storage import Transactie, bewaartermijnen, mensen

NOG_NIET = {
    Vanaf.UITSCHRIJVING: N_("%(jaren)s jaar nadat de leerling van school gaat"),
    Vanaf.EINDE_CASUS: N_("de eigenaar moet de termijn nog kiezen"),
    Vanaf.LAATSTE_WIJZIGING: N_("de eigenaar moet de termijn nog kiezen"),
}


@dataclass(frozen=True)
class BewaarRegel:
    """What one owner keeps of one kind of data."""

    naam: str
    eigenaar: str
    tot: date | None
    zin: str
    """In words, when the day is not known yet; with `%(jaren)s`."""
    jaren: int
    bron: str


def bewaarregels(db: Transactie, casus_id: UUID, blik: Blik) -> tuple[BewaarRegel, ...]:
    """The terms of the data domains that the reader may know of; none while the casus runs."""
    terms = bewaartermijnen.list_bewaartermijnen(db, casus_id)
    rows = [row for row in terms if row.vernietigd_op is None and blik.weet(row.domein)]
    owners = mensen.organisation_names(db, (row.organisatie_id for row in rows)) if rows else {}
    return tuple(
        BewaarRegel(
            naam=DOMEINNAAM[row.domein],
            eigenaar=owners.get(row.organisatie_id, "") if row.organisatie_id else "",
            tot=max(row.vernietigen_na, row.bewaren_tot or row.vernietigen_na) if row.vernietigen_na else None,
            zin=NOG_NIET[KLASSEN[row.klasse].vanaf],
            jaren=KLASSEN[row.klasse].jaren or 0,
            bron=KLASSEN[row.klasse].bron,
        )
        for row in rows
    )
