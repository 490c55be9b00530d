"""The two-month clock: the computed examples of the field, and a slow clock that walks every day."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.domain.aanbodloop import Aanbodloop, Week
from casus.domain.dagbeeld import Lesdag
from casus.domain.kalender import Periode, Schoolkalender, maanden_na
from casus.domain.klok import Kleur, klokstand
from casus.domain.termijnen import lees_termijnen
from casus.domain.verzuim import SoortVerzuim, Verzuimregel
from tests.factories import LESVRIJ, SCHOOLJAREN

DAY = timedelta(days=1)
IEMAND = UUID(int=1)


def d(text):
    return date.fromisoformat(text)


KALENDER = Schoolkalender(
    tuple(Periode(d(van), d(tot)) for van, tot in SCHOOLJAREN), tuple(Periode(d(van), d(tot)) for van, tot in LESVRIJ)
)


def lesdag(dag, soort=None, van=1, tot=6, bekend=True):
    line = () if soort is None else (Verzuimregel(
        leerling_id=IEMAND, school_id=IEMAND, datum=dag, soort=SoortVerzuim(soort), lesuur_van=van, lesuur_tot=tot
    ),)  # fmt: skip
    return Lesdag(dag, 6, line, bekend)


def dagen(van, tot, gemist=(), soort="ziek"):
    """Lesdagen from-to; `gemist` are periods wholly missed."""
    weg = [Periode(d(a), d(b)) for a, b in gemist]
    return [lesdag(dag, soort if any(dag in p for p in weg) else None) for dag in KALENDER.lesdagen(d(van), d(tot))]


def test_begins_on_the_first_of_ten_missed_lesdagen_and_is_known_on_the_tenth():
    all_days = dagen("2026-09-01", "2026-12-01", [("2026-10-05", "2026-12-01")])
    assert klokstand(all_days, KALENDER, d("2026-10-22")).kleur is Kleur.GEEN
    stand = klokstand(all_days, KALENDER, d("2026-10-23"))
    assert (stand.thuiszit_sinds, stand.bekend_op) == (d("2026-10-05"), d("2026-10-23"))
    assert stand.deadline == d("2026-12-05")
    assert stand.deadline_zonder_vakantie == d("2026-12-14")
    assert stand.landelijk == d("2027-01-05")


def test_summer_counts_and_amber_is_the_tenth_schooldag_before():
    all_days = dagen("2027-05-31", "2027-09-30", [("2027-05-31", "2027-09-30")], "ongeoorloofd")
    stands = {
        dag: klokstand(all_days, KALENDER, d(dag))
        for dag in ("2027-06-27", "2027-06-28", "2027-07-30", "2027-07-31", "2027-09-01")
    }
    assert [stand.kleur for stand in stands.values()] == [Kleur.GROEN, Kleur.AMBER, Kleur.AMBER, Kleur.ROOD, Kleur.ROOD]
    stand = stands["2027-09-01"]
    assert stand.thuiszit_sinds == d("2027-05-31")
    assert stand.amber_op == d("2027-06-28")
    assert stand.deadline == d("2027-07-31")
    assert stand.deadline_zonder_vakantie == d("2027-09-13")


THUIS = [("2026-11-04", "2027-03-05")]
GESTART = Aanbodloop(d("2026-12-07"), 10, d("2026-12-07"))


def stand_op(dag, *aanbod, **more):
    return klokstand(dagen("2026-11-04", "2027-03-05", THUIS), KALENDER, d(dag), aanbod=aanbod, **more)


def test_stops_only_when_an_aanbod_started_with_hours_and_an_attended_day():
    assert stand_op("2026-12-06", GESTART).kleur is Kleur.GROEN
    assert stand_op("2026-12-07").kleur is Kleur.AMBER
    stand = stand_op("2027-01-04", GESTART)
    assert (stand.kleur, stand.stil_sinds, stand.gedeeltelijk) == (Kleur.STIL, d("2026-12-07"), True)
    assert stand.deadline == d("2027-01-04")
    for promise in (replace(GESTART, eerste_dag=None), replace(GESTART, uren_per_week=0)):
        assert stand_op("2027-01-04", promise).kleur is Kleur.ROOD
    later = replace(GESTART, eerste_dag=d("2027-01-05"))
    assert stand_op("2027-01-04", later).kleur is Kleur.ROOD
    assert not stand_op("2027-01-04", replace(GESTART, uren_per_week=30)).gedeeltelijk


def test_two_lesweken_below_half_end_the_aanbod_from_the_first_missed_day():
    weken = {
        d("2027-01-04"): Week(10),
        d("2027-01-11"): Week(5),
        d("2027-01-18"): Week(4, d("2027-01-18")),
        d("2027-01-25"): Week(4),
    }
    aanbod = replace(GESTART, weken=weken)
    assert stand_op("2027-01-28", aanbod).kleur is Kleur.STIL
    stand = stand_op("2027-01-29", aanbod)
    assert (stand.deadline, stand.opgeschoven, stand.kleur) == (d("2027-02-15"), 42, Kleur.GROEN)
    assert stand.thuiszit_sinds == d("2026-11-04")
    one_good = replace(aanbod, weken={**weken, d("2027-01-25"): Week(5)})
    assert stand_op("2027-01-29", one_good).kleur is Kleur.STIL


def test_holiday_between_two_low_weeks_does_not_part_them():
    weken = {d("2026-12-14"): Week(1, d("2026-12-15")), d("2027-01-04"): Week(0)}
    stand = stand_op("2027-01-08", replace(GESTART, weken=weken))
    assert stand.deadline == d("2027-01-04") + 8 * DAY


def test_one_attended_day_and_a_new_school_year_do_not_reset():
    all_days = dagen("2027-05-31", "2027-09-30", [("2027-05-31", "2027-06-30"), ("2027-07-02", "2027-09-30")])
    assert klokstand(all_days, KALENDER, d("2027-09-30")).thuiszit_sinds == d("2027-05-31")


def test_is_cleared_only_after_twenty_lesdagen_of_the_full_timetable():
    all_days = dagen("2026-11-04", "2027-03-31", [("2026-11-04", "2027-01-08")])
    back = KALENDER.lesdagen(d("2027-01-11"), d("2027-03-31"))
    assert klokstand(all_days, KALENDER, back[18]).thuiszit_sinds == d("2026-11-04")
    assert klokstand(all_days, KALENDER, back[19]).kleur is Kleur.GEEN
    partial = Aanbodloop(d("2027-01-11"), 29, d("2027-01-11"))
    assert klokstand(all_days, KALENDER, back[30], aanbod=[partial]).kleur is Kleur.STIL
    plan = [Periode(d("2027-01-11"), d("2027-03-01"))]
    assert klokstand(all_days, KALENDER, back[30], deelrooster=plan).thuiszit_sinds == d("2026-11-04")


def test_an_aanbod_after_the_deadline_moves_both_dates_and_keeps_the_lateness():
    late = Aanbodloop(d("2027-02-01"), 10, d("2027-02-01"), d("2027-02-10"))
    before, after = stand_op("2027-01-31"), stand_op("2027-02-11", late)
    assert (after.deadline - before.deadline).days == 10
    assert (after.deadline_zonder_vakantie - before.deadline_zonder_vakantie).days == 10
    assert after.kleur is Kleur.ROOD


def test_unknown_is_no_presence_and_no_absence():
    days = KALENDER.lesdagen(d("2026-10-05"), d("2026-12-31"))
    nine = [lesdag(dag, "ziek") for dag in days[:9]]
    gap = [lesdag(dag, bekend=False) for dag in days[9:12]]
    assert klokstand([*nine, *gap], KALENDER, days[11]).kleur is Kleur.GEEN
    tenth = [*nine, *gap, lesdag(days[12], "ziek")]
    assert klokstand(tenth, KALENDER, days[12]).thuiszit_sinds == days[0]
    attended = [*nine, lesdag(days[9], "te_laat"), lesdag(days[10], "ziek")]
    assert klokstand(attended, KALENDER, days[10]).kleur is Kleur.GEEN


@pytest.mark.parametrize("soort", ["geschorst", "thuis_met_toestemming", "aanwezig_zonder_onderwijs", "geoorloofd"])
def test_every_code_of_not_following_counts(soort):
    all_days = dagen("2026-10-05", "2026-10-30", [("2026-10-05", "2026-10-30")], soort)
    assert klokstand(all_days, KALENDER, d("2026-10-30")).thuiszit_sinds == d("2026-10-05")


def test_starts_the_day_after_an_exemption_that_lapsed_without_a_school():
    vrij = Periode(d("2025-08-01"), d("2026-07-31"))
    leeg = Schoolkalender((), ())
    assert klokstand([], leeg, d("2026-07-31"), vrijstelling=vrij).kleur is Kleur.GEEN
    stand = klokstand([], leeg, d("2026-10-01"), vrijstelling=vrij)
    assert (stand.thuiszit_sinds, stand.deadline) == (d("2026-08-01"), d("2026-10-01"))
    assert (stand.vrijgesteld_sinds, stand.kleur) == (d("2025-08-01"), Kleur.ROOD)
    assert stand.amber_op == d("2026-09-17")


def test_a_number_without_source_stops_the_start():
    with pytest.raises(ValueError, match="bron"):
        lees_termijnen("[klok]\nmaanden = { waarde = 2 }")


TERUG = d("2027-01-11")


def naar_school(*anders, tot="2027-03-19"):
    """Away from 5 October until the holidays, back at every lesson from 11 January, but for some stretches."""
    days = KALENDER.lesdagen(d("2026-10-05"), d(tot))
    away = [Periode(d("2026-10-05"), TERUG - DAY), *anders]
    return [lesdag(dag, "ziek" if any(dag in stuk for stuk in away) else None) for dag in days]


def volledig(dagen, vandaag):
    """The clock with an aanbod from 7 December that became the whole timetable on 11 January."""
    aanbod = [
        Aanbodloop(d("2026-12-07"), 10, d("2026-12-07"), TERUG),
        Aanbodloop(TERUG, 30, TERUG),
    ]
    return klokstand(dagen, KALENDER, d(vandaag), aanbod=aanbod)


def test_whole_timetable_keeps_the_clock_still_until_twenty_full_days_clear_it():
    dagen = naar_school()
    assert volledig(dagen, "2027-02-05").kleur is Kleur.STIL
    assert not volledig(dagen, "2027-02-05").gedeeltelijk
    cleared = KALENDER.lesdagen(TERUG + DAY, d("2027-03-19"))[19]  # the 11th itself was agreed as part
    assert volledig(dagen, str(cleared - DAY)).kleur is Kleur.STIL
    assert volledig(dagen, str(cleared)).thuiszit_sinds is None


def test_whole_timetable_that_is_not_followed_ends_by_the_absence_lines_alone():
    terugval = Periode(d("2027-01-18"), d("2027-01-29"))
    dagen = naar_school(terugval)
    assert volledig(dagen, "2027-01-28").kleur is Kleur.STIL  # the second week is not over yet
    stand = volledig(dagen, "2027-01-29")
    assert stand.kleur is not Kleur.STIL
    ran = (d("2027-01-18") - d("2026-12-07")).days
    assert (stand.deadline, stand.opgeschoven) == (d("2026-12-05") + ran * DAY, ran)


def test_one_bad_week_or_a_week_that_nobody_knows_ends_no_timetable():
    assert volledig(naar_school(Periode(d("2027-01-18"), d("2027-01-22"))), "2027-01-29").kleur is Kleur.STIL
    dagen = naar_school(Periode(d("2027-01-18"), d("2027-01-22")))
    unknown = [lesdag(dag.datum, "onbekend") if dag.datum >= d("2027-01-25") else dag for dag in dagen]
    assert volledig(unknown, "2027-02-05").kleur is Kleur.STIL


class TrageKlok:
    """The same clock, walking every calendar day with nothing but counters."""

    def __init__(self, soorten, intervallen, eind):
        self.sinds = None
        verstreken = 0
        gemist, vol = [], 0
        dag = d("2026-08-17")
        while dag <= eind:
            loopt = any(van <= dag and (tot is None or dag < tot) for van, tot in intervallen)
            soort = soorten.get(dag)
            if soort is not None:
                if self.sinds is None:
                    gemist = [*gemist, dag] if soort == "gemist" else gemist if soort == "onbekend" else []
                    if len(gemist) == 10:
                        self.sinds, vol = gemist[0], 0
                else:
                    vol = vol + 1 if soort == "vol" and not loopt else vol if soort == "onbekend" and not loopt else 0
                    if vol == 20:
                        self.sinds, gemist = None, []
            dag += DAY
        if self.sinds is None:
            self.over = None
            return
        dag = self.sinds
        while dag < eind:
            loopt = any(van <= dag and (tot is None or dag < tot) for van, tot in intervallen)
            verstreken += not loopt
            dag += DAY
        self.loopt = any(van <= eind and (tot is None or eind < tot) for van, tot in intervallen)
        self.over = (maanden_na(self.sinds, 2) - self.sinds).days - verstreken


SOORTEN = {"gemist": "ziek", "deel": "ongeoorloofd", "vol": None, "onbekend": "onbekend"}


@st.composite
def verhalen(draw):
    """Stretches of days of one kind, some aanbod, and a day to look at it."""
    days = KALENDER.lesdagen(d("2026-08-17"), d("2027-09-30"))
    kinds = {}
    rest = list(days)
    while rest:
        kind = draw(st.sampled_from(["gemist", "gemist", "deel", "vol", "vol", "onbekend"]))
        length = draw(st.integers(1, 28))
        kinds |= dict.fromkeys(rest[:length], kind)
        rest = rest[length:]
    eind = draw(st.sampled_from(days))
    starts = draw(st.lists(st.tuples(st.sampled_from(days), st.none() | st.integers(0, 60)), max_size=3))
    return kinds, starts, eind


@settings(max_examples=200, deadline=None)
@given(verhalen())
def test_agrees_with_a_clock_that_walks_every_day(verhaal):
    kinds, starts, eind = verhaal
    rows = [lesdag(dag, SOORTEN[k], tot=2 if k == "deel" else 6) for dag, k in kinds.items()]
    aanbod = [Aanbodloop(van, 10, van, None if lengte is None else van + lengte * DAY) for van, lengte in starts]
    intervals = [(van, None if lengte is None else van + (lengte + 1) * DAY) for van, lengte in starts if van <= eind]
    stand = klokstand(rows, KALENDER, eind, aanbod=aanbod)
    slow = TrageKlok(kinds, intervals, eind)
    assert stand.thuiszit_sinds == slow.sinds
    if slow.sinds is None:
        assert stand.kleur is Kleur.GEEN
    elif slow.loopt:
        assert stand.kleur is Kleur.STIL
    else:
        assert (stand.deadline - eind).days == slow.over
        assert (stand.kleur is Kleur.ROOD) == (slow.over <= 0)
        assert stand.deadline_zonder_vakantie >= stand.deadline
        if stand.kleur is not Kleur.ROOD:
            later = [dag for dag in KALENDER.lesdagen(eind, stand.deadline) if dag < stand.deadline]
            near = len([dag for dag in later if dag > eind]) + (eind in later) <= 10
            assert (stand.kleur is Kleur.AMBER) == near
