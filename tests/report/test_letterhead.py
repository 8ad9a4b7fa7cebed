"""The office's own Word file: marks are replaced as plain text, and what could act is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

import whole
from cchc_cli.i18n.report import ReportWords
from cchc_cli.report.build import build
from cchc_cli.report.letterhead import MAX_UNPACKED_MB, LetterheadError, render
from test_report import POSTS, findings


def letterhead(*texts: str):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang {{CO_QUAN}}"
    for text in texts or ("{{NOI_DUNG}}",):
        document.add_paragraph(text)
    return document


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def outline(tmp_path_factory: pytest.TempPathFactory):
    report_data = findings(POSTS, tmp_path_factory.mktemp("letterhead"), "2026-Q2", "2026-07-05")
    return build(report_data, ReportWords("vi"))


def test_marks_are_replaced_also_where_word_splits_them(outline) -> None:
    office = letterhead("Trên", "{{ NOI_DUNG }}".replace(" ", ""), "Dưới")
    split = office.add_paragraph()
    for piece in ("Ký: {", "{CO_", "QUAN}", "} hết"):
        split.add_run(piece)
    office.add_table(1, 1).cell(0, 0).text = "{{TEN_LOAI}}"
    document = Document(io.BytesIO(render(outline, saved(office))))
    texts = [paragraph_read.text for paragraph_read in document.paragraphs]
    assert "Ký: SỞ Y TẾ HÀ NỘI hết" in texts
    assert "BÁO CÁO" in [table.cell(0, 0).text for table in document.tables]
    assert document.sections[0].header.paragraphs[0].text == "Đầu trang SỞ Y TẾ HÀ NỘI"
    assert texts.index("Trên") < texts.index("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH") < texts.index("Dưới")


def test_what_the_office_must_fill_in_is_yellow_in_marks_too(outline) -> None:
    """The text around a mark, and the letters of its run, stay as they are."""
    office = letterhead("{{NOI_DUNG}}")
    office.add_paragraph().add_run("trước {{SO}} giữa {{CO_QUAN}} sau").bold = True
    document = Document(io.BytesIO(render(outline, saved(office))))
    (line,) = [paragraph_read for paragraph_read in document.paragraphs if paragraph_read.text.startswith("trước")]
    assert line.text == "trước Số: …/BC-… giữa SỞ Y TẾ HÀ NỘI sau"
    assert "".join(run.text for run in line.runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW) == "……"
    assert all(run.bold for run in line.runs)


def test_nothing_of_the_letterhead_is_left_in_the_properties(outline) -> None:
    office = letterhead("{{NOI_DUNG}}")
    office.core_properties.author = office.core_properties.subject = office.core_properties.keywords = "Nguyễn Văn A"
    document = Document(io.BytesIO(render(outline, saved(office))))
    properties = document.core_properties
    assert (properties.author, properties.subject, properties.keywords, properties.comments) == ("", "", "", "")
    assert properties.title.startswith("BÁO CÁO: ")
    settings = office.settings.element
    settings.remove(next(settings.iter(qn("w:compat"))))
    without = Document(io.BytesIO(render(outline, saved(office))))
    assert [entry.get(qn("w:val")) for entry in without.settings.element.iter(qn("w:compatSetting"))] == ["15"]
    modes = [entry.get(qn("w:val")) for entry in document.settings.element.iter(qn("w:compatSetting"))]
    assert modes[0] == "15"  # python-docx's own template has 14: Word would open it in compatibility mode


@pytest.mark.parametrize("place", ["body", "header"])
def test_a_field_that_fetches_is_refused_wherever_and_however_it_is_written(place: str, outline) -> None:
    office = letterhead("{{NOI_DUNG}}")
    paragraph = office.add_paragraph() if place == "body" else office.sections[0].header.paragraphs[0]
    for piece in (" INCLUDE", 'PICTURE "http://x.example"'):
        code = OxmlElement("w:instrText")
        code.text = piece
        paragraph.add_run()._r.append(code)
    with pytest.raises(LetterheadError) as refused:
        render(outline, saved(office))
    assert refused.value.hint == "letterhead-active"
    simple = letterhead("{{NOI_DUNG}}")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), ' DDEAUTO "cmd" ')
    simple.add_paragraph()._p.append(field)
    with pytest.raises(LetterheadError):
        render(outline, saved(simple))


def test_no_template_language_runs(outline) -> None:
    with pytest.raises(LetterheadError) as refused:
        render(outline, saved(letterhead("{{NOI_DUNG}}", "{{ 7 * 7 }}")))
    assert (refused.value.hint, refused.value.details["mark"]) == ("letterhead-mark", "{{ 7 * 7 }}")


@pytest.mark.parametrize("texts", [("không có",), ("x {{NOI_DUNG}}",), ("{{NOI_DUNG}}", "{{NOI_DUNG}}")])
def test_the_body_needs_one_place(texts: tuple[str, ...], outline) -> None:
    with pytest.raises(LetterheadError) as refused:
        render(outline, saved(letterhead(*texts)))
    assert refused.value.hint == "letterhead-body"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("word/vbaProject.bin", "x"),
        ("word/embeddings/oleObject1.xlsx", "x"),
        ("word/_rels/header1.xml.rels", '<Relationship Target="http://x.example" TargetMode="External"/>'),
    ],
)
def test_what_could_act_is_refused(name: str, text: str, outline) -> None:
    stream = io.BytesIO(saved(letterhead()))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, text)
    with pytest.raises(LetterheadError) as refused:
        render(outline, stream.getvalue())
    assert (refused.value.hint, refused.value.details) == ("letterhead-active", {"part": name})


def test_what_is_no_word_document_is_refused(outline) -> None:
    with pytest.raises(LetterheadError) as refused:
        render(outline, b"date,unit\n")
    assert refused.value.hint == "letterhead-format"


def test_what_unpacks_to_too_much_is_refused(outline) -> None:
    stream = io.BytesIO(saved(letterhead()))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bmp", bytes(MAX_UNPACKED_MB * 1024 * 1024))
    with pytest.raises(LetterheadError) as refused:
        render(outline, stream.getvalue())
    assert refused.value.hint == "letterhead-large"


def test_a_letterhead_is_not_replaced_by_the_report(tmp_path: Path) -> None:
    path = tmp_path / "office.docx"
    path.write_bytes(before := saved(letterhead()))
    arguments = ("report", "--month", "2026-05", "--as-of", "2026-06-10", "--letterhead", str(path))
    assert whole.run(*arguments, "-o", str(path))[0] == 2
    assert path.read_bytes() == before
    assert whole.run(*arguments, "-o", str(tmp_path / "report.docx"))[0] == 0


def test_a_report_of_each_unit_of_a_group(tmp_path: Path) -> None:
    """Nine units of Đà Nẵng owe A6 in May; a second run replaces nothing, and a unit is no group."""
    folder = tmp_path / "each"
    arguments = (
        "report",
        "--org",
        "danang",
        "--month",
        "2026-05",
        "--as-of",
        "2026-06-10",
        "-o",
        str(folder),
        "--each",
    )
    assert whole.run(*arguments, "DVTT")[0] == 0
    files = sorted(folder.iterdir())
    assert len(files) == 9
    assert files[0].name == "bao-cao-2026-05-BV01.docx"
    assert "BỆNH VIỆN MẪU 01" in Document(str(files[0])).tables[0].cell(0, 0).text
    assert whole.run(*arguments, "DVTT")[0] == 2
    assert whole.run(*arguments, "DVTT", "--force")[0] == 0
    assert whole.run(*arguments, "VPS")[0] == 2
