"""What one cell says: days, periods, durations, numbers. An explicit list of spellings; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo
from decimal import Decimal

from cchc_cli.model.period import parse_period
from cchc_cli.model.text import loosen

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_LOCAL = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_EXCEL_MONTH = re.compile(r"([A-Za-z]{3})-(\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
_MINUTES = re.compile(r"(\d{1,3}):([0-5]\d)")
_EXCEL_TIME = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class CellError(ValueError):
    """A filled cell that cannot be read: the code of the problem."""


def read_day(text: str, zone: tzinfo) -> date:
    """Read a day, or a moment as the civil day it falls on in the organisation's time zone."""
    try:
        if _ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
        match = _ISO_TIME.fullmatch(text)
        if match:
            return _moment(match, zone)
        match = _LOCAL.fullmatch(text)
        if match:
            day, _, month, year, hour, minute, second = match.groups()
            if hour is not None:
                time(int(hour), int(minute), int(second or 0))
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except (ValueError, OverflowError):  # the last days of the calendar have no neighbours in other time zones
        pass
    raise CellError("bad-date")


def _moment(match: re.Match[str], zone: tzinfo) -> date:
    day, hour, minute, second, offset = match.groups()
    moment = datetime.combine(date.fromisoformat(day), time(int(hour), int(minute), int(second or 0)), zone)
    if offset:
        moment = datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M:%S}{offset}").astimezone(zone)
    return moment.date()


def read_period(text: str) -> str:
    """Read the period a document names, and return its label; what Excel makes of `2026-05` is read back."""
    excel = _EXCEL_MONTH.fullmatch(text)
    if excel and excel[1].lower() in _MONTHS:
        text = f"20{excel[2]}-{_MONTHS.index(excel[1].lower()) + 1:02d}"
    slashed = _MONTH_YEAR.fullmatch(text)
    if slashed:
        text = f"{slashed[2]}-{int(slashed[1]):02d}"
    try:
        return parse_period(text).label
    except ValueError:
        raise CellError("bad-period") from None


def read_duration(text: str) -> int:
    """Read `m:ss` in seconds. Excel makes `2:45:00` of 2:45; a leading 0 hour is a true `h:mm:ss`."""
    match = _MINUTES.fullmatch(text)
    if match:
        return int(match[1]) * 60 + int(match[2])
    match = _EXCEL_TIME.fullmatch(text)
    if match is None:
        raise CellError("bad-duration")
    first, second, third = (int(group) for group in match.groups())
    if first and third == 0:
        return first * 60 + second
    return first * 3600 + second * 60 + third


def read_number(text: str) -> Decimal:
    """Read a number as Vietnamese or English writers put it: `1.234,5`, `12,5`, `12.5`, `40`."""
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise CellError("bad-number")


def read_issue(text: str) -> str:
    """Read the number of a broadcast's issue: `15`, `015`, `Số 15` are one."""
    number = loosen(text).removeprefix("so ").strip()
    return number.lstrip("0") if number.isdecimal() else number


def read_list(text: str) -> tuple[str, ...]:
    """Read a list separated by `;` or `|`."""
    return tuple(part.strip() for part in text.replace("|", ";").split(";") if part.strip())


_FORMULA = re.compile(r"'*[=+@-]")


def defused(text: str) -> str:
    """Return a cell as it is written: one that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def bare(text: str) -> str:
    """Return a cell as it was before `defused`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
