"""Login: a password, a code where one is set up, a session that the server keeps, and the role one works in."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from casus.domain import eenmaalcode
from casus.domain.actor import SYSTEEM, Actor
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.organisatie import Organisatie, Persoon
from casus.domain.techniek import Aanmelding, Sessie
from casus.services.kern import Kern
from casus.services.wachtwoorden import Telling, klopt, tel
from casus.storage import Transactie, mensen, pogingen, sessies, tweedestap

FOUT = N_(
    "Aanmelden lukt niet. Gebruikersnaam of wachtwoord klopt niet, of je probeerde het te vaak. "
    "Kijk ze na, of wacht een kwartier en probeer het opnieuw."
)
"""One text for every reason: it tells nobody which names exist."""
CODE_FOUT = N_(
    "Deze code werkt niet, of je probeerde het te vaak. Wacht op de volgende code in je app, "
    "of wacht een kwartier en probeer het opnieuw."
)
"""One text for a wrong code, a used one and too many tries."""
HALVERWEGE = timedelta(minutes=10)
"""How long one has to give the code."""
GEZIEN = timedelta(minutes=5)
"""How exactly it is known when a session was last used."""
HERSTELCIJFERS = 12


@dataclass(frozen=True)
class Aangemeld:
    """A live session: who, in which role, where, and which other roles they could take."""

    token: str
    actor: Actor
    organisatie: str
    taal: str
    rollen: tuple[tuple[UUID, str, str], ...]
    """(lidmaatschap, role, organisation)"""
    mail_fout: bool = False
    """Mail to this person does not arrive."""
    moet_instellen: bool = False
    """This installation asks a code of everybody, and none was given: first set it up."""


@dataclass(frozen=True)
class Ingang:
    """What a right password gives: the token of a session, or of a login that waits for a code."""

    token: str
    klaar: bool


class Sessies:
    """Sessions, one transaction a call."""

    def __init__(self, kern: Kern, hours: int, stilte: int = 0, *, verplicht: bool = False) -> None:
        """`stilte` in minutes: a session that was not used for so long has ended; 0 is never."""
        self.kern = kern
        self.length = timedelta(hours=hours)
        self.stilte = timedelta(minutes=stilte) if stilte else self.length
        self.verplicht = verplicht

    def login(self, gebruikersnaam: str, wachtwoord: str, adres: str = "") -> Ingang:
        """Open a session, or ask for a code; the password is weighed outside any transaction, as it takes long.

        Raises:
            OngeldigeInvoer: the same words for an unknown name, a wrong password, a person without a role, and
                too many tries for a name or from an address within a quarter of an hour.
        """
        persoon, telling = self._begin(gebruikersnaam, adres)
        known = klopt(persoon.wachtwoord if persoon else None, wachtwoord)
        with self.kern.database.transaction(SYSTEEM) as db:
            ingang = self._binnen(db, persoon, telling) if persoon and known else None
            if ingang is None:
                db.audit("aangemeld", "geweigerd", persoon=persoon.id if persoon and known else None)
        if ingang is None:
            raise OngeldigeInvoer(FOUT)
        return ingang

    def _begin(self, gebruikersnaam: str, adres: str) -> tuple[Persoon | None, Telling]:
        with self.kern.database.transaction(SYSTEEM) as db:
            telling = tel(db, gebruikersnaam, adres)
            persoon = None if telling.over else mensen.find_persoon_by_login(db, gebruikersnaam)
        if telling.over:
            raise OngeldigeInvoer(FOUT)
        return persoon, telling

    def _binnen(self, db: Transactie, persoon: Persoon, telling: Telling) -> Ingang | None:
        """The password is right. Wrong tries are forgotten only when the code is right too: they count together."""
        if not mensen.list_lidmaatschappen(db, persoon.id):
            return None
        stap = tweedestap.find(db, persoon.id)
        if stap is not None and stap.aan_op is not None:
            pogingen.vergeet(db, telling.rijen)
            db.audit("aangemeld", "wacht_op_code", persoon=persoon.id)
            token = secrets.token_urlsafe(32)
            db.add(Aanmelding(id=key_of(token), persoon_id=persoon.id, verloopt_op=db.nu + HALVERWEGE))
            return Ingang(token, klaar=False)
        pogingen.vergeet(db, telling.rijen, telling.naam)
        return Ingang(self._open(db, persoon.id), klaar=True)

    def _open(self, db: Transactie, persoon_id: UUID, *, met_code: bool = False) -> str:
        """A new session under a new token, in the first of the roles.

        Raises:
            OngeldigeInvoer: the person holds no role any more.
        """
        roles = mensen.list_lidmaatschappen(db, persoon_id)
        if not roles:
            raise OngeldigeInvoer(FOUT)
        token = secrets.token_urlsafe(32)
        db.add(
            Sessie(
                id=key_of(token),
                persoon_id=persoon_id,
                lidmaatschap_id=roles[0][0].id,
                begonnen_op=db.nu,
                verloopt_op=db.nu + self.length,
                met_code_op=db.nu if met_code else None,
            )
        )
        db.audit("aangemeld", "ja", persoon=persoon_id)
        return token

    def wacht_op_code(self, halverwege: str) -> bool:
        """Whether this token is of a login that waits for a code."""
        with self.kern.database.reading(SYSTEEM) as db:
            return tweedestap.find_aanmelding(db, key_of(halverwege)) is not None

    def geef_code(self, halverwege: str, code: str, adres: str = "") -> str:
        """Open the session of a login that waits, with a code of the app or a recovery code; gives its token.

        Raises:
            OngeldigeInvoer: the same words for a wrong code, one that was used, and too many tries; other words
                when the login waits no longer.
        """
        persoon = self._wie_wacht(halverwege)
        with self.kern.database.transaction(SYSTEEM) as db:
            telling = tel(db, persoon.gebruikersnaam or "", adres, persoon.id)
        if telling.over:
            raise OngeldigeInvoer(CODE_FOUT)
        with self.kern.database.transaction(SYSTEEM) as db:
            token = ""
            if neem_code(db, persoon.id, code) and tweedestap.rond_af(db, key_of(halverwege)):
                token = self._open(db, persoon.id, met_code=True)
                pogingen.vergeet(db, telling.rijen, telling.naam)
            else:
                db.audit("aangemeld", "geweigerd", persoon=persoon.id, poort="code")
        if not token:
            raise OngeldigeInvoer(CODE_FOUT)
        return token

    def _wie_wacht(self, halverwege: str) -> Persoon:
        with self.kern.database.reading(SYSTEEM) as db:
            waits = tweedestap.find_aanmelding(db, key_of(halverwege))
            persoon = None if waits is None else db.get(Persoon, waits.persoon_id)
            if persoon is None or not persoon.actief:
                raise OngeldigeInvoer(FOUT)
            db.session.expunge(persoon)
            return persoon

    def find(self, token: str) -> Aangemeld | None:
        """The session of a token, when it lives and its role is still held; that it was used is noted now and then."""
        with self.kern.database.reading(SYSTEEM) as db:
            sessie = sessies.find_live(db, key_of(token), self.stilte)
            if sessie is None:
                return None
            found = self._aangemeld(db, token, sessie)
            stale = db.nu - (sessie.gezien_op or sessie.begonnen_op) > GEZIEN
        if found is not None and stale:
            with self.kern.database.transaction(SYSTEEM) as db:
                sessies.gezien(db, key_of(token))
        return found

    def _aangemeld(self, db: Transactie, token: str, sessie: Sessie) -> Aangemeld | None:
        persoon = db.get(Persoon, sessie.persoon_id)
        roles = mensen.list_lidmaatschappen(db, sessie.persoon_id)
        current = next(((lid, org) for lid, org in roles if lid.id == sessie.lidmaatschap_id), None)
        if persoon is None or not persoon.actief or current is None:
            return None
        lid, org = current
        actor = Actor(persoon.id, lid.rol, lid.organisatie_id, persoon.naam, lid.id)
        choices = tuple((each.id, str(each.rol), _name(place)) for each, place in roles)
        first = self.verplicht and sessie.met_code_op is None
        return Aangemeld(token, actor, _name(org), persoon.taal, choices, persoon.email_fout_op is not None, first)

    def who(self, token: str) -> UUID | None:
        """Whose session this is or was; it opens nothing."""
        with self.kern.database.reading(SYSTEEM) as db:
            sessie = sessies.find_any(db, key_of(token))
            return None if sessie is None else sessie.persoon_id

    def choose_role(self, token: str, lidmaatschap_id: UUID) -> None:
        """Go on working in another of one's own roles."""
        with self.kern.database.transaction(SYSTEEM) as db:
            sessie = sessies.find_live(db, key_of(token), self.stilte)
            if sessie is not None:
                own = {lid.id for lid, _ in mensen.list_lidmaatschappen(db, sessie.persoon_id)}
                if lidmaatschap_id in own:
                    sessie.lidmaatschap_id = lidmaatschap_id

    def choose_language(self, persoon_id: UUID, taal: str) -> None:
        """Remember the language of a person."""
        with self.kern.database.transaction(SYSTEEM) as db:
            persoon = db.get(Persoon, persoon_id)
            if persoon is not None and taal in ("nl", "en"):
                persoon.taal = taal

    def logout(self, token: str) -> None:
        """End a session now."""
        with self.kern.database.transaction(SYSTEEM) as db:
            sessies.end(db, key_of(token))


def neem_code(db: Transactie, persoon_id: UUID, gegeven: str) -> bool:
    """Take a code of the app, or a recovery code; each works once. A recovery code is in the audit log."""
    code = eenmaalcode.kaal(gegeven)
    stap = tweedestap.find(db, persoon_id)
    if stap is None or stap.aan_op is None or not (code.isascii() and code.isdigit()):
        return False
    if len(code) == HERSTELCIJFERS:
        taken = tweedestap.neem_herstelcode(db, persoon_id, code)
        if taken:
            db.audit("herstelcode_gebruikt", persoon=persoon_id)
        return taken
    fits = eenmaalcode.passende_stap(tweedestap.geheim(db, stap), code, db.nu)
    return fits is not None and tweedestap.neem_stap(db, persoon_id, fits)


def key_of(token: str) -> str:
    """What is kept of a token: whoever reads the database cannot become its owner."""
    return hashlib.sha256(token.encode()).hexdigest()


def _name(organisatie: Organisatie | None) -> str:
    return "" if organisatie is None else organisatie.naam
