"""The one decision: may this role do this with this data domain, and by which gate not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casus.domain.noodtoegang import NOODKNOP
from casus.domain.rol import WITHOUT_GRANT, Rol
from casus.policy.noodknop import NOOD
from casus.policy.tabel import TABEL, Antwoord, Regel, Toegangstabel

ORDER = list(Antwoord)


@dataclass(frozen=True)
class Besluit:
    """The answer, the gate that gave or refused it, and the ground of a permission."""

    antwoord: Antwoord
    poort: str
    grondslag: str = ""

    @property
    def ja(self) -> bool:
        return self.antwoord is Antwoord.JA

    @property
    def iets(self) -> bool:
        return self.antwoord is not Antwoord.NEE


def beslis(
    rol: Rol,
    domein: str,
    handeling: str,
    leeftijd: int,
    *,
    grant: bool,
    houdt: Callable[[str], bool],
    tabel: Toegangstabel = TABEL,
) -> Besluit:
    """Decide; `houdt` says of each condition word whether it holds. What no row names is refused."""
    if not grant and rol not in WITHOUT_GRANT:
        return Besluit(Antwoord.NEE, "grant")
    rows = tabel.voor(rol, domein, handeling)
    if not rows:
        return Besluit(Antwoord.NEE, "geen_regel")
    rows = tuple(row for row in rows if leeftijd in row.leeftijd)
    if not rows:
        return Besluit(Antwoord.NEE, "leeftijd")
    open_rows = [row for row in rows if all(houdt(word) for word in row.als)]
    if not open_rows:
        return Besluit(Antwoord.NEE, _closest_gate(rows, houdt))
    best = min(open_rows, key=lambda row: ORDER.index(row.antwoord))
    return Besluit(best.antwoord, "+".join(best.als) or "rol", best.grondslag)


def _closest_gate(rows: tuple[Regel, ...], houdt: Callable[[str], bool]) -> str:
    """The words that are missing in the row that misses fewest."""
    missing = [[word for word in row.als if not houdt(word)] for row in rows]
    fewest: list[str] = min(missing, key=len)
    return "+".join(fewest)


def beslis_in_nood(rol: Rol, domein: str, handeling: str, leeftijd: int, houdt: Callable[[str], bool]) -> Besluit:
    """What a live noodknop gives: reading, of the data domains of its table, and nothing else."""
    mine = NOOD.rollen.get(rol)
    if mine is None or handeling not in ("weten", "lezen"):
        return Besluit(Antwoord.NEE, NOODKNOP)
    for row in mine.van(domein):
        if leeftijd in row.leeftijd and all(houdt(word) for word in row.als):
            return Besluit(Antwoord.JA, "+".join((NOODKNOP, *row.als)), row.grondslag)
    return Besluit(Antwoord.NEE, NOODKNOP)


@dataclass(frozen=True)
class Blik:
    """One reader's view of one casus: the role of the grant and the words that hold for it."""

    rol: Rol
    leeftijd: int
    grant: bool
    woorden: frozenset[str]
    """Words that hold for the casus; `toestemming:D09` for a word that depends on the domain."""

    def besluit(self, domein: str, handeling: str = "lezen", stuk: frozenset[str] = frozenset()) -> Besluit:
        """Decide about a domain, or about one record of it when its own words are given in `stuk`."""

        def houdt(word: str) -> bool:
            return word in self.woorden or f"{word}:{domein}" in self.woorden or word in stuk

        ordinary = beslis(self.rol, domein, handeling, self.leeftijd, grant=self.grant, houdt=houdt)
        if ordinary.ja or not self.nood:
            return ordinary
        urgent = beslis_in_nood(self.rol, domein, handeling, self.leeftijd, houdt)
        return urgent if urgent.ja else ordinary

    @property
    def nood(self) -> bool:
        """The reader reads this casus with the noodknop."""
        return NOODKNOP in self.woorden

    def weet(self, domein: str, stuk: frozenset[str] = frozenset()) -> bool:
        """Whether the reader may know that something of this domain exists."""
        return self.besluit(domein, "weten", stuk).iets
