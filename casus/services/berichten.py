"""Telling people that something waits: written in the transaction that causes it, read by them alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from casus.domain.actor import SYSTEEM, Actor
from casus.domain.bericht import SoortBericht
from casus.domain.casus import Taak
from casus.domain.fouten import N_, NietGevonden, OngeldigeInvoer
from casus.domain.techniek import Bericht, Post
from casus.policy import Handeling, rollen_met
from casus.services.kern import Kern
from casus.storage import Transactie, berichten, jobs, mensen

POST = "post"
"""The kind of job that sends one mail."""
VERSTUURD = (Post.WACHT, Post.VERZONDEN)
WELK_MOMENT = N_("Laad de pagina opnieuw en probeer het nog eens.")


def stuur(
    kern: Kern,
    db: Transactie,
    persoon_id: UUID,
    soort: SoortBericht,
    *,
    sleutel: str,
    casus_id: UUID | None = None,
    taak_id: UUID | None = None,
    mail: bool = True,
) -> bool:
    """Tell a person something inside the caller's transaction, in at most two statements; whether it was new.

    A `sleutel` that was used before changes nothing. Where this installation sends mail, the worker is asked to.
    """
    by_mail = kern.post and mail
    ident = berichten.leg_neer(
        db, persoon_id, soort, sleutel, casus_id=casus_id, taak_id=taak_id, post=Post.WACHT if by_mail else Post.GEEN
    )
    if ident is not None and by_mail:
        jobs.vraag_werk(db, POST, sleutel=f"{POST}:{sleutel}", bericht=str(ident))
    return ident is not None


def meld_taken(kern: Kern, db: Transactie, taken: Sequence[Taak]) -> None:
    """Tell who a new task is for, and the waarnemer of who is away; not who made it come."""
    for taak in taken:
        if taak.persoon_id is not None and taak.persoon_id != db.actor.persoon_id:
            _over_taak(kern, db, taak, taak.persoon_id, SoortBericht.TAAK)
    stand_ins = berichten.list_waarnemers(db, [taak.id for taak in taken]) if taken else []
    by_id = {taak.id: taak for taak in taken}
    for taak_id, waarnemer in stand_ins:
        if waarnemer != db.actor.persoon_id:
            _over_taak(kern, db, by_id[taak_id], waarnemer, SoortBericht.WAARNEMING)


def _over_taak(kern: Kern, db: Transactie, taak: Taak, persoon_id: UUID, soort: SoortBericht) -> None:
    stuur(kern, db, persoon_id, soort, sleutel=f"{soort}:{taak.id}", casus_id=taak.casus_id, taak_id=taak.id)


def vraag_sleutel(toestemming_id: UUID, persoon_id: UUID) -> str:
    """The key under which somebody is asked to sign."""
    return f"{SoortBericht.TOESTEMMING_GEVRAAGD}:{toestemming_id}:{persoon_id}"


def meld_geparkeerd(kern: Kern, db: Transactie, soorten: Iterable[str]) -> None:
    """Tell everybody who manages the installation, once a day per kind of work.

    About mail that cannot be sent nobody is mailed: that mail would only join it.
    """
    for soort in sorted(set(soorten)):
        for persoon_id in mensen.list_met_rol(db, rollen_met(Handeling.WERK_BEHEREN)):
            key = f"{SoortBericht.GEPARKEERD}:{soort}:{db.lezer.dag}:{persoon_id}"
            stuur(kern, db, persoon_id, SoortBericht.GEPARKEERD, sleutel=key, mail=soort != POST)


class Berichten:
    """What people do with their own messages, and what comes back of the mail; one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def gelezen(self, bericht_id: UUID, actor: Actor) -> None:
        """The reader has seen this message.

        Raises:
            NietGevonden: no message of this person.
        """
        with self.kern.database.transaction(actor) as db:
            row = db.get(Bericht, bericht_id)
            if row is None or row.persoon_id != actor.persoon_id:
                raise NietGevonden
            row.gelezen_op = row.gelezen_op or db.nu

    def alles_gelezen(self, tot: str, actor: Actor) -> None:
        """The reader has seen everything up to the newest message on the page; what came later stays new.

        Raises:
            OngeldigeInvoer: `tot` is no moment.
        """
        try:
            moment = datetime.fromisoformat(tot)
        except ValueError as error:
            raise OngeldigeInvoer(WELK_MOMENT) from error
        if moment.tzinfo is None:
            raise OngeldigeInvoer(WELK_MOMENT)
        with self.kern.database.transaction(actor) as db:
            berichten.zet_gelezen(db, Bericht.persoon_id == actor.persoon_id, Bericht.op <= moment)

    def teruggekomen(self, bericht_ids: Iterable[UUID]) -> bool:
        """Mail about one of these messages came back; whether it was ours and not known yet."""
        with self.kern.database.transaction(SYSTEEM) as db:
            for ident in bericht_ids:
                persoon_id = berichten.zet_post(db, ident, Post.TERUGGEKOMEN, was=VERSTUURD)
                if persoon_id is not None:
                    berichten.zet_adres_fout(db, persoon_id)
                    db.audit("mail_teruggekomen", persoon=persoon_id, bericht=ident)
                    return True
        return False
