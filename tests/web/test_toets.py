"""The supervisor tests the access table with a button, and reads whether it passed and when."""

import json

import pytest

from casus.domain.actor import SYSTEEM
from casus.domain.rol import Rol
from casus.policy.toets import UITSLAG
from casus.storage.instellingen import find_instelling, zet_instelling


def test_supervisor_asks_and_the_worker_answers(huis, streek, bezoeker):
    visitor = bezoeker(Rol.FG)
    assert "nog niet getoetst" in visitor.get("/toezicht/toets").text
    assert "De toets is gestart" in visitor.post("/toezicht/toets", follow=True).text
    assert "Een toets loopt" in visitor.get("/toezicht/toets").text
    assert visitor.post("/toezicht/toets").status_code == 302  # twice within a minute is one
    huis.nachtwerk.ronde()
    page = visitor.get("/toezicht/toets").text
    assert "Geslaagd op" in page
    assert "0 foute antwoorden" in page
    assert "Een toets loopt" not in page
    with huis.kern.database.reading(SYSTEEM) as db:
        kept = json.loads(find_instelling(db, UITSLAG))
    assert kept["vragen"] > 200_000


def test_a_wrong_answer_and_another_table_are_said_loudly(huis, streek, bezoeker):
    kept = {"vragen": 3, "fouten": 1, "voorbeelden": ["rol=VC domein=D08"], "tabel": "een andere", "op": "2026-09-01T08:00:00+00:00", "door": str(streek.actors[Rol.FG].persoon_id)}  # fmt: skip
    with huis.kern.database.transaction(SYSTEEM) as db:
        zet_instelling(db, UITSLAG, json.dumps(kept))
    page = bezoeker(Rol.FG).get("/toezicht/toets").text
    for words in (
        "Niet geslaagd op",
        "1 fout antwoord",
        "rol=VC domein=D08",
        "Gebruik Casus niet",
        "sindsdien veranderd",
    ):
        assert words in page


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.FG}))
def test_nobody_else(bezoeker, rol):
    assert bezoeker(rol).get("/toezicht/toets").status_code == 403
    assert bezoeker(rol).post("/toezicht/toets").status_code == 403
