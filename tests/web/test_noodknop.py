"""The noodknop in the hands of people: one casus, told at once, over in four hours, weighed by another."""

import re
from datetime import date

import pytest
from sqlalchemy import event, select

from casus.domain.actor import SYSTEEM, years_before
from casus.domain.bericht import SoortBericht
from casus.domain.leerling import Leerling
from casus.domain.noodtoegang import Noodtoegang
from casus.domain.rol import Rol
from casus.domain.techniek import Auditregel, Bericht
from casus.domain.verklaring import SoortVerklaring, Strekking
from casus.overview.uitleg import leg_uit
from casus.policy import TABEL
from casus.storage import casussen, dossiers, verklaringen
from tests.web.conftest import Bezoeker
from tests.web.test_lek import MARKER, text_of
from tests.web.test_routes import paths

WAAROM = "Wim neemt waar en Fenna ligt op de spoedeisende hulp."
FENNA = {"naam": "fenna JANSMA", "geboren": "9-3-2013", "reden": "waarneming", "toelichting": WAAROM}
ONVEILIG = FENNA | {"reden": "onveilig"}


@pytest.fixture
def streek(streek, huis):
    """A casus with something of every kind: what school wrote and what the JGZ wrote; and a locum of another JGZ."""
    streek.casus_id = streek.casus()
    with huis.kern.database.transaction(SYSTEEM) as db:
        streek.wim = streek.persoon(db, "Wim Waarnemer", Rol.JA, "jeugdhulp")
        streek.fg_jgz = streek.persoon(db, "Gijs Geheim", Rol.FG, "jgz")
        streek.fg_wim = streek.persoon(db, "Wia Geheim", Rol.FG, "jeugdhulp")
        casussen.read_casus(db, streek.casus_id).nummer = "2026-0042"
    for rol, codes in ((Rol.VC, set(TABEL.domeinen) - {"D08", "D09", "D10"}), (Rol.JA, {"D08", "D09", "D10", "D19"})):
        with huis.kern.database.transaction(streek.actors[rol]) as db:
            casus = casussen.read_casus(db, streek.casus_id)
            for code in sorted(codes):
                mark = f"GEHEIM-{code}-{1 if rol is Rol.VC else 2}"
                dossiers.write_stuk(
                    db, casus, code, {"vragen": [["k", "Vraag", mark, mark]]}, stap="signaal_beoordelen"
                )
    return streek


@pytest.fixture
def wim(app_zonder_csrf, streek):
    return Bezoeker(app_zonder_csrf, streek.wim)


def druk(visitor, **said):
    answer = visitor.post("/noodknop/open", **(FENNA | said))
    assert answer.status_code == 302, answer.text
    return answer.location


def noodtoegang(huis):
    with huis.kern.database.reading(SYSTEEM) as db:
        rows = db.session.scalars(select(Noodtoegang)).all()
        db.session.expunge_all()
        return rows


def verteld(huis, actor):
    with huis.kern.database.reading(SYSTEEM) as db:
        rows = db.session.scalars(select(Bericht).where(Bericht.persoon_id == actor.persoon_id))
        return {row.soort for row in rows if row.soort.startswith("noodknop")}


def test_locum_finds_one_casus_sees_what_happens_and_reads_until_the_clock_says_so(huis, streek, wim, klok):
    page = f"/casussen/{streek.casus_id}"
    assert wim.get(page).status_code == 404
    before = wim.post("/noodknop", **FENNA)
    assert "Gevonden: casus 2026-0042." in before.text
    assert "krijgen nu bericht" in before.text
    assert "Jansma" not in re.sub(r"<input[^>]*>", "", before.text)
    assert wim.get(page).status_code == 404
    assert druk(wim) == page
    assert "Je leest met de noodknop, tot 1 september 2026 13:00" in wim.get(page).text.replace(" om ", " ")
    klok.verder(hours=3, minutes=59)
    assert wim.get(page).status_code == 200
    klok.verder(minutes=1)
    assert wim.get(page).status_code == 404


def test_pressing_again_gives_no_extra_time(huis, streek, wim, klok):
    druk(wim)
    klok.verder(hours=3)
    druk(wim)
    (row,) = noodtoegang(huis)
    assert (row.tot - row.van).total_seconds() == 4 * 3600


def test_who_is_done_closes_it_and_a_tab_in_the_background_gets_nothing(huis, streek, wim):
    page = druk(wim)
    assert wim.post(f"/noodknop/casussen/{streek.casus_id}/klaar").status_code == 302
    assert wim.get(page).status_code == 404
    assert wim.post(f"/noodknop/casussen/{streek.casus_id}/klaar").status_code == 404


@pytest.mark.parametrize("rol", list(Rol))
def test_only_who_has_the_noodknop_can_press_it(huis, streek, bezoeker, rol):
    answer = bezoeker(rol).post("/noodknop/open", **FENNA)
    assert (answer.status_code == 302) == (rol in (Rol.JA, Rol.AFS))
    assert len(noodtoegang(huis)) == (rol in (Rol.JA, Rol.AFS))


@pytest.mark.parametrize(
    "said",
    [
        {"naam": "Fenna"}, {"naam": "Fenna Jansm"}, {"geboren": "10-3-2013"}, {"nummer": "2026-0043"}, {"nummer": "2026"},
        {"nummer": "%"},
    ],
)  # fmt: skip
def test_nothing_but_the_exact_words_find_a_casus(huis, streek, wim, said):
    answer = wim.post("/noodknop", **(FENNA | said))
    assert (answer.status_code, "Niet gevonden." in answer.text) == (422, True)
    assert "2026-0042" not in answer.text


@pytest.mark.parametrize(
    "said", [{"reden": ""}, {"reden": "zomaar"}, {"toelichting": "haast"}, {"naam": ""}, {"geboren": "x"}]
)
def test_without_a_reason_or_words_nothing_opens(huis, streek, wim, said):
    for there in ("/noodknop", "/noodknop/open"):
        answer = wim.post(there, **(FENNA | said))
        assert (answer.status_code, "<title>Fout: " in answer.text) == (422, True)
    assert noodtoegang(huis) == []


def test_two_pupils_with_one_name_and_birthday_are_no_list(huis, streek, wim):
    with huis.kern.database.transaction(SYSTEEM) as db:
        other = streek.leerling(db, "Fenne", "Jansma", date(2013, 3, 9), "andere school")
        db.session.get_one(Leerling, other).roepnaam = "Fenna"
        db.add(casussen.Casus(leerling_id=other, proces="x", spec_hash="x", state=b"", aangemaakt_op=db.nu))
    assert wim.post("/noodknop", **FENNA).status_code == 422
    assert wim.post("/noodknop", **(FENNA | {"nummer": "2026-0042"})).status_code == 200


def test_not_there_and_not_allowed_look_and_cost_the_same(huis, streek, app_zonder_csrf):
    """An aandachtsfunctionaris of another school: the pupil exists, and it must not show."""
    with huis.kern.database.transaction(SYSTEEM) as db:
        actor = streek.persoon(db, "Elke Elders", Rol.AFS, "andere school")
    elke = Bezoeker(app_zonder_csrf, actor)
    seen = []
    for said in (FENNA, FENNA | {"naam": "Fenna Jansmb"}):
        asked = []
        count = lambda *_args, log=asked: log.append(_args[2])  # noqa: E731
        event.listen(huis.kern.database.engine, "before_cursor_execute", count)
        answer = elke.post("/noodknop", **said)
        event.remove(huis.kern.database.engine, "before_cursor_execute", count)
        text = re.sub(r'nonce="[^"]*"|nonce-[\w-]+|name="csrf_token" value="[^"]*"', "", answer.text).replace(
            said["naam"], ""
        )
        seen.append((answer.status_code, text, asked))
    (status, text, asked), other = seen
    assert (status, other[0]) == (422, 422)
    assert text == other[1]
    assert asked == other[2]


def test_who_guesses_is_stopped_even_with_the_right_answer(huis, streek, wim, klok):
    for n in range(5):
        assert wim.post("/noodknop", **(FENNA | {"nummer": f"2026-9{n}00"})).status_code == 422
    assert wim.post("/noodknop", **FENNA).status_code == 422
    assert wim.post("/noodknop/open", **FENNA).status_code == 422
    klok.verder(minutes=16)
    assert wim.post("/noodknop", **FENNA).status_code == 200


def test_told_at_once_and_to_whom(huis, streek, wim):
    druk(wim)
    told, ask = {SoortBericht.NOODKNOP}, {SoortBericht.NOODKNOP_BEOORDELEN}
    assert verteld(huis, streek.fg_wim) == told
    assert verteld(huis, streek.fg_jgz) == told
    assert verteld(huis, streek.actors[Rol.FG]) == told
    assert verteld(huis, streek.actors[Rol.JA]) == ask
    for rol in set(Rol) - {Rol.FG, Rol.JA}:
        assert verteld(huis, streek.actors[rol]) == set(), rol
    (row,) = noodtoegang(huis)
    assert row.termijn == date(2026, 9, 8)


def test_what_was_written_is_sealed_and_nowhere_else(huis, streek, wim, bezoeker, app_zonder_csrf):
    druk(wim)
    (row,) = noodtoegang(huis)
    assert WAAROM.encode() not in row.toelichting
    with huis.kern.database.reading(SYSTEEM) as db:
        for kind in (Auditregel, Bericht, casussen.Gebeurtenis):
            for found in db.session.scalars(select(kind)):
                assert "spoedeisende" not in str(vars(found))
    page = f"/noodknop/{row.id}"
    assert WAAROM in bezoeker(Rol.JA).get(page).text
    for actor in (streek.fg_jgz, streek.fg_wim, streek.actors[Rol.FG]):
        text = Bezoeker(app_zonder_csrf, actor).get(page).text
        assert "Wim Waarnemer" in text
        assert WAAROM not in text
        assert ("Ik neem waar" in text) == (actor is not streek.actors[Rol.FG])
    assert bezoeker(Rol.VC).get(page).status_code == 404
    assert bezoeker(Rol.OG).get(page).status_code == 403


def test_reading_with_it_is_in_the_log_with_its_gate(huis, streek, wim):
    wim.get(druk(wim) + "?deel=medisch")
    with huis.kern.database.reading(SYSTEEM) as db:
        rows = db.session.scalars(select(Auditregel).where(Auditregel.handeling == "casus_gelezen")).all()
        assert rows[-1].gegevens["gronden"]["D08"] == "noodknop"
    (rol,) = leg_uit(huis.bron, str(streek.wim.persoon_id), str(streek.casus_id), "D08").rollen
    assert (rol.domeinen[0].lezen.poort, rol.toegang[0].reden) == ("noodknop", "noodknop")


@pytest.mark.parametrize(
    ("wie", "mag"), [("wim", {"D01-1", "D02-1", "D08-2", "D09-2", "D10-2"}), ("AFS", {"D01-1", "D19-1"})]
)
def test_no_page_shows_more_than_the_noodknop_opens(app_zonder_csrf, app, streek, wie, mag):
    visitor = Bezoeker(app_zonder_csrf, streek.wim if wie == "wim" else streek.actors[Rol.AFS])
    druk(visitor)
    seen = set()
    for _, path in paths(app, streek.casus_id):
        seen |= {mark.removeprefix("GEHEIM-") for mark in re.findall(r"GEHEIM-D\d\d-\d", text_of(visitor.get(path)))}
    assert seen == mag
    assert MARKER  # the same marker as the leak test


def test_nobody_in_the_casus_sees_the_locum_among_who_helps(streek, wim, bezoeker):
    druk(wim, reden="onveilig")
    for rol in (Rol.VC, Rol.MEN, Rol.OG, Rol.LL):
        text = "".join(
            bezoeker(rol).get(f"/casussen/{streek.casus_id}?deel={deel}").text for deel in ("overzicht", "logboek")
        )
        assert "jeugdhulp Voorbeeld" not in text, rol
        assert "Wim" not in text


def test_it_writes_nothing(huis, streek, wim):
    page = druk(wim)
    assert wim.post(f"{page}/verklaringen", soort="onveilig").status_code == 404
    assert wim.get(f"{page}/sturen").status_code in (403, 404)
    assert wim.post(f"{page}/sturen", bericht="aanbod_start").status_code in (403, 404)
    with huis.kern.database.reading(SYSTEEM) as db:
        ident = dossiers.list_stukken(db, streek.casus_id, dossiers.Dossierstuk.domein == "D08")[0].id
    assert wim.get(f"/dossierstukken/{ident}/verbeteren").status_code in (403, 404)


def test_another_reviews_once_and_the_fg_hears_that_it_was_wrong(huis, streek, wim, bezoeker, klok):
    druk(wim)
    (row,) = noodtoegang(huis)
    page, joke = f"/noodknop/{row.id}", bezoeker(Rol.JA)
    good = {"uitkomst": "niet_terecht", "oordeel": "Er was gewoon een collega bereikbaar."}
    for visitor in (wim, bezoeker(Rol.FG), bezoeker(Rol.VC)):
        assert visitor.post(page, **good).status_code == 404
    for wrong in ({}, good | {"uitkomst": "misschien"}, good | {"oordeel": "kort"}):
        assert joke.post(page, **wrong).status_code == 422
    klok.verder(days=9)
    joke = bezoeker(Rol.JA)
    assert "beoordeling te laat" in bezoeker(Rol.FG).get("/noodknop").text
    assert "Je oordeel is vastgelegd." in joke.post(page, follow=True, **good).text
    assert joke.post(page, **good).status_code == 404
    assert SoortBericht.NOODKNOP_NIET_TERECHT in verteld(huis, streek.fg_jgz)
    (row,) = noodtoegang(huis)
    assert b"collega" not in row.oordeel
    with huis.kern.database.reading(SYSTEEM) as db:
        assert db.session.scalars(select(Auditregel).where(Auditregel.handeling == "noodknop_niet_terecht")).one()


def test_who_pressed_never_reviews_even_in_the_owning_house(huis, streek, bezoeker):
    """The only jeugdarts there: nobody is asked, and the FG sees it stand."""
    joke = bezoeker(Rol.JA)
    druk(joke)
    (row,) = noodtoegang(huis)
    assert (row.beoordelaar_id, row.eigenaar_id) == (None, streek.organisaties["jgz"])
    good = {"uitkomst": "terecht", "oordeel": "Ik vind zelf dat het mocht, echt."}
    assert joke.post(f"/noodknop/{row.id}", **good).status_code == 404
    assert "nog niemand bij naam" in bezoeker(Rol.FG).get(f"/noodknop/{row.id}").text


class TestLogOfTheFamily:
    def log(self, streek, visitor):
        return visitor.get(f"/casussen/{streek.casus_id}?deel=logboek").text

    def age(self, huis, streek, years):
        with huis.kern.database.transaction(SYSTEEM) as db:
            db.session.get_one(Leerling, streek.leerling_id).geboortedatum = years_before(db.lezer.dag, years)

    def test_they_see_when_who_and_until_when(self, streek, wim, bezoeker):
        druk(wim)
        for rol in (Rol.OG, Rol.LL):
            text = self.log(streek, bezoeker(rol))
            assert "jeugdhulp Voorbeeld" in text
            assert "13:00" in text
            assert "spoedeisende" not in text

    def test_while_safety_is_the_reason_and_nobody_weighed_it_they_do_not(self, huis, streek, wim, bezoeker):
        druk(wim, reden="onveilig")
        for rol in (Rol.OG, Rol.LL):
            assert "jeugdhulp Voorbeeld" not in self.log(streek, bezoeker(rol))
        (row,) = noodtoegang(huis)
        bezoeker(Rol.JA).post(f"/noodknop/{row.id}", uitkomst="terecht", oordeel="Zij kon echt niet wachten.")
        for rol in (Rol.OG, Rol.LL):
            assert "jeugdhulp Voorbeeld" in self.log(streek, bezoeker(rol))

    @pytest.mark.parametrize(("years", "ouder"), [(11, True), (15, True), (16, False), (17, False)])
    def test_from_16_the_jgz_is_between_the_pupil_and_the_jgz(self, huis, streek, wim, bezoeker, years, ouder):
        druk(wim)
        self.age(huis, streek, years)
        assert ("jeugdhulp Voorbeeld" in self.log(streek, bezoeker(Rol.OG))) is ouder
        if years > 11:
            assert "jeugdhulp Voorbeeld" in self.log(streek, bezoeker(Rol.LL))

    def test_objection_of_the_pupil_holds_here_too(self, huis, streek, wim, bezoeker):
        with huis.kern.database.transaction(streek.actors[Rol.JA]) as db:
            verklaringen.schrijf(db, streek.casus_id, Strekking(SoortVerklaring.BEZWAAR_LEERLING))
        druk(wim)
        assert "jeugdhulp Voorbeeld" not in self.log(streek, bezoeker(Rol.OG))

    def test_school_reads_nothing_of_it_there(self, streek, wim, bezoeker):
        druk(wim)
        for rol in (Rol.VC, Rol.MEN, Rol.DIR):
            assert "jeugdhulp Voorbeeld" not in self.log(streek, bezoeker(rol))
