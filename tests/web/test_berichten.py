"""The pages of one's own messages: new until read, the way there for who may know, and the mail for the administrator."""

import json
import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from casus.app import create_app, open_house
from casus.domain.actor import SYSTEEM
from casus.domain.bericht import SoortBericht
from casus.domain.casus import Betrokkene
from casus.domain.dossier import Dossierstuk
from casus.domain.leerling import Leerling
from casus.domain.organisatie import Lidmaatschap, Organisatie, Persoon
from casus.domain.rol import Rol
from casus.domain.techniek import Bericht, Job, Post
from casus.messages.teksten import TEKSTEN
from casus.overview.berichten import lees_berichten, tel_ongelezen
from casus.services.berichten import stuur
from casus.services.toestemmingen import vraag
from casus.storage import berichten, casussen, dossiers
from tests import lijsten
from tests.factories import Streek
from tests.services.spoor import Spoor
from tests.smtp import postkamer
from tests.web.conftest import Bezoeker

TAAK = TEKSTEN[SoortBericht.TAAK]
NIET_VOOR_JOU = "Dit is niet meer voor jou."


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


@pytest.fixture
def taak(huis, streek):
    """Petra judged the signal; a task came for the mentor, who was told."""
    spoor = Spoor(huis, streek, "casus")
    spoor.doe(Rol.VC, "Signaal beoordelen", zorgelijk="ja", toelichting="Vier keer ziek gemeld")
    return spoor


def eerste(visitor) -> str:
    return re.search(r"/berichten/[0-9a-f-]{36}", visitor.get("/berichten").text).group()


def teller(visitor) -> str:
    found = re.search(r'class="c-teller">(\d+)', visitor.get("/casussen").text)
    return found.group(1) if found else ""


def test_a_message_is_new_until_its_reader_goes_where_it_leads(taak, bezoeker, huis):
    rik = bezoeker(Rol.MEN)
    there = eerste(rik)
    for _ in range(2):  # looking changes nothing
        assert TAAK.titel in text(rik.get(there))
        assert "Verzuimgesprek voeren · Fenna Jansma" in text(rik.get(there))
        assert teller(rik) == "1"
    gone = rik.post(there, open="ja")
    assert gone.location == f"/taken/{next(iter(taak.taken(Rol.MEN).values())).id}"
    assert teller(rik) == ""
    assert "nieuw" not in re.sub("nieuwe? ", "", text(rik.get("/berichten")).split("Er staat")[1])


def test_a_message_can_be_set_aside_without_going_there(taak, bezoeker):
    rik = bezoeker(Rol.MEN)
    assert rik.post(eerste(rik)).location == "/berichten"
    assert teller(rik) == ""


def test_everything_is_read_up_to_the_newest_on_the_page(taak, bezoeker, huis, streek, klok):
    rik = bezoeker(Rol.MEN)
    until = re.search(r'name="tot" value="([^"]+)"', rik.get("/berichten").text).group(1)
    klok.verder(minutes=1)
    with huis.kern.database.transaction(SYSTEEM) as db:
        stuur(huis.kern, db, streek.actors[Rol.MEN].persoon_id, SoortBericht.TAAK, sleutel="later")
    assert "Alle berichten staan op gelezen" in text(rik.post("/berichten/gelezen", follow=True, tot=until))
    assert teller(rik) == "1"
    assert rik.post("/berichten/gelezen", tot="x").status_code == 422


def test_messages_of_another_are_not_there(taak, bezoeker):
    there = eerste(bezoeker(Rol.MEN))
    petra = bezoeker(Rol.VC)
    assert petra.get(there).status_code == 404
    assert petra.post(there, open="ja").status_code == 404
    assert petra.get(f"/berichten/{uuid4()}").status_code == 404
    assert teller(bezoeker(Rol.MEN)) == "1"


def test_who_may_no_longer_know_reads_not_even_what_kind_it_was(taak, bezoeker, huis, streek, klok):
    rik = bezoeker(Rol.MEN)
    there = eerste(rik)
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.session.execute(update(Betrokkene).where(Betrokkene.rol == Rol.MEN).values(tot=db.nu))
    klok.verder(seconds=1)
    for page in (text(rik.get("/berichten")), text(rik.get(there))):
        assert NIET_VOOR_JOU in page
        assert TAAK.titel not in page
        assert TAAK.uitleg not in page
        assert "Verzuimgesprek" not in page
        assert "Jansma" not in page
    assert 'name="open"' not in rik.get(there).text
    assert rik.post(there, open="ja").location == "/berichten"


def test_who_works_in_another_role_now_is_told_to_change_roles(taak, bezoeker, huis, streek):
    rik = bezoeker(Rol.MEN)
    there = eerste(rik)
    with huis.kern.database.transaction(SYSTEEM) as db:
        other = Lidmaatschap(
            persoon_id=streek.actors[Rol.MEN].persoon_id, rol=Rol.ADM, organisatie_id=streek.organisaties["andere school"],
            van=date(2020, 1, 1),
        )  # fmt: skip
        db.add(other)
    rik.post("/rol", lidmaatschap=str(other.id))
    page = text(rik.get(there))
    assert NIET_VOOR_JOU in page
    assert "Wissel dan bovenaan van rol" in page


def test_a_task_that_is_done_says_so_and_leads_to_the_casus(taak, bezoeker):
    rik = bezoeker(Rol.MEN)
    there = eerste(rik)
    taak.doe(Rol.MEN, "Verzuimgesprek voeren", gesprek_op="2026-09-01", wat_gezien="Stil in de klas")
    page = rik.get(there)
    assert "De taak is al klaar" in text(page)
    assert rik.post(there, open="ja").location == f"/casussen/{taak.casus_id}"


def test_the_count_is_one_question_and_the_list_asks_as_many_for_thirty_as_for_one(huis, streek, app_zonder_csrf):
    petra = streek.actors[Rol.VC]

    def questions(read):
        with lijsten.vragen(huis) as asked:
            read(huis.bron, petra)
        return len([line for line in asked if line.startswith("SELECT") and "bericht" in line])

    for first, many in ((0, 1), (1, 29)):
        with huis.kern.database.transaction(SYSTEEM) as db:
            for n in range(first, first + many):
                stuur(huis.kern, db, petra.persoon_id, SoortBericht.TAAK, sleutel=str(n))
        assert [questions(tel_ongelezen), questions(lees_berichten)] == [1, 1]
    with huis.kern.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM bericht WHERE persoon_id = ? AND gelezen_op IS NULL", ("x",)
        ).fetchall()
    assert "ix_bericht_ongelezen" in str(plan)


def test_a_page_with_the_count_asks_one_question_more(huis, bezoeker, streek):
    petra = bezoeker(Rol.VC)
    with lijsten.vragen(huis) as asked:
        petra.get("/")
    assert len([line for line in asked if "bericht" in line]) == 1


def test_the_administrator_alone_sees_how_the_mail_goes(huis, streek, bezoeker):
    with huis.kern.database.transaction(SYSTEEM) as db:
        for n, post in enumerate([Post.WACHT, Post.VERZONDEN, Post.VERZONDEN, Post.TERUGGEKOMEN, Post.GEEN]):
            berichten.leg_neer(
                db, streek.actors[Rol.OG].persoon_id, SoortBericht.TOESTEMMING_GEVRAAGD, str(n), post=post
            )
        db.session.execute(update(Bericht).where(Bericht.sleutel == "3").values(post_op=db.nu))
        db.get(Persoon, streek.actors[Rol.OG].persoon_id).email_fout_op = db.nu
    for rol in Rol:
        page = bezoeker(rol).get("/beheer/post")
        assert (page.status_code == 200) == (rol is Rol.BEH), rol
    page = bezoeker(Rol.BEH).get("/beheer/post")
    counts = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page.text)
    assert counts == [("Wacht op verzending", "1"), ("Verzonden", "2"), ("Geweigerd", "0"), ("Teruggekomen", "1")]
    assert "Olga Jansma" in text(page)
    assert "klopt niet" in text(page)
    assert "toestemming" not in text(page).lower()


def test_who_cannot_be_reached_by_mail_is_told_kindly(huis, streek, bezoeker):
    olga = bezoeker(Rol.OG)
    assert "Klopt je mailadres nog?" not in text(olga.get("/berichten"))
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Persoon, streek.actors[Rol.OG].persoon_id).email_fout_op = db.nu
    for path in ("/", "/berichten"):
        assert "Klopt je mailadres nog?" in text(olga.get(path))
    huis.beheer.zet_email("olga", "olga@thuis.nl")
    assert "Klopt je mailadres nog?" not in text(olga.get("/"))


MARKER = re.compile(r"GEHEIM\w*", re.IGNORECASE)


def test_no_mail_no_head_and_no_job_holds_anything_of_a_pupil(huis, klok):
    """Markers in every name, in the dossier and in the school; then everything that can be told is told and sent."""
    with postkamer() as kamer:
        mail = {"smtp_url": kamer.url, "afzender": "Casus <casus@swv.nl>", "adres": "https://casus.swv.nl"}
        house = open_house(replace(huis.settings, **mail), klok)
        streek = Streek.bouw(house)
        casus_id = merk(house, streek)
        spoor = Spoor.__new__(Spoor)
        spoor.huis, spoor.streek, spoor.casus_id = house, streek, casus_id
        elements = house.kern.engine.catalogue.current.elements
        for number, (place, element) in enumerate(elements.items()):
            elements[place] = replace(element, naam=f"GEHEIMtitel{number}")
        (titel,) = spoor.taken(Rol.VC)
        spoor.doe(Rol.VC, titel, zorgelijk="ja", toelichting="GEHEIM-antwoord")
        with house.kern.database.transaction(streek.actors[Rol.JA]) as db:
            consent = vraag(house.kern, db, casussen.read_casus(db, casus_id), "delen_advies").id
            for number, soort in enumerate(SoortBericht):
                stuur(
                    house.kern,
                    db,
                    streek.actors[Rol.VC].persoon_id,
                    soort,
                    sleutel=f"proef {number}",
                    casus_id=casus_id,
                )
        house.nachtwerk.werkbank.alles()
        house.toestemmingen.trek_in(consent, streek.tweede_ouder)
        house.nachtwerk.werkbank.alles()
        klok.zet("2026-09-11", "04:00")
        house.nachtwerk.ronde()
        with house.kern.database.reading(SYSTEEM) as db:
            jobs = [(job.soort, job.sleutel, job.gegevens, job.fout) for job in db.session.scalars(select(Job))]
            told = set(db.session.scalars(select(Bericht.soort).where(Bericht.post == Post.VERZONDEN)))
            number = casussen.read_casus(db, casus_id).nummer
            keys = [row.sleutel for row in db.session.scalars(select(Bericht))]
        house.kern.database.close()
        raw = b"\n".join(kamer.post).decode() + "\n".join(kamer.gehoord)
        sent = kamer.brieven
    assert told == set(SoortBericht)
    assert len(sent) > len(SoortBericht) + 4
    words = raw + "".join(part.get_content() for letter in sent for part in letter.iter_parts())
    rows = json.dumps(jobs) + "".join(keys)
    for found in (words, rows):
        assert not MARKER.search(found)
        assert number not in found
        assert str(casus_id) not in found
        assert not re.search(r"\bD\d\d\b|school Voorbeeld", found)
    assert {tuple(gegevens) for soort, _, gegevens, _ in jobs if soort == "post"} == {("bericht",)}


def merk(house, streek):
    """Something to leak, everywhere."""
    casus_id = streek.casus()
    with house.kern.database.transaction(SYSTEEM) as db:
        db.session.execute(
            update(Leerling).values(roepnaam="GEHEIMroep", achternaam="GEHEIMachter", pseudoniem="GEHEIMps")
        )
        db.session.execute(update(Organisatie).values(naam="GEHEIMplek"))
        for number, person in enumerate(db.session.scalars(select(Persoon).order_by(Persoon.gebruikersnaam))):
            person.naam, person.email = f"GEHEIMnaam{number}", f"adres{number}@elders.nl"
    with house.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casus = casussen.read_casus(db, casus_id)
        for code in ("D01", "D04", "D26"):
            dossiers.write_stuk(db, casus, code, {"vragen": [["k", "GEHEIMvraag", "x", "GEHEIMtekst"]]}, stap="x")
        assert db.session.scalars(select(Dossierstuk)).first() is not None
    return casus_id


def test_a_page_that_says_that_the_database_broke_does_not_ask_it_again(huis, streek, app):
    app.testing = False
    other = create_app(huis)
    other.config.update(WTF_CSRF_ENABLED=False, SESSION_COOKIE_SECURE=False)
    other.add_url_rule("/stuk", endpoint="stuk", view_func=stuk)
    visitor = Bezoeker(other, streek.actors[Rol.VC])
    with lijsten.vragen(huis) as asked:
        assert visitor.get("/stuk").status_code == 500
    assert not [line for line in asked if "bericht" in line]


def stuk():
    raise RuntimeError


stuk.nodig = "aangemeld"
