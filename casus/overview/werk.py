"""How the work behind the pages stands, for who manages the installation, for probes and for metrics.

Kinds, counts and moments; never whom a job is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from casus.domain.actor import SYSTEEM, Actor
from casus.domain.fouten import N_
from casus.overview.bron import Bron
from casus.policy import Handeling, require
from casus.storage import Transactie, jobs, migreren, werk

SOORTEN: dict[str, str] = {
    "nacht": N_("Het werk van de dag verdelen"),
    "leerlingen": N_("Klokken en signalen bijwerken"),
    "toets": N_("Toets van de toegang"),
    "ondertekenaars": N_("Toestemmingen bijwerken"),
    "opruimen": N_("Opruimen"),
    "wekken": N_("Een termijn die verliep"),
    "herinneringen": N_("Herinneringen maken"),
    "post": N_("Mail versturen"),
    "vernietigingsvoorstel": N_("Voorstellen maken om te vernietigen"),
    "vernietigen": N_("Een vernietiging verdelen"),
    "vernietig": N_("Vernietigen na de bewaartermijn"),
}
"""What a kind of job does, in words; a kind without them is shown by its code."""
TE_DOEN: dict[str, str] = {
    "werk": N_("Werk wacht te lang. Loopt er een werkproces? Start het met: casus worker"),
    "termijnen": N_("Termijnen zijn verlopen en niet verwerkt. Loopt er een werkproces? Start het met: casus worker"),
    "geparkeerd": N_("Werk is te vaak mislukt. Bekijk de soort fout en probeer het opnieuw."),
    "worker": N_("Er is geen werkproces dat nu loopt. Start het met: casus worker"),
    "zegels": N_("Regels van het auditlog wachten te lang op een zegel. Dat doet het werkproces."),
}
"""What is not in order, and what to do."""


@dataclass(frozen=True)
class Geparkeerd:
    """A job that failed too often."""

    id: UUID
    soort: str
    omschrijving: str
    pogingen: int
    fout: str
    sinds: datetime


@dataclass(frozen=True)
class Werkproces:
    """A worker and when it last walked a round."""

    naam: str
    sinds: datetime
    op: datetime
    stil: int
    """Seconds since then."""
    leeft: bool
    versie: str


@dataclass(frozen=True)
class Werkstand:
    """All of it at one moment; ages are whole seconds, 0 when nothing waits."""

    op: datetime
    grens: int
    wachtend: int
    oudste_werk: int
    termijnen: int
    oudste_termijn: int
    geparkeerd: int
    lijst: tuple[Geparkeerd, ...]
    """The newest hundred."""
    zegel: int
    zegel_op: datetime | None
    open: int
    oudste_open: int
    workers: tuple[Werkproces, ...]

    @property
    def achter(self) -> tuple[str, ...]:
        """Which work waits longer than the bound."""
        ages = {"werk": self.oudste_werk, "termijnen": self.oudste_termijn}
        return tuple(name for name, age in ages.items() if age > self.grens)

    @property
    def te_doen(self) -> tuple[str, ...]:
        """What is not in order, as the names in `TE_DOEN`."""
        wrong = {
            "geparkeerd": self.geparkeerd > 0,
            "worker": not any(worker.leeft for worker in self.workers),
            "zegels": self.oudste_open > self.grens,
        }
        return (*self.achter, *(name for name, holds in wrong.items() if holds))

    @property
    def raad(self) -> tuple[str, ...]:
        """What to do, in sentences."""
        return tuple(TE_DOEN[name] for name in self.te_doen)


def lees_werk(bron: Bron, actor: Actor, grens: int) -> Werkstand:
    """The page of who manages the installation.

    Raises:
        Geweigerd: not for this role.
    """
    with bron.lezen(actor) as db:
        require(actor, Handeling.WERK_BEHEREN)
        found = werkstand(db, grens)
    bron.database.record(actor, "werk_bekeken")
    return found


def lees_stand(bron: Bron, grens: int) -> Werkstand:
    """For probes, metrics and the command line, where no person looks."""
    with bron.database.reading(SYSTEEM) as db:
        return werkstand(db, grens)


def niet_klaar(bron: Bron, grens: int) -> tuple[str, ...]:
    """Why this installation should not get requests now: `database`, `migraties`, `werk`, `termijnen`."""
    if not bron.database.ready():
        return ("database",)
    if not migreren.is_bij(bron.database.engine):
        return ("migraties",)
    return lees_stand(bron, grens).achter


def werkstand(db: Transactie, grens: int) -> Werkstand:
    """A handful of counts; `grens` is in seconds."""
    busy, due, sealed = jobs.drukte(db), werk.timers(db), werk.verzegeld(db)
    return Werkstand(
        op=db.nu,
        grens=grens,
        wachtend=busy.wachtend,
        oudste_werk=_leeftijd(db, busy.oudste),
        termijnen=due.aantal,
        oudste_termijn=_leeftijd(db, due.oudste),
        geparkeerd=busy.geparkeerd,
        lijst=tuple(_geparkeerd(db)),
        zegel=sealed.nummer,
        zegel_op=sealed.op,
        open=sealed.open,
        oudste_open=_leeftijd(db, sealed.oudste_open),
        workers=tuple(_workers(db, grens)),
    )


def _leeftijd(db: Transactie, moment: datetime | None) -> int:
    return 0 if moment is None else max(0, int((db.nu - moment) / timedelta(seconds=1)))


def _geparkeerd(db: Transactie) -> list[Geparkeerd]:
    return [
        Geparkeerd(job.id, job.soort, SOORTEN.get(job.soort, job.soort), job.pogingen, job.fout or "", moment)
        for job in jobs.list_geparkeerd(db)
        if (moment := job.geparkeerd_op) is not None
    ]


def _workers(db: Transactie, grens: int) -> list[Werkproces]:
    found = []
    for row in werk.list_hartslagen(db):
        silent = _leeftijd(db, row.op)
        found.append(Werkproces(row.worker, row.sinds, row.op, silent, silent <= grens, row.versie))
    return found
