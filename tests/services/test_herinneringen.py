"""The reminders of a night: each step once, to somebody who may know of the task, whichever nights were skipped."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from casus.domain.actor import SYSTEEM
from casus.domain.bericht import SoortBericht
from casus.domain.casus import Betrokkene, StatusTaak, Taak
from casus.domain.herinneringen import HERINNERINGEN
from casus.domain.organisatie import Afwezigheid, Lidmaatschap, Persoon
from casus.domain.rol import Rol
from casus.domain.techniek import Bericht, Job
from casus.overview.berichten import lees_berichten
from casus.services.herinneringen import herinner
from casus.storage import casussen
from tests import lijsten
from tests.factories import LESVRIJ, SCHOOLJAREN

DAG = timedelta(days=1)
TERMIJN = date(2026, 9, 10)
"""A Thursday: two schooldagen before is Tuesday the 8th; after it come Friday 11, Tuesday 15 and Thursday 17."""


@pytest.fixture
def casus_id(streek):
    return streek.casus()


def taak(huis, streek, casus_id, rol, termijn=TERMIJN, domein="D23", **extra):
    """An open task of this role, for the person of the region."""
    actor = streek.actors[rol]
    values = {"persoon_id": actor.persoon_id, "organisatie_id": actor.organisatie_id} | extra
    with huis.kern.database.transaction(SYSTEEM) as db:
        if rol not in (Rol.MEN, Rol.OG, Rol.LL):
            casussen.ensure_grant(db, casus_id, rol, actor.organisatie_id, None, "proef")
        row = Taak(
            id=uuid.uuid4(), casus_id=casus_id, stap="x", proces="x", rol=rol, domein=domein, termijn=termijn,
            aangemaakt_op=db.nu, **values,
        )  # fmt: skip
        db.add(row)
        return row.id


def collega(huis, streek, naam, rol, plaats):
    with huis.kern.database.transaction(SYSTEEM) as db:
        return streek.persoon(db, naam, rol, plaats)


def waarnemer(huis, streek, rol, actor, *, weg=False):
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Lidmaatschap, streek.actors[rol].lidmaatschap_id).waarnemer_id = actor.persoon_id
        if weg:
            db.add(Afwezigheid(persoon_id=streek.actors[rol].persoon_id, van=date(2026, 9, 1), tot=date(2026, 12, 1)))


def nacht(huis, klok, dag):
    klok.zet(str(dag), "03:00")
    with huis.kern.database.transaction(SYSTEEM) as db:
        herinner(huis.kern, db, {"dag": str(dag)})


def herinnerd(huis, taak_id) -> list[tuple[str, str, str]]:
    """Day, kind and name of every reminder about a task."""
    with huis.kern.database.reading(SYSTEEM) as db:
        query = (
            select(Bericht.op, Bericht.soort, Persoon.naam)
            .join(Persoon, Persoon.id == Bericht.persoon_id)
            .where(Bericht.taak_id == taak_id, Bericht.sleutel.like("herinnering:%"))
            .order_by(Bericht.op, Bericht.sleutel)
        )
        return [(f"{row.op:%d-%m}", row.soort, row.naam) for row in db.session.execute(query)]


def loop(huis, klok, van="2026-09-01", tot="2026-09-30"):
    day = date.fromisoformat(van)
    while day <= date.fromisoformat(tot):
        nacht(huis, klok, day)
        day += DAG


def test_the_owner_first_then_the_waarnemer_then_the_coordinator(huis, streek, casus_id, klok):
    wendy = collega(huis, streek, "Wendy Aal", Rol.MEN, "school")
    waarnemer(huis, streek, Rol.MEN, wendy, weg=True)
    ident = taak(huis, streek, casus_id, Rol.MEN)
    loop(huis, klok)
    assert herinnerd(huis, ident) == [
        ("08-09", "herinnering", "Rik Bos"),
        ("11-09", "termijn_voorbij", "Rik Bos"),
        ("15-09", "termijn_waarnemer", "Wendy Aal"),
        ("17-09", "termijn_bewaker", "Petra Kuiper"),
    ]
    guard = next(r for r in lees_berichten(huis.bron, streek.actors[Rol.VC]).regels if "let" in r.titel)
    assert (guard.voor_mij, guard.naar) == (True, "casus")  # she keeps an eye on it; doing it is for the mentor


def test_a_waarnemer_who_may_not_know_the_task_is_passed_over_for_the_owner(huis, streek, casus_id, klok):
    wendy = collega(huis, streek, "Wendy Aal", Rol.MEN, "school")
    waarnemer(huis, streek, Rol.MEN, wendy)  # Rik is not away: the grant is his alone
    ident = taak(huis, streek, casus_id, Rol.MEN)
    loop(huis, klok)
    assert herinnerd(huis, ident)[2] == ("15-09", "termijn_voorbij", "Rik Bos")


@pytest.mark.parametrize(
    ("rol", "bewaker"),
    [
        (Rol.MEN, "Petra Kuiper"), (Rol.OG, "Petra Kuiper"), (Rol.LL, "Petra Kuiper"), (Rol.VC, "Daan Smit"),
        (Rol.DIR, "Collega van DIR"), (Rol.JA, "Collega van JA"), (Rol.LPA, "Collega van LPA"),
        (Rol.SWC, "Collega van SWC"), (Rol.RMC, "Collega van RMC"),
    ],
)  # fmt: skip
def test_the_guard_works_at_the_school_or_is_a_colleague_and_never_from_elsewhere(
    huis, streek, casus_id, klok, rol, bewaker
):
    home = {Rol.JA: "jgz", Rol.LPA: "gemeente", Rol.RMC: "gemeente", Rol.SWC: "swv"}.get(rol, "school")
    elsewhere = {"jgz": "jeugdhulp", "gemeente": "andere gemeente", "swv": "jgz"}.get(home, "andere school")
    if rol not in (Rol.OG, Rol.LL):
        collega(huis, streek, f"Aad{rol} van elders", rol, elsewhere)
        ident = taak(huis, streek, casus_id, rol)
        loop(huis, klok)
        stranger_or_owner = herinnerd(huis, ident)[-1]
        assert "van elders" not in stranger_or_owner[2]
        with huis.kern.database.transaction(SYSTEEM) as db:
            db.session.execute(delete(Bericht))
        collega(huis, streek, f"Collega{rol} van {rol}", rol, home)
        with huis.kern.database.transaction(SYSTEEM) as db:
            db.session.execute(
                update(Persoon).where(Persoon.naam == f"Collega{rol} van {rol}").values(naam=f"Collega van {rol}")
            )
    else:
        ident = taak(huis, streek, casus_id, rol, domein="D20")
    loop(huis, klok)
    assert herinnerd(huis, ident)[-1] == ("17-09", "termijn_bewaker", bewaker)
    assert "elders" not in str(herinnerd(huis, ident))


def test_a_guard_who_may_not_know_of_this_kind_of_data_hears_nothing(huis, streek, casus_id, klok):
    ident = taak(huis, streek, casus_id, Rol.LL, domein="D08")
    loop(huis, klok)
    assert {naam for _, _, naam in herinnerd(huis, ident)} == {"Fenna Jansma"}


def test_who_left_or_whose_grant_ended_is_not_reminded(huis, streek, casus_id, klok):
    left, ended = taak(huis, streek, casus_id, Rol.DIR), taak(huis, streek, casus_id, Rol.JA)
    klok.zet("2026-09-02")
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Lidmaatschap, streek.actors[Rol.DIR].lidmaatschap_id).tot = date(2026, 9, 1)
        db.session.execute(update(Betrokkene).where(Betrokkene.rol == Rol.JA).values(tot=db.nu))
    loop(huis, klok, van="2026-09-03")
    assert herinnerd(huis, left) == []
    assert herinnerd(huis, ended) == []


def test_a_task_of_nobody_is_shown_to_who_guards_it(huis, streek, casus_id, klok):
    ident = taak(huis, streek, casus_id, Rol.MEN, persoon_id=None)
    loop(huis, klok)
    assert herinnerd(huis, ident) == [("17-09", "termijn_bewaker", "Petra Kuiper")]


def test_a_task_that_is_done_is_left_alone(huis, streek, casus_id, klok):
    ident = taak(huis, streek, casus_id, Rol.MEN)
    loop(huis, klok, tot="2026-09-11")
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Taak, ident).status = StatusTaak.AFGEROND
    loop(huis, klok, van="2026-09-12")
    assert len(herinnerd(huis, ident)) == 2


def test_the_night_asks_for_the_reminders_and_twice_changes_nothing(huis, streek, casus_id, klok):
    ident = taak(huis, streek, casus_id, Rol.MEN)
    klok.zet("2026-09-11", "03:00")
    huis.nachtwerk.ronde()
    assert [naam for _, _, naam in herinnerd(huis, ident)] == ["Rik Bos"]
    with huis.kern.database.transaction(SYSTEEM) as db:
        asked = db.session.scalars(select(Job.sleutel).where(Job.soort == "herinneringen")).all()
    assert asked == ["herinneringen:2026-09-11"]
    nacht(huis, klok, "2026-09-11")
    assert len(herinnerd(huis, ident)) == 1


def lesdag(day: date) -> bool:
    inside = any(van <= str(day) <= tot for van, tot in SCHOOLJAREN)
    return inside and day.weekday() < 5 and not any(van <= str(day) <= tot for van, tot in LESVRIJ)


def orakel(termijn, gekomen, nachten, dicht) -> set[int]:
    """Which steps were told, by somebody who walks every day with the wall calendar in hand."""
    told = set()
    for night in nachten:
        if night >= dicht or night < gekomen:
            continue
        for trede in HERINNERINGEN.treden:
            day, left = (termijn if trede.vooraf else max(termijn, gekomen)), abs(trede.schooldagen)
            while left:
                day += -DAG if trede.vooraf else DAG
                left -= lesdag(day)
            if trede.vooraf and gekomen < day <= night <= termijn:
                told.add(trede.schooldagen)
            if not trede.vooraf and day <= night:
                told.add(trede.schooldagen)
    return told


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whichever_nights_are_skipped_each_step_is_told_once(huis, streek, klok, data):
    klok.zet("2026-09-01")
    casus_id = streek.open_casus() or streek.casus()
    begun = data.draw(st.dates(date(2026, 9, 1), date(2026, 12, 10)))
    klok.zet(str(begun))
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.session.execute(delete(Bericht))
        db.session.execute(update(Taak).values(status=StatusTaak.VERVALLEN))
    plan = data.draw(st.lists(st.tuples(st.integers(-3, 20), st.integers(1, 45)), min_size=1, max_size=4))
    tasks = {
        taak(huis, streek, casus_id, Rol.MEN, begun + term * DAG): (begun + term * DAG, begun + end * DAG)
        for term, end in plan
    }
    nights = [begun + n * DAG for n in sorted(data.draw(st.sets(st.integers(0, 45), max_size=30)))]
    for night in nights:
        klok.zet(str(night), "03:00")
        with huis.kern.database.transaction(SYSTEEM) as db:
            for ident, (_, end) in tasks.items():
                if night >= end:
                    db.get(Taak, ident).status = StatusTaak.AFGEROND
            db.flush()
            for _ in range(data.draw(st.integers(1, 2))):
                herinner(huis.kern, db, {})
    with huis.kern.database.reading(SYSTEEM) as db:
        keys = list(db.session.scalars(select(Bericht.sleutel)))
    for ident, (termijn, end) in tasks.items():
        told = sorted(int(key.rsplit(":", 1)[1]) for key in keys if str(ident) in key)
        assert told == sorted(orakel(termijn, begun, nights, end))


def test_the_number_of_questions_follows_people_and_not_tasks(huis, streek, casus_id, klok):
    def questions(dag):
        klok.zet(dag, "03:00")
        with huis.kern.database.transaction(SYSTEEM) as db, lijsten.vragen(huis) as asked:
            herinner(huis.kern, db, {})
        return len([text for text in asked if not text.startswith("INSERT")])

    with huis.kern.database.transaction(SYSTEEM) as db:
        db.session.execute(update(Taak).values(status=StatusTaak.VERVALLEN))
    for _ in range(3):
        taak(huis, streek, casus_id, Rol.MEN)
    few = questions("2026-09-17")
    for _ in range(40):
        taak(huis, streek, casus_id, Rol.MEN, termijn=date(2026, 9, 18))
    assert questions("2026-09-25") == few
    assert few <= 8
    assert SoortBericht.TERMIJN_BEWAKER in {row[1] for row in herinnerd(huis, taak_id_of(huis))}


def taak_id_of(huis):
    with huis.kern.database.reading(SYSTEEM) as db:
        return db.session.scalars(select(Bericht.taak_id).where(Bericht.soort == SoortBericht.TERMIJN_BEWAKER)).first()
