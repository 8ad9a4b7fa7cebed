"""Standing states of several parts, in a plan of 12 March: its first full month in force is April.

The plans have one part each (see the scenarios of Hà Nội A15 and Đà Nẵng A11); the rule is that of each part.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from cchc_cli.engine.check import Query, check
from cchc_cli.words.cadences import parse_period
from test_same_work import case_of, judged

STATES = "date,unit,type,value,of\n"
QR = "2026-04-10,VP,qr,10,10\n"
HALF = "2026-04-10,VP,qr,5,10\n"
CHATBOT = "2026-12-20,VP,chatbot,10,10\n"


def quota(parts: str, standing: str = "true") -> str:
    needs = f"{{{parts}: [{{states: 100 %, type: qr}}, {{states: 100 %, type: chatbot}}]}}"
    return f"  Q:\n    title: Mã QR, chatbot\n    clause: Mục 1\n    owes: VP\n    needs: {needs}\n    standing: {standing}\n"


@pytest.mark.parametrize(
    ("parts", "standing", "snapshots", "as_of", "status", "notes"),
    [
        ("any", "true", QR, "2026-04-10", "met", []),  # one of them will do
        ("any", "true", QR, "2026-12-31", "met", []),
        ("any", "true", HALF, "2026-04-30", "open", []),  # there is time for the other
        ("any", "true", HALF, "2026-05-01", "missed", []),
        ("any", "true", "", "2026-03-11", "upcoming", []),
        ("any", "true", "", "2026-04-30", "open", []),
        ("any", "true", "", "2026-05-01", "missed", []),
        ("all", "true", QR, "2026-04-30", "open", []),
        ("all", "true", QR, "2026-05-01", "missed", []),
        ("all", "true", HALF, "2026-04-10", "missed", []),  # what there is is below the threshold
        ("all", "true", QR + CHATBOT, "2026-12-31", "met", []),
        ("all", "{fresh_days: 30}", QR + CHATBOT, "2026-12-31", "missed", [2]),  # only the QR codes are of old
        ("any", "{fresh_days: 30}", QR + CHATBOT, "2026-12-31", "met", []),
        ("any", "{fresh_days: 30}", QR, "2026-05-10", "met", []),
        ("any", "{fresh_days: 30}", QR, "2026-05-11", "missed", [2]),
    ],
)
def test_each_part_stands_by_itself(
    parts: str, standing: str, snapshots: str, as_of: str, status: str, notes: list[int], tmp_path: Path
) -> None:
    """`notes` are the rows that are said to be too old."""
    verdicts = judged(
        tmp_path, quota(parts, standing), {"states.csv": STATES + snapshots}, "2026", date.fromisoformat(as_of)
    )
    [verdict] = verdicts
    assert verdict.status == status
    assert [note.details["row"] for note in verdict.notes if note.code == "stale"] == [
        f"evidence/demo/states.csv:{row}" for row in notes
    ]


@pytest.mark.parametrize(
    ("header", "last_open"),
    [
        ("issued: 2026-04-01\nyear: 2026\n", "2026-04-30"),
        ("issued: 2026-04\nyear: 2026\n", "2026-05-31"),  # of April not all days are known to be in force
        (
            "issued: 2026-03\nstarts: 2026-04-01\nyear: 2026\n",
            "2026-04-30",
        ),  # it starts on that day, whenever it was issued
        ("issued: 2026-03\nstarts: 2026-04-02\nyear: 2026\n", "2026-05-31"),
        ("issued: {not_before: 2026-03-05}\nstarts: 2026-04-01\nyear: 2026\n", "2026-04-30"),
        ("issued: 2025-12\nyear: 2026\n", "2026-01-31"),  # issued in December on whatever day, it starts with its year
        ("issued: {not_before: 2025-12-05}\nyear: 2026\n", "2026-02-28"),  # perhaps it was issued in January
    ],
)
def test_the_first_full_month_is_known_to_be_in_force(
    header: str, last_open: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("test_same_work.HEADER", f"plan: again-2026\ntitle: Lặp lại\n{header}quotas:\n")
    case, last = case_of(tmp_path, quota("all"), {"states.csv": STATES}), date.fromisoformat(last_open)
    actual = [check(case, Query(day, parse_period("2026"))).verdicts for day in (last, last + timedelta(days=1))]
    assert [verdict.status for [verdict] in actual] == ["open", "missed"]
    unknown = "not_before" in header and "starts" not in header
    assert ("issue-unknown" in {note.code for note in actual[0][0].notes}) == unknown
