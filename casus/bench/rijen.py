"""The rows of a large field: regions of twenty schools, and per school the same number of casussen at every size."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from casus.bench.wachten import Wachtend

PER_SCHOOL = 333
SCHOLEN = 20
"""Schools of one region: a million casussen are about 150 regions."""
VAN_DE_COORDINATOR = 60
"""Open tasks of one coordinator, and `VAN_DE_JEUGDARTS` of one jeugdarts, at every size."""
VAN_DE_JEUGDARTS = 30
MENTOREN = 10
STUKKEN = 5
KOLOMMEN = {
    "organisatie": "id soort naam code sector swv_id jgz_id lesuren_per_dag",
    "persoon": "id naam taal actief",
    "lidmaatschap": "id persoon_id rol organisatie_id van eerste",
    "schooljaar": "id school_id van tot",
    "lesvrij": "id school_id van tot naam",
    "leerling": "id roepnaam achternaam geboortedatum pseudoniem woongemeente_id startkwalificatie",
    "gezagsrelatie": "id leerling_id persoon_id soort van adres_geheim",
    "inschrijving": "id leerling_id school_id leerlingnummer klas van mentor_id",
    "klok": "leerling_id kleur thuiszit_sinds deadline bijgewerkt_tot gedeeltelijk berekend_op",
    "casus": "id nummer leerling_id school_id status proces spec_hash state aangemaakt_op versie",
    "betrokkene": "id casus_id rol organisatie_id persoon_id reden van",
    "toestemming": "id casus_id doel ontvanger_rol ontvanger_id status tekstversie gevraagd_op gevraagd_door",
    "taak": "id casus_id stap proces rol organisatie_id persoon_id domein termijn status aangemaakt_op",
    "timer": "id casus_id moment vast",
    "dossierstuk": "id casus_id domein stap inhoud sleutel_versie auteur_id rol organisatie_id op afgeschermd medisch",
    "gebeurtenis": "id casus_id soort op domein persoon_id rol organisatie_id proces stap gegevens",
}
"""The tables that are filled; every value is a word, a number or bytes, as both databases take it."""
PLEKKEN = ("swv", "jgz", "gemeente", "school", "VC", "DIR", "MEN", "JA", "LPA", "SWC")
VAN, TOT = "2026-08-17", "2027-07-09"
VRIJ = (("2026-10-17", "2026-10-25"), ("2026-12-19", "2027-01-03"), ("2027-02-20", "2027-02-28"))
DOMEINEN = ("D02", "D04", "D05", "D06", "D16")
Rijen = dict[str, list[tuple[Any, ...]]]


def plek(soort: str, nummer: int) -> str:
    """The id of an organisation or colleague: the same in every database that was filled."""
    return f"{PLEKKEN.index(soort) + 1:016x}{nummer:016x}"


def als_tekst(moment: datetime) -> str:
    """A moment in UTC as both databases read it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


@dataclass(frozen=True)
class Veld:
    """How large the field is, and what its casussen wait for."""

    casussen: int
    nu: datetime
    wacht: Wachtend
    stappen: Sequence[tuple[str, str, str]]
    """(process, step, data domain) of human steps of the models."""

    @property
    def scholen(self) -> int:
        return -(-self.casussen // PER_SCHOOL)

    @property
    def regios(self) -> int:
        return -(-self.scholen // SCHOLEN)


def vreemd() -> Iterator[str]:
    """New ids without end, as unordered as those of the application."""
    while True:
        block = os.urandom(16 * 4096).hex()
        yield from (block[place : place + 32] for place in range(0, len(block), 32))


def omgeving(veld: Veld) -> Rijen:
    """Organisations, colleagues and school years."""
    rows: Rijen = {name: [] for name in KOLOMMEN}
    for regio in range(veld.regios):
        for soort in ("swv", "jgz", "gemeente"):
            rows["organisatie"].append(
                (plek(soort, regio), soort, f"{soort} {regio}", f"{soort}-{regio}", None, None, None, 6)
            )
        for rol, soort in (("JA", "jgz"), ("LPA", "gemeente"), ("SWC", "swv")):
            _collega(rows, rol, regio, plek(soort, regio))
    fresh = vreemd()
    for nummer in range(veld.scholen):
        school, regio = plek("school", nummer), nummer // SCHOLEN
        names = (f"School {nummer}", f"school-{nummer}", "vo", plek("swv", regio), plek("jgz", regio), 6)
        rows["organisatie"].append((school, "school", *names))
        rows["schooljaar"].append((next(fresh), school, VAN, TOT))
        rows["lesvrij"] += [(next(fresh), school, *days, "vakantie") for days in VRIJ]
        for rol in ("VC", "DIR"):
            _collega(rows, rol, nummer, school)
        for mentor in range(MENTOREN):
            _collega(rows, "MEN", nummer * MENTOREN + mentor, school)
    return rows


def _collega(rows: Rijen, rol: str, nummer: int, place: str) -> None:
    person = plek(rol, nummer)
    rows["persoon"].append((person, f"{rol} {nummer}", "nl", 1))
    rows["lidmaatschap"].append((person, person, rol, place, VAN, 1))


class Casusrijen:
    """Everything of one casus after another: neighbours in the tables stand at different schools."""

    def __init__(self, veld: Veld) -> None:
        self.veld = veld
        self.vers = vreemd()
        self.kopie = veld.wacht.kopieen()
        self.geweest = als_tekst(veld.nu - timedelta(days=20))
        self.later = als_tekst(veld.nu + timedelta(days=7))
        self.dagen = [(veld.nu + timedelta(days=n)).date().isoformat() for n in range(-5, 25)]
        self.verzegeld = [os.urandom(120 + 13 * n) for n in range(31)]
        """Lengths of short answers: 120 to 510 bytes."""

    def blok(self, van: int, tot: int) -> Rijen:
        """The rows of the casussen with these numbers."""
        rows: Rijen = {name: [] for name in KOLOMMEN}
        for nummer in range(van, tot):
            school = nummer % self.veld.scholen
            pupil, parent = self._leerling(rows, nummer, school)
            self._casus(rows, nummer, school, pupil, parent)
        return rows

    def _leerling(self, rows: Rijen, nummer: int, school: int) -> tuple[str, str]:
        pupil, parent, place = next(self.vers), next(self.vers), plek("school", school)
        mentor = plek("MEN", school * MENTOREN + nummer % MENTOREN)
        born = f"{2010 + nummer % 4}-{1 + nummer % 12:02}-15"
        names = (f"Kind{nummer}", "Bench", born, f"B-{nummer}", plek("gemeente", school // SCHOLEN), 0)
        rows["persoon"].append((parent, f"Ouder {nummer}", "nl", 1))
        rows["leerling"].append((pupil, *names))
        rows["gezagsrelatie"].append((next(self.vers), pupil, parent, "gezag", VAN, 0))
        rows["inschrijving"].append((next(self.vers), pupil, place, str(nummer), f"{1 + nummer % 4}A", VAN, mentor))
        clock = ("groen", "2026-10-05", "2026-12-05", "2026-11-03", 0, self.geweest)
        rows["klok"].append((pupil, *clock))
        return pupil, parent

    def _casus(self, rows: Rijen, nummer: int, school: int, pupil: str, parent: str) -> None:
        casus, place = next(self.vers), plek("school", school)
        state, timer = next(self.kopie)
        where = (casus, f"B-{nummer}", pupil, place, "lopend", "bench_wachten", self.veld.wacht.spec_hash, state)
        rows["casus"].append((*where, self.geweest, 1))
        rows["timer"].append((timer.hex, casus, self.later, 0))
        self._taken(rows, nummer, school, casus, parent)
        author = plek("MEN", school * MENTOREN + nummer % MENTOREN)
        for n in range(STUKKEN):
            sealed = self.verzegeld[(nummer + n) % 31]
            head = (next(self.vers), casus, DOMEINEN[n], "bench_kijken", sealed, 1)
            rows["dossierstuk"].append((*head, author, "MEN", place, self.geweest, 0, "nee"))
            what = ("stap_doorlopen", self.geweest, "D23", author, "MEN", place, "bench_wachten", "bench_wacht", "{}")
            rows["gebeurtenis"].append((next(self.vers), casus, *what))

    def _taken(self, rows: Rijen, nummer: int, school: int, casus: str, parent: str) -> None:
        regio, place = school // SCHOLEN, plek("school", school)
        here = nummer // self.veld.scholen
        men = plek("MEN", school * MENTOREN + nummer % MENTOREN)
        first = ("VC", place, plek("VC", school)) if here < VAN_DE_COORDINATOR else ("MEN", place, men)
        every = PER_SCHOOL * SCHOLEN // VAN_DE_JEUGDARTS
        doctor = (here * SCHOLEN + school % SCHOLEN) % every == 0
        others = (
            ("LPA", plek("gemeente", regio), plek("LPA", regio)), ("SWC", plek("swv", regio), plek("SWC", regio)),
            ("DIR", place, plek("DIR", school)), ("OG", None, parent),
        )  # fmt: skip
        second = ("JA", plek("jgz", regio), plek("JA", regio)) if doctor else others[nummer % 4]
        each = ((first, "open"), (second, "open"), (first, "afgerond"), (second, "afgerond"))
        for n, (who, status) in enumerate(each):
            proces, stap, domein = self.veld.stappen[(nummer + n) % len(self.veld.stappen)]
            term = self.dagen[(nummer + 7 * n) % 30]
            rows["taak"].append((next(self.vers), casus, stap, proces, *who, domein, term, status, self.geweest))
        grants = {("VC", place, None), ("DIR", place, None), ("MEN", place, men), ("OG", None, parent)}
        for grant in grants | {(second[0], second[1], parent if second[0] == "OG" else None)}:
            reason = "verwijzing" if grant[0] == "JA" else "eigen_leerling"
            rows["betrokkene"].append((next(self.vers), casus, *grant, reason, self.geweest))
        if doctor:
            asked = ("verwijzing_jgz", "JA", plek("jgz", regio), "compleet", "1", self.geweest, plek("VC", school))
            rows["toestemming"].append((next(self.vers), casus, *asked))


def ident(soort: str, nummer: int) -> UUID:
    """As `plek`, for who asks the application."""
    return UUID(hex=plek(soort, nummer))
