"""What is looked at in a database that came out of a backup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, and_, func, inspect, select, table
from sqlalchemy.orm import Session

from casus.domain.actor import SYSTEEM
from casus.domain.dossier import Concept, Dossierstuk, Sleutel
from casus.storage import audit, migreren, vernietigen
from casus.storage.backup.manifest import Inhoud, KopieFout, Manifest
from casus.storage.database import Database, Transactie
from casus.storage.kluis import KluisFout, Sleutelbos
from casus.storage.vernietigd import Vernietigd

VERZEGELD = (Dossierstuk, Concept)


class Installatie(Protocol):
    """What is needed to look at what was restored."""

    @property
    def bos(self) -> Sleutelbos: ...
    @property
    def now(self) -> Callable[[], datetime]: ...
    @property
    def vernietigd(self) -> Sequence[Vernietigd]: ...


def describe(bind: Engine | Connection) -> Inhoud:
    """The schema, the number of rows in every table, and the head of the audit log.

    Raises:
        KopieFout: nothing was ever made in this database.
    """
    tables = sorted(inspect(bind).get_table_names())
    with Session(bind) as session:
        rows = {name: session.scalar(select(func.count()).select_from(table(name))) or 0 for name in tables}
        schema = migreren.revision_of(session.connection())
        head = audit.kop(session) if ("zegel" if audit.is_postgres(session) else "instelling") in tables else ""
    if schema is None:
        raise KopieFout("Deze database is leeg: er is niets om te bewaren.")
    return Inhoud(schema, rows, head)


def examine(
    url: str,
    gegevens: Installatie,
    manifest: Manifest,
    fault: Callable[[Engine], str | None],
    tell: Callable[[str], None],
) -> None:
    """Look at everything, bring it to the schema of this version, destroy again, and record that it was put back.

    Raises:
        KopieFout: something is not as it was.
    """
    database = Database(url, gegevens.bos, gegevens.now)
    try:
        _whole(database.engine, manifest, fault, tell)
        _upgrade(database.engine, manifest.inhoud.schema, tell)
        with database.reading(SYSTEEM) as db:
            _audit(db, manifest.inhoud.audit_kop, tell)
            _fields(db, tell)
        _destroy_again(database, gegevens.vernietigd, tell)
        database.record(SYSTEEM, "kopie_teruggezet", van=manifest.moment, schema=manifest.inhoud.schema)
    finally:
        database.close()


def _destroy_again(database: Database, regels: Sequence[Vernietigd], tell: Callable[[str], None]) -> None:
    again = vernietigen.pas_toe(database, regels)
    if again:
        tell(f"Opnieuw vernietigd wat na deze kopie vernietigd was: {again} delen.")


def _whole(
    engine: Engine, manifest: Manifest, fault: Callable[[Engine], str | None], tell: Callable[[str], None]
) -> None:
    found = fault(engine)
    if found is not None:
        raise KopieFout(f"De database in de kopie is niet gaaf: {found}.")
    tell("De database is gaaf, en elke verwijzing klopt.")
    expected, there = manifest.inhoud.rijen, describe(engine).rijen
    for name in sorted(expected.keys() | there.keys()):
        if expected.get(name) != there.get(name):
            raise KopieFout(f"In {name} horen {expected.get(name, 0)} rijen, er zijn er {there.get(name, 0)}.")
    tell(f"{sum(there.values())} rijen in {len(there)} tabellen, precies zoals bij het maken.")


def _upgrade(engine: Engine, schema: str, tell: Callable[[str], None]) -> None:
    if schema != migreren.newest():
        migreren.upgrade(engine)
        tell(f"Het schema is bijgewerkt van {schema} naar {migreren.newest()}.")


def _audit(db: Transactie, head: str, tell: Callable[[str], None]) -> None:
    ketting = audit.verify(db.session, [head] if head else [])
    if ketting.fout is not None:
        raise KopieFout(f"De auditketen in de kopie is verbroken: {ketting.fout}.")
    loose = f" en {ketting.open} die nog een zegel krijgen" if ketting.open else ""
    tell(f"De auditketen is heel: {ketting.regels} regels{loose}.")


def _fields(db: Transactie, tell: Callable[[str], None]) -> None:
    """Open one sealed field of every data domain that has one whose key was not destroyed."""
    opened = set()
    for kind in VERZEGELD:
        for domein, row in _samples(db, kind):
            try:
                db.ontzegel(kind.__tablename__, row.id, row.casus_id, domein, row.sleutel_versie, row.inhoud)
            except KluisFout as error:
                raise KopieFout(f"Een veld van gegevensdomein {domein} gaat niet open met deze sleutels.") from error
            opened.add(domein)
    names = ", ".join(sorted(opened))
    tell(f"Van elk gegevensdomein ging een veld open: {names}." if opened else "Er zijn nog geen verzegelde velden.")


def _samples(db: Transactie, kind: type[Dossierstuk] | type[Concept]) -> Iterable[tuple[str, Any]]:
    has_key = and_(
        Sleutel.casus_id == kind.casus_id, Sleutel.domein == kind.domein, Sleutel.versie == kind.sleutel_versie,
        func.length(Sleutel.ingepakt) > 0,
    )  # fmt: skip
    for domein in db.session.scalars(select(kind.domein).distinct().order_by(kind.domein)).all():
        newest = select(kind).join(Sleutel, has_key).where(kind.domein == domein).order_by(kind.op.desc()).limit(1)
        row = db.session.scalars(newest).first()
        if row is not None:
            yield domein, row
