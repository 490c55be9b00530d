"""What who manages the installation does: organisations, people, logins, pupils."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casus.domain.actor import SYSTEEM
from casus.domain.base import Base
from casus.domain.fouten import N_, OngeldigeInvoer
from casus.domain.leerling import Inschrijving
from casus.domain.organisatie import Lidmaatschap, Persoon
from casus.domain.rol import CLIENT, Rol
from casus.messages.brief import is_adres
from casus.services.account import sluit_alles
from casus.services.kern import Kern
from casus.services.wachtwoorden import hash_password, keur
from casus.storage import Transactie, beheer, instellingen, mensen, tweedestap, verzuim, zoeken

DEMO = "demo_bezig"
"""The setting that marks a database of the demo."""
NAAM_BEZET = N_("Deze gebruikersnaam is al in gebruik. Kies een andere.")
NAAM_ONBEKEND = N_("Deze gebruikersnaam bestaat niet. Bekijk de lijst met `casus user list`.")
GEEN_ADRES = N_("Dit is geen mailadres. Kijk het na.")
ORGANISATIE_ONBEKEND = N_("Deze organisatie bestaat niet. Kijk de code na.")
ORGANISATIE_NODIG = N_("Deze rol hoort bij een organisatie. Geef de code van de organisatie.")
ORGANISATIE_TEVEEL = N_("Ouders en leerlingen horen niet bij een organisatie. Laat de organisatie weg.")


@dataclass(frozen=True)
class Gebruiker:
    """A login as the list shows it."""

    gebruikersnaam: str
    naam: str
    rol: str
    organisatie: str


class Beheer:
    """The people and organisations of an installation, one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def voeg_toe(self, rijen: Iterable[Base]) -> int:
        """Add organisations, people, memberships, pupils, enrolments or gezag in bulk."""
        rows = list(rijen)
        with self.kern.database.transaction(SYSTEEM) as db:
            db.add(*rows)
            db.flush()
            _doorzoekbaar(db, rows)
            db.audit("gegevens_toegevoegd", soorten=sorted({type(row).__name__ for row in rows}), aantal=len(rows))
        return len(rows)

    def voeg_gebruiker_toe(
        self, naam: str, gebruikersnaam: str, wachtwoord: str, rol: Rol, organisatie: str | None, dag: date
    ) -> None:
        """Give somebody a login in a role.

        Raises:
            OngeldigeInvoer: the name is taken, the password easy to guess, or the organisation does not fit the role.
        """
        keur(wachtwoord, gebruikersnaam)
        with self.kern.database.transaction(SYSTEEM) as db:
            if mensen.find_persoon_by_login(db, gebruikersnaam) is not None:
                raise OngeldigeInvoer(NAAM_BEZET)
            place = _plek(db, rol, organisatie)
            person = Persoon(
                naam=naam, gebruikersnaam=gebruikersnaam.strip().lower(), wachtwoord=hash_password(wachtwoord)
            )
            db.add(person)
            db.flush()
            db.add(Lidmaatschap(persoon_id=person.id, rol=rol, organisatie_id=place, van=dag))
            db.audit("gebruiker_toegevoegd", persoon=person.id, rol=rol)

    def zet_wachtwoord(self, gebruikersnaam: str, wachtwoord: str) -> None:
        """Give somebody another password; their sessions end.

        Raises:
            OngeldigeInvoer: nobody has this name, or the password is easy to guess.
        """
        keur(wachtwoord, gebruikersnaam)
        with self.kern.database.transaction(SYSTEEM) as db:
            person = _persoon(db, gebruikersnaam)
            person.wachtwoord = hash_password(wachtwoord)
            db.audit("wachtwoord_gewijzigd", persoon=person.id)
            sluit_alles(db, person.id)

    def sluit_sessies(self, gebruikersnaam: str) -> int:
        """End all sessions of somebody now; gives how many.

        Raises:
            OngeldigeInvoer: nobody has this name.
        """
        with self.kern.database.transaction(SYSTEEM) as db:
            return sluit_alles(db, _persoon(db, gebruikersnaam).id)

    def haal_code_weg(self, gebruikersnaam: str) -> bool:
        """Somebody lost telephone and recovery codes: ask no code, end their sessions; whether one was asked.

        Raises:
            OngeldigeInvoer: nobody has this name.
        """
        with self.kern.database.transaction(SYSTEEM) as db:
            person = _persoon(db, gebruikersnaam)
            was = tweedestap.haal_weg(db, person.id)
            db.audit("totp_uit", persoon=person.id, door="beheer")
            sluit_alles(db, person.id)
            return was

    def zet_email(self, gebruikersnaam: str, adres: str) -> None:
        """Give somebody another mail address; what was wrong with the old one is over.

        Raises:
            OngeldigeInvoer: nobody has this name, or it is no address.
        """
        if not is_adres(adres):
            raise OngeldigeInvoer(GEEN_ADRES)
        with self.kern.database.transaction(SYSTEEM) as db:
            person = _persoon(db, gebruikersnaam)
            person.email, person.email_fout_op = adres.strip(), None
            db.audit("mailadres_gewijzigd", persoon=person.id)

    def gebruikers(self, rollen: Iterable[Rol] = tuple(Rol)) -> list[Gebruiker]:
        """Everybody with a login in one of these roles."""
        with self.kern.database.reading(SYSTEEM) as db:
            rows = beheer.list_aanmeldnamen(db, frozenset(rollen))
            return [Gebruiker(row.gebruikersnaam, row.naam, str(row.rol), row.organisatie or "") for row in rows]

    def is_leeg(self) -> bool:
        """Whether nobody was ever added."""
        with self.kern.database.reading(SYSTEEM) as db:
            return beheer.is_leeg(db)

    def is_demo(self) -> bool:
        """Whether the demo loaded this database, or began to: everybody knows its passwords."""
        return self.instelling(DEMO) is not None

    def instelling(self, naam: str) -> str | None:
        """A setting of the installation."""
        with self.kern.database.reading(SYSTEEM) as db:
            return instellingen.find_instelling(db, naam)

    def zet_instelling(self, naam: str, waarde: str) -> None:
        """Keep a setting of the installation."""
        with self.kern.database.transaction(SYSTEEM) as db:
            instellingen.zet_instelling(db, naam, waarde)


def _doorzoekbaar(db: Transactie, rows: Iterable[Base]) -> None:
    """Pupils are found by name and school from the moment that they are enrolled."""
    for row in rows:
        if isinstance(row, Inschrijving):
            pupil, school = verzuim.read_leerling(db, row.leerling_id), verzuim.read_school(db, row.school_id)
            zoeken.index_leerling(db, pupil, school.naam)


def _persoon(db: Transactie, gebruikersnaam: str) -> Persoon:
    found = mensen.find_persoon_by_login(db, gebruikersnaam)
    if found is None:
        raise OngeldigeInvoer(NAAM_ONBEKEND)
    return found


def _plek(db: Transactie, rol: Rol, code: str | None) -> UUID | None:
    """The organisation of a membership; parents and pupils have none."""
    if rol in CLIENT:
        if code is not None:
            raise OngeldigeInvoer(ORGANISATIE_TEVEEL)
        return None
    if code is None:
        raise OngeldigeInvoer(ORGANISATIE_NODIG)
    found = beheer.find_organisatie(db, code)
    if found is None:
        raise OngeldigeInvoer(ORGANISATIE_ONBEKEND)
    return found.id
