"""Absence that comes in on both databases, and what follows: signals, a casus, the clock."""

from datetime import date

import pytest

from casus.domain.actor import SYSTEEM
from casus.domain.fouten import Geweigerd, NietGevonden, OngeldigeInvoer
from casus.domain.klok import Kleur
from casus.domain.rol import Rol
from casus.domain.verzuim import Verzuimregel
from casus.exchange.verzuim import Bestandsfout
from casus.storage import klokken as klok_storage
from tests.factories import Streek


def regels(streek):
    with streek.huis.kern.database.reading(SYSTEEM) as db:
        (found,) = klok_storage.read_gegevens(db, [streek.leerling_id])
        return [(str(r.datum), r.lesuur_van, r.lesuur_tot, r.soort.value) for r in found.regels]


def taken(streek, rol=Rol.VC):
    from casus.overview import lees_werklijst

    lijst = lees_werklijst(streek.huis.bron, streek.actors[rol])
    return sorted(regel.titel for regel in (*lijst.te_laat, *lijst.deze_week, *lijst.later))


def test_baseline_the_fourth_ziekmelding_opens_a_casus_and_the_seventh_day_makes_no_second_task(huis_op_beide, klok):
    streek = Streek.bouw(huis_op_beide)
    klok.zet("2026-11-04")
    verslag = streek.verzuim(
        *(f"Fenna;{dag};{dag};;;ziek" for dag in ("2026-09-01", "2026-09-16", "2026-10-05", "2026-11-04"))
    )
    assert (verslag.nieuw, verslag.casussen, verslag.bijgewerkt_tot) == (4, 1, date(2026, 11, 4))
    assert streek.signalen()["mazl_meldingen"] == "2026-11-04"
    with huis_op_beide.kern.database.reading(SYSTEEM) as db:
        (mazl,) = [r for r in _signalen(db, streek) if r.regel == "mazl_meldingen"]
        assert mazl.gegevens["venster_onvolledig"] is True
        assert [r["datum"] for r in mazl.gegevens["regels"]] == ["2026-09-01", "2026-09-16", "2026-10-05", "2026-11-04"]
        assert mazl.casus_id == streek.open_casus()
    before = taken(streek)
    assert len(before) == 1
    klok.zet("2026-11-12")
    assert streek.ziekmelding("2026-11-04", "2026-11-12").casussen == 0
    assert streek.signalen()["mazl_schooldagen"] == "2026-11-12"
    assert taken(streek) == before


def _signalen(db, streek):
    from casus.storage import verzuim

    return verzuim.signalen_van(db, [streek.leerling_id])[streek.leerling_id]


def test_same_file_comes_in_once_and_same_line_too(streek, klok):
    klok.zet("2026-09-18")
    for _ in range(2):
        streek.verzuim("Fenna;2026-09-01;2026-09-02;;;ziek")
    assert streek.verzuim("Fenna;2026-09-01;2026-09-02;;;ziek").al_ingelezen
    again = streek.verzuim("Fenna;2026-09-01;2026-09-03;;;ziek")
    assert (again.nieuw, again.dubbel) == (1, 2)
    assert len(regels(streek)) == 3


def test_newest_file_has_the_last_word_on_its_hours(streek, klok):
    klok.zet("2026-09-18")
    streek.verzuim("Fenna;2026-09-01;;1;2;ongeoorloofd", "Fenna;2026-09-01;;5;6;te laat")
    assert streek.verzuim("Fenna;2026-09-01;;1;3;geoorloofd").vervangen == 1
    assert regels(streek) == [("2026-09-01", 1, 3, "geoorloofd"), ("2026-09-01", 5, 6, "te_laat")]


def test_one_refused_line_keeps_the_whole_file_out(streek, klok):
    klok.zet("2026-09-18")
    verslag = streek.verzuim("Fenna;2026-09-01;;;;ziek", "Onbekend;2026-09-01;;;;ziek", "Fenna;gisteren;;;;ziek")
    assert not verslag.gelukt
    assert [item.nummer for item in verslag.geweigerd] == [3, 4]
    assert regels(streek) == []
    assert streek.klok() is None


def test_dry_run_tells_all_and_changes_nothing(streek, klok, huis):
    klok.zet("2026-11-04")
    data = b"leerlingnummer;datum;einddatum;soort\nnr-Fenna;2026-10-05;2026-10-30;ziek"
    verslag = huis.verzuim.importeer(streek.actors[Rol.ADM], streek.organisaties["school"], data, dry_run=True)
    assert verslag.proef
    assert (verslag.nieuw, verslag.casussen) == (15, 1)
    assert verslag.signalen >= 3
    assert regels(streek) == []
    assert streek.signalen() == {}
    assert streek.open_casus() is None


def test_only_the_school_itself_imports(streek, huis):
    school = streek.organisaties["school"]
    for rol in (Rol.MEN, Rol.JA, Rol.LPA, Rol.SWC, Rol.OG):
        with pytest.raises(Geweigerd):
            huis.verzuim.importeer(streek.actors[rol], school, b"leerlingnummer;datum;soort\n")
    with pytest.raises(Geweigerd):
        huis.verzuim.importeer(
            streek.actors[Rol.VC], streek.organisaties["andere school"], b"leerlingnummer;datum;soort\n"
        )
    with pytest.raises(NietGevonden):
        huis.verzuim.importeer(SYSTEEM, streek.organisaties["gemeente"], b"leerlingnummer;datum;soort\n")
    with pytest.raises(OngeldigeInvoer):
        huis.verzuim.importeer(SYSTEEM, school, b"x", "excel")
    with pytest.raises(Bestandsfout):
        huis.verzuim.importeer(SYSTEEM, school, b"x")


def test_saved_columns_of_a_school_are_used(streek, klok, huis):
    klok.zet("2026-09-18")
    vc, school = streek.actors[Rol.VC], streek.organisaties["school"]
    for _ in range(2):
        huis.verzuim.bewaar_indeling(
            vc, school, {"leerlingnummer": "ovnr", "van": "datumvan", "soort": "type"}, {"Weg": "ongeoorloofd"}
        )
    data = b"ovnr;datumvan;type;reden\nnr-Fenna;1-9-2026;weg;geheim\n"
    assert huis.verzuim.importeer(vc, school, data).nieuw == 1
    assert regels(streek) == [("2026-09-01", 1, 6, "ongeoorloofd")]


def test_open_ended_melding_runs_until_what_was_told(streek, klok):
    klok.zet("2026-09-04")
    streek.verzuim("Fenna;2026-09-02;;;;ziek", tot="2026-09-04")
    assert [dag for dag, *_ in regels(streek)] == ["2026-09-02", "2026-09-03", "2026-09-04"]


def test_progress_is_told(streek, klok, huis):
    klok.zet("2026-09-18")
    seen = []
    data = b"leerlingnummer;datum;soort\nnr-Fenna;2026-09-01;ziek\n"
    huis.verzuim.importeer(SYSTEEM, streek.organisaties["school"], data, voortgang=lambda *step: seen.append(step))
    assert seen == [(1, 1)]


def test_clock_runs_from_lines_and_nobody_opened_a_casus(streek, klok):
    klok.zet("2026-10-23")
    streek.afwezig("geoorloofd", "2026-10-05", "2026-10-23")
    stand = streek.klok()
    assert (stand.kleur, str(stand.thuiszit_sinds), str(stand.deadline)) == (Kleur.GROEN, "2026-10-05", "2026-12-05")
    assert str(stand.bijgewerkt_tot) == "2026-10-23"
    assert streek.signalen()["thuiszitter"] == "2026-10-23"
    opened = streek.open_casus()
    for dag, kleur in (
        ("2026-11-20", Kleur.GROEN),
        ("2026-11-23", Kleur.AMBER),
        ("2026-12-04", Kleur.AMBER),
        ("2026-12-05", Kleur.ROOD),
    ):
        klok.zet(dag)
        for _ in range(2):
            assert streek.huis.nacht.nightly() == 1
        assert streek.klok().kleur is kleur
    assert streek.open_casus() == opened
    assert len(streek.signalen()) == len(set(streek.signalen()))


def test_aanbod_stops_the_clock_and_two_low_weeks_let_it_go_on(streek, klok):
    klok.zet("2026-12-07")
    streek.ziekmelding("2026-11-04", "2026-12-07")
    assert streek.klok().kleur is Kleur.AMBER
    weken = {"2027-01-04": 10, "2027-01-11": 10, "2027-01-18": 4, "2027-01-25": 0}
    streek.aanbod("2026-12-07", 10, "2026-12-07", weken)
    assert (streek.klok().kleur, streek.klok().gedeeltelijk) == (Kleur.STIL, True)
    klok.zet("2027-01-29")
    streek.huis.nacht.nightly()
    assert (streek.klok().kleur, str(streek.klok().deadline)) == (Kleur.GROEN, "2027-02-15")


def test_school_switch_resets_nothing(streek, klok):
    from casus.domain.leerling import Inschrijving
    from casus.storage import mensen

    klok.zet("2026-10-23")
    streek.ziekmelding("2026-10-05", "2026-10-23")
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        mensen.find_inschrijving(db, streek.leerling_id, date(2026, 10, 23)).tot = date(2026, 10, 25)
        db.add(Inschrijving(
            leerling_id=streek.leerling_id, school_id=streek.organisaties["andere school"], leerlingnummer="a1", klas="2C", van=date(2026, 10, 26),
        ))  # fmt: skip
    klok.zet("2026-11-06")
    data = b"leerlingnummer;datum;soort\na1;2026-11-06;ziek\n"
    streek.huis.verzuim.importeer(SYSTEEM, streek.organisaties["andere school"], data)
    assert str(streek.klok().thuiszit_sinds) == "2026-10-05"


def test_lapsed_exemption_starts_the_clock_and_says_since_when_it_was(streek, klok):
    from casus.services import klokken

    klok.zet("2026-09-02")
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        klokken.vrijstelling_vervallen(streek.huis.kern, db, streek.leerling_id, date(2025, 8, 1), date(2026, 7, 31))
    stand = streek.klok()
    assert (str(stand.thuiszit_sinds), str(stand.vrijgesteld_van)) == ("2026-08-01", "2025-08-01")


def test_lines_are_never_shown_with_reason():
    assert not {"reden", "opmerking"} & set(Verzuimregel.__table__.columns.keys())
