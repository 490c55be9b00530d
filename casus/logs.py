"""Lines of the log that hold no content: what happened, where in our own code, how long; never what somebody wrote.

Texts of errors are left out, since they can hold a form or a query. Of libraries only the name, the level and the
kind of error are told: nobody knows what they put into their sentences.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

OWN = "casus."
PACKAGE = Path(__file__).parent
SERVER = "gunicorn.error"
LOG = logging.getLogger("casus.logs")


def event(log: logging.Logger, what: str, *, level: int = logging.INFO, **values: Any) -> None:
    """One line: what happened, with values that are numbers, ids of work, kinds and codes."""
    log.log(level, what, extra={"values": values})


def plek(fout: BaseException) -> list[str]:
    """The way through our own files to where it went wrong, innermost last."""
    found = []
    for frame in traceback.extract_tb(fout.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(PACKAGE):
            found.append(f"{path.relative_to(PACKAGE.parent)}:{frame.lineno} {frame.name}")
    return found


def soorten(fout: BaseException) -> list[str]:
    """The kind of an error, and of those that led to it."""
    found: list[str] = []
    step: BaseException | None = fout
    while step is not None and len(found) < 5:
        found.append(type(step).__name__)
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return found


def velden(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says."""
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": _tekst(record),
    }
    found |= _values(record)
    fout = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if fout is not None:
        found |= {"error": soorten(fout), "where": plek(fout)}
    return found


def _values(record: logging.LogRecord) -> Mapping[str, Any]:
    values = getattr(record, "values", None)
    return values if record.name.startswith(OWN) and isinstance(values, dict) else {}


def _tekst(record: logging.LogRecord) -> str:
    """Our own words whole; of the web server what it tells of itself, and its warnings without their values."""
    server = record.name == SERVER
    if record.name.startswith(OWN) or (server and record.levelno <= logging.INFO):
        return record.getMessage()
    return str(record.msg) if server and record.args else ""


class JsonRegels(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(velden(record), ensure_ascii=False, default=str)


class TekstRegels(logging.Formatter):
    """The same, for people at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        found = velden(record)
        moment = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        rest = " ".join(f"{key}={_kort(found[key])}" for key in list(found)[4:] if found[key] not in (None, "", []))
        return f"{moment} {found['level']:<7} {found['event'] or found['logger']} {rest}".rstrip()


def _kort(value: Any) -> str:
    return " > ".join(value) if isinstance(value, list) else str(value)


def stel_in(*, als_json: bool, stroom: Any = None) -> logging.Handler:
    """Let every line of this process go to stderr in this form; what nobody caught too."""
    handler = logging.StreamHandler(stroom or sys.stderr)
    handler.setFormatter(JsonRegels() if als_json else TekstRegels())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)  # libraries speak only when they warn
    logging.getLogger(OWN.rstrip(".")).setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    return handler


def _uncaught(_: type[BaseException], fout: BaseException, __: TracebackType | None) -> None:
    LOG.critical("uncaught error", exc_info=(type(fout), fout, fout.__traceback__))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        LOG.critical("uncaught error", exc_info=(type(args.exc_value), args.exc_value, args.exc_traceback))


def voor_gunicorn(*, als_json: bool) -> dict[str, Any]:
    """The same for gunicorn, as a `logconfig_dict`."""
    kind = JsonRegels if als_json else TekstRegels
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"casus": {"()": f"{kind.__module__}.{kind.__name__}"}},
        "handlers": {"casus": {"class": "logging.StreamHandler", "formatter": "casus", "stream": "ext://sys.stderr"}},
        "root": {"level": "WARNING", "handlers": ["casus"]},
        "loggers": {
            SERVER: {"level": "INFO", "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
    }
