"""Set until when each owner keeps what it wrote, when a casus ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from casus.domain.actor import AMSTERDAM
from casus.domain.bewaartermijn import KLASSE_VAN, KLASSEN, Bewaartermijn, Vanaf
from casus.domain.casus import Casus
from casus.storage import Transactie, bewaartermijnen, mensen


def zet_bewaartermijnen(db: Transactie, casus: Casus) -> None:
    """One term per data domain and owner; each owner has its own clock. Repeating it brings them up to date."""
    known = {(row.domein, row.organisatie_id): row for row in bewaartermijnen.list_bewaartermijnen(db, casus.id)}
    left = mensen.find_uitschrijving(db, casus.leerling_id, casus.school_id)
    for (domein, owner), changed in _last_changes(db, casus).items():
        klasse = KLASSE_VAN[domein]
        until = KLASSEN[klasse].vernietigen_na(
            {
                Vanaf.UITSCHRIJVING: left,
                Vanaf.EINDE_CASUS: _day(casus.gesloten_op),
                Vanaf.LAATSTE_WIJZIGING: _day(changed),
            }
        )
        row = known.get((domein, owner))
        if row is None:
            db.add(
                Bewaartermijn(
                    casus_id=casus.id, domein=domein, organisatie_id=owner, klasse=klasse, vernietigen_na=until
                )
            )
        else:
            row.klasse, row.vernietigen_na, row.vernietigd_op = klasse, until, None


def _last_changes(db: Transactie, casus: Casus) -> Mapping[tuple[str, UUID | None], datetime]:
    """By data domain and owner: what a family wrote is kept by the school."""
    found: dict[tuple[str, UUID | None], datetime] = {}
    for domein, organisatie, moment in bewaartermijnen.last_changes(db, casus.id):
        place = (domein, organisatie or casus.school_id)
        found[place] = max(moment, found.get(place, moment))
    return found


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(AMSTERDAM).date()
