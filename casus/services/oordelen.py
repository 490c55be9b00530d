"""Judging texts that may be medical, and what follows: released, taken out, and a record of who had read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from casus.domain.actor import Actor
from casus.domain.casus import Casus
from casus.domain.datalek import Datalek, MedischWoord, StatusDatalek
from casus.domain.dossier import Dossierstuk
from casus.domain.fouten import N_, Geweigerd, NietGevonden, OngeldigeInvoer
from casus.domain.medisch import Medisch, normaal
from casus.policy import WACHT, Handeling, require, voorwaarde
from casus.services.kern import Kern
from casus.services.wacht import leg_lek_vast, verberg
from casus.storage import Transactie, casussen, dossiers, medisch

NOG_STEEDS = N_("Hier staan nog medische woorden. Haal ze ook weg.")
AANGEPAST = N_("Aangepast")
AANGEPAST_UITLEG = N_("De verzuimcoördinator haalde hier medische woorden weg.")
KIES_BESLUIT = N_("Kies of je dit meldt")
SCHRIJF_REDEN = N_("Schrijf op waarom, in hoogstens 1000 tekens en zonder medische woorden")
LANGSTE_BESLUIT = 1000
WOORD_FOUT = N_("Schrijf een woord van 3 tot 60 letters")
WOORD_BEKEND = N_("Dit woord staat al op jullie lijst")
BESLUITEN = (StatusDatalek.GEMELD, StatusDatalek.NIET_MELDPLICHTIG)


class Oordelen:
    """Texts, records and own words, one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def wijs_aan(self, stuk_id: UUID, actor: Actor) -> bool:
        """Say that a text is medical: hidden from now on; whether others had read it, which is then recorded.

        Raises:
            NietGevonden: not there, of a kind where health may stand, or not for this actor to judge.
        """
        with self.kern.database.transaction(actor) as db:
            stuk, casus = _te_beoordelen(db, stuk_id)
            if stuk.medisch not in (Medisch.NEE, Medisch.VRIJGEGEVEN):
                raise NietGevonden
            verberg(db, stuk, Medisch.MOGELIJK)
            db.audit("medische_tekst_aangewezen", casus_id=casus.id, stuk=stuk.id, domeinen=[stuk.domein])
            return leg_lek_vast(self.kern, db, casus, stuk)

    def geef_vrij(self, stuk_id: UUID, actor: Actor) -> UUID:
        """It is not medical: everybody whom the table lets read it, reads it again.

        Raises:
            NietGevonden: it does not wait, or is not for this actor to judge.
        """
        with self.kern.database.transaction(actor) as db:
            stuk, casus = _wachtend(db, stuk_id)
            verberg(db, stuk, Medisch.VRIJGEGEVEN)
            db.audit("medische_tekst_vrijgegeven", casus_id=casus.id, stuk=stuk.id, domeinen=[stuk.domein])
            return casus.id

    def neem_weg(self, stuk_id: UUID, teksten: Mapping[str, str], actor: Actor) -> UUID:
        """It is medical: what stands without it takes its place, the text itself is sealed for everybody.

        Raises:
            NietGevonden: it does not wait, or is not for this actor to judge.
            OngeldigeInvoer: medical words are still there.
        """
        with self.kern.database.transaction(actor) as db:
            stuk, casus = _wachtend(db, stuk_id)
            eigen = [row.woord for row in medisch.list_eigen_woorden(db, actor.organisatie_id)]
            vragen = _zonder(dossiers.open_json(db, stuk), teksten)
            if any(WACHT.vind(str(text), eigen) for _, _, _, text in vragen):
                raise OngeldigeInvoer(NOG_STEEDS)
            if vragen and not dossiers.is_replaced(db, stuk.id):
                _vervang(db, casus, stuk, vragen)
            verberg(db, stuk, Medisch.VERZEGELD)
            db.audit("medische_tekst_weggenomen", casus_id=casus.id, stuk=stuk.id, domeinen=[stuk.domein])
            leg_lek_vast(self.kern, db, casus, stuk)
            return casus.id

    def sluit_lek(self, datalek_id: UUID, besluit: str, reden: str, actor: Actor) -> None:
        """The FG decides whether it is reported, and why.

        Raises:
            NietGevonden: no open record of the own organisation.
            OngeldigeInvoer: no decision, or no usable reason.
        """
        words = reden.strip()
        if besluit not in BESLUITEN:
            raise OngeldigeInvoer(KIES_BESLUIT, veld="besluit")
        if not words or len(words) > LANGSTE_BESLUIT or WACHT.vind(words):
            raise OngeldigeInvoer(SCHRIJF_REDEN, veld="reden")
        with self.kern.database.transaction(actor) as db:
            require(actor, Handeling.DATALEKKEN_AFSLUITEN)
            mine = voorwaarde(Handeling.DATALEK_AFSLUITEN, db.lezer)
            rows = medisch.list_datalekken(db, mine, Datalek.id == datalek_id, Datalek.status == StatusDatalek.OPEN)
            if not rows:
                raise NietGevonden(gevraagd=datalek_id)
            lek: Datalek = rows[0].Datalek
            sealed, version = db.verzegel("datalek", lek.id, lek.casus_id, "D24", {"reden": words})
            lek.reden, lek.sleutel_versie = sealed, version
            lek.status, lek.besloten_op, lek.besloten_door = StatusDatalek(besluit), db.nu, actor.persoon_id
            db.audit("datalek_besloten", casus_id=lek.casus_id, datalek=lek.id, besluit=besluit)

    def voeg_woord_toe(self, woord: str, actor: Actor) -> None:
        """Have the guard of the own organisation look for one more word.

        Raises:
            OngeldigeInvoer: too short, too long, or known.
        """
        require(actor, Handeling.MEDISCHE_WOORDEN_BEHEREN)
        text = " ".join(woord.split())
        if not 3 <= len(normaal(text).replace(" ", "")) <= len(text) <= 60:
            raise OngeldigeInvoer(WOORD_FOUT)
        with self.kern.database.transaction(actor) as db:
            if actor.organisatie_id is None or actor.persoon_id is None:
                raise Geweigerd(Handeling.MEDISCHE_WOORDEN_BEHEREN, "persoon")
            known = {normaal(row.woord) for row in medisch.list_eigen_woorden(db, actor.organisatie_id)}
            if normaal(text) in known:
                raise OngeldigeInvoer(WOORD_BEKEND)
            row = MedischWoord(organisatie_id=actor.organisatie_id, woord=text, door_id=actor.persoon_id, op=db.nu)
            db.add(row)
            db.audit("medisch_woord_toegevoegd", woord=row.id)

    def haal_woord_weg(self, woord_id: UUID, actor: Actor) -> None:
        """No longer look for an own word.

        Raises:
            NietGevonden: no word of the own organisation.
        """
        require(actor, Handeling.MEDISCHE_WOORDEN_BEHEREN)
        with self.kern.database.transaction(actor) as db:
            row = db.get(MedischWoord, woord_id)
            if row is None or row.organisatie_id != actor.organisatie_id:
                raise NietGevonden(gevraagd=woord_id)
            db.session.delete(row)
            db.audit("medisch_woord_weggehaald", woord=woord_id)


def _te_beoordelen(db: Transactie, stuk_id: UUID) -> tuple[Dossierstuk, Casus]:
    stuk, _ = dossiers.read_stuk(db, stuk_id, voorwaarde(Handeling.TEKST_BEOORDELEN, db.lezer), {})
    if not WACHT.te_beoordelen(stuk.domein, stuk.bestandsnaam):
        raise NietGevonden
    return stuk, casussen.read_casus(db, stuk.casus_id)


def _wachtend(db: Transactie, stuk_id: UUID) -> tuple[Dossierstuk, Casus]:
    stuk, casus = _te_beoordelen(db, stuk_id)
    if stuk.medisch is not Medisch.MOGELIJK:
        raise NietGevonden
    return stuk, casus


def _zonder(inhoud: Mapping[str, Any], teksten: Mapping[str, str]) -> list[list[Any]]:
    """The answers with the new words; an answer that was emptied goes."""
    found = []
    for key, question, value, text in inhoud.get("vragen", []):
        new = teksten.get(key)
        if new is None or value != text or not key:
            found.append([key, question, value, text])
        elif new.strip():
            found.append([key, question, new.strip(), new.strip()])
    return found


def _vervang(db: Transactie, casus: Casus, stuk: Dossierstuk, vragen: list[list[Any]]) -> None:
    """The text without it, still the writer's own: who may read it does not change."""
    fresh = dossiers.write_stuk(
        db, casus, stuk.domein, {"vragen": [*vragen, ["", AANGEPAST, AANGEPAST_UITLEG, AANGEPAST_UITLEG]]},
        stap=stuk.stap, formulier=stuk.formulier, betreft_id=stuk.betreft_id, overleg_id=stuk.overleg_id,
        afgeschermd=stuk.afgeschermd, vervangt_id=stuk.id, auteur_id=stuk.auteur_id, rol=stuk.rol,
        organisatie_id=stuk.organisatie_id, medisch=Medisch.VRIJGEGEVEN,
    )  # fmt: skip
    casussen.journal(db, casus.id, "stuk_verbeterd", stuk.domein)
    db.audit("stuk_verbeterd", casus_id=casus.id, stuk=fresh.id, vervangt=stuk.id, domeinen=[stuk.domein])
