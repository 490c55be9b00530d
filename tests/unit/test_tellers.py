"""The text of OpenMetrics, as a scraper reads it."""

import re

from casus.web.tellers import GRENZEN, Meting, Reeks, Tellers, als_tekst

REGEL = re.compile(r'^[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\[\\"n])*"(,[a-z]+="(?:[^"\\\n]|\\[\\"n])*")*\})? -?[0-9.e+-]+$')


def test_each_line_is_well_formed_and_the_text_ends_as_it_must():
    lastig = Reeks(
        "proef", "gauge", 'met "aanhaling" en \\ en\neinde', (Meting(1.5, {"naam": 'a"b\\c\nd'}), Meting(2, {}))
    )
    lines = als_tekst([lastig]).split("\n")
    assert lines[-2:] == ["# EOF", ""]
    assert lines[1] == '# HELP proef met \\"aanhaling\\" en \\\\ en\\neinde'
    assert lines[2] == 'proef{naam="a\\"b\\\\c\\nd"} 1.5'
    assert all(REGEL.match(line) for line in lines[2:4])


def test_a_histogram_counts_every_request_once_and_adds_up():
    tellers = Tellers()
    for seconds in (0.001, 0.01, 0.3, 99.0):
        tellers.tel("/casussen/<uuid:casus_id>", 200, seconds)
    tellers.tel("/", 404, 0.2)
    lines = als_tekst([tellers.reeks("7")]).splitlines()
    of_casus = [line for line in lines if 'route="/casussen' in line]
    buckets = [int(line.rsplit(" ", 1)[1]) for line in of_casus if "_bucket" in line]
    assert buckets == sorted(buckets)
    assert (buckets[0], buckets[-1], len(buckets)) == (2, 4, len(GRENZEN) + 1)
    assert any("_count" in line and line.endswith(" 4") and 'status="2xx"' in line for line in of_casus)
    assert any("_count" in line and line.endswith(" 1") and 'status="4xx"' in line for line in lines)
