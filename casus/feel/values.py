"""The values of FEEL: Decimal, str, bool, None, date, Duration, list, dict and Range."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal, DecimalException
from math import isinf
from typing import Any

CONTEXT = Context(prec=34, Emin=-6143, Emax=6144)
"""The numbers of the standard: decimal128."""
DAY = timedelta(days=1)
MAX_DEPTH = 100
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d{1,6})?)S)?)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Duration:
    """A length of time: calendar months, or (when `months` is None) days and smaller."""

    months: int | None = None
    rest: timedelta = timedelta()

    @classmethod
    def parse(cls, text: str) -> Duration | None:
        """Read ISO 8601 (`P2M`, `P10D`, `PT4H`); None when it is not one, or mixes months and days."""
        found = _DURATION.fullmatch(text)
        if found is None or text.endswith(("P", "T")):
            return None
        parts = {k: Decimal(v) for k, v in found.groupdict(default="").items() if v and k != "sign"}
        sign = -1 if found["sign"] else 1
        if parts.keys() <= {"years", "months"}:
            return cls(sign * int(parts.get("years", 0) * 12 + parts.get("months", 0)))
        try:
            return cls(rest=sign * timedelta(**{k: float(v) for k, v in parts.items()}))
        except (TypeError, OverflowError):  # years beside days; longer than time itself
            return None

    def comparable(self, other: Duration) -> bool:
        """Months do not compare with days."""
        return (self.months is None) == (other.months is None)

    def __neg__(self) -> Duration:
        return Duration(None if self.months is None else -self.months, -self.rest)

    def __add__(self, other: Duration) -> Duration:
        months = None if self.months is None else self.months + (other.months or 0)
        return Duration(months, self.rest + other.rest)

    def added_to(self, day: date) -> date:
        """The day this long after `day`, with the day of the month clamped (31 Dec + 2 M = 28 Feb).

        Raises:
            ValueError: the duration has hours, or the calendar ends.
        """
        if self.rest % DAY:
            raise ValueError("a date moves by whole days")
        year, month = divmod(day.year * 12 + day.month - 1 + (self.months or 0), 12)
        last = monthrange(year, month + 1)[1]
        return day.replace(year=year, month=month + 1, day=min(day.day, last)) + self.rest

    def __str__(self) -> str:
        if self.months is not None:
            return f"{'-' if self.months < 0 else ''}P{abs(self.months)}M"
        days, rest = divmod(abs(self.rest), DAY)
        hours, rest = divmod(rest, timedelta(hours=1))
        minutes, rest = divmod(rest, timedelta(minutes=1))
        seconds = f"{rest.total_seconds():f}".rstrip("0").rstrip(".")
        time = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n not in (0, "0"))
        return f"{'-' if self.rest < timedelta() else ''}P{f'{days}D' if days or not time else ''}{time and 'T' + time}"


@dataclass(frozen=True)
class Range:
    """An interval; `low` and `high` belong to it when the side is closed."""

    low: Any
    high: Any
    low_closed: bool = True
    high_closed: bool = True

    def holds(self, value: Any) -> bool | None:
        """Whether `value` lies inside; None where that hangs on a side that does not compare with it."""
        low = compare(">=" if self.low_closed else ">", value, self.low)
        return three_valued((low, compare("<=" if self.high_closed else "<", value, self.high)), decisive=False)


def three_valued(values: Iterable[Any], *, decisive: bool) -> bool | None:
    """And (decisive: false) or or (decisive: true): the decisive value wins, else null, else the other value."""
    unknown = False
    for value in values:
        if value is decisive:
            return bool(decisive)
        unknown |= not isinstance(value, bool)
    return None if unknown else not decisive


def refuse_text_for_time(left: Any, right: Any) -> None:
    """A date given as text would silently never match: say so instead.

    Raises:
        ValueError: text meets a date or a duration.
    """
    if {type(left), type(right)} in ({str, date}, {str, Duration}):
        raise ValueError(f"text is compared with a date or duration: {left!r} and {right!r}")


def order(left: Any, right: Any) -> int | None:
    """-1, 0 or 1; None when the two are not of one ordered kind (FEEL says null)."""
    refuse_text_for_time(left, right)
    if type(left) is not type(right) or not isinstance(left, Decimal | str | date | Duration):
        return None
    if isinstance(left, Duration) and isinstance(right, Duration):
        if not left.comparable(right):
            return None
        left, right = (left.months or 0, left.rest), (right.months or 0, right.rest)
    return int(left > right) - int(left < right)


def same(left: Any, right: Any) -> bool | None:
    """FEEL equality: null equals only null, values of two kinds are not comparable."""
    if left is None or right is None:
        return left is right
    if type(left) is not type(right) or isinstance(left, Duration):
        ordered = order(left, right)
        return None if ordered is None else ordered == 0
    if isinstance(left, list):
        return len(left) == len(right) and all(same(*pair) is True for pair in zip(left, right, strict=True))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) is True for key in left)
    return bool(left == right)


def compare(sign: str, left: Any, right: Any) -> bool | None:
    """`left sign right`; null wherever the two do not compare."""
    if sign in ("=", "!="):
        equal = same(left, right)
        return None if equal is None else equal is (sign == "=")
    result = order(left, right)
    if result is None:
        return None
    return {"<": result < 0, "<=": result <= 0, ">": result > 0, ">=": result >= 0}[sign]


def matches(value: Any, wanted: Any) -> bool | None:
    """The meaning of a bare cell and of `in`: in the range, in the list, or equal."""
    if isinstance(wanted, Range):
        return wanted.holds(value)
    if isinstance(wanted, list):
        within = (item.holds(value) if isinstance(item, Range) else same(value, item) for item in wanted)
        return any(found is True for found in within) or same(value, wanted) is True
    return same(value, wanted)


def calculate(sign: str, left: Any, right: Any) -> Any:
    """Arithmetic on numbers, text (+), dates and durations; null for anything else.

    Raises:
        ValueError: arithmetic of the standard that Casus does not do, or a day outside the calendar.
    """
    refuse_text_for_time(left, right)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _numbers(sign, left, right)
    if sign == "+" and isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, date) and isinstance(right, date) and sign == "-":
        return Duration(rest=left - right)
    if isinstance(left, Duration) or isinstance(right, Duration):
        return _durations(sign, left, right)
    return None


def _durations(sign: str, left: Any, right: Any) -> date | Duration | None:
    if sign in "*/" and isinstance(left, Duration | Decimal) and isinstance(right, Duration | Decimal):
        raise ValueError("durations are only added and subtracted")
    if isinstance(left, Duration) and isinstance(right, date) and sign == "+":
        return left.added_to(right)
    if not isinstance(right, Duration) or sign not in "+-":
        return None
    signed = right if sign == "+" else -right
    if isinstance(left, date):
        return signed.added_to(left)
    return left + signed if isinstance(left, Duration) and left.comparable(right) else None


def _numbers(sign: str, left: Decimal, right: Decimal) -> Decimal | None:
    functions: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
        "+": CONTEXT.add, "-": CONTEXT.subtract, "*": CONTEXT.multiply, "/": CONTEXT.divide, "**": CONTEXT.power,
    }  # fmt: skip
    try:
        return functions[sign](left, right)
    except DecimalException:
        return None


def negative(value: Any) -> Any:
    """Minus a number or a duration; null of anything else."""
    if isinstance(value, Decimal):
        return CONTEXT.minus(value)
    return -value if isinstance(value, Duration) else None


def day(text: str) -> date | None:
    """The day that `text` writes as `2026-10-05`; None when it writes none."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


KINDS: dict[str, Callable[[Any], bool]] = {
    "Any": lambda _: True,
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, Decimal),
    "double": lambda value: isinstance(value, Decimal),
    "integer": lambda value: isinstance(value, Decimal) and value == value.to_integral_value(),
    "long": lambda value: isinstance(value, Decimal) and value == value.to_integral_value(),
    "boolean": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, date),
    "dayTimeDuration": lambda value: isinstance(value, Duration) and value.months is None,
    "yearMonthDuration": lambda value: isinstance(value, Duration) and value.months is not None,
}
"""The types a value can be held against, by the name that models give them."""
KINDS |= {
    "days and time duration": KINDS["dayTimeDuration"],
    "years and months duration": KINDS["yearMonthDuration"],
}


def base(kind: str | None) -> str:
    """The type without the prefix of its namespace; no type is `Any`."""
    return (kind or "Any").rpartition(":")[2]


def checked(value: Any, kind: str | None) -> Any:
    """The value itself.

    Raises:
        ValueError: it is neither null nor of that kind.
    """
    if value is not None and not KINDS[base(kind)](value):
        raise ValueError(f"{plain(value)!r} is not of type {base(kind)}")
    return value


def from_json(value: Any, kind: str | None = None) -> Any:
    """A JSON or form value as a FEEL value; `kind` is a type of `KINDS`, in which text may write a day or duration.

    Raises:
        ValueError: the value is not of that kind.
    """
    if isinstance(value, str) and base(kind) == "date":
        value = day(value) or value
    elif isinstance(value, str) and base(kind).lower().endswith("duration"):
        value = Duration.parse(value) or value
    return checked(_read(value, MAX_DEPTH), kind)


def _read(value: Any, levels: int) -> Any:
    if not levels:
        raise ValueError(f"lists and objects go no more than {MAX_DEPTH} deep")
    if isinstance(value, list | tuple):
        return [_read(item, levels - 1) for item in value]
    if isinstance(value, dict):
        return {key: _read(item, levels - 1) for key, item in value.items()}
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return number(str(value))
    if isinstance(value, str):
        value.encode()  # half a surrogate pair is no text, and could not be written again
        return str(value)
    if value is None or isinstance(value, bool | Duration) or type(value) is date:
        return value
    raise ValueError(f"not a FEEL value of Casus: {value!r}")


def _plain_number(value: Decimal, *, exact: bool) -> int | float | Decimal:
    if value == value.to_integral_value() and value.adjusted() < CONTEXT.prec:
        return int(value)
    if exact:
        return value.normalize(CONTEXT)
    if isinf(float(value)):
        raise ValueError(f"{value} is too large")
    return float(value)


def unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON (`object_pairs_hook`).

    Raises:
        ValueError: a name stands twice, so that one value would silently win.
    """
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)


def number(text: str) -> Decimal:
    """The Decimal that `text` writes.

    Raises:
        ValueError: it writes none, or is without end.
    """
    try:
        found = CONTEXT.create_decimal(text)
    except DecimalException as error:
        raise ValueError(f"{text!r} is not a number") from error
    if not found.is_finite():
        raise ValueError(f"{text!r} is not a number")
    return found


def plain(value: Any, *, exact: bool = False) -> Any:
    """A FEEL value as JSON would carry it: numbers as int or float (exact: as Decimal), dates as ISO text.

    Raises:
        ValueError: it is a range, or larger than a float can be.
    """
    if isinstance(value, Decimal):
        return _plain_number(value, exact=exact)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Duration):
        return str(value)
    if isinstance(value, list):
        return [plain(item, exact=exact) for item in value]
    if isinstance(value, dict):
        return {key: plain(item, exact=exact) for key, item in value.items()}
    if isinstance(value, Range):
        raise ValueError("a range is no outcome")
    return value
