"""Casussen, their grants, journal and state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, bindparam, func, insert, or_, select
from sqlalchemy.orm import undefer

from casus.domain.actor import Actor, Lezer
from casus.domain.base import tafel
from casus.domain.casus import Betrokkene, Casus, Gebeurtenis, Model, Status
from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.noodtoegang import NOODKNOP
from casus.domain.rol import Rol
from casus.domain.techniek import Instelling
from casus.domain.toestemming import Toestemming, ToestemmingDomein
from casus.storage.database import Transactie, as_uuid

Waar = ColumnElement[bool]
_RECHT = tafel(Betrokkene).c
_NIEUW_RECHT = insert(tafel(Betrokkene))
_LEVEND = (
    select(_RECHT.id)
    .where(
        _RECHT.casus_id == bindparam("casus_id"),
        _RECHT.rol == bindparam("rol"),
        _RECHT.organisatie_id.is_not_distinct_from(bindparam("organisatie_id")),
        _RECHT.reden == bindparam("reden"),
        or_(_RECHT.persoon_id.is_(None), _RECHT.persoon_id == bindparam("persoon")),
        or_(_RECHT.tot.is_(None), _RECHT.tot > bindparam("nu")),
    )
    .limit(1)
)
"""A grant that lives, with this reason, of this person or of the whole organisation."""


def read_casus(db: Transactie, casus_id: UUID) -> Casus:
    """The casus with its state, for a service that goes on with it.

    Raises:
        NietGevonden: it is not there.
    """
    query = select(Casus).where(Casus.id == casus_id).options(undefer(Casus.state))
    casus = db.session.scalars(query).first()
    if casus is None:
        raise NietGevonden
    return casus


def read_with_words(
    db: Transactie, casus_id: UUID, known: Waar, words: Mapping[str, Waar]
) -> tuple[Casus, Leerling, frozenset[str]]:
    """A casus that the reader may know of, its pupil, and which of the words hold for it.

    Raises:
        NietGevonden: not there, or the reader may not know of it.
    """
    columns = [expression.label(f"w{place}") for place, expression in enumerate(words.values())]
    query = select(Casus, Leerling, *columns).join(Leerling, Leerling.id == Casus.leerling_id)
    row = db.session.execute(query.where(Casus.id == casus_id, known)).first()
    if row is None:
        raise NietGevonden(gevraagd=casus_id)
    return row[0], row[1], frozenset(word for word, holds in zip(words, row[2:], strict=True) if holds)


def words_that_hold(db: Transactie, casus_id: UUID, words: Mapping[str, Waar]) -> frozenset[str]:
    """Which words of a rule hold for a casus; none when it is not there."""
    columns = [expression.label(f"w{place}") for place, expression in enumerate(words.values())]
    row = db.session.execute(select(*columns).select_from(Casus).where(Casus.id == casus_id)).first()
    return frozenset(word for word, holds in zip(words, row or (), strict=False) if holds)


def list_casussen(
    db: Transactie, known: Waar, name_visible: Waar, *extra: Waar, deel: slice | None = None
) -> list[Any]:
    """Rows (casus, leerling, naam_zichtbaar) that the reader may know of, newest first, all or a part of them."""
    query = (
        select(Casus, Leerling, name_visible.label("naam_zichtbaar"))
        .join(Leerling, Leerling.id == Casus.leerling_id)
        .where(known, *extra)
        .order_by(Casus.aangemaakt_op.desc(), Casus.id)
    )
    return list(db.session.execute(query if deel is None else query.slice(deel.start, deel.stop)))


def count_casussen(db: Transactie, known: Waar, *extra: Waar) -> int:
    """How many casussen the reader may know of."""
    return db.session.scalar(select(func.count()).select_from(Casus).where(known, *extra)) or 0


def find_open_casus(db: Transactie, leerling_id: UUID, proces: str) -> Casus | None:
    """The casus of this kind that runs for a pupil."""
    query = select(Casus).where(
        Casus.leerling_id == leerling_id,
        Casus.proces == proces,
        Casus.status.in_((Status.SIGNAAL, Status.LOPEND)),
    )
    return db.session.scalars(query.options(undefer(Casus.state))).first()


def live_grants(db: Transactie, casus_id: UUID) -> list[Betrokkene]:
    """Who takes part; who reads with the noodknop does not."""
    query = select(Betrokkene).where(
        Betrokkene.casus_id == casus_id,
        Betrokkene.reden != NOODKNOP,
        or_(Betrokkene.tot.is_(None), Betrokkene.tot > db.nu),
    )
    return list(db.session.scalars(query.order_by(Betrokkene.van, Betrokkene.id)))


def ensure_grant(
    db: Transactie, casus_id: UUID, rol: Rol, organisatie_id: UUID | None, persoon_id: UUID | None, reden: str
) -> None:
    """Make the grant unless one with this reason lives already."""
    place = {"casus_id": casus_id, "rol": rol, "organisatie_id": organisatie_id, "reden": reden}
    db.flush()
    if db.core(_LEVEND, {**place, "persoon": persoon_id, "nu": db.nu}).first() is None:
        db.core(_NIEUW_RECHT, [{"id": uuid4(), **place, "persoon_id": persoon_id, "van": db.nu}])


def journal(db: Transactie, casus_id: UUID, soort: str, domein: str, **details: Any) -> None:
    """Write what happened: past tense, permanent."""
    db.schrijf_op(
        casus_id=casus_id,
        soort=soort,
        domein=domein,
        persoon_id=db.actor.persoon_id,
        rol=db.actor.rol,
        organisatie_id=db.actor.organisatie_id,
        proces=details.pop("proces", None),
        stap=details.pop("stap", None),
        gegevens=details,
    )


def list_gebeurtenissen(db: Transactie, casus_id: UUID, visible: Waar) -> list[Gebeurtenis]:
    """What happened in a casus, as far as the reader may know it, newest first."""
    query = select(Gebeurtenis).join(Casus, Casus.id == Gebeurtenis.casus_id)
    query = query.where(Gebeurtenis.casus_id == casus_id, visible)
    return list(db.session.scalars(query.order_by(Gebeurtenis.op.desc(), Gebeurtenis.id)))


def next_number(db: Transactie) -> str:
    """The next casus number of this year: `2026-0001`."""
    year = db.lezer.dag.year
    name = f"casusnummer_{year}"
    row = db.session.scalars(select(Instelling).where(Instelling.naam == name).with_for_update()).first()
    if row is None:
        row = Instelling(naam=name, waarde="0")
        db.add(row)
    row.waarde = str(int(row.waarde) + 1)
    db.flush()
    return f"{year}-{int(row.waarde):04d}"


def keep_model(db: Transactie, spec_hash: str, bestanden: bytes) -> None:
    """Keep the files of a model so that running casussen can end as they began."""
    if db.session.get(Model, spec_hash) is None:
        db.add(Model(hash=spec_hash, bestanden=bestanden, sinds=db.nu))


def read_model(db: Transactie, spec_hash: str) -> bytes:
    """The files of a model.

    Raises:
        KeyError: nobody kept it.
    """
    model = db.session.get(Model, spec_hash)
    if model is None:
        raise KeyError(spec_hash)
    return model.bestanden


def zoek_casus(db: Transactie, wat: str) -> Casus | None:
    """A casus by its number or its id."""
    key = as_uuid(wat)
    return db.session.scalars(select(Casus).where(Casus.nummer == wat if key is None else Casus.id == key)).first()


def leerling_van(db: Transactie, casus: Casus) -> Leerling:
    return db.session.get_one(Leerling, casus.leerling_id)


def grants_of(db: Transactie, casus_id: UUID, actor: Actor) -> list[Betrokkene]:
    """The grants that this person ever had in this role, the oldest first."""
    mine = (Betrokkene.rol == actor.rol, Betrokkene.organisatie_id.is_not_distinct_from(actor.organisatie_id))
    person = or_(Betrokkene.persoon_id.is_(None), Betrokkene.persoon_id == actor.persoon_id)
    query = select(Betrokkene).where(Betrokkene.casus_id == casus_id, *mine, person)
    return list(db.session.scalars(query.order_by(Betrokkene.van, Betrokkene.id)))


def toestemmingen_op(db: Transactie, casus_id: UUID, lezer: Lezer) -> set[str]:
    """The data domains that a consent opened to this role and organisation at the moment of `lezer`."""
    given = (
        Toestemming.compleet_op <= lezer.nu,
        or_(Toestemming.ingetrokken_op.is_(None), Toestemming.ingetrokken_op > lezer.nu),
        or_(Toestemming.geldig_tot.is_(None), Toestemming.geldig_tot >= lezer.dag),
    )
    receiver = or_(Toestemming.ontvanger_id.is_(None), Toestemming.ontvanger_id == lezer.actor.organisatie_id)
    query = (
        select(ToestemmingDomein.domein)
        .join(Toestemming, Toestemming.id == ToestemmingDomein.toestemming_id)
        .where(Toestemming.casus_id == casus_id, Toestemming.ontvanger_rol == lezer.actor.rol, receiver, *given)
    )
    return set(db.session.scalars(query))
