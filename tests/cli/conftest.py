"""An installation in a folder, as the commands find it."""

from contextlib import contextmanager

import pytest

from casus.app import open_house
from casus.domain.organisatie import Organisatie, SoortOrganisatie
from casus.settings import Settings


@contextmanager
def huis(folder):
    """The house of an installation, closed afterwards."""
    house = open_house(Settings.from_environment({"CASUS_MAP": str(folder)}))
    try:
        yield house
    finally:
        house.kern.database.close()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of an installation with one school."""
    monkeypatch.setenv("CASUS_MAP", str(tmp_path))
    with huis(tmp_path) as house:
        house.beheer.voeg_toe([Organisatie(soort=SoortOrganisatie.SCHOOL, naam="School Voorbeeld", code="school")])
    return tmp_path
