"""The Word document: the facts of Decree 30/2020, Annex I, read back from the file."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

import whole
from cchc_cli.i18n.report import ReportWords
from cchc_cli.report import writer
from cchc_cli.report.build import build
from cchc_cli.report.docx import render
from cchc_cli.report.docx_parts import ruled_table
from test_report import HOSTILE, POSTS, findings

TEXT_WIDTH = 160  # millimetres: 210 less 30 and 20


def document(folder: Path, text: str = POSTS, language="vi", **options):
    paper = build(findings(text, folder, "2026-Q2", "2026-07-05", **options), ReportWords(language), "all")
    return Document(io.BytesIO(render(paper)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    return document(tmp_path_factory.mktemp("docx"))


def mm(length: Length | None) -> int:
    assert length is not None
    return round(length.mm)


def paragraph(made, start: str):
    return next(paragraph_read for paragraph_read in made.paragraphs if paragraph_read.text.startswith(start))


def test_the_page(made) -> None:
    section = made.sections[0]
    assert (mm(section.page_width), mm(section.page_height)) == (210, 297)
    assert 20 <= mm(section.top_margin) <= 25
    assert 20 <= mm(section.bottom_margin) <= 25
    assert 30 <= mm(section.left_margin) <= 35
    assert 15 <= mm(section.right_margin) <= 20


def test_annexes_are_landscape_and_count_their_pages_anew(made) -> None:
    assert len(made.sections) == 4
    for section in list(made.sections)[1:]:
        assert section.orientation == WD_ORIENT.LANDSCAPE
        assert (mm(section.page_width), mm(section.page_height)) == (297, 210)
    for section in made.sections:
        (start,) = section._sectPr.findall(qn("w:pgNumType"))
        assert start.get(qn("w:start")) == "1"


def test_page_numbers_stand_in_the_middle_of_the_top_margin_but_not_on_the_first_page(made) -> None:
    section = made.sections[0]
    assert section.different_first_page_header_footer
    (number,) = section.header.paragraphs
    assert number.alignment == ALIGN.CENTER
    assert "PAGE" in number._p.xml
    assert 13 <= number.runs[0].font.size.pt <= 14
    assert section.first_page_header.paragraphs[0].text == ""
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml


def test_all_letters_are_times_new_roman(made) -> None:
    fonts = made.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    body = made.element.body.xml
    assert body.count("w:rFonts") == 0  # nothing asks for another


def test_the_head(made) -> None:
    table = made.tables[0]
    left, right = table.rows[0].cells
    parent, issuer, short_line = left.paragraphs
    nation, motto, long_line = right.paragraphs
    assert issuer.text == "SỞ Y TẾ HÀ NỘI"
    assert (parent.runs[0].bold, issuer.runs[0].bold) == (False, True)
    assert nation.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert motto.text == "Độc lập - Tự do - Hạnh phúc"
    assert nation.runs[0].bold
    assert motto.runs[0].bold
    assert 12 <= nation.runs[0].font.size.pt <= 13
    assert 13 <= motto.runs[0].font.size.pt <= 14
    assert all(entry.alignment == ALIGN.CENTER for entry in (parent, issuer, nation, motto))
    number, place = (cell.paragraphs[0] for cell in table.rows[1].cells)
    assert number.text == "Số: …/BC-…"
    assert place.text == "…, ngày … tháng … năm 2026"
    assert all(run.italic for run in place.runs)
    for line in (short_line, long_line):
        assert line._p.pPr.find(qn("w:pBdr")).find(qn("w:top")) is not None


def line_length(line, room: int) -> float:
    form = line.paragraph_format
    return room - form.left_indent.mm - form.right_indent.mm


def test_the_lines_of_the_head_have_their_lengths(made) -> None:
    """The motto at 13 points is 56 mm wide in Times New Roman; the issuer at 12 about 36: a third to a half of it."""
    left, right = made.tables[0].rows[0].cells
    assert line_length(right.paragraphs[2], 96) == pytest.approx(56, abs=2)
    assert 36 / 3 <= line_length(left.paragraphs[2], 64) <= 36 / 2


def test_no_table_of_the_head_shows_its_borders(made) -> None:
    assert made.tables[0].style.name != "Table Grid"
    assert "w:tblBorders" not in made.tables[0]._tbl.xml


def test_title_and_addressee(made) -> None:
    kind, subject = paragraph(made, "BÁO CÁO"), paragraph(made, "Kết quả thực hiện")
    for entry in (kind, subject):
        assert entry.alignment == ALIGN.CENTER
        assert entry.runs[0].bold
        assert 13 <= entry.runs[0].font.size.pt <= 14
    assert paragraph(made, "Kính gửi").text == "Kính gửi: …"


def test_the_body_is_justified_and_indented(made) -> None:
    body = paragraph(made, "Số liệu tính từ")
    assert body.alignment == ALIGN.JUSTIFY
    assert body.paragraph_format.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
    assert body.paragraph_format.space_after >= Pt(6)
    assert 13 <= body.runs[0].font.size.pt <= 14


def test_headings_have_the_styles_of_the_navigation_pane(made) -> None:
    names = {
        paragraph_read.text: paragraph_read.style.name
        for paragraph_read in made.paragraphs
        if paragraph_read.style.name.startswith("Heading")
    }
    assert names["I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"] == "Heading 1"
    assert names["1. Nhiệm vụ đến hạn trong kỳ"] == "Heading 2"
    assert names["Phụ lục I\nKẾT QUẢ THỰC HIỆN CỦA TỪNG ĐƠN VỊ"] == "Heading 1"
    for level in (1, 2):
        style = made.styles[f"Heading {level}"]
        assert style.font.bold
        assert style.font.color.rgb is None  # black, as the text
        assert style.paragraph_format.keep_with_next


def test_nothing_is_left_of_the_template_of_the_library(made) -> None:
    """Word 2013's layout; five paragraph styles; no theme, thumbnail, custom XML or name of another program."""
    stream = io.BytesIO()
    made.save(stream)
    with zipfile.ZipFile(stream) as archive:
        names = set(archive.namelist())
        texts = {name: archive.read(name).decode() for name in names}
    assert not [
        name for name in names if "theme" in name or "thumbnail" in name or "customXml" in name or "app.xml" in name
    ]
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in texts["word/settings.xml"]
    )
    assert {style.name for style in made.styles} == {
        "Normal", "Default Paragraph Font", "Normal Table", "No List", "Heading 1", "Heading 2", "Table Grid", "Header", "Footer"
    }  # fmt: skip
    assert "python-docx" not in "".join(texts.values())
    assert "Theme" not in texts["word/styles.xml"]


def test_every_style_that_is_used_is_there(made) -> None:
    known = {style.style_id for style in made.styles}
    used = {
        entry.get(qn("w:val")) for entry in made.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:rStyle"))
    }
    assert used <= known


def test_the_end_and_the_signature(made) -> None:
    assert paragraph(made, "Trên đây").text.endswith("./.")
    tail = next(table for table in made.tables if table.cell(0, 0).text.startswith("Nơi nhận:"))
    title, first, *_, last = tail.cell(0, 0).paragraphs
    assert (title.runs[0].bold, title.runs[0].italic, title.runs[0].font.size.pt) == (True, True, 12)
    assert (first.text, first.runs[0].font.size.pt) == ("- Như trên;", 11)
    assert last.text.startswith("- Lưu: VT")
    assert last.text.endswith(".")
    assert tail.cell(0, 1).paragraphs[0].runs[0].bold


def test_blanks_are_marked(made) -> None:
    blank = next(
        run
        for paragraph_read in made.paragraphs
        for run in paragraph_read.runs
        if run.text == "[…: nguyên nhân khách quan]"
    )
    assert blank.font.highlight_color is not None


def test_tables_repeat_their_heading_and_break_no_row(made) -> None:
    ruled = [table for table in made.tables if table.style.name == "Table Grid"]
    assert len(ruled) >= 7
    for table in ruled:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    widths = [sum(column.width for column in table.columns) for table in ruled[:3]]
    assert all(width == pytest.approx(Mm(TEXT_WIDTH), abs=Mm(1)) for width in widths)


def test_the_table_of_tasks_is_in_the_second_annex(made) -> None:
    table = next(table for table in made.tables if len(table.columns) == 10 and table.cell(0, 1).text == "Nhiệm vụ")
    headers = [cell.text for cell in table.rows[0].cells]
    assert headers[1:4] == ["Nhiệm vụ", "Chỉ tiêu", "Kỳ"]
    cells = {(row.cells[1].text, row.cells[3].text): [cell.text for cell in row.cells] for row in table.rows}
    a3 = cells["Tin, bài về kết quả CCHC trên trang của Sở (A3)", "Tháng 5/2026"]
    assert a3[4:9] == ["31/5/2026", "Văn phòng Sở", "01/02", "50%", "Không đạt"]


def test_sample_data_is_named_on_every_page(made) -> None:
    section = made.sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text.startswith("DỮ LIỆU MẪU")
    assert all(entry.footer.is_linked_to_previous for entry in list(made.sections)[1:])


def test_titles_are_data(tmp_path: Path) -> None:
    log = f'--- documents\ndate,unit,type,title,tags\n2026-03-12,TCCB,plan,"{HOSTILE}",ke-hoach\n'
    paper = build(findings(log, tmp_path, "2026-Q1", "2026-04-05"), ReportWords("vi"))
    data = render(paper)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                ET.fromstring(archive.read(name))  # noqa: S314  (our own output)
    shown = "\n".join(paragraph_read.text for paragraph_read in Document(io.BytesIO(data)).paragraphs)
    assert "<b>|x|</b> [a](javascript:1) **đậm** <U+001B>[31m" in shown


def test_the_file_says_whose_language_it_is_and_names_no_author(made) -> None:
    properties = made.core_properties
    assert (properties.author, properties.language) == ("", "vi")
    assert str(properties.created)[:10] == "2026-07-05"


def test_a_document_needs_a_file() -> None:
    code, actual = whole.run("report", "--month", "2026-05", "--as-of", "2026-06-10", "--format", "docx")
    assert (code, actual) == (2, b"")


def test_the_ending_of_a_file_chooses_the_format(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.docx"
    code, actual = whole.run("report", "--month", "2026-05", "--as-of", "2026-06-10", "-o", str(path))
    assert (code, actual) == (0, b"")
    assert Document(str(path)).paragraphs


def test_only_a_document_needs_the_library() -> None:
    """Its import takes longer than a whole text report."""
    program = "import sys, cchc_cli.cli.app, cchc_cli.cli.commands.report, cchc_cli.report.text; sys.exit('docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0  # noqa: S603  (our own program)


def test_every_cell_of_a_table_says_its_own_text() -> None:
    """Rows are copies of one: none keeps what another says, spaces stay, and an empty cell stays empty."""
    rows = (("", " a "), ("<b>&", "\x1b"), ("c", "d"))
    laid = Document()
    ruled_table(
        laid, writer.table((writer.OutlineColumn("", 1), writer.OutlineColumn("Hai", 3, "right")), rows), 12, Mm(160)
    )
    ruled_table(laid, writer.table((writer.OutlineColumn("Ba", 1),), ()), 12, Mm(160))
    stream = io.BytesIO()
    laid.save(stream)
    full, empty = Document(stream).tables
    texts = [[cell.text for cell in row.cells] for row in full.rows]
    assert texts == [["", "Hai"], ["", " a "], ["<b>&", "<U+001B>"], ["c", "d"]]
    assert {row.cells[1].paragraphs[0].alignment for row in list(full.rows)[1:]} == {ALIGN.RIGHT}
    assert [[cell.text for cell in row.cells] for row in empty.rows] == [["Ba"]]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_column_has_room_for_the_longest_word_of_its_heading(language: str, tmp_path: Path) -> None:
    """A bold letter takes 1.75 mm at least, and the margins of a cell 3.7: the "s" of "Broadcasts" was on a second line."""
    file = tmp_path / "report.docx"
    window = ["--org", "danang", "--quarter", "2026-Q3", "--as-of", "2026-11-22", "--appendix", "all"]
    assert whole.run("report", *window, "--lang", language, "-f", "docx", "-o", str(file))[0] == 0
    ruled = [table for table in Document(str(file)).tables if table.style.name == "Table Grid"]
    headings = [(cell.text, mm(cell.width)) for table in ruled[:8] for cell in table.rows[0].cells]
    narrow = [(text, width) for text, width in headings if max(map(len, text.split())) * 1.75 + 3.7 > width]
    assert len(headings) > 20
    assert narrow == []
