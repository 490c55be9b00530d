"""What somebody chose for a list: ids and kinds stand in the query, words in the body, since a word can be a name."""

from __future__ import annotations

from collections.abc import Container
from contextlib import suppress
from uuid import UUID

from flask import request

LANGST = 100


def gekozen_id(name: str) -> UUID | None:
    """An id; anything else is no choice."""
    try:
        return UUID(request.values.get(name, ""))
    except ValueError:
        return None


def gekozen_ids(name: str) -> set[UUID]:
    """Every id that was ticked; anything else is no choice."""
    found = set()
    for said in request.form.getlist(name):
        with suppress(ValueError):
            found.add(UUID(said))
    return found


def gekozen_tekst(name: str) -> str:
    """A choice, no longer than anybody types."""
    return request.values.get(name, "")[:LANGST].strip()


def gekozen_woorden(name: str) -> str:
    """Words that somebody typed: they come in the body of a POST, never in an address."""
    return request.form.get(name, "")[:LANGST].strip()


def gekozen_uit(name: str, keuzes: Container[str]) -> str:
    """One of these; anything else is no choice."""
    found = gekozen_tekst(name)
    return found if found in keuzes else ""
