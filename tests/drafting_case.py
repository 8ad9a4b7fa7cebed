"""Documents and organisations for the tests of drafts: small, invented, written beside what a reader says of them."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import Any

import docx
import xlsxwriter
import yaml
from docx.document import Document as Word

from cchc_cli.drafting.assemble import draft_plan
from cchc_cli.drafting.draft import Draft
from cchc_cli.drafting.owners import Roster
from cchc_cli.drafting.readers.text import read_text
from cchc_cli.drafting.yaml_text import draft_text
from cchc_cli.i18n import Catalogue
from cchc_cli.language.compile_organisation import compile_organisation
from cchc_cli.language.organisation_file import OrganisationWords
from cchc_cli.load.documents.blocks import Document
from cchc_cli.load.documents.docx import read_docx
from cchc_cli.model.organisation import Organisation

Merge = tuple[int, int, int, int]  # first row and column, last row and column
VI = Catalogue("vi")
YEAR = 2026
HEAD = """ỦY BAN NHÂN DÂN XÃ MƯỜNG MẪU
Số: 87/KH-UBND
Mường Mẫu, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2026

Căn cứ Kế hoạch số 15/KH-UBND ngày 05/01/2026 của UBND tỉnh;

"""
COMMUNE = """
organisation: xa-mau
name: Ủy ban nhân dân xã Mường Mẫu
units:
  VP: {name: Văn phòng HĐND và UBND}
  VHXH: {name: Phòng Văn hóa - Xã hội}
  KT: {name: Phòng Kinh tế, aliases: [P. Kinh tế]}
  TTVH: {name: Trung tâm Văn hóa - Thể thao, aliases: [Đài truyền thanh xã]}
  BPTT: {name: Bộ phận Truyền thông, part_of: VP}
  B1: {name: Bản Nà Mẫu}
  B2: {name: Bản Huổi Mẫu}
  T1: {name: Trường Tiểu học Mẫu}
groups:
  PCM: {name: Các phòng chuyên môn, units: [VP, VHXH, KT]}
  BAN: {name: Các bản, units: [B1, B2]}
  DVTT: {name: Các đơn vị trực thuộc xã, units: [TTVH, T1]}
  DVTT-TT: {name: Các đơn vị trực thuộc xã có thủ tục hành chính, units: [TTVH]}
channels:
  web: {name: Cổng thông tin điện tử xã}
  loa: {name: Hệ thống truyền thanh xã}
  zalo: {name: Zalo}
tags:
  cchc: {name: Cải cách hành chính}
"""


def commune() -> Organisation:
    organisation, issues = compile_organisation(OrganisationWords.model_validate(yaml.safe_load(COMMUNE)))
    assert not issues
    return organisation


def roster() -> Roster:
    return Roster(commune())


def word(rows: Sequence[Sequence[str]], merges: Sequence[Merge] = (), before: Sequence[str] = ()) -> bytes:
    """Return a Word document with paragraphs and one table; merged cells hold the text of their first cell."""
    document: Word = docx.Document()
    for text in (*HEAD.split("\n"), *before):
        document.add_paragraph(text)
    add_table(document, rows, merges)
    return saved(document)


def add_table(document: Word, rows: Sequence[Sequence[str]], merges: Sequence[Merge] = ()) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    for top, left, bottom, right in merges:
        text = table.cell(top, left).text
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                table.cell(row, column).text = ""
        table.cell(top, left).merge(table.cell(bottom, right)).text = text


def saved(document: Word) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def sheet(rows: Sequence[Sequence[Any]], merges: Sequence[Merge] = ()) -> bytes:
    """Return a workbook with one sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet()
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                page.write(row, column, value)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, rows[top][left])
    return stream.getvalue()


def pdf(pages: Sequence[Sequence[Sequence[str]] | Sequence[str]]) -> bytes:
    """Return a PDF; a page is lines of text, or rows of a ruled table. "^" in a cell: it goes on from the cell above."""
    return _pdf_of([_table_page(page) if page and not isinstance(page[0], str) else _text_page(page) for page in pages])


def _pdf_of(contents: Sequence[str]) -> bytes:
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(contents)))
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>",
        (
            "<</Type/Font/Subtype/Type0/BaseFont/Mau/Encoding/Identity-H/ToUnicode 100 0 R/DescendantFonts[<</Type/Font"
            "/Subtype/CIDFontType2/BaseFont/Mau/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>]>>"
        ),
    ]
    for place, content in enumerate(contents):
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * place} 0 R>>"
        )
        bodies.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    numbers = [*range(1, len(bodies) + 1), 100]
    bodies.append(f"<</Length {len(_TO_UNICODE)}>>stream\n{_TO_UNICODE}\nendstream")
    text, places = "%PDF-1.7\n", {}
    for number, body in zip(numbers, bodies, strict=True):
        places[number] = len(text)
        text += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{number} 1\n{places[number]:010d} 00000 n \n" for number in numbers)
    return f"{text}xref\n{table}trailer<</Size 101/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF".encode()


_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
)


def _aligned_page(rows: Any) -> str:
    """Draw the texts of a table without any line; the cells of a row begin on one line and wrap."""
    content, y = "", 550
    for cells in rows:
        wrapped = [textwrap.wrap(text, 24 if len(cells) > 1 else 200) for text in cells]
        for line in range(max(map(len, wrapped))):
            for column, texts in enumerate(wrapped):
                if line < len(texts):
                    content += _shown(texts[line], 43 + column * WIDE, y)
            y -= 11
    return content


def unruled(pages: Sequence[Sequence[Sequence[str]]]) -> bytes:
    """Return a PDF whose pages are tables without ruled lines."""
    return _pdf_of([_aligned_page(page) for page in pages])


WIDE, HIGH, LETTER = 130, 40, 9  # points: a column, a row, a letter


def _shown(text: str, x: float, y: float) -> str:
    return f"BT /F {LETTER} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def _text_page(lines: Any) -> str:
    return "".join(_shown(line, 60, 550 - 14 * place) for place, line in enumerate(lines))


def _table_page(rows: Any) -> str:
    """Draw a table from the top: cell by cell its borders, but none above a cell that goes on from above."""
    content = ""
    for row, cells in enumerate(rows):
        top = 550 - row * HIGH
        for column, text in enumerate(cells):
            left = 40 + column * WIDE
            content += f"{left} {top} m {left} {top - HIGH} l S {left + WIDE} {top} m {left + WIDE} {top - HIGH} l S\n"
            if text != "^":
                content += f"{left} {top} m {left + WIDE} {top} l S\n"
                for place, line in enumerate(textwrap.wrap(text, 26)):
                    content += _shown(line, left + 3, top - 10 - 10 * place)
    bottom, right = 550 - len(rows) * HIGH, 40 + len(rows[0]) * WIDE
    return content + f"40 {bottom} m {right} {bottom} l S\n"


def drafted(document: Document, name: str = "van-ban") -> Draft:
    return draft_plan(document, name, commune(), YEAR, VI)


def drafted_word(rows: Sequence[Sequence[str]], merges: Sequence[Merge] = (), before: Sequence[str] = ()) -> Draft:
    return drafted(read_docx(word(rows, merges, before)))


def drafted_text(text: str) -> Draft:
    return drafted(read_text((HEAD + text).encode()))


def text_of(draft: Draft, plan: str = "van-ban") -> str:
    return draft_text(draft, plan, "van-ban.docx", VI)


def summary_of(draft: Draft) -> dict[str, str]:
    """Return each quota on one line: owners, needs, timing, and the codes of its doubts."""
    actual = {}
    for quota in draft.quotas:
        parts = [str(quota.owes.value), str(quota.needs.value), str(quota.when.value)]
        doubts = ",".join(doubt.code for doubt in quota.all_doubts)
        actual[quota.id] = " ".join([" | ".join(parts), *([f"? {doubts}"] if doubts else [])])
    return actual
