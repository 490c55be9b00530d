"""The page of a casus: tabs, locks, the clock, documents, corrections, the route and its picture."""

from datetime import date

import pytest
from lxml import etree
from sqlalchemy import event

from casus.domain.fouten import Geweigerd, NietGevonden
from casus.domain.klok import Kleur, Klok
from casus.domain.leerling import Leerling
from casus.domain.organisatie import Afwezigheid, Lidmaatschap
from casus.domain.rol import Rol
from casus.overview import lees_casus, lees_correctie, lees_schema
from casus.overview.casus_delen import DELEN, read_deel
from casus.overview.casus_klok import share
from casus.overview.zinnen import DOMEINNAAM
from casus.policy import TABEL
from casus.storage import casussen, dossiers
from tests.web.test_dunne_lijn import first_task


def write(huis, actor, casus_id, domein, tekst, **details):
    with huis.kern.database.transaction(actor) as db:
        casus = casussen.read_casus(db, casus_id)
        inhoud = details.pop("inhoud", {"vragen": [["k", "Vraag", tekst, tekst]]})
        return dossiers.write_stuk(db, casus, domein, inhoud, stap="x", **details).id


@pytest.fixture
def casus_id(streek):
    return streek.casus()


@pytest.fixture
def beoordeeld(streek, casus_id, bezoeker):
    """The coordinator judged the signal; the mentor has a task."""
    petra = bezoeker(Rol.VC)
    petra.post(first_task(petra), zorgelijk="ja", toelichting="Vier keer ziek gemeld")
    return casus_id


def test_every_domain_stands_on_exactly_one_tab():
    assert sorted(code for deel in DELEN for code in deel.domeinen) == sorted(TABEL.domeinen) == sorted(DOMEINNAAM)


@pytest.mark.parametrize(
    ("rol", "tabs"),
    [
        (Rol.VC, ["overzicht", "onderwijs", "medisch", "leerplicht", "plannen", "documenten", "logboek"]),
        (Rol.MEN, ["overzicht", "onderwijs", "leerplicht", "plannen", "documenten", "logboek"]),
        (Rol.OG, ["overzicht", "onderwijs", "medisch", "leerplicht", "plannen", "documenten", "logboek"]),
    ],
)
def test_tabs_are_those_that_the_reader_may_know_of(huis, streek, casus_id, rol, tabs):
    assert [tab.code for tab in lees_casus(huis.bron, streek.actors[rol], casus_id).tabs] == tabs


def test_locked_domain_says_why_and_who_may_read_and_shows_no_text(huis, streek, casus_id, bezoeker):
    write(huis, streek.actors[Rol.LPA], casus_id, "D12", "GEHEIM-onderzoek")
    page = bezoeker(Rol.VC).get(f"/casussen/{casus_id}?deel=leerplicht").get_data(as_text=True)
    assert "GEHEIM" not in page
    assert "Vastgelegd op:" in page
    assert "niet voor jouw rol" in page
    assert "Leerplichtambtenaar" in page


def test_mentor_sees_no_sign_of_medical_data(huis, streek, casus_id, bezoeker):
    write(huis, streek.actors[Rol.JA], casus_id, "D09", "GEHEIM-advies")
    mentor = bezoeker(Rol.MEN)
    for deel in DELEN:
        page = mentor.get(f"/casussen/{casus_id}?deel={deel.code}").get_data(as_text=True)
        assert "GEHEIM" not in page
        assert "van de jeugdarts" not in page


def test_tab_opens_only_its_own_entries_and_the_log_names_only_those(huis, streek, casus_id):
    petra = streek.actors[Rol.VC]
    write(huis, petra, casus_id, "D04", "observatie")
    write(huis, petra, casus_id, "D25", "afspraak")
    beeld = lees_casus(huis.bron, petra, casus_id, read_deel("plannen"))
    assert {stuk.domein for domein in beeld.domeinen for stuk in domein.stukken} == {"D25"}
    log = lees_casus(huis.bron, petra, casus_id, read_deel("logboek")).logboek
    assert any(DOMEINNAAM["D25"] in regel.domeinen for regel in log)
    assert not any(DOMEINNAAM["D04"] in regel.domeinen for regel in log)


def test_log_shows_only_what_the_reader_did(huis, streek, casus_id):
    lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id)
    petra = lees_casus(huis.bron, streek.actors[Rol.VC], casus_id, read_deel("logboek"))
    assert petra.logboek == ()
    again = lees_casus(huis.bron, streek.actors[Rol.VC], casus_id, read_deel("logboek"))
    assert [regel.zin for regel in again.logboek] == ["Je bekeek deze casus"]


# The clock


def set_klok(huis, streek, **values):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        db.add(Klok(leerling_id=streek.leerling_id, berekend_op=db.nu, **values))


@pytest.mark.parametrize(
    ("dag", "text"),
    [
        ("2026-12-04", "Nog 1 dag"), ("2026-12-05", "Vandaag is de laatste dag"), ("2026-12-06", "1 dag over de termijn"),
    ],
)  # fmt: skip
def test_clock_card_the_day_before_on_and_after(huis, streek, casus_id, bezoeker, klok, dag, text):
    set_klok(
        huis, streek, kleur=Kleur.AMBER, thuiszit_sinds=date(2026, 10, 5), deadline=date(2026, 12, 5),
        deadline_zonder_vakantie=date(2026, 12, 14), bijgewerkt_tot=date(2026, 12, 3),
    )  # fmt: skip
    klok.zet(dag)
    page = bezoeker(Rol.VC).get(f"/casussen/{casus_id}").get_data(as_text=True)
    assert text in page
    assert "twee kalendermaanden" in page
    assert "5 oktober 2026" in page
    assert "14 december 2026" in page
    assert "thuiszitter" not in page


def test_without_clock_the_card_says_so_and_who_may_not_read_clocks_sees_no_card(casus_id, bezoeker):
    assert "Er loopt geen termijn" in bezoeker(Rol.VC).get(f"/casussen/{casus_id}").get_data(as_text=True)
    for rol in (Rol.MEN, Rol.OG, Rol.LL):
        assert "kalendermaanden" not in bezoeker(rol).get(f"/casussen/{casus_id}").get_data(as_text=True)


def test_clock_that_stands_still_says_since_when(huis, streek, casus_id, bezoeker):
    set_klok(
        huis, streek, kleur=Kleur.STIL, thuiszit_sinds=date(2026, 8, 17), deadline=date(2026, 10, 17),
        stil_sinds=date(2026, 8, 31), gedeeltelijk=True,
    )  # fmt: skip
    page = bezoeker(Rol.VC).get(f"/casussen/{casus_id}").get_data(as_text=True)
    assert "Staat stil" in page
    assert "zonder volledig onderwijs" in page


def test_share_of_the_term_is_between_0_and_100():
    van, tot = date(2026, 10, 5), date(2026, 12, 5)
    assert [share(van, tot, day) for day in (date(2026, 10, 1), van, date(2026, 11, 4), tot, date(2027, 1, 1))] == [
        0, 0, 49, 100, 100,
    ]  # fmt: skip
    assert share(None, tot, tot) == 0


# Documents


def test_document_follows_the_rule_of_its_domain(huis, streek, casus_id, bezoeker):
    report = write(huis, streek.actors[Rol.VC], casus_id, "D04", "", inhoud=b"%PDF-geheim", bestandsnaam="verslag.pdf")
    path = f"/documenten/{report}"
    got = bezoeker(Rol.VC).get(path)
    assert got.data == b"%PDF-geheim"
    assert "attachment" in got.headers["Content-Disposition"]
    assert bezoeker(Rol.MEN).get(path).status_code == 200
    assert bezoeker(Rol.OG).get(path).status_code == 403
    assert b"%PDF" not in bezoeker(Rol.OG).get(path).data
    for rol in (Rol.JA, Rol.LPA, Rol.SWC, Rol.ADM, Rol.FG, Rol.BEH):
        assert bezoeker(rol).get(path).status_code == 404
    page = bezoeker(Rol.VC).get(f"/casussen/{casus_id}?deel=documenten").get_data(as_text=True)
    assert "verslag.pdf" in page


def test_an_entry_that_is_no_file_is_no_document(huis, streek, casus_id, bezoeker):
    stuk = write(huis, streek.actors[Rol.VC], casus_id, "D04", "tekst")
    assert bezoeker(Rol.VC).get(f"/documenten/{stuk}").status_code == 404


# Putting right


def written(huis, actor, casus_id, domein="D04"):
    beeld = lees_casus(huis.bron, actor, casus_id)
    return next(stuk for d in beeld.domeinen if d.code == domein for stuk in d.stukken)


def test_writer_puts_right_and_the_old_text_stays_below(huis, streek, beoordeeld, bezoeker):
    petra = bezoeker(Rol.VC)
    old = written(huis, streek.actors[Rol.VC], beoordeeld)
    path = f"/dossierstukken/{old.id}/verbeteren"
    page = petra.get(path).get_data(as_text=True)
    assert "Vier keer ziek gemeld" in page
    assert 'name="zorgelijk"' not in page
    assert "Ja, open een casus" in page
    assert petra.post(path, toelichting="").status_code == 422
    assert petra.post(path, toelichting="Drie keer te laat").status_code == 302
    new = written(huis, streek.actors[Rol.VC], beoordeeld)
    assert (new.vervangt, [item.id for item in new.eerder]) == (old.id, [old.id])
    assert dict(new.vragen) == {"Is dit verzuim zorgelijk?": "Ja, open een casus", "Waarom?": "Drie keer te laat"}
    page = petra.get(f"/casussen/{beoordeeld}?deel=onderwijs").get_data(as_text=True)
    assert "Dit vervangt een eerdere tekst" in page
    assert petra.get(path).status_code == 404


def test_only_the_role_that_wrote_may_put_right(huis, streek, beoordeeld, bezoeker):
    old = written(huis, streek.actors[Rol.VC], beoordeeld)
    path = f"/dossierstukken/{old.id}/verbeteren"
    for rol, status in ((Rol.MEN, 403), (Rol.DIR, 403), (Rol.OG, 403), (Rol.JA, 404), (Rol.LPA, 404)):
        answer = bezoeker(rol).post(path, toelichting="gekaapt")
        assert answer.status_code == status, rol
        assert b"Vier keer" not in answer.data
        with pytest.raises((Geweigerd, NietGevonden)):
            huis.dossier.verbeter(old.id, {"toelichting": "gekaapt"}, streek.actors[rol])
    assert written(huis, streek.actors[Rol.VC], beoordeeld).id == old.id


def test_file_cannot_be_put_right(huis, streek, casus_id):
    paper = write(huis, streek.actors[Rol.VC], casus_id, "D04", "", inhoud=b"x", bestandsnaam="x.pdf")
    with pytest.raises(NietGevonden):
        lees_correctie(huis.bron, streek.actors[Rol.VC], paper)


# Route, picture, timeline


def test_route_says_what_is_done_now_and_later(huis, streek, casus_id, bezoeker):
    before = lees_casus(huis.bron, streek.actors[Rol.VC], casus_id).route.stappen
    assert [(s.titel, s.staat) for s in before[:2]] == [("Signaal beoordelen", "nu"), ("Oudergesprek", "straks")]
    petra = bezoeker(Rol.VC)
    page = petra.post(first_task(petra), follow=True, zorgelijk="ja", toelichting="x").get_data(as_text=True)
    after = lees_casus(huis.bron, streek.actors[Rol.VC], casus_id).route
    assert ("Signaal beoordelen", "klaar") in [(s.titel, s.staat) for s in after.stappen]
    assert ("M@ZL: jeugdarts", "straks") in [(s.titel, s.staat) for s in after.stappen]
    assert page.count('aria-current="step"') == sum(s.staat == "nu" for s in after.stappen)
    drawn = {schema.proces: schema for schema in after.schemas}
    assert "signaal_wegen" in drawn["signaal_beoordelen"].klaar


def test_picture_names_only_what_the_reader_may_know(huis, streek, casus_id, bezoeker):
    """The administration may know of the return plan alone: the boxes stay, names, ids and terms go."""
    full = lees_schema(huis.bron, streek.actors[Rol.VC], casus_id, "casus")
    assert b"Oudergesprek" in full
    assert b"formId" not in full
    bare = lees_schema(huis.bron, streek.actors[Rol.ADM], casus_id, "casus")
    assert b"Terugkeer opbouwen" in bare
    for word in (
        b"Oudergesprek",
        b"oudergesprek",
        b"jeugdarts",
        b"mazl",
        b"Variawet",
        b"conditionExpression",
    ):
        assert word not in bare, word
    assert len(etree.fromstring(bare).findall(".//{*}BPMNShape")) == len(
        etree.fromstring(full).findall(".//{*}BPMNShape")
    )


def test_reader_who_knows_no_step_of_a_process_has_no_picture(casus_id, bezoeker):
    assert bezoeker(Rol.ADM).get(f"/casussen/{casus_id}/schema/variawet.bpmn").status_code == 404


def test_picture_of_an_unknown_process_or_casus_is_not_there(casus_id, bezoeker):
    petra = bezoeker(Rol.VC)
    assert petra.get(f"/casussen/{casus_id}/schema/bestaat-niet.bpmn").status_code == 404
    assert bezoeker(Rol.JA).get(f"/casussen/{casus_id}/schema/casus.bpmn").status_code == 404
    drawn = etree.fromstring(petra.get(f"/casussen/{casus_id}/schema/casus.bpmn").data)
    assert drawn.findall(".//{*}BPMNShape")


def test_timeline_tells_only_what_the_reader_may_know(huis, streek, beoordeeld):
    with huis.kern.database.transaction(streek.actors[Rol.JA]) as db:
        casussen.journal(db, beoordeeld, "stuk_verbeterd", "D08")
        casussen.journal(db, beoordeeld, "stuk_verbeterd", "D10")
    seen = {
        rol: [item.soort for item in lees_casus(huis.bron, streek.actors[rol], beoordeeld).tijdlijn].count(
            "stuk_verbeterd"
        )
        for rol in (Rol.VC, Rol.MEN, Rol.ADM)
    }
    assert seen == {Rol.VC: 1, Rol.MEN: 0, Rol.ADM: 0}


def test_parent_sees_only_own_tasks(huis, streek, beoordeeld):
    """Tasks of the school are read on request only; `weten` of both kinds shows the title, never a link."""
    for actor in (streek.actors[Rol.OG], streek.tweede_ouder):
        assert not any(taak.van_mij for taak in lees_casus(huis.bron, actor, beoordeeld).volgende)


def test_people_are_named_once_with_who_stands_in(huis, streek, casus_id):
    people = lees_casus(huis.bron, streek.actors[Rol.VC], casus_id).deelnemers
    assert [(m.rol, m.naam) for m in people if m.rol in ("MEN", "OG")] == [
        ("MEN", "Rik Bos"), ("OG", "Gerard Jansma"), ("OG", "Olga Jansma"),
    ]  # fmt: skip
    assert len({(m.rol, m.organisatie, m.naam) for m in people}) == len(people)


def test_who_stands_in_is_named_beside_who_is_away(huis, streek, casus_id, bezoeker):
    with huis.kern.database.transaction(streek.actors[Rol.DIR]) as db:
        away = db.get(Lidmaatschap, streek.actors[Rol.VC].lidmaatschap_id)
        away.waarnemer_id = streek.actors[Rol.DIR].persoon_id
        db.add(Afwezigheid(persoon_id=away.persoon_id, van=date(2026, 8, 31), tot=date(2026, 9, 4)))
    task = lees_casus(huis.bron, streek.actors[Rol.VC], casus_id).volgende[0]
    assert (task.voor, task.waarnemer) == ("Petra Kuiper", "Daan Smit")
    assert "Nu neemt Daan Smit waar" in bezoeker(Rol.VC).get(f"/casussen/{casus_id}").get_data(as_text=True)


def test_parents_of_a_pupil_of_16_see_no_sign_of_the_doctor(huis, streek, casus_id, bezoeker):
    """The day before and the day of the birthday: tabs, people, timeline and picture."""
    with huis.kern.database.transaction(streek.actors[Rol.JA]) as db:
        casussen.ensure_grant(db, casus_id, Rol.JA, db.actor.organisatie_id, db.actor.persoon_id, "verwijzing")
        casussen.journal(db, casus_id, "stuk_verbeterd", "D10")
        dossiers.write_stuk(db, casussen.read_casus(db, casus_id), "D10", {"vragen": []}, stap="x")
    for born, knows in ((date(2010, 9, 2), True), (date(2010, 9, 1), False)):
        with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
            db.session.get_one(Leerling, streek.leerling_id).geboortedatum = born
        seen = lees_casus(huis.bron, streek.actors[Rol.OG], casus_id)
        assert ("Joke Arends" in {mens.naam for mens in seen.deelnemers}) is knows
        assert ("stuk_verbeterd" in {moment.soort for moment in seen.tijdlijn}) is knows
        assert ("medisch" in {tab.code for tab in seen.tabs}) is knows


def test_a_page_asks_the_same_number_of_questions_for_1_and_for_30_entries(huis, streek, casus_id):
    petra, counted = streek.actors[Rol.VC], []

    def questions():
        counted.clear()
        lees_casus(huis.bron, petra, casus_id)
        return len(counted)

    event.listen(huis.kern.database.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    write(huis, petra, casus_id, "D04", "een")
    one = questions()
    for number in range(29):
        write(huis, petra, casus_id, ("D04", "D25", "D26", "D05")[number % 4], f"tekst {number}")
    assert questions() == one
    assert one == 27


def test_task_page_says_what_comes_next_and_who_reads_it(casus_id, bezoeker):
    petra = bezoeker(Rol.VC)
    page = petra.get(first_task(petra)).get_data(as_text=True)
    assert "Verzuimgesprek voeren" in page
    assert "Wie ziet dit?" in page
    assert "mentor, verzuimcoördinator, directie" in page
    assert "Alleen met toestemming: jeugdarts" in page
