"""Codes of an app on a telephone, held against the examples of RFC 6238."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from casus.domain import eenmaalcode
from casus.domain.fouten import OngeldigeInvoer
from casus.services.wachtwoorden import GEWOON, keur

RFC = b"12345678901234567890"
NU = datetime(2026, 9, 1, 7, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
        (2000000000, "69279037"), (20000000000, "65353130"),
    ],
)  # fmt: skip
def test_the_examples_of_the_rfc(seconds, shown):
    stap = eenmaalcode.stap_van(datetime.fromtimestamp(seconds, UTC))
    assert eenmaalcode.code(RFC, stap, cijfers=8) == shown
    assert eenmaalcode.code(RFC, stap) == shown[-6:]


@pytest.mark.parametrize(("later", "fits"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_clock_may_be_off_by_one_step(later, fits):
    given = eenmaalcode.code(RFC, eenmaalcode.stap_van(NU))
    assert (eenmaalcode.passende_stap(RFC, given, NU + timedelta(seconds=later)) is not None) == fits


def test_what_is_no_code_fits_nowhere():
    for given in ("", "12345", "½23456", "١٢٣٤٥٦", "' OR 1=1"):
        assert eenmaalcode.passende_stap(RFC, given, NU) is None


def test_the_link_holds_what_an_app_needs():
    link = urlsplit(eenmaalcode.als_link(RFC, "petra@school nl"))
    assert (link.scheme, link.netloc, link.path) == ("otpauth", "totp", "/Casus:petra%40school%20nl")
    secret = eenmaalcode.als_tekst(RFC).replace(" ", "")
    assert parse_qs(link.query) == {"secret": [secret], "issuer": ["Casus"], "digits": ["6"], "period": ["30"]}
    assert secret == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("elf tekens!", "te kort"), ("x" * 201, "te lang"), ("123456789012", "makkelijk"), ("aaaaaaaaaaaaa", "makkelijk"),
        ("Wachtwoord2026!", "makkelijk"), ("welkom-welkom", "makkelijk"), ("!!Password123", "makkelijk"), ("abc1abc1abc1", "makkelijk"),
        ("p.kuiper-2026-herfst", "gebruikersnaam"), ("P.KUIPER en nog wat", "gebruikersnaam"),
    ],
)  # fmt: skip
def test_a_password_that_others_guess_is_refused(password, word):
    with pytest.raises(OngeldigeInvoer, match=word):
        keur(password, "p.kuiper")


@pytest.mark.parametrize(
    "password", ["fiets kaas maan rivier", "samen-naar-school", "Q7!kz-92mWx_p", "ночной поезд 12"]
)
def test_other_passwords_are_taken(password):
    keur(password, "p.kuiper")


def test_a_hundred_ordinary_words_are_known():
    assert len(GEWOON) >= 100
