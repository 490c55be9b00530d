"""What somebody chose for a list: it stands in the query, so that it can be kept and shared."""

from __future__ import annotations

from collections.abc import Container
from uuid import UUID

from flask import request

LANGST = 100


def gekozen_id(name: str) -> UUID | None:
    """An id of the query; anything else is no choice."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def gekozen_tekst(name: str) -> str:
    """Words of the query, no longer than anybody types."""
    return request.args.get(name, "")[:LANGST].strip()


def gekozen_uit(name: str, keuzes: Container[str]) -> str:
    """One of these; anything else is no choice."""
    found = gekozen_tekst(name)
    return found if found in keuzes else ""
