"""Mail goes through a real mail server: taken, refused, tried again, sent twice under one name, come back."""

import datetime as dt
import smtplib
import ssl
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from casus.app import open_house
from casus.domain.actor import SYSTEEM
from casus.domain.bericht import SoortBericht
from casus.domain.fouten import OngeldigeInvoer
from casus.domain.organisatie import Persoon
from casus.domain.rol import Rol
from casus.domain.techniek import Bericht, Job, Post
from casus.messages.smtp import Mailserver
from casus.services.berichten import POST, stuur
from casus.services.werkbank import GEDULD
from casus.storage import jobs
from tests.factories import Streek
from tests.smtp import postkamer

PETRA = "petra.kuiper@school.nl"


@pytest.fixture
def kamer():
    with postkamer() as server:
        yield server


def huis_met_post(huis, klok, kamer, **extra):
    """The same database, by an installation that sends mail."""
    mail = {"smtp_url": f"{kamer.url}?wacht=1", "afzender": "Casus <casus@swv.nl>", "adres": "https://casus.swv.nl"}
    return open_house(replace(huis.settings, **mail | extra), klok)


@pytest.fixture
def post(huis, klok, kamer):
    """A region in an installation that sends mail; Petra has an address."""
    house = huis_met_post(huis, klok, kamer)
    streek = Streek.bouw(house)
    zet_adres(streek, Rol.VC, PETRA)
    yield streek
    house.kern.database.close()


def zet_adres(streek, rol, adres, **rest):
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        person = db.get(Persoon, streek.actors[rol].persoon_id)
        person.email = adres
        for name, value in rest.items():
            setattr(person, name, value)


def vertel(streek, rol=Rol.VC, sleutel="een", soort=SoortBericht.TAAK):
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        stuur(streek.huis.kern, db, streek.actors[rol].persoon_id, soort, sleutel=sleutel)


def werk(streek):
    return streek.huis.nachtwerk.werkbank.alles()


def bericht(streek, sleutel="een"):
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        return db.session.scalars(select(Bericht).where(Bericht.sleutel == sleutel)).one()


def job(streek):
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        return db.session.scalars(select(Job).where(Job.soort == POST)).one()


def klopt_adres(streek, rol=Rol.VC):
    with streek.huis.kern.database.transaction(SYSTEEM) as db:
        return db.get(Persoon, streek.actors[rol].persoon_id).email_fout_op is None


def test_a_message_goes_by_mail_to_its_person_and_says_only_that_it_is_there(post, kamer):
    vertel(post)
    assert (bericht(post).post, kamer.post) == (Post.WACHT, [])
    werk(post)
    (mail,) = kamer.brieven
    row = bericht(post)
    assert (mail["To"], mail["Message-ID"]) == (PETRA, f"<{row.id}@casus.swv.nl>")
    assert f"https://casus.swv.nl/berichten/{row.id}" in mail.get_body(("plain",)).get_content()
    assert (row.post, row.post_op is not None) == (Post.VERZONDEN, True)
    assert kamer.gehoord[:3] == ["ehlo casus.swv.nl", "mail FROM:<casus@swv.nl>", f"rcpt TO:<{PETRA}>"]


def test_whoever_read_it_has_no_address_or_left_gets_no_mail(post, kamer):
    vertel(post, Rol.VC, "gelezen")
    post.huis.berichten.gelezen(bericht(post, "gelezen").id, post.actors[Rol.VC])
    vertel(post, Rol.MEN, "geen adres")
    zet_adres(post, Rol.DIR, "daan@school.nl", actief=False)
    vertel(post, Rol.DIR, "weg")
    assert werk(post) == 3
    assert [bericht(post, key).post for key in ("gelezen", "geen adres", "weg")] == [Post.GEEN] * 3
    assert kamer.post == []


@pytest.mark.parametrize("adres", ["petra", "petra@school.nl\r\nBcc: iemand@elders.nl", "é@school.nl"])
def test_an_address_that_nobody_can_have_is_refused_before_it_is_tried(post, kamer, adres):
    zet_adres(post, Rol.VC, adres)
    vertel(post)
    assert werk(post) == 1
    assert (bericht(post).post, klopt_adres(post), kamer.gehoord) == (Post.GEWEIGERD, False, [])


def test_a_receiver_that_is_refused_for_good_is_not_tried_again(post, kamer):
    kamer.gedrag = "weigert"
    vertel(post)
    assert werk(post) == 1
    assert (bericht(post).post, klopt_adres(post)) == (Post.GEWEIGERD, False)
    assert job(post).klaar_op is not None


@pytest.mark.parametrize("gedrag", ["later", "dicht", "leest_en_weigert"])
def test_a_server_that_does_not_take_it_now_is_asked_again_and_nobody_is_blamed(post, kamer, klok, gedrag):
    kamer.gedrag = gedrag
    vertel(post)
    werk(post)
    assert (bericht(post).post, klopt_adres(post)) == (Post.WACHT, True)
    assert job(post).vanaf - klok() == GEDULD[POST]
    kamer.gedrag = "neemt_aan"
    klok.verder(minutes=5)
    werk(post)
    assert bericht(post).post is Post.VERZONDEN


def test_a_server_that_is_silent_is_left_in_time(post, kamer, klok):
    kamer.gedrag = "zwijgt"
    vertel(post)
    begun = dt.datetime.now(dt.UTC)
    werk(post)
    assert dt.datetime.now(dt.UTC) - begun < timedelta(seconds=8)
    assert job(post).fout in ("TimeoutError", "SMTPServerDisconnected")


def test_a_server_that_is_away_is_tried_for_hours_and_then_the_administrator_hears_so_without_mail(post, kamer, klok):
    url = kamer.url
    kamer.server_close()
    zet_adres(post, Rol.BEH, "ben@swv.nl")
    vertel(post)
    begun = klok()
    for _ in range(jobs.POGINGEN):
        assert werk(post) == 1
        klok.verder(hours=1)
    assert (job(post).geparkeerd_op - begun) >= timedelta(hours=4)
    told = bericht(post, f"geparkeerd:post:{begun.date()}:{post.actors[Rol.BEH].persoon_id}")
    assert (told.soort, told.post) == (SoortBericht.GEPARKEERD, Post.GEEN)
    assert url


def test_a_line_cut_after_the_mail_was_handed_in_sends_it_again_under_the_same_name(post, kamer, klok):
    kamer.gedrag = "breekt_af"
    vertel(post)
    werk(post)
    assert (len(kamer.post), bericht(post).post) == (1, Post.WACHT)
    kamer.gedrag = "neemt_aan"
    klok.verder(minutes=5)
    werk(post)
    first, second = kamer.brieven
    assert first["Message-ID"] == second["Message-ID"] == f"<{bericht(post).id}@casus.swv.nl>"
    assert first["Date"] == second["Date"]
    assert bericht(post).post is Post.VERZONDEN


def test_a_worker_killed_between_sending_and_writing_sends_it_again_under_the_same_name(post, kamer, klok):
    vertel(post)
    kern, bode = post.huis.kern, post.huis.nachtwerk.werkbank.buitenwerk[POST]
    with kern.database.transaction(SYSTEEM) as db:
        gehuurd = jobs.huur(db)
    with kern.database.transaction(SYSTEEM) as db:
        wanted = bode.lees(kern, db, gehuurd.gegevens)
    assert bode.doe(wanted) is Post.VERZONDEN  # and then the power fails
    assert werk(post) == 0
    klok.verder(seconds=jobs.HUUR.total_seconds() + 1)
    assert werk(post) == 1
    assert len({mail["Message-ID"] for mail in kamer.brieven}) == 1
    assert len(kamer.post) == 2
    with kern.database.transaction(SYSTEEM) as db:
        assert [row.post for row in db.session.scalars(select(Bericht))] == [Post.VERZONDEN]


def test_a_kind_that_this_version_does_not_know_is_shown_and_blames_nobody(post, kamer):
    vertel(post)
    with post.huis.kern.database.transaction(SYSTEEM) as db:
        db.session.scalars(select(Bericht)).one().soort = "van later"
    werk(post)
    assert (job(post).fout, bericht(post).post, klopt_adres(post), kamer.post) == ("ValueError", Post.WACHT, True, [])


def test_goodbye_that_is_refused_does_not_send_the_mail_twice(post, kamer):
    kamer.afscheid = "421 nee"
    vertel(post)
    werk(post)
    assert (len(kamer.post), bericht(post).post) == (1, Post.VERZONDEN)


def test_mail_that_came_back_is_remembered_until_there_is_another_address(post, klok):
    vertel(post)
    vertel(post, sleutel="twee")
    werk(post)
    one = bericht(post)
    assert post.huis.berichten.teruggekomen([one.id])
    assert not post.huis.berichten.teruggekomen([one.id])
    assert not post.huis.berichten.teruggekomen([post.leerling_id])
    assert [bericht(post, key).post for key in ("een", "twee")] == [Post.TERUGGEKOMEN, Post.VERZONDEN]
    assert not klopt_adres(post)
    post.huis.beheer.zet_email("petra", "p.kuiper@school.nl")
    assert klopt_adres(post)
    with pytest.raises(OngeldigeInvoer):
        post.huis.beheer.zet_email("petra", "geen adres")


def test_mail_that_comes_back_before_its_sending_is_written_stays_come_back(post, kamer):
    vertel(post)
    kern, bode = post.huis.kern, post.huis.nachtwerk.werkbank.buitenwerk[POST]
    post.huis.berichten.teruggekomen([bericht(post).id])
    with kern.database.transaction(SYSTEEM) as db:
        bode.schrijf(kern, db, {"bericht": str(bericht(post).id)}, Post.VERZONDEN)
    assert bericht(post).post is Post.TERUGGEKOMEN
    assert (werk(post), kamer.post) == (1, [])


def test_without_a_mail_server_there_are_messages_and_no_jobs(huis, streek):
    vertel(streek)
    assert bericht(streek).post is Post.GEEN
    with huis.kern.database.transaction(SYSTEEM) as db:
        assert db.session.scalars(select(Job).where(Job.soort == POST)).all() == []


def test_an_installation_that_stops_sending_mail_settles_what_waits(post, klok):
    vertel(post)
    silent = open_house(replace(post.huis.settings, smtp_url=""), klok)
    assert silent.nachtwerk.werkbank.alles() == 1
    silent.kern.database.close()
    assert bericht(post).post is Post.GEEN


@pytest.mark.parametrize("wrong", [{"smtp_url": "mail.swv.nl"}, {"afzender": ""}, {"adres": "casus.swv.nl"}])
def test_mail_that_cannot_work_is_told_at_the_start(huis, klok, kamer, wrong):
    with pytest.raises(OngeldigeInvoer, match="CASUS_"):
        huis_met_post(huis, klok, kamer, **wrong)


def certificaat(tmp_path):
    """A server that is `localhost`, and the file that says so."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1)).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path / "localhost.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, path


@pytest.mark.parametrize("meteen", [True, False])
def test_mail_is_handed_in_under_tls_and_a_login_and_never_to_a_stranger(post, tmp_path, monkeypatch, meteen):
    context, path = certificaat(tmp_path)
    brief = post.huis.nachtwerk.werkbank.buitenwerk[POST].kantoor.papier.schrijf(
        post.leerling_id, SoortBericht.TAAK, PETRA, "nl", post.huis.now()
    )
    with postkamer(context, meteen=meteen) as kamer:
        url = kamer.url.replace("://", "://casus:gehe%20im@") + ("" if meteen else "?starttls=1")
        with pytest.raises(ssl.SSLCertVerificationError):
            Mailserver.van_url(url).verstuur(brief, "casus.swv.nl")
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        assert Mailserver.van_url(url).verstuur(brief, "casus.swv.nl") is Post.VERZONDEN
        assert kamer.aangemeld == [["casus", "gehe im"]]
        assert len(kamer.post) == 1


def test_a_server_without_tls_gets_neither_password_nor_mail(post, kamer):
    brief = post.huis.nachtwerk.werkbank.buitenwerk[POST].kantoor.papier.schrijf(
        post.leerling_id, SoortBericht.TAAK, PETRA, "nl", post.huis.now()
    )
    server = Mailserver.van_url(kamer.url.replace("://", "://casus:geheim@") + "?starttls=1")
    with pytest.raises(smtplib.SMTPException):
        server.verstuur(brief, "casus.swv.nl")
    assert (kamer.aangemeld, kamer.post) == ([], [])
