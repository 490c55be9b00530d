"""The region is made once: a story reads it, a test that changes it gets a copy."""

from contextlib import nullcontext
from dataclasses import replace

import pytest

from casus.demo.afwezig import maak_verzuim
from casus.demo.cijfers import lees_cijfers
from casus.demo.start import Demo
from casus.demo.streek import maak_streek
from casus.demo.verhalen import lees_verhalen, verdeel
from casus.settings import Settings


def stil(items, label):
    """A progress bar that shows nothing."""
    return nullcontext(items)


def klein():
    """The region with a tenth of its pupils: the same schools, people and stories."""
    cijfers = lees_cijfers()
    plekken = tuple(replace(plek, leerlingen=plek.leerlingen // 10) for plek in cijfers.plekken)
    return replace(cijfers, plekken=plekken)


def demo_in(folder) -> Demo:
    return Demo(Settings.from_environment({"CASUS_MAP": str(folder)}), klein())


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo with all its stories, loaded."""
    stage = demo_in(tmp_path_factory.mktemp("demo"))
    assert stage.maak_klaar(stil)
    yield stage
    stage.huis.kern.database.close()


class Gemaakt:
    """What the generator makes, before anything is kept."""

    def __init__(self) -> None:
        self.cijfers = lees_cijfers()
        self.streek = maak_streek(self.cijfers, "hash")
        self.verhalen, self.teksten = lees_verhalen()
        self.loten = verdeel(self.streek, self.verhalen)
        self.verzuim = maak_verzuim(self.streek, {lot.kind.leerling.id: lot.reeksen for lot in self.loten})


@pytest.fixture(scope="session")
def gemaakt():
    return Gemaakt()


def pytest_collection_modifyitems(items):
    """On one worker: making the region takes longer than the tests."""
    for item in items:
        if "/demo/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("demo"))
