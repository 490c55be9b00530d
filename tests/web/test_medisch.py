"""A text that may be medical: nobody but its writer and who judges it, on any page, from the first second."""

import re
from datetime import UTC, datetime

import pytest

from casus.domain.actor import AMSTERDAM
from casus.domain.datalek import TERMIJN, Datalek
from casus.domain.dossier import Dossierstuk
from casus.domain.medisch import Medisch
from casus.domain.rol import Rol
from casus.forms import Deel, Vraag
from casus.overview import lees_casus
from casus.policy import TABEL, WACHT, Handeling, rollen_met
from casus.services.wacht import bewaak
from casus.storage import casussen, dossiers
from tests.web.test_dunne_lijn import first_task
from tests.web.test_lek import text_of
from tests.web.test_routes import paths

TEKST = "MERK-77 heeft een eetstoornis en slikt fluoxetine"


@pytest.fixture
def casus_id(streek):
    return streek.casus()


def schrijf(huis, streek, casus_id, tekst=TEKST, rol=Rol.MEN, domein="D05", medisch=Medisch.MOGELIJK):
    """An entry as the guard leaves it, of a form that its writer can put right."""
    with huis.kern.database.transaction(streek.actors[rol]) as db:
        inhoud = {"vragen": [["verslag", "Wat is er besproken?", tekst, tekst]], "reden": "REDEN-78 volgens mij wel"}
        return dossiers.write_stuk(
            db, casussen.read_casus(db, casus_id), domein, inhoud, stap="oudergesprek_voeren", formulier="oudergesprek",
            medisch=medisch,
        ).id  # fmt: skip


def staat(huis, streek, stuk_id):
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        return db.get(Dossierstuk, stuk_id).medisch


def lekken(huis, streek):
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        found = db.session.query(Datalek).all()
        db.session.expunge_all()
        return found


def meldt(bezoeker, rol, tekst, streek, **extra):
    return bezoeker(rol).post("/signalen/melden", leerling=str(streek.leerling_id), tekst=tekst, **extra)


@pytest.mark.parametrize("rol", list(Rol))
def test_no_page_of_anybody_else_shows_a_text_that_waits(app, huis, streek, casus_id, bezoeker, rol):
    for domein in TABEL.domeinen:
        schrijf(huis, streek, casus_id, f"{TEKST} in {domein}", domein=domein)
    stuk_id = schrijf(huis, streek, casus_id)
    visitor = bezoeker(rol)
    both = [*paths(app, casus_id), *paths(app, stuk_id)]
    seen = "".join(text_of(visitor.get(path)) for _, path in both)
    knows = rol is Rol.MEN or rol in TABEL.beoordelaars
    assert ("MERK-77" in seen) == knows
    assert ("REDEN-78" in seen) == (rol in TABEL.beoordelaars)


@pytest.mark.parametrize("rol", list(Rol))
def test_what_is_sealed_is_on_no_page_at_all(app, huis, streek, casus_id, bezoeker, rol):
    stuk_id = schrijf(huis, streek, casus_id, medisch=Medisch.VERZEGELD)
    visitor = bezoeker(rol)
    seen = "".join(text_of(visitor.get(path)) for _, path in [*paths(app, casus_id), *paths(app, stuk_id)])
    assert "MERK-77" not in seen


def test_who_is_told_is_who_may_judge():
    assert rollen_met(Handeling.TEKST_BEOORDELEN) == TABEL.beoordelaars == rollen_met(Handeling.TEKSTEN_BEOORDELEN)


def test_a_task_with_medical_words_comes_back_marked_and_saves_nothing(huis, streek, casus_id, bezoeker):
    petra = bezoeker(Rol.VC)
    task = first_task(petra)
    answer = petra.post(task, zorgelijk="ja", toelichting="Zij is depressief")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "<mark>depressief</mark>" in page
    assert "Nog niets" not in page
    assert leest(huis, streek, Rol.VC, casus_id) == []
    fields = dict(re.findall(r'<input type="hidden" name="(zorgelijk|toelichting)" value="([^"]*)">', page))
    assert 'value="Zij is depressief"' in petra.post(task, ververs="1", **fields).get_data(as_text=True) or (
        "Zij is depressief" in petra.post(task, ververs="1", **fields).get_data(as_text=True)
    )
    kept = petra.post(task, follow=True, medisch_reden="Zo noemt zij het zelf", **fields).get_data(as_text=True)
    assert "De taak is afgerond" in kept
    assert leest(huis, streek, Rol.VC, casus_id)
    assert leest(huis, streek, Rol.DIR, casus_id) == []


def leest(huis, streek, rol, casus_id):
    beeld = lees_casus(huis.bron, streek.actors[rol], casus_id)
    return [text for d in beeld.domeinen for stuk in d.stukken for _, text in stuk.vragen if "depressief" in text]


@pytest.mark.parametrize("reden", [{}, {"medisch_reden": "   "}, {"bekeken": "1"}, {"medisch": "nee"}])
def test_a_post_made_by_hand_cannot_pass(huis, streek, casus_id, bezoeker, reden):
    petra = bezoeker(Rol.VC)
    answer = petra.post(first_task(petra), zorgelijk="ja", toelichting="Zij is depressief", **reden)
    assert answer.status_code == 422
    assert leest(huis, streek, Rol.VC, casus_id) == []


def test_a_signal_is_guarded_but_not_of_a_parent_about_the_own_child(huis, streek, casus_id, bezoeker):
    assert meldt(bezoeker, Rol.MEN, "Zij slikt fluoxetine", streek).status_code == 422
    kept = meldt(bezoeker, Rol.MEN, "Zij slikt fluoxetine", streek, medisch_reden="Moeder zei het")
    assert kept.status_code == 302
    assert meldt(bezoeker, Rol.OG, "Mijn dochter slikt sertraline", streek).status_code == 302
    director = lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id)
    texts = [text for d in director.domeinen for stuk in d.stukken for _, text in stuk.vragen]
    assert texts == ["Mijn dochter slikt sertraline"]


@pytest.mark.parametrize("domein", ["D11", "D12", "D13", "D14", "D17"])
def test_what_leerplicht_reads_never_keeps_a_medical_word(huis, streek, casus_id, domein):
    deel = Deel(domein, (Vraag("reden", "Reden", "autisme", "autisme", vrij=True),))
    with (
        huis.kern.database.reading(streek.actors[Rol.VC]) as db,
        pytest.raises(Exception, match="Haal ze weg") as caught,
    ):
        bewaak(db, [deel], "Het moet er echt staan")
    assert caught.value.streng


def test_own_words_of_the_school_are_looked_for(huis, streek, casus_id, bezoeker):
    petra = bezoeker(Rol.VC)
    assert "Schrijf een woord" in petra.post("/medische-woorden", woord="ab").get_data(as_text=True)
    assert petra.post("/medische-woorden", woord="De Zonnehoek").status_code == 302
    assert "al op jullie lijst" in petra.post("/medische-woorden", woord="de zonnehoek").get_data(as_text=True)
    assert meldt(bezoeker, Rol.MEN, "Gaat naar de zonne-hoek", streek).status_code == 422
    page = petra.get("/medische-woorden").get_data(as_text=True)
    assert "De Zonnehoek" in page
    assert petra.post(re.search(r'action="(/medische-woorden/[^"]+/weg)"', page)[1]).status_code == 302
    assert meldt(bezoeker, Rol.MEN, "Gaat naar de zonne-hoek", streek).status_code == 302
    assert bezoeker(Rol.MEN).get("/medische-woorden").status_code == 403


def test_the_coordinator_releases(huis, streek, casus_id, bezoeker):
    stuk_id = schrijf(huis, streek, casus_id)
    petra = bezoeker(Rol.VC)
    assert "Fenna" in petra.get("/teksten").get_data(as_text=True)
    assert "REDEN-78" in petra.get(f"/teksten/{stuk_id}").get_data(as_text=True)
    assert petra.post(f"/teksten/{stuk_id}/vrijgeven").status_code == 302
    assert staat(huis, streek, stuk_id) is Medisch.VRIJGEGEVEN
    assert "MERK-77" in bezoeker(Rol.DIR).get(f"/casussen/{casus_id}?deel=verslagen").get_data(as_text=True) + repr(
        lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id)
    )
    assert petra.post(f"/teksten/{stuk_id}/vrijgeven").status_code == 404


def test_the_coordinator_takes_it_out_and_the_writer_still_reads_the_rest(huis, streek, casus_id, bezoeker):
    stuk_id = schrijf(huis, streek, casus_id)
    petra = bezoeker(Rol.VC)
    refused = petra.post(f"/teksten/{stuk_id}/weghalen", verslag="Slikt fluoxetine en eet slecht")
    assert refused.status_code == 422
    assert staat(huis, streek, stuk_id) is Medisch.MOGELIJK
    assert petra.post(f"/teksten/{stuk_id}/weghalen", verslag="Eet thuis, niet op school").status_code == 302
    assert staat(huis, streek, stuk_id) is Medisch.VERZEGELD
    for rol in (Rol.MEN, Rol.VC, Rol.DIR):
        seen = repr(lees_casus(huis.bron, streek.actors[rol], casus_id))
        assert "Eet thuis, niet op school" in seen
        assert "MERK-77" not in seen
    assert lekken(huis, streek) == []
    fien = bezoeker(Rol.FG).get("/datalekken").get_data(as_text=True)
    assert "verzegeld" in fien
    assert "Fenna" not in fien


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol not in TABEL.beoordelaars])
def test_nobody_else_judges(huis, streek, casus_id, bezoeker, rol):
    stuk_id = schrijf(huis, streek, casus_id)
    visitor = bezoeker(rol)
    for what in ("medisch", "vrijgeven", "weghalen"):
        assert visitor.post(f"/teksten/{stuk_id}/{what}").status_code in (403, 404)
    assert staat(huis, streek, stuk_id) is Medisch.MOGELIJK


def test_what_was_read_before_it_was_pointed_out_is_a_datalek_of_72_hours(huis, streek, casus_id, bezoeker, klok):
    klok.moment = datetime(2027, 3, 26, 15, tzinfo=UTC)  # two days before summer time begins
    stuk_id = schrijf(huis, streek, casus_id, medisch=Medisch.NEE)
    petra = bezoeker(Rol.VC)
    lees_casus(huis.bron, streek.actors[Rol.MEN], casus_id)  # the writer
    lees_casus(huis.bron, streek.actors[Rol.VC], casus_id)  # who judges
    lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id)
    assert petra.post(f"/teksten/{stuk_id}/medisch").status_code == 302
    (lek,) = lekken(huis, streek)
    assert lek.lezers == [str(streek.actors[Rol.DIR].persoon_id)]
    assert lek.uiterlijk - lek.ontdekt_op == TERMIJN
    assert lek.uiterlijk.astimezone(AMSTERDAM).isoformat() == "2027-03-29T17:00:00+02:00"
    assert "MERK-77" not in repr(lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id))
    fien = bezoeker(Rol.FG)
    page = fien.get("/datalekken").get_data(as_text=True)
    assert "Nog 72 uren" in page
    assert "Daan Smit" in page
    assert not re.search("MERK-77|Fenna|Jansma", page)
    assert "Er is een mogelijk datalek" in fien.get("/berichten").get_data(as_text=True)
    assert "Er is een mogelijk datalek" in petra.get("/berichten").get_data(as_text=True)
    for wrong in ({}, {"besluit": "gemeld"}, {"besluit": "gemeld", "reden": "wegens haar anorexia"}, {"reden": "x"}):
        assert fien.post(f"/datalekken/{lek.id}", **wrong).status_code == 422
    assert petra.post(f"/datalekken/{lek.id}", besluit="gemeld", reden="Gemeld").status_code == 403
    assert (
        fien.post(f"/datalekken/{lek.id}", besluit="niet_meldplichtig", reden="Collega met geheimhouding").status_code
        == 302
    )
    assert "Collega met geheimhouding" in fien.get("/datalekken").get_data(as_text=True)
    assert fien.post(f"/datalekken/{lek.id}", besluit="gemeld", reden="Toch").status_code == 404


def test_pointed_out_before_anybody_read_it_is_no_datalek(huis, streek, casus_id, bezoeker):
    stuk_id = schrijf(huis, streek, casus_id, medisch=Medisch.NEE)
    bezoeker(Rol.VC).post(f"/teksten/{stuk_id}/medisch")
    assert staat(huis, streek, stuk_id) is Medisch.MOGELIJK
    assert lekken(huis, streek) == []


def test_the_writer_who_takes_it_out_seals_the_old_text_and_who_had_read_it_is_recorded(huis, streek, casus_id):
    stuk_id = schrijf(huis, streek, casus_id, rol=Rol.VC, medisch=Medisch.NEE)
    lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id)
    huis.dossier.verbeter(stuk_id, {"verslag": "Eet niet op school"}, streek.actors[Rol.VC])
    assert staat(huis, streek, stuk_id) is Medisch.VERZEGELD
    assert "MERK-77" not in repr(lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id))
    assert len(lekken(huis, streek)) == 1


def test_a_correction_that_keeps_the_words_hides_the_old_text_too(huis, streek, casus_id):
    stuk_id = schrijf(huis, streek, casus_id, rol=Rol.VC, medisch=Medisch.NEE)
    with pytest.raises(Exception, match="medisch"):
        huis.dossier.verbeter(stuk_id, {"verslag": TEKST + "!"}, streek.actors[Rol.VC])
    huis.dossier.verbeter(stuk_id, {"verslag": TEKST + "!"}, streek.actors[Rol.VC], "Het is geen ziekte")
    assert "MERK-77" not in repr(lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id))


def test_fg_and_coordinator_hear_of_a_kept_text_without_a_name(huis, streek, casus_id, bezoeker):
    meldt(bezoeker, Rol.MEN, "Zij slikt fluoxetine", streek, medisch_reden="Moeder zei het")
    for rol in (Rol.FG, Rol.VC):
        page = bezoeker(rol).get("/berichten").get_data(as_text=True)
        assert "Er is een tekst die misschien medisch is" in page
        assert "fluoxetine" not in page
    assert "misschien medisch" not in bezoeker(Rol.DIR).get("/berichten").get_data(as_text=True)


def test_pointing_out_a_text_hides_its_older_versions_too(huis, streek, casus_id, bezoeker):
    """Otherwise the old version, no longer under the new one, would come up as if it were valid."""
    first = schrijf(huis, streek, casus_id, "OUD-79 ligt steeds in bed", rol=Rol.VC, medisch=Medisch.NEE)
    huis.dossier.verbeter(first, {"verslag": "NIEUW-80 ligt steeds in bed"}, streek.actors[Rol.VC])
    before = repr(lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id))
    assert "OUD-79" in before
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        newest = db.session.query(Dossierstuk).filter_by(vervangt_id=first).one().id
    petra = bezoeker(Rol.VC)
    petra.post(f"/teksten/{newest}/medisch")
    assert not re.search("OUD-79|NIEUW-80", repr(lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id)))
    assert petra.get("/teksten").get_data(as_text=True).count("/teksten/") == 1
    petra.post(f"/teksten/{newest}/weghalen", verslag="Komt niet naar school")
    for rol in (Rol.VC, Rol.DIR):
        seen = repr(lees_casus(huis.bron, streek.actors[rol], casus_id))
        assert "Komt niet naar school" in seen
        assert not re.search("OUD-79|NIEUW-80", seen)
    assert len(lekken(huis, streek)) == 1


def test_what_was_pointed_out_cannot_be_freed_by_correcting_it(huis, streek, casus_id, bezoeker):
    stuk_id = schrijf(huis, streek, casus_id, "Ligt steeds in bed met MERK-77", rol=Rol.VC, medisch=Medisch.NEE)
    bezoeker(Rol.VC).post(f"/teksten/{stuk_id}/medisch")
    huis.dossier.verbeter(stuk_id, {"verslag": "Ligt in bed met MERK-77"}, streek.actors[Rol.VC])
    assert "MERK-77" not in repr(lees_casus(huis.bron, streek.actors[Rol.DIR], casus_id))


def test_the_preview_and_the_guard_go_together(huis, streek, casus_id, bezoeker, monkeypatch):
    step = huis.bron.catalogue.current.elements["signaal_beoordelen", "signaal_wegen"]
    monkeypatch.setitem(step.eigenschappen, "voorbeeld", "ja")  # models are read once for all tests
    petra = bezoeker(Rol.VC)
    task = first_task(petra)
    page = petra.post(task, voorbeeld="1", zorgelijk="ja", toelichting="Zij is depressief").get_data(as_text=True)
    hidden = re.compile(r'<input type="hidden" name="(zorgelijk|toelichting|bekeken)" value="([^"]*)">')
    seen = re.search(r'name="bekeken" value="([^"]+)"', page)[1]
    marked = petra.post(task, bekeken=seen, **dict(hidden.findall(page))).get_data(as_text=True)
    assert "<mark>depressief</mark>" in marked
    done = petra.post(task, follow=True, medisch_reden="Zo zegt zij het", **dict(hidden.findall(marked)))
    assert "De taak is afgerond" in done.get_data(as_text=True)


def test_one_text_in_a_guarded_domain_is_one_entry(huis):
    """What is written once for two parents is two entries; pointing out one of them would leave the other."""
    about = {
        veld.domein
        for form in huis.kern.formulieren
        for veld in form.invoer
        if veld.eigenschappen.get("betreft") == "ouder"
    }
    assert about & WACHT.bewaakt == set()


def test_what_parents_say_themselves_cannot_be_pointed_out(huis, streek, casus_id, bezoeker):
    stuk_id = schrijf(huis, streek, casus_id, rol=Rol.VC, domein="D20", medisch=Medisch.NEE)
    petra = bezoeker(Rol.VC)
    assert petra.get(f"/teksten/{stuk_id}").status_code == 404
    assert petra.post(f"/teksten/{stuk_id}/medisch").status_code == 404
    assert staat(huis, streek, stuk_id) is Medisch.NEE
