"""The noodknop: pressed by who has it, told at once, ended by itself, and weighed afterwards by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from casus.domain.actor import Actor
from casus.domain.bericht import SoortBericht
from casus.domain.casus import Casus
from casus.domain.fouten import N_, Geweigerd, NietGevonden, OngeldigeInvoer
from casus.domain.kalender import werkdag_na
from casus.domain.noodtoegang import Noodtoegang, Uitkomst
from casus.domain.organisatie import Organisatie, SoortOrganisatie
from casus.policy import Handeling, require, voorwaarde
from casus.policy.filters import in_bereik
from casus.policy.noodknop import NOOD, Noodrol
from casus.services.berichten import stuur
from casus.services.kern import Kern
from casus.storage import Transactie, mensen, noodtoegang, pogingen

NIET_GEVONDEN = N_(
    "Niet gevonden. Het klopt niet precies, of deze casus is niet voor jouw noodknop, of je probeerde het te vaak. "
    "Kijk het na, of wacht een kwartier."
)
"""One text for every reason: it tells nobody which casussen exist."""
WAAROM = N_("Kies waarom het niet kan wachten.")
KORT = N_("Schrijf in minstens 20 letters waarom het niet kan wachten.")
KIES = N_("Kies terecht of niet terecht.")
LEG_UIT = N_("Schrijf in minstens 20 letters waarom je dit vindt.")
MINSTENS, HOOGSTENS = 20, 2000
PER_PERSOON = 5


@dataclass(frozen=True)
class Vraag:
    """What somebody looks for: an exact number, or an exact name with a birth date."""

    nummer: str = ""
    naam: str = ""
    geboren: date | None = None


class Noodknop:
    """One transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def zoek(self, vraag: Vraag, actor: Actor) -> tuple[UUID, str]:
        """The id and number of the one casus; a try that finds nothing counts, as with logging in.

        Raises:
            Geweigerd: not for this role.
            OngeldigeInvoer: the same words for not there, not allowed and too many tries.
        """
        require(actor, Handeling.NOODKNOP_GEBRUIKEN)
        blind = self.kern.database.bos.blind("noodknop", str(actor.persoon_id))
        with self.kern.database.transaction(actor) as db:
            pogingen.om_de_beurt(db)
            over = pogingen.aantal(db, blind) >= PER_PERSOON
            casus = _vind(db, vraag)
            found = None if over else casus
            if not over and casus is None:
                pogingen.tel(db, [blind])
            db.audit("noodknop_gezocht", "ja" if found else "geweigerd", found.id if found else None)
        if found is None:
            raise OngeldigeInvoer(NIET_GEVONDEN)
        return found.id, found.nummer or ""

    def druk(self, vraag: Vraag, reden: str, toelichting: str, actor: Actor) -> UUID:
        """Open the casus for reading, and tell who must know; gives the casus. Pressing twice changes nothing.

        Raises:
            Geweigerd: not for this role.
            OngeldigeInvoer: not found, or no reason.
        """
        text = keur(reden, toelichting)
        casus_id, _ = self.zoek(vraag, actor)
        with self.kern.database.transaction(actor) as db:
            mine = _noodrol(db)
            casus = db.get(Casus, casus_id)
            if mine is None or casus is None or actor.persoon_id is None or actor.organisatie_id is None:
                raise Geweigerd(Handeling.NOODKNOP_GEBRUIKEN, "rol", casus_id)
            if noodtoegang.find_lopend(db, casus_id) is None:
                row = _nieuw(db, casus, mine, reden)
                noodtoegang.schrijf(db, row, text)
                db.audit(
                    "noodknop_gebruikt", "ja", casus_id, noodtoegang=row.id, reden=reden, domeinen=list(mine.domeinen)
                )
                self._vertel(db, casus, row)
        return casus_id

    def klaar(self, casus_id: UUID, actor: Actor) -> None:
        """The reader is done: it ends now.

        Raises:
            NietGevonden: no live noodknop of this person on this casus.
        """
        with self.kern.database.transaction(actor) as db:
            row = noodtoegang.find_lopend(db, casus_id)
            if row is None:
                raise NietGevonden(gevraagd=casus_id)
            noodtoegang.beeindig(db, row)
            db.audit("noodknop_beeindigd", "ja", casus_id, noodtoegang=row.id)

    def beoordeel(self, ident: UUID, uitkomst: str, tekst: str, actor: Actor) -> None:
        """Say whether it was right; once, by somebody of the owner who did not press it.

        Raises:
            NietGevonden: not there, or not for this person to review.
            OngeldigeInvoer: no outcome, or no words.
        """
        with self.kern.database.transaction(actor) as db:
            row = noodtoegang.read(db, ident, voorwaarde(Handeling.NOODKNOP_BEOORDELEN, db.lezer))
            if row is None:
                raise NietGevonden(gevraagd=ident)
            if uitkomst not in set(Uitkomst):
                raise OngeldigeInvoer(KIES)
            said = _lang_genoeg(tekst, LEG_UIT)
            row.uitkomst, row.beoordeeld_op, row.beoordeeld_door = Uitkomst(uitkomst), db.nu, actor.persoon_id
            row.oordeel, row.oordeel_versie = db.verzegel(
                noodtoegang.OORDEEL, row.id, row.casus_id, noodtoegang.DOMEIN, {"tekst": said}
            )
            db.audit(f"noodknop_{uitkomst}", "ja", row.casus_id, noodtoegang=row.id)
            if row.uitkomst is Uitkomst.NIET_TERECHT:
                self._fg(db, row, db.get(Casus, row.casus_id), SoortBericht.NOODKNOP_NIET_TERECHT)

    def _vertel(self, db: Transactie, casus: Casus, row: Noodtoegang) -> None:
        """The FG of who pressed and of whose data it is, the owner, and who reviews; before anything is read."""
        self._fg(db, row, casus, SoortBericht.NOODKNOP)
        if row.eigenaar_id is None:
            return
        for who in mensen.list_met_rol(db, [row.eigenaar_rol], [row.eigenaar_id]):
            if who != row.persoon_id:
                asked = who == row.beoordelaar_id
                self._stuur(db, row, who, SoortBericht.NOODKNOP_BEOORDELEN if asked else SoortBericht.NOODKNOP)

    def _fg(self, db: Transactie, row: Noodtoegang, casus: Casus | None, soort: SoortBericht) -> None:
        school = casus.school_id if casus else None
        places = {place for place in (row.organisatie_id, row.eigenaar_id, school) if place is not None}
        for who in mensen.list_met_rol(db, [NOOD.toezicht], places):
            self._stuur(db, row, who, soort)

    def _stuur(self, db: Transactie, row: Noodtoegang, who: UUID, soort: SoortBericht) -> None:
        stuur(self.kern, db, who, soort, sleutel=f"{soort}:{row.id}:{who}")


def keur(reden: str, toelichting: str) -> str:
    """The explanation, when reason and explanation are there.

    Raises:
        OngeldigeInvoer: no known reason, or too short.
    """
    if reden not in NOOD.redenen:
        raise OngeldigeInvoer(WAAROM)
    return _lang_genoeg(toelichting, KORT)


def _lang_genoeg(tekst: str, anders: str) -> str:
    said = tekst.strip()
    if len(said) < MINSTENS:
        raise OngeldigeInvoer(anders)
    return said[:HOOGSTENS]


def _vind(db: Transactie, vraag: Vraag) -> Casus | None:
    """One query, whether the casus is there, may be found, or not."""
    reach = in_bereik(db.lezer, _soort(db))
    if vraag.nummer:
        return noodtoegang.zoek_nummer(db, vraag.nummer.strip(), reach)
    return noodtoegang.zoek_leerling(db, vraag.naam, vraag.geboren or date.min, reach)


def _soort(db: Transactie) -> SoortOrganisatie | None:
    place = db.get(Organisatie, db.actor.organisatie_id) if db.actor.organisatie_id else None
    return place.soort if place else None


def _noodrol(db: Transactie) -> Noodrol | None:
    mine = NOOD.rollen.get(db.actor.rol) if db.actor.rol else None
    return mine if mine and _soort(db) == mine.organisatie else None


def _nieuw(db: Transactie, casus: Casus, mine: Noodrol, reden: str) -> Noodtoegang:
    """From now until the clock says so; the reviewer is of the organisation whose data it is."""
    owner = _eigenaar(db, casus, mine)
    others = [
        who for who in mensen.list_met_rol(db, [mine.eigenaar_rol], [owner] if owner else [])
        if who != db.actor.persoon_id
    ]  # fmt: skip
    return Noodtoegang(
        id=uuid4(),
        casus_id=casus.id,
        betrokkene_id=uuid4(),
        persoon_id=_zeker(db.actor.persoon_id),
        rol=mine.rol,
        organisatie_id=_zeker(db.actor.organisatie_id),
        reden=reden,
        toelichting=b"",
        sleutel_versie=0,
        van=db.nu,
        tot=db.nu + NOOD.duur,
        eigenaar_id=owner,
        eigenaar_rol=mine.eigenaar_rol,
        beoordelaar_id=others[0] if others else None,
        termijn=werkdag_na(db.lezer.dag, NOOD.werkdagen),
    )


def _eigenaar(db: Transactie, casus: Casus, mine: Noodrol) -> UUID | None:
    """Who wrote last of what it opens; when nobody did yet, where the reviewing role stands around the pupil."""
    written = noodtoegang.list_eigenaren(db, casus.id, mine.domeinen, mine.organisatie)
    return written[0] if written else mensen.bezetting(db, casus, mine.eigenaar_rol).organisatie_id


def _zeker(ident: UUID | None) -> UUID:
    if ident is None:
        raise ValueError("a person of an organisation presses, never the system")
    return ident
