"""What an expression in EDTF (https://www.loc.gov/standards/datetime/) says in days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date


def bounds(edtf: str) -> tuple[date, date] | None:
    """First and last day of an EDTF expression of the forms that values/dates.py writes; None if it names no day.

    >>> bounds("2012-09"), bounds("2024-33")
    ((datetime.date(2012, 9, 1), datetime.date(2012, 9, 30)), (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31)))
    """
    try:
        if "/" in edtf:
            first, last = map(bounds, edtf.split("/"))
            return (first[0], last[1]) if first and last else None
        if re.fullmatch(r"\d{3}X", edtf):
            return date(int(f"{edtf[:3]}0"), 1, 1), date(int(f"{edtf[:3]}9"), 12, 31)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
            return (date.fromisoformat(edtf),) * 2
        if re.fullmatch(r"\d{4}(-\d\d)?", edtf):
            return _months(int(edtf[:4]), *(_covered(int(edtf[5:])) if edtf[5:] else (1, 12)))
    except (ValueError, KeyError):  # 30 February, a month 17
        pass
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """First and last day of some months of a year; over 12: of the next one."""
    end = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(*end, monthrange(*end)[1])


def _covered(code: int) -> tuple[int, int]:
    """First and last month (over 12: of the next year) that an EDTF month, season, quarter or half-year covers."""
    if code <= 12:
        return code, code
    if code < 25:
        return {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}[code]
    return (3 * code - 98, 3 * code - 96) if code < 40 else (6 * code - 239, 6 * code - 234)
