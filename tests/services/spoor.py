"""One process of a casus, driven by the people in it: by the title of their task and the keys of its form."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from casus.domain.fouten import NietGevonden
from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.engine import Stand
from casus.forms import Antwoorden
from casus.overview import lees_casus, lees_taak, lees_werklijst
from casus.services import casussen
from casus.services.verloop import verloop_van
from casus.storage import casussen as casus_store


class Spoor:
    """A casus of Fenna in which only this process runs."""

    def __init__(self, huis: Any, streek: Any, proces: str, **vlaggen: Any) -> None:
        self.huis, self.streek = huis, streek
        with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
            leerling = db.get(Leerling, streek.leerling_id)
            self.casus_id = casussen.begin(huis.kern, db, leerling, proces=proces, **vlaggen).id

    def taken(self, rol: Rol) -> dict[str, Any]:
        """The open tasks of a role by title."""
        lijst = lees_werklijst(self.huis.bron, self.streek.actors[rol])
        rows = (*lijst.te_laat, *lijst.deze_week, *lijst.later)
        return {row.titel: row for row in rows if row.casus_id == self.casus_id}

    def doe(self, rol: Rol, titel: str, **waarden: Any) -> None:
        """Complete a task with these values; dates and times may be text."""
        taken, actor = self.taken(rol), self.streek.actors[rol]
        assert titel in taken, f"{rol} heeft {sorted(taken)}"
        formulier = lees_taak(self.huis.bron, actor, taken[titel].id).formulier
        kinds = {veld.key: (veld.type, veld.subtype) for veld in formulier.invoer}
        assert set(waarden) <= set(kinds), set(waarden) - set(kinds)
        values = {key: _value(kinds[key], value) for key, value in waarden.items()}
        self.huis.taken.complete(taken[titel].id, Antwoorden.van(formulier, values), actor)

    def leest(self, rol: Rol, domein: str) -> str:
        """Everything this role reads in a domain, as one text."""
        try:
            beeld = lees_casus(self.huis.bron, self.streek.actors[rol], self.casus_id)
        except NietGevonden:
            return ""
        stukken = [stuk for found in beeld.domeinen if found.code == domein for stuk in found.stukken]
        return "\n".join(
            [text for stuk in stukken for _, text in stuk.vragen] + [s.bestand for s in stukken if s.bestand]
        )

    def rijen(self, soort: type) -> list[Any]:
        """All rows of a kind that belong to this casus, or to what belongs to it."""
        with self.huis.kern.database.reading(self.streek.actors[Rol.VC]) as db:
            rows = list(db.session.query(soort))
            db.session.expunge_all()
        return [row for row in rows if getattr(row, "casus_id", self.casus_id) == self.casus_id]

    def stand(self) -> Stand:
        """Where the route stands, and its flags."""
        with self.huis.kern.database.reading(self.streek.actors[Rol.VC]) as db:
            casus = casus_store.read_casus(db, self.casus_id)
            return self.huis.kern.engine.wake(verloop_van(casus), self.huis.now())

    def geboren(self, dag: str) -> None:
        """Make the pupil older or younger."""
        with self.huis.kern.database.transaction(self.streek.actors[Rol.VC]) as db:
            db.get(Leerling, self.streek.leerling_id).geboortedatum = date.fromisoformat(dag)


def _value(kind: tuple[str, str], value: Any) -> Any:
    if kind[0] == "datetime" and isinstance(value, str):
        return time.fromisoformat(value) if kind[1] == "time" else date.fromisoformat(value)
    return Decimal(str(value)) if kind[0] == "number" else value
