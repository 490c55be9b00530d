"""Asking, giving, recording and withdrawing consent. One refusal or withdrawal closes it at once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.bericht import SoortBericht
from casus.domain.casus import Casus
from casus.domain.fouten import N_, Geweigerd, NietGevonden, OngeldigeInvoer
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.domain.techniek import Bericht
from casus.domain.toestemming import (
    Besluit,
    Handtekening,
    Intrekking,
    StatusToestemming,
    Toestemming,
    ToestemmingDomein,
    Wijze,
    status_van,
    volgende_wissel,
)
from casus.policy import Handeling, gate_of, grant_op_casus, kolommen
from casus.policy.doelen import DOELEN
from casus.services.berichten import stuur, vraag_sleutel
from casus.services.casussen import meld
from casus.services.kern import Kern
from casus.storage import Transactie, berichten, casussen, dossiers, mensen, toestemmingen

WACHT = (StatusToestemming.GEVRAAGD, StatusToestemming.DEELS, StatusToestemming.HERBEVESTIGING_NODIG)
"""Somebody must speak yet."""
DICHT = (StatusToestemming.GEWEIGERD, StatusToestemming.INGETROKKEN)
WIE_TEKENT = "wie_tekent"
GEEN_ONDERTEKENAAR = N_("Er is niemand die deze toestemming kan geven. Vul eerst in wie gezag heeft.")
AL_BESLOTEN = N_("Hierover is al besloten. Er is niets veranderd.")
BEWIJS_NODIG = N_("Voeg een foto of scan van de handtekening toe.")


def vraag(kern: Kern, db: Transactie, casus: Casus, doel: str) -> Toestemming:
    """Ask consent for a purpose; a running request of the same purpose is used again.

    Raises:
        OngeldigeInvoer: nobody can sign.
    """
    known = toestemmingen.find_lopend(db, casus.id, doel)
    if known is not None:
        return known
    if db.actor.persoon_id is None:
        raise Geweigerd(Handeling.TOESTEMMING_VASTLEGGEN, "persoon", casus.id)
    signers = ondertekenaars(kern, db, casus, medisch=DOELEN[doel].medisch)
    if not signers:
        raise OngeldigeInvoer(GEEN_ONDERTEKENAAR)
    row = Toestemming(
        casus_id=casus.id,
        doel=doel,
        ontvanger_rol=DOELEN[doel].ontvanger,
        ontvanger_id=mensen.bezetting(db, casus, DOELEN[doel].ontvanger).organisatie_id,
        tekstversie=DOELEN[doel].versie,
        gevraagd_op=db.nu,
        gevraagd_door=db.actor.persoon_id,
    )
    db.add(row)
    db.flush()
    db.add(*(ToestemmingDomein(toestemming_id=row.id, domein=domein) for domein in DOELEN[doel].domeinen))
    db.add(*(Handtekening(toestemming_id=row.id, persoon_id=who, hoedanigheid=rol) for rol, who in signers))
    casussen.journal(db, casus.id, "toestemming_gevraagd", "D22", doel=doel)
    db.audit("toestemming_gevraagd", casus_id=casus.id, toestemming=row.id, doel=doel)
    db.flush()
    for who in sorted({person for _, person in signers if person} - {db.actor.persoon_id}):
        stuur(kern, db, who, SoortBericht.TOESTEMMING_GEVRAAGD, sleutel=vraag_sleutel(row.id, who), casus_id=casus.id)
    return row


def ondertekenaars(kern: Kern, db: Transactie, casus: Casus, *, medisch: bool) -> list[tuple[Rol, UUID | None]]:
    """Who must sign now, by age and gezag, as `wie-tekent.dmn` says."""
    leerling = db.get(Leerling, casus.leerling_id)
    if leerling is None:
        return []
    wie = wie_tekent(kern, leerling.leeftijd(db.lezer.dag), medisch=medisch)
    parents: list[tuple[Rol, UUID | None]] = [(Rol.OG, who) for who in mensen.list_gezag(db, casus.leerling_id)]
    pupil: list[tuple[Rol, UUID | None]] = [(Rol.LL, leerling.persoon_id)]
    if wie == "leerling":
        return pupil
    if not parents:
        return []
    return parents if wie == "ouders" else parents + pupil


def wie_tekent(kern: Kern, leeftijd: int, *, medisch: bool) -> str:
    """`ouders`, `ouders_en_leerling` or `leerling`, by `wie-tekent.dmn`."""
    return str(kern.engine.catalogue.decide(WIE_TEKENT, {"leeftijd": leeftijd, "medisch": medisch})["ondertekenaars"])


def _vertel(
    kern: Kern, db: Transactie, row: Toestemming, before: StatusToestemming, signatures: list[Handtekening]
) -> None:
    """Whose answer is not waited for any more need not read the question; of a withdrawal hears who it touches."""
    closed = row.status in DICHT
    settled = [item for item in signatures if item.persoon_id and (closed or item.besluit is not None)]
    keys = [vraag_sleutel(row.id, item.persoon_id) for item in settled if item.persoon_id]
    keys += [f"{SoortBericht.TOESTEMMING_GEVRAAGD}:{item.id}" for item in settled]
    berichten.zet_gelezen(db, Bericht.sleutel.in_(keys))
    if row.status is not StatusToestemming.INGETROKKEN or before is StatusToestemming.INGETROKKEN:
        return
    touched = {item.persoon_id for item in signatures if item.persoon_id}
    if before is StatusToestemming.COMPLEET:
        touched |= toestemmingen.list_ontvangers(db, row)
    for who in sorted(touched - {db.actor.persoon_id}):
        key = f"{SoortBericht.TOESTEMMING_GESTOPT}:{row.id}:{who}"
        stuur(kern, db, who, SoortBericht.TOESTEMMING_GESTOPT, sleutel=key, casus_id=row.casus_id)


def geldig_tot(kern: Kern, db: Transactie, row: Toestemming) -> date | None:
    """The last day on which these signers are the right ones; None when no birthday changes that."""
    casus = db.session.get_one(Casus, row.casus_id)
    pupil, medisch = db.session.get_one(Leerling, casus.leerling_id), DOELEN[row.doel].medisch
    turn = volgende_wissel(pupil.geboortedatum, db.lezer.dag, lambda years: wie_tekent(kern, years, medisch=medisch))
    return None if turn is None else turn - timedelta(days=1)


def settle(kern: Kern, db: Transactie, row: Toestemming) -> None:
    """The state that the signatures of today make, and what the casus hears of it."""
    signatures = toestemmingen.signatures(db, row.id)
    before, row.status = row.status, _status(db, row, signatures)
    if row.status is StatusToestemming.COMPLEET:
        row.geldig_tot = geldig_tot(kern, db, row)
        if before is StatusToestemming.COMPLEET:
            return
        row.compleet_op = db.nu
    if row.status is StatusToestemming.INGETROKKEN:
        row.ingetrokken_op = db.nu
    casussen.journal(db, row.casus_id, f"toestemming_{row.status}", "D22", doel=row.doel)
    db.audit("toestemming", str(row.status), row.casus_id, toestemming=row.id, doel=row.doel)
    db.flush()
    _vertel(kern, db, row, before, signatures)
    if row.status is before or row.status in WACHT:
        return
    casus = casussen.read_casus(db, row.casus_id)
    if row.status is StatusToestemming.INGETROKKEN:
        meld(kern, db, casus, "toestemming_ingetrokken", doel=row.doel)
    else:
        meld(kern, db, casus, f"{row.doel}_{row.status}", **{f"{row.doel}_stand": str(row.status)})


def _status(db: Transactie, row: Toestemming, signatures: list[Handtekening]) -> StatusToestemming:
    """What was complete once and waits for others is asked again, not new."""
    words = [Besluit(signature.besluit) for signature in signatures]
    found = status_van(words, ingetrokken=toestemmingen.withdrawn(db, row.id))
    again = row.status in (StatusToestemming.COMPLEET, StatusToestemming.HERBEVESTIGING_NODIG)
    return StatusToestemming.HERBEVESTIGING_NODIG if again and found in WACHT else found


class Toestemmingen:
    """The consents of a casus, one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def geef(self, toestemming_id: UUID, actor: Actor, *, ja: bool) -> UUID:
        """Decide under one's own login.

        Raises:
            NietGevonden: this person was not asked.
            OngeldigeInvoer: already decided, or closed meanwhile.
        """
        with self.kern.database.transaction(actor) as db:
            row, mine = self._mine(db, toestemming_id)
            self._decide(db, row, mine, ja=ja, wijze=Wijze.EIGEN_LOGIN)
            return row.casus_id

    def leg_vast(
        self, toestemming_id: UUID, handtekening_id: UUID, actor: Actor, *, ja: bool, bewijs: tuple[str, bytes] | None
    ) -> UUID:
        """Record what somebody signed on paper, with the paper.

        Raises:
            NietGevonden, Geweigerd: not this actor's to record.
            OngeldigeInvoer: no paper, or already decided.
        """
        with self.kern.database.transaction(actor) as db:
            row, casus = self._to_record(db, toestemming_id)
            signature = next((s for s in toestemmingen.signatures(db, row.id) if s.id == handtekening_id), None)
            if signature is None:
                raise NietGevonden
            if bewijs is None or not bewijs[1]:
                raise OngeldigeInvoer(BEWIJS_NODIG)
            paper = dossiers.write_stuk(db, casus, "D22", bewijs[1], stap="toestemming", bestandsnaam=bewijs[0])
            self._decide(db, row, signature, ja=ja, wijze=Wijze.PAPIER)
            signature.bewijs_id, signature.vastgelegd_door = paper.id, actor.persoon_id
            return row.casus_id

    def trek_in(self, toestemming_id: UUID, actor: Actor) -> UUID:
        """Withdraw; the reason is not asked, reading stops at once.

        Raises:
            NietGevonden: this person did not sign it.
        """
        with self.kern.database.transaction(actor) as db:
            row, _ = self._mine(db, toestemming_id)
            if row.status is not StatusToestemming.INGETROKKEN and actor.persoon_id is not None:
                db.add(Intrekking(toestemming_id=row.id, persoon_id=actor.persoon_id, op=db.nu))
                db.flush()
                settle(self.kern, db, row)
            return row.casus_id

    def _mine(self, db: Transactie, toestemming_id: UUID) -> tuple[Toestemming, Handtekening]:
        row = toestemmingen.read_toestemming(db, toestemming_id, grant_op_casus(db.lezer))
        for signature in toestemmingen.signatures(db, row.id):
            if signature.persoon_id == db.actor.persoon_id and signature.hoedanigheid == db.actor.rol:
                return row, signature
        raise NietGevonden

    def _to_record(self, db: Transactie, toestemming_id: UUID) -> tuple[Toestemming, Casus]:
        row = toestemmingen.read_toestemming(db, toestemming_id, grant_op_casus(db.lezer))
        asked = kolommen(Handeling.TOESTEMMING_VASTLEGGEN, db.lezer)
        _, _, held = casussen.read_with_words(db, row.casus_id, grant_op_casus(db.lezer), asked)
        gate = gate_of(Handeling.TOESTEMMING_VASTLEGGEN, {word: word in held for word in asked})
        if gate is not None:
            raise Geweigerd(Handeling.TOESTEMMING_VASTLEGGEN, gate, row.casus_id)
        return row, casussen.read_casus(db, row.casus_id)

    def _decide(self, db: Transactie, row: Toestemming, signature: Handtekening, *, ja: bool, wijze: Wijze) -> None:
        if signature.besluit is not None or row.status is StatusToestemming.INGETROKKEN:
            raise OngeldigeInvoer(AL_BESLOTEN)
        signature.besluit, signature.op, signature.wijze = ja, db.nu, wijze
        signature.tekstversie = row.tekstversie
        db.flush()
        settle(self.kern, db, row)
