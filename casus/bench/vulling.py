"""A database with as many casussen as the whole country would have, filled once and kept when asked."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy import Engine
from sqlalchemy.schema import CreateIndex, DropIndex, Index

from casus.app import open_house
from casus.bench.rijen import KOLOMMEN, Casusrijen, Rijen, Veld, ident, omgeving
from casus.bench.toneel import VANDAAG
from casus.bench.wachten import MODEL, wachtend
from casus.domain.actor import SYSTEEM, Actor
from casus.domain.base import Base
from casus.domain.rol import Rol
from casus.services.casussen import pack
from casus.settings import Settings
from casus.storage import Sleutelbos, casussen, instellingen
from casus.web.huis import Huis

BLOK = 5000
GEVULD = "bench_gevuld"
INDEXEN: tuple[Index, ...] = tuple(
    index for name in KOLOMMEN for index in sorted(Base.metadata.tables[name].indexes, key=lambda item: str(item.name))
)
"""Written after the rows: sorting once is faster than finding a place for each."""
SQLITE = (
    "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -3000000", "BEGIN",
)  # fmt: skip
POSTGRES = (
    "SET TIME ZONE 'UTC'", "SET synchronous_commit = off", "SET maintenance_work_mem = '512MB'",
    "SELECT set_config('session_replication_role', 'replica', false) FROM pg_roles WHERE rolname = user AND rolsuper",
)  # fmt: skip


@dataclass
class Gevuld:
    """An open house over a filled database, and who reads in it."""

    huis: Huis
    casussen: int
    spelers: dict[Rol, Actor] = field(default_factory=dict)
    school_id: UUID = field(default_factory=lambda: ident("school", 0))


@contextmanager
def gevuld(casussen_: int, url: str | None = None, houd: Path | None = None) -> Iterator[Gevuld]:
    """A database with so many casussen: the one that is there, else filled now; in `houd`, or thrown away."""
    with tempfile.TemporaryDirectory(prefix="casus-bench-") as temporary:
        folder = houd or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        keys = folder / "sleutels.json"
        Sleutelbos.lees_of_maak(keys)
        settings = Settings(database_url=url or f"sqlite:///{folder / 'casus.db'}", keys=keys)
        huis = open_house(settings, lambda: VANDAAG)
        try:
            _vul_eenmaal(huis, casussen_)
            yield Gevuld(huis, casussen_, _spelers())
        finally:
            huis.kern.database.close()


def _spelers() -> dict[Rol, Actor]:
    """The coordinator of the first school and the jeugdarts of the first region."""
    places = {Rol.VC: "school", Rol.JA: "jgz"}
    return {rol: Actor(ident(rol, 0), rol, ident(place, 0), f"{rol} 0", ident(rol, 0)) for rol, place in places.items()}


def _vul_eenmaal(huis: Huis, aantal: int) -> None:
    with huis.kern.database.reading(SYSTEEM) as db:
        known = instellingen.find_instelling(db, GEVULD)
    if known is None:
        vul(huis, aantal)
    elif int(known) != aantal:
        raise click.ClickException(f"this database was filled with {known} casussen: ask for as many, or take another")


def vul(huis: Huis, aantal: int) -> None:
    """Fill an empty database with so many casussen."""
    catalogue = huis.kern.engine.catalogue
    bundle = {**catalogue.bundle, "bench.bpmn": MODEL}
    steps = [
        (element.proces, element.id, element.domein or "D04")
        for element in catalogue.current.elements.values()
        if element.soort == "userTask"
    ]
    veld = Veld(aantal, VANDAAG, wachtend(bundle, VANDAAG), steps)
    with huis.kern.database.transaction(SYSTEEM) as db:
        casussen.keep_model(db, veld.wacht.spec_hash, pack(bundle))
    engine = huis.kern.database.engine
    engine.dispose()
    with _ruw(engine) as cursor:
        _schrijf_alles(engine, cursor, veld)
    engine.dispose()
    with huis.kern.database.transaction(SYSTEEM) as db:
        instellingen.zet_instelling(db, GEVULD, str(aantal))


@contextmanager
def _ruw(engine: Engine) -> Iterator[Any]:
    """A cursor of the driver itself, thrown away afterwards with what was set on it."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for line in POSTGRES if _is_postgres(engine) else SQLITE:
            cursor.execute(line)
        yield cursor
        connection.commit() if _is_postgres(engine) else cursor.execute("COMMIT")
    finally:
        connection.invalidate()


def _schrijf_alles(engine: Engine, cursor: Any, veld: Veld) -> None:
    for index in INDEXEN:
        cursor.execute(str(DropIndex(index).compile(dialect=engine.dialect)))
    _schrijf(engine, cursor, omgeving(veld))
    rows = Casusrijen(veld)
    starts = range(0, veld.casussen, BLOK)
    with click.progressbar(starts, label="filling", file=sys.stderr) as bar:
        for begin in bar:
            _schrijf(engine, cursor, rows.blok(begin, min(begin + BLOK, veld.casussen)))
    with click.progressbar(INDEXEN, label="indexes", file=sys.stderr) as bar:
        for index in bar:
            cursor.execute(str(CreateIndex(index).compile(dialect=engine.dialect)))
    if _is_postgres(engine):
        cursor.execute("ANALYZE")  # autovacuum does so by itself, but not within a minute


def _schrijf(engine: Engine, cursor: Any, rows: Rijen) -> None:
    for name, columns in KOLOMMEN.items():
        names = columns.split()
        if _is_postgres(engine):
            _copy(cursor, name, names, rows[name])
        else:
            places = ", ".join("?" * len(names))
            cursor.executemany(f"INSERT INTO {name} ({', '.join(names)}) VALUES ({places})", rows[name])  # noqa: S608


def _copy(cursor: Any, name: str, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY {name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _is_postgres(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"
