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
from workspaces import outputs_of

OFFICE = Path(__file__).parent / "office"


def read(folder: Path, file: str, name: str = "", workspace: Path = OFFICE / "workspace") -> Evidence:
    """Read a log of the department that has no other."""
    laid = folder / "w"
    shutil.copytree(workspace, laid)
    logs = laid / "evidence" / "syt-mau"
    logs.mkdir(parents=True)
    shutil.copyfile(OFFICE / "files" / file, logs / (name or file))
    return loaded(laid)


def loaded(workspace: Path) -> Evidence:
    opened, _ = find_workspace(workspace)
    assert opened is not None
    department = load_organisation(opened, "syt-mau")
    assert department.organisation is not None
    return load_evidence(opened, department.organisation, department.plans)


def problems(evidence: Evidence) -> list[str]:
    """Return each problem as `SHEET:ROW:COLUMN CODE`, without the name of the file."""
    return [f"{str(problem.place).rpartition('[')[2].replace(']', '')} {problem.code}" for problem in evidence.problems]


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
    assert [(passed.sheet, passed.rows, passed.reason) for passed in evidence.passed_over] == [
        ("Tổng hợp", None, "no-log"),
        ("Tháng 4", (1, 2, 3, 4), "title"), ("Tháng 4", (13,), "total"), ("Tháng 4", (15, 16, 17), "footer"),
        ("T5", (1, 2, 3, 4), "title"), ("T5", (10,), "total"), ("T5", (12, 13, 14), "footer"),
    ]  # fmt: skip


def test_what_each_post_of_the_workbook_is(tmp_path: Path) -> None:
    """Whose work, where, with which address; several channels are several publications of one row."""
    evidence = read(tmp_path, "Tin bài 2026.xlsx")
    page = "https://syt.mau.gov.vn"
    assert [
        (item.row, item.day, item.units, item.traits.channel, item.traits.type, item.url) for item in evidence.items
    ] == [
        (7, date(2026, 4, 2), ("VP",), "web", "news", f"{page}/a1"),
        (8, date(2026, 4, 7), ("VP", "NVY"), "web", "article", f"{page}/a2"),
        (9, date(2026, 4, 14), ("BV07", "VP"), "web", "news", f"{page}/a3"),
        (10, date(2026, 4, 20), ("TCCB",), "web", "article", f"{page}/a4"),
        (10, date(2026, 4, 20), ("TCCB",), "fanpage", "article", f"{page}/a4"),
        (10, date(2026, 4, 20), ("TCCB",), "zalo", "article", f"{page}/a4"),
        (12, date(2026, 4, 28), ("TT06",), "zalo", "news", "https://zalo.me/6"),
        (7, date(2026, 5, 5), ("VP",), "web", "news", f"{page}/b1"),
    ]
    assert problems(evidence) == [
        "Tháng 4:11:unit unknown-unit", "Tháng 4:6:date year-of-name", "T5:7:date merged-rows", "T5:8:date merged-cell", "T5:9:date no-stored-value",
    ]  # fmt: skip
    assert [problem.details["meant"] for problem in evidence.problems if problem.code == "unknown-unit"] == [
        "TCCB “Phòng Tổ chức cán bộ”"
    ]


def test_a_day_without_a_year_in_a_file_that_says_none(tmp_path: Path) -> None:
    assert "Tháng 4:10:date no-year" in problems(read(tmp_path, "Tin bài 2026.xlsx", "Tin bài.xlsx"))


TYPES = """
types:
  posts: {news: {aliases: [Status]}, article: {aliases: [Video, Clip]}}
  conferences: {workshop: {aliases: [Talkshow, Livestream]}}
"""


def test_words_that_people_use_for_types(tmp_path: Path) -> None:
    """What has no one meaning is refused with the words that may stand there; a period needs its year."""
    evidence = read(tmp_path, "types.xlsx")
    assert sorted(problems(evidence)) == sorted([
        "Tin bài:7:type unknown-type", "Tin bài:8:type unknown-type", "Tin bài:11:type unknown-type",
        "Hội nghị:11:type unknown-type", "Hội nghị:12:type unknown-type",
        "Văn bản:13:period bad-period", "Văn bản:14:period bad-period", "Văn bản:18:period bad-period",
    ])  # fmt: skip
    offered = [problem.details["known"] for problem in evidence.problems if problem.code == "unknown-type"]
    assert offered == ["tin, bài, ảnh, đồ họa"] * 3 + ["đối thoại, tập huấn, hội nghị, hội thảo, cuộc thi, họp"] * 2
    assert (evidence.read, evidence.refused) == (53, 8)
    periods = {str(item.title): item.traits.details.period for item in evidence.items if item.title.startswith("ky ")}
    assert {title: period.label for title, period in periods.items() if period} == {
        "ky 4/2026": "2026-04", "ky Quý I/2026": "2026-Q1", "ky Q1/2026": "2026-Q1",
        "ky 6 tháng đầu năm 2026": "2026-H1", "ky Năm 2026": "2026",
    }  # fmt: skip


def test_words_that_an_organisation_declares(tmp_path: Path) -> None:
    """The five words without one meaning get the one that the organisation's file gives them."""
    copied = tmp_path / "office"
    shutil.copytree(OFFICE / "workspace", copied)
    file = copied / "plans" / "syt-mau" / "organisation.yaml"
    file.write_text(file.read_text(encoding="utf-8") + TYPES, encoding="utf-8")
    evidence = read(tmp_path, "types.xlsx", workspace=copied)
    assert [problem for problem in problems(evidence) if "type" in problem] == []
    types = {item.title: item.traits.type for item in evidence.items}
    assert [types[f"x {word}"] for word in ("Status", "Video", "Clip", "Talkshow")] == [
        "news", "article", "article", "workshop",
    ]  # fmt: skip


# ---- exports of platforms


def imported(
    folder: Path, file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> list[str]:
    """Import a file of the department into empty logs, twice; return what was said the first time on both streams."""
    if not (folder / "w").exists():
        shutil.copytree(OFFICE / "workspace", folder / "w")
        (folder / "w" / "evidence" / "syt-mau").mkdir(parents=True)
        shutil.copyfile(OFFICE / "files" / file, folder / "w" / file)
    output = []
    for _ in range(2):
        out, error = outputs_of(folder / "w", ["evidence", "import", file, *arguments, "--yes"], monkeypatch, capsys)
        output.append([*out, *error])
    assert not [line for line in output[1] if " added as " in line]  # imported twice, nothing doubles
    return output[0]


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
    output = imported(tmp_path, "yt.csv", monkeypatch, capsys, "--as", "youtube", "--unit", "VP", "--tags", "dvctt")
    assert "yt.csv: left out, as the mapping says: 2" in output
    page = "https://www.youtube.com/watch?v="
    assert logged(tmp_path, "videos") == [
        ["2026-04-02", "VP", "Hướng dẫn đặt lịch khám trực tuyến", "youtube", f"{page}abc123"],
        ["2026-04-15", "VP", "Nộp hồ sơ cấp chứng chỉ hành nghề", "youtube", f"{page}def456"],
    ]
    text = (tmp_path / "w" / "evidence" / "syt-mau" / "videos.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[5] for line in text.splitlines()[1:]] == ["2:45", "3:20"]


def test_zalo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is read is the day, the title and the address; figures with thousands commas are no column of a log."""
    output = imported(tmp_path, "zalo.xlsx", monkeypatch, capsys, "--as", "zalo", "--unit", "VP", "--tags", "cchc")
    assert output[-2:] == ["exit 0", "zalo.xlsx[Thống kê bài viết]: 1-2: passed over: above the header"]
    assert logged(tmp_path, "posts") == [
        ["02/04/2026 08:30", "VP", "Sở Y tế công bố chỉ số CCHC quý I", "zalo", "https://zalo.me/s/1"],
        ["02/04/2026 08:30:00", "VP", "Lịch tiếp công dân", "zalo", "https://zalo.me/s/2"],
    ]


def test_google_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Two channels in one cell are two publications; names nearly as in the roster are offered, not guessed."""
    output = imported(tmp_path, "gforms.csv", monkeypatch, capsys, "--as", "google-forms")
    wrong = {line.split(":")[1]: line for line in output if line.endswith(("[unknown-unit]", "[unknown-channel]"))}
    assert sorted(wrong) == ["4", "5", "6"]
    assert "(did you mean CDC “Trung tâm Kiểm soát bệnh tật”?)" in wrong["4"]
    assert "(did you mean BV02 “Bệnh viện Sản - Nhi”?)" in wrong["5"]
    assert "did you mean web" in wrong["6"]  # of the channel: the unit differs by letter case only
    page = "https://syt.mau.gov.vn"
    assert logged(tmp_path, "posts") == [
        ["02/04/2026", "Bệnh viện Mắt", "Cải tiến quy trình khám bệnh", "Website Sở, Fanpage", f"{page}/bv-mat-1"],
        ["13/04/2026", "TTYT Kim Sơn", "Một cửa tại Kim Sơn", "Website Sở", f"{page}/ks-1"],
    ]
    items = loaded(tmp_path / "w").items
    assert [(item.units, item.traits.channel) for item in items] == [
        (("BV07",), "web"), (("BV07",), "fanpage"), (("TT06",), "web"),
    ]  # fmt: skip
