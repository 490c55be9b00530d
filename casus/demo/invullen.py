"""Fill a form as a person would: the choices of the story, else something likely and invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from casus.demo.verhalen import Teksten
from casus.domain.actor import AMSTERDAM
from casus.forms import Antwoorden, Formulier, Veld
from casus.forms.antwoorden import Upload, plain

BLAD = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
"""A page of paper with nothing on it."""
MIDDAG = time(15, 0)


@dataclass(frozen=True)
class Schrijver:
    """Somebody who fills in forms on a day."""

    dag: date
    rnd: Random
    teksten: Teksten
    keuzes: Mapping[str, Any]

    def vul(self, formulier: Formulier) -> Antwoorden:
        """Answer every question that shows."""
        waarden: dict[str, Any] = {}
        for veld in formulier.velden:
            if veld.is_invoer and veld.zichtbaar({key: plain(value) for key, value in waarden.items()}):
                waarden[veld.key] = self.waarde(veld)
        return Antwoorden.van(formulier, waarden)

    def waarde(self, veld: Veld) -> Any:
        """The answer to one question."""
        return SOORTEN[veld.type](self, veld, self.keuzes.get(veld.key))

    def tekst(self, veld: Veld, given: Any) -> str:
        text: str = given if given is not None else self.rnd.choice(self.teksten.voor(veld.key, veld.domein))
        return text[: veld.regels.get("maxLength", 1000)]

    def getal(self, veld: Veld, given: Any) -> Decimal:
        low = veld.regels.get("min", 1)
        return Decimal(str(given if given is not None else min(low + 4, veld.regels.get("max", low + 4))))

    def moment(self, veld: Veld, given: Any) -> date | time | datetime:
        if veld.subtype == "time":
            return time.fromisoformat(given) if isinstance(given, str) else MIDDAG
        day = given if isinstance(given, date) else self.dag + timedelta(days=given or 0)
        return day if veld.subtype == "date" else datetime.combine(day, MIDDAG, AMSTERDAM)

    def vinkje(self, veld: Veld, given: Any) -> bool:
        return bool(given) if given is not None else veld.eigenschappen.get("afschermbaar") != "true"

    def keuze(self, veld: Veld, given: Any) -> str:
        """One of the choices: the story's, else the first when it steers, else any."""
        known = [value for value, _ in veld.keuzes]
        if given in known:
            return str(given)
        return known[0] if veld.stuurt else self.rnd.choice(known)

    def keuzes_van(self, veld: Veld, given: Any) -> list[str]:
        known = [value for value, _ in veld.keuzes]
        return [value for value in known if value in given] if isinstance(given, list) else known[:1]

    def bestand(self, veld: Veld, given: Any) -> Upload:  # noqa: ARG002  (a file is a file)
        return Upload("bijlage.pdf", BLAD)


SOORTEN: dict[str, Callable[[Schrijver, Veld, Any], Any]] = {
    "textfield": Schrijver.tekst,
    "textarea": Schrijver.tekst,
    "number": Schrijver.getal,
    "datetime": Schrijver.moment,
    "checkbox": Schrijver.vinkje,
    "checklist": Schrijver.keuzes_van,
    "radio": Schrijver.keuze,
    "select": Schrijver.keuze,
    "filepicker": Schrijver.bestand,
}
"""How each type of field is answered."""
