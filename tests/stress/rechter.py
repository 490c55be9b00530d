"""The judge: what the players said was done, against what is kept. Reads only, after everybody has stopped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus, Gebeurtenis, StatusTaak, Taak, Timer
from casus.domain.dossier import Dossierstuk
from casus.domain.techniek import Auditregel, Instelling, Job
from casus.domain.toestemming import Toestemming
from casus.services.kern import Kern
from casus.services.verloop import verloop_van
from casus.storage import KluisFout, Transactie, audit, dossiers
from tests.stress import spoor
from tests.stress.toneel import PROCES, WEKKERS, Toneel

LANG_GELEDEN = datetime(2000, 1, 1, tzinfo=UTC)
"""To ask the engine where a casus stands without anything being due."""


@dataclass
class Oordeel:
    """What was counted, and every difference as a sentence."""

    bevestigd: int = 0
    gevonden: int = 0
    werk: int = 0
    timers: int = 0
    auditregels: int = 0
    kwijt: list[str] = field(default_factory=list)
    dubbel: list[str] = field(default_factory=list)
    stuk: list[str] = field(default_factory=list)

    def vergelijk(self, wat: str, gevonden: int, gewenst: int) -> None:
        """The same number, or something was lost or doubled."""
        if gevonden < gewenst:
            self.kwijt.append(f"{wat}: {gevonden} of {gewenst}")
        elif gevonden > gewenst:
            self.dubbel.append(f"{wat}: {gevonden} instead of {gewenst}")

    @property
    def goed(self) -> bool:
        return not (self.kwijt or self.dubbel or self.stuk)


def oordeel(toneel: Toneel) -> Oordeel:
    """Compare everything with everything."""
    kern, found, said = toneel.kern(), Oordeel(), spoor.lees(toneel.sporen)
    try:
        with kern.database.transaction(SYSTEEM) as db:
            audit.zegelen(db.session, db.nu)
        with kern.database.reading(SYSTEEM) as db:
            _stappen(db, found, said.bevestigd("stap"))
            for casus in db.session.scalars(select(Casus).where(Casus.proces == PROCES)):
                _casus(kern, db, found, casus)
            _werk(db, found, said.bevestigd("vraag"))
            _ketting(db, found)
    finally:
        kern.database.close()
    return found


def _stappen(db: Transactie, found: Oordeel, confirmed: Counter[str]) -> None:
    """Every completed task has one audit row; every confirmed step is a completed task, confirmed once."""
    done = set(db.session.scalars(select(Taak.id).where(Taak.status == StatusTaak.AFGEROND)))
    noted = Counter(row["taak"] for row in db.session.scalars(_afgerond()))
    for ident in {str(each) for each in done} | set(noted):
        found.vergelijk(f"audit rows of task {ident}", noted[ident], int(UUID(ident) in done))
    for ident, times in confirmed.items():
        found.vergelijk(f"step {ident}", int(UUID(ident) in done), 1)
        found.vergelijk(f"confirmations of step {ident}", times, 1)
    found.bevestigd, found.gevonden = len(confirmed), len(done)


def _afgerond() -> Any:
    return select(Auditregel.gegevens).where(Auditregel.handeling == "taak_afgerond")


def _casus(kern: Kern, db: Transactie, found: Oordeel, casus: Casus) -> None:
    """Tasks, journal, dossier, timers and state of one casus say the same."""
    tasks = list(db.session.scalars(select(Taak).where(Taak.casus_id == casus.id)))
    events = list(db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.casus_id == casus.id)))
    parts = Counter[str]()
    stap_van = {str(task.id): task.stap for task in tasks}
    for gegevens in db.session.scalars(_afgerond().where(Auditregel.casus_id == casus.id)):
        parts[stap_van[gegevens["taak"]]] += len(gegevens["domeinen"])
    done = Counter(task.stap for task in tasks if task.status is StatusTaak.AFGEROND)
    told = Counter(event.stap for event in events if event.soort == "taak_afgerond")
    entries = list(db.session.scalars(select(Dossierstuk).where(Dossierstuk.casus_id == casus.id)))
    kept = Counter(entry.stap for entry in entries)
    for stap in set(done) | set(told) | set(kept):
        found.vergelijk(f"journal of {stap} in {casus.id}", told[stap], done[stap])
        found.vergelijk(f"dossier of {stap} in {casus.id}", kept[stap], parts[stap])
    asked = db.session.scalars(select(Toestemming.id).where(Toestemming.casus_id == casus.id)).all()
    found.vergelijk(f"consents asked in {casus.id}", len(asked), int(bool(done)))
    try:
        dossiers.open_all(db, casus.id, entries)
    except (KluisFout, KeyError) as fout:
        found.stuk.append(f"dossier of {casus.id} does not open: {fout}")
    _stand(kern, db, found, casus, [task.id for task in tasks if task.status is StatusTaak.OPEN])
    _wekkers(found, casus, Counter(e.stap for e in events if (e.stap or "").startswith("wekker_")))


def _stand(kern: Kern, db: Transactie, found: Oordeel, casus: Casus, open_taken: list[UUID]) -> None:
    """The stored state has the same open step and the same timers as the tables."""
    stand = kern.engine.wake(verloop_van(casus), LANG_GELEDEN)
    if open_taken != [stap.id for stap in stand.stappen] or len(open_taken) != 1:
        found.stuk.append(f"open tasks of {casus.id}: {len(open_taken)}, the engine has {len(stand.stappen)}")
    timers = {timer.id: timer.moment for timer in db.session.scalars(select(Timer).where(Timer.casus_id == casus.id))}
    if timers != dict(stand.timers):
        found.stuk.append(f"timers of {casus.id}: {timers}, the engine has {dict(stand.timers)}")
    found.timers += len(timers)


def _wekkers(found: Oordeel, casus: Casus, fired: Counter[str]) -> None:
    """The chain of timers fired from its beginning, each link once; nobody jumped over one."""
    for number in range(WEKKERS):
        name = f"wekker_{number:02d}"
        found.vergelijk(f"{name} of {casus.id}", fired[name], int(number < len(fired)))
    found.timers += len(fired)


def _werk(db: Transactie, found: Oordeel, asked: Counter[str]) -> None:
    """Every job is done, and its effect is there once."""
    rows = list(db.session.scalars(select(Job)))
    ours = {job.gegevens["naam"]: job for job in rows if job.soort in ("tel", "buiten")}
    effect = {row.naam: row.waarde for row in db.session.execute(select(Instelling.naam, Instelling.waarde))}
    for naam in asked:
        found.vergelijk(f"job {naam}", int(naam in ours), 1)
    for naam in ours:
        found.vergelijk(f"effect of job {naam}", int(effect.get(naam, 0)), 1)
    found.kwijt += [f"job {job.soort} {job.id} is not done: {job.fout}" for job in rows if job.klaar_op is None]
    found.werk = len(ours)


def _ketting(db: Transactie, found: Oordeel) -> None:
    """The audit log is whole; the file of the database too."""
    ketting = audit.verify(db.session)
    found.auditregels = ketting.regels
    if ketting.fout is not None or ketting.open:
        found.stuk.append(f"audit log: {ketting.fout or f'{ketting.open} rows without seal'}")
    if not audit.is_postgres(db.session):
        answers = [db.session.execute(text(f"PRAGMA {check}")).scalars().all()
                   for check in ("quick_check", "foreign_key_check", "cipher_integrity_check")]  # fmt: skip
        if answers != [["ok"], [], []]:
            found.stuk.append(f"SQLite: {answers}")
