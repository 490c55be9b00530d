"""The rules over absence: the computed examples of the field, and slow counters for each window."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.domain.dagbeeld import dagbeeld
from casus.domain.kalender import Periode
from casus.domain.klok import klokstand
from casus.domain.verzuim import SoortVerzuim, Verzuimregel
from casus.signals import DREMPELS, Leerlingbeeld, beoordeel, is_zorgelijk, naam_van
from casus.signals.drempels import lees_drempels
from tests.unit.test_klok import KALENDER, d

IEMAND = UUID(int=1)
DAY = timedelta(days=1)
BEGIN = "2025-08-18"


def regel(dag, soort, van=1, tot=6):
    return Verzuimregel(
        leerling_id=IEMAND, school_id=IEMAND, datum=d(dag), soort=SoortVerzuim(soort), lesuur_van=van, lesuur_tot=tot
    )


def reeks(soort, van, tot):
    return [regel(str(dag), soort) for dag in KALENDER.lesdagen(d(van), d(tot))]


def beeld(regels, tot, *, bekend=BEGIN, sector="vo", meldingen=()):
    known = Periode(d(bekend), d(tot))
    dagen = dagbeeld(KALENDER, 6, regels, known, Periode(d(BEGIN), d(tot)))
    return Leerlingbeeld(dagen, KALENDER, sector, known, klokstand(dagen, KALENDER, d(tot)), meldingen)


def signalen(regels, tot, *codes, **more):
    found = [item for item in beoordeel(beeld(regels, tot, **more)) if not codes or item.regel in codes]
    return [(item.regel, str(item.dag), str(item.sinds)) for item in found]


UREN = [("2026-09-08", 4), ("2026-09-15", 4), ("2026-09-23", 4), ("2026-09-30", 4)]


def uren(*paren, soort="ongeoorloofd"):
    return [regel(dag, soort, 1, aantal) for dag, aantal in paren]


def test_sixteen_hours_in_four_lesweken_fires_and_the_follow_up_counts_anew():
    assert signalen(uren(*UREN), "2026-10-09", "uren16") == [("uren16", "2026-09-30", "2026-09-08")]
    assert signalen(uren(*UREN), "2026-10-09", "uren16_bijna") == [("uren16_bijna", "2026-09-23", "2026-09-08")]
    more = uren(*UREN, ("2026-10-01", 6), ("2026-10-05", 6), ("2026-10-08", 3))
    assert len(signalen(more, "2026-10-09", "uren16")) == 1
    more = uren(*UREN, ("2026-10-01", 6), ("2026-10-05", 6), ("2026-10-08", 4))
    assert signalen(more, "2026-10-09", "uren16")[1] == ("uren16", "2026-10-08", "2026-10-01")


def test_fifteen_hours_do_not_fire():
    assert signalen(uren(*UREN[:3], ("2026-09-30", 3)), "2026-10-09", "uren16") == []


def test_signal_carries_the_lines_that_made_it():
    lines = uren(*UREN)
    (found,) = [item for item in beoordeel(beeld(lines, "2026-10-09")) if item.regel == "uren16"]
    assert [(b.id, b.datum, b.uren) for b in found.bewijs] == [(r.id, r.datum, 4) for r in lines]
    assert found.gegevens == {"uren": 16}


def test_a_report_that_was_made_holds_the_counter_back_until_its_end():
    melding = [Periode(d("2026-09-08"), d("2026-10-05"))]
    more = uren(*UREN, ("2026-10-01", 6), ("2026-10-05", 6), ("2026-10-08", 6))
    assert len(signalen(more, "2026-10-09", "uren16", meldingen=melding)) == 1


def test_continuous_absence_gives_at_most_one_report_in_seven_days():
    fired = [dag for _, dag, _ in signalen(reeks("ongeoorloofd", "2027-05-31", "2027-06-25"), "2027-06-25", "uren16")]
    assert fired == ["2027-06-02", "2027-06-09", "2027-06-16", "2027-06-23"]


def test_stacking_over_a_holiday_counts_lesweken_and_shares():
    lines = uren(("2026-09-21", 3), ("2026-09-22", 3), ("2026-09-30", 4), ("2026-10-07", 3), ("2026-10-21", 3))
    sick = [
        regel(dag, "ziek")
        for dag in ("2026-08-24", "2026-08-25", "2026-08-26", "2026-08-27", "2026-09-03", "2026-09-04", "2026-10-19")
    ]
    both = [*lines, *sick]
    assert len(KALENDER.lesdagen(d("2026-08-17"), d("2026-10-21"))) == 43
    assert signalen(both, "2026-10-21", "uren16") == [("uren16", "2026-10-21", "2026-09-21")]
    assert signalen(both, "2026-10-21", "ziek10") == [("ziek10", "2026-09-11", "2026-08-17")]
    facts = {i.regel: i.gegevens for i in beoordeel(beeld(both, "2026-10-21"))}
    assert facts["ziek10"] == {"dagen_ziek": 6, "schooldagen": 20}
    assert "aanwezigheid_jaar" in facts


ZIEK = [("2026-09-01", 6), ("2026-09-16", 6), ("2026-10-05", 6)]


def test_mazl_on_the_fourth_ziekmelding_and_again_on_the_seventh_schooldag():
    lines = [*uren(*ZIEK, soort="ziek"), *reeks("ziek", "2026-11-04", "2026-11-12")]
    assert signalen(lines, "2026-11-12", "mazl_meldingen", "mazl_schooldagen") == [
        ("mazl_meldingen", "2026-11-04", "2026-09-01"),
        ("mazl_schooldagen", "2026-11-12", "2026-11-04"),
    ]
    assert signalen(lines, "2026-11-11", "mazl_schooldagen") == []
    for bekend, incomplete in (("2026-09-01", True), (BEGIN, False)):
        (found,) = [i for i in beoordeel(beeld(lines, "2026-11-12", bekend=bekend)) if i.regel == "mazl_meldingen"]
        assert found.gegevens["venster_onvolledig"] is incomplete


def test_mazl_window_runs_back_over_the_summer():
    lines = [regel("2026-07-01", "ziek"), *uren(*ZIEK[:2], ("2026-11-04", 6), soort="ziek")]
    assert signalen(lines, "2026-11-04", "mazl_meldingen") == [("mazl_meldingen", "2026-11-04", "2026-07-01")]
    assert signalen(lines[1:], "2026-11-04", "mazl_meldingen") == []


def test_primary_school_counts_the_school_year():
    lines = uren(*ZIEK, soort="ziek") + reeks("ziek", "2027-01-04", "2027-01-12")
    assert signalen(lines, "2027-01-12", "mazl_meldingen", "mazl_schooljaar", "mazl_schooldagen", sector="po") == [
        ("mazl_meldingen", "2027-01-04", "2026-09-01"),
        ("mazl_schooljaar", "2027-01-12", "2026-09-01"),
    ]


def test_lrv_is_the_twentieth_lesdag_with_the_calendar_day_beside_it():
    lines = reeks("ongeoorloofd", "2027-05-31", "2027-06-28")
    (found,) = [item for item in beoordeel(beeld(lines, "2027-06-28")) if item.regel == "lrv"]
    assert (str(found.dag), str(found.sinds)) == ("2027-06-25", "2027-05-31")
    assert found.gegevens["kalenderdagen_op"] == "2027-06-28"
    autumn = reeks("ongeoorloofd", "2026-09-21", "2026-10-23")
    assert signalen(autumn, "2026-10-23", "lrv") == [("lrv", "2026-10-23", "2026-09-21")]
    broken = [line for line in autumn if line.datum != d("2026-10-01")]
    assert signalen(broken, "2026-10-23", "lrv") == []


def test_clock_gives_a_signal_on_the_tenth_lesdag_and_is_near_on_the_seventh():
    lines = reeks("geoorloofd", "2026-10-05", "2026-10-23")
    assert signalen(lines, "2026-10-22", "thuiszitter") == []
    assert signalen(lines, "2026-10-23", "thuiszitter", "thuiszitter_bijna") == [
        ("thuiszitter_bijna", "2026-10-20", "2026-10-05"),
        ("thuiszitter", "2026-10-23", "2026-10-05"),
    ]


def test_three_times_late_in_a_week_is_a_signal_without_worry():
    lines = [
        regel("2026-09-07", "te_laat", 1, 1),
        regel("2026-09-08", "te_laat", 2, 2),
        regel("2026-09-10", "te_laat", 1, 1),
    ]
    assert signalen(lines, "2026-09-11", "te_laat") == [("te_laat", "2026-09-10", "2026-09-07")]
    assert not is_zorgelijk("te_laat")
    assert not is_zorgelijk("uren16_bijna")


def test_corridor_counts_against_presence_but_is_not_unauthorised():
    lines = reeks("aanwezig_zonder_onderwijs", "2026-09-07", "2026-09-11")
    assert signalen(lines, "2026-09-11", "uren16", "lrv") == []
    assert signalen(lines, "2026-09-11", "aanwezigheid_20")[0][1] == "2026-09-10"


def test_share_needs_twenty_schooldagen_of_which_something_is_known():
    lines = reeks("ziek", "2026-08-17", "2026-08-28")
    assert signalen(lines, "2026-09-10", "ziek10", "aanwezigheid_jaar") == []
    assert [item[0] for item in signalen(lines, "2026-09-11", "ziek10", "aanwezigheid_jaar")] == [
        "aanwezigheid_jaar",
        "ziek10",
    ]


def test_every_rule_has_a_source_and_a_near_signal():
    assert all(row.bron and "bijna" in (row.voor("vo") or row.voor("po")) for row in DREMPELS.values())
    assert naam_van("uren16_bijna") == "Bijna: 16 uur in 4 weken"
    assert naam_van("zorgen_ouder") == "zorgen_ouder"
    with pytest.raises(ValueError, match="bron"):
        lees_drempels('[x]\nnaam = "X"\nbron = ""\nzorgelijk = true\ngetallen = { drempel = 1 }')


DAGEN = KALENDER.lesdagen(d("2026-08-17"), d("2027-02-19"))


def lesweken_terug(dag, aantal):
    """Walk back day by day until so many different weeks with a lesdag were seen."""
    seen, walk = [], dag
    while walk > date(2025, 1, 1):
        monday = walk - timedelta(days=walk.weekday())
        week = [monday + n * DAY for n in range(5)]
        if monday not in seen and any(KALENDER.lesdag(x) for x in week):
            seen.append(monday)
            if len(seen) == aantal:
                return monday
        walk -= DAY
    return walk


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(DAGEN), st.integers(1, 5), max_size=40))
def test_sixteen_hours_agree_with_a_slow_count(gemist):
    lines = [regel(str(dag), "ongeoorloofd", 1, aantal) for dag, aantal in gemist.items()]
    expected, vanaf = [], date.min
    for dag in DAGEN:
        if dag in gemist:
            first = max(vanaf, lesweken_terug(dag, 4))
            if sum(n for other, n in gemist.items() if first <= other <= dag) >= 16:
                expected.append(str(dag))
                vanaf = dag + DAY
    assert [dag for _, dag, _ in signalen(lines, "2027-02-19", "uren16")] == expected


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(DAGEN), max_size=60))
def test_mazl_agrees_with_a_slow_count(ziek):
    lines = [regel(str(dag), "ziek") for dag in ziek]
    starts = [dag for n, dag in enumerate(DAGEN) if dag in ziek and (n == 0 or DAGEN[n - 1] not in ziek)]
    expected, telt = [], []
    for dag in starts:
        telt = [other for other in telt if other >= lesweken_terug(dag, 12)] + [dag]
        if len(telt) == 4:
            expected.append(str(dag))
            telt = []
    assert [dag for _, dag, _ in signalen(lines, "2027-02-19", "mazl_meldingen")] == expected
    runs = [
        str(DAGEN[n])
        for n in range(6, len(DAGEN))
        if set(DAGEN[n - 6 : n + 1]) <= ziek and (n == 6 or DAGEN[n - 7] not in ziek)
    ]
    assert [dag for _, dag, _ in signalen(lines, "2027-02-19", "mazl_schooldagen")] == runs


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(DAGEN), st.tuples(st.sampled_from(["ziek", "ongeoorloofd"]), st.integers(1, 6)), max_size=50
    )
)
def test_shares_agree_with_a_slow_count(gemist):
    lines = [regel(str(dag), soort, 1, aantal) for dag, (soort, aantal) in gemist.items()]
    ziek = weg = uren_tot = 0
    first = {}
    for number, dag in enumerate(DAGEN, 1):
        soort, aantal = gemist.get(dag, ("", 0))
        ziek, weg, uren_tot = ziek + aantal * (soort == "ziek"), weg + aantal, uren_tot + 6
        if number >= 20 and ziek / uren_tot >= 0.1:
            first.setdefault("ziek10", str(dag))
        if number >= 20 and (uren_tot - weg) / uren_tot < 0.85:
            first.setdefault("aanwezigheid_jaar", str(dag))
    found = {code: dag for code, dag, _ in signalen(lines, "2027-02-19", "ziek10", "aanwezigheid_jaar")}
    assert found == first
