"""What one cell says: days, periods, durations, numbers. An explicit list of spellings; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, tzinfo
from decimal import Decimal

from cchc_cli.model.day import DECEMBER, MonthFirstError, civil_day, written_day
from cchc_cli.model.period import PLAN_YEARS, Period
from cchc_cli.model.text import meant
from cchc_cli.words.cadences import parse_period

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?")
_LOCAL = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_NO_YEAR = re.compile(r"(?:ngày )?\d{1,2}(?:([/-])| tháng )\d{1,2}", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_MINUTES = re.compile(r"(\d{1,3}):([0-5]\d)")
_EXCEL_TIME = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)(?:\s?(?i:(AM|SA)|(PM|CH)))?")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
# What Excel and LibreOffice show for a formula that went wrong, and for a column that is too narrow.
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)|Err:\d{3}|#{3,}", re.IGNORECASE
)

_SEPARATOR = re.compile(r"[;|\r\n]")

MAX_PIECES = 8  # between commas, of one name
MAX_SHOWN = 60  # characters of a cell in a message


class CellError(ValueError):
    """A filled cell that cannot be read: the code of the problem, and what fills its message beside the value."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def is_error(text: str) -> bool:
    """Whether a cell holds an error value of a spreadsheet, which says nothing."""
    return text.startswith(("#", "E", "e")) and _ERROR.fullmatch(text) is not None


def read_day(text: str, zone: tzinfo) -> date:
    """Read a day, or a moment as the civil day it falls on in the organisation's time zone."""
    day = _read_day(text, zone)
    if day.year not in PLAN_YEARS:
        raise CellError("far-year", year=str(day.year))
    return day


def _read_day(text: str, zone: tzinfo) -> date:
    try:
        if _ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
        match = _ISO_TIME.fullmatch(text)
        if match:
            return _moment(match, zone).date()
        match = _LOCAL.fullmatch(text)
        if match:
            return _local(match)
        written = written_day(text)
        if written:
            return written
    except MonthFirstError as error:
        raise CellError("us-order", iso=error.iso, local=error.local) from None
    except CellError:
        raise
    except (ValueError, OverflowError):  # the last days of the calendar have no neighbours in other time zones
        pass
    if _NO_YEAR.fullmatch(text):
        raise CellError("no-year")
    raise CellError("bad-date")


def stated_year(name: str) -> str:
    """Return the year that the name of a file, or of a sheet of it, says; "" where it says none, or several."""
    years = set(_YEAR.findall(name.rpartition("/")[2]))
    return years.pop() if len(years) == 1 else ""


def with_year(text: str, year: str) -> str:
    """Return a day that says no year, `20/4` or `ngày 20 tháng 4`, with a year; any other text, and without a year, unchanged."""
    plain = meant(text)
    match = _NO_YEAR.fullmatch(plain) if year else None
    return f"{plain}{match[1] or ' năm '}{year}" if match else text


def _local(match: re.Match[str]) -> date:
    day, _, month, year, hour, minute, second = match.groups()
    if hour is not None:
        _clock(hour, minute, second)
    return civil_day(day, month, year)


def both_ways(text: str) -> bool:
    """Whether a day is another day when it is read with the month first."""
    match = _LOCAL.fullmatch(text)
    return match is not None and int(match[1]) <= DECEMBER and int(match[1]) != int(match[3])


def iso_day(text: str) -> str:
    """Return a day that is written with the month first as an ISO day with its time; any other text unchanged."""
    match = _LOCAL.fullmatch(text)
    if match is None:
        return text
    month, day, year = int(match[1]), int(match[3]), int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return text
    clock = text[match.end(4) :].strip()
    return f"{iso} {clock}" if clock else iso


def read_moment(text: str, zone: tzinfo) -> str:
    """Return day and clock time of a day that has one, "2026-05-01 07:30:00"; "" where it has none or cannot be read."""
    iso, local = _ISO_TIME.fullmatch(text), _LOCAL.fullmatch(text)
    try:
        if iso:
            return f"{_moment(iso, zone):%Y-%m-%d %H:%M:%S}"
        if local and local[5] is not None:
            return f"{_local(local)} {_clock(*local.group(5, 6, 7))}"
    except (ValueError, OverflowError):
        pass
    return ""


def _moment(match: re.Match[str], zone: tzinfo) -> datetime:
    day, hour, minute, second, offset = match.groups()
    moment = datetime.combine(date.fromisoformat(day), _clock(hour, minute, second), zone)
    if offset:
        moment = datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M:%S}{offset}").astimezone(zone)
    return moment


def _clock(hour: str, minute: str, second: str | None) -> time:
    """Return a time of day. 24:00 ends its day (ISO 8601): the last second before midnight stands for it."""
    if (int(hour), int(minute), int(second or 0)) == (24, 0, 0):
        return time(23, 59, 59)
    return time(int(hour), int(minute), int(second or 0))


def read_period(text: str) -> Period:
    """Read the period a report names: its label, what people write for it, or what Excel makes of `2026-05`.

    `1/5/2026` may be what a spreadsheet makes of a month: a day has the form 2026-05-01 here.
    """
    try:
        if _LOCAL.fullmatch(text):
            raise CellError("bad-period")
        return parse_period(text)
    except ValueError:
        raise CellError("bad-period") from None


def read_duration(text: str) -> int:
    """Read `m:ss` in seconds. Excel makes `2:45:00` of 2:45; `0:45:00` may be what it makes of 0:45, or 45 minutes."""
    match = _MINUTES.fullmatch(text)
    if match:
        return int(match[1]) * 60 + int(match[2])
    match = _EXCEL_TIME.fullmatch(text)
    if match is None:
        raise CellError("bad-duration")
    first, second, third = (int(group) for group in match.groups()[:3])
    if match[4] or match[5]:
        first = _hour_of_day(first, afternoon=bool(match[5]))
    if first and third == 0:
        return first * 60 + second
    if second and third == 0:
        raise CellError("ambiguous-duration", seconds=f"0:{second:02d}", minutes=f"{second}:00")
    return first * 3600 + second * 60 + third


def _hour_of_day(hour: int, *, afternoon: bool) -> int:
    """Return the hour of the 24 that `2:45:00 AM` names, as Excel shows 2:45; a day has no hour 13 AM."""
    if not 1 <= hour <= DECEMBER:
        raise CellError("bad-duration")
    return hour % DECEMBER + (DECEMBER if afternoon else 0)


def read_number(text: str) -> Decimal:
    """Read a number as Vietnamese or English writers put it: `1.234,5`, `12,5`, `12.5`, `40`; `1,200` may be two numbers."""
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _ENGLISH_THOUSANDS.fullmatch(text):
        raise CellError("ambiguous-number", whole=text.replace(",", ""), part=f"{text.rstrip('0').rstrip(',')}0")
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise CellError("bad-number")


def read_list(text: str, known: Callable[[str], bool] = lambda _: False) -> tuple[str, ...]:
    """Read a list separated by `;`, `|` or line breaks; by commas where every piece is a known name.

    Where some of the pieces are known, the others are wrong names: the pieces are returned.
    """
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    return tuple(name for part in parts for name in _by_commas(part, known))


def _by_commas(part: str, known: Callable[[str], bool]) -> Sequence[str]:
    if "," not in part or known(part):
        return [part]
    pieces = [piece.strip() for piece in part.split(",")]
    names: list[str] = []
    while pieces:
        # A name may have commas itself: the longest that is known goes first.
        length = next(
            (size for size in range(min(len(pieces), MAX_PIECES), 0, -1) if known(", ".join(pieces[:size]))), 1
        )
        names.append(", ".join(pieces[:length]))
        del pieces[:length]
    return [name for name in names if name] if any(map(known, names)) else [part]
