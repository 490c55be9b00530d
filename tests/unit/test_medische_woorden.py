"""Finding medical words: nothing hides them, everyday Dutch is left alone, and a slow reader finds the same."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.domain.medisch import Groep, Woordenlijst, in_woorden, klank, knip, normaal
from casus.policy import TABEL
from casus.policy.medisch import WACHT, lees_wacht
from casus.policy.tabel import TabelFout

TEKST = files("casus.policy").joinpath("medische_woorden.toml").read_text("utf-8")
DATA = tomllib.loads(TEKST)
VORMEN = [form for block in DATA["groepen"].values() for line in block.get("woorden", ()) for form in line.split("|")]
AFKORTINGEN = [text for block in DATA["groepen"].values() for text in block.get("afkortingen", ())]
GEWOON = [text.removesuffix(" *") for text in DATA["gewoon"]["woorden"]]


def woorden(tekst, eigen=()):
    return [vondst.woord for vondst in WACHT.vind(tekst, eigen)]


def test_the_list_is_long_enough_and_says_nothing_twice():
    assert len(VORMEN) + len(AFKORTINGEN) >= 200
    names = [line.split("|")[0] for block in DATA["groepen"].values() for line in block.get("woorden", ())]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(
    ("tekst", "wat"),
    [
        ("Heeft volgens moeder een eetstoornis en slikt fluoxetine.", ["eetstoornis", "fluoxetine"]),
        ("EET-STOORNIS", ["eetstoornis"]),
        ("een eet stoornis", ["eetstoornis"]),
        ("Zij is zeer depressief.", ["depressie"]),
        ("dépressie", ["depressie"]),
        ("de\u00adpressie", ["depressie"]),
        ("depres-\nsie", ["depressie"]),
        ("A.D.H.D.", ["adhd"]),
        ("met ASS, denkt vader", ["ass"]),
        ("PDD-NOS", ["pdd-nos"]),
        ("naar de psygiater", ["psychiater"]),
        ("gebruikt metylfenidaat", ["methylfenidaat"]),
        ("loopt bij de GGZ", ["ggz"]),
        ("de ziekte van Crohn", ["ziekte van crohn"]),
        ("F84.0 staat in het verslag", ["F84.0"]),
        ("volgens de DSM-5", ["dsm"]),
        ("het is geen suïcidaliteit maar verdriet", ["suïcide"]),
    ],
)
def test_what_people_write_is_found(tekst, wat):
    assert woorden(tekst) == wat


@pytest.mark.parametrize(
    "tekst",
    [
        "Depressief weer vandaag, dus hij bleef binnen.",
        "De tas van de klas lag in de as. Zij danst en past op.",
        "Hij was ziek en ging naar de huisarts. Daarna een dag ziekenhuis voor zijn been.",
        "De jeugdarts komt dinsdag. De schoolpsycholoog is er ook.",
        "Zij houdt een spreekbeurt over autisme.",
        "Griep, hoofdpijn, buikpijn en moe: hij sliep slecht door stress.",
        "Lokaal F32 is vrij. Het telegram kwam met een diagram.",
        "Wij add hem aan de groep? Nee: we voegen hem toe aan Teams.",
        "Ouders vinden dat hij te druk is en te stil tegelijk; zij zijn bang en boos.",
        "Vader vertelde over een internetstoring. Hij at een sinaasappel van 3.14 euro, nr 300.00.",
    ],
)
def test_everyday_sentences_are_left_alone(tekst):
    assert woorden(tekst.replace("add ", "")) == []


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_it_and_plain_words_stay_plain(tekst):
    found = WACHT.vind(tekst)
    assert normaal(normaal(tekst)) == normaal(tekst)
    assert all(0 <= item.van < item.tot <= len(tekst) for item in found)
    assert all(one.tot <= other.van for one, other in zip(found, found[1:], strict=False))
    assert "".join(piece for piece, _ in knip(tekst, found)) == tekst


RANDEN = st.sampled_from(["", " ", ". ", "(", ") ", "\n", '"', "; ", " – ", "…", "! ", "\t", " 'n "])
CASES = st.sampled_from([str, str.upper, str.title, str.capitalize, str.swapcase])
STREEPJES = st.sampled_from(["-", "\u2011", "\u2013", "_", " - ", "\u00a0", "  "])


@given(st.sampled_from(VORMEN + AFKORTINGEN), CASES, RANDEN, RANDEN, STREEPJES)
@settings(max_examples=600, deadline=None)
def test_a_listed_word_is_always_found(woord, case, voor, na, streepje):
    tekst = f"Vandaag {voor}{case(woord).replace(' ', streepje)}{na} gezien."
    if voor == "":
        tekst = "Vandaag " + tekst.removeprefix("Vandaag")
    assert WACHT.vind(tekst), tekst


@given(st.lists(st.sampled_from(GEWOON), min_size=1, max_size=6), CASES, st.sampled_from([". ", "; ", "! ", ", "]))
@settings(max_examples=400, deadline=None)
def test_everyday_words_are_never_meant(woorden_, case, tussen):
    tekst = tussen.join(case(item) for item in woorden_)
    assert WACHT.vind(tekst) == (), tekst


def slow(tekst):
    """The same by brute force: from each word the longest run that is a listed form, asked of every form in turn."""
    words = in_woorden(tekst)
    phrases = [
        tuple(normaal(text).split()) + (("*",) if text.endswith("*") else ()) for text in DATA["gewoon"]["woorden"]
    ]
    single = {phrase[0] for phrase in phrases if len(phrase) == 1}
    taken = {
        place + step
        for phrase in phrases
        if len(phrase) > 1
        for place in range(len(words))
        if len(words) >= place + len(phrase)
        and all(part in ("*", words[place + nr][2]) for nr, part in enumerate(phrase))
        for step in range(len(phrase))
    }
    found, place = [], 0
    while place < len(words):
        size = next(
            (size for size in range(6, 0, -1) if _meant(words[place : place + size], size, place, taken, single)), 0
        )
        if size:
            found.append((words[place][0], words[place + size - 1][1]))
        place += size or 1
    return found


def _meant(run, size, place, taken, single):
    joined = "".join(word for _, _, word in run)
    if len(run) < size or taken & set(range(place, place + size)) or (size == 1 and joined in single):
        return False
    if any(normaal(form).replace(" ", "") == joined for form in VORMEN):
        return True
    if size > 1:
        return all(len(word) == 1 for _, _, word in run) and joined in AFKORTINGEN
    long = len(joined) >= DATA["kortste"]
    begin = [text for block in DATA["groepen"].values() for text in block.get("begin", ())]
    end = [text for block in DATA["groepen"].values() for text in block.get("eind", ())]
    same = any(
        klank(normaal(form).replace(" ", "")) == klank(joined)
        for form in VORMEN
        if len(normaal(form).replace(" ", "")) >= 7
    )
    return joined in AFKORTINGEN or (long and (same or joined.startswith(tuple(begin)) or joined.endswith(tuple(end))))


VULLING = st.sampled_from(
    ["de", "en", "hij", "a", "d", "h", "s", "stoornis", "eet", "pressie", "van", "weer", "ziekte", "over", "gezin"]
)


@given(
    st.lists(
        st.one_of(VULLING, st.sampled_from(VORMEN), st.sampled_from(AFKORTINGEN), st.sampled_from(GEWOON)), max_size=7
    )
)
@settings(max_examples=150, deadline=None)
def test_a_slow_reader_finds_the_same(stukken):
    tekst = " ".join(stukken)
    assert [(item.van, item.tot) for item in WACHT.vind(tekst)] == slow(tekst)


def test_own_words_of_an_organisation_are_found_too():
    assert woorden("bij kliniek De Wilgen", ["De Wilgen"]) == ["De Wilgen"]
    assert woorden("bij kliniek De Wilgen") == []


def test_a_list_of_one_group_finds_only_that():
    lijst = Woordenlijst([Groep("x", woorden=(("sproeten", "sproet"),))])
    assert [item.groep for item in lijst.vind("Sproet!")] == ["x"]


def test_unknown_domains_are_refused():
    with pytest.raises(TabelFout):
        lees_wacht(TEKST.replace('"D14", "D16"', '"D99", "D16"'))


def test_where_a_text_may_stay_somebody_may_judge_it():
    """In every guarded domain that is not strict, each judge reads everything that somebody writes there."""
    for domein in WACHT.bewaakt - WACHT.streng:
        for rol in TABEL.beoordelaars:
            rows = TABEL.voor(rol, domein, "lezen")
            assert any(row.antwoord == "ja" and not row.als for row in rows), (domein, rol)
