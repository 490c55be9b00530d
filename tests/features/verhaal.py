"""The story that a scenario tells: who acts, what they read, where it stands."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from casus.domain.actor import SYSTEEM
from casus.domain.fouten import CasusFout, NietGevonden
from casus.domain.rol import Rol
from casus.forms import Antwoorden
from casus.overview import lees_casus, lees_taak, lees_werklijst
from casus.overview.casus_delen import read_deel
from casus.overview.radar import lees_radar
from casus.overview.sturen import BERICHTEN
from casus.policy.doelen import DOELEN
from casus.policy.noodknop import NOOD
from casus.services.casussen import meld
from casus.services.noodknop import Vraag
from casus.signals import naam_van
from casus.storage import casussen, toestemmingen

ROLLEN = {
    "mentor": Rol.MEN, "vakdocent": Rol.VAK, "verzuimcoördinator": Rol.VC, "directie": Rol.DIR, "jeugdarts": Rol.JA,
    "leerplichtambtenaar": Rol.LPA, "SWV-consulent": Rol.SWC, "SWV-monitor": Rol.SWM, "aandachtsfunctionaris": Rol.AFS,
    "functionaris gegevensbescherming": Rol.FG, "ouder": Rol.OG, "leerling": Rol.LL,
}  # fmt: skip


class Verhaal:
    """Where the story stands: the region, the casus, and what went wrong last."""

    def __init__(self, huis, streek, klok) -> None:
        self.huis, self.streek, self.klok = huis, streek, klok
        self.casus_id = None
        self.fout: CasusFout | None = None

    def actor(self, rol: str):
        if rol == "waarnemend arts":
            return self.streek.waarnemer
        return self.streek.tweede_ouder if rol == "andere ouder" else self.streek.actors[ROLLEN[rol]]

    def toestemming(self, naam: str):
        """The consent that runs for a purpose, called by its name."""
        doel = next(code for code, doel in DOELEN.items() if doel.naam == naam)
        with self.huis.kern.database.reading(SYSTEEM) as db:
            return toestemmingen.find_lopend(db, self.casus_id, doel).id

    def taken(self, rol: str) -> dict:
        lijst = lees_werklijst(self.huis.bron, self.actor(rol))
        return {regel.titel: regel for regel in (*lijst.te_laat, *lijst.deze_week, *lijst.later)}

    def rond_af(self, rol: str, titel: str, antwoorden: dict[str, str]) -> None:
        taken = self.taken(rol)
        assert titel in taken, f"{rol} heeft {sorted(taken)}"
        beeld = lees_taak(self.huis.bron, self.actor(rol), taken[titel].id)
        self.huis.taken.complete(beeld.id, fill(beeld.formulier, antwoorden), self.actor(rol))

    def beslis(self, rol: str, doel: str, *, ja: bool) -> None:
        self.huis.toestemmingen.geef(self.toestemming(doel), self.actor(rol), ja=ja)

    def lees_in(self, *regels: str) -> None:
        """Absence comes in, and the story follows the casus that it may begin."""
        assert self.streek.verzuim(*regels).gelukt
        self.volg()

    def volg(self) -> None:
        self.casus_id = self.streek.open_casus() or self.casus_id

    def signalen(self) -> dict[str, str]:
        """Name of a signal to the first day on which it was known."""
        return {naam_van(code): dag for code, dag in self.streek.signalen().items()}

    def vertel(self, bericht: str) -> None:
        """Let the casus hear that something happened."""
        with self.huis.kern.database.transaction(SYSTEEM) as db:
            assert meld(self.huis.kern, db, casussen.read_casus(db, self.casus_id), bericht)

    def trek_in(self, rol: str, doel: str) -> None:
        self.klok.verder(minutes=1)
        self.huis.toestemmingen.trek_in(self.toestemming(doel), self.actor(rol))

    def stuur(self, rol: str, bericht: str) -> None:
        """Tell the casus from its page that something happened: `bericht` as the page names it."""
        code = next(code for code, (_, naam, _) in BERICHTEN.items() if naam == bericht)
        self.huis.sturen.stuur(self.casus_id, code, self.actor(rol))

    def noodknop(self, rol: str, reden: str, naam: str = "Fenna Jansma") -> None:
        """Press the noodknop for a pupil of 9 March 2013; `reden` as the page says it."""
        code = next(code for code, text in NOOD.redenen.items() if text == reden)
        vraag = Vraag(naam=naam, geboren=date(2013, 3, 9))
        self.huis.noodknop.druk(vraag, code, "Dit kan niet wachten tot morgen.", self.actor(rol))

    def beeld(self, rol: str):
        return lees_casus(self.huis.bron, self.actor(rol), self.casus_id)

    def beeld_van_logboek(self, rol: str):
        return lees_casus(self.huis.bron, self.actor(rol), self.casus_id, read_deel("logboek"))

    def kent(self, rol: str) -> bool:
        """Somebody may know that the casus is there."""
        try:
            self.beeld(rol)
        except NietGevonden:
            return False
        return True

    def leest(self, rol: str, domein: str) -> list[str]:
        """What somebody reads in a data domain, answer by answer."""
        found = self.beeld(rol).domeinen if self.kent(rol) else ()
        return [text for d in found if d.code == domein for stuk in d.stukken for _, text in stuk.vragen]

    def alles_van(self, rol: str) -> str:
        """Everything that the casus shows to somebody, as one text."""
        return repr(self.beeld(rol)) if self.kent(rol) else ""

    def lijsten_van(self, rol: str) -> str:
        """Everything that the lists outside the casus show to somebody, as one text."""
        try:
            radar = repr(lees_radar(self.huis.bron, self.actor(rol)))
        except CasusFout:  # the radar is for the SWV
            radar = ""
        return radar + repr(lees_werklijst(self.huis.bron, self.actor(rol)))


def fill(formulier, antwoorden: dict[str, str]) -> Antwoorden:
    """Answers by question and choice as a person reads them, to answers by key."""
    by_label = {veld.label: veld for veld in formulier.invoer}
    unknown = set(antwoorden) - set(by_label)
    assert not unknown, f"{formulier.id} vraagt {sorted(by_label)}, niet {sorted(unknown)}"
    return Antwoorden.van(formulier, {by_label[k].key: value_of(by_label[k], v) for k, v in antwoorden.items()})


def value_of(veld, text: str):
    """What a person says, as the value of the field."""
    choices = {label: value for value, label in veld.keuzes}
    if veld.type == "checklist":
        return [choices[item.strip()] for item in text.split(";")]
    if veld.keuzes:
        return choices[text]
    if veld.type == "checkbox":
        return text == "ja"
    if veld.type == "number":
        return Decimal(text)
    if veld.type == "datetime":
        return time.fromisoformat(text) if veld.subtype == "time" else date.fromisoformat(text)
    return text
