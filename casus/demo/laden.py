"""Load the region: people, then day by day the absence that schools send in and the steps that people take."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casus.demo.afwezig import maak_verzuim, per_levering
from casus.demo.cijfers import Cijfers
from casus.demo.klok import DAGEN, Demoklok
from casus.demo.mensen import Streek
from casus.demo.speler import Spel, Speler, begin_spelen
from casus.demo.streek import maak_streek
from casus.demo.verhalen import Lot, lees_verhalen, verdeel
from casus.domain.actor import Actor
from casus.domain.base import Base
from casus.domain.kalender import days
from casus.domain.leerling import SoortGezag
from casus.domain.rol import Rol
from casus.services.beheer import DEMO
from casus.services.wachtwoorden import hash_password
from casus.web.huis import Huis

Balk = Callable[..., AbstractContextManager[Iterable[Any]]]
"""A progress bar: called with items and a `label`, it gives the items one by one."""
BEZIG = DEMO
GELADEN = "demo_geladen"
WACHTWOORD = "samen-naar-school"
LAAG = 2000


def laad(huis: Huis, klok: Demoklok, balk: Balk, cijfers: Cijfers) -> list[Spel]:
    """Everything, from an empty database; the last thing written is that it is there. Gives how the stories went."""
    huis.beheer.zet_instelling(BEZIG, "ja")
    streek = maak_streek(cijfers, hash_password(WACHTWOORD))
    verhalen, teksten = lees_verhalen()
    loten = verdeel(streek, verhalen)
    klok.zet(cijfers.leveringen[0], 5)
    _bewaar_mensen(huis, streek, balk)
    spelen = begin_spelen(streek, loten)
    speel(huis, klok, Speler(huis, streek, teksten), spelen, _bestanden(streek, loten), balk)
    huis.beheer.zet_instelling(DAGEN, str(klok.loop_vanaf(cijfers.begindag)))
    huis.beheer.zet_instelling(GELADEN, json.dumps(aanmeldnamen(streek, loten)))
    return spelen


def _bewaar_mensen(huis: Huis, streek: Streek, balk: Balk) -> None:
    parts = [part for laag in streek.lagen for part in _delen(laag)]
    with balk(parts, label="Scholen, mensen en leerlingen") as items:
        for part in items:
            huis.beheer.voeg_toe(part)


def _delen(laag: list[Base]) -> list[list[Base]]:
    return [laag[start : start + LAAG] for start in range(0, len(laag), LAAG)]


@dataclass(frozen=True)
class Bestand:
    """What a school sends in: absence, known until a day."""

    school: str
    data: bytes
    tot: date


def _bestanden(streek: Streek, loten: list[Lot]) -> dict[date, list[Bestand]]:
    """The files by the day on which schools send them."""
    fixed = {lot.kind.leerling.id: lot.reeksen for lot in loten}
    found: dict[date, list[Bestand]] = {}
    for code, regels in maak_verzuim(streek, fixed).items():
        for day, data in per_levering(regels, streek.cijfers.leveringen).items():
            found.setdefault(day, []).append(Bestand(code, data, day - timedelta(days=1)))
    return found


def speel(
    huis: Huis, klok: Demoklok, speler: Speler, spelen: Sequence[Spel], bestanden: dict[date, list[Bestand]], balk: Balk
) -> None:
    """Live through the days up to the day on which the demo begins."""
    figures = speler.streek.cijfers
    calendar = list(days(figures.leveringen[0], figures.begindag - timedelta(days=1)))
    with balk(calendar, label="Een jaar verzuim en zestig casussen") as items:
        for dag in items:
            for number, bestand in enumerate(bestanden.get(dag, ())):
                klok.zet(dag, 6, number)
                _lever_aan(huis, speler.streek, bestand)
            klok.zet(dag, 7)
            huis.nachtwerk.wek()
            for number, spel in enumerate(spel for spel in spelen if spel.is_aan_de_beurt(dag)):
                klok.zet(dag, 9 + number // 60, number % 60)
                speler.beurt(spel, dag)
            klok.zet(dag, 16)
            speler.weeg(dag, {spel.lot.kind.leerling.id for spel in spelen})
        huis.nachtwerk.nacht()


def _lever_aan(huis: Huis, streek: Streek, bestand: Bestand) -> None:
    """The administration of a school sends its file in.

    Raises:
        ValueError: the import refused lines, so the generator is wrong.
    """
    person, school_id = streek.team[bestand.school, Rol.ADM][0], streek.organisaties[bestand.school].id
    actor = Actor(person.id, Rol.ADM, school_id, person.naam)
    verslag = huis.verzuim.importeer(actor, school_id, bestand.data, tot=bestand.tot)
    if not verslag.gelukt:
        raise ValueError(f"{bestand.school}: {len(verslag.geweigerd)} lines refused, first {verslag.geweigerd[0]}")


def aanmeldnamen(streek: Streek, loten: list[Lot]) -> dict[str, str]:
    """One login for every role: the people around the pupil of the leading story, else the first of a role."""
    kind = next(lot for lot in loten if lot.verhaal.hoofdrol).kind
    near = [kind.school.code, *(plek.code for plek in streek.cijfers.plekken)]
    chosen = {
        rol: next((team[0] for code in near if (team := streek.team.get((code, rol)))), None) for rol in Rol
    }  # fmt: skip
    parents = [person for soort, person in kind.ouders if soort is not SoortGezag.GEEN]
    without = (person for child in streek.kinderen for soort, person in child.ouders if soort is SoortGezag.GEEN)
    chosen |= {Rol.MEN: kind.mentor, Rol.LL: kind.persoon, Rol.OG: parents[0], Rol.OZ: next(without, None)}
    return {str(rol): person.gebruikersnaam for rol, person in chosen.items() if person and person.gebruikersnaam}
