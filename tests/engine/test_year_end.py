"""What is due after the plan's year: a report on 2026, due on 15 January 2027."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from test_same_work import DOCUMENTS, REPORT, judged

YEARLY = REPORT.replace("every: ", "for: [2026]\n    due: {2026: 2027-01-15}\n")
MONTHLY = REPORT + "month\n    due: {2026-12: 2027-01-05}\n"


@pytest.mark.parametrize(
    ("window", "as_of", "sections"),
    [
        ("2026-12", "2026-12-20", ["running"]),
        ("2027-01", "2027-01-10", ["due"]),
        ("2027-01", "2027-01-20", ["due"]),
        ("2027-01-01..2027-02-28", "2027-02-10", ["due"]),
        ("2027-02", "2027-02-10", ["overdue"]),  # of an earlier plan, a report can still be sent
        ("2026-02", "2026-02-10", []),  # the plan is of March
    ],
)
def test_it_is_shown_when_it_is_due(window: str, as_of: str, sections: list[str], tmp_path: Path) -> None:
    verdicts = judged(tmp_path, YEARLY, {"documents.csv": DOCUMENTS}, window, date.fromisoformat(as_of))
    assert [verdict.section for verdict in verdicts] == sections


def test_december_of_a_monthly_report_too(tmp_path: Path) -> None:
    verdicts = judged(tmp_path, MONTHLY, {"documents.csv": DOCUMENTS}, "2027-01", date(2027, 1, 6))
    assert [(entry.obligation.period.label, entry.section, entry.status) for entry in verdicts] == [
        ("2026-12", "due", "missed")
    ]


def test_it_is_reached_late_within_its_window(tmp_path: Path) -> None:
    logs = {"documents.csv": DOCUMENTS + "2027-01-18,VP,report,Báo cáo năm,2026,,2027-01-18\n"}
    [verdicts] = judged(tmp_path, YEARLY, logs, "2027-01", date(2027, 1, 20))
    assert (verdicts.status, verdicts.days_late) == ("late", 3)
