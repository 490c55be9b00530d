"""How values read on a page: days, moments, answers, and text with some markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from flask_babel import format_date, format_datetime, gettext
from markdown_it import MarkdownIt
from markupsafe import Markup

from casus.domain.actor import AMSTERDAM

DAG = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?")
MARKDOWN = MarkdownIt("commonmark", {"html": False})


def dag(value: date | datetime) -> Any:
    """`20 november 2026`."""
    return format_date(_local(value), "d MMMM yyyy")


def korte_dag(value: date | datetime) -> Any:
    """`vr 20 nov`."""
    return format_date(_local(value), "EEE d MMM")


def moment(value: datetime) -> Any:
    """`20 november 2026 09:30`; a moment without zone is what a clock in the Netherlands said."""
    return format_datetime(value, "d MMMM yyyy HH:mm", rebase=value.tzinfo is not None)


def hoofdletter(text: str) -> str:
    """The text with a capital."""
    return text[:1].upper() + text[1:]


def opmaak(text: str) -> Markup:
    """Markdown without HTML."""
    return Markup(MARKDOWN.render(text))  # noqa: S704 (html is off)


def antwoord(text: str) -> Any:
    """An answer as it was kept, for its reader: a day written out, choices in their language, other words untouched."""
    with suppress(ValueError):
        if DAG.fullmatch(text):
            return dag(date.fromisoformat(text))
        if MOMENT.fullmatch(text):
            return moment(datetime.fromisoformat(text))
    parts = text.split(", ")
    said = [gettext(part) if part else part for part in (text, *parts)]
    if said[0] != text:
        return said[0]
    return ", ".join(said[1:]) if all(new != old for new, old in zip(said[1:], parts, strict=True)) else text


def _local(value: date | datetime) -> date:
    return value.astimezone(AMSTERDAM).date() if isinstance(value, datetime) else value


FILTERS: dict[str, Callable[..., Any]] = {
    item.__name__: item for item in (dag, korte_dag, moment, hoofdletter, opmaak, antwoord)
}
