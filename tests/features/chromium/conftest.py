"""The same scenarios in a real browser: what people do goes through their own login and pages."""

import pytest

from casus.overview import lees_taak
from tests.browser.conftest import adres, pagina  # noqa: F401
from tests.features.conftest import ROLLEN, Verhaal

DONE = "De taak is afgerond"


class BrowserVerhaal(Verhaal):
    """As Verhaal, but completing a task is clicking and typing."""

    def __init__(self, huis, streek, klok, open_page) -> None:
        super().__init__(huis, streek, klok)
        self.pagina = open_page

    def rond_af(self, rol, titel, antwoorden) -> None:
        taken = self.taken(rol)
        assert titel in taken, f"{rol} heeft {sorted(taken)}"
        formulier = lees_taak(self.huis.bron, self.actor(rol), taken[titel].id).formulier
        page = self.pagina(ROLLEN[rol])
        page.get_by_role("link", name=titel, exact=True).first.click()
        for veld in formulier.invoer:
            if veld.label in antwoorden:
                fill(page, veld, antwoorden[veld.label])
            if veld.key in formulier.bepalend:  # other questions may come or go: let them
                page.wait_for_timeout(400)
        for _ in range(2):  # a task with a preview asks once more
            page.get_by_role("button", name="Opslaan en afronden").click()
            if page.get_by_text(DONE).count():
                break
        assert page.get_by_text(DONE).is_visible(), page.locator("main").inner_text()
        page.context.close()

    def beslis(self, rol, doel, *, ja) -> None:
        page = self.pagina(naam=self.actor(rol).naam)
        page.goto("/toestemmingen")
        page.get_by_role("link", name=doel, exact=True).click()
        page.get_by_role("button", name="Ja, dat mag" if ja else "Nee, liever niet").click()
        assert page.get_by_text("Je hebt ja gezegd" if ja else "Je hebt nee gezegd").is_visible()
        page.context.close()


def fill(page, veld, text) -> None:
    """Answer one question as a person does."""
    if veld.type in ("radio", "checklist"):
        group = page.get_by_role("group", name=veld.label)
        for choice in text.split("; "):
            group.get_by_label(choice, exact=True).check()
    elif veld.type == "checkbox":
        page.get_by_label(veld.label, exact=True).set_checked(text == "ja")
    elif veld.type == "select":
        page.get_by_label(veld.label, exact=True).select_option(label=text)
    else:
        page.get_by_label(veld.label, exact=True).fill(text)


@pytest.fixture
def verhaal(huis, streek, klok, pagina):  # noqa: F811
    return BrowserVerhaal(huis, streek, klok, pagina)
