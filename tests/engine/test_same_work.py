"""Rows that say again what another said: reports whose address stands elsewhere, works seen before, rows alike but apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cchc_cli.engine.check import Case, Query, check
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.plans import load_organisation
from cchc_cli.load.workspace import find_workspace
from cchc_cli.model.verdict import Verdict
from cchc_cli.words.cadences import parse_period
from workspaces import build_workspace

HEADER = "plan: again-2026\ntitle: Lặp lại\nissued: 2026-03-12\nyear: 2026\nquotas:\n"
REPORT = (
    "  Q:\n    title: Báo cáo\n    clause: Mục 1\n    owes: VP\n    needs: {documents: 1, type: report}\n    every: "
)
NEW = "  Q:\n    title: Bài mới\n    clause: Mục 1\n    owes: VP\n    needs: {posts: 1, via: web, new: true}\n    every: month\n"
DOCUMENTS = "date,unit,type,title,period,url,sent\n"
POSTS = "date,unit,title,channel,url,tags\n"


def judged(
    folder: Path, quota: str, logs: dict[str, str], window: str, as_of: date = date(2026, 12, 31)
) -> list[Verdict]:
    """Judge one quota of one unit on logs of its own."""
    return list(check(case_of(folder, quota, logs), Query(as_of, parse_period(window))).verdicts)


def case_of(folder: Path, quota: str, logs: dict[str, str]) -> Case:
    """Lay out one quota of one unit with logs of its own, and read them."""
    workspace = build_workspace(folder / "w")
    for path in (*(workspace / "evidence" / "demo").glob("*"), workspace / "plans" / "demo" / "demo-2026.yaml"):
        path.unlink()
    (workspace / "plans" / "demo" / "again-2026.yaml").write_text(HEADER + quota, encoding="utf-8")
    for name, text in logs.items():
        (workspace / "evidence" / "demo" / name).write_text(text, encoding="utf-8")
    opened, problems = find_workspace(workspace)
    assert opened is not None
    loaded = load_organisation(opened, "demo")
    assert not [*problems, *loaded.problems]
    assert loaded.organisation is not None
    evidence = load_evidence(opened, loaded.organisation, loaded.plans)
    assert not evidence.problems
    return Case(loaded.organisation, loaded.plans, evidence.items, holidays=loaded.holidays)


def test_a_report_is_no_duplicate_of_itself(tmp_path: Path) -> None:
    """It is dated in May and counts for May, which it names; a post of April, an earlier owed month, has its address."""
    logs = {
        "documents.csv": DOCUMENTS + "2026-05-29,VP,report,Báo cáo tháng 5,2026-05,https://a.vn/5,2026-05-29\n",
        "posts.csv": POSTS + "2026-04-29,VP,Đăng báo cáo,web,https://a.vn/5,cchc\n",
    }
    [verdict] = [entry for entry in judged(tmp_path, REPORT + "month\n", logs, "2026-05") if entry.section == "due"]
    assert (verdict.status, verdict.count) == ("met", 1)


def test_a_report_sent_before_the_plan_was_issued_says_so(tmp_path: Path) -> None:
    """The plan is of 12 March; the report on quarter I was sent in February."""
    logs = {"documents.csv": DOCUMENTS + "2026-02-20,VP,report,Báo cáo quý I,2026-Q1,,2026-02-20\n"}
    [verdict] = [entry for entry in judged(tmp_path, REPORT + "quarter\n", logs, "2026-Q1") if entry.section == "due"]
    assert [note.code for note in verdict.notes] == ["before-issue"]


@pytest.mark.parametrize(
    ("earlier", "count"),
    [
        ("2026-04-30,VP,Bài A,zalo,https://a.vn/0,cchc\n", 0),  # its title on another channel
        ("2026-04-30,VP,Bài A,web,https://a.vn/0,cchc\n", 1),  # on its own channel: not what "new" speaks of
        ("2026-04-30,VP,Bài A,web,https://a.vn/0,cchc\n2026-05-01,VP,BÀI  A,zalo,https://a.vn/2,cchc\n", 0),
        ("2026-04-30,VP,Bài khác,zalo,https://a.vn/1,cchc\n", 0),  # its address, under another title
        ("2026-05-04,VP,Bài A,zalo,https://a.vn/0,cchc\n", 1),  # the same day is not earlier
    ],
)
def test_what_was_seen_before_is_not_new(earlier: str, count: int, tmp_path: Path) -> None:
    logs = {"posts.csv": POSTS + earlier + "2026-05-04,VP,Bài A,web,https://a.vn/1,cchc\n"}
    [verdict] = [entry for entry in judged(tmp_path, NEW, logs, "2026-05") if entry.section == "due"]
    assert verdict.count == count


def test_what_stood_in_an_earlier_month_counts_once(tmp_path: Path) -> None:
    """One title and one address on every day of two months: the first counts, in the first month; the others stood before."""
    rows = "".join(
        f"2026-{month:02d}-{day:02d},VP,Bài A,web,https://a.vn/1,cchc\n" for month in (4, 5) for day in range(1, 29)
    )
    logs = {"posts.csv": POSTS + rows}
    verdicts = judged(tmp_path, NEW.replace(", new: true", ""), logs, "2026")
    assert [entry.count for entry in verdicts if entry.obligation.period.label in {"2026-04", "2026-05"}] == [1, 0]
