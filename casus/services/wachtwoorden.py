"""Passwords: how they are kept, weighed and chosen; and how often one may guess at them."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from casus.domain.fouten import N_, OngeldigeInvoer
from casus.storage import Transactie, pogingen

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NIEMAND = HASHER.hash(secrets.token_hex(16))
"""Weighed for a name that nobody has, so that it takes as long."""
MINSTE_LENGTE = 12
MEESTE_LENGTE = 200
TE_KORT = N_("Het wachtwoord is te kort. Gebruik minstens twaalf tekens.")
TE_LANG = N_("Het wachtwoord is te lang. Gebruik hoogstens tweehonderd tekens.")
TE_GEWOON = N_(
    "Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier woorden die niets met elkaar te maken hebben."
)
NAAM_ERIN = N_("Je gebruikersnaam staat in dit wachtwoord. Kies een ander wachtwoord.")
PER_NAAM = 5
PER_ADRES = 20
MINSTE_VERSCHIL = 5
"""Fewer different characters than this are a row of the same."""
_GEWOON = """
    wachtwoord wachtwoorden mijnwachtwoord geheim geheimwoord welkom welkomthuis welkomwelkom hallo hallohallo inloggen
    aanmelden toegang beheer beheerder administratie school schoolschool mijnschool onderwijs leerling leraar docent
    mentor casus casuscasus ikhouvanjou ikhouvanschool lieverd schatje liefje zonnetje vakantie voetbal ajax feyenoord
    psv amsterdam rotterdam utrecht denhaag eindhoven groningen nederland holland maandag dinsdag woensdag donderdag
    vrijdag zaterdag zondag januari februari maart april mei juni juli augustus september oktober november december
    lente zomer herfst winter lentezomer zomerwinter password passwordpassword mypassword thepassword passw letmein
    letmeinplease welcome welcomehome iloveyou iloveyouforever admin administrator superuser changeme changemenow
    secret default master trustno qwerty qwertyuiop qwertyqwerty qwertyuiopasdf azerty azertyuiop asdfghjkl
    asdfasdfasdf zxcvbnm qazwsxedc qazwsxedcrfv wsxqaz abc abcabcabc abcdef abcdefgh abcdefghijkl abcdefghijklm
    monkey dragon sunshine princess football baseball superman batman computer internet starwars whatever
"""
GEWOON = frozenset(_GEWOON.split())
"""Words that people choose, in Dutch and English; digits and signs put before, between or behind them do not help."""


def hash_password(wachtwoord: str) -> str:
    """The Argon2id hash that is kept instead of a password."""
    return HASHER.hash(wachtwoord)


def klopt(stored: str | None, given: str) -> bool:
    """Whether this is the password; as slow when there is none. Not within a transaction: it takes long."""
    try:
        return HASHER.verify(stored or NIEMAND, given) and stored is not None
    except (Argon2Error, InvalidHashError):
        return False


def keur(wachtwoord: str, gebruikersnaam: str) -> None:
    """Refuse a new password that others would guess.

    Raises:
        OngeldigeInvoer: it is short or endless, ordinary, or holds the name.
    """
    low = wachtwoord.lower()
    letters = re.sub(r"[\W\d_]", "", low)
    found = [
        (len(wachtwoord) < MINSTE_LENGTE, TE_KORT),
        (len(wachtwoord) > MEESTE_LENGTE, TE_LANG),
        (len(set(low)) < MINSTE_VERSCHIL or not letters or letters in GEWOON or _is_rij(low), TE_GEWOON),
        (len(gebruikersnaam) > 2 and gebruikersnaam.strip().lower() in low, NAAM_ERIN),
    ]
    for wrong, sentence in found:
        if wrong:
            raise OngeldigeInvoer(sentence)


def _is_rij(low: str) -> bool:
    """A short piece over and over."""
    return any(low == (low[:size] * len(low))[: len(low)] for size in range(1, 5))


@dataclass(frozen=True)
class Telling:
    """A try that was counted, to take back when it succeeds."""

    naam: str
    """The keyed hash of the name."""
    rijen: list[UUID]
    over: str = ""
    """`naam` or `adres` when there were too many already: then this one counts for nothing and is not weighed."""


def tel(db: Transactie, gebruikersnaam: str, adres: str = "", persoon: UUID | None = None) -> Telling:
    """Count a try for a name and from an address before it is weighed, so that a hundred at once are counted too.

    Who raises on `over` does so after the transaction: the refusal is in the audit log.
    """
    naam = db.bos.blind("aanmeldnaam", gebruikersnaam.strip().lower())
    limits = [("naam", naam, PER_NAAM)] + ([("adres", db.bos.blind("adres", adres), PER_ADRES)] if adres else [])
    pogingen.om_de_beurt(db)
    over = [what for what, blind, most in limits if pogingen.aantal(db, blind) >= most]
    if over:
        about = {} if persoon is None else {"persoon": persoon}
        db.audit("aangemeld", "geweigerd", poort=f"te_vaak_{over[0]}", **about)
        return Telling(naam, [], over[0])
    return Telling(naam, pogingen.tel(db, [blind for _, blind, _ in limits]))
