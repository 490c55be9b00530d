"""Mail that came back reaches its message through the command that a mail server pipes it to."""

from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from casus.cli import cli
from casus.domain.actor import SYSTEEM
from casus.domain.bericht import SoortBericht
from casus.domain.organisatie import Persoon
from casus.domain.techniek import Bericht, Post
from casus.storage import berichten
from tests.cli.test_opdrachten import add, casus, huis  # noqa: F401
from tests.unit.test_brief import BERICHT, melding


@pytest.fixture
def verzonden(casus, tmp_path):  # noqa: F811
    """Petra was sent a mail."""
    add(casus, "--rol", "OG")
    casus("user", "email", "p.kuiper", "petra@school.nl")
    with huis(tmp_path) as house, house.kern.database.transaction(SYSTEEM) as db:
        petra = db.session.scalars(select(Persoon)).one()
        assert petra.email == "petra@school.nl"
        return berichten.leg_neer(db, petra.id, SoortBericht.TAAK, "een", post=Post.VERZONDEN)


def stand(tmp_path):
    with huis(tmp_path) as house, house.kern.database.reading(SYSTEEM) as db:
        return db.session.execute(select(Bericht.post, Persoon.email_fout_op.is_not(None)).join(Persoon)).one()


def pipe(data: bytes):
    return CliRunner().invoke(cli, ["mail", "teruggekomen"], input=data)


def test_mail_that_came_back_is_written_down_once(verzonden, casus, tmp_path):  # noqa: F811
    report = melding().replace(str(BERICHT).encode(), str(verzonden).encode())
    first, second = pipe(report), pipe(report)
    assert (first.exit_code, "kwam terug" in first.output) == (0, True)
    assert (second.exit_code, "al bekend" in second.output) == (0, True)
    assert stand(tmp_path) == (Post.TERUGGEKOMEN, True)
    assert casus("user", "email", "p.kuiper", "p.kuiper@school.nl").exit_code == 0
    assert stand(tmp_path) == (Post.TERUGGEKOMEN, False)
    assert "geen mailadres" in casus("user", "email", "p.kuiper", "p.kuiper").output


@pytest.mark.parametrize("data", [b"", b"Subject: afwezig\n\nIk ben er niet.", melding("delayed"), b"\xff\x00"])
def test_anything_else_is_let_go_without_an_answer_to_its_sender(verzonden, tmp_path, data):
    answer = pipe(data)
    assert (answer.exit_code, "niets veranderd" in answer.output) == (0, True)
    assert stand(tmp_path) == (Post.VERZONDEN, False)


def test_a_report_about_mail_of_another_installation_changes_nothing(verzonden, tmp_path):
    answer = pipe(melding().replace(str(BERICHT).encode(), str(uuid4()).encode()))
    assert (answer.exit_code, "niet van ons" in answer.output) == (0, True)
    assert stand(tmp_path) == (Post.VERZONDEN, False)


def test_a_report_that_cannot_be_written_now_is_offered_again_later(verzonden, tmp_path):
    (tmp_path / "sleutels.json").chmod(0o644)
    answer = pipe(melding())
    assert (answer.exit_code, "later opnieuw" in answer.output) == (75, True)


def test_mail_settings_that_cannot_work_stop_every_command_with_a_sentence(casus, monkeypatch):  # noqa: F811
    monkeypatch.setenv("CASUS_SMTP_URL", "smtp://mail.school.nl")
    refused = casus("user", "list")
    assert (refused.exit_code, "CASUS_AFZENDER" in refused.output) == (1, True)
    assert "Traceback" not in refused.output
