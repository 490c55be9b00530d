"""The access table as people read it: data domains down, roles across, the widest answer in each cell."""

from __future__ import annotations

from collections.abc import Sequence

from casus.domain.rol import Rol
from casus.policy.tabel import Antwoord, Toegangstabel

LETTERS = {
    Antwoord.JA: "L",
    Antwoord.SAMENVATTING: "S",
    Antwoord.PROCESFEIT: "P",
    Antwoord.GEAGGREGEERD: "A",
    Antwoord.OP_VERZOEK: "V",
    Antwoord.NEE: "-",
}
UITLEG = (
    "L lezen, S samenvatting, P procesfeit (dat en wanneer, niet wat), A aantallen, V op verzoek, - niets\n"
    "* alleen als aan een voorwaarde of leeftijd is voldaan; + mag ook schrijven"
)


def als_tekst(tabel: Toegangstabel, rollen: Sequence[Rol]) -> str:
    """The table with its legend."""
    wide = max(len(naam) for naam in tabel.domeinen.values()) + 5
    lines = [" " * wide + "".join(f"{rol:<5}" for rol in rollen)]
    for code, naam in tabel.domeinen.items():
        cells = "".join(f"{cel(tabel, rol, code):<5}" for rol in rollen)
        lines.append(f"{f'{code} {naam}':<{wide}}{cells}".rstrip())
    names = [f"{rol:<4} {tabel.rollen[rol]}" for rol in rollen]
    return "\n".join([*lines, "", UITLEG, "", *names])


def cel(tabel: Toegangstabel, rol: Rol, domein: str) -> str:
    """What a role may at most read of a domain, whether there is a condition, and whether it may write."""
    rows = tabel.voor(rol, domein, "lezen")
    best = min((row.antwoord for row in rows), key=list(Antwoord).index, default=Antwoord.NEE)
    widest = [row for row in rows if row.antwoord is best]
    free = any(not row.als and (row.leeftijd.van, row.leeftijd.tot) == (0, 200) for row in widest)
    writes = any(row.antwoord is not Antwoord.NEE for row in tabel.voor(rol, domein, "schrijven"))
    return LETTERS[best] + ("*" if widest and not free else "") + ("+" if writes else "")
