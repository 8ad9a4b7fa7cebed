"""Days in the spelling of other programs: names of months and weekdays, the time in front, year/month/day."""

from __future__ import annotations

import re
from datetime import date

from cchc_cli.load.evidence.cells import iso_day
from cchc_cli.load.evidence.columns import MONTH_FIRST
from cchc_cli.model.text import fold, meant

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s?(?P<half>am|pm|sa|ch))?"
_ZONE = r"(?:\s?(?:gmt|utc)(?P<sign>[+-])(?P<offset>\d{1,2})(?::?(?P<rest>\d{2}))?)?"
_TIME = rf"(?:,?\s*(?:lúc|at)?\s*{_CLOCK}{_ZONE})?"
_FORMS = (
    re.compile(r"(?:ngày )?(?P<day>\d{1,2}) (?:thg|tháng) ?(?P<month>\d{1,2})(?:,| năm)? (?P<year>\d{4})" + _TIME),
    re.compile(r"(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})" + _TIME),
    re.compile(r"(?P<day>\d{1,2}) (?P<name>[a-z]{3,9})\.?,? (?P<year>\d{4})" + _TIME),
    re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})" + _TIME),
)
_WEEKDAY = re.compile(
    r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|(?:mon|tues|wednes|thurs|fri|satur|sun)day),? ", re.IGNORECASE
)
_TIME_FIRST = re.compile(
    r"(?:lúc )?(\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:am|pm|sa|ch))?),?\s+"
    r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?:ngày )?\d{1,2} (?:thg|tháng) .+)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second_number>\d{1,2})(?P=mark)(?P<year>\d{4}),?" + _TIME, re.IGNORECASE
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NOON = 12


def plain_day(text: str, order: str) -> str:
    """Return a day of another program in a spelling that logs accept; any other text stays as a reader sees it.

    `order` is `dmy` or `mdy`; "" leaves days in numbers as they are.
    """
    month_first = order == MONTH_FIRST
    cell = _WEEKDAY.sub("", meant(text))
    time_first = _TIME_FIRST.fullmatch(cell)
    if time_first:
        cell = f"{time_first[2]} {time_first[1]}"
    folded = fold(cell)
    for form in _FORMS:
        match = form.fullmatch(folded)
        if match:
            return _iso(match) or text
    return _with_half(cell, month_first=month_first) or (iso_day(cell, month_first=month_first) if order else cell)


def _with_half(cell: str, *, month_first: bool) -> str:
    """Return a day in numbers with a 12-hour time, its time on 24 hours; "" for any other text."""
    match = _NUMBERS.fullmatch(fold(cell))
    if match is None or not match["half"]:
        return ""
    clock = _clock(match)
    day = f"{match['first']}/{match['second_number']}/{match['year']} {clock}"
    return (iso_day(day) if month_first else day) if clock else ""


def _iso(match: re.Match[str]) -> str:
    """Return a match as an ISO day with its time, "" if that day or time does not exist."""
    named = match.groupdict()
    try:
        month = _month(named["name"]) if named.get("name") else int(named["month"])
        day = date(int(named["year"]), month, int(named["day"])).isoformat()
    except ValueError:
        return ""
    if named["hour"] is None:
        return day
    clock = _clock(match)
    zone = f"{named['sign']}{int(named['offset']):02d}:{named['rest'] or '00'}" if named["sign"] else ""
    return f"{day} {clock}{zone}" if clock else ""


def _month(name: str) -> int:
    """Return the number of a month by its English name or its first three letters, 0 for any other word."""
    return next((number for number, month in enumerate(_MONTHS, 1) if name in {month, month[:3]}), 0)


def _clock(match: re.Match[str]) -> str:
    """Return the time of a match on 24 hours, "" if a 12-hour time has an hour outside 1 to 12."""
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= NOON:
            return ""
        hour = hour % NOON + (NOON if match["half"] in {"pm", "ch"} else 0)
    return f"{hour:02d}:{match['minute']}:{match['second'] or '00'}"
