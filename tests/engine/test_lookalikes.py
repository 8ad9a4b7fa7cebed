"""Titles nearly alike: pointed out where they may be one work written twice, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_cli.engine import lookalikes
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.plans import load_organisation
from cchc_cli.load.workspace import find_workspace
from workspaces import build_workspace

TITLE, TYPO = "Rút ngắn thời gian giải quyết hồ sơ", "Rút ngắn thơi gian giải quyết hồ sơ"


def warnings_of(
    folder: Path, *rows: str, header: str = "date,unit,title,channel,url,tags", log: str = "posts"
) -> list[str]:
    """Return the warnings of a log, `ROW almost ROW` or the code; A1 of the plan counts over web and zalo together."""
    workspace = build_workspace(folder / "w")
    logs = workspace / "evidence" / "demo"
    for old in logs.iterdir():
        old.unlink()
    (logs / f"{log}.csv").write_text("\n".join((header, *rows)), encoding="utf-8")
    at, _ = find_workspace(workspace)
    assert at is not None
    loaded = load_organisation(at, "demo")
    assert loaded.organisation is not None
    evidence = load_evidence(at, loaded.organisation, loaded.plans)
    assert [problem.code for problem in evidence.problems] == []
    problems = lookalikes.lookalikes(evidence.items, loaded.organisation, loaded.plans)
    return [
        f"{problem.place.row} almost {problem.details['other'].rpartition(':')[2]}"
        if problem.code == "lookalike"
        else problem.code
        for problem in problems
    ]


@pytest.mark.parametrize(
    ("first", "other", "alike"),
    [
        (TITLE, f"{TITLE}.", True),
        (TITLE, TYPO, True),
        (TITLE, TITLE.upper(), False),  # equal: one title
        ("Bản tin cải cách hành chính số 3", "Bản tin cải cách hành chính số 4", False),
        ("Báo cáo cải cách hành chính quý I", "Báo cáo cải cách hành chính quý II", False),
        ("Tin ngắn", "Tin ngăn", False),  # too short to say
        (TITLE, "Tập huấn kỹ năng giao tiếp cho viên chức", False),
        # What two titles say beside the names of units is what may be alike.
        ("Bệnh viện Mẫu 1 mở quầy một cửa mới", "Bệnh viện Mẫu 2 mở quầy một cửa mới", False),
        ("Tổ Truyền thông gặp gỡ báo chí cuối tuần", "Văn phòng gặp gỡ báo chí cuối tuần", False),
        ("Bệnh viện Mẫu 1: mổ mắt", "Bệnh viện Mẫu 1: mở mắt", False),  # too short beside the name
        ("Bệnh viện Mẫu 1 mở quầy một cửa mới", "BV1 mở quầy một cửa mơi", True),  # one unit by two names
    ],
)
def test_titles(first: str, other: str, alike: bool, tmp_path: Path) -> None:
    rows = [f'2026-04-0{day},VP,"{title}",web,,' for day, title in ((2, first), (5, other))]
    assert warnings_of(tmp_path, *rows) == (["3 almost 2"] if alike else [])


@pytest.mark.parametrize(
    ("url", "other", "alike"),
    [
        ("https://so.vn/1", "https://so.vn/2", False),  # two pages are two works
        ("https://so.vn/1", "https://so.vn/1", False),  # one page is one work already
        ("https://so.vn/1", "", True),
        ("", "https://so.vn/2", True),
        ("", "", True),
    ],
)
def test_addresses_tell_works_of_one_channel_apart(url: str, other: str, alike: bool, tmp_path: Path) -> None:
    rows = [f"2026-04-02,VP,{TITLE},web,{url},", f"2026-04-05,VP,{TYPO},web,{other},"]
    assert warnings_of(tmp_path, *rows) == (["3 almost 2"] if alike else [])


@pytest.mark.parametrize(
    ("first", "other", "alike"),
    [
        ("VP", "VP", True),
        ("VP", "BV1", False),
        ("BV1", "BV2", False),
        ("VP;BV1", "BV1;VP", True),
        ("VP;BV1", "VP", False),
    ],
)
def test_units_of_their_own_have_works_of_their_own(first: str, other: str, alike: bool, tmp_path: Path) -> None:
    rows = [f"2026-04-02,{first},{TITLE},web,,", f"2026-04-05,{other},{TYPO},web,,"]
    assert warnings_of(tmp_path, *rows) == (["3 almost 2"] if alike else [])


@pytest.mark.parametrize(
    ("channel", "tags", "alike"),
    [
        ("zalo", "cchc", True),  # A1 counts a work on web and zalo once
        ("fanpage", "cchc", False),  # no quota counts on web and fanpage together
        ("zalo", "", False),  # A1 does not take the second row
    ],
)
def test_over_channels_only_where_a_quota_counts_over_them(
    channel: str, tags: str, alike: bool, tmp_path: Path
) -> None:
    """A work has an address on each channel."""
    rows = [f"2026-04-02,VP,{TITLE},web,https://so.vn/1,cchc", f"2026-04-02,VP,{TYPO},{channel},https://z.vn/1,{tags}"]
    assert warnings_of(tmp_path, *rows) == (["3 almost 2"] if alike else [])


def test_a_row_without_an_address_is_compared_whatever_stands_first(tmp_path: Path) -> None:
    rows = [f"2026-04-02,VP,{TITLE},web,https://so.vn/1,", f"2026-04-03,VP,{TITLE},web,,"]
    assert warnings_of(tmp_path, *rows, f"2026-04-05,VP,{TYPO},web,https://so.vn/3,") == ["4 almost 3"]


def test_other_months_are_not_compared(tmp_path: Path) -> None:
    assert warnings_of(tmp_path, f"2026-04-02,VP,{TITLE},web,,", f"2026-05-02,VP,{TYPO},web,,") == []


def test_documents_of_one_unit_are_compared(tmp_path: Path) -> None:
    rows = [f"2026-04-0{day},BV1,plan,{title}" for day, title in ((2, TITLE), (5, TYPO))]
    assert warnings_of(tmp_path, *rows, header="date,unit,type,title", log="documents") == ["3 almost 2"]


def test_too_many_titles_are_not_compared_and_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookalikes, "MAX_PAIRS", 10)
    rows = [f"2026-04-02,VP,Rút ngắn thời gian giải quyết {chr(109 + n) * 9},web,," for n in range(6)]
    assert warnings_of(tmp_path, *rows) == ["not-compared"]
