"""Who decides sees counts and numbers, keeps what must stay, and is asked twice."""

import re

import pytest

from casus.domain.rol import Rol
from tests import lijsten

BESLIST = {Rol.DIR, Rol.SWM, Rol.JA, Rol.JH, Rol.LPA}


@pytest.fixture
def pad(huis, streek):
    return lijsten.te_vernietigen(huis, streek)


def test_director_keeps_one_destroys_the_rest_and_prints_the_declaration(huis, streek, bezoeker, pad):
    visitor = bezoeker(Rol.DIR)
    assert "Een voorstel om te vernietigen wacht op jouw besluit" in visitor.get("/berichten").text
    there = re.search(r'href="(/vernietiging/[0-9a-f-]{36})"', visitor.get("/vernietiging").text)[1]
    page = visitor.get(there).text
    assert "GEHEIM" not in page
    assert "Fenna" not in page
    ids = re.findall(r'name="regel" value="([0-9a-f-]{36})"', page)
    assert len(ids) == 2
    for wrong in ({}, {"reden": "bezwaar"}, {"reden": "bezwaar", "tot": "gisteren"}, {"reden": "bezwaar", "tot": "2020-01-01"}):  # fmt: skip
        answer = visitor.post(f"{there}/bewaren", regel=ids[0], **wrong)
        assert answer.status_code == 422
        assert "<title>Fout: " in answer.text
    kept = visitor.post(f"{there}/bewaren", follow=True, regel=ids[0], reden="bezwaar", tot="2030-01-01")
    assert "1 regel blijft bewaard." in kept.text
    assert "Dat is 1 regel van het voorstel." in visitor.get(f"{there}/akkoord").text
    for seen in ("2", "", "x"):
        assert visitor.post(f"{there}/akkoord", aantal=seen).status_code == 422
    assert visitor.get(f"{there}/verklaring").status_code == 404
    assert "Je besluit is vastgelegd." in visitor.post(f"{there}/akkoord", follow=True, aantal="1").text
    assert visitor.post(f"{there}/akkoord", aantal="1").status_code == 422
    huis.nachtwerk.werkbank.alles()
    declared = visitor.get(f"{there}/verklaring").text
    assert "Daan Smit" in declared
    assert re.search(r"SHA-256\): [0-9a-f]{64}", declared)
    assert f"{there}/verklaring" in visitor.get("/vernietiging").text
    assert visitor.get(f"/casussen/{pad}").status_code == 200


@pytest.mark.parametrize("rol", list(Rol))
def test_nobody_else_finds_the_proposal(streek, bezoeker, pad, rol):
    there = re.search(r'href="(/vernietiging/[0-9a-f-]{36})"', bezoeker(Rol.DIR).get("/vernietiging").text)[1]
    visitor = bezoeker(rol)
    expected = (200, 200) if rol is Rol.DIR else (200, 404) if rol in BESLIST else (403, 403)
    assert (visitor.get("/vernietiging").status_code, visitor.get(there).status_code) == expected
    if rol is not Rol.DIR:
        assert there not in visitor.get("/vernietiging").text
        assert visitor.post(f"{there}/akkoord", aantal="2").status_code == expected[1]
        assert visitor.post(f"{there}/bewaren", reden="bezwaar", tot="2030-01-01").status_code == expected[1]
    if rol in BESLIST - {Rol.DIR}:
        assert "Er is nog niets om te vernietigen." in visitor.get("/vernietiging").text
