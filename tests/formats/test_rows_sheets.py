"""The workbook of `evidence list`, read back: its rows are those of the JSON; hostile titles stay texts."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl

import whole
from workspaces import build_workspace

POSTS = """date,unit,title,channel,tags,url
2026-04-05,VP,"=HYPERLINK(""http://x.example"")",web,cchc,https://a.example/1
2026-04-06,BV1,Không nhãn,web,,
31/4/2026,VP,Sai ngày,web,cchc,
"""


def test_the_rows_with_what_they_count_for_or_why_not(tmp_path: Path) -> None:
    folder, file = build_workspace(tmp_path / "w"), tmp_path / "rows.xlsx"
    (folder / "evidence/demo/posts.csv").write_text(POSTS, "utf-8")
    line = ["evidence", "list", "--as-of", "2026-05-10", "--lang", "en", "--workspace", str(folder)]
    assert whole.run(*line, "--format", f"xlsx={file}")[0] == 0
    document = json.loads(whole.run(*line, "--format", "json")[1])
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    assert book.sheetnames == ["Rows", "Problems", "About this result"]
    header, *rows = [[cell.value for cell in row] for row in book["Rows"].iter_rows(min_row=3)]
    sheet_rows = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(sheet_row["File"], sheet_row["Row"], sheet_row["Title"]) for sheet_row in sheet_rows] == [
        (row["file"], row["row"], row["title"]) for row in document["rows"]
    ]
    assert [(sheet_row["Status"] == "counts") for sheet_row in sheet_rows] == [
        bool(row["serves"]) for row in document["rows"]
    ]
    assert {"counts", "counts for nothing"} == {sheet_row["Status"] for sheet_row in sheet_rows}
    assert all(sheet_row["Why not"] for sheet_row in sheet_rows if sheet_row["Status"] != "counts")
    problems = [cell.value for cell in book["Problems"]["E"][3:]]
    assert problems == [problem["code"] for problem in document["refused"]] == ["bad-date"]
    with zipfile.ZipFile(file) as package:
        texts = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not [text for text in texts if b"<f>" in text or b"hyperlink" in text.lower()]


SEVERAL = """date,unit,title,type,channel,tags,url
2026-04-05,VP,Một tin trên ba kênh,bài,web;zalo;fanpage,cchc,https://a.example/1
2026-04-06,VP,Một tin,,zalo,cchc,https://a.example/2
"""


def sheet_of(file: Path, name: str) -> list[dict[str, object]]:
    header, *rows = openpyxl.load_workbook(file)[name].iter_rows(min_row=3, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_row_has_all_its_channels_and_its_type_in_the_language_of_the_reader(tmp_path: Path) -> None:
    """A1 counts the article on the page and on Zalo as one work, and takes nothing on the fanpage."""
    folder, file = build_workspace(tmp_path / "w"), tmp_path / "out.xlsx"
    (folder / "evidence/demo/posts.csv").write_text(SEVERAL, "utf-8")
    line = ["--as-of", "2026-05-10", "--lang", "vi", "--workspace", str(folder), "-o", str(file)]
    whole.run("evidence", "list", *line)
    first, second = [row for row in sheet_of(file, "Các dòng") if row["Loại"] == "tin, bài"]
    assert (first["Thể loại"], first["Kênh"]) == ("bài", "Trang web; Zalo; Fanpage")
    assert (second["Thể loại"], second["Kênh"]) == ("tin", "Zalo")
    whole.run("check", "--month", "2026-04", *line)
    counted = [row for row in sheet_of(file, "Minh chứng được tính") if row["Mã"] == "A1"]
    assert [(row["Dòng"], row["Thể loại"], row["Kênh"]) for row in counted] == [
        (2, "bài", "Trang web; Zalo; Fanpage"),
        (3, "tin", "Zalo"),
    ]


def test_the_last_sheet_says_what_the_list_rests_on(tmp_path: Path) -> None:
    folder, file = build_workspace(tmp_path / "w"), tmp_path / "out.xlsx"
    (folder / "evidence/demo/notes.md").write_text("x", "utf-8")
    whole.run("evidence", "list", "--as-of", "2026-05-10", "--lang", "vi", "--workspace", str(folder), "-o", str(file))
    rows = [(row["Mục"], str(row["Nội dung"])) for row in sheet_of(file, "Thông tin chung")]
    assert [name for name, _ in rows] == ["Tính đến", "Không phải minh chứng", "Kế hoạch", "Chương trình"]
    assert rows[0][1].startswith("2026-05-10")
    assert "evidence/demo/notes.md" in rows[1][1]
    assert "demo-2026" in rows[2][1]
