"""The SWV's overview and what may leave it."""

import csv
import io
import zipfile
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.documents import Blad, csv_van, xlsx_van
from casus.domain.klok import Kleur
from casus.domain.leerling import Inschrijving
from casus.domain.rol import Rol
from casus.overview.grafiek import BREED, LINKS, grafiek
from casus.overview.klokbeeld import Klokbeeld
from casus.overview.radar import Thuis, lees_radar, overzicht
from casus.overview.uitvoer import KLEINST, bladen, onderdruk
from casus.storage import casussen
from tests import lijsten

DAG = date(2026, 11, 22)


@pytest.fixture
def thuis(huis, streek):
    """Fenna with a casus, Sem of another school without one, and Roos of a school of nobody."""
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.klok(db, streek.leerling_id, Kleur.AMBER, "2026-07-10", "2026-09-10")
        sem = streek.leerling(db, "Sem", "Hoekstra", date(2012, 1, 1), school="andere school")
        lijsten.klok(db, sem, Kleur.ROOD, "2026-06-20", "2026-08-20")
        stil = streek.leerling(db, "Liam", "Smit", date(2012, 1, 1))
        lijsten.klok(db, stil, Kleur.STIL, stil_sinds=date(2026, 8, 25))
        gewoon = streek.leerling(db, "Noor", "Wit", date(2012, 1, 1))
        lijsten.klok(db, gewoon, Kleur.GEEN)
    return casus_id


def test_monitor_sees_pseudonyms_schools_and_numbers_and_no_name(huis, streek, thuis, bezoeker):
    page = bezoeker(Rol.SWM).get("/swv").text
    for name in ("Fenna", "Jansma", "Sem ", "Hoekstra", "Liam"):
        assert name not in page.replace("Sem Maas", "").replace("L-Fenna", "").replace("L-Sem", "")
    radar = lees_radar(huis.bron, streek.actors[Rol.SWM])
    assert (radar.thuis, radar.zonder, radar.bijna, radar.over) == (3, 2, 1, 1)
    assert [regel.pseudoniem for regel in radar.eerst] == ["L-Sem", "L-Fenna"]
    assert [regel.heeft_casus for regel in radar.eerst] == [False, True]
    assert [regel.casus_id for regel in radar.eerst] == [None, None]
    assert "nog geen casus" in page
    assert "Petra Kuiper" in page


def test_consulent_reaches_the_casus_only_with_a_grant(huis, streek, thuis):
    sara = streek.actors[Rol.SWC]
    assert lees_radar(huis.bron, sara).eerst[1].casus_id is None
    assert lees_radar(huis.bron, sara).eerst[1].volgende is None
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casussen.ensure_grant(db, thuis, Rol.SWC, sara.organisatie_id, None, "klok_amber")
    assert lees_radar(huis.bron, sara).eerst[1].casus_id == thuis


def test_pupil_of_two_schools_counts_once_and_of_another_swv_not_at_all(huis, streek, thuis):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        db.add(
            Inschrijving(
                leerling_id=streek.leerling_id, school_id=streek.organisaties["andere school"], leerlingnummer="2",
                klas="1A", van=date(2026, 8, 1),
            )
        )  # fmt: skip
        elsewhere = streek.persoon(db, "Els Anders", Rol.SWM, "gemeente")
    assert lees_radar(huis.bron, streek.actors[Rol.SWM]).thuis == 3
    assert lees_radar(huis.bron, elsewhere).thuis == 0


def test_only_the_swv_opens_the_overview(thuis, bezoeker):
    for rol in set(Rol) - {Rol.SWM, Rol.SWC}:
        for path in ("/swv", "/swv/export.xlsx", "/swv/export.csv"):
            assert bezoeker(rol).get(path).status_code == 403


def test_export_holds_counts_only_and_none_below_five(thuis, bezoeker):
    answer = bezoeker(Rol.SWM).get("/swv/export.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert {cell for row in rows for cell in row[1:] if cell.isdigit()} == {"0"}
    assert "L-" not in answer.text
    book = zipfile.ZipFile(io.BytesIO(bezoeker(Rol.SWC).get("/swv/export.xlsx").data))
    words = book.read("xl/sharedStrings.xml").decode()
    assert "&lt;5" in words
    assert "L-" not in words
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def pupil(kleur, weken, school):
    klok = Klokbeeld(
        kleur, DAG - timedelta(weeks=weken), DAG, None, 7 * weken, 0, 0, gedeeltelijk=False, onbekend=False
    )
    return Thuis(uuid4(), "L", uuid4(), school, klok)


pupils = st.lists(
    st.builds(pupil, st.sampled_from(["groen", "amber", "rood", "stil"]), st.integers(0, 40), st.sampled_from("ABC"))
)


@given(pupils)
def test_every_table_counts_the_same_pupils(found):
    radar = overzicht(found, DAG, {})
    assert sum(week.totaal for week in radar.weken) == radar.thuis == len(found)
    assert sum(school.zonder for school in radar.scholen) == radar.zonder
    assert sum(school.zonder + school.stil for school in radar.scholen) == radar.thuis
    assert radar.bijna + radar.over <= radar.zonder
    assert sum(blok.aantal for blok in grafiek(radar).blokken) == radar.thuis
    assert all(blok.y >= 0 for blok in grafiek(radar).blokken)


@given(st.lists(st.integers(0, 30), max_size=12))
def test_no_small_count_can_be_read_or_computed(counts):
    """Every hidden cell has another value that fits all that is shown."""
    shown, total = onderdruk(counts)
    hidden = [place for place, text in enumerate(shown) if not text.isdigit()]
    assert all(not 0 < int(text) < KLEINST for text in (*shown, total) if text.isdigit())
    assert all(text == str(count) for text, count in zip(shown, counts, strict=True) if text.isdigit())
    if total.isdigit() and hidden:
        assert len(hidden) >= 2
        assert sum(counts[place] for place in hidden) >= KLEINST


@given(pupils)
def test_export_says_nothing_that_the_page_does_not(found):
    radar = overzicht(found, DAG, {})
    tables = bladen(radar, str)
    assert [len(table.rijen) for table in tables] == [5, len(radar.weken) + 1, len(radar.scholen) + 1]
    assert all(len(row) == len(table.kop) for table in tables for row in table.rijen)


def test_line_stands_at_two_calendar_months_and_not_at_sixty_days():
    step = (BREED - LINKS) / 13
    for dag, days in ((date(2026, 11, 22), 61), (date(2027, 9, 30), 62), (date(2027, 4, 5), 59)):
        assert grafiek(overzicht([], dag, {})).twee_maanden == round(LINKS + days / 7 * step, 1)


def test_cell_that_looks_like_a_formula_stays_text():
    sheet = (Blad("x", ("School",), (("=1+1",), ("@SUM(A1)",), ("-2",))),)
    assert b"'=1+1" in csv_van(sheet)
    book = zipfile.ZipFile(io.BytesIO(xlsx_van(sheet)))
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
