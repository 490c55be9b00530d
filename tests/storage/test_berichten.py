"""The outbox on both databases: a message is there when what caused it is there, and goes once."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from casus.domain.actor import SYSTEEM
from casus.domain.bericht import SoortBericht
from casus.domain.casus import Taak
from casus.domain.organisatie import Afwezigheid, Lidmaatschap, Persoon
from casus.domain.rol import Rol
from casus.domain.techniek import Bericht, Job, Post
from casus.messages.brief import Briefpapier
from casus.messages.smtp import Mailserver
from casus.overview.berichten import lees_berichten, tel_ongelezen
from casus.services.berichten import POST, stuur
from casus.services.herinneringen import herinner
from casus.services.kern import Kern
from casus.services.post import Postbode, Postkantoor
from casus.services.werkbank import Werkbank
from casus.storage import berichten
from tests.factories import Streek
from tests.services.spoor import Spoor
from tests.smtp import postkamer


@pytest.fixture
def streek(huis_op_beide):
    return Streek.bouw(huis_op_beide)


@pytest.fixture
def kern(huis_op_beide):
    """An installation that sends mail."""
    kern = huis_op_beide.kern
    return Kern(kern.database, kern.engine, kern.formulieren, post=True)


def vertel(kern, streek, sleutel="een", rol=Rol.VC, soort=SoortBericht.TAAK):
    with kern.database.transaction(SYSTEEM) as db:
        return stuur(kern, db, streek.actors[rol].persoon_id, soort, sleutel=sleutel)


def aantallen(kern):
    with kern.database.reading(SYSTEEM) as db:
        return tuple(db.session.scalar(select(func.count()).select_from(kind)) for kind in (Bericht, Job))


def test_a_message_of_a_transaction_that_fails_was_never_told(kern, streek):
    with pytest.raises(RuntimeError), kern.database.transaction(SYSTEEM) as db:
        assert stuur(kern, db, streek.actors[Rol.VC].persoon_id, SoortBericht.TAAK, sleutel="een")
        raise RuntimeError
    assert aantallen(kern) == (0, 0)


def test_telling_twice_under_one_key_is_telling_once(kern, streek):
    assert vertel(kern, streek)
    assert not vertel(kern, streek)
    assert not vertel(kern, streek, rol=Rol.MEN)
    assert aantallen(kern) == (1, 1)
    with kern.database.reading(SYSTEEM) as db:
        job = db.session.scalars(select(Job)).one()
        ident = db.session.scalars(select(Bericht.id)).one()
        assert (job.soort, job.sleutel, job.gegevens) == (POST, "post:een", {"bericht": str(ident)})


def test_many_who_tell_the_same_at_once_tell_it_once(kern, streek):
    start, new = Barrier(6), []

    def tell():
        start.wait(10)
        new.append(vertel(kern, streek, "samen"))

    people = [Thread(target=tell) for _ in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join(60)
    assert sorted(new) == [False] * 5 + [True]
    assert aantallen(kern) == (1, 1)


def test_a_message_goes_from_the_transaction_of_the_task_to_the_mail_server(kern, streek, huis_op_beide):
    spoor = Spoor(huis_op_beide, streek, "casus")
    object.__setattr__(huis_op_beide.taken, "kern", kern)
    with kern.database.transaction(SYSTEEM) as db:
        db.get(Persoon, streek.actors[Rol.MEN].persoon_id).email = "rik@school.nl"
    spoor.doe(Rol.VC, "Signaal beoordelen", zorgelijk="ja", toelichting="Vier keer ziek gemeld")
    with postkamer() as kamer:
        papier = Briefpapier.van("casus@swv.nl", "https://casus.swv.nl", huis_op_beide.settings.keys.parent)
        bode = Postbode(Postkantoor(Mailserver.van_url(kamer.url), papier))
        assert Werkbank(kern, {}, {POST: bode}).alles() == 1
        assert [mail["To"] for mail in kamer.brieven] == ["rik@school.nl"]
    with kern.database.reading(SYSTEEM) as db:
        row = db.session.scalars(select(Bericht)).one()
        assert (row.post, row.post_op is not None, row.taak_id is not None) == (Post.VERZONDEN, True, True)
        assert berichten.tel_post(db) == {Post.VERZONDEN: 1}


def test_pages_of_messages_are_the_newest_first_and_the_count_is_of_what_is_new(kern, streek, klok, huis_op_beide):
    petra = streek.actors[Rol.VC]
    for number in range(30):
        vertel(kern, streek, f"n{number}", soort=SoortBericht.GEPARKEERD)
        klok.verder(minutes=1)
    first, second = (lees_berichten(huis_op_beide.bron, petra, page) for page in (1, 2))
    assert [len(first.regels), len(second.regels), first.meer, second.meer] == [25, 5, True, False]
    moments = [regel.op for regel in (*first.regels, *second.regels)]
    assert moments == sorted(moments, reverse=True)
    huis_op_beide.berichten.alles_gelezen(second.tot, petra)
    assert tel_ongelezen(huis_op_beide.bron, petra) == 25
    assert lees_berichten(huis_op_beide.bron, petra, 10**30).regels == ()
    with kern.database.transaction(SYSTEEM) as db:
        assert len(berichten.bekende_sleutels(db, [f"n{n}" for n in range(2000)])) == 30


def test_reminders_and_the_waarnemer_on_both_databases(kern, streek, klok, huis_op_beide):
    rik = streek.actors[Rol.MEN]
    with kern.database.transaction(SYSTEEM) as db:
        wendy = streek.persoon(db, "Wendy Aal", Rol.MEN, "school")
        db.get(Lidmaatschap, rik.lidmaatschap_id).waarnemer_id = wendy.persoon_id
        db.add(Afwezigheid(persoon_id=rik.persoon_id, van=date(2026, 8, 31), tot=date(2026, 12, 1)))
    spoor = Spoor(huis_op_beide, streek, "casus")
    spoor.doe(Rol.VC, "Signaal beoordelen", zorgelijk="ja", toelichting="Vier keer ziek gemeld")
    with kern.database.reading(SYSTEEM) as db:
        termijn = db.session.scalars(select(Taak.termijn).where(Taak.rol == Rol.MEN)).one()
    klok.zet(str(termijn + timedelta(days=14)))
    with kern.database.transaction(SYSTEEM) as db:
        herinner(kern, db, {})
    soorten = [regel.titel for regel in lees_berichten(huis_op_beide.bron, wendy).regels]
    assert len(soorten) == 2
    assert lees_berichten(huis_op_beide.bron, rik).regels[0].naar == "taak"
