"""Every migration, up and down, on both databases, with rows in every table and children under every parent."""

import json
import os
import subprocess
import sys
import uuid
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from casus.domain.actor import SYSTEEM
from casus.domain.base import Base
from casus.storage import Sleutelbos, audit, migreren
from casus.storage.database import make_engine
from tests.conftest import fresh_postgres, huis_op

REVISIES = list(migreren.revisions())
NIEUW = {
    "0003": {
        ("timer", "vast"): False, ("bericht", "post"): "geen", ("bericht", "taak_id"): None,
        ("job", "huur"): None, ("job", "geparkeerd_op"): None,
    },
    "0005": {("persoon", "email_fout_op"): None},
    "0007": {("auditregel", "zegel"): None},
    "0010": {("dossierstuk", "medisch"): "nee"},
}  # fmt: skip
"""What rows that were there before get in what is new."""
OPNIEUW = {"0007": {("zegel", "tot_xid"), ("auditregel", "xid")}}
"""What a downgrade makes anew; another test says that it serves."""
SLEUTEL = Sleutelbos.nieuw().database


@pytest.fixture(params=["sqlcipher", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request, tmp_path):
    if request.param == "postgresql":
        return fresh_postgres(request.getfixturevalue("postgres"))
    return f"sqlite:///{tmp_path / 'casus.db'}"


@pytest.fixture
def engine(url):
    engine = make_engine(url, SLEUTEL)
    yield engine
    engine.dispose()


def tables(bind):
    metadata = sa.MetaData()
    metadata.reflect(bind)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def value(column, number):
    """Something that fits in a column, other in each row."""
    kind = column.type
    if isinstance(kind, sa.Uuid):
        return uuid.uuid4()
    if isinstance(kind, sa.CHAR):
        return uuid.uuid4().hex
    made = {
        sa.Boolean: True, sa.DateTime: datetime(2026, 3, number, 12, tzinfo=UTC), sa.Date: date(2026, 3, number),
        sa.JSON: {"n": number}, sa.LargeBinary: f"bytes {number}".encode(), sa.Integer: number,
        sa.String: f"{column.name} {number}",
    }  # fmt: skip
    return next(example for base, example in made.items() if isinstance(kind, base))


def row_for(table, number, parents):
    """Row 1 has only what it must have; row 2 all there is, under the second parent or, in its own table, the first."""
    row = {}
    for column in table.columns:
        if number == 1 and column.nullable:
            continue
        if column.foreign_keys:
            parent = next(iter(column.foreign_keys)).column
            rows = parents[parent.table.name]
            row[column.name] = rows[min(number, len(rows)) - 1][parent.name]
        else:
            row[column.name] = value(column, number)
    return row


def fill(engine):
    """Two rows in every table that has none."""
    parents = {}
    with engine.begin() as connection:
        for table in tables(connection):
            parents[table.name] = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for number in (1, 2) if not parents[table.name] else ():
                row = row_for(table, number, parents)
                connection.execute(sa.insert(table), [row])
                parents[table.name].append(row)


def content(engine):
    """All rows of all tables by their key."""
    found = {}
    with engine.connect() as connection:
        for table in tables(connection):
            rows = connection.execute(sa.select(table)).mappings().all()
            keys = [column.name for column in table.primary_key]
            found[table.name] = {tuple(str(row[key]) for key in keys): dict(row) for row in rows}
    return found


def assert_kept(before, after, redone=frozenset()):
    """Every row is there, and says the same in every column that is still there."""
    for table in before.keys() & after.keys():
        assert after[table].keys() == before[table].keys(), table
        for key, row in before[table].items():
            for column in row.keys() & after[table][key].keys():
                if (table, column) not in redone:
                    assert after[table][key][column] == row[column], f"{table}.{column}"


@pytest.mark.parametrize(("before", "revision"), [pair for pair in REVISIES if pair[0] is not None])
def test_all_rows_and_children_live_through_a_migration_up_and_down(engine, before, revision):
    migreren.upgrade(engine, before)
    fill(engine)
    first = content(engine)
    assert all(len(rows) == 2 for rows in first.values())
    migreren.upgrade(engine, revision)
    second = content(engine)
    assert_kept(first, second)
    for (table, column), expected in NIEUW.get(revision, {}).items():
        assert [row[column] for row in second[table].values()] == [expected] * 2, f"{table}.{column}"
    fill(engine)  # the new tables too
    migreren.downgrade(engine, before)
    third = content(engine)
    assert third.keys() == first.keys()
    assert_kept(first, third, OPNIEUW.get(revision, frozenset()))
    migreren.upgrade(engine, revision)
    assert_kept(first, content(engine), OPNIEUW.get(revision, frozenset()))


def test_the_way_down_to_nothing_and_up_again_is_open(engine):
    migreren.upgrade(engine)
    fill(engine)
    migreren.downgrade(engine)
    assert tables(engine) == []
    migreren.upgrade(engine)
    fill(engine)


def test_models_and_migrated_tables_are_the_same(engine):
    migreren.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_timer_of_before_is_not_stuck(engine):
    migreren.upgrade(engine)
    fill(engine)
    timer = next(table for table in tables(engine) if table.name == "timer")
    with engine.begin() as connection:
        row = connection.execute(sa.select(timer).limit(1)).mappings().one()
        values = {key: row[key] for key in ("casus_id", "moment")} | {"id": value(timer.c.id, 1)}
        connection.execute(sa.insert(timer), [values])
        assert connection.execute(sa.select(timer.c.vast).where(timer.c.id == values["id"])).scalar() is False


@pytest.mark.postgres
def test_audit_numbers_go_on_where_the_older_version_stopped(postgres):
    engine = make_engine(fresh_postgres(postgres), SLEUTEL)
    migreren.upgrade(engine, "0002")
    fill(engine)
    migreren.upgrade(engine)
    regel = next(table for table in tables(engine) if table.name == "auditregel")
    with engine.begin() as connection:
        row = {"op": datetime(2026, 3, 3, tzinfo=UTC), "handeling": "x", "uitkomst": "ja", "gegevens": {}}
        assert connection.execute(sa.insert(regel).returning(regel.c.volgnummer), [row]).scalar() == 3
    engine.dispose()


def seal(database):
    with database.transaction(SYSTEEM) as db:
        return audit.zegelen(db.session, db.nu)


def walk(database):
    with database.reading(SYSTEEM) as db:
        return audit.verify(db.session)


@pytest.mark.postgres
def test_seals_of_before_still_hold_after_migrating_up_and_down(postgres, tmp_path, klok):
    """Down, rows are sealed by their transaction again; that the hashes did not change says that they serve."""
    database = huis_op(tmp_path, klok, fresh_postgres(postgres)).kern.database
    for _ in range(3):
        database.record(SYSTEEM, "proef")
        seal(database)
    database.record(SYSTEEM, "los")
    before = walk(database)
    assert (before.regels, before.open) == (3, 1)
    migreren.downgrade(database.engine, "0006")
    with database.engine.connect() as connection:
        ranges = connection.execute(sa.text(
            "SELECT count(*) FROM auditregel JOIN (SELECT lag(tot_xid, 1, 0::bigint) OVER (ORDER BY nummer) AS van, "
            "tot_xid, nummer FROM zegel) AS deel ON xid >= van AND xid < tot_xid"
        )).scalar()  # fmt: skip
    assert ranges == 3
    migreren.upgrade(database.engine)
    assert walk(database) == before
    database.close()


def test_a_migration_that_loses_a_parent_changes_nothing(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'casus.db'}", SLEUTEL)
    migreren.upgrade(engine, "0002")
    fill(engine)
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM leerling")
        raw.execute("PRAGMA foreign_keys = ON")
    before = content(engine)
    with pytest.raises(RuntimeError, match="without their parent"):
        migreren.upgrade(engine)
    assert content(engine) == before
    assert migreren.revision(engine) == "0002"
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


UPGRADE = """
import json, sys
from casus.storage import migreren
from casus.storage.database import make_engine
engine = make_engine(*json.loads(sys.argv[1]))
migreren.upgrade(engine)
"""


def test_three_processes_that_start_at_once_migrate_once(url, engine):
    if engine.dialect.name == "sqlite":
        engine.connect().close()  # the file is there
    started = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, json.dumps([url, SLEUTEL])], env=os.environ, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    outcomes = [(process.communicate(timeout=60)[1].decode(), process.returncode) for process in started]
    assert outcomes == [("", 0)] * 3
    assert migreren.revision(engine) == REVISIES[-1][1]
