"""The first ten minutes of docs/vi.md: from an empty folder and a plan's document to a verdict and the page, to the letter."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import docx
import yaml

from drafting_case import HEAD, add_table, saved
from workspaces import ROOT

HEADING = "## Mười phút đầu"
ROWS = [
    ["TT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Thời gian"],
    ["1", "Đăng tin về cải cách hành chính", "Ít nhất 02 tin/tuần", "Văn phòng Sở", "Thường xuyên"],
    ["2", "Xây dựng kế hoạch", "Kế hoạch", "Các đơn vị trực thuộc Sở", "Trong năm"],
    ["3", "Báo cáo kết quả", "Báo cáo", "Văn phòng Sở", "Trước ngày 15/6 và 15/12"],
    ["4", "Họp với báo chí", "Tùy tình hình", "Các phòng liên quan", "Khi cần thiết"],
]


def commands() -> list[list[str]]:
    """Return the lines that the page tells a reader to type, word by word."""
    page = (ROOT / "docs" / "vi.md").read_text(encoding="utf-8")
    block = re.search(r"```text\n(.+?)```", page[page.index(HEADING) :], re.DOTALL)
    assert block is not None
    return [shlex.split(line) for line in block[1].splitlines()]


def document(path: Path) -> None:
    """Write the plan of this year, issued on its first day."""
    made = docx.Document()
    head = HEAD.replace("2026", str(date.today().year)).replace("ngày 20 tháng 01", "ngày 01 tháng 01")  # noqa: DTZ011
    for text in head.split("\n"):
        made.add_paragraph(text)
    add_table(made, ROWS)
    path.write_bytes(saved(made))


def run(words: list[str], folder: Path) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CCHC_")}
    line = [sys.executable, "-m", "cchc_cli", *words[1:]]
    done = subprocess.run(line, cwd=folder, capture_output=True, env=environment | {"PYTHONUTF8": "1"}, check=False)  # noqa: S603
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_the_first_minutes_end_with_a_verdict_and_the_page(tmp_path: Path) -> None:
    document(tmp_path / "ke-hoach.docx")
    folder, output = tmp_path, {}
    for words in commands():
        if words[0] == "cd":
            folder /= words[1]
            continue
        assert words[0] == "cchc"
        code, output[words[1]] = run(words, folder)
        assert code in ({0, 1} if words[1] == "check" else {0}), output[words[1]]
    assert list(output) == ["init", "validate", "check", "page"]
    assert re.search(r"(?m)A1 .*Văn phòng Sở|A1 .*VP", output["check"]), output["check"]
    assert "CẦN XEM" in output["init"]
    assert (folder / "tinh-hinh.html").read_text(encoding="utf-8").count("Đăng tin về cải cách hành chính")
    assert (folder / "kiem-tra.bat").is_file()


def test_what_the_page_says_of_the_files_is_true(tmp_path: Path) -> None:
    """What a reader is told to look for is there, in the folder that is named."""
    document(tmp_path / "ke-hoach.docx")
    code, _ = run(commands()[0], tmp_path)
    assert code == 0
    plans = tmp_path / "so-y-te" / "plans" / "co-quan"
    marked = {path.name: "CẦN XEM" in path.read_text(encoding="utf-8") for path in plans.glob("*.yaml")}
    assert marked == {"organisation.yaml": True, "ke-hoach.yaml": True}
    assert "unknown: " in (plans / "ke-hoach.yaml").read_text(encoding="utf-8")
    plan = yaml.safe_load((plans / "ke-hoach.yaml").read_text(encoding="utf-8"))
    assert plan["quotas"]["A1"]["every"] == "week"
    assert yaml.safe_load((plans / "organisation.yaml").read_text(encoding="utf-8"))["name"] == "Sở Y tế tỉnh"
