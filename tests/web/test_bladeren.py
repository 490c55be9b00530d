"""Lists by pages: all of it and nothing twice, counted by the rule of the rows, and a link that keeps the choices."""

import re

import pytest
from sqlalchemy import select

from casus.domain.actor import SYSTEEM
from casus.domain.casus import Casus, Status
from casus.domain.leerling import Leerling
from casus.domain.melding import DuoMelding, StatusMelding
from casus.domain.rol import Rol
from casus.domain.techniek import Auditregel
from casus.overview.lijst import lees_casussen
from casus.overview.maandag import lees_maandag
from casus.overview.melding import lees_meldingen
from casus.overview.pagina import PER
from casus.overview.radar import lees_radar
from casus.overview.signalen import Signaalfilter, lees_signalen
from casus.overview.werklijst import Filter, lees_werklijst
from casus.overview.zoeken import zoek
from casus.storage import casussen, zoeken
from tests import lijsten

VEEL = 40
GEVRAAGD = {
    "werklijst": 12, "werklijst met tekst": 13, "casussen": 12, "signalen": 10, "signalen met naam": 11, "maandag": 18,
    "radar": 12, "meldingen": 7, "zoeken": 12,
}  # fmt: skip
"""Questions to the database for one reading and its row in the audit log, however long the list."""


def vul(huis, streek, ids):
    """Give each casus a signal with absence behind it, a melding, and a place in the index."""
    gemeente = streek.organisaties["gemeente"]
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        for ident in ids:
            pupil = db.get(Leerling, casussen.read_casus(db, ident).leerling_id)
            lijsten.signaal(db, streek, pupil.id, ident)
            lijsten.verzuim(db, streek, pupil.id)
            zoeken.index_leerling(db, pupil, "school Voorbeeld")
            casussen.ensure_grant(db, ident, Rol.LPA, gemeente, None, "melding")
            db.add(
                DuoMelding(
                    casus_id=ident, soort="16 uur in 4 weken", begindatum=db.lezer.dag, gemeld_op=db.nu,
                    gemeente_id=gemeente, status=StatusMelding.GEREGISTREERD,
                )
            )  # fmt: skip


@pytest.fixture
def veel(huis, streek):
    """Forty pupils with everything."""
    ids = lijsten.casussen(streek, VEEL)
    vul(huis, streek, ids)
    return ids


def lezers(huis, streek):
    petra, sem, lars = streek.actors[Rol.VC], streek.actors[Rol.SWM], streek.actors[Rol.LPA]
    bron = huis.bron
    return {
        "werklijst": lambda: lees_werklijst(bron, petra).aantal,
        "werklijst met tekst": lambda: lees_werklijst(bron, petra, Filter(tekst="kind test")).aantal,
        "casussen": lambda: lees_casussen(bron, petra).pagina.aantal,
        "signalen": lambda: lees_signalen(bron, petra).pagina.aantal,
        "signalen met naam": lambda: lees_signalen(bron, petra, Signaalfilter(naam="kind")).pagina.aantal,
        "maandag": lambda: (lambda page: len(page.kaarten) + page.pagina.aantal)(lees_maandag(bron, petra)),
        "radar": lambda: lees_radar(bron, sem).thuis,
        "meldingen": lambda: lees_meldingen(bron, lars).pagina.aantal,
        "zoeken": lambda: len(zoek(bron, petra, "Kind")),
    }


def test_every_list_asks_as_many_questions_for_forty_as_for_three_and_for_one(huis, streek):
    there, asked = 0, []
    for many in (1, 3, VEEL):
        vul(huis, streek, lijsten.casussen(streek, many - there, there))
        there, counted = many, {}
        for name, read in lezers(huis, streek).items():
            with lijsten.vragen(huis) as questions:
                assert read() == many, name
            counted[name] = len(questions)
        asked.append(counted)
    assert asked == [GEVRAAGD, GEVRAAGD, GEVRAAGD]


def test_pages_of_every_list_together_show_each_line_once(huis, streek, veel):
    petra, sem, lars = streek.actors[Rol.VC], streek.actors[Rol.SWM], streek.actors[Rol.LPA]
    lists = {
        "werklijst": lambda page: [regel.casus_id for regel in lees_werklijst(huis.bron, petra, None, page).regels],
        "casussen": lambda page: [regel.id for regel in lees_casussen(huis.bron, petra, pagina=page).regels],
        "signalen": lambda page: [regel.casus_id for regel in lees_signalen(huis.bron, petra, None, page).open],
        "radar": lambda page: [regel.pseudoniem for regel in lees_radar(huis.bron, sem, page).eerst],
        "meldingen": lambda page: [regel.casus_id for regel in lees_meldingen(huis.bron, lars, page).regels],
    }
    for name, read in lists.items():
        first, second = read("1"), read("2")
        assert (len(first), len(second)) == (PER, VEEL - PER), name
        assert len({*first, *second}) == VEEL, name
        assert name == "radar" or {*first, *second} == set(veel), name


def test_monday_writes_ten_out_and_lists_the_others_by_pages(huis, streek, veel):
    petra = streek.actors[Rol.VC]
    one, two = lees_maandag(huis.bron, petra), lees_maandag(huis.bron, petra, "2")
    assert one.kaarten == two.kaarten
    shown = [regel.casus_id for regel in (*one.kaarten, *one.ook_open, *two.ook_open)]
    assert (len(one.kaarten), len(one.ook_open), len(two.ook_open)) == (10, 25, 5)
    assert sorted(shown, key=str) == sorted(veel, key=str)


@pytest.mark.parametrize(("bekend", "paginas"), [(0, 1), (3, 1), (25, 1), (26, 2)])
def test_casus_that_one_may_not_know_is_neither_counted_nor_makes_a_page(huis, streek, veel, bekend, paginas):
    sara = streek.actors[Rol.SWC]
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        for ident in veel[:bekend]:
            casussen.ensure_grant(db, ident, Rol.SWC, sara.organisatie_id, None, "escalatie")
    lijst = lees_casussen(huis.bron, sara)
    assert (lijst.pagina.aantal, lijst.pagina.laatste, len(lijst.regels)) == (bekend, paginas, min(bekend, PER))
    assert {regel.id for regel in lijst.regels} <= set(veel[:bekend])
    assert lees_werklijst(huis.bron, sara).totaal == 0


LIJSTEN = {Rol.VC: ("/", "/casussen", "/signalen", "/maandag"), Rol.SWM: ("/swv",), Rol.LPA: ("/meldingen",)}


@pytest.mark.parametrize(
    ("gevraagd", "nummer"),
    [("1", "1"), ("2", "2"), ("3", "2"), ("9" * 90, "2"), ("0", "1"), ("-2", "1"), ("x", "1"), ("", "1"), ("1e1", "1")],
)
def test_page_beyond_the_end_shows_the_last_and_a_wrong_number_the_first(veel, bezoeker, gevraagd, nummer):
    for rol, paths in LIJSTEN.items():
        visitor = bezoeker(rol)
        for path in paths:
            page = visitor.get(f"{path}?pagina={gevraagd}").text
            (current,) = re.findall(r'aria-label="Pagina (\d)"\s+aria-current="page"', page)
            assert current == nummer, path
            assert f"(pagina {nummer} van 2) – Casus</title>" in page
            assert ('rel="next"' in page, 'rel="prev"' in page) == (nummer == "1", nummer == "2")


def links(page: str) -> set[str]:
    nav = re.search(r'<nav class="govuk-pagination.*?</nav>', page, re.S).group()
    return {href.replace("&amp;", "&") for href in re.findall(r'href="([^"]+)"', nav)}


@pytest.mark.parametrize(
    ("path", "volgende"),
    [
        ("/?zoek=kind&van=mij", "/?pagina=2&van=mij"),
        ("/signalen?naam=kind&stand=open", "/signalen?pagina=2&stand=open"),
        ("/casussen?status=gesloten", "/casussen?pagina=2&status=gesloten"),
        ("/maandag", "/maandag?pagina=2#ook-open"),
        ("/casussen?_external=1&_scheme=javascript&endpoint=x&_anchor=y&status=&onzin=1", "/casussen?pagina=2"),
    ],
)
def test_link_to_the_next_page_keeps_the_choices_and_nothing_else(huis, streek, veel, bezoeker, path, volgende):
    if "gesloten" in path:
        with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
            for casus in db.session.scalars(select(Casus)):
                casus.status = Status.GESLOTEN
    petra = bezoeker(Rol.VC)
    page = petra.get(path).text
    assert links(page) == {volgende, volgende.replace("pagina=2&", "").replace("?pagina=2", "")}
    assert petra.get(volgende.split("#")[0]).status_code == 200


@pytest.mark.parametrize(("path", "woord"), [("/", "zoek"), ("/signalen", "naam")])
def test_pages_of_what_was_typed_are_buttons_and_no_address_holds_the_words(streek, veel, bezoeker, path, woord):
    petra = bezoeker(Rol.VC)
    for nummer, buttons in (("1", {"2"}), ("2", {"1"})):
        page = petra.post(path, **{woord: "kind"}, pagina=nummer).text
        assert set(re.findall(r'form="kies" name="pagina" value="(\d+)"', page)) == buttons
        assert "kind" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page))


def test_list_of_one_page_has_no_links_to_pages(streek, bezoeker):
    streek.casus()
    for path in ("/", "/casussen", "/signalen", "/maandag"):
        page = bezoeker(Rol.VC).get(path).text
        assert "govuk-pagination" not in page
        assert "(pagina" not in page


def test_group_that_goes_on_says_so_and_counts_the_whole_group(veel, bezoeker, klok):
    klok.zet("2026-10-01")
    petra = bezoeker(Rol.VC)
    one, two = petra.get("/").text, petra.get("/?pagina=2").text
    assert re.search(r'Te laat <span class="c-zacht">40</span>', one)
    assert re.search(r'Te laat <span class="c-zacht">40, vervolg</span>', two)
    assert "40 taken zijn te laat" in two
    assert "Deze week" not in one + two


def auditregel(huis, handeling):
    with huis.kern.database.reading(SYSTEEM) as db:
        query = select(Auditregel).where(Auditregel.handeling == handeling).order_by(Auditregel.volgnummer.desc())
        return db.session.scalars(query.limit(1)).one().gegevens


@pytest.mark.parametrize("pagina", ["1", "2"])
def test_audit_names_exactly_the_casussen_that_were_shown(huis, streek, veel, bezoeker, pagina):
    """What the rows link to, or in the work list what the rows are about."""
    for rol, path, handeling in (
        (Rol.VC, "/casussen", "casussen_gelezen"), (Rol.VC, "/signalen", "signalen_gelezen"),
        (Rol.VC, "/maandag", "maandag_gelezen"), (Rol.SWM, "/swv", "radar_gelezen"),
    ):  # fmt: skip
        page = bezoeker(rol).get(f"{path}?pagina={pagina}").text
        shown = set(re.findall(r"/casussen/([0-9a-f-]{36})", page))
        named = auditregel(huis, handeling)
        assert (set(named["casussen"]), len(named["casussen"])) == (shown, len(shown)), path
    regels = lees_werklijst(huis.bron, streek.actors[Rol.VC], None, pagina).regels
    named = auditregel(huis, "werklijst_gelezen")
    assert named["taken"] == [str(regel.id) for regel in regels]
    assert set(named["casussen"]) == {str(regel.casus_id) for regel in regels}
    assert {*named["casussen"], *named["keuzelijst"]} == {str(ident) for ident in veel}
    assert len(named["casussen"]) + len(named["keuzelijst"]) == VEEL
    assert len(auditregel(huis, "radar_gelezen")["leerlingen"]) == (PER if pagina == "1" else VEEL - PER)


def test_absence_of_a_signal_comes_with_the_page_on_which_it_stands(huis, streek, veel, bezoeker):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        lijsten.signaal(db, streek, streek.leerling_id, dag="2026-08-20")
        lijsten.verzuim(db, streek, streek.leerling_id, 1, vanaf="2026-08-18")
    petra = streek.actors[Rol.VC]
    assert "Fenna" not in {regel.leerling.split()[0] for regel in lees_signalen(huis.bron, petra).open}
    (last,) = [regel for regel in lees_signalen(huis.bron, petra, None, "2").open if regel.leerling == "Fenna Jansma"]
    assert last.dagen == 1
    assert len(bezoeker(Rol.VC).get("/signalen").data) < 100_000
