"""Every text on a screen has its English; texts of models and forms are counted apart."""

from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "casus/web/translations/en/LC_MESSAGES/messages.po"
FIELD = ("workflows/", "forms/")


@pytest.fixture(scope="module")
def teksten(tmp_path_factory):
    """All texts in code, templates, models and forms, with the files they stand in."""
    pot = tmp_path_factory.mktemp("teksten") / "teksten.pot"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(
            ["pybabel", "-q", "extract", "-F", "babel.cfg", "--ignore-dirs=.*", "-k", "N_", "-o", str(pot), "."]
        )  # fmt: skip
    with pot.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def untranslated(messages):
    with ENGLISH.open("rb") as file:
        known = read_po(file)
    return [message.id for message in messages if not _done(known.get(message.id))]


def _done(message) -> bool:
    return message is not None and (all(message.string) if isinstance(message.string, tuple) else bool(message.string))


def of_the_field(message) -> bool:
    return all(path.startswith(FIELD) for path, _ in message.locations)


def test_every_text_of_the_frame_and_the_pages_is_in_english(teksten):
    assert untranslated(message for message in teksten if not of_the_field(message)) == []


def test_every_text_of_models_and_forms_is_in_english(teksten):
    assert untranslated(message for message in teksten if of_the_field(message)) == []


def test_names_in_a_translation_are_those_of_the_text():
    with ENGLISH.open("rb") as file:
        for message in read_po(file):
            if message.id and message.string:
                assert list(message.check()) == [], message.id


def test_texts_of_the_field_are_found(teksten):
    texts = {message.id for message in teksten}
    assert {"Signaal beoordelen", "Is dit verzuim zorgelijk?", "Nee, sluit het signaal", "auditlog"} <= texts
    assert {"Kies of dit verzuim zorgelijk is", "Hoofdmenu"} <= texts
