"""Login: a password, a session that the server keeps, and the role in which somebody works."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from casus.domain.actor import SYSTEEM, Actor
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.organisatie import Organisatie, Persoon
from casus.domain.techniek import Sessie
from casus.services.kern import Kern
from casus.storage import Transactie, mensen, pogingen, sessies

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = HASHER.hash(secrets.token_hex(16))
FOUT = N_(
    "Aanmelden lukt niet. Gebruikersnaam of wachtwoord klopt niet, of je probeerde het te vaak. "
    "Kijk ze na, of wacht een kwartier en probeer het opnieuw."
)
"""One text for every reason: it tells nobody which names exist."""
PER_NAAM = 5
PER_ADRES = 20


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


@dataclass(frozen=True)
class Poging:
    """A try to log in that was counted; when it succeeds its rows are taken back."""

    persoon: Persoon | None
    hash: str
    naam: str
    rijen: list[UUID]


def hash_password(wachtwoord: str) -> str:
    """The Argon2id hash that is kept instead of a password."""
    return HASHER.hash(wachtwoord)


class Sessies:
    """Sessions, one transaction a call."""

    def __init__(self, kern: Kern, hours: int) -> None:
        self.kern = kern
        self.length = timedelta(hours=hours)

    def login(self, gebruikersnaam: str, wachtwoord: str, adres: str = "") -> str:
        """Open a session and give its token; the password is weighed outside any transaction, as it takes long.

        Raises:
            OngeldigeInvoer: the same words for an unknown name, a wrong password, a person without a role, and
                too many tries for a name or from an address within a quarter of an hour.
        """
        poging = self._begin(gebruikersnaam, adres)
        known = _matches(poging.hash, wachtwoord)
        with self.kern.database.transaction(SYSTEEM) as db:
            roles = mensen.list_lidmaatschappen(db, poging.persoon.id) if poging.persoon and known else []
            token = self._open(db, poging.persoon, roles[0][0].id) if poging.persoon and roles else None
            if token:
                pogingen.vergeet(db, poging.rijen, poging.naam)
            who = poging.persoon.id if poging.persoon and known else None
            db.audit("aangemeld", "ja" if token else "geweigerd", persoon=who)
        if token is None:
            raise OngeldigeInvoer(FOUT)
        return token

    def _begin(self, gebruikersnaam: str, adres: str) -> Poging:
        """Count a try before the password is weighed, so that a hundred at once are counted too.

        Raises:
            OngeldigeInvoer: there were too many; this one is not weighed, and counts for nothing.
        """
        bos = self.kern.database.bos
        naam = bos.blind("aanmeldnaam", gebruikersnaam.strip().lower())
        limits = [("naam", naam, PER_NAAM)] + ([("adres", bos.blind("adres", adres), PER_ADRES)] if adres else [])
        with self.kern.database.transaction(SYSTEEM) as db:
            pogingen.om_de_beurt(db)
            over = [what for what, blind, most in limits if pogingen.aantal(db, blind) >= most]
            if over:
                db.audit("aangemeld", "geweigerd", poort=f"te_vaak_{over[0]}")
            else:
                persoon = mensen.find_persoon_by_login(db, gebruikersnaam)
                rows = pogingen.tel(db, [blind for _, blind, _ in limits])
        if over:
            raise OngeldigeInvoer(FOUT)
        return Poging(persoon, persoon.wachtwoord if persoon and persoon.wachtwoord else _NOBODY, naam, rows)

    def _open(self, db: Transactie, persoon: Persoon, lidmaatschap_id: UUID) -> str:
        token = secrets.token_urlsafe(32)
        db.add(
            Sessie(
                id=_key(token),
                persoon_id=persoon.id,
                lidmaatschap_id=lidmaatschap_id,
                begonnen_op=db.nu,
                verloopt_op=db.nu + self.length,
            )
        )
        return token

    def find(self, token: str) -> Aangemeld | None:
        """The session of a token, when it lives and its role is still held."""
        with self.kern.database.reading(SYSTEEM) as db:
            sessie = sessies.find_live(db, _key(token))
            if sessie is None:
                return None
            persoon = db.get(Persoon, sessie.persoon_id)
            roles = mensen.list_lidmaatschappen(db, sessie.persoon_id)
            current = next(((lid, org) for lid, org in roles if lid.id == sessie.lidmaatschap_id), None)
            if persoon is None or not persoon.actief or current is None:
                return None
            lid, org = current
            actor = Actor(persoon.id, lid.rol, lid.organisatie_id, persoon.naam, lid.id)
            choices = tuple((each.id, str(each.rol), _name(place)) for each, place in roles)
            wrong = persoon.email_fout_op is not None
            return Aangemeld(token, actor, _name(org), persoon.taal, choices, wrong)

    def who(self, token: str) -> UUID | None:
        """Whose session this is or was; it opens nothing."""
        with self.kern.database.reading(SYSTEEM) as db:
            sessie = sessies.find_any(db, _key(token))
            return None if sessie is None else sessie.persoon_id

    def choose_role(self, token: str, lidmaatschap_id: UUID) -> None:
        """Go on working in another of one's own roles."""
        with self.kern.database.transaction(SYSTEEM) as db:
            sessie = sessies.find_live(db, _key(token))
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
            sessies.end(db, _key(token))


def _name(organisatie: Organisatie | None) -> str:
    return "" if organisatie is None else organisatie.naam


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _matches(stored: str, given: str) -> bool:
    try:
        return HASHER.verify(stored, given)
    except (Argon2Error, InvalidHashError):
        return False
