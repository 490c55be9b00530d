"""How the text of a setting is read; each error is the end of a sentence that begins with its variable."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

JA, NEE = ("1", "ja", "true"), ("0", "nee", "false")


GEWEIGERD = 78
"""The exit code of a process that refuses its settings (EX_CONFIG): starting it again does not help."""


class InstellingFout(Exception):  # noqa: N818
    """A setting that cannot be used, or that is not safe; its text is for who manages the installation."""


def tekst(text: str) -> str:
    """Any text."""
    return text.strip()


def ja_nee(text: str) -> bool:
    """Yes or no.

    Raises:
        ValueError: it is neither.
    """
    if text.strip().lower() not in JA + NEE:
        raise ValueError(f"{text!r} is geen ja of nee. Geef 1 of 0.")
    return text.strip().lower() in JA


def heel_getal(low: int, high: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(text: str) -> int:
        digits = text.strip()
        if not digits.isdecimal() or not low <= int(digits) <= high:
            raise ValueError(f"{text!r} kan niet. Geef een heel getal van {low} tot en met {high}.")
        return int(digits)

    return read


def keuze(*words: str) -> Callable[[str], str]:
    """One of some words."""

    def read(text: str) -> str:
        if text.strip() not in words:
            raise ValueError(f"{text!r} kan niet. Kies {' of '.join(words)}.")
        return text.strip()

    return read


def geheim(length: int) -> Callable[[str], str]:
    """A secret that nobody guesses; its value is in no sentence."""

    def read(text: str) -> str:
        if len(text.strip()) < length or len(set(text)) < length // 3:
            raise ValueError(f"te kort of te eenvoudig. Geef minstens {length} willekeurige tekens.")
        return text.strip()

    return read


def adres(text: str) -> str:
    """A web address without a path.

    Raises:
        ValueError: it is none.
    """
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(f"{text!r} is geen adres. Geef bijvoorbeeld https://casus.voorbeeld.nl")
    return text.strip().rstrip("/")
