"""What an expression in EDTF (https://www.loc.gov/standards/datetime/) says in days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date


def bounds(edtf: str) -> tuple[date, date] | None:
    """First and last day of an EDTF expression of the forms that values/dates.py writes; None if there is no such day.

    >>> bounds("2012-09"), bounds("2024-33")
    ((datetime.date(2012, 9, 1), datetime.date(2012, 9, 30)), (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31)))
    """
    if "/" in edtf:
        ends = [bounds(part) for part in edtf.split("/")]
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
    if re.fullmatch(r"\d{3}X", edtf):
        return date(int(edtf[:3] + "0"), 1, 1), date(int(edtf[:3] + "9"), 12, 31)
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf):
        return None
    year, *rest = map(int, edtf.split("-"))
    if len(rest) == 2:
        return _one_day(year, *rest)
    first, last = _span_of_months(rest[0]) if rest else (1, 12)
    return date(year, first, 1), date(year + (last - 1) // 12, (last - 1) % 12 + 1, _length(year, last))


def _one_day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        return (date(year, month, day),) * 2
    except ValueError:
        return None


def _length(year: int, month: int) -> int:
    return monthrange(year + (month - 1) // 12, (month - 1) % 12 + 1)[1]


def _span_of_months(code: int) -> tuple[int, int]:
    """First and last month (over 12: of the next year) that an EDTF month, season, quarter or half-year covers."""
    if code <= 12:
        return code, code
    if code < 25:
        return {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}[code]
    return (3 * code - 98, 3 * code - 96) if code < 40 else (6 * code - 239, 6 * code - 234)
