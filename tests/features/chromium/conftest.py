"""The same scenarios in a real browser: what people do and read goes through their own login and pages."""

import re

import pytest
from playwright.sync_api import expect

from casus.overview import lees_taak
from casus.overview.casus_delen import DELEN
from tests.browser.conftest import adres, meld_aan, pagina  # noqa: F401
from tests.features.verhaal import Verhaal

KLAAR = re.compile("De taak is afgerond")
NIET_GEVONDEN = 404


class BrowserVerhaal(Verhaal):
    """As Verhaal, but completing a task, deciding and reading is clicking and typing."""

    def __init__(self, huis, streek, klok, open_page) -> None:
        super().__init__(huis, streek, klok)
        self._open_page, self._pages = open_page, {}

    def op(self, rol: str, pad: str):
        """Somebody's own browser on a page; whose session is over logs in again."""
        naam = self.actor(rol).naam
        if naam not in self._pages:
            self._pages[naam] = self._open_page(naam=naam)
        page = self._pages[naam]
        answer = page.goto(pad)
        if page.get_by_role("button", name="Aanmelden").count():
            meld_aan(page, naam)
            answer = page.goto(pad)
        return page, answer.status

    def rond_af(self, rol, titel, antwoorden) -> None:
        taken = self.taken(rol)
        assert titel in taken, f"{rol} heeft {sorted(taken)}"
        beeld = lees_taak(self.huis.bron, self.actor(rol), taken[titel].id)
        page, _ = self.op(rol, "/")
        page.locator(f"a[href$='{beeld.id}']").get_by_text(titel, exact=True).click()
        for veld in beeld.formulier.invoer:
            if veld.label in antwoorden:
                fill(page, veld, antwoorden[veld.label])
                # other questions may come or go
                expect(page.locator("form[aria-busy=true]")).to_have_count(0)
        if beeld.voorbeeld:
            page.get_by_role("button", name="Verder: bekijk wie wat leest").click()
        page.get_by_role("button", name="Opslaan en afronden").click()
        expect(page.get_by_role("status")).to_have_text(KLAAR)

    def beslis(self, rol, doel, *, ja) -> None:
        page, _ = self.op(rol, "/toestemmingen")
        page.get_by_role("link", name=doel, exact=True).click()
        page.get_by_role("button", name="Ja, dat mag" if ja else "Nee, liever niet").click()
        expect(page.get_by_text("Je hebt ja gezegd" if ja else "Je hebt nee gezegd")).to_be_visible()

    def trek_in(self, rol, doel) -> None:
        self.klok.verder(minutes=1)
        page, _ = self.op(rol, "/toestemmingen")
        page.get_by_role("link", name=f"Ik trek mijn toestemming in: {doel}").click()
        page.get_by_role("button", name="Ik trek mijn toestemming in").click()
        expect(page.get_by_text("Je toestemming is ingetrokken")).to_be_visible()

    def stuur(self, rol, bericht) -> None:
        page, _ = self.op(rol, f"/casussen/{self.casus_id}/sturen")
        page.get_by_label(bericht, exact=True).check()
        page.get_by_role("button", name="Verder").click()
        expect(page.get_by_text("De casus is bijgewerkt")).to_be_visible()

    def kent(self, rol) -> bool:
        return self.op(rol, f"/casussen/{self.casus_id}")[1] != NIET_GEVONDEN

    def leest(self, rol, domein) -> list[str]:
        deel = next(deel.code for deel in DELEN if domein in deel.domeinen)
        page, _ = self.op(rol, f"/casussen/{self.casus_id}?deel={deel}")
        return page.locator(f"section[aria-labelledby='d-{domein}'] article > dl dd").all_inner_texts()

    def alles_van(self, rol) -> str:
        paden = [f"/casussen/{self.casus_id}?deel={deel.code}" for deel in DELEN] if self.kent(rol) else []
        return "".join(self.op(rol, pad)[0].content() for pad in paden)

    def lijsten_van(self, rol) -> str:
        return "".join(self.op(rol, pad)[0].content() for pad in ("/", "/casussen", "/swv"))


def fill(page, veld, text) -> None:
    """Answer one question as a person does; a question may say that it need not be answered."""
    asked = re.compile(rf"^\s*{re.escape(veld.label)}\s*(\(niet verplicht\))?\s*$")
    if veld.type in ("radio", "checklist"):
        group = page.get_by_role("group", name=asked)
        for choice in text.split("; "):
            group.get_by_label(choice, exact=True).check()
    elif veld.type == "checkbox":
        page.get_by_label(asked).set_checked(text == "ja")
    elif veld.type == "select":
        page.get_by_label(asked).select_option(label=text)
    else:
        page.get_by_label(asked).fill(text)


@pytest.fixture
def verhaal(huis, streek, klok, pagina):  # noqa: F811
    return BrowserVerhaal(huis, streek, klok, pagina)
