"""What a route needs: declared on the view, asked before it runs, walked by a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, redirect, request, url_for
from flask_login import current_user

from casus.domain.actor import Actor
from casus.policy import Handeling, require

View = TypeVar("View", bound=Callable[..., Any])
IEDEREEN = "iedereen"
AANGEMELD = "aangemeld"
INSTELLEN = "instellen"
"""Logged in, also by who must set up a code before anything else."""


def nodig(wat: Handeling | str) -> Callable[[View], View]:
    """Declare what a view needs: an act of the role, `AANGEMELD`, `INSTELLEN`, or `IEDEREEN`."""

    def mark(view: View) -> View:
        view.nodig = wat  # type: ignore[attr-defined]
        return view

    return mark


def wat_nodig(endpoint: str) -> Handeling | str | None:
    """What the view of an endpoint declared; None when it declared nothing."""
    if endpoint == "static":
        return IEDEREEN
    found: Handeling | str | None = getattr(current_app.view_functions.get(endpoint), "nodig", None)
    return found


def vraag() -> Any:
    """Before every request: what the route needs. A route that declares nothing is not served.

    Raises:
        Geweigerd: the role may not do it.
    """
    if request.endpoint is None:
        return None
    wat = wat_nodig(request.endpoint)
    if wat is None:
        raise LookupError(f"{request.endpoint} does not declare what it needs")
    if wat == IEDEREEN:
        return None
    if not current_user.is_authenticated:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    if wat != INSTELLEN and current_user.aangemeld.moet_instellen:
        return redirect(url_for("account.code"))
    if isinstance(wat, Handeling):
        require(actor(), wat)
    return None


def actor() -> Actor:
    """Who is at the keyboard."""
    found: Actor = current_user.actor
    return found
