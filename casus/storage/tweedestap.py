"""The second step of a login: secrets, codes that work once, and logins that wait for one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Delete, Update, delete, func, or_, select, update

from casus.domain.techniek import Aanmelding, Herstelcode, TweedeStap
from casus.storage.database import Transactie

INSTELTIJD = timedelta(hours=1)
"""How long a secret waits for its first code."""


def find(db: Transactie, persoon_id: UUID) -> TweedeStap | None:
    """The second step of this person, also while it is being set up."""
    return db.get(TweedeStap, persoon_id)


def find_nieuw(db: Transactie, persoon_id: UUID) -> TweedeStap | None:
    """The second step that this person is setting up, when it did not wait too long."""
    query = select(TweedeStap).where(TweedeStap.persoon_id == persoon_id, TweedeStap.aan_op.is_(None))
    return db.session.scalars(query.where(TweedeStap.gemaakt_op > db.nu - INSTELTIJD)).first()


def geheim(db: Transactie, stap: TweedeStap) -> bytes:
    """The secret of a second step, opened.

    Raises:
        KluisFout: it was changed, or is another person's.
    """
    return db.bos.unseal(_wie(stap.persoon_id), stap.geheim)


def stel_in(db: Transactie, persoon_id: UUID, nieuw: bytes) -> None:
    """Keep a new secret that is not in use yet; one that was being set up is forgotten."""
    db.session.execute(delete(TweedeStap).where(TweedeStap.persoon_id == persoon_id, TweedeStap.aan_op.is_(None)))
    db.add(TweedeStap(persoon_id=persoon_id, geheim=db.bos.seal(_wie(persoon_id), nieuw), gemaakt_op=db.nu))


def zet_aan(db: Transactie, persoon_id: UUID, stap: int) -> bool:
    """From now on a code is asked; False when another request was first."""
    first = update(TweedeStap).where(TweedeStap.persoon_id == persoon_id, TweedeStap.aan_op.is_(None))
    return _een(db, first.values(aan_op=db.nu, laatste_stap=stap))


def neem_stap(db: Transactie, persoon_id: UUID, stap: int) -> bool:
    """Take the code of this step; False when it, or a newer one, was taken before, also at this very moment.

    One statement: the second of two at once waits for the first and then finds no row.
    """
    newer = or_(TweedeStap.laatste_stap.is_(None), TweedeStap.laatste_stap < stap)
    one = update(TweedeStap).where(TweedeStap.persoon_id == persoon_id, TweedeStap.aan_op.is_not(None), newer)
    return _een(db, one.values(laatste_stap=stap))


def neem_herstelcode(db: Transactie, persoon_id: UUID, code: str) -> bool:
    """Take a recovery code; False when there is none such, or it was taken before."""
    blind = _blind(db, persoon_id, code)
    return _een(db, delete(Herstelcode).where(Herstelcode.blind == blind, Herstelcode.persoon_id == persoon_id))


def zet_herstelcodes(db: Transactie, persoon_id: UUID, codes: Iterable[str]) -> None:
    """Keep these recovery codes; the ones of before work no more."""
    db.session.execute(delete(Herstelcode).where(Herstelcode.persoon_id == persoon_id))
    db.add(*(Herstelcode(blind=_blind(db, persoon_id, code), persoon_id=persoon_id) for code in codes))


def tel_herstelcodes(db: Transactie, persoon_id: UUID) -> int:
    """How many are left."""
    return db.session.scalar(select(func.count()).where(Herstelcode.persoon_id == persoon_id)) or 0


def haal_weg(db: Transactie, persoon_id: UUID) -> bool:
    """Forget the secret and the recovery codes; whether a code was asked until now."""
    db.session.execute(delete(Herstelcode).where(Herstelcode.persoon_id == persoon_id))
    was = find(db, persoon_id)
    db.session.execute(delete(TweedeStap).where(TweedeStap.persoon_id == persoon_id))
    return was is not None and was.aan_op is not None


def find_aanmelding(db: Transactie, key: str) -> Aanmelding | None:
    """The login that waits for a code, when it is not too old."""
    return db.session.scalars(select(Aanmelding).where(Aanmelding.id == key, Aanmelding.verloopt_op > db.nu)).first()


def rond_af(db: Transactie, key: str) -> bool:
    """This login needs no code any more; False when another request was first."""
    return _een(db, delete(Aanmelding).where(Aanmelding.id == key))


def vergeet_aanmeldingen(db: Transactie, persoon_id: UUID) -> None:
    """Whoever is halfway with the old password or code begins anew."""
    db.session.execute(delete(Aanmelding).where(Aanmelding.persoon_id == persoon_id))


def ruim_op(db: Transactie) -> None:
    """Logins and secrets for which no code came."""
    old = TweedeStap.aan_op.is_(None) & (TweedeStap.gemaakt_op < db.nu - INSTELTIJD)
    db.session.execute(delete(TweedeStap).where(old))
    db.session.execute(delete(Aanmelding).where(Aanmelding.verloopt_op < db.nu))


def _een(db: Transactie, statement: Update | Delete) -> bool:
    done = cast("CursorResult[Any]", db.session.execute(statement, execution_options={"synchronize_session": False}))
    return done.rowcount == 1


def _wie(persoon_id: UUID) -> str:
    return f"tweede_stap|{persoon_id}"


def _blind(db: Transactie, persoon_id: UUID, code: str) -> str:
    return db.bos.blind("herstelcode", f"{persoon_id}|{code}")
