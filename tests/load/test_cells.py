"""How cells of logs are read: spelling beside meaning; what is not on the list is refused, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from cchc_cli.load.evidence.cells import CellError, read_day, read_duration, read_list, read_number, read_period

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")  # seven hours ahead of UTC, all the year

DAYS = """
2026-04-30                     2026-04-30
2024-02-29                     2024-02-29
2026-04-30 08:15               2026-04-30
2026-04-30 8:15                2026-04-30
2026-04-30T08:15               2026-04-30
2026-04-30T08:15:30            2026-04-30
2026-04-30T08:15:30.250        2026-04-30
2026-03-31 23:30               2026-03-31
2026-03-31T16:59Z              2026-03-31
2026-03-31T17:00Z              2026-04-01
2026-03-31T17:10:00Z           2026-04-01
2026-03-31T17:10:00 Z          2026-04-01
2026-04-01T00:30+07:00         2026-04-01
2026-04-01T00:30+0700          2026-04-01
2026-04-01T00:30+09:00         2026-03-31
2026-03-31T20:00-05:00         2026-04-01
30/4/2026                      2026-04-30
30/04/2026                     2026-04-30
3/4/2026                       2026-04-03
3-4-2026                       2026-04-03
3.4.2026                       2026-04-03
03.04.26                       2026-04-03
3/4/26                         2026-04-03
31/12/99                       2099-12-31
30/4/2026 08:15                2026-04-30
30/4/2026 8:15:59              2026-04-30
30-04-26 23:59                 2026-04-30
30/4/2026 24:00                2026-04-30
2026-03-31T24:00               2026-03-31
2026-03-31T24:00:00+07:00      2026-03-31
2026-03-31 24:00Z              2026-04-01
"""

NO_DAYS = """
72/3/2026
31/04/2026
31-04-2026
29/2/2026
2026-02-29
2026-02-30
2026-13-01
2026-00-10
0/4/2026
30/4/2026 24:01
2026-04-30T24:00:01
30/4/2026 8:60
2026-04-30 25:00
2026-04-30T08:15+99:00
2026-4-30
2026/04/30
20260430
2026-W18-4
30/4-2026
30/4/026
9999-12-31T23:00Z
0001-01-01T00:30+14:00
"""

PERIODS = """
2026-05      2026-05
2026-Q1      2026-Q1
2026-H1      2026-H1
2026         2026
May-26       2026-05
may-26       2026-05
Dec-26       2026-12
05/2026      2026-05
5/2026       2026-05
2026-01..2026-03   2026-Q1
2026-04-01..2026-12-31   2026-04-01..2026-12-31
"""

NO_PERIODS = """
2026-13
2026-00
13/2026
0/2026
2026-Q5
2026-H3
2026-q1
Mai-26
May-2026
26-05
2026-05-32
2026-06..2026-05
tháng 5
"""

DURATIONS = """
2:45       165
0:45       45
02:45      165
75:00      4500
2:45:00    165
0:02:45    165
1:02:45    3765
12:30:00   750
"""

NO_DURATIONS = """
2:60
2:5
2:45:60
2:60:00
:45
2.45
165
2'45"
-2:45
2 phút
"""

NUMBERS = """
40            40
0             0
12,5          12.5
12.5          12.5
1.234         1234
1.234,5       1234.5
1.234.567     1234567
12.34         12.34
1234          1234
"""

NO_NUMBERS = """
1,234.5
1,234,567
1.23.456
1.2345.678
-3
40 %
12,
,5
1e3
bốn mươi
"""

LISTS = [
    ("VPS", ("VPS",)),
    ("TCCB;VPS", ("TCCB", "VPS")),
    ("TCCB; VPS", ("TCCB", "VPS")),
    ("TCCB|VPS", ("TCCB", "VPS")),
    ("TCCB|NVY ; VPS", ("TCCB", "NVY", "VPS")),
    (";VPS;;", ("VPS",)),
    (" ; ", ()),
    ("", ()),
    ("Phòng Kế hoạch, Tài chính", ("Phòng Kế hoạch, Tài chính",)),
]


def table(text: str) -> list[tuple[str, str]]:
    """Split each line at its last run of blanks: a spelling, and what it means."""
    return [(line.rpartition(" ")[0].strip(), line.rpartition(" ")[2]) for line in text.strip().splitlines()]


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize(("text", "day"), table(DAYS))
def test_day(text: str, day: str) -> None:
    assert read_day(text, HANOI) == date.fromisoformat(day)


@pytest.mark.parametrize("text", lines(NO_DAYS))
def test_no_day(text: str) -> None:
    with pytest.raises(CellError, match=r"^bad-date$"):
        read_day(text, HANOI)


@pytest.mark.parametrize(
    ("text", "day"), [("46023", "01/01/2026"), ("46115.354", "03/04/2026"), ("36526", "01/01/2000")]
)
def test_a_number_of_a_spreadsheet_names_its_day(text: str, day: str) -> None:
    """Excel keeps 1 January 2026 as 46023."""
    with pytest.raises(CellError, match=r"^serial-day$") as error:
        read_day(text, HANOI)
    assert error.value.details["local"] == day


@pytest.mark.parametrize("text", ["36525", "73416", "4611", "461150", "46115.", "-46115"])
def test_a_number_outside_the_years_of_plans_is_no_day(text: str) -> None:
    with pytest.raises(CellError, match=r"^bad-date$"):
        read_day(text, HANOI)


def test_a_day_without_a_year_says_so() -> None:
    with pytest.raises(CellError, match=r"^no-year$"):
        read_day("30/4", HANOI)


def test_a_day_that_is_spelled_out() -> None:
    assert read_day("30 tháng 4 năm 2026", HANOI) == date(2026, 4, 30)


def test_a_moment_falls_on_the_day_of_the_zone() -> None:
    moment = "2026-03-31T20:00Z"
    zones = {"UTC": date(2026, 3, 31), "Asia/Ho_Chi_Minh": date(2026, 4, 1), "America/New_York": date(2026, 3, 31)}
    assert {zone: read_day(moment, ZoneInfo(zone)) for zone in zones} == zones


@pytest.mark.parametrize(("text", "label"), table(PERIODS))
def test_period(text: str, label: str) -> None:
    assert read_period(text).label == label


@pytest.mark.parametrize("text", lines(NO_PERIODS))
def test_no_period(text: str) -> None:
    with pytest.raises(CellError, match=r"^bad-period$"):
        read_period(text)


@pytest.mark.parametrize(("text", "seconds"), table(DURATIONS))
def test_duration(text: str, seconds: str) -> None:
    assert read_duration(text) == int(seconds)


@pytest.mark.parametrize("text", lines(NO_DURATIONS))
def test_no_duration(text: str) -> None:
    with pytest.raises(CellError, match=r"^bad-duration$"):
        read_duration(text)


@pytest.mark.parametrize(("text", "number"), table(NUMBERS))
def test_number(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", lines(NO_NUMBERS))
def test_no_number(text: str) -> None:
    with pytest.raises(CellError, match=r"^bad-number$"):
        read_number(text)


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_list(text: str, names: tuple[str, ...]) -> None:
    assert read_list(text) == names


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [(read_duration, "0:10:00", "ambiguous-duration"), (read_number, "1,234", "ambiguous-number")],
)
def test_what_can_be_read_two_ways_is_refused(read: Callable[[str], object], text: str, code: str) -> None:
    with pytest.raises(CellError) as error:
        read(text)
    assert error.value.code == code
