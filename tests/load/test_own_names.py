"""Problems name a column as the log does: “Ngày đăng”, where scripts know `date`."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from workspaces import build_workspace, run

ROWS = [
    ["SỞ Y TẾ", None, None, None],
    ["Ngày  đăng *", "Đơn vị", "title", "Kênh"],
    ["32/4/2026", "Lạ", None, "web"],
]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_every_problem_of_a_row_names_its_column(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build_workspace(tmp_path / "w")
    log = folder / "evidence" / "demo" / f"posts.{suffix}"
    if suffix == "csv":
        log.write_text("\n".join(",".join(cell or "" for cell in row) for row in ROWS), encoding="utf-8")
    else:
        log.unlink(missing_ok=True)
        (folder / "evidence" / "demo" / "posts.csv").unlink(missing_ok=True)
        book = openpyxl.Workbook()
        for row in ROWS:
            book.active.append(row)
        book.active.title = "posts"
        book.save(log)
    error = run(folder, ["validate", "--lang", "vi"], monkeypatch, capsys)
    named = [line.partition(": lỗi: ") for line in error if ": lỗi: " in line and "posts" in line]
    assert sorted((place.rpartition(":")[2], text.partition(":")[0]) for place, _, text in named) == [
        ("date", "cột “Ngày đăng *”"),
        ("title", "ô này bắt buộc điền [empty-cell]"),
        ("unit", "cột “Đơn vị”"),
    ]
