"""How tables and sentences write periods: Vietnamese as officials write them, English by their labels."""

from __future__ import annotations

import pytest

from cchc_cli.formats.labels import column_label, period_label, periods_label, short_period_label
from cchc_cli.i18n import Catalogue
from cchc_cli.words.cadences import parse_period

EN, VI = Catalogue("en"), Catalogue("vi")


@pytest.mark.parametrize(
    ("label", "cell", "short", "column", "words"),
    [
        ("2026-02", "Tháng 02/2026", "Tháng 02", "T2", "tháng 02/2026"),
        ("2026-05", "Tháng 5/2026", "Tháng 5", "T5", "tháng 5/2026"),
        ("2026-Q3", "Quý III/2026", "Quý III", "Q.III", "Quý III/2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "6 tháng đầu năm", "6T đầu", "6 tháng đầu năm 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "6 tháng cuối năm", "6T cuối", "6 tháng cuối năm 2026"),
        ("2026", "Năm 2026", "Năm 2026", "2026", "năm 2026"),
        ("2026-W18", "Tuần 18/2026", "Tuần 18", "Tuần 18", "tuần 18/2026"),
        ("2026-11-30", "Ngày 30/11/2026", "Ngày 30/11", "30/11", "ngày 30/11/2026"),
        ("2026-04-01..2026-12-31", "Tháng 4–12/2026", "Tháng 4–12", "01/04–31/12", "tháng 4–12/2026"),
        (
            "2026-04-06..2026-05-03",
            "06/04/2026 - 03/05/2026",
            "06/04 - 03/05",
            "06/04–03/05",
            "06/04/2026 - 03/05/2026",
        ),
        ("2026-01-01..2026-09-30", "9 tháng đầu năm 2026", "Tháng 1–9", "01/01–30/09", "9 tháng đầu năm 2026"),
    ],
)
def test_vietnamese_forms(label: str, cell: str, short: str, column: str, words: str) -> None:
    period = parse_period(label)
    assert period_label(period, VI) == cell
    assert short_period_label(period, VI, 2026) == short
    assert column_label(period, VI, years=False) == column
    assert VI.label(period) == words


@pytest.mark.parametrize("label", ["2026-05", "2026-Q3", "2026-H1", "2026", "2026-W18", "2026-04-06..2026-05-03"])
def test_english_writes_the_label(label: str) -> None:
    period = parse_period(label)
    assert period_label(period, EN) == short_period_label(period, EN, 2026) == EN.label(period) == label


@pytest.mark.parametrize(
    ("label", "short"), [("2025-12", "Tháng 12/2025"), ("2025-12-29..2026-01-11", "29/12/2025 - 11/01/2026")]
)
def test_another_year_is_said(label: str, short: str) -> None:
    assert short_period_label(parse_period(label), VI, 2026) == short


def test_several_periods_share_what_their_names_have_in_common() -> None:
    months = [parse_period(label) for label in ("2026-05", "2026-06", "2026-07", "2026-09")]
    assert periods_label(months, VI) == "Tháng 5–7, 9/2026"
    assert periods_label(months[:1], VI) == "Tháng 5/2026"
    assert periods_label(months, EN) == "2026-05…2026-09"
    assert periods_label(months[:1], EN) == "2026-05"


def test_columns_of_several_years_say_theirs() -> None:
    assert column_label(parse_period("2025-H2"), VI, years=True) == "6T cuối/2025"
    assert column_label(parse_period("2025-H2"), EN, years=True) == "2025-H2"


def test_details_have_the_reader_s_days_and_periods_but_for_what_somebody_wrote() -> None:
    details = {
        "due": "2026-05-24",
        "quarter": "2026-Q2",
        "value": "2026-05-24",
        "last": "2030",
        "decision": "01/QĐ, 2026-05-24",
    }
    assert VI.details(details) == {
        "due": "24/05/2026", "quarter": "Quý II/2026", "value": "2026-05-24", "last": "2030", "decision": "01/QĐ, 24/05/2026",
    }  # fmt: skip
    assert EN.details(details) == details


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13", "2045/KH-SYT", "posts.csv:12", ""])
def test_what_is_no_label_stays(text: str) -> None:
    assert VI.in_words(text) == text
