"""What the noodknop opens, for every role and kind of data, against what the walls say, written here by hand."""

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.domain.actor import SYSTEEM, Actor
from casus.domain.casus import Betrokkene, Taak
from casus.domain.dossier import Dossierstuk
from casus.domain.kalender import feestdagen, werkdag_na
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.overview.zicht import kijk
from casus.policy import (
    TABEL,
    Antwoord,
    Handeling,
    TabelFout,
    grant_op_casus,
    leesbaar,
    taak_bekend,
    toegelaten,
    voorwaarde,
)
from casus.policy.noodknop import NOOD, lees_noodknop
from casus.storage import casussen, dossiers, mensen
from tests.factories import Streek

OPENT = {
    # role, who wrote it: what the noodknop adds
    (Rol.JA, "jgz"): {"D01", "D02", "D08", "D09", "D10"},
    (Rol.JA, "school"): {"D01", "D02", "D08", "D09", "D10"},
    (Rol.JA, "eigen"): {"D01", "D02", "D08", "D09", "D10", "D19"},
    (Rol.AFS, "jgz"): {"D01"},
    (Rol.AFS, "school"): {"D01", "D19"},
    (Rol.AFS, "eigen"): {"D01", "D19"},
}
"""A jeugdarts of another JGZ reads the care and who the pupil is; of safety only what the own house wrote. A school
never reads what the JGZ wrote. Nobody else has a noodknop; nothing asks a family's no to step aside."""


@pytest.fixture
def streek(huis_op_beide):
    found = Streek.bouw(huis_op_beide)
    found.casus_id = found.casus()
    with huis_op_beide.kern.database.transaction(SYSTEEM) as db:
        found.actors[Rol.JA] = found.persoon(db, "Wim Waarnemer", Rol.JA, "jeugdhulp")
        found.eigen_ja = found.persoon(db, "Joop Vast", Rol.JA, "jgz")
    return found


def vul(streek, actor):
    """An entry of every kind of data, written by this organisation."""
    with streek.huis.kern.database.transaction(actor) as db:
        casus = casussen.read_casus(db, streek.casus_id)
        for code in TABEL.domeinen:
            dossiers.write_stuk(db, casus, code, {}, stap="x")


def druk(streek, actor, uren=4):
    """A grant as the noodknop makes it, whoever the person is: the walls do not trust the button."""
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        db.add(
            Betrokkene(
                casus_id=streek.casus_id, rol=actor.rol, organisatie_id=actor.organisatie_id,
                persoon_id=actor.persoon_id, reden="noodknop", van=db.nu, tot=db.nu + timedelta(hours=uren),
            )
        )  # fmt: skip


def opens(streek, actor, handeling="lezen", antwoorden=(Antwoord.JA,)):
    with streek.huis.kern.database.reading(actor) as db:
        rule = leesbaar(db.lezer, Dossierstuk, Dossierstuk.domein, handeling, antwoorden)
        return {stuk.domein for stuk in dossiers.list_stukken(db, streek.casus_id, rule)}


@pytest.mark.parametrize("schrijver", ["jgz", "school", "eigen"])
def test_noodknop_adds_exactly_what_the_walls_leave(streek, schrijver):
    for rol in Rol:
        actor = streek.actors[rol]
        by = {"jgz": streek.eigen_ja, "school": streek.actors[Rol.VC], "eigen": actor}[schrijver]
        vul(streek, by)
        before = {act: opens(streek, actor, act) for act in ("weten", "lezen", "schrijven", "instemmen")}
        druk(streek, actor)
        extra = OPENT.get((rol, schrijver), set())
        assert opens(streek, actor) - before["lezen"] == extra - before["lezen"], rol
        if rol in (Rol.JA, Rol.AFS):
            assert opens(streek, actor) == extra, rol
        for act in ("schrijven", "instemmen"):
            assert opens(streek, actor, act) == before[act], (rol, act)
        assert opens(streek, actor, "weten") == before["weten"] | extra, rol
        with streek.huis.kern.database.transaction(SYSTEEM) as db:  # every role on a clean casus
            db.session.query(Betrokkene).filter_by(reden="noodknop").delete()
            db.session.query(Dossierstuk).delete()


def test_list_and_single_question_agree_and_the_gate_is_named(streek):
    vul(streek, streek.eigen_ja)
    actor = streek.actors[Rol.JA]
    druk(streek, actor)
    with streek.huis.kern.database.reading(actor) as db:
        _, _, blik = kijk(db, streek.casus_id)
        single = {code for code in TABEL.domeinen if blik.besluit(code).ja}
        assert blik.besluit("D08").poort == "noodknop"
        assert not blik.besluit("D08", "schrijven").iets
        assert not blik.besluit("D04").iets
        assert blik.besluit("D19", stuk=frozenset({"eigen_organisatie"})).poort == "noodknop+eigen_organisatie"
    assert single == opens(streek, actor)


def test_it_ends_by_the_clock_and_lives_for_nobody_else(streek, klok):
    vul(streek, streek.eigen_ja)
    actor = streek.actors[Rol.JA]
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        colleague = streek.persoon(db, "Cor Collega", Rol.JA, "jeugdhulp")
    other_role = Actor(actor.persoon_id, Rol.JH, actor.organisatie_id, actor.naam)
    elsewhere = Actor(actor.persoon_id, Rol.JA, streek.organisaties["jgz"], actor.naam)
    druk(streek, actor)
    before = opens(streek, elsewhere)
    assert opens(streek, actor)
    assert not opens(streek, colleague)
    assert not opens(streek, other_role)
    assert opens(streek, elsewhere) == before
    klok.verder(hours=4)
    assert not opens(streek, actor)


def test_it_is_no_part_in_the_casus(streek):
    """Nobody asks a task of who looked in an emergency, and no act that a part gives comes with it."""
    actor = streek.actors[Rol.JA]
    druk(streek, actor)
    with streek.huis.kern.database.reading(actor) as db:
        assert "deel" not in casussen.words_that_hold(db, streek.casus_id, {"deel": grant_op_casus(db.lezer)})
        assert actor.persoon_id not in {grant.persoon_id for grant in casussen.live_grants(db, streek.casus_id)}
        casus = casussen.read_casus(db, streek.casus_id)
        assert mensen.bezetting(db, casus, Rol.JA).persoon_id != actor.persoon_id
        known = db.session.query(Taak).join(casussen.Casus).filter(taak_bekend(db.lezer)).all()
        assert known == []


def test_aandachtsfunctionaris_of_another_school_reads_nothing(streek):
    vul(streek, streek.actors[Rol.VC])
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        elders = streek.persoon(db, "Elke Elders", Rol.AFS, "andere school")
    druk(streek, elders)
    assert not opens(streek, elders, "weten")


@pytest.mark.parametrize(
    ("was", "wordt"),
    [
        ('"D10", "D19"]', '"D10", "D19", "D04"]'),  # asks consent
        ('domeinen = ["D01", "D19"]', 'domeinen = ["D01", "D08"]'),  # not of the school
        ('domeinen = ["D01", "D19"]', 'domeinen = ["D01", "D13"]'),
        ("uren = 4", "uren = 5"),
        ('["eigen", "verwijzing"]', '["eigen", "verwijzing", "eigen_organisatie"]'),
        ('["eigen", "verwijzing"]', '["eigen", "verwijzing", "toestemming"]'),
        ("[rollen.AFS]", "[rollen.OG]"),
        ("[rollen.AFS]", "[rollen.FG]"),
        ("[rollen.AFS]", "[rollen.XX]"),
    ],
)
def test_a_table_that_gives_more_does_not_load(was, wordt):
    text = files("casus.policy").joinpath("noodknop.toml").read_text("utf-8")
    assert was in text
    lees_noodknop(text)
    with pytest.raises(TabelFout):
        lees_noodknop(text.replace(was, wordt))


@given(dag=st.dates(date(2026, 1, 1), date(2032, 12, 31)))
def test_term_of_the_review_against_counting_day_by_day(dag):
    found = [
        day for n in range(1, 40)
        if (day := dag + timedelta(days=n)).isoweekday() <= 5 and day not in feestdagen(day.year)
    ]  # fmt: skip
    assert werkdag_na(dag, NOOD.werkdagen) == found[4]


def test_pupil_of_any_age(streek):
    vul(streek, streek.eigen_ja)
    druk(streek, streek.actors[Rol.JA])
    for years in (6, 12, 16, 18):
        with streek.huis.kern.database.transaction(SYSTEEM) as db:
            pupil = db.session.get_one(Leerling, streek.leerling_id)
            pupil.geboortedatum = db.lezer.dag.replace(year=db.lezer.dag.year - years)
        assert opens(streek, streek.actors[Rol.JA]) == OPENT[Rol.JA, "jgz"]


def test_no_colleague_and_no_act_comes_along(streek):
    """The house of who pressed does not take part from now on, and a signal is no reading."""
    actor = streek.actors[Rol.JA]
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        others = [streek.persoon(db, f"{rol} Elders", rol, "jeugdhulp") for rol in (Rol.BEH, Rol.FG, Rol.SWM)]
    druk(streek, actor)
    for other in others:
        with streek.huis.kern.database.reading(other) as db:
            assert not casussen.words_that_hold(db, streek.casus_id, {"deel": toegelaten(db.lezer)})
    with streek.huis.kern.database.reading(actor) as db:
        rule = voorwaarde(Handeling.SIGNAAL_OVER_LEERLING, db.lezer)
        assert db.session.query(Leerling).filter(rule).all() == []
