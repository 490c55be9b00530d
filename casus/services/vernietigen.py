"""Destroying what need not be kept: proposed each month, decided by its owner, done by the worker."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from casus.domain.actor import Actor
from casus.domain.bericht import SoortBericht
from casus.domain.fouten import N_, NietGevonden, OngeldigeInvoer
from casus.domain.techniek import Bericht
from casus.domain.vernietiging import (
    Bewaarreden,
    StatusVoorstel,
    Vernietigingsregel,
    Vernietigingsverklaring,
    Vernietigingsvoorstel,
)
from casus.policy import Handeling, rollen_met, voorwaarde
from casus.services.berichten import stuur
from casus.services.kern import Kern
from casus.storage import Transactie, berichten, jobs, mensen, vernietigen, vernietigingen
from casus.storage.vernietigd import Vernietigd

AL_BESLOTEN = N_("Over dit voorstel is al besloten. Er is niets veranderd.")
VERANDERD = N_("Het voorstel is veranderd terwijl je keek. Bekijk het opnieuw. Er is niets vernietigd.")
LATER = N_("Kies een dag die nog moet komen.")
KIES = N_("Kies minstens een regel die je wilt bewaren.")


def stel_voor(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """A proposal per owner of what may be destroyed; in a month in which it was made nothing happens."""
    day = date.fromisoformat(gegevens["dag"])
    rows = vernietigingen.list_voorbij(db, day)
    for owner, mine in groupby(rows, key=lambda row: row.organisatie_id):
        month = day.replace(day=1)
        if owner is None or vernietigingen.is_gemaakt(db, owner, month):
            continue
        voorstel = Vernietigingsvoorstel(id=uuid4(), organisatie_id=owner, maand=month, op=db.nu)
        db.add(voorstel)
        db.flush()
        for row in mine:
            until = max(filter(None, (row.vernietigen_na, row.bewaren_tot)))
            line = Vernietigingsregel(
                voorstel_id=voorstel.id, casus_id=row.casus_id, domein=row.domein, klasse=row.klasse, laatste_dag=until
            )
            db.add(line)
        db.audit("vernietiging_voorgesteld", voorstel=voorstel.id, organisatie=owner)
        _tell(kern, db, voorstel)


def _tell(kern: Kern, db: Transactie, voorstel: Vernietigingsvoorstel) -> None:
    for who in mensen.list_met_rol(db, rollen_met(Handeling.VERNIETIGING_BESLUITEN), [voorstel.organisatie_id]):
        stuur(kern, db, who, SoortBericht.VERNIETIGING, sleutel=f"{SoortBericht.VERNIETIGING}:{voorstel.id}:{who}")


def _told(db: Transactie, voorstel_id: UUID) -> None:
    """It was decided: nobody needs to read that it waits."""
    berichten.zet_gelezen(db, Bericht.sleutel.startswith(f"{SoortBericht.VERNIETIGING}:{voorstel_id}:"))


def verdeel(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """Each line of an approved proposal is work of its own: what was done stays done."""
    for regel in vernietigingen.list_regels(db, UUID(gegevens["voorstel"]), *vernietigingen.TE_DOEN):
        jobs.vraag_werk(db, "vernietig", sleutel=f"vernietig:{regel.id}", regel=str(regel.id))


def vernietig_regel(kern: Kern, db: Transactie, gegevens: Mapping[str, Any]) -> None:
    """Destroy one line, unless it is kept after all; the last one makes the declaration.

    Raises:
        RuntimeError: this installation keeps no list of what was destroyed.
    """
    if kern.lijst is None:
        raise RuntimeError("nothing is destroyed without the list outside the database")
    found = vernietigingen.read_regel(db, UUID(gegevens["regel"]))
    if found is None:
        return
    voorstel, regel = found
    gone = None if regel.vervallen or regel.uitgevoerd_op else _destroy(db, voorstel, regel)
    db.flush()
    _finish(db, voorstel)
    db.flush()
    if gone is not None and gone.versies:  # last: on disk before the database forgets
        kern.lijst.schrijf(
            [Vernietigd(db.nu, regel.casus_id, regel.domein, voorstel.organisatie_id, gone.versies)]
        )  # fmt: skip


def _destroy(db: Transactie, voorstel: Vernietigingsvoorstel, regel: Vernietigingsregel) -> vernietigen.Uitkomst | None:
    term = vernietigingen.find_voorbij(db, regel, voorstel.organisatie_id)
    if term is None:
        regel.vervallen = True
        return None
    gone = vernietigen.vernietig(db, vernietigen.Deel(regel.casus_id, regel.domein, voorstel.organisatie_id))
    term.vernietigd_op = regel.uitgevoerd_op = db.nu
    regel.stukken = gone.stukken
    db.audit(
        "vernietigd", casus_id=regel.casus_id, voorstel=voorstel.id, domein=regel.domein, stukken=gone.stukken,
        versies=list(gone.versies),
    )  # fmt: skip
    return gone


def _finish(db: Transactie, voorstel: Vernietigingsvoorstel) -> None:
    """When nothing waits any more: the declaration, or a refusal when nothing was destroyed."""
    rows = vernietigingen.list_regels(db, voorstel.id)
    if any(not row.vervallen and row.uitgevoerd_op is None for row in rows):
        return
    done = [row for row in rows if row.uitgevoerd_op is not None]
    voorstel.status = StatusVoorstel.UITGEVOERD if done else StatusVoorstel.AFGEWEZEN
    if done and voorstel.door_id is not None and voorstel.besloten_op is not None:
        verklaring = Vernietigingsverklaring(
            voorstel_id=voorstel.id,
            organisatie_id=voorstel.organisatie_id,
            door_id=voorstel.door_id,
            besloten_op=voorstel.besloten_op,
            uitgevoerd_op=db.nu,
            casussen=len({row.casus_id for row in done}),
            stukken=sum(row.stukken for row in done),
            inhoud={"delen": _counts(done)},
            hash=lijst_hash(done),
        )
        db.add(verklaring)
        db.audit("vernietiging_verklaard", voorstel=voorstel.id, hash=verklaring.hash)


def _counts(rows: list[Vernietigingsregel]) -> list[dict[str, Any]]:
    def part(row: Vernietigingsregel) -> tuple[str, str]:
        return row.domein, row.klasse

    return [
        {"domein": domein, "klasse": klasse, "casussen": len(mine), "stukken": sum(row.stukken for row in mine)}
        for (domein, klasse), mine in (
            (key, list(group)) for key, group in groupby(sorted(rows, key=part), key=part)
        )
    ]  # fmt: skip


def lijst_hash(rows: Iterable[Vernietigingsregel]) -> str:
    """The SHA-256 of the list, whatever its order."""
    lines = sorted(f"{row.casus_id}|{row.domein}|{row.klasse}|{row.laatste_dag.isoformat()}\n" for row in rows)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


class Vernietigen:
    """What the owner decides; one transaction a call."""

    def __init__(self, kern: Kern) -> None:
        self.kern = kern

    def bewaar(self, voorstel_id: UUID, regels: set[UUID], tot: date, reden: Bewaarreden, actor: Actor) -> int:
        """Keep these lines until a day; gives how many.

        Raises:
            NietGevonden: no proposal of this owner, for this role.
            OngeldigeInvoer: it was decided, the day has passed, or no line was chosen.
        """
        with self.kern.database.transaction(actor) as db:
            voorstel = _open(db, voorstel_id)
            if tot <= db.lezer.dag:
                raise OngeldigeInvoer(LATER)
            rows = [
                row for row in vernietigingen.list_regels(db, voorstel_id, *vernietigingen.TE_DOEN) if row.id in regels
            ]
            if not rows:
                raise OngeldigeInvoer(KIES)
            for row in rows:
                row.vervallen = True
                term = vernietigingen.find_termijn(db, row, voorstel.organisatie_id)
                if term is not None:
                    term.bewaren_tot, term.bewaarreden = tot, reden
                db.audit("toch_bewaard", casus_id=row.casus_id, domein=row.domein, tot=tot, reden=reden)
            db.flush()
            if not vernietigingen.list_regels(db, voorstel_id, *vernietigingen.TE_DOEN):
                voorstel.status, voorstel.besloten_op, voorstel.door_id = (
                    StatusVoorstel.AFGEWEZEN,
                    db.nu,
                    actor.persoon_id,
                )
                _told(db, voorstel_id)
            return len(rows)

    def keur_goed(self, voorstel_id: UUID, aantal: int, actor: Actor) -> None:
        """Let the worker destroy what still stands in it, when that is as many lines as the reader saw.

        Raises:
            NietGevonden: no proposal of this owner, for this role.
            OngeldigeInvoer: it was decided, or it changed meanwhile.
        """
        with self.kern.database.transaction(actor) as db:
            voorstel = _open(db, voorstel_id)
            if len(vernietigingen.list_regels(db, voorstel_id, *vernietigingen.TE_DOEN)) != aantal:
                raise OngeldigeInvoer(VERANDERD)
            voorstel.status, voorstel.besloten_op, voorstel.door_id = StatusVoorstel.AKKOORD, db.nu, actor.persoon_id
            jobs.vraag_werk(db, "vernietigen", sleutel=f"vernietigen:{voorstel_id}", voorstel=str(voorstel_id))
            _told(db, voorstel_id)
            db.audit("vernietiging_goedgekeurd", voorstel=voorstel_id, regels=aantal)


def _open(db: Transactie, voorstel_id: UUID) -> Vernietigingsvoorstel:
    voorstel = vernietigingen.read_voorstel(db, voorstel_id, voorwaarde(Handeling.VERNIETIGING_BESLUITEN, db.lezer))
    if voorstel is None:
        raise NietGevonden(gevraagd=voorstel_id)
    if voorstel.status != StatusVoorstel.VOORGESTELD:
        raise OngeldigeInvoer(AL_BESLOTEN)
    return voorstel
