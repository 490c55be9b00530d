"""Somebody worries about a pupil and says so: it reaches the dossier and the right task."""

from __future__ import annotations

from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import N_, Geweigerd, NietGevonden, OngeldigeInvoer
from casus.domain.leerling import Leerling
from casus.domain.verzuim import Signaal
from casus.forms import Deel, Vraag
from casus.policy import Handeling, require, voorwaarde
from casus.services.casussen import REIS, begin
from casus.services.kern import Kern
from casus.services.wacht import bewaak, hou_achter, staat_van
from casus.storage import Transactie, casussen, dossiers, overzichten, signalen

ZORG_GEMELD = "zorg_gemeld"
VRAAG = N_("Wat zie je of hoor je?")
LANGST = 2000
LEEG = N_("Schrijf op wat je ziet of hoort")
TE_LANG = N_("Maak je tekst korter: hoogstens 2000 tekens")


class Melden:
    """Signals that people give, one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def meld(self, leerling_id: UUID, tekst: str, actor: Actor, reden: str = "") -> None:
        """Give a signal: it opens a casus that somebody must judge, or joins the one that runs.

        Raises:
            NietGevonden: no pupil of this actor.
            MedischGevonden: medical words stand in it, and there is no reason why they must stay.
            OngeldigeInvoer: no text, or too much.
        """
        words = tekst.strip()
        if not words or len(words) > LANGST:
            raise OngeldigeInvoer(TE_LANG if words else LEEG)
        require(actor, Handeling.SIGNAAL_MELDEN)
        with self.kern.database.transaction(actor) as db:
            visible = voorwaarde(Handeling.SIGNAAL_OVER_LEERLING, db.lezer) & (Leerling.id == leerling_id)
            rows = overzichten.list_leerlingen(db, visible)
            if not rows:
                raise NietGevonden
            leerling: Leerling = rows[0].Leerling
            kept = bool(bewaak(db, [Deel("D04", (Vraag("tekst", VRAAG, words, words, vrij=True),))], reden))
            casus = casussen.find_open_casus(db, leerling.id, REIS) or begin(self.kern, db, leerling)
            stuk = self._write(db, casus, leerling, words, reden if kept else "")
            if kept:
                hou_achter(self.kern, db, casus, stuk)

    def _write(self, db: Transactie, casus: Casus, leerling: Leerling, words: str, reden: str) -> Dossierstuk:
        about = leerling.persoon_id if leerling.persoon_id != db.actor.persoon_id else None
        inhoud = {"vragen": [["wat", VRAAG, words, words]], **({"reden": reden.strip()} if reden else {})}
        stuk = dossiers.write_stuk(
            db, casus, "D04", inhoud, stap="signaal_melden", betreft_id=about, medisch=staat_van(bool(reden))
        )
        mine = (Signaal.melder_id == db.actor.persoon_id) & (Signaal.leerling_id == leerling.id)
        today = (Signaal.regel == ZORG_GEMELD) & (Signaal.sinds == db.lezer.dag)
        if not signalen.list_signalen(db, mine & today):
            db.add(
                Signaal(
                    leerling_id=leerling.id, school_id=casus.school_id, casus_id=casus.id, regel=ZORG_GEMELD,
                    dag=db.lezer.dag, sinds=db.lezer.dag, melder_id=db.actor.persoon_id, op=db.nu,
                )
            )  # fmt: skip
        casussen.journal(db, casus.id, "signaal_gemeld", "D04")
        db.audit("signaal_gemeld", casus_id=casus.id, stuk=stuk.id)
        return stuk

    def koppel_terug(self, signaal_id: UUID, actor: Actor) -> None:
        """Record that who gave the signal was told what was done.

        Raises:
            NietGevonden: no signal of the own school.
            Geweigerd: this role looks on.
        """
        with self.kern.database.transaction(actor) as db:
            signalen.read_signaal(db, signaal_id, voorwaarde(Handeling.SIGNAAL_ZIEN, db.lezer))
            try:
                signaal = signalen.read_signaal(db, signaal_id, voorwaarde(Handeling.SIGNAAL_TERUGKOPPELEN, db.lezer))
            except NietGevonden as error:
                raise Geweigerd(Handeling.SIGNAAL_TERUGKOPPELEN, "rol") from error
            signaal.teruggekoppeld_op = signaal.teruggekoppeld_op or db.nu
            db.audit("signaal_teruggekoppeld", casus_id=signaal.casus_id, signaal=signaal.id)
