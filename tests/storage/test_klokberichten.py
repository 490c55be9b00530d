"""What a running casus is told: each date of the clock once per deadline, and each worrying rule."""

import pytest
from sqlalchemy import true

from casus.domain.actor import SYSTEEM
from casus.engine import Catalogue, Engine
from casus.services.kern import Kern
from casus.services.nacht import Nacht
from casus.services.verzuim import Verzuim
from casus.storage import casussen
from tests.engine.bpmn import message, node, process

HEARD = ("klok_amber", "klok_deadline", "klok_deadline_maand")


def kern_met(huis, *names):
    """A house whose journey waits for these messages, one after the other."""
    steps = [f"op_{place}_{name}" for place, name in enumerate(names)]
    caught = [node("intermediateCatchEvent", step, message(name)) for step, name in zip(steps, names, strict=True)]
    model = process(
        "casus", node("startEvent", "start"), *caught, node("endEvent", "eind"),
        path=" -> ".join(["start", *steps, "eind"]), messages=tuple(dict.fromkeys(names)),
    )  # fmt: skip
    catalogue = Catalogue({"casus.bpmn": model}, lambda spec_hash: {})
    return Kern(huis.kern.database, Engine(catalogue), huis.kern.formulieren)


def heard(huis, casus_id, kinds=HEARD):
    with huis.kern.database.reading(SYSTEEM) as db:
        rows = casussen.list_gebeurtenissen(db, casus_id, true())
        return sorted((row.soort, row.gegevens["deadline"]) for row in rows if row.soort in kinds)


@pytest.fixture
def verteld(huis, streek, klok):
    """Fenna is at home since 5 October; the journey waits for all three dates."""
    kern = kern_met(huis, *HEARD)
    klok.zet("2026-10-23")
    data = b"leerlingnummer;datum;einddatum;soort\nnr-Fenna;2026-10-05;2026-10-23;geoorloofd\n"
    assert Verzuim(kern).importeer(SYSTEEM, streek.organisaties["school"], data).casussen == 1
    return Nacht(kern)


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        ("2026-11-20", []),
        ("2026-11-23", ["klok_amber"]),
        ("2026-12-04", ["klok_amber"]),
        ("2026-12-05", ["klok_amber", "klok_deadline"]),
        ("2027-01-04", ["klok_amber", "klok_deadline"]),
        ("2027-01-05", ["klok_amber", "klok_deadline", "klok_deadline_maand"]),
    ],
)
def test_each_date_is_told_once_however_often_the_night_comes(huis, streek, klok, verteld, dag, verwacht):
    casus_id = streek.open_casus()
    klok.zet(dag)
    for _ in range(3):
        verteld.nightly()
    assert heard(huis, casus_id) == [(soort, "2026-12-05") for soort in verwacht]


def test_who_did_not_listen_is_told_later(huis, streek, klok):
    deaf = kern_met(huis, "iets_anders")
    klok.zet("2026-10-23")
    data = b"leerlingnummer;datum;einddatum;soort\nnr-Fenna;2026-10-05;2026-10-23;geoorloofd\n"
    Verzuim(deaf).importeer(SYSTEEM, streek.organisaties["school"], data)
    klok.zet("2026-12-05")
    Nacht(deaf).nightly()
    assert heard(huis, streek.open_casus()) == []
    stand = streek.klok()
    assert (stand.gemeld_amber, stand.gemeld_deadline) == (None, None)


def test_after_an_aanbod_that_failed_the_moved_deadline_is_told_anew(huis, streek, klok):
    kern = kern_met(huis, "klok_amber", "klok_amber")
    klok.zet("2026-12-07")
    data = b"leerlingnummer;datum;einddatum;soort\nnr-Fenna;2026-11-04;2026-12-07;geoorloofd\n"
    Verzuim(kern).importeer(SYSTEEM, streek.organisaties["school"], data)
    casus_id = streek.open_casus()
    assert heard(huis, casus_id) == [("klok_amber", "2027-01-04")]
    streek.aanbod("2026-12-07", 10, "2026-12-07", {"2027-01-18": 0, "2027-01-25": 0})
    for dag in ("2027-01-15", "2027-01-29", "2027-02-01", "2027-02-02"):
        klok.zet(dag)
        Nacht(kern).nightly()
    assert heard(huis, casus_id) == [("klok_amber", "2027-01-04"), ("klok_amber", "2027-02-15")]


def test_running_casus_is_told_of_a_worrying_rule_and_gets_no_second_casus(huis, streek, klok):
    kern = kern_met(huis, "signaal_lrv")
    klok.zet("2027-06-28")
    school = streek.organisaties["school"]
    first = b"leerlingnummer;datum;einddatum;soort\nnr-Fenna;2027-05-31;2027-06-24;ongeoorloofd\n"
    assert Verzuim(kern).importeer(SYSTEEM, school, first).casussen == 1
    casus_id = streek.open_casus()
    second = first + b"nr-Fenna;2027-06-25;2027-06-25;ongeoorloofd\n"
    assert Verzuim(kern).importeer(SYSTEEM, school, second).casussen == 0
    assert streek.signalen()["lrv"] == "2027-06-25"
    with huis.kern.database.reading(SYSTEEM) as db:
        assert casussen.read_casus(db, casus_id).status == "gesloten"
