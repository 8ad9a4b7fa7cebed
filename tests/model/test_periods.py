"""Periods and deadlines: boundary tables, and laws that hold for every year and day."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc_cli.i18n import LANGUAGES, Language
from cchc_cli.i18n.report import report_words
from cchc_cli.language import schema_forms as forms
from cchc_cli.language.timing_words import ABOUT
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.day import MonthFirstError
from cchc_cli.model.period import Cadence
from cchc_cli.words.cadences import CADENCE, CADENCES, parse_period, span
from cchc_cli.words.cadences.year import whole_year

YEARS = st.integers(1990, 2100)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
SOME_CADENCE = st.sampled_from(CADENCES)


@given(YEARS, SOME_CADENCE)
def test_periods_tile_the_year(year, cadence):
    """Weeks tile from the Monday on or before the first day to the last Sunday of the year."""
    periods = cadence.within(whole_year(year))
    first, stop = date(year, 1, 1), date(year + 1, 1, 1)
    of_weeks = cadence.word == "week"
    assert periods[0].start == first - timedelta(days=first.weekday() if of_weeks else 0)
    assert periods[-1].stop == stop - timedelta(days=stop.weekday() if of_weeks else 0)
    assert all(first.stop == second.start for first, second in pairwise(periods))


@given(DAYS, SOME_CADENCE)
@example(date(2004, 12, 27), CADENCE["week"])
def test_each_day_is_in_exactly_one_period(day, cadence):
    """The last days of December may be in the first week that ends in the next year."""
    years = (whole_year(day.year), whole_year(day.year + 1))
    holding = [period for year in years for period in cadence.within(year) if period.holds(day)]
    assert holding == [cadence.containing(day)]


@given(YEARS, SOME_CADENCE)
def test_a_calendar_period_is_read_back_from_its_label(year, cadence):
    assert [parse_period(period.label) for period in cadence.within(whole_year(year))] == list(
        cadence.within(whole_year(year))
    )


@pytest.mark.parametrize("language", LANGUAGES)
@given(YEARS, SOME_CADENCE, st.booleans())
def test_a_calendar_period_is_read_back_from_what_reports_print(language, year, cadence, short):
    words = report_words(language)
    periods = cadence.within(whole_year(year))
    assert [parse_period(words.period(period, short=short)) for period in periods] == list(periods)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("4/2026", "2026-04"), ("04/2026", "2026-04"), ("tháng 4/2026", "2026-04"), ("Tháng 04 năm 2026", "2026-04"),
        ("thang 4 nam 2026", "2026-04"), ("T4/2026", "2026-04"), ("Thg4-26", "2026-04"), ("Apr-26", "2026-04"),
        ("April 2026", "2026-04"), ("kỳ tháng 4/2026", "2026-04"),
        ("Quý I/2026", "2026-Q1"), ("quý 1/2026", "2026-Q1"), ("Quý IV năm 2026", "2026-Q4"), ("QII/2026", "2026-Q2"),
        ("quarter III of 2026", "2026-Q3"), ("Q2 2026", "2026-Q2"),
        ("6 tháng đầu năm 2026", "2026-H1"), ("06 tháng cuối năm 2026", "2026-H2"), ("Sáu tháng đầu năm 2026", "2026-H1"),
        ("the first half of 2026", "2026-H1"), ("Năm 2026", "2026"), ("cả năm 2026", "2026"), ("the year 2026", "2026"),
        ("4/2026..12/2026", "2026-04-01..2026-12-31"), ("15/4/2026 .. 30/6/2026", "2026-04-15..2026-06-30"),
        ("2026-04…2026-05", "2026-04-01..2026-05-31"), ("Quý I/2026..Quý II/2026", "2026-H1"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(text, label):
    assert parse_period(text).label == label


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15/01/2026", date(2026, 1, 15)), ("15/1/2026", date(2026, 1, 15)), ("15-1-2026", date(2026, 1, 15)),
        ("15.01.26", date(2026, 1, 15)), ("ngày 15/01/2026", date(2026, 1, 15)),
        ("ngày 15 tháng 01 năm 2026", date(2026, 1, 15)), ("15 tháng 1, 2026", date(2026, 1, 15)),
        ("15 January 2026", date(2026, 1, 15)), ("15 Jan 2026", date(2026, 1, 15)), ("29/2/2024", date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text, day):
    assert parse_period(text) == (day, day + timedelta(days=1))


@pytest.mark.parametrize(
    "text", ["31/4/2026", "29/2/2026", "0/4/2026", "15/1", "15/13/2026", "15-1/2026", "ngày 15 tháng 1"]
)
def test_what_is_no_day(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_period(text)


def test_the_month_first_is_told_with_what_it_can_mean():
    with pytest.raises(MonthFirstError) as error:
        parse_period("6/30/2026")
    assert (error.value.iso, error.value.local) == ("2026-06-30", "30/6/2026")


@given(DAYS, st.integers(1, 800))
def test_any_span_is_read_back_from_its_label(start, days):
    period = span(start, start + timedelta(days=days))
    assert parse_period(period.label) == period


@pytest.mark.parametrize(
    ("text", "start", "last"),
    [
        ("2026-04", date(2026, 4, 1), date(2026, 4, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-04..2026-12", date(2026, 4, 1), date(2026, 12, 31)),
        ("2026-03-12", date(2026, 3, 12), date(2026, 3, 12)),
        ("2025-12-15..2026-03-14", date(2025, 12, 15), date(2026, 3, 14)),
    ],
)
def test_what_a_label_spans(text, start, last):
    period = parse_period(text)
    assert (period.start, period.last) == (start, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-H3",
        "26-04",
        "2026-02-30",
        "2026-05..2026-04",
        "13/2026",
        "Quý V/2026",
        "all",
    ],
)
def test_what_is_no_period(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_period(text)


def test_a_span_that_is_a_calendar_period_has_its_label():
    assert span(date(2026, 4, 1), date(2026, 7, 1)).label == "2026-Q2"
    assert span(date(2026, 4, 1), date(2027, 1, 1)).label == "2026-04-01..2026-12-31"
    assert whole_year(2026).label == "2026"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cadence", CADENCES, ids=lambda cadence: cadence.word)
def test_a_cadence_has_its_words_everywhere(cadence: type[Cadence], language: Language) -> None:
    """One file has them all; the year that ends the table is named too."""
    period, words = cadence.containing(date(2026, 12, 31)), report_words(language)
    assert cadence.example == f"every: {cadence.word}"
    assert CADENCE[cadence.word] is cadence
    assert cadence.one[language]
    assert cadence.one["en"] in ABOUT["every"]
    assert cadence.word in forms.CADENCE["enum"]
    assert cadence.every[language]
    assert cadence.heading[language]
    assert "2026" in words.period(period)
    assert "2026" in words.period(period, short=True)
    assert re.fullmatch(f"2026(-{cadence.pattern})?", period.label)
    assert period.column(words)


def test_no_label_is_of_two_cadences() -> None:
    """Days and working days are named alike; no other label can be read in two ways."""
    days = ["day", "working-day"]
    labels = {cadence.word: cadence.containing(date(2026, 12, 31)).label for cadence in CADENCES}
    readers = {word: [cadence.word for cadence in CADENCES if cadence.read(label)] for word, label in labels.items()}
    assert readers == {word: days if word in days else [word] for word in labels}


def test_touching_periods_do_not_overlap():
    march, april = parse_period("2026-03"), parse_period("2026-04")
    assert not march.overlaps(april)
    assert march.overlaps(parse_period("2026-Q1"))


@given(DAYS)
def test_the_next_working_day_is_the_first_that_is_worked(day):
    holidays = Holidays(frozenset({date(2026, 4, 30), date(2026, 5, 1)}), frozenset({date(2026, 8, 22)}))
    actual = holidays.next_working(day)
    assert actual >= day
    assert holidays.is_working(actual)
    assert not any(holidays.is_working(day + timedelta(days=n)) for n in range((actual - day).days))


def test_a_worked_saturday_is_a_working_day():
    holidays = Holidays(working=frozenset({date(2026, 8, 22)}))
    assert holidays.next_working(date(2026, 8, 22)) == date(2026, 8, 22)
    assert holidays.next_working(date(2026, 8, 15)) == date(2026, 8, 17)
