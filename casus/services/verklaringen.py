"""Declarations about access: recorded by who may, ended by the same people; they open or close at once."""

from __future__ import annotations

from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import N_, Geweigerd, NietGevonden, OngeldigeInvoer
from casus.domain.leerling import Leerling
from casus.domain.verklaring import SoortVerklaring, Strekking, Verklaring
from casus.overview.zicht import kijk
from casus.policy import TABEL, grant_op_casus, leesbaar
from casus.policy.handelingen import IETS
from casus.policy.verklaringen import VERKLARINGEN, Verklaarbaar
from casus.services.kern import Kern
from casus.storage import Transactie, casussen, dossiers, mensen, verklaringen

HANDELING = "verklaren"
LEEFTIJD = N_("Dit past niet bij de leeftijd van de leerling. Er is niets vastgelegd.")
KIES = N_("Kies waar het over gaat. Er is niets vastgelegd.")
AL = N_("Dit is al vastgelegd.")


class Verklaringen:
    """One transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def leg_vast(self, casus_id: UUID, strekking: Strekking, actor: Actor) -> UUID:
        """Record a declaration; gives its id.

        Raises:
            NietGevonden: no such casus, person or entry for this actor.
            Geweigerd: not for this role.
            OngeldigeInvoer: it does not fit the age, something was not chosen, or it is recorded already.
        """
        with self.kern.database.transaction(actor) as db:
            casus, pupil, _ = kijk(db, casus_id, grant_op_casus)
            kind = self._mag(strekking.soort, actor, casus_id)
            if pupil.leeftijd(db.lezer.dag) not in kind.leeftijd:
                raise OngeldigeInvoer(LEEFTIJD)
            _check(db, casus, pupil, kind, strekking)
            if verklaringen.find_lopend(db, casus_id, strekking) is not None:
                raise OngeldigeInvoer(AL)
            row = verklaringen.schrijf(db, casus_id, strekking, kind.dagen)
            self._tell(db, row, "verklaring_vastgelegd")
            return row.id

    def beeindig(self, verklaring_id: UUID, actor: Actor) -> UUID:
        """End a declaration from this moment; gives its casus. Taking back is as easy as giving.

        Raises:
            NietGevonden: it is not there, or its casus is not for this actor.
            Geweigerd: another role or organisation recorded it.
        """
        with self.kern.database.transaction(actor) as db:
            row = verklaringen.read_lopend(db, verklaring_id)
            if row is None:
                raise NietGevonden(gevraagd=verklaring_id)
            kijk(db, row.casus_id, grant_op_casus)
            self._mag(row.soort, actor, row.casus_id)
            if not row.is_van(actor):
                raise Geweigerd(HANDELING, "eigen", row.casus_id)
            row.tot = db.nu
            self._tell(db, row, "verklaring_beeindigd")
            return row.casus_id

    @staticmethod
    def _mag(soort: SoortVerklaring, actor: Actor, casus_id: UUID) -> Verklaarbaar:
        kind = VERKLARINGEN[soort]
        if actor.rol not in kind.wie:
            raise Geweigerd(HANDELING, "rol", casus_id)
        return kind

    @staticmethod
    def _tell(db: Transactie, row: Verklaring, what: str) -> None:
        casussen.journal(db, row.casus_id, what, VERKLARINGEN[row.soort].hoort_bij, verklaring=str(row.soort))
        db.audit(what, casus_id=row.casus_id, verklaring=row.id, soort=str(row.soort))


def _check(db: Transactie, casus: Casus, pupil: Leerling, kind: Verklaarbaar, strekking: Strekking) -> None:
    """Exactly what its kind asks, and only what is there for this actor."""
    given = {
        "domein": strekking.domein in TABEL.domeinen,
        "ouder": strekking.persoon_id in mensen.zonder_gezag(db, pupil.id),
        "stuk": strekking.stuk_id is not None and _leest(db, casus, strekking.stuk_id),
    }
    extra = {"domein": strekking.domein, "ouder": strekking.persoon_id, "stuk": strekking.stuk_id}
    if any(not given[asked] for asked in kind.vraagt) or any(extra[name] for name in extra.keys() - kind.vraagt):
        raise OngeldigeInvoer(KIES)


def _leest(db: Transactie, casus: Casus, stuk_id: UUID) -> bool:
    known = leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein, "weten", IETS)
    return bool(dossiers.list_stukken(db, casus.id, Dossierstuk.id == stuk_id, known))
