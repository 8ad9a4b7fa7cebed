"""Reminders: periods of one task folded to a line, and a text and a Word letter for each unit."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from cchc_cli.cli.unit_files import unit_files
from cchc_cli.i18n.report import report_words
from cchc_cli.words.cadences import parse_period

ORGANISATION = """\
organisation: so
name: Sở Thử
units:
  A: {name: Trung tâm A}
  B: {name: Trung tâm B}
  "C.1": {name: "Trung tâm\\u202e C"}
groups:
  DV: {name: Các trung tâm, units: [A, B, "C.1"]}
channels:
  web: {name: Trang của Sở}
tags:
  cchc: {name: Cải cách hành chính}
"""
PLAN = """\
plan: so-2026
title: Kế hoạch tuyên truyền cải cách hành chính năm 2026
number: 12/KH-ST
issued: 2026-01-05
year: 2026
defaults: {tags: cchc}
quotas:
  R:
    title: Báo cáo tháng
    clause: mục 1
    owes: each DV
    needs: {documents: 1, type: report}
    every: month
    due: {by: 25}
  J:
    title: Bài phối hợp
    clause: mục 2
    owes: {jointly: [A, B]}
    needs: {posts: 2, via: web}
    by: 2026-11-30
"""
# The reports of B: all months to October but May; A and C.1 sent none.
REPORTS = "date,unit,type,title,period,tags\n" + "".join(
    f"2026-{month:02d}-20,B,report,Báo cáo tháng {month},2026-{month:02d},cchc\n"
    for month in range(1, 11)
    if month != 5
)
LATE = "bổ sung bây giờ được ghi nhận là hoàn thành quá hạn"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    for name, text in {
        "plans/so/organisation.yaml": ORGANISATION,
        "plans/so/so-2026.yaml": PLAN,
        "evidence/so/documents.csv": REPORTS,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def remind(workspace: Path, *words: str) -> tuple[int, str, str]:
    """Run `todo --remind` as of 22 November; return exit code, standard output and error."""
    line = [sys.executable, "-m", "cchc_cli", "todo", "--remind", "--as-of", "2026-11-22", *words]
    done = subprocess.run(line, cwd=workspace, capture_output=True, encoding="utf-8")  # noqa: S603  (our own program)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def test_ten_months_of_one_task_are_one_line(workspace: Path) -> None:
    """January to October are overdue since the 25th of each: since 25 January 301 days, since 25 October 28."""
    _, text, _ = remind(workspace, "--unit", "A")
    assert text.split("Kính gửi: ")[1].splitlines()[:5] == [
        "Trung tâm A",
        (
            "Theo minh chứng đã ghi nhận đến ngày 22/11/2026, đơn vị còn 12 nhiệm vụ cần hoàn thành "
            "(nhiệm vụ định kỳ tính theo từng kỳ):"
        ),
        (
            "1. Báo cáo tháng, 10 tháng: tháng 01 đến tháng 10/2026 (mục 1, Kế hoạch số 12/KH-ST): cần bổ sung mỗi kỳ "
            f"01 báo cáo. Thời hạn từng kỳ: từ 25/01/2026 đến 25/10/2026, đã quá hạn 28 đến 301 ngày; {LATE}."
        ),
        (
            "2. Báo cáo tháng, tháng 11 năm 2026 (mục 1, Kế hoạch số 12/KH-ST): cần bổ sung 01 báo cáo. "
            "Thời hạn: 25/11/2026, còn 03 ngày (03 ngày làm việc)."
        ),
        (
            "3. Bài phối hợp, năm 2026 (mục 2, Kế hoạch số 12/KH-ST): cần bổ sung 02 tin, bài hoặc ảnh trên Trang của Sở "
            "(cùng chủ trì với Trung tâm B). Thời hạn: 30/11/2026, còn 08 ngày (06 ngày làm việc)."
        ),
    ]


def test_a_single_period_keeps_its_name(workspace: Path) -> None:
    _, text, _ = remind(workspace, "--unit", "B", "--lang", "en")
    assert "your unit has 3 tasks left to do:" in text
    assert (
        "1. Báo cáo tháng, May 2026 (mục 1, plan no. 12/KH-ST): needs 1 more: report. Due 2026-05-25, 181 days ago;"
        in text
    )


@pytest.mark.parametrize(
    ("labels", "vietnamese", "english"),
    [
        ("2026-05", "tháng 5 năm 2026", "May 2026"),
        ("2026-03 2026-01 2026-02", "03 tháng: tháng 01 đến tháng 3/2026", "3 months: Jan to Mar 2026"),
        ("2025-11 2025-12 2026-01", "03 tháng: tháng 11/2025 đến tháng 01/2026", "3 months: Nov 2025 to Jan 2026"),
        ("2026-01 2026-03 2026-05", "03 tháng: tháng 01, 3, 5/2026", "3 months: Jan, Mar, May 2026"),
        ("2026-Q1 2026-Q2", "02 quý: quý I, II/2026", "2 quarters: Quarter I, II, 2026"),
        ("2026-W16 2026-W17 2026-W18", "03 tuần: tuần 16 đến tuần 18/2026", "3 weeks: Week 16 to Week 18, 2026"),
        ("2026-H1 2026-H2", "02 kỳ: 6 tháng đầu, cuối năm 2026", "2 half-years: First, Second half of 2026"),
        (
            "2026-04-01..2026-04-14 2026-04-15..2026-04-28 2026-04-29..2026-05-12",
            "03 kỳ: từ ngày 01 tháng 4 năm 2026 đến ngày 12 tháng 5 năm 2026",
            "3 periods: 1 April 2026 to 12 May 2026",
        ),
    ],
)
def test_periods_with_their_number(labels: str, vietnamese: str, english: str) -> None:
    periods = [parse_period(label) for label in labels.split()]
    assert report_words("vi").counted_periods(periods) == vietnamese
    assert report_words("en").counted_periods(periods) == english


# ---- files


def test_a_text_and_a_letter_for_each_unit(workspace: Path) -> None:
    code, printed, _ = remind(workspace, "-o", "thu", "--lang", "vi")
    names = [f"nhac-viec-2026-11-22-{unit}" for unit in ("A", "C-1", "B")]
    assert code == 0
    assert [line.split("/")[-1] for line in printed.splitlines()] == [
        f"{name}{end}." for name in names for end in (".txt", ".docx")
    ]
    assert len(list((workspace / "thu").iterdir())) == 6
    text = (workspace / "thu" / f"{names[0]}.txt").read_text("utf-8")
    assert text.startswith("Kính gửi: Trung tâm A\n")
    assert remind(workspace, "--unit", "A", "--lang", "vi")[1].endswith(text)


def test_the_letter_says_what_is_due_when_what_is_lacking_and_whom_to_answer(workspace: Path) -> None:
    remind(workspace, "-o", "thu", "--lang", "vi", "--format", "docx")
    assert {path.suffix for path in (workspace / "thu").iterdir()} == {".docx"}
    document = Document(str(workspace / "thu" / "nhac-viec-2026-11-22-A.docx"))
    head, tasks, tail = document.tables
    assert head.cell(0, 0).text == "…\nSỞ THỬ\n"
    assert head.cell(1, 0).text == "Số: …/…\nV/v đôn đốc thực hiện nhiệm vụ theo Kế hoạch số 12/KH-ST"
    assert [[cell.text for cell in row.cells] for row in tasks.rows] == [
        ["TT", "Nhiệm vụ", "Kỳ", "Nội dung còn thiếu", "Thời hạn"],
        [
            "1",
            "Báo cáo tháng (mục 1)",
            "10 tháng: tháng 01 đến tháng 10/2026",
            "mỗi kỳ 01 báo cáo",
            "từ 25/01/2026 đến 25/10/2026 (quá hạn 28 đến 301 ngày)",
        ],
        ["2", "Báo cáo tháng (mục 1)", "Tháng 11/2026", "01 báo cáo", "25/11/2026 (còn 03 ngày)"],
        [
            "3",
            "Bài phối hợp (mục 2)",
            "Năm 2026",
            "02 tin, bài hoặc ảnh trên Trang của Sở (cùng chủ trì với Trung tâm B)",
            "30/11/2026 (còn 08 ngày)",
        ],
    ]
    output = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert output[0] == "Kính gửi: Trung tâm A"
    assert output[1].startswith(
        "Thực hiện Kế hoạch số 12/KH-ST ngày 05 tháng 01 năm 2026 của Sở Thử về tuyên truyền cải cách"
    )
    assert output[2] == "Nhiệm vụ đã quá hạn vẫn phải hoàn thành và được ghi nhận là hoàn thành quá hạn."
    assert "[…: bộ phận, cán bộ đầu mối; điện thoại, thư điện tử] trước […: ngày gửi minh chứng]" in output[3]
    assert output[-1].endswith("./.")
    assert tail.cell(0, 0).text.startswith("Nơi nhận:\n- Như trên;")
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert len(marked) == 2


def test_a_letter_in_english_and_a_hostile_name(workspace: Path) -> None:
    remind(workspace, "-o", "thu", "--lang", "en", "--unit", "C.1")
    data = (workspace / "thu" / "reminder-2026-11-22-C-1.docx").read_bytes()
    output = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    assert "To: Trung tâm<U+202E> C" in output


def test_nothing_is_replaced_without_force(workspace: Path) -> None:
    arguments = ("-o", "thu", "--lang", "en")
    assert remind(workspace, *arguments)[0] == 0
    code, _, error = remind(workspace, *arguments)
    assert (code, error.count("[would-replace]")) == (2, 1)
    assert remind(workspace, *arguments, "--force")[0] == 0


def test_all_files_or_none(workspace: Path) -> None:
    """The last file cannot be written, as a folder has its name: what was written before it is gone again."""
    (workspace / "thu" / "nhac-viec-2026-11-22-B.docx").mkdir(parents=True)
    assert remind(workspace, "-o", "thu", "--lang", "vi")[0] == 2
    assert [path.name for path in (workspace / "thu").iterdir()] == ["nhac-viec-2026-11-22-B.docx"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["-o", "thu.docx"], "[bad-option]"),
        (["--format", "docx"], "[bad-option]"),
        (["--format", "json", "-o", "thu"], "[bad-option]"),
        (["-o", "evidence/so/thu"], "[output-among-inputs]"),
    ],
)
def test_what_cannot_be_written(words: list[str], code: str, workspace: Path) -> None:
    actual, _, error = remind(workspace, *words)
    assert (actual, error.count(code)) == (2, 1)
    assert sorted(path.name for path in workspace.iterdir()) == ["evidence", "plans"]


def test_names_of_files_are_safe_on_windows() -> None:
    made = unit_files("thu", {code: {".txt": code} for code in ("CON", "a/b", "A B", "phòng:1", "..")})
    assert made == {
        "thu-CON.txt": "CON",
        "thu-a-b.txt": "a/b",
        "thu-A-B-2.txt": "A B",
        "thu-phòng-1.txt": "phòng:1",
        "thu-.txt": "..",
    }


def test_the_subject_of_a_plan_without_a_number_names_it(workspace: Path) -> None:
    plan = workspace / "plans/so/so-2026.yaml"
    plan.write_text(PLAN.replace("number: 12/KH-ST\n", ""), encoding="utf-8")
    remind(workspace, "-o", "thu", "--lang", "vi", "--unit", "A")
    (file,) = (workspace / "thu").glob("*.docx")
    assert Document(str(file)).tables[0].cell(1, 0).text == (
        "Số: …/…\nV/v đôn đốc thực hiện nhiệm vụ theo Kế hoạch tuyên truyền cải cách hành chính năm 2026"
    )
