"""How what was kept in Dutch reads on a page in the language of its reader."""

import pytest
from flask_babel import force_locale

from casus.web.filters import antwoord


@pytest.fixture
def lees(app):
    def read(text, taal="nl"):
        with app.test_request_context("/"), force_locale(taal):
            return antwoord(text)

    return read


@pytest.mark.parametrize(
    ("bewaard", "nl", "en"),
    [
        ("2026-11-20", "20 november 2026", "20 November 2026"),
        ("2026-11-20T09:30", "20 november 2026 09:30", "20 November 2026 09:30"),
        ("Ja, open een casus", "Ja, open een casus", "Yes, open a case"),
        ("4", "4", "4"),
        ("", "", ""),
        ("2026-13-40", "2026-13-40", "2026-13-40"),
        ("Op 2026-11-20 gebeld", "Op 2026-11-20 gebeld", "Op 2026-11-20 gebeld"),
        ("Ja, maar alleen op maandag", "Ja, maar alleen op maandag", "Ja, maar alleen op maandag"),
    ],
)
def test_days_and_choices_are_said_and_what_people_wrote_stays(lees, bewaard, nl, en):
    assert (lees(bewaard), lees(bewaard, "en")) == (nl, en)
