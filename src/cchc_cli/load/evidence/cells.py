"""Reading one cell: days, periods, durations, numbers. Each accepts an explicit list of spellings and guesses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from cchc_cli.model.day import DECEMBER, MonthFirstError, civil_day, written_day
from cchc_cli.model.period import PLAN_YEARS, Period
from cchc_cli.model.text import meant
from cchc_cli.words.cadences import parse_period

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?")
_LOCAL = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_NO_YEAR = re.compile(r"(?:ngày )?\d{1,2}(?:([/-])| tháng )\d{1,2}", re.IGNORECASE)
_SEVERAL_DAYS = re.compile(
    r"(?:từ )?(?:ngày )?\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{4})?)?"  # 19; 19/11; 19/11/2026
    r" ?(?:-|,|;|&|và|đến|tới|to) ?(?:hết )?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|\d{4}-\d{2}-\d{2} ?(?:-|\.\.|,|;|đến|to) ?\d{4}-\d{2}-\d{2}",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)  # a day in a spreadsheet without a date format
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_MINUTES = re.compile(r"(\d{1,3}):([0-5]\d)")
_EXCEL_TIME = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)(?:\s?(?i:(AM|SA)|(PM|CH)))?")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
# Error values of Excel and LibreOffice, and the hashes of a column that is too narrow.
_ERROR = re.compile(
    r"#(?:N/A|NAME\?|DIV/0!|GETTING_DATA|(?:REF|VALUE|NULL|NUM|SPILL|CALC|ERROR|FIELD|BUSY|BLOCKED|CONNECT|UNKNOWN|PYTHON|EXTERNAL)!)"
    r"|(?:Err|Lỗi):\d{3}|#{3,}",
    re.IGNORECASE,
)
ERROR_BEGINS = frozenset("#EeLl")  # of every error value: most cells need no other look

_SEPARATOR = re.compile(r"[;|\r\n]")

_DAY_ZERO = date(1899, 12, 30)  # the day from which spreadsheets count, for days from March 1900

MAX_PIECES = 8  # the most pieces between commas that one name may have
MAX_SHOWN = 60  # characters of a cell in a message


class CellError(ValueError):
    """A filled cell that cannot be read: the code of the problem, and details for its message beside the value."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def is_error(text: str) -> bool:
    """Whether a cell holds an error value of a spreadsheet."""
    return _ERROR.fullmatch(text) is not None


def read_day(text: str, zone: tzinfo) -> date:
    """Read a day, or a moment as its civil day in the organisation's time zone. Raises CellError."""
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
        raise CellError("us-order", typed=error.iso, local=error.local) from None
    except CellError:
        raise
    except (ValueError, OverflowError):  # OverflowError: a conversion between time zones can leave the calendar
        pass
    if _NO_YEAR.fullmatch(text):
        raise CellError("no-year")
    if _SEVERAL_DAYS.fullmatch(text):
        raise CellError("several-days")
    day = _serial_day(text)
    raise CellError("serial-day", local=f"{day:%d/%m/%Y}", typed=day.isoformat()) if day else CellError("bad-date")


def _serial_day(text: str) -> date | None:
    """Return the day that a spreadsheet stores as a number, None for a number outside the years of plans."""
    match = _SERIAL.fullmatch(text)
    day = _DAY_ZERO + timedelta(days=int(match[1])) if match else None
    return day if day and day.year in PLAN_YEARS else None


def stated_year(name: str) -> str:
    """Return the year in the name of a file or of its sheet; "" if the name has no year or several."""
    years = set(_YEAR.findall(name.rpartition("/")[2]))
    return years.pop() if len(years) == 1 else ""


def with_year(text: str, year: str) -> str:
    """Return `20/4` or `ngày 20 tháng 4` with the year added; any other text is unchanged, and any text if year is ""."""
    plain = meant(text)
    match = _NO_YEAR.fullmatch(plain) if year else None
    return f"{plain}{match[1] or ' năm '}{year}" if match else text


def _local(match: re.Match[str]) -> date:
    day, _, month, year, hour, minute, second = match.groups()
    if hour is not None:
        _clock(hour, minute, second)
    return civil_day(day, month, year)


def both_ways(text: str) -> bool:
    """Whether a day is a different valid day when the month is read first."""
    match = _LOCAL.fullmatch(text)
    return match is not None and max(int(match[1]), int(match[3])) <= DECEMBER and int(match[1]) != int(match[3])


def day_first_only(text: str) -> bool:
    """Whether a day in numbers is no day when the month is read first."""
    match = _LOCAL.fullmatch(text)
    return match is not None and int(match[3]) <= DECEMBER < int(match[1])


def iso_day(text: str, *, month_first: bool = True) -> str:
    """Return a day in numbers as an ISO day, with its time; any other text, and a day that does not exist, is unchanged."""
    match = _LOCAL.fullmatch(text)
    if match is None:
        return text
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    month, day = (int(match[1]), int(match[3])) if month_first else (int(match[3]), int(match[1]))
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return text
    clock = text[match.end(4) :].strip()
    return f"{iso} {clock}" if clock else iso


def read_moment(text: str, zone: tzinfo) -> str:
    """Return day and clock time, "2026-05-01 07:30:00"; "" if the text has no time or cannot be read."""
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
    """Return a time of day. 24:00 is the end of its day (ISO 8601), and becomes 23:59:59."""
    if (int(hour), int(minute), int(second or 0)) == (24, 0, 0):
        return time(23, 59, 59)
    return time(int(hour), int(minute), int(second or 0))


def read_period(text: str) -> Period:
    """Read the period of a report: its label, a usual spelling, or Excel's form of `2026-05`. Raises CellError.

    `1/5/2026` is refused, because a spreadsheet may show a month so; a day must be written 2026-05-01 here.
    """
    try:
        if _LOCAL.fullmatch(text):
            raise CellError("bad-period")
        return parse_period(text)
    except ValueError:
        raise CellError("bad-period") from None


def read_duration(text: str) -> int:
    """Read `m:ss` as seconds. Raises CellError.

    Excel turns 2:45 into `2:45:00`, which is read as 2:45. `0:45:00` is refused: it may be 0:45, or 45 minutes.
    """
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
    """Return the hour (0 to 23) of a time such as `2:45:00 AM`, Excel's form of 2:45. Raises CellError above 12."""
    if not 1 <= hour <= DECEMBER:
        raise CellError("bad-duration")
    return hour % DECEMBER + (DECEMBER if afternoon else 0)


def read_number(text: str) -> Decimal:
    """Read a number in Vietnamese or English spelling: `1.234,5`, `12,5`, `12.5`, `40`.

    Raises CellError, also for `1,200`, which may be 1200 or 1.2.
    """
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _ENGLISH_THOUSANDS.fullmatch(text):
        raise CellError("ambiguous-number", whole=text.replace(",", ""), part=f"{text.rstrip('0').rstrip(',')}0")
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise CellError("bad-number")


def read_list(text: str, known: Callable[[str], bool] = lambda _: False) -> tuple[str, ...]:
    """Read a list separated by `;`, `|` or line breaks; by commas where every piece is a known name.

    If only some pieces are known, the others are wrong names, and all pieces are returned.
    """
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    return tuple(name for part in parts for name in _by_commas(part, known))


def _by_commas(part: str, known: Callable[[str], bool]) -> Sequence[str]:
    if "," not in part or known(part):
        return [part]
    pieces = [piece.strip() for piece in part.split(",")]
    names: list[str] = []
    while pieces:
        # A name may contain commas: the longest known name is taken first.
        length = next(
            (size for size in range(min(len(pieces), MAX_PIECES), 0, -1) if known(", ".join(pieces[:size]))), 1
        )
        names.append(", ".join(pieces[:length]))
        del pieces[:length]
    return [name for name in names if name] if any(map(known, names)) else [part]
