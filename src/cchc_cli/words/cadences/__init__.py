"""The cadences of the calendar, the shortest first, and how a period is read from its label."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from cchc_cli.model.period import FIRST_YEAR, LAST_YEAR, Cadence, Period
from cchc_cli.words.cadences.day import Day
from cchc_cli.words.cadences.half_year import HalfYear
from cchc_cli.words.cadences.month import Month
from cchc_cli.words.cadences.quarter import Quarter
from cchc_cli.words.cadences.week import Week
from cchc_cli.words.cadences.working_day import WorkingDay
from cchc_cli.words.cadences.year import Year

CADENCES: tuple[type[Cadence], ...] = (Day, WorkingDay, Week, Month, Quarter, HalfYear, Year)
CADENCE: Mapping[str, type[Cadence]] = {cadence.word: cadence for cadence in CADENCES}  # by word


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
    """Read the label of a calendar period (`2026`, `2026-Q2`, `2026-W16`, a day), or `FROM..TO` made of two of these.

    Raises ValueError when it is none of them, names a day or week that is none, or runs backwards.
    """
    first, dots, second = text.partition("..")
    start = _parse_calendar(first.strip())
    if not dots:
        return start
    stop = _parse_calendar(second.strip()).stop
    if start.start >= stop:
        raise ValueError(text)
    return span(start.start, stop)


def _parse_calendar(text: str) -> Period:
    if not FIRST_YEAR <= text[:4] <= LAST_YEAR:
        raise ValueError(text)
    found = next((period for cadence in CADENCES if (period := cadence.read(text))), None)
    if found is None:
        raise ValueError(text)
    return found
