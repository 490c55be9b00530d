"""Who asks the coordinator today, who can wait, and in which order."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casus.domain.casus import Betrokkene, Casus, Status, Taak
from casus.domain.klok import Kleur
from casus.domain.leerling import Leerling
from casus.domain.organisatie import Afwezigheid, Lidmaatschap
from casus.domain.rol import Rol
from casus.overview.maandag import Rang, Waarom, lees_maandag, reasons
from casus.services import casussen as casus_service
from tests import lijsten

ROOD = (Kleur.ROOD, "2026-06-25", "2026-08-25")


@pytest.fixture
def kind(huis, streek):
    """A pupil by first name: with signals by rule and day, a clock, days missed, or a casus."""

    def make(naam, *signalen, klok=None, gemist=0, casus=False):
        with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
            ident = streek.leerling(db, naam, "Test", date(2012, 1, 1))
            for regel, dag in signalen:
                lijsten.signaal(db, streek, ident, regel=regel, dag=dag).sinds = date(2026, 8, len(regel))
            if klok:
                lijsten.klok(db, ident, *klok)
            if gemist:
                lijsten.verzuim(db, streek, ident, gemist)
            if casus:
                return casus_service.begin(huis.kern, db, db.get(Leerling, ident)).id
        return ident

    return make


def lees(huis, streek):
    page = lees_maandag(huis.bron, streek.actors[Rol.VC])
    return [regel.leerling.split()[0] for regel in page.kaarten], [regel.leerling.split()[0] for regel in page.ook_open]


@pytest.mark.parametrize(
    ("regel", "dag", "vandaag"),
    [
        ("uren16", "2026-08-31", True), ("uren16", "2026-08-25", True), ("uren16", "2026-08-24", False),
        ("uren16_bijna", "2026-08-31", False), ("thuiszitter_bijna", "2026-08-31", False),
    ],
)  # fmt: skip
def test_signal_of_the_last_five_schooldagen_asks_today_and_what_is_near_can_wait(
    huis, streek, kind, regel, dag, vandaag
):
    """On Tuesday 1 September the fifth schooldag back is Tuesday 25 August."""
    kind("Sem", (regel, dag))
    assert lees(huis, streek) == ((["Sem"], []) if vandaag else ([], ["Sem"]))


@pytest.mark.parametrize(
    ("dag", "verwacht"), [("2026-09-07", ([], [])), ("2026-09-08", (["Fenna"], [])), ("2026-09-09", (["Fenna"], []))]
)
def test_task_of_mine_asks_from_the_day_on_which_it_is_due(huis, streek, klok, dag, verwacht):
    streek.casus()  # begun on 1 September, to be judged in 5 schooldagen: the 8th
    klok.zet(dag)
    assert lees(huis, streek) == verwacht


@pytest.mark.parametrize(
    ("dag", "afwezig", "verwacht"),
    [
        ("2026-09-08", False, ([], [])), ("2026-09-09", False, ([], ["Fenna"])), ("2026-09-08", True, (["Fenna"], [])),
        ("2026-09-09", True, (["Fenna"], [])),
    ],
)  # fmt: skip
def test_late_task_of_a_colleague_asks_me_only_when_i_stand_in(huis, streek, klok, dag, afwezig, verwacht):
    streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        other = streek.persoon(db, "Willem Waar", Rol.VC, "school")
        db.session.scalars(select(Taak)).one().persoon_id = other.persoon_id
        db.get(Lidmaatschap, other.lidmaatschap_id).waarnemer_id = streek.actors[Rol.VC].persoon_id
        if afwezig:
            db.add(Afwezigheid(persoon_id=other.persoon_id, van=date(2026, 9, 1), tot=date(2026, 9, 30)))
    klok.zet(dag)
    assert lees(huis, streek) == verwacht


@pytest.mark.parametrize(
    ("kleur", "vandaag"), [(Kleur.ROOD, True), (Kleur.AMBER, True), (Kleur.GROEN, False), (Kleur.STIL, False)]
)
@pytest.mark.parametrize("status", [Status.LOPEND, Status.GESLOTEN])
def test_clock_near_two_months_asks_without_any_signal_or_task_of_mine(huis, streek, kind, kleur, vandaag, status):
    """Also when others are at work, and when the casus was closed while the clock ran on."""
    casus_id = kind("Noor", klok=(kleur, *ROOD[1:]), casus=True)
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        db.get(Casus, casus_id).status = status
        db.session.scalars(select(Taak)).one().rol = Rol.JA
    assert lees(huis, streek) == ((["Noor"], []) if vandaag else ([], []))


def test_clock_of_a_casus_that_i_may_not_know_is_neither_shown_nor_counted(huis, streek, kind):
    kind("Noor", klok=ROOD, casus=True)
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        for grant in db.session.scalars(select(Betrokkene)):
            grant.tot = db.nu - timedelta(days=1)
    page = lees_maandag(huis.bron, streek.actors[Rol.VC])
    assert (page.kaarten, page.ook_open, page.vandaag, page.later) == ((), (), 0, 0)


def test_most_urgent_come_first_and_near_never_outranks_what_fired(huis, streek, kind, klok):
    kind("Bijna", ("uren16_bijna", "2026-09-08"), ("thuiszitter_bijna", "2026-09-08"), gemist=5)
    kind("Oud", ("uren16", "2026-08-20"), gemist=3)
    kind("Nieuw", ("uren16", "2026-09-07"))
    kind("Nieuwer", ("uren16", "2026-09-07"), gemist=1)
    kind("Taak", casus=True)
    kind("Amber", klok=(Kleur.AMBER, "2026-07-12", "2026-09-12"), casus=True)
    kind("Rood", klok=ROOD, casus=True)
    klok.zet("2026-09-08")
    assert lees(huis, streek) == (["Rood", "Amber", "Taak", "Nieuwer", "Nieuw"], ["Oud", "Bijna"])
    assert list(Rang) == sorted(Rang)


def test_signals_of_one_pupil_stand_together_and_a_fired_rule_takes_the_place_of_its_own_near(huis, streek, kind):
    kind(
        "Sem", ("uren16_bijna", "2026-08-27"), ("uren16", "2026-08-28"), ("te_laat_bijna", "2026-08-31"),
        ("ziek10", "2026-08-31"), ("ziek10_bijna", "2026-08-31"),
    )  # fmt: skip
    (sem,) = lees_maandag(huis.bron, streek.actors[Rol.VC]).kaarten
    assert [(reden.regel, reden.bijna) for reden in sem.signalen] == [
        ("Eén op de tien lesuren ziek", False), ("16 uur ongeoorloofd in vier lesweken", False),
        ("Vaak te laat in één week", True),
    ]  # fmt: skip


def test_rule_that_fired_twice_is_told_once_with_its_newest_day():
    days = [date(2026, 8, day) for day in (20, 28, 24)]
    assert reasons(Waarom("x", bijna=False, dag=day) for day in days) == (Waarom("x", bijna=False, dag=days[1]),)


def kop(page) -> tuple[str, str]:
    words = [re.sub(r"<[^>]+>", "", text).strip() for text in re.findall(r"<h1.*?</h1>|<p class=\"c-inl.*?</p>", page)]
    return words[0], words[1].removesuffix("Naar de lijst").strip() if len(words) > 1 else ""


@pytest.mark.parametrize(
    ("vandaag", "later", "verwacht"),
    [
        (0, 0, ("Niemand vraagt je vandaag", "")), (1, 0, ("1 leerling vraagt je vandaag", "")),
        (0, 1, ("Niemand vraagt je vandaag", "En 1 leerling kan later deze week.")),
        (3, 2, ("3 leerlingen vragen je vandaag", "En 2 leerlingen kunnen later deze week.")),
        (10, 0, ("10 leerlingen vragen je vandaag", "")),
        (11, 0, ("Begin vandaag met deze 10 leerlingen", "Nog 1 leerling vraagt je ook vandaag.")),
        (13, 30, ("Begin vandaag met deze 10 leerlingen", "Nog 3 leerlingen vragen je ook vandaag. En 30 leerlingen kunnen later deze week.")),
    ],
)  # fmt: skip
def test_heading_counts_honestly(huis, streek, kind, bezoeker, vandaag, later, verwacht):
    for n in range(vandaag):
        kind(f"Nu{n}", ("uren16", "2026-08-31"))
    for n in range(later):
        kind(f"Straks{n}", ("uren16_bijna", "2026-08-31"))
    page = bezoeker(Rol.VC).get("/maandag").text
    assert kop(page) == verwacht
    assert page.count('class="c-kaart c-vraagt"') == min(vandaag, 10)
    assert page.count(">vandaag</span>") == max(vandaag - 10, 0)
    assert ("Ook nog open" in page) == (vandaag + later > min(vandaag, 10))
    assert "Een leerling voor wie jouw taak te laat is of vandaag af moet." in page


def test_line_of_the_list_tells_the_name_the_reason_the_days_and_what_is_ready(huis, streek, kind, bezoeker):
    kind("Sem", ("uren16_bijna", "2026-08-31"), gemist=4)
    petra = bezoeker(Rol.VC)
    page = petra.get("/maandag").text
    row = re.sub(r"\s+", " ", re.search(r"<tbody>.*?</tbody>", page, re.S).group())
    assert "Bijna: 16 uur ongeoorloofd in vier lesweken" in row
    assert 'data-kop="Dagen gemist">4<' in row
    kind("Daan", ("uren16_bijna", "2026-08-31"))
    path = re.search(r'href="(/signalen\?leerling=[0-9a-f-]{36})">Bekijk het signaal', row).group(1)
    there = petra.get(path).text
    assert "Sem Test" in there
    assert "Daan Test" not in there
    assert "Dit zijn de signalen van één leerling" in there


def test_who_is_at_work_is_told_when_nothing_is_ready_for_me(huis, streek, kind, bezoeker):
    kind("Noor", klok=ROOD, casus=True)
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        db.session.scalars(select(Taak)).one().rol = Rol.DIR
    page = bezoeker(Rol.VC).get("/maandag").text
    assert "Nu aan zet: directie, bevoegd gezag, Signaal beoordelen, uiterlijk 8 september 2026" in page
    assert "Bekijk de casus" in page
