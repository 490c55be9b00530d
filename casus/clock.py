"""The clock of the product: UTC, aware."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)
