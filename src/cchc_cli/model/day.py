"""Days as people write them: 15/01/2026, 15-1-2026, 15.1.26, "ngày 15 tháng 01 năm 2026", 15 January 2026."""

from __future__ import annotations

import re
from datetime import date

from cchc_cli.model.text import loosen

DECEMBER = 12
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # `fromisoformat` alone would take weeks (2026-W12-3) too
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_NAMES = {word: month for month, name in enumerate(_ENGLISH, 1) for word in (name, name[:3])} | {"sept": 9}
_NUMBERS = re.compile(r"(?:ngay )?(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_WORDS = re.compile(
    rf"(?:ngay )?(\d{{1,2}}) (?:thang (\d{{1,2}})(?: nam |, ?|/| )|({'|'.join(MONTH_NAMES)}) )(\d{{4}})"
)


class MonthFirstError(ValueError):
    """A day that only the month first makes one, as Americans write it; `iso` and `local` are what it can mean."""

    def __init__(self, meant: date) -> None:
        self.iso = meant.isoformat()
        self.local = f"{meant.day}/{meant.month}/{meant.year}"
        super().__init__(self.iso)


def civil_day(day: str, month: str, year: str) -> date:
    """Return the day that three numbers name; a year of two digits is of this century.

    Raises MonthFirstError for 4/30/2026, any other ValueError for a day that the calendar does not have.
    """
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    if int(month) > DECEMBER >= int(day) > 0:
        raise MonthFirstError(date(full_year, int(day), int(month)))
    return date(full_year, int(month), int(day))


def any_day(text: str) -> date:
    """Return the day that a text names, in its ISO form or with the day first. Raises ValueError where it names none."""
    day = date.fromisoformat(text) if _ISO.fullmatch(text) else written_day(text)
    if day is None:
        raise ValueError(text)
    return day


def written_day(text: str) -> date | None:
    """Return the day that a text names with the day first, None for a text that has not the form of a day.

    Raises ValueError as `civil_day` does.
    """
    plain = loosen(text)
    if match := _NUMBERS.fullmatch(plain):
        return civil_day(match[1], match[3], match[4])
    match = _WORDS.fullmatch(plain)
    return civil_day(match[1], match[2] or str(MONTH_NAMES[match[3]]), match[4]) if match else None
