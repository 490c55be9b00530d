"""What machines ask: whether the application is up, whether it keeps up, and its counts."""

from __future__ import annotations

import hmac
import os

from flask import Blueprint, Response, abort, request

from casus.overview.werk import Werkstand, lees_stand, niet_klaar
from casus.settings import versie
from casus.web.huis import huis
from casus.web.nodig import IEDEREEN, nodig
from casus.web.tellers import SOORT, Meting, Reeks, als_tekst
from casus.web.verzoeken import tellers

bp = Blueprint("techniek", __name__)


@bp.get("/gezond")
@nodig(IEDEREEN)
def gezond() -> tuple[dict[str, str], int]:
    """200 when the database answers."""
    ready = huis().kern.database.ready()
    return {"status": "ok" if ready else "geen database"}, 200 if ready else 503


@bp.get("/gezond/klaar")
@nodig(IEDEREEN)
def klaar() -> tuple[dict[str, bool | list[str]], int]:
    """200 when the database answers, has the schema of this version, and no work waits too long."""
    missing = list(niet_klaar(huis().bron, huis().settings.achterstand))
    return {"klaar": not missing, "niet_klaar": missing}, 503 if missing else 200


@bp.get("/metrics")
@nodig(IEDEREEN)
def metrics() -> Response:
    """Counts and ages for who carries the token; without a token in the settings there is no such page."""
    token = huis().settings.metrics_token
    if not token:
        abort(404)
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), token.encode()):
        return Response("", 401, {"WWW-Authenticate": "Bearer"})
    found = [Reeks("casus_build", "info", "The version that runs.", (Meting(1, {"version": versie()}, "_info"),))]
    if huis().kern.database.ready():
        found += _stand(lees_stand(huis().bron, huis().settings.achterstand))
    found.append(tellers().reeks(str(os.getpid())))
    return Response(als_tekst(found), content_type=SOORT)


def _stand(stand: Werkstand) -> list[Reeks]:
    """The work behind the pages; the same in every process, as it is read from the database."""
    newest = min((worker.stil for worker in stand.workers), default=None)
    gauges: list[tuple[str, str, int | None]] = [
        ("casus_jobs_due", "Jobs whose moment has come.", stand.wachtend),
        ("casus_jobs_parked", "Jobs that failed too often.", stand.geparkeerd),
        ("casus_job_oldest_age_seconds", "How long the oldest due job waits.", stand.oudste_werk),
        ("casus_timers_due", "Timers whose moment has passed.", stand.termijnen),
        ("casus_timer_oldest_age_seconds", "How long the oldest due timer waits.", stand.oudste_termijn),
        ("casus_audit_rows_unsealed", "Rows of the audit log that no seal covers yet.", stand.open),
        ("casus_audit_unsealed_oldest_age_seconds", "How long the oldest of them waits.", stand.oudste_open),
        ("casus_workers_alive", "Workers that walked a round lately.", sum(w.leeft for w in stand.workers)),
        ("casus_worker_heartbeat_age_seconds", "How long ago any worker last walked a round.", newest),
    ]
    return [Reeks(name, "gauge", text, (Meting(value, {}),)) for name, text, value in gauges if value is not None]
