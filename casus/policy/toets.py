"""The access table put to the test: every question there is, answered by the machine and by a slow and obvious reading.

The reading below knows the file and nothing of the code that answers in daily work. Who supervises can run it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import chain, combinations, product
from typing import Any

from casus.policy.keuring import GEEN, keur

HANDELINGEN = ("weten", "lezen", "schrijven", "instemmen")
STANDEN = (GEEN, "gevraagd", "deels", "compleet", "geweigerd", "ingetrokken", "verlopen", "herbevestiging_nodig")
LEEFTIJDEN = (0, 11, 12, 15, 16, 17, 18, 23)
"""The last year of each age band and the first of the next."""
ZONDER_GRANT = frozenset({"SWM", "FG", "BEH"})
VAN_VEEL_NAAR_WEINIG = ("ja", "samenvatting", "procesfeit", "geaggregeerd", "op_verzoek")
BANDEN = {
    "": range(200), "<12": range(12), "<16": range(16), "<18": range(18), "12+": range(12, 200),
    "18+": range(18, 200), "12-15": range(12, 16), "16-17": range(16, 18),
}  # fmt: skip
SOORT = "toets"
"""The kind of job that asks it all."""
UITSLAG = "toets_van_de_tabel"
"""The setting that keeps the newest outcome."""
GETOOND = 20
"""Wrong answers that are kept to show."""


@dataclass(frozen=True)
class Uitslag:
    """How it went."""

    vragen: int
    fouten: int
    voorbeelden: tuple[str, ...]
    tabel: str
    """The fingerprint of the file."""

    @property
    def goed(self) -> bool:
        return self.fouten == 0


class Toets:
    """All questions to one text of the table."""

    def __init__(self, text: str | None = None) -> None:
        self.text = text or files("casus.policy").joinpath("toegang.toml").read_text("utf-8")

    @cached_property
    def ruw(self) -> dict[str, Any]:
        return tomllib.loads(self.text)

    @property
    def vingerafdruk(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def vragen(self, rol: str) -> Iterator[dict[str, str]]:
        """For one role: domain × act × consent × age × grant × every set of the words that matter, and all words."""
        for domein in self.ruw["domeinen"]:
            for holds in self._woorden(rol, domein):
                for handeling, stand, age, grant in product(HANDELINGEN, STANDEN, LEEFTIJDEN, ("ja", "nee")):
                    yield {
                        "rol": rol, "domein": domein, "leeftijd": str(age), "handeling": handeling, "grant": grant,
                        "toestemming": stand, "condities": "+".join(holds),
                    }  # fmt: skip

    def _woorden(self, rol: str, domein: str) -> Iterator[tuple[str, ...]]:
        rows = self.ruw["domeinen"][domein]["regels"]
        used = sorted({word for row in rows if row["rol"] == rol for word in row.get("als", [])})
        yield from chain.from_iterable(combinations(used, size) for size in range(len(used) + 1))
        yield tuple(self.ruw["voorwaarden"])

    def ronduit(self, vraag: Mapping[str, str]) -> str:
        """Walk all rows of the domain, one by one."""
        holds, found = set(vraag["condities"].split("+")), []
        for row in self.ruw["domeinen"][vraag["domein"]]["regels"]:
            asked = row["handeling"] == vraag["handeling"]
            asked = asked or (vraag["handeling"] == "weten" and row["handeling"] == "lezen")
            words = [
                vraag["toestemming"] == "compleet" if word == "toestemming" else word in holds
                for word in row.get("als", [])
            ]
            age = int(vraag["leeftijd"]) in BANDEN[row.get("leeftijd", "")]
            if row["rol"] == vraag["rol"] and asked and age and all(words):
                found.append(row["antwoord"])
        if not found or (vraag["grant"] == "nee" and vraag["rol"] not in ZONDER_GRANT):
            return "nee"
        return str(min(found, key=VAN_VEEL_NAAR_WEINIG.index))

    def van_rol(self, rol: str) -> tuple[int, list[str]]:
        """How many questions were asked for one role, and the questions that were answered wrongly."""
        asked, wrong = 0, []
        for vraag in self.vragen(rol):
            asked += 1
            if keur(vraag)["antwoord"] != self.ronduit(vraag):
                wrong.append(" ".join(f"{key}={value}" for key, value in vraag.items()))
        return asked, wrong

    def alles(self) -> Uitslag:
        """All roles: some hundred thousands of questions, a quarter of a minute."""
        found = [self.van_rol(rol) for rol in self.ruw["rollen"]]
        wrong = [line for _, lines in found for line in lines]
        return Uitslag(sum(asked for asked, _ in found), len(wrong), tuple(wrong[:GETOOND]), self.vingerafdruk)
