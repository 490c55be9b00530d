"""Pupils, their parents, and who teaches them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from casus.demo.cijfers import Plek
from casus.demo.mensen import VANAF, Kind, Streek, ident, klassen
from casus.domain.base import Base
from casus.domain.leerling import Gezagsrelatie, Inschrijving, Leerling, SoortGezag
from casus.domain.organisatie import Afwezigheid, Lestoewijzing, Lidmaatschap, Persoon
from casus.domain.rol import Rol

PEIL = date(2026, 10, 1)
"""On this day the pupils of a year have the age of that year."""
ALFABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
TWAALF = 12
DOCENTEN_PER_KLAS = 6


@dataclass
class Rijen:
    """Rows of families, kind by kind, because one kind points to another."""

    personen: list[Base] = field(default_factory=list)
    lidmaatschappen: list[Base] = field(default_factory=list)
    leerlingen: list[Base] = field(default_factory=list)
    inschrijvingen: list[Base] = field(default_factory=list)
    gezag: list[Base] = field(default_factory=list)


def maak_gezinnen(streek: Streek) -> None:
    """All pupils of all schools with their families."""
    rows = Rijen()
    for plek in streek.cijfers.scholen:
        rnd = streek.random(f"gezinnen:{plek.code}")
        classes = klassen(plek)
        for number in range(plek.leerlingen):
            klas, age = classes[number * len(classes) // plek.leerlingen]
            mentor = streek.team[plek.code, Rol.MEN][[name for name, _ in classes].index(klas)]
            _gezin(streek, rows, rnd, plek, klas, age, mentor, number)
    streek.lagen += [rows.personen, rows.lidmaatschappen, rows.leerlingen, rows.inschrijvingen, rows.gezag]


def _gezin(
    streek: Streek, rows: Rijen, rnd: Random, plek: Plek, klas: str, age: int, mentor: Persoon, number: int
) -> None:
    roepnaam, achternaam = streek.naam(rnd)
    person = None
    if age >= TWAALF:
        person = streek.persoon(rnd, roepnaam, achternaam)
        _bewaar(rows, rnd, person, Rol.LL)
    towns = streek.cijfers.gemeenten
    town = rnd.choices(towns, [gemeente.aandeel for gemeente in towns])[0]
    pupil = Leerling(
        id=ident(rnd),
        roepnaam=roepnaam,
        achternaam=achternaam,
        geboortedatum=PEIL.replace(year=PEIL.year - age) - timedelta(days=rnd.randrange(365)),
        pseudoniem="L-" + "".join(rnd.choices(ALFABET, k=7)),
        woongemeente_id=streek.organisaties[town.code].id,
        persoon_id=None if person is None else person.id,
    )
    newcomer = age == plek.jaren[0]
    enrolled = Inschrijving(
        id=ident(rnd),
        leerling_id=pupil.id,
        school_id=streek.organisaties[plek.code].id,
        leerlingnummer=f"{plek.code[:2].upper()}{number + 1:04d}",
        klas=klas,
        van=streek.cijfers.schooljaren[1 if newcomer else 0].van,
        mentor_id=mentor.id,
    )
    rows.leerlingen.append(pupil)
    rows.inschrijvingen.append(enrolled)
    parents = tuple(_ouders(streek, rows, rnd, pupil))
    streek.kinderen.append(Kind(pupil, enrolled, plek, mentor, person, parents))


def _ouders(streek: Streek, rows: Rijen, rnd: Random, pupil: Leerling) -> Iterator[tuple[SoortGezag, Persoon]]:
    """Both parents, one of them, a voogd, or an address that stays secret."""
    figures, dice = streek.cijfers, rnd.random()
    both = figures["gezag_beiden"]
    one = both + figures["gezag_een"]
    guardian = one + figures["gezag_voogd"]
    kinds = [SoortGezag.GEZAG, SoortGezag.GEZAG]
    if both <= dice < one:
        kinds = [SoortGezag.GEZAG, SoortGezag.GEEN] if rnd.random() < 1 / 2 else [SoortGezag.GEZAG]
    elif one <= dice < guardian:
        kinds = [SoortGezag.VOOGD]
    for kind in kinds:
        own_name = rnd.random() < 1 / 2
        name = pupil.achternaam if own_name else rnd.choice(figures.achternamen)
        person = streek.persoon(rnd, rnd.choice(figures.roepnamen), name)
        _bewaar(rows, rnd, person, Rol.OZ if kind is SoortGezag.GEEN else Rol.OG)
        rows.gezag.append(
            Gezagsrelatie(
                id=ident(rnd), leerling_id=pupil.id, persoon_id=person.id, soort=kind, van=pupil.geboortedatum,
                adres_geheim=dice >= guardian,
            )
        )  # fmt: skip
        yield kind, person


def _bewaar(rows: Rijen, rnd: Random, person: Persoon, rol: Rol) -> None:
    rows.personen.append(person)
    rows.lidmaatschappen.append(Lidmaatschap(id=ident(rnd), persoon_id=person.id, rol=rol, van=VANAF))


def maak_lessen(streek: Streek) -> None:
    """Which teacher has which class; a substitute since this week; somebody is away."""
    rows: list[Base] = []
    today = streek.cijfers.begindag
    for plek in streek.cijfers.scholen:
        rnd = streek.random(f"lessen:{plek.code}")
        school_id, teachers = streek.organisaties[plek.code].id, streek.team[plek.code, Rol.VAK]
        *steady, substitute = teachers
        names = [name for name, _ in klassen(plek)]
        for klas in names:
            rows += [
                Lestoewijzing(id=ident(rnd), persoon_id=person.id, school_id=school_id, klas=klas, van=VANAF)
                for person in rnd.sample(steady, min(DOCENTEN_PER_KLAS, len(steady)))
            ]
        rows.append(
            Lestoewijzing(
                id=ident(rnd), persoon_id=substitute.id, school_id=school_id, klas=rnd.choice(names),
                van=today, tot=today + timedelta(days=4),
            )
        )  # fmt: skip
        away = streek.team[plek.code, Rol.MEN][-1]
        rows.append(Afwezigheid(id=ident(rnd), persoon_id=away.id, van=today, tot=today + timedelta(days=11)))
    streek.lagen.append(rows)
