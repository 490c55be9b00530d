"""Who must sign changes: on the 12th and 16th birthday, and when gezag changes. Each night consents follow it.

The gate itself does not wait for the night: a consent that is complete is valid until the day before (`geldig_tot`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from casus.domain.actor import AMSTERDAM
from casus.domain.bericht import SoortBericht
from casus.domain.casus import Casus, Status
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.domain.toestemming import Handtekening, Toestemming, volgende_wissel
from casus.policy.doelen import DOELEN
from casus.services.berichten import stuur
from casus.services.casussen import meld
from casus.services.kern import Kern
from casus.services.toestemmingen import ondertekenaars, settle, wie_tekent
from casus.storage import Transactie, toestemmingen

VOORAF = timedelta(days=14)
"""How long before a birthday somebody is asked to talk about it."""
LOOPT = (Status.SIGNAAL, Status.LOPEND)


def herzie(kern: Kern, db: Transactie, leerlingen: Iterable[UUID]) -> None:
    """Bring the consents of these pupils to the signers of today; warn before a birthday. Again changes nothing."""
    for row, casus, pupil in toestemmingen.list_lopend(db, leerlingen):
        if casus.status in LOOPT:
            _herzie(kern, db, row, casus, pupil)
            _waarschuw(kern, db, row, casus, pupil)


def _herzie(kern: Kern, db: Transactie, row: Toestemming, casus: Casus, pupil: Leerling) -> None:
    needed = ondertekenaars(kern, db, casus, medisch=DOELEN[row.doel].medisch)
    signatures = toestemmingen.signatures(db, row.id)
    gone = [item for item in signatures if _telt_niet_meer(kern, row, item, pupil, needed)]
    for item in gone:
        item.vervallen_op = db.nu
    kept = {(item.hoedanigheid, item.persoon_id) for item in signatures if item not in gone}
    new = [signer for signer in needed if signer not in kept]
    if not gone and not new:
        return
    asked = [Handtekening(toestemming_id=row.id, persoon_id=who, hoedanigheid=rol) for rol, who in new]
    db.add(*asked)
    db.audit("ondertekenaars_gewisseld", casus_id=casus.id, toestemming=row.id, vervallen=len(gone), gevraagd=len(new))
    db.flush()
    settle(kern, db, row)
    for item in asked:
        if item.persoon_id is not None:
            key = f"{SoortBericht.TOESTEMMING_GEVRAAGD}:{item.id}"
            stuur(kern, db, item.persoon_id, SoortBericht.TOESTEMMING_GEVRAAGD, sleutel=key, casus_id=casus.id)


def _telt_niet_meer(
    kern: Kern, row: Toestemming, item: Handtekening, pupil: Leerling, needed: Sequence[tuple[Rol, UUID | None]]
) -> bool:
    """Its signer need not sign any more, or said so beside the parents and now decides alone."""
    if (item.hoedanigheid, item.persoon_id) not in needed:
        return True
    if item.op is None or item.hoedanigheid is not Rol.LL:
        return False
    medisch, then = DOELEN[row.doel].medisch, pupil.leeftijd(item.op.astimezone(AMSTERDAM).date())
    alone = len(needed) == 1
    return alone and wie_tekent(kern, then, medisch=medisch) != "leerling"


def _waarschuw(kern: Kern, db: Transactie, row: Toestemming, casus: Casus, pupil: Leerling) -> None:
    """Somebody's named task, with the birthday as its term; one for all consents of the casus."""
    medisch = DOELEN[row.doel].medisch
    turn = volgende_wissel(pupil.geboortedatum, db.lezer.dag, lambda years: wie_tekent(kern, years, medisch=medisch))
    if turn is None or turn - db.lezer.dag > VOORAF or row.gewaarschuwd_voor == turn:
        return
    told = any(
        other.gewaarschuwd_voor == turn for other, of, _ in toestemmingen.list_lopend(db, [pupil.id]) if of is casus
    )
    row.gewaarschuwd_voor = turn
    db.flush()
    if not told:
        meld(kern, db, casus, "toestemming_wisselt", verjaardag=turn.isoformat())
