"""Absence files: what schools export comes in, what cannot be read is refused by line, told reasons stay outside."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.domain.verzuim import SoortVerzuim
from casus.exchange.verzuim import FORMATEN, Bestandsfout, IndelingFout, lees

CSV = FORMATEN["csv"]
KOP = "leerlingnummer;datum;lesuur_van;lesuur_tot;soort;reden\n"


def een(regel, kop=KOP, indeling=CSV):
    return lees((kop + regel + "\n").encode(), indeling)


@pytest.mark.parametrize(
    "dag", ["2026-09-01", "1-9-2026", "01-09-2026", "20260901", "1/9/2026", "2026-09-01T08:30:00", "01-09-2026 08:30"]
)
def test_days_are_read_as_schools_write_them(dag):
    (melding,) = een(f"77;{dag};;;ziek;").meldingen
    assert (melding.van, melding.tot, melding.lesuur_van, melding.soort) == (
        date(2026, 9, 1),
        date(2026, 9, 1),
        None,
        SoortVerzuim.ZIEK,
    )


def test_told_reason_is_not_read():
    secret = "buikpijn door ruzie"
    assert secret not in repr(een(f"77;2026-09-01;1;2;ziek;{secret}"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_of_windows_and_the_web(encoding):
    text = "leerlingnummer,datum,soort,naam\r\n77,2026-09-01,te laat,Zoë\r\n"
    assert len(lees(text.encode(encoding), CSV).meldingen) == 1


@pytest.mark.parametrize(
    ("regel", "reden"),
    [
        (";2026-09-01;1;2;ziek;", "leerlingnummer"),
        ("77;31-02-2026;1;2;ziek;", "datum"),
        ("77;gisteren;1;2;ziek;", "datum"),
        ("77;2026-09-01;3;2;ziek;", "lesuur"),
        ("77;2026-09-01;0;2;ziek;", "lesuur"),
        ("77;2026-09-01;een;2;ziek;", "lesuur"),
        ("77;2026-09-01;1;2;feest;", "soort"),
    ],
)
def test_line_that_cannot_be_read_is_refused_with_its_number_and_reason(regel, reden):
    gelezen = een("77;2026-09-01;1;2;ziek;\n" + regel)
    assert len(gelezen.meldingen) == 1
    (weigering,) = gelezen.geweigerd
    assert weigering.nummer == 3
    assert reden in weigering.reden


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"hallo", b"a;b;c\n1;2;3\n", b"\x00\x01\x02", b'leerlingnummer;datum;soort\n"77']
)
def test_what_is_no_absence_file_is_refused_whole(data):
    with pytest.raises(Bestandsfout):
        lees(data, CSV)


def test_open_ended_melding_and_a_stretch_of_days():
    kop = "leerlingnummer;datum;einddatum;soort\n"
    assert een("77;2026-09-01;;ziek", kop).meldingen[0].tot is None
    assert een("77;2026-09-01;2026-09-04;ziek", kop).meldingen[0].tot == date(2026, 9, 4)
    assert een("77;2026-09-04;2026-09-01;ziek", kop).geweigerd
    assert een("77;2026-09-04;2036-09-01;ziek", kop).geweigerd


def test_somtoday_tells_leave_by_its_own_column():
    kop = "leerlingnummer;beginDatumTijd;eindDatumTijd;beginLesuur;eindLesuur;absentieSoort;geoorloofd;opmerking\n"
    rows = "1;2026-09-01T08:30;2026-09-01T16:00;1;6;Absent;{};geheim\n"
    found = lees(
        (kop + rows.format("false") + rows.format("true") + rows.format("") + "1;2026-09-01;;1;;Aanwezig;;\n").encode(),
        FORMATEN["somtoday"],
    )
    assert [m.soort.value for m in found.meldingen] == ["ongeoorloofd", "geoorloofd", "onbekend"]
    assert found.overgeslagen == 1


def test_magister_types_by_number_and_homework_is_no_absence():
    kop = "Stamnummer;Start;Eind;Lesuur;Verzuimtype;Geoorloofd;Omschrijving\n"
    rows = "".join(f"9;2026-09-01T09:00:00;2026-09-01T10:00:00;2;{n};;x\n" for n in (0, 1, 2, 3, 4, 5, 6, 7))
    found = lees((kop + rows).encode(), FORMATEN["magister"])
    assert [m.soort.value for m in found.meldingen] == [
        "onbekend",
        "ziek",
        "te_laat",
        "geoorloofd",
        "ongeoorloofd",
        "aanwezig_zonder_onderwijs",
    ]
    assert found.overgeslagen == 2
    assert {(m.lesuur_van, m.lesuur_tot) for m in found.meldingen} == {(2, 2)}


def test_school_brings_its_own_headings_and_words():
    eigen = CSV.met(
        {"leerlingnummer": "ovnr", "van": "datumvan", "soort": "typeomschrijving"}, {"Niet op school": "ongeoorloofd"}
    )
    found = een("8;1-9-2026;niet op  school", "ovnr;datumvan;typeomschrijving\n", eigen)
    assert found.meldingen[0].soort is SoortVerzuim.ONGEOORLOOFD
    for kolommen, soorten in (({"reden": "reden"}, {}), ({"van": ""}, {}), ({}, {"x": "verdrietig"})):
        with pytest.raises(IndelingFout):
            CSV.met(kolommen, soorten)


@given(st.binary(max_size=300), st.sampled_from(sorted(FORMATEN)))
def test_no_bytes_make_it_fall(data, formaat):
    try:
        lees(data, FORMATEN[formaat])
    except Bestandsfout:
        return


@given(st.lists(st.text('0123456789-;zikéo"\n ', max_size=30), max_size=6))
def test_every_line_is_taken_refused_or_empty(lines):
    data = (KOP + "\n".join(line.replace('"', "").replace("\n", "") for line in lines)).encode()
    found = lees(data, CSV)
    full = [line for line in lines if line.replace('"', "").replace("\n", "").replace(";", "").strip()]
    assert len(found.meldingen) + len(found.geweigerd) + found.overgeslagen == len(full)
