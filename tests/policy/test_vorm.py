"""A rule that is kept for all readers of a role says the same as one that was written for this reader alone."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from casus.domain.actor import Lezer
from casus.domain.casus import Casus, Taak
from casus.domain.dossier import Dossierstuk
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.policy import Handeling, casus_bekend, leesbaar, taak_bekend, voorwaarde, woordkolommen
from casus.policy.tabel import Leeftijd, TabelFout
from casus.policy.vorm import Vorm
from casus.storage import casussen, dossiers


def answers(db, lezer):
    """What this reader is told, by one rule after another."""

    def ids(query):
        return set(db.session.scalars(query))

    words = casussen.words_that_hold(db, next(iter(ids(select(Casus.id)))), woordkolommen(lezer))
    return {
        "casus": ids(select(Casus.id).where(casus_bekend(lezer))),
        "naam": ids(select(Casus.id).where(leesbaar(lezer, None, "D01"))),
        "taak": ids(select(Taak.id).join(Casus, Casus.id == Taak.casus_id).where(taak_bekend(lezer))),
        "leerling": ids(select(Leerling.id).where(voorwaarde(Handeling.SIGNAAL_OVER_LEERLING, lezer))),
        "stuk": ids(
            select(Dossierstuk.id).join(Casus, Casus.id == Dossierstuk.casus_id)
            .where(leesbaar(lezer, Dossierstuk, Dossierstuk.domein))
        ),
        "woorden": words,
    }  # fmt: skip


@pytest.fixture
def twee(huis, streek):
    """A casus with grants, tasks and entries, and another of another school that nobody here may know of."""
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casus = casussen.read_casus(db, casus_id)
        for domein in ("D03", "D05", "D23", "D27"):
            dossiers.write_stuk(db, casus, domein, {}, stap="x")
        casussen.ensure_grant(db, casus_id, Rol.JA, streek.actors[Rol.JA].organisatie_id, None, "verwijzing")
        casussen.ensure_grant(db, casus_id, Rol.LPA, streek.actors[Rol.LPA].organisatie_id, None, "melding")
    return casus_id


@pytest.mark.parametrize("rol", Rol)
def test_kept_rules_and_written_out_rules_agree(huis, streek, twee, rol):
    with huis.kern.database.reading(streek.actors[rol]) as db:
        assert answers(db, db.lezer) == answers(db, replace(db.lezer, van_de_transactie=False))


def test_one_shape_gives_each_reader_the_own_answer(huis, streek, twee):
    """The same kept rule, asked in turn by somebody who may know and by a colleague of another school."""
    vc = streek.actors[Rol.VC]
    stranger = replace(vc, persoon_id=uuid4(), organisatie_id=streek.organisaties["swv"])
    for _ in range(2):
        for actor, known in ((vc, {twee}), (stranger, set())):
            with huis.kern.database.reading(actor) as db:
                assert answers(db, db.lezer)["casus"] == known
    assert Vorm.van(Lezer(vc, huis.now(), van_de_transactie=True)) == Vorm.van(
        Lezer(stranger, huis.now(), van_de_transactie=True)
    )


def test_a_rule_for_somebody_else_holds_their_values(huis, streek, twee):
    """A preview asks, in the transaction of the writer, what the receiver would read."""
    with huis.kern.database.reading(streek.actors[Rol.VC]) as db:
        ours = casus_bekend(Lezer(streek.actors[Rol.VC], db.nu))
        theirs = casus_bekend(Lezer(replace(streek.actors[Rol.VC], organisatie_id=uuid4()), db.nu))
        assert db.session.scalar(select(func.count()).select_from(Casus).where(ours)) == 1
        assert db.session.scalar(select(func.count()).select_from(Casus).where(theirs)) == 0


def test_a_question_without_a_reader_fails(huis, streek, twee):
    """Outside a transaction nobody hands in who asks: an error, never everything."""
    rule = casus_bekend(Lezer(streek.actors[Rol.VC], huis.now(), van_de_transactie=True))
    with Session(huis.kern.database.engine) as session, pytest.raises(StatementError, match="lezer_"):
        session.scalars(select(Casus.id).where(rule)).all()


@pytest.mark.parametrize("band", ["<13", "12-16", "17+"])
def test_an_age_at_which_nothing_changes_does_not_load(band):
    with pytest.raises(TabelFout):
        Leeftijd.lees(band)
