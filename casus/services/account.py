"""What people do with their own login: a second step, recovery codes, sessions, another password."""

from __future__ import annotations

import secrets
from uuid import UUID

from casus.domain import eenmaalcode
from casus.domain.actor import Actor
from casus.domain.fouten import N_, NietGevonden, OngeldigeInvoer
from casus.domain.organisatie import Persoon
from casus.domain.techniek import Sessie
from casus.services.kern import Kern
from casus.services.sessies import HERSTELCIJFERS, key_of, neem_code
from casus.services.wachtwoorden import Telling, hash_password, keur, klopt, tel
from casus.storage import Transactie, pogingen, sessies, tweedestap

AANTAL_HERSTELCODES = 10
BEWIJS_FOUT = N_(
    "Je wachtwoord of code klopt niet, of je probeerde het te vaak. Kijk ze na, of wacht een kwartier en probeer het "
    "opnieuw. Een code werkt maar één keer."
)
WACHTWOORD_FOUT = N_(
    "Dit is niet je wachtwoord, of je probeerde het te vaak. Kijk het na, of wacht een kwartier en probeer het opnieuw."
)
AL_AAN = N_("Je meldt je al aan met een code.")
NOG_NIET = N_("Deze sleutel wacht te lang op een code. Maak een nieuwe.")
CODE_KLOPT_NIET = N_(
    "Deze code klopt niet. Kijk of de klok van je telefoon goed staat en vul de code in die je nu ziet."
)
ZELFDE = N_("Dit is je wachtwoord al. Kies een ander wachtwoord.")


class Account:
    """One's own login, one transaction a call; whoever is at the keyboard proves it with the password first."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def begin_code(self, actor: Actor, wachtwoord: str) -> None:
        """Make a secret to put into an app; no code is asked until one was given.

        Raises:
            OngeldigeInvoer: the password is wrong or was tried too often, or a code is asked already.
        """
        telling = self._bewijs(actor, wachtwoord, WACHTWOORD_FOUT)
        with self.kern.database.transaction(actor) as db:
            stap = tweedestap.find(db, _ik(actor))
            if stap is not None and stap.aan_op is not None:
                raise OngeldigeInvoer(AL_AAN)
            tweedestap.stel_in(db, _ik(actor), eenmaalcode.nieuw_geheim())
            pogingen.vergeet(db, telling.rijen)

    def bevestig_code(self, actor: Actor, token: str, code: str) -> tuple[str, ...]:
        """From now on a code is asked; gives the recovery codes, which are shown once. Other sessions end.

        Raises:
            OngeldigeInvoer: the code is not of this secret now, or there is none.
        """
        with self.kern.database.transaction(actor) as db:
            stap = tweedestap.find_nieuw(db, _ik(actor))
            if stap is None:
                raise OngeldigeInvoer(NOG_NIET)
            fits = eenmaalcode.passende_stap(tweedestap.geheim(db, stap), eenmaalcode.kaal(code), db.nu)
            if fits is None or not tweedestap.zet_aan(db, _ik(actor), fits):
                raise OngeldigeInvoer(CODE_KLOPT_NIET)
            codes = _nieuwe_codes(db, actor)
            _zet_met_code(db, token, aan=True)
            _sluit_andere(db, actor, token)
            db.audit("totp_aan")
        return codes

    def zet_code_uit(self, actor: Actor, token: str, wachtwoord: str, code: str) -> None:
        """No code is asked any more, and the recovery codes are gone.

        Raises:
            OngeldigeInvoer: password or code is wrong, or was tried too often.
        """
        telling = self._bewijs(actor, wachtwoord)
        with self.kern.database.transaction(actor) as db:
            done = neem_code(db, _ik(actor), code)
            if done:
                tweedestap.haal_weg(db, _ik(actor))
                tweedestap.vergeet_aanmeldingen(db, _ik(actor))
                _zet_met_code(db, token, aan=False)
                pogingen.vergeet(db, telling.rijen)
            db.audit("totp_uit", "ja" if done else "geweigerd")
        if not done:
            raise OngeldigeInvoer(BEWIJS_FOUT)

    def nieuwe_herstelcodes(self, actor: Actor, wachtwoord: str, code: str) -> tuple[str, ...]:
        """Other recovery codes, shown once; the ones of before work no more.

        Raises:
            OngeldigeInvoer: password or code is wrong, or was tried too often.
        """
        telling = self._bewijs(actor, wachtwoord)
        codes: tuple[str, ...] = ()
        with self.kern.database.transaction(actor) as db:
            if neem_code(db, _ik(actor), code):
                codes = _nieuwe_codes(db, actor)
                pogingen.vergeet(db, telling.rijen)
            db.audit("herstelcodes_nieuw", "ja" if codes else "geweigerd")
        if not codes:
            raise OngeldigeInvoer(BEWIJS_FOUT)
        return codes

    def kies_wachtwoord(self, actor: Actor, token: str, oud: str, nieuw: str) -> None:
        """Another password; every other session ends.

        Raises:
            OngeldigeInvoer: the old one is wrong or was tried too often (`veld` is `oud` then), or the new one is
                easy to guess; that is said first and counts as no try.
        """
        with self.kern.database.reading(actor) as db:
            keur(nieuw, db.session.get_one(Persoon, _ik(actor)).gebruikersnaam or "")
        if oud == nieuw:
            raise OngeldigeInvoer(ZELFDE)
        telling = self._bewijs(actor, oud, WACHTWOORD_FOUT, veld="oud")
        hashed = hash_password(nieuw)
        with self.kern.database.transaction(actor) as db:
            db.session.get_one(Persoon, _ik(actor)).wachtwoord = hashed
            tweedestap.vergeet_aanmeldingen(db, _ik(actor))
            pogingen.vergeet(db, telling.rijen)
            db.audit("wachtwoord_gewijzigd", persoon=actor.persoon_id)
            _sluit_andere(db, actor, token)

    def sluit_sessie(self, actor: Actor, sessie: str) -> None:
        """End one of one's own sessions.

        Raises:
            NietGevonden: it ended already, or is somebody else's.
        """
        with self.kern.database.transaction(actor) as db:
            if not sessie or not sessies.end_all(db, _ik(actor), alleen=sessie):
                raise NietGevonden
            db.audit("sessie_beeindigd", aantal=1)

    def sluit_andere(self, actor: Actor, token: str) -> int:
        """End all of one's own sessions but this one; gives how many."""
        with self.kern.database.transaction(actor) as db:
            return _sluit_andere(db, actor, token)

    def _bewijs(self, actor: Actor, wachtwoord: str, fout: str = BEWIJS_FOUT, **details: str) -> Telling:
        """Weigh the password; the try stays counted until the caller takes it back.

        Raises:
            OngeldigeInvoer: it is wrong, or was tried too often.
        """
        with self.kern.database.transaction(actor) as db:
            persoon = db.session.get_one(Persoon, _ik(actor))
            kept, telling = persoon.wachtwoord, tel(db, persoon.gebruikersnaam or "", persoon=persoon.id)
        if telling.over:
            raise OngeldigeInvoer(fout, **details)
        if not klopt(kept, wachtwoord):
            self.kern.database.record(actor, "bewijs", "geweigerd", poort="wachtwoord")
            raise OngeldigeInvoer(fout, **details)
        return telling


def sluit_alles(db: Transactie, persoon_id: UUID) -> int:
    """End every session of somebody, and every login that is halfway; gives how many sessions."""
    tweedestap.vergeet_aanmeldingen(db, persoon_id)
    ended = sessies.end_all(db, persoon_id)
    db.audit("sessie_beeindigd", aantal=ended, persoon=persoon_id)
    return ended


def _sluit_andere(db: Transactie, actor: Actor, token: str) -> int:
    ended = sessies.end_all(db, _ik(actor), behalve=key_of(token))
    if ended:
        db.audit("sessie_beeindigd", aantal=ended)
    return ended


def _nieuwe_codes(db: Transactie, actor: Actor) -> tuple[str, ...]:
    codes = tuple(f"{secrets.randbelow(10**HERSTELCIJFERS):0{HERSTELCIJFERS}d}" for _ in range(AANTAL_HERSTELCODES))
    tweedestap.zet_herstelcodes(db, _ik(actor), codes)
    return codes


def _zet_met_code(db: Transactie, token: str, *, aan: bool) -> None:
    sessie = db.get(Sessie, key_of(token))
    if sessie is not None:
        sessie.met_code_op = db.nu if aan else None


def _ik(actor: Actor) -> UUID:
    if actor.persoon_id is None:
        raise LookupError("the system has no login")
    return actor.persoon_id
