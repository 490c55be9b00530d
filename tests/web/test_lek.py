"""The leak test: every domain of a casus holds a marker, every page is fetched as every role.

What a role may read is recomputed here from the table's own rows and from facts set up by hand, not
by the code under test.
"""

import io
import re
import zipfile

import pytest

from casus.domain.rol import Rol
from casus.policy import TABEL
from casus.storage import casussen, dossiers
from tests.web.test_routes import paths

MARKER = re.compile(r"GEHEIM-(D\d\d)-\d+")


@pytest.fixture
def gevulde_casus(huis, streek):
    """A casus in which each data domain holds a unique marker, written by the coordinator."""
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        casus = casussen.read_casus(db, casus_id)
        for number, code in enumerate(TABEL.domeinen):
            mark = f"GEHEIM-{code}-{number}"
            dossiers.write_stuk(db, casus, code, {"vragen": [["k", "Vraag", mark, mark]]}, stap="signaal_beoordelen")
    return casus_id


def may_read(rol: Rol) -> set[str]:
    """The domains open to a role on this casus: school roles with a grant, pupil of 13, no consent, no plan.

    Everything was written by the coordinator, so `eigen` holds for no personal role and for no
    organisation but the school.
    """
    with_grant = {Rol.MEN, Rol.VAK, Rol.VC, Rol.DIR, Rol.ADM, Rol.OG, Rol.LL}
    organisation = {"eigen"} if rol in (Rol.VC, Rol.DIR, Rol.ADM) else set()
    person = {"eigen"} if rol is Rol.VC else set()
    shielded = {"niet_afgeschermd"} | ({"ingeschreven"} if rol in (Rol.VC, Rol.DIR) else set())
    return {
        regel.domein
        for regel in TABEL.regels
        if regel.rol == rol
        and rol in with_grant
        and regel.handeling == "lezen"
        and regel.antwoord == "ja"
        and 13 in regel.leeftijd
        and set(regel.als) <= (person if regel.domein in ("D23", "D24") else organisation) | shielded
    }


def text_of(answer) -> str:
    """What a reader can find in an answer: a spreadsheet is a zip of texts."""
    if not answer.mimetype.startswith("application/vnd"):
        return answer.get_data(as_text=True)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("rol", list(Rol))
def test_no_page_shows_a_marker_that_the_table_denies(app, gevulde_casus, bezoeker, rol):
    visitor = bezoeker(rol)
    seen = set()
    for _, path in paths(app, gevulde_casus):
        answer = visitor.get(path)
        text = text_of(answer) + str(answer.headers)
        seen |= set(MARKER.findall(text))
    assert seen - may_read(rol) == set()
    if may_read(rol):
        assert seen == may_read(rol)


def test_markers_are_in_no_repr_and_no_log(gevulde_casus, huis, streek, caplog):
    with huis.kern.database.transaction(streek.actors[Rol.VC]) as db:
        rows = dossiers.list_stukken(db, gevulde_casus, dossiers.Dossierstuk.domein.is_not(None))
        assert rows
        assert not MARKER.search(repr(rows))
    assert not MARKER.search(caplog.text)
    assert not MARKER.search((huis.settings.keys.parent / "casus.db").read_bytes().decode("latin-1"))
