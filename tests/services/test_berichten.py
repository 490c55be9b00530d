"""Who is told what: whoever a task is for, a waarnemer, who must sign, who loses something; never who did it."""

from datetime import date

import pytest
from sqlalchemy import select, update

from casus.domain.actor import SYSTEEM
from casus.domain.bericht import SoortBericht
from casus.domain.fouten import NietGevonden, OngeldigeInvoer
from casus.domain.leerling import Leerling
from casus.domain.organisatie import Afwezigheid, Lidmaatschap
from casus.domain.rol import Rol
from casus.domain.techniek import Bericht, Job
from casus.overview.berichten import lees_berichten, tel_ongelezen
from casus.services import toestemmingen as service
from casus.services.berichten import stuur
from casus.services.casussen import begin
from casus.services.werkbank import Werkbank
from casus.storage import casussen, dossiers, jobs
from tests import lijsten
from tests.services.spoor import Spoor

TAAK = SoortBericht.TAAK


@pytest.fixture
def spoor(huis, streek):
    return Spoor(huis, streek, "casus")


def beoordeel(spoor):
    spoor.doe(Rol.VC, "Signaal beoordelen", zorgelijk="ja", toelichting="Vier keer ziek gemeld")


def verteld(huis, actor) -> list[tuple[str, bool]]:
    """Kind and whether it is new, of everything that a person was told, the oldest first."""
    with huis.kern.database.transaction(SYSTEEM) as db:
        query = select(Bericht).where(Bericht.persoon_id == actor.persoon_id).order_by(Bericht.op, Bericht.soort)
        return [(row.soort, row.gelezen_op is None) for row in db.session.scalars(query)]


def weg(huis, streek, rol, waarnemer, van="2026-08-31", tot="2026-09-04"):
    with huis.kern.database.transaction(SYSTEEM) as db:
        db.get(Lidmaatschap, streek.actors[rol].lidmaatschap_id).waarnemer_id = waarnemer.persoon_id
        db.add(
            Afwezigheid(
                persoon_id=streek.actors[rol].persoon_id, van=date.fromisoformat(van), tot=date.fromisoformat(tot)
            )
        )


def collega(huis, streek, naam, rol, plaats="school"):
    with huis.kern.database.transaction(SYSTEEM) as db:
        return streek.persoon(db, naam, rol, plaats)


def test_whoever_a_task_is_for_is_told_and_not_who_made_it_come(huis, streek, spoor):
    assert verteld(huis, streek.actors[Rol.VC]) == []  # Petra opened the casus herself
    beoordeel(spoor)
    assert verteld(huis, streek.actors[Rol.MEN]) == [(TAAK, True)]
    assert verteld(huis, streek.actors[Rol.VC]) == []


def test_a_task_that_nobody_made_come_is_told_too(huis, streek):
    with huis.kern.database.transaction(SYSTEEM) as db:
        begin(huis.kern, db, db.get(Leerling, streek.leerling_id))
    assert verteld(huis, streek.actors[Rol.VC]) == [(TAAK, True)]


def test_what_is_done_needs_no_reading(huis, streek, spoor):
    beoordeel(spoor)
    assert tel_ongelezen(huis.bron, streek.actors[Rol.MEN]) == 1
    spoor.doe(Rol.MEN, "Verzuimgesprek voeren", gesprek_op="2026-09-01", wat_gezien="Stil in de klas")
    assert (TAAK, False) in verteld(huis, streek.actors[Rol.MEN])
    assert tel_ongelezen(huis.bron, streek.actors[Rol.MEN]) == len(spoor.taken(Rol.MEN))


@pytest.mark.parametrize(
    ("rol", "plaats", "tot", "hoort"),
    [
        (Rol.MEN, "school", "2026-09-04", True),
        (Rol.MEN, "school", "2026-08-31", False),  # back again
        (Rol.DIR, "school", "2026-09-04", False),  # in another role the task cannot be known
        (Rol.MEN, "andere school", "2026-09-04", False),
    ],
)
def test_the_waarnemer_of_who_is_away_is_told_when_the_task_comes(huis, streek, spoor, rol, plaats, tot, hoort):
    wendy = collega(huis, streek, "Wendy Aal", rol, plaats)
    weg(huis, streek, Rol.MEN, wendy, tot=tot)
    beoordeel(spoor)
    assert verteld(huis, wendy) == ([(SoortBericht.WAARNEMING, True)] if hoort else [])
    assert verteld(huis, streek.actors[Rol.MEN]) == [(TAAK, True)]
    if hoort:
        assert lees_berichten(huis.bron, wendy).regels[0].naar == "taak"


@pytest.fixture
def advies(huis, streek):
    """A casus with an advice of the JGZ, and the question to share it with school."""
    casus_id = streek.casus()
    with huis.kern.database.transaction(streek.actors[Rol.JA]) as db:
        casus = casussen.read_casus(db, casus_id)
        dossiers.write_stuk(db, casus, "D09", {"vragen": []}, stap="advies")
        return service.vraag(huis.kern, db, casus, "delen_advies").id


def ondertekenaars(streek):
    return [streek.actors[Rol.OG], streek.tweede_ouder, streek.actors[Rol.LL]]


def test_everybody_who_must_sign_is_asked_once_and_an_answer_is_the_end_of_it(huis, streek, advies):
    vraag, olga = SoortBericht.TOESTEMMING_GEVRAAGD, streek.actors[Rol.OG]
    with huis.kern.database.transaction(streek.actors[Rol.JA]) as db:
        service.vraag(huis.kern, db, casussen.read_casus(db, streek.open_casus()), "delen_advies")
    assert [verteld(huis, who) for who in ondertekenaars(streek)] == [[(vraag, True)]] * 3
    assert lees_berichten(huis.bron, olga).regels[0].naar == "toestemmingen"
    huis.toestemmingen.geef(advies, olga, ja=True)
    assert [verteld(huis, who)[0][1] for who in ondertekenaars(streek)] == [False, True, True]
    huis.toestemmingen.geef(advies, streek.tweede_ouder, ja=False)
    assert [verteld(huis, who)[0][1] for who in ondertekenaars(streek)] == [False, False, False]


def test_a_withdrawal_is_told_to_who_loses_it_and_to_who_signed_and_says_no_more(huis, streek, advies, klok):
    gestopt = (SoortBericht.TOESTEMMING_GESTOPT, True)
    other = collega(huis, streek, "Wies Ver", Rol.VC)  # the same role, no part of this casus
    for who in ondertekenaars(streek):
        huis.toestemmingen.geef(advies, who, ja=True)
    klok.verder(hours=1)
    huis.toestemmingen.trek_in(advies, streek.tweede_ouder)
    huis.toestemmingen.trek_in(advies, streek.tweede_ouder)
    told = {
        who.naam: verteld(huis, who).count(gestopt) for who in [*streek.actors.values(), streek.tweede_ouder, other]
    }
    assert {naam for naam, count in told.items() if count} == {"Petra Kuiper", "Olga Jansma", "Fenna Jansma"}
    assert set(told.values()) == {0, 1}
    (regel,) = (r for r in lees_berichten(huis.bron, streek.actors[Rol.VC]).regels if "gestopt" in r.titel)
    assert "Vraag niet waarom" in regel.uitleg
    assert regel.naar == "casus"


def test_a_question_that_is_taken_back_before_it_opened_anything_is_no_news_for_the_receiver(huis, streek, advies):
    huis.toestemmingen.trek_in(advies, streek.tweede_ouder)
    gestopt = (SoortBericht.TOESTEMMING_GESTOPT, True)
    assert gestopt not in verteld(huis, streek.actors[Rol.VC])
    assert gestopt in verteld(huis, streek.actors[Rol.OG])


def test_work_that_failed_too_often_is_told_to_every_administrator_once_a_day(huis, streek, klok):
    tweede = collega(huis, streek, "Bea Heer", Rol.BEH, "swv")
    bank = Werkbank(huis.kern, {"stuk": lambda *_: 1 / 0})
    for key in ("een", "twee"):
        with huis.kern.database.transaction(SYSTEEM) as db:
            jobs.vraag_werk(db, "stuk", sleutel=key)
    klok.zet("2026-09-02", "06:00")
    for _ in range(jobs.POGINGEN):
        bank.alles()
        klok.verder(hours=1)
    for who in (streek.actors[Rol.BEH], tweede):
        assert verteld(huis, who) == [(SoortBericht.GEPARKEERD, True)]
    assert verteld(huis, streek.actors[Rol.FG]) == []


def test_work_that_kills_its_workers_is_told_too(huis, streek, klok):
    with huis.kern.database.transaction(SYSTEEM) as db:
        jobs.vraag_werk(db, "dodelijk")
        db.session.execute(update(Job).values(pogingen=jobs.POGINGEN, huur_tot=klok()))
    klok.verder(hours=1)
    huis.nachtwerk.ronde()
    assert (SoortBericht.GEPARKEERD, True) in verteld(huis, streek.actors[Rol.BEH])


def test_telling_somebody_takes_two_statements_with_mail_and_one_without(huis, streek):
    petra = streek.actors[Rol.VC].persoon_id
    for kern, count in ((huis.kern, 1), (with_mail(huis.kern), 2)):
        with huis.kern.database.transaction(SYSTEEM) as db:
            db.session.connection()
            with lijsten.vragen(huis) as asked:
                assert stuur(kern, db, petra, TAAK, sleutel=f"nieuw {count}")
            assert len(asked) == count
            with lijsten.vragen(huis) as asked:
                assert not stuur(kern, db, petra, TAAK, sleutel=f"nieuw {count}")
            assert len(asked) == 1


def with_mail(kern):
    return type(kern)(kern.database, kern.engine, kern.formulieren, post=True)


def test_messages_of_another_cannot_be_marked_and_what_came_later_stays_new(huis, streek, klok):
    petra, rik = streek.actors[Rol.VC], streek.actors[Rol.MEN]
    for key in ("een", "twee"):
        with huis.kern.database.transaction(SYSTEEM) as db:
            stuur(huis.kern, db, petra.persoon_id, TAAK, sleutel=key)
        klok.verder(minutes=1)
    first = lees_berichten(huis.bron, petra).regels[-1]
    with pytest.raises(NietGevonden):
        huis.berichten.gelezen(first.id, rik)
    huis.berichten.alles_gelezen(first.op.isoformat(), rik)
    assert tel_ongelezen(huis.bron, petra) == 2
    huis.berichten.alles_gelezen(first.op.isoformat(), petra)
    assert [regel.nieuw for regel in lees_berichten(huis.bron, petra).regels] == [True, False]
    for wrong in ("", "gisteren", "2026-09-01"):
        with pytest.raises(OngeldigeInvoer):
            huis.berichten.alles_gelezen(wrong, petra)
