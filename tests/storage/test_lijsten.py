"""The lists read the same on SQLCipher and on PostgreSQL: pages, counts and choices are made in the database."""

from casus.domain.leerling import Leerling
from casus.domain.rol import Rol
from casus.overview.lijst import lees_casussen
from casus.overview.maandag import lees_maandag
from casus.overview.melding import lees_meldingen
from casus.overview.pagina import PER
from casus.overview.radar import lees_radar
from casus.overview.signalen import Signaalfilter, lees_signalen
from casus.overview.werklijst import Filter, lees_werklijst
from casus.storage import casussen
from tests import lijsten
from tests.factories import Streek


def test_pages_counts_and_choices_on_both_databases(huis_op_beide):
    streek = Streek.bouw(huis_op_beide)
    bron, petra = huis_op_beide.bron, streek.actors[Rol.VC]
    ids = lijsten.casussen(streek, PER + 2)
    with huis_op_beide.kern.database.transaction(petra) as db:
        for place, ident in enumerate(ids):
            pupil = db.get(Leerling, casussen.read_casus(db, ident).leerling_id)
            lijsten.signaal(db, streek, pupil.id, ident, "uren16" if place else "uren16_bijna")
            lijsten.verzuim(db, streek, pupil.id, 2)
    chosen = Filter(tekst="kind test", school=streek.organisaties["school"], van_mij=True)
    taken = lees_werklijst(bron, petra, chosen, "2")
    assert (taken.aantal, taken.totaal, len(taken.regels), len(taken.casussen)) == (PER + 2, PER + 2, 2, PER + 2)
    assert [groep.aantal for groep in taken.groepen] == [0, 0, PER + 2]
    assert len(lees_casussen(bron, petra, pagina="9").regels) == 2
    signalen = lees_signalen(bron, petra, Signaalfilter(naam="KIND", regel="uren16", stand="open"), "2")
    assert (signalen.wachtend, signalen.bijna, signalen.open[-1].bijna, signalen.open[-1].dagen) == (
        PER + 1,
        1,
        True,
        2,
    )
    maandag = lees_maandag(bron, petra)
    assert (len(maandag.kaarten), maandag.pagina.aantal, maandag.later) == (10, PER + 2 - 10, 1)
    assert maandag.kaarten[0].gemist == 2
    assert lees_radar(bron, streek.actors[Rol.SWM], "2").pagina.nummer == 2
    assert lees_meldingen(bron, streek.actors[Rol.LPA]).regels == ()
