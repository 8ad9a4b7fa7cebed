"""A department's own logs, as its officers keep them, beside what a person reads in them."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.evidence.table import Evidence
from cchc_cli.load.plans import load_organisation
from cchc_cli.load.workspace import find_workspace
from workspaces import told

OFFICE = Path(__file__).parent / "office"


def read(folder: Path, file: str, name: str = "") -> Evidence:
    """Read a log of the department that has no other."""
    workspace = folder / "w"
    shutil.copytree(OFFICE / "workspace", workspace)
    logs = workspace / "evidence" / "syt-mau"
    logs.mkdir(parents=True)
    shutil.copyfile(OFFICE / "files" / file, logs / (name or file))
    found, _ = find_workspace(workspace)
    assert found is not None
    loaded = load_organisation(found, "syt-mau")
    assert loaded.organisation is not None
    return load_evidence(found, loaded.organisation, loaded.plans)


def problems(evidence: Evidence) -> list[str]:
    """Return each problem as `SHEET:ROW:COLUMN CODE`, without the name of the file."""
    return [f"{str(one.place).rpartition('[')[2].replace(']', '')} {one.code}" for one in evidence.problems]


@pytest.mark.parametrize(("file", "month"), [("Tin bài hyperlink.xlsx", 4), ("Tin bai cong thuc.xlsx", 5)])
def test_five_works_behind_one_text(file: str, month: int, tmp_path: Path) -> None:
    evidence = read(tmp_path, file)
    assert [(item.day, item.url) for item in evidence.items] == [
        (date(2026, month, 2 * number), f"https://syt.mau.gov.vn/tin-{number}") for number in range(1, 6)
    ]
    assert problems(evidence) == []


def test_a_workbook_with_letterheads_totals_and_signatures(tmp_path: Path) -> None:
    """Nine posts: what is above and below them, and the sheet of figures, is no evidence."""
    evidence = read(tmp_path, "Tin bài 2026.xlsx")
    assert evidence.read == 9
    assert [(one.sheet, one.rows, one.reason) for one in evidence.passed_over] == [
        ("Tổng hợp", None, "no-log"),
        ("Tháng 4", (1, 2, 3, 4), "title"), ("Tháng 4", (13,), "total"), ("Tháng 4", (15, 16, 17), "footer"),
        ("T5", (1, 2, 3, 4), "title"), ("T5", (10,), "total"), ("T5", (12, 13, 14), "footer"),
    ]  # fmt: skip
    assert {"Tháng 4:10:date bad-date", "T5:8:date merged-cell", "T5:9:date no-stored-value"} <= set(problems(evidence))


# ---- exports of platforms


def imported(
    folder: Path, file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> list[str]:
    """Import a file of the department into empty logs, twice; return what was said the first time on both streams."""
    if not (folder / "w").exists():
        shutil.copytree(OFFICE / "workspace", folder / "w")
        (folder / "w" / "evidence" / "syt-mau").mkdir(parents=True)
        shutil.copyfile(OFFICE / "files" / file, folder / "w" / file)
    said = []
    for _ in range(2):
        out, error = told(folder / "w", ["evidence", "import", file, *arguments, "--yes"], monkeypatch, capsys)
        said.append([*out, *error])
    assert not [line for line in said[1] if " added as " in line]  # imported twice, nothing doubles
    return said[0]


def logged(folder: Path, kind: str) -> list[list[str]]:
    with (folder / "w" / "evidence" / "syt-mau" / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [[row[name] for name in ("date", "unit", "title", "channel", "url")] for row in rows]


def test_facebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Days have the month first; the third post has a description only."""
    imported(tmp_path, "fb.csv", monkeypatch, capsys, "--as", "facebook", "--unit", "VP", "--tags", "cchc")
    assert logged(tmp_path, "posts") == [
        ["2026-04-02 06:30", "VP", "Sở Y tế công bố chỉ số CCHC quý I", "fanpage", "https://www.facebook.com/1001"],
        ["2026-05-03 20:30", "VP", "Hướng dẫn nộp hồ sơ trực tuyến", "fanpage", "https://www.facebook.com/1002"],
        ["2026-06-03 20:30", "VP", "Không có tiêu đề", "fanpage", "https://www.facebook.com/1003"],
    ]


def test_youtube(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The total is no video; 165 seconds are 2:45, 200 are 3:20."""
    said = imported(tmp_path, "yt.csv", monkeypatch, capsys, "--as", "youtube", "--unit", "VP", "--tags", "dvctt")
    assert "yt.csv: left out, as the mapping says: 2" in said
    page = "https://www.youtube.com/watch?v="
    assert logged(tmp_path, "videos") == [
        ["2026-04-02", "VP", "Hướng dẫn đặt lịch khám trực tuyến", "youtube", f"{page}abc123"],
        ["2026-04-15", "VP", "Nộp hồ sơ cấp chứng chỉ hành nghề", "youtube", f"{page}def456"],
    ]
    text = (tmp_path / "w" / "evidence" / "syt-mau" / "videos.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[5] for line in text.splitlines()[1:]] == ["2:45", "3:20"]


def test_zalo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is read is the day, the title and the address; figures with thousands commas are no column of a log."""
    said = imported(tmp_path, "zalo.xlsx", monkeypatch, capsys, "--as", "zalo", "--unit", "VP", "--tags", "cchc")
    assert said[-2:] == ["exit 0", "zalo.xlsx[Thống kê bài viết]: 1-2: passed over: above the header"]
    assert logged(tmp_path, "posts") == [
        ["02/04/2026 08:30", "VP", "Sở Y tế công bố chỉ số CCHC quý I", "zalo", "https://zalo.me/s/1"],
        ["02/04/2026 08:30:00", "VP", "Lịch tiếp công dân", "zalo", "https://zalo.me/s/2"],
    ]


def test_google_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Names nearly as in the roster are offered, not guessed."""
    said = imported(tmp_path, "gforms.csv", monkeypatch, capsys, "--as", "google-forms")
    wrong = {line.split(":")[1]: line for line in said if line.endswith("[unknown-unit]")}
    assert "did you mean CDC" in wrong["4"]
    assert "did you mean BV02" in wrong["5"]
    assert ["13/04/2026", "TTYT Kim Sơn", "Một cửa tại Kim Sơn", "Website Sở", "https://syt.mau.gov.vn/ks-1"] in logged(
        tmp_path, "posts"
    )
