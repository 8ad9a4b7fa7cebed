"""The template on screen and on paper: no cut text, one kind of paper, examples of two different units."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import openpyxl
import pytest

from workspaces import build_workspace, outputs_of

A4 = 9


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> openpyxl.Workbook:
    folder = build_workspace(tmp_path / "w")
    arguments = ["evidence", "template", "--unit", "VP", "-o", "m.xlsx", "--lang", "vi"]
    _, error = outputs_of(folder, arguments, monkeypatch, capsys)
    assert error == ["exit 0"]
    return openpyxl.load_workbook(folder / "m.xlsx")


def test_every_sheet_is_printed_on_the_same_paper(book: openpyxl.Workbook) -> None:
    assert {(sheet.page_setup.paperSize, sheet.page_setup.orientation) for sheet in book} == {(A4, "landscape")}


def test_a_row_is_as_high_as_its_longest_text(book: openpyxl.Workbook) -> None:
    """LibreOffice keeps the height that the file states; 15 points are one line."""
    sheet = book["Chỉ tiêu"]
    widths = [sheet.column_dimensions[column[0].column_letter].width for column in sheet.columns]
    rows = [row for row in sheet.iter_rows(min_row=2) if row[0].value]
    assert rows
    for row in rows:
        lines = max(len(wrap(str(cell.value or ""), int(width) - 2)) for cell, width in zip(row, widths, strict=True))
        assert sheet.row_dimensions[row[0].row].height >= 15 * lines


def test_an_example_of_several_units_names_each_once(book: openpyxl.Workbook) -> None:
    """The unit that fills in comes first."""
    texts = [str(cell.value) for row in book["Hướng dẫn"].iter_rows() for cell in row if cell.value]
    examples = {text.rpartition(": ")[2].rstrip(".") for text in texts if text.startswith("Đơn vị thực hiện.")}
    assert [example.split(";") for example in examples] == [["VP", "TT"]]
