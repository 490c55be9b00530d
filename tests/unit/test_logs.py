"""A line of the log says what happened and where in our own code, never what somebody wrote."""

import json
import logging
import sys
import threading
import warnings

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from casus import logs
from tests.opgevangen import opgevangen

GEHEIM = "Fenna heeft buikpijn"


@pytest.fixture(params=[True, False], ids=["json", "tekst"])
def regels(request):
    """What is logged, as it would be on stderr."""
    with opgevangen(als_json=request.param) as stream:
        yield stream


def test_our_own_line_is_whole(regels):
    logs.event(logging.getLogger("casus.proef"), "job", kind="nacht", attempt=2, error=["KeyError"], leeg=None)
    line = regels.getvalue()
    if line.startswith("{"):
        assert json.loads(line).items() >= {"event": "job", "kind": "nacht", "attempt": 2, "level": "info"}.items()
    else:
        assert line.split()[1:] == ["info", "job", "kind=nacht", "attempt=2", "error=KeyError"]


@pytest.mark.parametrize("name", ["casus.proef", "casus", "gunicorn.error", "waitress", "sqlalchemy.pool", "flask"])
def test_an_error_is_a_kind_and_a_place_without_its_words(regels, name):
    try:
        json.loads(f"[{GEHEIM}]")
    except ValueError:
        logging.getLogger(name).exception("Exception on %s", f"/zoeken?q={GEHEIM}" if name != "casus.proef" else "x")
    line = regels.getvalue()
    assert "JSONDecodeError" in line
    assert "buikpijn" not in line


def test_libraries_are_quiet_unless_they_warn(regels):
    logging.getLogger("alembic.runtime").info(GEHEIM)
    assert regels.getvalue() == ""
    logging.getLogger("gunicorn.error").warning(f"Invalid request: {GEHEIM}")
    logging.getLogger("gunicorn.error").log(30, "Worker %s was sent %s", GEHEIM, GEHEIM)
    assert "buikpijn" not in regels.getvalue()
    assert "Worker %s was sent %s" in regels.getvalue()


def test_what_nobody_caught_and_what_warns_say_no_more(regels):
    def fail():
        raise RuntimeError(GEHEIM) from KeyError(GEHEIM)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        fail()
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(GEHEIM, stacklevel=1)
    assert regels.getvalue().count("KeyError") == 2
    assert "buikpijn" not in regels.getvalue()


def test_an_error_of_the_database_does_not_hold_what_was_written(huis):
    with pytest.raises(SQLAlchemyError) as failed, huis.kern.database.engine.begin() as connection:
        connection.execute(text("INSERT INTO bestaat_niet VALUES (:tekst)"), {"tekst": GEHEIM})
    assert "buikpijn" not in str(failed.value)
