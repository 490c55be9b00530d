"""Plays the stories: every step is a task that somebody completes through the services, on a day in the past."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from sqlalchemy import true

from casus.demo.brug import begin_casus
from casus.demo.invullen import Schrijver
from casus.demo.mensen import Streek
from casus.demo.verhalen import Lot, Teksten
from casus.domain.actor import AMSTERDAM, SYSTEEM, Actor
from casus.domain.casus import Casus, Status
from casus.domain.fouten import OngeldigeInvoer
from casus.domain.kalender import Schoolkalender
from casus.domain.rol import Rol
from casus.domain.toestemming import StatusToestemming
from casus.overview import lees_taak
from casus.storage import mensen, taken, toestemmingen
from casus.web.huis import Huis

WEGEN_NA = (4, 12)
"""Days after which a coordinator weighs a signal, from and up to."""
NIET_ZORGELIJK = {"zorgelijk": "nee"}
OPEN = (StatusToestemming.GEVRAAGD, StatusToestemming.DEELS)


@dataclass(frozen=True)
class Werk:
    """An open task and who does it."""

    id: UUID
    stap: str
    actor: Actor


@dataclass
class Spel:
    """A story on its way: the casus, its dice, and the day of its next step."""

    lot: Lot
    kalender: Schoolkalender
    rnd: Random
    volgende: date
    tot: date
    casus_id: UUID | None = None
    geweigerd: list[str] = field(default_factory=list)
    """Steps in which the product did not take the answers."""
    verteld: set[str] = field(default_factory=set)

    def is_aan_de_beurt(self, dag: date) -> bool:
        return self.volgende <= dag <= self.tot


def begin_spelen(streek: Streek, loten: list[Lot]) -> list[Spel]:
    """All stories, waiting for their first day."""
    last = streek.cijfers.verzuim.tot
    return [
        Spel(
            lot, streek.cijfers.kalender(lot.kind.school), streek.random(f"spel:{number}"), lot.begin,
            lot.verhaal.tot or last,
        )
        for number, lot in enumerate(loten)
    ]  # fmt: skip


@dataclass(frozen=True)
class Speler:
    """Acts for everybody in the region."""

    huis: Huis
    streek: Streek
    teksten: Teksten

    def beurt(self, spel: Spel, dag: date) -> None:
        """The next step of one story: it begins, or families sign, or somebody completes a task."""
        if spel.casus_id is None:
            spel.casus_id = begin_casus(self.huis, spel.lot.kind.leerling.id, self._coordinator(spel))
        elif not self._teken(spel, spel.casus_id):
            self._rond_af(spel, spel.casus_id, dag)
        spel.volgende = spel.kalender.na(dag, spel.lot.verhaal.tempo)

    def _coordinator(self, spel: Spel) -> Actor:
        code = spel.lot.kind.school.code
        person = self.streek.team[code, Rol.VC][0]
        return Actor(person.id, Rol.VC, self.streek.organisaties[code].id, person.naam)

    def _teken(self, spel: Spel, casus_id: UUID) -> bool:
        """Give or refuse what is asked, as the story says; whether anybody did."""
        with self.huis.kern.database.reading(SYSTEEM) as db:
            asked = [
                (row.id, row.doel, [
                    (signature.besluit, Actor(signature.persoon_id, signature.hoedanigheid))
                    for signature in toestemmingen.signatures(db, row.id)
                    if signature.persoon_id is not None
                ])
                for row in toestemmingen.list_toestemmingen(db, casus_id, true())
                if row.status in OPEN
            ]  # fmt: skip
        signed = False
        for ident, doel, signatures in asked:
            word = spel.lot.verhaal.toestemming_bij.get(doel, spel.lot.verhaal.toestemming)
            who = [actor for decided, actor in signatures if decided is None]
            silent = len(signatures) - 1 if word == "deels" else 0
            for actor in [] if word == "wacht" else who[: max(0, len(who) - silent)]:
                self.huis.toestemmingen.geef(ident, actor, ja=word != "nee")
                signed = True
                if word == "nee":
                    break
        return signed

    def _rond_af(self, spel: Spel, casus_id: UUID, dag: date) -> None:
        """Complete the most urgent open task that the story does not leave open."""
        verhaal = spel.lot.verhaal
        for werk in self._open(casus_id):
            bericht = verhaal.bericht_bij.get(werk.stap)
            if bericht and bericht not in spel.verteld:
                spel.verteld.add(bericht)
                self.huis.sturen.stuur(casus_id, bericht, self._coordinator(spel))
                return
            if werk.stap in verhaal.stop_bij:
                continue
            keuzes = {**verhaal.antwoorden_bij.get(werk.stap, {}), **verhaal.antwoorden}
            try:
                self._doe(werk, Schrijver(dag, spel.rnd, self.teksten, keuzes))
            except OngeldigeInvoer:
                spel.geweigerd.append(werk.stap)
            else:
                return

    def weeg(self, dag: date, eigen: Container[UUID]) -> None:
        """Coordinators weigh the other signals some days after they came: pupils who were ill are back again."""
        rnd = self.streek.random(f"wegen:{dag}")
        with self.huis.kern.database.reading(SYSTEEM) as db:
            waiting = [
                (row.Taak.casus_id, dag - row.Taak.aangemaakt_op.astimezone(AMSTERDAM).date())
                for row in taken.list_open(db, true(), {}, Casus.status == Status.SIGNAAL)
                if row.Casus.leerling_id not in eigen
            ]
        for casus_id, old in waiting:
            if dag.weekday() < 5 and old.days >= rnd.randint(*WEGEN_NA):
                self._doe(self._open(casus_id)[0], Schrijver(dag, rnd, self.teksten, NIET_ZORGELIJK))

    def _open(self, casus_id: UUID) -> list[Werk]:
        """The open tasks of a casus with who does them, the most urgent first."""
        with self.huis.kern.database.reading(SYSTEEM) as db:
            return [
                Werk(taak.id, taak.stap, Actor(
                    taak.persoon_id or mensen.default_person(db, taak.organisatie_id, taak.rol),
                    taak.rol, taak.organisatie_id,
                ))
                for taak in taken.open_of_casus(db, casus_id)
            ]  # fmt: skip

    def _doe(self, werk: Werk, schrijver: Schrijver) -> None:
        """Open the task as this person, fill in its form, and complete it."""
        beeld = lees_taak(self.huis.bron, werk.actor, werk.id)
        self.huis.taken.complete(werk.id, schrijver.vul(beeld.formulier), werk.actor)
