"""Documents and organisations for the tests of drafts: small, invented, written beside what a reader says of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
import xlsxwriter
import yaml
from docx.document import Document as Word

from cchc_cli.drafting.assemble import draft_plan
from cchc_cli.drafting.blocks import Document
from cchc_cli.drafting.draft import Draft
from cchc_cli.drafting.owners import Roster
from cchc_cli.drafting.readers.docx import read_docx
from cchc_cli.drafting.readers.text import read_text
from cchc_cli.drafting.yaml_text import draft_text
from cchc_cli.i18n import Catalogue
from cchc_cli.language.compile_organisation import compile_organisation
from cchc_cli.language.organisation_file import OrganisationWords
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
    organisation, complaints = compile_organisation(OrganisationWords.model_validate(yaml.safe_load(COMMUNE)))
    assert not complaints
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


def drafted(document: Document, name: str = "van-ban") -> Draft:
    return draft_plan(document, name, commune(), YEAR, VI)


def drafted_word(rows: Sequence[Sequence[str]], merges: Sequence[Merge] = (), before: Sequence[str] = ()) -> Draft:
    return drafted(read_docx(word(rows, merges, before)))


def drafted_text(text: str) -> Draft:
    return drafted(read_text((HEAD + text).encode()))


def text_of(draft: Draft, plan: str = "van-ban") -> str:
    return draft_text(draft, plan, "van-ban.docx", VI)


def said(draft: Draft) -> dict[str, str]:
    """Return each quota on one line: who, what, by when, and the codes of its doubts."""
    found = {}
    for quota in draft.quotas:
        parts = [str(quota.owes.value), str(quota.needs.value), str(quota.when.value)]
        doubts = ",".join(doubt.code for doubt in quota.all_doubts)
        found[quota.id] = " ".join([" | ".join(parts), *([f"? {doubts}"] if doubts else [])])
    return found
