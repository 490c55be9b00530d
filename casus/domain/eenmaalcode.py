"""Codes that an app on a telephone shows: RFC 6238 with SHA-1, six digits, 30 seconds, as every app knows them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote, urlencode

STAP = 30
"""Seconds that a code is shown."""
CIJFERS = 6
MARGE = 1
"""Steps that a clock may be off, either way."""
GEHEIM = 20
"""Bytes of a secret, as long as the hash."""


def nieuw_geheim() -> bytes:
    """A secret that app and house share."""
    return secrets.token_bytes(GEHEIM)


def stap_van(nu: datetime) -> int:
    """The number of the step of 30 seconds in which a moment falls."""
    return int(nu.timestamp()) // STAP


def code(geheim: bytes, stap: int, cijfers: int = CIJFERS) -> str:
    """What the app shows during a step."""
    digest = hmac.new(geheim, stap.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**cijfers).zfill(cijfers)


def passende_stap(geheim: bytes, gegeven: str, nu: datetime) -> int | None:
    """The step of which this is the code, when it is one around now; every step is weighed, whichever fits."""
    middle = stap_van(nu)
    fits = [step for step in _rond(middle) if hmac.compare_digest(code(geheim, step).encode(), gegeven.encode())]
    return max(fits, default=None)


def _rond(middle: int) -> Iterator[int]:
    yield from range(middle - MARGE, middle + MARGE + 1)


def als_tekst(geheim: bytes) -> str:
    """The secret as somebody types it: letters and digits in groups of four."""
    text = base64.b32encode(geheim).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def als_link(geheim: bytes, naam: str, uitgever: str = "Casus") -> str:
    """The address with which an app on the same device takes the secret over."""
    query = urlencode(
        {"secret": als_tekst(geheim).replace(" ", ""), "issuer": uitgever, "digits": CIJFERS, "period": STAP}
    )
    return f"otpauth://totp/{quote(uitgever)}:{quote(naam)}?{query}"


def kaal(gegeven: str) -> str:
    """A code as typed, without spaces and hyphens."""
    return "".join(gegeven.split()).replace("-", "")
