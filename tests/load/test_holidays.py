"""The table of holidays against the `holidays` package: only the differences that are known and explained."""

from datetime import date, timedelta

import holidays
import pytest

import scenario
from cchc_cli.model.calendar import Holidays

# The package lacks 02/01/2026 (off, swapped with Saturday 10/01) and has 24/11/2026, which no act confirms.
KNOWN = {date(2026, 1, 2), date(2026, 1, 10), date(2026, 11, 24)}


def table() -> Holidays:
    return scenario.organisation("hanoi").holidays


@pytest.mark.parametrize("year", [2024, 2026])
def test_working_days_differ_from_the_package_only_where_it_is_known_to_be_wrong(year):
    package = holidays.country_holidays("VN", years=year)
    days = [date(year, 1, 1) + timedelta(days=offset) for offset in range(366)]
    ours = table()
    different = {day for day in days if day.year == year and ours.is_working(day) != package.is_working_day(day)}
    assert different == {day for day in KNOWN if day.year == year}


def test_the_disputed_day_is_on_record_and_off_by_default():
    assert table().is_working(date(2026, 11, 24))
    text = (scenario.ROOT / "plans" / "holidays.yaml").read_text(encoding="utf-8")
    assert "2026-11-24: {name: Ngày Văn hóa Việt Nam, source: unverified, active: false}" in text


def test_the_years_with_a_table():
    assert table().years == {2024, 2026}
