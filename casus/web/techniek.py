"""What machines ask: whether the application is up."""

from __future__ import annotations

from flask import Blueprint

from casus.web.huis import huis
from casus.web.nodig import IEDEREEN, nodig

bp = Blueprint("techniek", __name__)


@bp.get("/gezond")
@nodig(IEDEREEN)
def gezond() -> tuple[dict[str, str], int]:
    """200 when the database answers."""
    ready = huis().kern.database.ready()
    return {"status": "ok" if ready else "geen database"}, 200 if ready else 503
