"""Medical words in a text: found whatever their case, accents, hyphens, spaces or common typing errors.

A list of words finds what is on the list. It does not read: a text without these words can be as medical.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LANGSTE = 6
"""The most words of one entry, or the most pieces that a word is broken into."""
LETTERS = 24
"""The most letters of a word that is written letter by letter."""
KNELPUNT = re.compile(r"[\s\-‐‑‒–—/_'’*·\u00ad\u200b-\u200d\ufeff]{0,4}")
"""What may stand between the pieces of one word."""
TUSSEN_LETTERS = re.compile(r"\W{0,3}")
_KLANK = (("ph", "f"), ("th", "t"), ("ck", "k"), ("x", "ks"), ("ae", "e"), ("y", "i"), ("ch", "g"), ("c", "k"))
_DUBBEL = re.compile(r"(.)\1+")


class Medisch(StrEnum):
    """Whether an entry of the dossier holds something medical."""

    NEE = "nee"
    MOGELIJK = "mogelijk"
    """Kept with a reason, or pointed out later: for its writer and who judges it, until it is judged."""
    VRIJGEGEVEN = "vrijgegeven"
    """Judged: it is not medical."""
    VERZEGELD = "verzegeld"
    """Judged: it is. Nobody reads it any more; that it exists is known to the FG."""


@dataclass(frozen=True)
class Vondst:
    """A medical word in a text: where it stands, how the list calls it, and its kind."""

    van: int
    tot: int
    woord: str
    groep: str


@dataclass(frozen=True)
class Groep:
    """One kind of words; each entry with its forms, the first of which is its name."""

    naam: str
    woorden: tuple[tuple[str, ...], ...] = ()
    afkortingen: tuple[str, ...] = ()
    begin: tuple[str, ...] = ()
    eind: tuple[str, ...] = ()
    patronen: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Woord:
    van: int
    tot: int
    tekst: str


def _letters(char: str) -> str:
    """One character as plain small letters and digits; empty for what only decorates."""
    plain = char
    for _ in range(4):
        plain = unicodedata.normalize("NFKD", plain.casefold())
        plain = "".join(item for item in plain if item.isalnum())
    return plain


def _verbindt(char: str) -> bool:
    """Marks on a letter, and what nobody sees between two letters."""
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def in_woorden(tekst: str) -> list[tuple[int, int, str]]:
    """The words of a text as (start, end, plain letters)."""
    found: list[tuple[int, int, str]] = []
    begin, letters, end = 0, "", 0
    for place, char in enumerate(tekst):
        plain = _letters(char)
        if plain:
            begin = begin if letters else place
            letters, end = letters + plain, place + 1
        elif letters and not _verbindt(char):
            found.append((begin, end, letters))
            letters = ""
    return [*found, (begin, end, letters)] if letters else found


def normaal(tekst: str) -> str:
    """The words of a text in plain letters, one space between them."""
    return " ".join(letters for _, _, letters in in_woorden(tekst))


def klank(woord: str) -> str:
    """A plain word as it sounds: the usual typing errors fall away."""
    for written, said in _KLANK:
        woord = woord.replace(written, said)
    return _DUBBEL.sub(r"\1", woord)


class Woordenlijst:
    """Words to find, and everyday words that are never meant; built once, asked often."""

    def __init__(self, groepen: Iterable[Groep], gewoon: Iterable[str] = (), kortste: int = 7) -> None:
        self.kortste = kortste
        self.vormen: dict[str, tuple[str, str]] = {}
        self.klanken: dict[str, tuple[str, str]] = {}
        self.afkortingen: dict[str, tuple[str, str]] = {}
        self.delen: list[tuple[str, bool, str]] = []
        self.patronen: list[tuple[re.Pattern[str], str]] = []
        plain = [normaal(item) + (" *" if item.endswith("*") else "") for item in gewoon]
        self.gewoon = frozenset(item for item in plain if " " not in item)
        self.zinsdelen = tuple(tuple(item.split(" ")) for item in plain if " " in item)
        for groep in groepen:
            self._neem_op(groep)

    def _neem_op(self, groep: Groep) -> None:
        for forms in groep.woorden:
            for form in forms:
                self._vorm(normaal(form).replace(" ", ""), (forms[0], groep.naam))
        for text in groep.afkortingen:
            self.afkortingen[normaal(text)] = (text, groep.naam)
        self.delen += [(normaal(text), True, groep.naam) for text in groep.begin]
        self.delen += [(normaal(text), False, groep.naam) for text in groep.eind]
        self.patronen += [(re.compile(text), groep.naam) for text in groep.patronen]

    def _vorm(self, joined: str, wat: tuple[str, str]) -> None:
        if joined:
            self.vormen.setdefault(joined, wat)
        if len(joined) >= self.kortste:
            self.klanken.setdefault(klank(joined), wat)

    def vind(self, tekst: str, eigen: Iterable[str] = ()) -> tuple[Vondst, ...]:
        """The medical words of a text, from left to right, the longest first; `eigen` are words beside the list."""
        extra = {normaal(item).replace(" ", ""): (item, "eigen woord") for item in eigen}
        words = [_Woord(*item) for item in in_woorden(tekst)]
        blocked = self._gewoon(words)
        found: list[Vondst] = []
        place = 0
        while place < len(words):
            hit = self._hier(tekst, words, place, blocked, extra)
            if hit is not None:
                size, (name, kind) = hit
                found.append(Vondst(words[place].van, words[place + size - 1].tot, name, kind))
            place += 1 if hit is None else hit[0]
        return tuple(sorted([*found, *self._codes(tekst, found)], key=lambda item: item.van))

    def _gewoon(self, words: Sequence[_Woord]) -> frozenset[int]:
        """The places that belong to an everyday phrase."""
        blocked: set[int] = set()
        for phrase in self.zinsdelen:
            for place in range(len(words) - len(phrase) + 1):
                here = words[place : place + len(phrase)]
                if all(part in ("*", item.tekst) for part, item in zip(phrase, here, strict=True)):
                    blocked.update(range(place, place + len(phrase)))
        return frozenset(blocked)

    def _hier(
        self,
        tekst: str,
        words: Sequence[_Woord],
        place: int,
        blocked: frozenset[int],
        extra: Mapping[str, tuple[str, str]],
    ) -> tuple[int, tuple[str, str]] | None:
        """How many words from here make up a listed one, and which; the longest."""
        for size in _maten(tekst, words, place):
            if blocked.isdisjoint(range(place, place + size)):
                joined = "".join(item.tekst for item in words[place : place + size])
                loose = size == 1 or all(len(item.tekst) == 1 for item in words[place : place + size])
                known = self._ken(joined, extra, size=size, loose=loose)
                if known is not None:
                    return size, known
        return None

    def _ken(
        self, joined: str, extra: Mapping[str, tuple[str, str]], *, size: int, loose: bool
    ) -> tuple[str, str] | None:
        if size == 1 and joined in self.gewoon:
            return extra.get(joined)
        known = extra.get(joined) or self.vormen.get(joined)
        if known is None and size == 1 and len(joined) >= self.kortste:
            known = self.klanken.get(klank(joined))
        if known is None and loose:
            known = self.afkortingen.get(joined)
        return known or (self._deel(joined) if size == 1 else None)

    def _deel(self, joined: str) -> tuple[str, str] | None:
        if len(joined) < self.kortste:
            return None
        for text, at_start, kind in self.delen:
            if joined.startswith(text) if at_start else joined.endswith(text):
                return joined, kind
        return None

    def _codes(self, tekst: str, found: Sequence[Vondst]) -> Iterator[Vondst]:
        taken = {place for item in found for place in range(item.van, item.tot)}
        for pattern, kind in self.patronen:
            for hit in pattern.finditer(tekst):
                if taken.isdisjoint(range(*hit.span())):
                    taken.update(range(*hit.span()))
                    yield Vondst(hit.start(), hit.end(), hit.group(), kind)


def _maten(tekst: str, words: Sequence[_Woord], place: int) -> list[int]:
    """How many words from here may be one broken word, the most first."""
    sizes = [1]
    single = len(words[place].tekst) == 1
    for size in range(2, min(LETTERS, len(words) - place) + 1):
        here, before = words[place + size - 1], words[place + size - 2]
        single = single and len(here.tekst) == 1
        gap = tekst[before.tot : here.van]
        if size > LANGSTE and not single:
            break
        if not (TUSSEN_LETTERS if single else KNELPUNT).fullmatch(gap):
            break
        sizes.append(size)
    return sizes[::-1]


def knip(tekst: str, vondsten: Iterable[Vondst]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is a word that was found."""
    pieces: list[tuple[str, bool]] = []
    place = 0
    for vondst in vondsten:
        pieces += [(tekst[place : vondst.van], False), (tekst[vondst.van : vondst.tot], True)]
        place = vondst.tot
    return tuple(piece for piece in [*pieces, (tekst[place:], False)] if piece[0])
