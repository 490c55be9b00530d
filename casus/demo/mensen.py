"""Who lives and works in the region: made from a seed, so that it is the same region every time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from casus.demo.cijfers import Cijfers, Plek
from casus.domain.base import Base
from casus.domain.leerling import Inschrijving, Leerling, SoortGezag
from casus.domain.organisatie import Lidmaatschap, Organisatie, Persoon, SoortOrganisatie
from casus.domain.rol import Rol
from casus.domain.verzuim import Lesvrij, Schooljaar

VANAF = date(2025, 8, 1)
GROOTSTE_KLAS = 28


def ident(rnd: Random) -> UUID:
    """A key from the seed."""
    return UUID(int=rnd.getrandbits(128), version=4)


@dataclass(frozen=True)
class Kind:
    """A pupil with the place at school and the people around, for absence and stories."""

    leerling: Leerling
    inschrijving: Inschrijving
    school: Plek
    mentor: Persoon
    persoon: Persoon | None
    ouders: tuple[tuple[SoortGezag, Persoon], ...]


@dataclass
class Streek:
    """The rows of the region in the order in which they can be kept."""

    cijfers: Cijfers
    wachtwoord: str
    """The hash that all logins of the demo share."""
    organisaties: dict[str, Organisatie] = field(default_factory=dict)
    kinderen: list[Kind] = field(default_factory=list)
    lagen: list[list[Base]] = field(default_factory=list)
    team: dict[tuple[str, Rol], list[Persoon]] = field(default_factory=lambda: defaultdict(list))
    aanmeldnamen: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def random(self, what: str) -> Random:
        """The dice of one part of the region."""
        return Random(f"{self.cijfers.zaad}:{what}")

    def persoon(self, rnd: Random, roepnaam: str, achternaam: str) -> Persoon:
        """Somebody with a login of their own."""
        base = f"{roepnaam}.{achternaam}".lower().replace(" ", "").replace("ö", "o")
        self.aanmeldnamen[base] += 1
        number = self.aanmeldnamen[base]
        return Persoon(
            id=ident(rnd),
            naam=f"{roepnaam} {achternaam}",
            gebruikersnaam=base if number == 1 else f"{base}{number}",
            wachtwoord=self.wachtwoord,
        )

    def naam(self, rnd: Random) -> tuple[str, str]:
        return rnd.choice(self.cijfers.roepnamen), rnd.choice(self.cijfers.achternamen)


def maak_organisaties(streek: Streek) -> None:
    """The parties of the region, and the calendar of every school."""
    rnd = streek.random("organisaties")
    for plek in streek.cijfers.plekken:
        streek.organisaties[plek.code] = Organisatie(
            id=ident(rnd),
            soort=SoortOrganisatie(plek.soort),
            naam=plek.naam,
            code=plek.code,
            sector=plek.sector,
            lesuren_per_dag=plek.lesuren,
        )
    schools = [streek.organisaties[plek.code] for plek in streek.cijfers.scholen]
    for school in schools:
        school.swv_id = streek.organisaties["swv"].id
        school.jgz_id = streek.organisaties["jgz"].id
    streek.lagen.append([row for row in streek.organisaties.values() if row not in schools])
    streek.lagen.append([*schools])
    calendar: list[Base] = []
    for plek in streek.cijfers.scholen:
        calendar += _kalender(streek, plek)
    streek.lagen.append(calendar)


def _kalender(streek: Streek, plek: Plek) -> Iterator[Base]:
    school_id, rnd = streek.organisaties[plek.code].id, streek.random(f"kalender:{plek.code}")
    for jaar in streek.cijfers.schooljaren:
        yield Schooljaar(id=ident(rnd), school_id=school_id, van=jaar.van, tot=jaar.tot)
    for vrij in streek.cijfers.vrij:
        yield Lesvrij(id=ident(rnd), school_id=school_id, van=vrij.periode.van, tot=vrij.periode.tot, naam=vrij.naam)
    for dag in plek.studiedagen:
        yield Lesvrij(id=ident(rnd), school_id=school_id, van=dag, tot=dag, naam="Studiedag")


def klassen(plek: Plek) -> list[tuple[str, int]]:
    """The classes of a school with the age of their pupils."""
    low, high = plek.jaren
    per_year = plek.leerlingen // (high - low + 1)
    parallel = math.ceil(per_year / GROOTSTE_KLAS)
    first = 1 if plek.sector == "vo" else low - 3
    years = range(high - low + 1)
    return [(f"{first + year}{chr(65 + letter)}", low + year) for year in years for letter in range(parallel)]


def maak_team(streek: Streek) -> None:
    """Everybody who works in the region; tasks of a role go to its first person, colleagues stand in."""
    people: list[Base] = []
    memberships: list[Base] = []
    for plek in streek.cijfers.plekken:
        rnd = streek.random(f"team:{plek.code}")
        numbers = dict(plek.rollen)
        if plek.soort == "school":
            numbers["MEN"] = len(klassen(plek))
        for code, number in numbers.items():
            team = [streek.persoon(rnd, *streek.naam(rnd)) for _ in range(number)]
            streek.team[plek.code, Rol(code)] = team
            people += team
            memberships += _lidmaatschappen(streek, rnd, plek, Rol(code), team)
    streek.lagen += [people, memberships]


def _lidmaatschappen(streek: Streek, rnd: Random, plek: Plek, rol: Rol, team: list[Persoon]) -> Iterator[Lidmaatschap]:
    for place, person in enumerate(team):
        stand_in = team[(place + 1) % len(team)]
        yield Lidmaatschap(
            id=ident(rnd),
            persoon_id=person.id,
            rol=rol,
            organisatie_id=streek.organisaties[plek.code].id,
            van=VANAF,
            eerste=place == 0,
            waarnemer_id=None if stand_in is person else stand_in.id,
        )
