"""Which texts are guarded against medical words, and with which words: `medische_woorden.toml`, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from casus.domain.medisch import Groep, Vondst, Woordenlijst
from casus.domain.rol import Rol
from casus.policy.tabel import TABEL, TabelFout


@dataclass(frozen=True)
class Wacht:
    """The guard: which domains, which of them without exception, who is never stopped, and the words."""

    bewaakt: frozenset[str]
    streng: frozenset[str]
    """Here a text with such a word cannot stay: it is taken out."""
    vrij: frozenset[Rol]
    lijst: Woordenlijst

    def zoekt(self, domein: str, rol: Rol | None) -> bool:
        """Whether a text of this domain by somebody in this role is looked at."""
        return domein in self.bewaakt and rol not in self.vrij

    def te_beoordelen(self, domein: str, bestandsnaam: str | None) -> bool:
        """Whether an entry can be judged: text, of a kind that is guarded."""
        return bestandsnaam is None and domein in self.bewaakt

    def vind(self, tekst: str, eigen: Iterable[str] = ()) -> tuple[Vondst, ...]:
        """The medical words of a text; `eigen` are the own words of an organisation."""
        return self.lijst.vind(tekst, eigen)


def lees_wacht(text: str) -> Wacht:
    """Read the words and the fields.

    Raises:
        TabelFout: a domain that the access table does not name, or `streng` outside `bewaakt`.
    """
    data = tomllib.loads(text)
    fields = data["velden"]
    guarded, strict = frozenset(fields["bewaakt"]), frozenset(fields["streng"])
    if (guarded - set(TABEL.domeinen)) or (strict - guarded):
        raise TabelFout(
            f"medische woorden: onbekend domein {sorted((guarded - set(TABEL.domeinen)) | strict - guarded)}"
        )
    groups = [_groep(block) for block in data["groepen"].values()]
    words = Woordenlijst(groups, data["gewoon"]["woorden"], data["kortste"])
    return Wacht(guarded, strict, frozenset(Rol(code) for code in fields["vrij"]), words)


def _groep(block: Mapping[str, Any]) -> Groep:
    return Groep(
        naam=block["naam"],
        woorden=tuple(tuple(line.split("|")) for line in block.get("woorden", ())),
        afkortingen=tuple(block.get("afkortingen", ())),
        begin=tuple(block.get("begin", ())),
        eind=tuple(block.get("eind", ())),
        patronen=tuple(block.get("patronen", ())),
    )


WACHT = lees_wacht(files("casus.policy").joinpath("medische_woorden.toml").read_text("utf-8"))
