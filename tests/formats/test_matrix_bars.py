"""Where bars stand on an axis of months: a bar ends in the cell of its last day, and bars that overlap do not hide each other."""

from __future__ import annotations

from datetime import date

import pytest

from cchc_cli.formats.matrix_bars import MonthBar, MonthScale, lanes, months_of, spans
from cchc_cli.model.verdict import Status
from cchc_cli.words.cadences import parse_period
from cchc_cli.words.cadences.month import Month

MONTHS = Month.within(parse_period("2026"))
SIX = MonthScale(MONTHS, 6)


def bar(first: str, last: str, *, figures: str = "1/2", due: str = "", status: Status = Status.MISSED) -> MonthBar:
    return MonthBar(
        date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}"), status, figures, due, sum=False
    )


def drawn(*bars: MonthBar, scale: MonthScale = SIX) -> list[str]:
    placed = lanes(bars, scale)
    return ["".join(text for text, _ in spans(lane, scale.width * len(MONTHS))) for lane in placed]


@pytest.mark.parametrize(
    ("day", "first", "behind"),
    [("01-01", 0, 1), ("01-31", 5, 6), ("02-01", 6, 7), ("02-28", 11, 12), ("06-15", 32, 33), ("12-31", 71, 72)],
)
def test_a_day_has_its_place(day: str, first: int, behind: int) -> None:
    """Six cells a month: the first day is in the first, the last in the last, the 15th of 30 days in the third."""
    date_of_day = date.fromisoformat(f"2026-{day}")
    assert (SIX.first_cell(date_of_day), SIX.cell_behind(date_of_day)) == (first, behind)


def test_months_are_side_by_side() -> None:
    assert drawn(bar("01-01", "01-31"), bar("02-01", "02-28"))[0][:13] == " ✗ 1/2 ✗ 1/2 "


def test_a_bar_is_as_long_as_its_period_and_states_its_due_day_where_that_has_room() -> None:
    (quarter,) = drawn(bar("04-01", "06-30"))
    assert quarter[18:36] == " ━━━━━ ✗ 1/2 ━━━━━"
    (half,) = drawn(bar("01-01", "06-30", due="30/06"))
    assert half[:36] == " ━━━━━━━━━━━ ✗ 1/2 ━━━━━━━━━━━ 30/06"


def test_what_has_not_begun_is_faint_and_has_a_dot() -> None:
    (line,) = drawn(bar("10-01", "12-31", figures="", status=Status.UPCOMING))
    assert line[54:] == " ─────── · ───────"


def test_figures_that_have_no_room_leave_the_sign() -> None:
    assert drawn(bar("01-01", "01-31", figures="112/113"))[0][:6] == " ━ ✗ ━"
    assert drawn(bar("01-01", "01-31", figures="12/13"))[0][:7] == " ━ ✗ ━ "
    assert drawn(bar("01-01", "01-31", figures="2/13"))[0][:6] == " ✗2/13"


def test_a_report_due_in_the_next_month_begins_where_the_one_before_ends() -> None:
    """May's is due on 5 June, June's on 5 July: each ends on its day, and they are on one line."""
    (line,) = drawn(bar("05-01", "06-05"), bar("06-01", "07-05"))
    assert line[24:37] == " ✗ 1/2  ✗ 1/2"
    assert len(line.rstrip()) == SIX.cell_behind(date(2026, 7, 5))


def test_bars_that_overlap_much_are_below_each_other() -> None:
    """A report of the half-year, of the third quarter and of the year."""
    output = drawn(bar("01-01", "06-30"), bar("01-01", "12-31"), bar("07-01", "09-30"))
    assert [line.count("✗") for line in output] == [2, 1]


def test_a_table_has_the_figures_in_the_month_of_the_due_day() -> None:
    actual = {month.label: text for month, text in months_of(bar("03-10", "05-24", due="24/05"), MONTHS)}
    assert actual == {"2026-03": "━", "2026-04": "━", "2026-05": "✗ 1/2 (24/05)"}
