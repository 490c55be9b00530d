"""On a field with some thousand casussen the databases find their way by an index: no question reads a whole table."""

import re

import pytest

from casus.bench.rijen import KOLOMMEN
from casus.bench.vragen import luister
from casus.bench.vulling import gevuld
from casus.domain.actor import SYSTEEM
from casus.domain.rol import Rol
from casus.overview import lees_werklijst
from casus.storage import taken

GROOT = ("casus", "taak", "timer", "dossierstuk", "betrokkene", "leerling")
CASUSSEN = 3000


@pytest.fixture(scope="module", params=["sqlcipher", pytest.param("postgresql", marks=pytest.mark.postgres)])
def veld(request):
    from tests.conftest import migrated_postgres

    url = migrated_postgres(request.getfixturevalue("postgres")) if request.param == "postgresql" else None
    with gevuld(CASUSSEN, url) as stage:
        with stage.huis.kern.database.engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
        yield stage


def plan(stage, begin):
    """How the database answers the first question that begins so."""

    def read(act):
        engine = stage.huis.kern.database.engine
        with luister(engine) as asked:
            act()
        asking = next(vraag for vraag in asked if vraag.tekst.startswith(begin))
        explain = "EXPLAIN " if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(explain + asking.tekst, asking.waarden).all()
        return "\n".join(str(row[-1]) for row in rows)

    return read


def whole_tables(text):
    """The large tables of which every row is looked at."""
    scans = re.findall(r"Seq Scan on (\w+)", text) + re.findall(r"^SCAN (\w+)", text, re.M)
    return {re.sub(r"_\d+$", "", name) for name in scans} & set(GROOT)


@pytest.mark.parametrize(
    ("rol", "indexes"),
    [
        (Rol.VC, {"ix_taak_organisatie_rol_status"}),
        (Rol.JA, {"ix_taak_organisatie_rol_status", "ix_taak_casus_id_status"}),  # or by the few rights of the JGZ
    ],
)
def test_the_work_list_goes_by_an_index_of_open_tasks(veld, rol, indexes):
    found = plan(veld, "SELECT taak.id")(lambda: lees_werklijst(veld.huis.bron, veld.spelers[rol]))
    assert any(index in found for index in indexes), found
    assert rol is Rol.JA or "ix_betrokkene_casus_id_rol" in found, found
    assert not whole_tables(found), found


def test_the_next_timer_goes_by_the_index_of_moments(veld):
    def ask():
        with veld.huis.kern.database.transaction(SYSTEEM) as db:
            taken.next_due(db)

    found = plan(veld, "SELECT timer.casus_id")(ask)
    assert "ix_timer_moment" in found, found
    assert not whole_tables(found), found


def test_a_filled_field_has_what_it_promises(veld):
    assert lees_werklijst(veld.huis.bron, veld.spelers[Rol.VC]).aantal == 60
    with veld.huis.kern.database.engine.connect() as connection:
        counts = {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in KOLOMMEN}
    assert (counts["casus"], counts["timer"], counts["dossierstuk"]) == (CASUSSEN, CASUSSEN, 5 * CASUSSEN)
    assert counts["taak"] == 4 * CASUSSEN
