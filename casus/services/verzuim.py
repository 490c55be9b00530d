"""Absence that comes in: a file whole or not at all, and what follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from casus.domain.actor import SYSTEEM, Actor
from casus.domain.fouten import N_, Geweigerd, OngeldigeInvoer
from casus.domain.kalender import Schoolkalender
from casus.domain.organisatie import Organisatie
from casus.domain.verzuim import Import, Kolomindeling
from casus.exchange.verzuim import FORMATEN, Indeling, Melding, Weigering, lees
from casus.policy import Handeling
from casus.policy.handelingen import require
from casus.services.kern import Kern
from casus.services.signalen import STAP, Voortgang, evalueer
from casus.storage import Transactie, kalenders, klokken, verzuim
from casus.storage.verzuim import Regel


@dataclass(frozen=True)
class Importverslag:
    """What a file brought, or would bring."""

    formaat: str
    regels: int = 0
    """Lines in the file that speak of absence."""
    nieuw: int = 0
    dubbel: int = 0
    vervangen: int = 0
    overgeslagen: int = 0
    geweigerd: tuple[Weigering, ...] = ()
    leerlingen: int = 0
    signalen: int = 0
    casussen: int = 0
    bijgewerkt_tot: date | None = None
    al_ingelezen: bool = False
    proef: bool = False

    @property
    def gelukt(self) -> bool:
        return not self.geweigerd


class _RollbackError(Exception):
    """A dry run did everything and takes it back."""

    def __init__(self, verslag: Importverslag) -> None:
        super().__init__()
        self.verslag = verslag


class Verzuim:
    """Absence files of schools."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def importeer(
        self,
        actor: Actor,
        school_id: UUID,
        data: bytes,
        formaat: str = "csv",
        *,
        dry_run: bool = False,
        tot: date | None = None,
        voortgang: Voortgang | None = None,
    ) -> Importverslag:
        """Take a file in whole, look at what it means, or say why nothing of it was taken.

        `tot` is the day until which the school has told everything; without it the last day in the file.

        Raises:
            Geweigerd: not this role, or not this school.
            NietGevonden: no such school.
            OngeldigeInvoer: a format that we do not know.
            Bestandsfout: the file cannot be read at all.
        """
        try:
            with self.kern.database.transaction(actor) as db:
                _require(actor, school_id)
                verslag = self._neem(db, verzuim.read_school(db, school_id), data, formaat, tot, voortgang)
                if dry_run:
                    raise _RollbackError(replace(verslag, proef=True))
                return verslag
        except _RollbackError as trial:
            return trial.verslag

    def bewaar_indeling(
        self, actor: Actor, school_id: UUID, kolommen: Mapping[str, str], soorten: Mapping[str, str]
    ) -> None:
        """Keep the headings and words of a school's own CSV.

        Raises:
            Geweigerd: not this role, or not this school.
            IndelingFout: a mapping that cannot work.
        """
        with self.kern.database.transaction(actor) as db:
            _require(actor, school_id)
            FORMATEN["csv"].met(kolommen, soorten)
            kept = verzuim.find_indeling(db, verzuim.read_school(db, school_id).id)
            value = {"kolommen": dict(kolommen), "soorten": dict(soorten)}
            if kept is None:
                db.add(Kolomindeling(school_id=school_id, kolommen=value))
            else:
                kept.kolommen = value
            db.audit("kolomindeling_bewaard", school=str(school_id))

    def find_school(self, code: str) -> UUID | None:
        """The id of a school by its code."""
        with self.kern.database.reading(SYSTEEM) as db:
            return verzuim.find_school(db, code)

    def _neem(
        self,
        db: Transactie,
        school: Organisatie,
        data: bytes,
        formaat: str,
        tot: date | None,
        voortgang: Voortgang | None,
    ) -> Importverslag:
        digest = hashlib.sha256(data).hexdigest()
        known = verzuim.find_import(db, school.id, digest)
        if known is not None and (tot is None or tot <= known.bijgewerkt_tot):
            return Importverslag(formaat, known.regels, bijgewerkt_tot=known.bijgewerkt_tot, al_ingelezen=True)
        gelezen = lees(data, _indeling(db, school.id, formaat))
        numbers = verzuim.leerlingen_by_nummer(db, school.id)
        refused = (*gelezen.geweigerd, *_unknown(gelezen.meldingen, numbers))
        verslag = Importverslag(formaat, len(gelezen.meldingen), overgeslagen=gelezen.overgeslagen)
        if refused:
            return replace(verslag, geweigerd=tuple(sorted(refused, key=lambda item: item.nummer)))
        until = min(tot, db.lezer.dag) if tot else _last_day(gelezen.meldingen, db.lezer.dag)
        kalender = kalenders.read_kalender(db, school.id)
        lines = _per_day(gelezen.meldingen, numbers, kalender, school, until)
        row = known or Import(
            school_id=school.id, hash=digest, formaat=formaat, op=db.nu, door_id=db.actor.persoon_id,
            regels=len(gelezen.meldingen), nieuw=0, bijgewerkt_tot=until,
            vanaf=min([until, *(melding.van for melding in gelezen.meldingen)]),
        )  # fmt: skip
        row.bijgewerkt_tot = until
        db.add(row)
        db.flush()
        written = verzuim.write_regels(db, school.id, row.id, lines)
        row.nieuw += written.nieuw
        touched = sorted({numbers[melding.leerlingnummer] for melding in gelezen.meldingen})
        signals, begun = self._volg(db, touched, voortgang)
        db.audit("verzuim_geimporteerd", school=str(school.id), regels=row.regels, nieuw=written.nieuw)
        return replace(
            verslag, nieuw=written.nieuw, dubbel=written.dubbel, vervangen=written.vervangen,
            leerlingen=len(touched), signalen=signals, casussen=begun, bijgewerkt_tot=until,
        )  # fmt: skip

    def _volg(self, db: Transactie, touched: list[UUID], voortgang: Voortgang | None) -> tuple[int, int]:
        signals = begun = done = 0
        for part in klokken.chunks(touched, STAP):
            more, new = evalueer(self.kern, db, part)
            signals, begun, done = signals + more, begun + new, done + len(part)
            if voortgang is not None:
                voortgang(done, len(touched))
        return signals, begun


def _require(actor: Actor, school_id: UUID) -> None:
    """Who may import does so for the own school; the command line is the system itself."""
    if actor is SYSTEEM:
        return
    require(actor, Handeling.VERZUIM_IMPORTEREN)
    if actor.organisatie_id != school_id:
        raise Geweigerd(Handeling.VERZUIM_IMPORTEREN, "mijn_organisatie")


def _indeling(db: Transactie, school_id: UUID, formaat: str) -> Indeling:
    if formaat not in FORMATEN:
        raise OngeldigeInvoer(N_("Dit formaat kennen we niet. Kies csv, somtoday of magister."))
    own = verzuim.find_indeling(db, school_id) if formaat == "csv" else None
    return (
        FORMATEN[formaat] if own is None else FORMATEN[formaat].met(own.kolommen["kolommen"], own.kolommen["soorten"])
    )


def _unknown(meldingen: tuple[Melding, ...], numbers: Mapping[str, UUID]) -> list[Weigering]:
    reason = N_("Dit leerlingnummer staat niet op deze school. Schrijf de leerling eerst in.")
    return [Weigering(melding.nummer, reason) for melding in meldingen if melding.leerlingnummer not in numbers]


def _last_day(meldingen: tuple[Melding, ...], vandaag: date) -> date:
    days = [melding.tot or melding.van for melding in meldingen]
    return min(max(days), vandaag) if days else vandaag


def _per_day(
    meldingen: tuple[Melding, ...],
    numbers: Mapping[str, UUID],
    kalender: Schoolkalender,
    school: Organisatie,
    until: date,
) -> dict[tuple[UUID, date], set[Regel]]:
    """Lines by pupil and lesdag; what is not ended yet runs until the last day that was told."""
    found: dict[tuple[UUID, date], set[Regel]] = {}
    for melding in meldingen:
        uren = (melding.lesuur_van or 1, melding.lesuur_tot or school.lesuren_per_dag, melding.soort)
        for dag in kalender.lesdagen(melding.van, melding.tot or max(until, melding.van)):
            found.setdefault((numbers[melding.leerlingnummer], dag), set()).add(uren)
    return found
