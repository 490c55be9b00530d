"""A mail says that something waits and gives a link; whoever reads it on a bus learns nothing."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from casus.domain.bericht import SoortBericht
from casus.domain.fouten import OngeldigeInvoer
from casus.engine import Catalogue
from casus.engine.catalogue import read_bundle
from casus.messages.brief import Briefpapier, berichten_in, is_adres
from casus.messages.smtp import Mailserver
from casus.messages.teksten import TEKSTEN
from casus.messages.teruggekomen import lees_teruggekomen
from casus.overview.zinnen import DOMEINNAAM, ROLNAAM
from casus.policy import TABEL
from casus.settings import data_folder

NU = datetime(2026, 9, 1, 7, tzinfo=UTC)
PAPIER = Briefpapier.van("Casus <casus@school.nl>", "https://casus.school.nl/", Path("nergens"))
BERICHT = UUID("11111111-2222-4333-8444-555555555555")


def brief(soort=SoortBericht.TAAK, naar="petra@school.nl", taal="nl", papier=PAPIER):
    raw = papier.schrijf(BERICHT, soort, naar, taal, NU).as_bytes()
    raw.decode("ascii")  # every mail server can pass it on
    return message_from_bytes(raw, policy=policy.default)


def text(mail) -> str:
    return "\n".join(str(value) for value in mail.values()) + "".join(part.get_content() for part in mail.iter_parts())


@pytest.mark.parametrize("soort", SoortBericht)
def test_every_kind_has_its_words_and_a_link_in_both_shapes(soort):
    mail = brief(soort)
    assert mail["Subject"] == TEKSTEN[soort].onderwerp
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    for part in mail.iter_parts():
        assert f"https://casus.school.nl/berichten/{BERICHT}" in part.get_content()
        assert all(zin in part.get_content() for zin in TEKSTEN[soort].post)
        assert len(re.findall(r"https?://", part.get_content())) == 1


def test_the_head_says_from_whom_and_that_no_person_wrote_it():
    mail = brief()
    assert (mail["From"], mail["To"]) == ("Casus <casus@school.nl>", "petra@school.nl")
    assert mail["Message-ID"] == f"<{BERICHT}@casus.school.nl>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NU


def test_no_text_of_a_mail_can_hold_a_name_a_step_a_kind_of_data_or_a_role():
    model = Catalogue(read_bundle(data_folder("workflows")), lambda _: {}).current
    steps = {element.naam for element in model.elements.values() if element.soort.endswith("Task")}
    forbidden = {word.lower() for word in {*steps, *DOMEINNAAM.values(), *TABEL.domeinen.values(), *ROLNAAM.values()}}
    sensitive = re.compile(
        r"leerling|verzuim|ziek|arts|leerplicht|toestemming|ouder|kind\b|dossier|\bD\d\d\b|casus \w*\d|%|\{"
    )
    for soort in SoortBericht:
        said = (TEKSTEN[soort].onderwerp + " ".join(TEKSTEN[soort].post)).lower()
        assert not [word for word in forbidden if len(word) > 4 and word in said], soort
        assert not sensitive.search(said), soort
    assert not sensitive.search(text(brief()).lower())


def test_a_person_is_written_to_in_their_own_language(tmp_path):
    catalog = Catalog(locale="en")
    catalog.add(TEKSTEN[SoortBericht.TAAK].onderwerp, "Something is ready for you")
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    papier = Briefpapier.van("casus@school.nl", "https://casus.school.nl", tmp_path)
    assert brief(taal="en", papier=papier)["Subject"] == "Something is ready for you"
    assert brief(taal="nl", papier=papier)["Subject"] == TEKSTEN[SoortBericht.TAAK].onderwerp
    assert brief(taal="xx", papier=papier)["Subject"] == TEKSTEN[SoortBericht.TAAK].onderwerp


@pytest.mark.parametrize(
    "adres",
    [
        "",
        "petra",
        "petra@",
        "@school.nl",
        "a b@school.nl",
        "a@b\r\nBcc: x@y.nl",
        "a@b,c@d",
        "a@b c",
        "é@school.nl",
        "a@.nl",
    ],
)
def test_what_is_no_address_is_not_written_to(adres):
    assert not is_adres(adres)
    with pytest.raises(ValueError, match=r"."):
        brief(naar=adres)


def test_a_domain_in_other_letters_is_written_as_the_net_does():
    assert brief(naar="petra@schoöl.nl")["To"].addresses[0].domain == "xn--schol-mua.nl"


@given(st.text())
def test_no_address_whatever_adds_a_line_to_the_head(adres):
    if is_adres(adres):
        mail = brief(naar=adres)
        assert len(mail["To"].addresses) == 1
        assert set(mail.keys()) <= {
            "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("afzender", "adres"),
    [("", "https://a.nl"), ("Casus", "https://a.nl"), ("a@b.nl", ""), ("a@b.nl", "casus.nl"), ("a@b.nl", "ftp://a.nl")],
)
def test_a_sender_or_address_that_cannot_be_is_told_at_the_start(afzender, adres):
    with pytest.raises(OngeldigeInvoer, match="CASUS_"):
        Briefpapier.van(afzender, adres, Path())


def test_the_mail_server_is_read_from_one_line():
    full = Mailserver.van_url("smtp://casus%40school.nl:gehe%3Aim@mail.school.nl:587?starttls=1&wacht=5")
    assert full == Mailserver("mail.school.nl", 587, "casus@school.nl", "gehe:im", starttls=True, wacht=5.0)
    assert "gehe" not in repr(full)
    assert Mailserver.van_url("smtp://localhost") == Mailserver("localhost", 25)
    assert Mailserver.van_url("smtps://mail.school.nl") == Mailserver("mail.school.nl", 465, tls=True)


def test_a_password_travels_in_the_open_only_within_this_machine():
    assert Mailserver.van_url("smtp://casus:geheim@localhost").gebruiker == "casus"
    with pytest.raises(OngeldigeInvoer, match="starttls"):
        Mailserver.van_url("smtp://casus:geheim@mail.school.nl:587")


@pytest.mark.parametrize(
    "url",
    [
        "mail.school.nl",
        "http://mail.school.nl",
        "smtp://",
        "smtp://a:b",
        "smtp://a?tls=1",
        "smtp://a?wacht=0",
        "smtp://a/b",
        "smtp://a?x",
    ],
)
def test_a_mail_server_that_cannot_be_is_told_at_the_start(url):
    with pytest.raises(OngeldigeInvoer, match="CASUS_SMTP_URL"):
        Mailserver.van_url(url)


def melding(action="failed", deel="message/rfc822", soort="multipart/report; report-type=delivery-status"):
    """A report as mail servers send it."""
    original = (
        brief().as_bytes().decode()
        if deel.endswith("rfc822")
        else f"Subject: x\r\nMessage-ID:\r\n <{BERICHT}@casus.school.nl>\r\n"
    )
    return "\r\n".join(
        [
            "From: MAILER-DAEMON@mail.school.nl", "To: casus@school.nl", "Message-ID: <20260901.1@mail.school.nl>",
            "MIME-Version: 1.0", f'Content-Type: {soort}; boundary="grens"', "", "--grens", "Content-Type: text/plain", "",
            "Sorry.", "--grens", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mail.school.nl", "",
            "Final-Recipient: rfc822; petra@school.nl", f"Action: {action}", "Status: 5.1.1", "", "--grens",
            f"Content-Type: {deel}", "", original, "--grens--", "",
        ]
    ).encode()  # fmt: skip


@pytest.mark.parametrize("deel", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_of_mail_that_failed_leads_to_its_message(deel):
    assert lees_teruggekomen(melding(deel=deel)) == [BERICHT]
    assert lees_teruggekomen(melding(deel=deel).replace(b"\r\n", b"\n")) == [BERICHT]


def test_a_report_without_the_mail_leads_there_by_what_it_answers():
    bare = melding(deel="text/plain").replace(f"<{BERICHT}@casus.school.nl>".encode(), b"<weg>")
    assert lees_teruggekomen(bare) == []
    assert lees_teruggekomen(b"In-Reply-To: " + f"<{BERICHT}@casus.school.nl>\r\n".encode() + bare) == [BERICHT]


@pytest.mark.parametrize(
    "data",
    [
        melding("delayed"),
        melding("delivered"),
        melding(soort="multipart/mixed"),
        b"",
        b"\xff\xfe",
        b"Subject: afwezig\r\n\r\nIk ben er niet",
    ],
)
def test_what_is_no_report_of_failure_changes_nothing(data):
    assert lees_teruggekomen(data) == []


@given(st.binary(max_size=300), st.integers(0, 1500), st.integers(0, 300))
def test_a_broken_report_never_stops_the_command(noise, place, cut):
    whole = melding()
    assert isinstance(lees_teruggekomen(whole[:place] + noise + whole[place + cut :]), list)


def test_message_ids_of_others_are_not_ours():
    assert berichten_in("<abc@x> <20260901.1@mail.nl> <1-2-3@x>") == []
    other = uuid4()
    assert berichten_in(f"<{other}@x.nl>\r\n <{BERICHT}@y.nl>") == [other, BERICHT]
