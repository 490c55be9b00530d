"""The values of FEEL: Decimal, str, bool, None, date, Duration, list, dict and Range."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, DecimalException
from typing import Any

CONTEXT = Context(prec=34)
_DURATION = re.compile(
    r"^(?P<sign>-?)P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?$"
)


@dataclass(frozen=True)
class Duration:
    """A length of time in calendar months, or in days and smaller, never in both."""

    months: int = 0
    rest: timedelta = timedelta()

    @classmethod
    def parse(cls, text: str) -> Duration | None:
        """Read ISO 8601 (`P2M`, `P10D`, `PT4H`); None when it is not one, or mixes months and days."""
        found = _DURATION.match(text)
        if found is None or text.endswith(("P", "T")):
            return None
        parts = {k: Decimal(v) for k, v in found.groupdict(default="").items() if v and k != "sign"}
        if not parts:
            return None
        sign = -1 if found["sign"] else 1
        months = int(parts.pop("years", Decimal()) * 12 + parts.pop("months", Decimal()))
        if months and parts:
            return None
        return cls(sign * months, sign * timedelta(**{k: float(v) for k, v in parts.items()}))

    def comparable(self, other: Duration) -> bool:
        """Months do not compare with days; nothing at all compares with both."""
        return not ((self.months and other.rest) or (self.rest and other.months))

    def added_to(self, day: date) -> date:
        """The day this long after `day`, with the day of the month clamped (31 Dec + 2 M = 28 Feb)."""
        count = day.year * 12 + day.month - 1 + self.months
        year, month = divmod(count, 12)
        clamped = day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
        return clamped + self.rest


@dataclass(frozen=True)
class Range:
    """An interval; `low` and `high` belong to it when the side is closed."""

    low: Any
    high: Any
    low_closed: bool
    high_closed: bool

    def holds(self, value: Any) -> bool | None:
        """Whether `value` lies inside; None where a side does not compare with it."""
        low = order(value, self.low)
        high = order(value, self.high)
        if low is None or high is None:
            return None
        return (low > 0 or (low == 0 and self.low_closed)) and (high < 0 or (high == 0 and self.high_closed))


def _refuse_text_for_time(left: Any, right: Any) -> None:
    """A date given as text would silently never match: say so instead.

    Raises:
        ValueError: text meets a date or a duration.
    """
    if {type(left), type(right)} in ({str, date}, {str, Duration}):
        raise ValueError(f"text is compared with a date or duration: {left!r} and {right!r}")


def order(left: Any, right: Any) -> int | None:
    """-1, 0 or 1; None when the two are not of one ordered kind (FEEL says null)."""
    _refuse_text_for_time(left, right)
    if isinstance(left, Duration) and isinstance(right, Duration):
        if not left.comparable(right):
            return None
        left, right = (left.months, left.rest), (right.months, right.rest)
    elif type(left) is not type(right) or not isinstance(left, Decimal | str | date):
        return None
    return int(left > right) - int(left < right)


def same(left: Any, right: Any) -> bool | None:
    """FEEL equality: null equals only null, values of two kinds are not comparable."""
    if left is None or right is None:
        return left is right
    _refuse_text_for_time(left, right)
    return bool(left == right) if type(left) is type(right) else None


def from_json(value: Any, kind: str | None = None) -> Any:
    """A JSON or form value as a FEEL value; `kind` is a DMN typeRef.

    Raises:
        ValueError: the value is not of that kind.
    """
    if isinstance(value, list | tuple):
        return [from_json(item) for item in value]
    if isinstance(value, dict):
        return {key: from_json(item) for key, item in value.items()}
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = CONTEXT.create_decimal(str(value))
    if isinstance(value, datetime):
        raise ValueError("a moment is not a FEEL value of Casus; pass the date")
    if value is None or kind is None:
        return value
    return _of_kind(value, kind.rpartition(":")[2])


def _of_kind(value: Any, kind: str) -> Any:
    wanted: dict[str, type] = {
        "string": str, "number": Decimal, "integer": Decimal, "long": Decimal, "double": Decimal,
        "boolean": bool, "date": date, "dayTimeDuration": Duration, "yearMonthDuration": Duration,
        "days and time duration": Duration, "years and months duration": Duration,
    }  # fmt: skip
    if kind not in wanted:
        if kind in ("time", "dateTime", "date and time"):
            raise ValueError(f"the type {kind} is not supported")
        return value
    if isinstance(value, str) and wanted[kind] is date:
        value = date.fromisoformat(value)
    elif isinstance(value, str) and wanted[kind] is Duration:
        value = Duration.parse(value)
    elif isinstance(value, str) and wanted[kind] is Decimal:
        value = number(value)
    if not isinstance(value, wanted[kind]):
        raise ValueError(f"{value!r} is not of type {kind}")
    return value


def number(text: str) -> Decimal:
    """The Decimal that `text` writes.

    Raises:
        ValueError: it writes none.
    """
    try:
        return CONTEXT.create_decimal(text)
    except DecimalException as error:
        raise ValueError(f"{text!r} is not a number") from error


def plain(value: Any) -> Any:
    """A FEEL value as JSON would carry it: whole numbers as int, dates as ISO text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Duration):
        return f"P{value.months}M" if value.months else _iso_rest(value.rest)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def _iso_rest(rest: timedelta) -> str:
    seconds = rest.seconds
    return f"P{rest.days}D" + (f"T{seconds}S" if seconds else "")
