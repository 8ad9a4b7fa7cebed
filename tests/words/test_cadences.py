"""The calendar's edges, and what holds of the periods of every cadence. Expected values come from the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.i18n import Catalogue
from cchc_cli.model.calendar import Holidays, months_later
from cchc_cli.model.period import ONE_DAY, Cadence, Period
from cchc_cli.model.rounds import ONE, Rounds
from cchc_cli.words.cadences import CADENCE, CADENCES, parse_period, span
from cchc_cli.words.cadences.day import Day

DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("word", "day", "label", "first", "last"),
    [
        ("day", "2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("working-day", "2026-05-04", "2026-05-04", "2026-05-04", "2026-05-04"),
        ("week", "2026-01-01", "2026-W01", "2025-12-29", "2026-01-04"),  # its Thursday is in 2026
        ("week", "2027-01-03", "2026-W53", "2026-12-28", "2027-01-03"),  # a year of 53 weeks
        ("week", "2027-01-04", "2027-W01", "2027-01-04", "2027-01-10"),
        ("week", "2025-12-28", "2025-W52", "2025-12-22", "2025-12-28"),
        ("week", "2024-12-31", "2025-W01", "2024-12-30", "2025-01-05"),
        ("week", "2024-02-29", "2024-W09", "2024-02-26", "2024-03-03"),
        ("month", "2024-02-29", "2024-02", "2024-02-01", "2024-02-29"),
        ("month", "2100-02-28", "2100-02", "2100-02-01", "2100-02-28"),  # no leap year
        ("month", "2026-12-31", "2026-12", "2026-12-01", "2026-12-31"),
        ("quarter", "2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("half-year", "2026-06-30", "2026-H1", "2026-01-01", "2026-06-30"),
        ("year", "2026-12-31", "2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_the_period_that_holds_a_day(word: str, day: str, label: str, first: str, last: str) -> None:
    period = CADENCE[word].containing(date.fromisoformat(day))
    assert (period.label, str(period.start), str(period.last)) == (label, first, last)
    assert parse_period(label) == parse_period(f"{first}..{last}") == period


@pytest.mark.parametrize(
    "label", ["2025-W53", "2026-W54", "2026-W00", "2026-W1", "2026-w16", "2026-02-30", "2026-W16-1"]
)
def test_what_no_calendar_has_is_no_period(label: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_period(label)


@pytest.mark.parametrize(
    ("measure", "number", "during", "starts"),
    [
        ("days", 10, "2026-06", "01 11 21"),
        ("days", 10, "2026-05", "01 11 21"),  # the 31st is cut off
        ("weeks", 2, "2026-02", "01 15"),
        ("weeks", 1, "2026-12-20..2027-01-09", "20 27 03"),  # over the year's end
        ("months", 1, "2026-01-31..2026-06-30", "31 28 31 30 31"),  # the day of the first, or the month's last
        ("months", 1, "2024-01-30..2024-04-29", "30 29 30"),  # a leap day, and the 30th again
        ("months", 12, "2024-02-29..2028-02-28", "29 28 28 28"),
        ("months", 12, "2024-02-29..2028-02-27", "29 28 28"),  # the last round ends on 28 February 2028
        ("months", 6, "2026", "01 01"),
        ("months", 7, "2026", "01"),
    ],
)
def test_the_first_days_of_rounds(measure: str, number: int, during: str, starts: str) -> None:
    periods = Rounds(measure, number).within(parse_period(during))  # type: ignore[arg-type]
    assert " ".join(f"{period.start:%d}" for period in periods) == starts
    assert all(period.label == f"{period.start}..{period.last}" for period in periods)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-15", 0, "2026-03-15"),
    ],
)
def test_months_later(day: str, months: int, expected: str) -> None:
    assert str(months_later(date.fromisoformat(day), months)) == expected


EN = Catalogue("en")


@pytest.mark.parametrize("cadence", CADENCES)
@given(day=DAYS)
def test_periods_of_a_cadence_tile_the_days(cadence: type[Cadence], day: date) -> None:
    period = cadence.containing(day)
    assert period.holds(day)
    assert cadence.containing(period.start) == cadence.containing(period.last) == period
    assert period.next.start == period.stop
    assert cadence.containing(period.start - ONE_DAY).stop == period.start
    assert parse_period(period.label) == span(period.start, period.stop) == period
    assert period.label.endswith(period.column(EN))


@pytest.mark.parametrize("cadence", CADENCES)
@given(first=DAYS, length=st.integers(1, 800))
def test_periods_within_a_span_tile_it_but_for_its_end(cadence: type[Cadence], first: date, length: int) -> None:
    whole = Period(first, first + timedelta(days=length))
    periods = cadence.within(whole)
    assert all(period.stop == other.start for period, other in pairwise(periods))
    assert all(period.stop <= whole.stop for period in periods)
    if periods:
        assert periods[0].holds(first)
        assert periods[-1].next.stop > whole.stop


@given(measure=st.sampled_from(sorted(ONE)), number=st.integers(1, 40), first=DAYS, length=st.integers(1, 2000))
def test_rounds_tile_a_span_but_for_the_one_cut_off(measure: str, number: int, first: date, length: int) -> None:
    whole = Period(first, first + timedelta(days=length))
    periods = Rounds(measure, number).within(whole)  # type: ignore[arg-type]
    assert all(period.stop == other.start for period, other in pairwise(periods))
    assert not periods or periods[0].start == first
    left = (whole.stop - (periods[-1].stop if periods else first)).days
    longest = {"days": number, "weeks": 7 * number, "months": 31 * number}[measure]
    assert 0 <= left < longest


@given(day=DAYS)
def test_a_day_is_worked_by_the_table_then_by_the_week(day: date) -> None:
    assert Holidays(working=frozenset({day})).is_working(day)
    assert not Holidays(off=frozenset({day})).is_working(day)
    assert Holidays().is_working(day) is (day.isoweekday() < 6)
    assert Day.containing(day).label == day.isoformat()
