"""A school gives its absence from the browser: a trial first, all or nothing, and words that help."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import func, select

from casus.domain.rol import Rol
from casus.domain.verzuim import Import, Verzuimregel

KOP = "leerlingnummer;datum;einddatum;lesuur_van;lesuur_tot;soort\n"
ZIEK = KOP + "nr-Fenna;2026-08-31;2026-08-31;;;ziek\n"
PAD = "/verzuim/importeren"


def geef(visitor, text, formaat="csv", stap="proef", **more):
    data = text if isinstance(text, bytes) else text.encode()
    answer = visitor.post(PAD, formaat=formaat, stap=stap, bestand=(BytesIO(data), "verzuim.csv"), **more)
    answer.request.environ["wsgi.input"].close()
    return answer


def aantal(huis, soort=Verzuimregel):
    with huis.kern.database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(soort.__table__))


@pytest.mark.parametrize("rol", [Rol.VC, Rol.ADM])
def test_school_tries_the_file_and_then_takes_it_in(huis, bezoeker, rol):
    visitor = bezoeker(rol)
    trial = geef(visitor, ZIEK)
    assert trial.status_code == 200
    assert "Proef gelukt" in trial.text
    assert 'value="importeer"' in trial.text
    assert aantal(huis) == aantal(huis, Import) == 0
    done = geef(visitor, ZIEK, stap="importeer")
    assert "Het verzuim is ingelezen" in done.text
    assert "31 augustus 2026" in done.text
    assert aantal(huis) == 1
    again = geef(visitor, ZIEK, stap="importeer")
    assert "al ingelezen" in again.text
    assert aantal(huis) == 1


@pytest.mark.parametrize("stap", ["proef", "importeer"])
@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "Kies het bestand"),
        (b"\x00\x01\x02", "geen CSV"),
        (b"%PDF-1.7 geen tabel", "geen CSV"),
        (ZIEK.encode("utf-16"), "geen CSV"),
        (b'leerlingnummer;datum;soort\nnr-Fenna;"2026-09-01;ziek\n', "geen CSV"),
        (b"leerlingnummer;datum\nnr-Fenna;2026-09-01\n", "staan niet in het bestand: soort"),
        (KOP.encode() + b"x" * (10 * 1024 * 1024), "te groot"),
        ((KOP + "nr-Fenna;2026-13-01;;;;ziek\n").encode(), "Deze datum kunnen we niet lezen"),
        ((KOP + "nr-van-elders;2026-08-31;2026-08-31;;;ziek\n").encode(), "staat niet op deze school"),
    ],
)  # fmt: skip
def test_bad_file_is_explained_and_nothing_is_written(huis, bezoeker, inhoud, zin, stap):
    answer = geef(bezoeker(Rol.VC), inhoud, stap=stap)
    assert answer.status_code == 422
    assert zin in answer.text
    assert "iets ingelezen" in answer.text
    assert aantal(huis) == aantal(huis, Import) == 0


def test_refused_lines_stand_with_their_number_and_good_lines_are_not_taken(huis, bezoeker):
    answer = geef(bezoeker(Rol.VC), ZIEK + "nr-Fenna;2026-09-01;2026-09-01;;;kwijt\n", stap="importeer")
    assert "1 regel klopt niet" in answer.text
    assert 'data-kop="Regel">3</td>' in answer.text
    assert aantal(huis) == 0


@pytest.mark.parametrize(("formaat", "tot"), [("pdf", ""), ("csv", "31 februari")])
def test_unknown_format_or_day_is_explained(huis, bezoeker, formaat, tot):
    answer = geef(bezoeker(Rol.VC), ZIEK, formaat, "importeer", tot=tot)
    assert answer.status_code == 422
    assert aantal(huis) == 0


def test_pupil_of_another_school_is_refused(huis, streek, bezoeker):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        streek.leerling(db, "Elders", "Boer", date(2012, 1, 1), "andere school")
    answer = geef(bezoeker(Rol.VC), KOP + "nr-Elders;2026-08-31;2026-08-31;;;ziek\n", stap="importeer")
    assert answer.status_code == 422
    assert aantal(huis) == 0


def test_file_in_the_old_windows_letters_is_read(huis, bezoeker):
    text = "leerlingnummer;datum;soort;uitleg\nnr-Fenna;2026-08-31;ziek;reeën\n"
    assert "Het verzuim is ingelezen" in geef(bezoeker(Rol.VC), text.encode("cp1252"), stap="importeer").text
    assert aantal(huis) == 1


def test_only_coordinator_and_administration_have_the_page(bezoeker):
    for rol in set(Rol) - {Rol.VC, Rol.ADM}:
        visitor = bezoeker(rol)
        assert visitor.get(PAD).status_code == 403, rol
        assert geef(visitor, ZIEK, stap="importeer").status_code == 403, rol


def test_school_names_its_own_columns_and_words(huis, bezoeker):
    petra = bezoeker(Rol.VC)
    columns = {"kolom-leerlingnummer": "Nummer", "kolom-van": "Dag", "kolom-soort": "Code"}
    answer = petra.post("/verzuim/indeling", True, **columns, woord=["grieperig", ""], soort=["ziek", "ziek"])
    assert "zijn bewaard" in answer.text
    assert "grieperig" in petra.get("/verzuim/indeling").text
    done = geef(petra, "Nummer,Dag,Code\nnr-Fenna,31-8-2026,Grieperig\n", stap="importeer")
    assert "Het verzuim is ingelezen" in done.text
    assert aantal(huis) == 1


def test_columns_that_cannot_work_are_refused_and_what_was_written_stays(bezoeker):
    petra = bezoeker(Rol.VC)
    wrong = petra.post("/verzuim/indeling", **{"kolom-van": "Dag"}, woord="grieperig", soort="ziek")
    assert wrong.status_code == 422
    assert 'value="Dag"' in wrong.text
    assert 'value="grieperig"' in wrong.text
    assert 'value="Dag"' not in petra.get("/verzuim/indeling").text
