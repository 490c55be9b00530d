"""What somebody typed while their session ended: it travels along, sealed, until the same person is back."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import render_template, request, session
from flask_login import current_user

from casus.storage.kluis import KluisFout
from casus.web.huis import huis

VELD = "bewaard"
"""The field of the login page that carries it."""
SHOWS_AGAIN = frozenset({"taken.afronden", "casussen.verbeterd", "signalen.verstuur"})
"""Views that on `ververs` show what was typed and save nothing."""
BUTTONS = frozenset({"csrf_token", "concept", "voorbeeld", "bekeken", "ververs"})


@dataclass(frozen=True)
class Getypt:
    """A form as it was posted: where to, and its fields."""

    pad: str
    velden: tuple[tuple[str, str], ...]


def _posted() -> Getypt | None:
    if request.method != "POST" or request.endpoint not in SHOWS_AGAIN:
        return None
    return Getypt(request.path, tuple((k, v) for k, v in request.form.items(multi=True) if k not in BUTTONS))


def seal() -> str:
    """What was typed in this request, readable only by who was logged in; empty when there is nothing to keep."""
    typed, who = _posted(), huis().sessies.who(session.get("_user_id") or "")
    if typed is None or who is None:
        return ""
    plain = json.dumps([typed.pad, typed.velden]).encode()
    return huis().kern.database.bos.seal(str(who), plain).hex()


def unseal(sealed: str) -> Getypt | None:
    """What this person typed before; None when somebody else did, or it was changed on the way."""
    try:
        plain = huis().kern.database.bos.unseal(str(current_user.actor.persoon_id), bytes.fromhex(sealed))
    except (ValueError, KluisFout):
        return None
    path, fields = json.loads(plain)
    return Getypt(path, tuple((name, value) for name, value in fields))


def from_own_page() -> Getypt | None:
    """What was typed in a page of ours that stood open too long; None when another site may have sent it."""
    origin = request.headers.get("Origin", "").rstrip("/")
    return _posted() if origin == request.host_url.rstrip("/") and current_user.is_authenticated else None


def page(typed: Getypt) -> str:
    """The way back to the form, with everything that was typed."""
    return render_template("login/verder.html", getypt=typed)
