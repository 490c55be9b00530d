"""The audit log: one chain of hashes, so that a changed or missing row shows."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casus.domain.actor import Lezer
from casus.domain.techniek import Auditregel, Instelling

HEAD = "audit_kop"
START = "0" * 64


def append(
    session: Session, lezer: Lezer, handeling: str, uitkomst: str, casus_id: UUID | None, gegevens: dict[str, Any]
) -> None:
    """Add a row to the chain, inside the caller's transaction; the head row is the lock."""
    head = session.scalars(select(Instelling).where(Instelling.naam == HEAD).with_for_update()).first()
    if head is None:
        head = Instelling(naam=HEAD, waarde=f"0:{START}")
        session.add(head)
    number, previous = head.waarde.split(":")
    regel = Auditregel(
        volgnummer=int(number) + 1,
        op=lezer.nu,
        handeling=handeling,
        uitkomst=uitkomst,
        persoon_id=lezer.actor.persoon_id,
        rol=lezer.actor.rol,
        organisatie_id=lezer.actor.organisatie_id,
        casus_id=casus_id,
        gegevens=json.loads(json.dumps(gegevens, default=str)),
        vorige=previous,
        hash="",
    )
    regel.hash = hash_of(regel)
    head.waarde = f"{regel.volgnummer}:{regel.hash}"
    session.add(regel)
    session.flush()


def hash_of(regel: Auditregel) -> str:
    """The hash of everything the row says, and of the row before it."""
    parts = [
        regel.volgnummer, regel.op.astimezone(UTC).isoformat(timespec="microseconds"), regel.handeling, regel.uitkomst,
        str(regel.persoon_id), str(regel.rol or ""), str(regel.organisatie_id), str(regel.casus_id), regel.gegevens,
        regel.vorige,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Ketting:
    """The result of checking the chain."""

    regels: int
    fout: str | None


def verify(session: Session) -> Ketting:
    """Walk the chain from the first row to its head."""
    previous, number = START, 0
    query = select(Auditregel).order_by(Auditregel.volgnummer).execution_options(yield_per=1000)
    with closing(session.scalars(query)) as rows:
        for regel in rows:
            number += 1
            if regel.volgnummer != number:
                return Ketting(number, f"regel {number} ontbreekt")
            if regel.vorige != previous or hash_of(regel) != regel.hash:
                return Ketting(number, f"regel {number} is gewijzigd")
            previous = regel.hash
    head = session.get(Instelling, HEAD)
    if head is not None and head.waarde != f"{number}:{previous}":
        return Ketting(number, f"na regel {number} ontbreken regels")
    return Ketting(number, None)
