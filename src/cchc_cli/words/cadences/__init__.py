"""The cadences of the calendar, the shortest first, and how a period is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from cchc_cli.model.day import written_day
from cchc_cli.model.period import FIRST_YEAR, LAST_YEAR, Cadence, Period
from cchc_cli.model.text import loosen
from cchc_cli.words.cadences.day import Day
from cchc_cli.words.cadences.half_year import HalfYear
from cchc_cli.words.cadences.month import Month
from cchc_cli.words.cadences.quarter import Quarter
from cchc_cli.words.cadences.week import Week
from cchc_cli.words.cadences.working_day import WorkingDay
from cchc_cli.words.cadences.year import Year

CADENCES: tuple[type[Cadence], ...] = (Day, WorkingDay, Week, Month, Quarter, HalfYear, Year)
CADENCE: Mapping[str, type[Cadence]] = {cadence.word: cadence for cadence in CADENCES}  # by word
_DOTS = re.compile(r"\s*(?:\.{2,3}|…)\s*")


def span(start: date, stop: date) -> Period:
    """Return the days from `start` to the day before `stop`: the calendar period that they are, if they are one."""
    for cadence in CADENCES:
        period = cadence.containing(start)
        if period == (start, stop):
            return period
    return Period(start, stop)


def labels_around(day: date) -> list[str]:
    """Return the label of each calendar period that holds a day, as examples of how labels are written."""
    return list(dict.fromkeys(cadence.containing(day).label for cadence in CADENCES))


@lru_cache(maxsize=1024)
def parse_period(text: str) -> Period:
    """Read a calendar period or a day, by its label (`2026`, `2026-Q2`, `2026-W16`) or as people write it (`Quý II/2026`).

    Two of these make a span: `FROM..TO`. Raises ValueError when a text is none of them, names an impossible day, or
    runs backwards; MonthFirstError for a day with the month first.
    """
    first, *other_parts = _DOTS.split(text.strip())
    start = _parse_calendar(first)
    if not other_parts:
        return start
    stop = _parse_calendar(other_parts[0]).stop
    if len(other_parts) > 1 or start.start >= stop:
        raise ValueError(text)
    return span(start.start, stop)


def _parse_calendar(text: str) -> Period:
    period = _of_label(text) if text[:4].isdecimal() else _as_written(text)
    if period is None or not FIRST_YEAR <= str(period.start.year) <= LAST_YEAR:
        raise ValueError(text)
    return period


def _of_label(text: str) -> Period | None:
    if not FIRST_YEAR <= text[:4] <= LAST_YEAR:
        return None
    return next((period for cadence in CADENCES if (period := cadence.read(text))), None)


def _as_written(text: str) -> Period | None:
    day = written_day(text)
    if day is not None:
        return Day.containing(day) if day < date.max else None
    plain = loosen(text).removeprefix("ky ")
    return next((period for cadence in CADENCES if (period := cadence.spelled(plain))), None)
