"""`cchc plan draft`: tables of any order, merged cells, several rows of headings, and the plan file it leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import msgspec
import pytest
import yaml

from cchc_cli.drafting.readers.pdf import read_pdf
from cchc_cli.drafting.readers.text import read_text
from cchc_cli.drafting.readers.xlsx import read_xlsx
from cchc_cli.drafting.yaml_text import MARK
from cchc_cli.formats.documents.schemas import document_type
from cchc_cli.load.documents.blocks import DocumentTable
from cchc_cli.load.documents.docx import read_docx
from drafting_case import (
    COMMUNE,
    HEAD,
    add_table,
    drafted,
    drafted_text,
    drafted_word,
    pdf,
    saved,
    sheet,
    summary_of,
    text_of,
    unruled,
    word,
)
from workspaces import ROOT, exit_code

Cchc = Callable[..., tuple[int, str, str]]
HEADS = ["TT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"]
NEWS = ["1", "Đăng tin về CCHC", "Ít nhất 02 tin, bài/tháng", "Văn phòng HĐND và UBND", "", "Thường xuyên"]
NEWS_SAID = "VP | {'posts': 2, 'type': ['news', 'article']} | {'every': 'month'}"


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    order = [3, 5, 0, 2, 1, 4]
    assert summary_of(drafted_word([HEADS, NEWS])) == {"A1": NEWS_SAID}
    assert summary_of(drafted_word([[row[place] for place in order] for row in (HEADS, NEWS)])) == {"A1": NEWS_SAID}


def test_headings_may_take_two_rows() -> None:
    first = ["STT", "Nội dung công việc", "Phân công", "", "Thời hạn hoàn thành", "Chỉ tiêu"]
    second = ["", "", "Chủ trì", "Phối hợp", "", ""]
    row = ["1", "Xây dựng video hướng dẫn", "Phòng Kinh tế", "Các bản", "Trước ngày 30/6/2026", "02 video"]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (0, 5, 1, 5)]
    assert summary_of(drafted_word([first, second, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], row], merges)) == {
        "A1": "KT | {'videos': 2} | {'before': '2026-06-30'}"
    }


def test_a_time_may_have_a_column_for_its_beginning_and_one_for_its_end() -> None:
    first = ["STT", "Thời gian thực hiện", "", "Nội dung", "Đơn vị thực hiện", "Sản phẩm"]
    second = ["", "Bắt đầu", "Kết thúc", "", "", ""]
    row = ["1", "01/3/2026", "30/6/2026", "Viết bài", "Phòng Kinh tế", "06 bài viết"]
    merges = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3), (0, 4, 1, 4), (0, 5, 1, 5)]
    assert summary_of(drafted_word([first, second, row], merges)) == {
        "A1": "KT | {'posts': 6, 'type': 'article'} | {'during': '2026-03-01..2026-06-30'}"
    }


def test_a_group_heading_that_is_a_unit_owes_what_stands_below_it() -> None:
    heads = ["TT", "Nội dung", "Số lượng", "ĐVT", "Thời gian"]
    rows = [heads, ["I", "Phòng Kinh tế", "", "", ""], ["1", "Viết bài", "05", "bài", "Trong năm"]]
    rows += [["II", "Các bản", "", "", ""], ["1", "Quay clip", "01", "clip/tháng", "Năm 2026"]]
    assert summary_of(drafted_word(rows, [(1, 1, 1, 4), (3, 1, 3, 4)])) == {
        "AI.1": "KT | {'posts': 5, 'type': 'article'} | {'during': '2026'}",
        "AII.1": "each BAN | {'videos': 1} | {'every': 'month'}",
    }


def test_a_task_merged_over_two_rows_is_two_quotas() -> None:
    rows = [
        HEADS,
        ["1", "Báo cáo kết quả tuyên truyền", "Báo cáo", "Văn phòng HĐND và UBND", "", "Trước 15/6/2026"],
        ["", "", "Báo cáo", "Các bản", "", "Trước 10/6/2026"],
    ]
    assert summary_of(drafted_word(rows, [(1, 0, 2, 0), (1, 1, 2, 1)])) == {
        "A1a": "VP | {'documents': 1, 'implied': True, 'type': 'report'} | {'before': '2026-06-15'}",
        "A1b": "each BAN | {'documents': 1, 'implied': True, 'type': 'report'} | {'before': '2026-06-10'}",
    }


def test_a_heading_over_all_columns_is_no_task_and_its_dashes_are() -> None:
    rows = [
        HEADS,
        ["1", "Ban hành kế hoạch", "", "", "", ""],
        ["-", "Kế hoạch của xã", "Kế hoạch", "Văn phòng HĐND và UBND", "", "Trước 15/03/2026"],
        ["-", "Kế hoạch của bản", "Kế hoạch", "Các bản", "", "Trong vòng 15 ngày kể từ ngày ban hành Kế hoạch này"],
    ]
    assert summary_of(drafted_word(rows, [(1, 1, 1, 5)])) == {
        "A1a": "VP | {'documents': 1, 'implied': True, 'type': 'plan'} | {'before': '2026-03-15'}",
        "A1b": "each BAN | {'documents': 1, 'implied': True, 'type': 'plan'} | {'within': {'days': 15, 'of': 'issue'}}",
    }


def test_groups_that_count_anew_have_ids_of_their_own() -> None:
    group, other = ["I", "TRUYỀN THANH", "", "", "", ""], ["II", "INTERNET", "", "", "", ""]
    draft = drafted_word([HEADS, group, NEWS, other, NEWS])
    assert list(summary_of(draft)) == ["AI.1", "AII.1"]


def test_two_tables_are_two_letters() -> None:
    document = docx.Document()
    for text in HEAD.split("\n"):
        document.add_paragraph(text)
    add_table(document, [HEADS, NEWS])
    document.add_paragraph("Biểu 2")
    add_table(document, [HEADS, NEWS])
    assert list(summary_of(drafted(read_docx(saved(document))))) == ["A1", "B1"]


def test_a_head_repeated_on_the_next_page_is_no_task() -> None:
    assert summary_of(drafted_word([HEADS, NEWS, HEADS, ["2", *NEWS[1:]]])) == {"A1": NEWS_SAID, "A2": NEWS_SAID}


def test_two_targets_in_one_cell_are_two_quotas() -> None:
    heads = ["TT", "Nhiệm vụ", "Chỉ tiêu", "Chủ trì", "Tiến độ"]
    target = "- 100% các bản có ít nhất 02-03 pano\n- 100% các bản có ít nhất 01 video"
    draft = drafted_word([heads, ["1", "Tuyên truyền trực quan", target, "Các bản", "Trước tháng 10/2026"]])
    assert summary_of(draft) == {
        "A1a": "each BAN | {'materials': 2, 'aim': 3, 'type': 'pano'} | {'before': '2026-10'}",
        "A1b": "each BAN | {'videos': 1} | {'before': '2026-10'}",
    }


def test_two_products_on_lines_of_their_own_are_two_quotas() -> None:
    product = "- Tin, bài, ảnh\n- Sổ tay, tờ rơi"
    draft = drafted_word([HEADS, ["1", "Tuyên truyền một cửa", product, "Phòng Kinh tế", "", "Hằng quý"]])
    assert summary_of(draft) == {
        "A1a": "KT | {'posts': 1, 'implied': True, 'type': ['news', 'article', 'photo']} | {'every': 'quarter'}",
        "A1b": "KT | {'materials': 1, 'implied': True, 'type': ['handbook', 'leaflet']} | {'every': 'quarter'}",
    }


def test_several_leads_owe_jointly_and_the_other_reading_is_kept() -> None:
    draft = drafted_word([HEADS, ["1", "Viết bài", "Bài viết", "Phòng Kinh tế, Văn hóa - Xã hội", "", "Hằng quý"]])
    [quota] = draft.quotas
    assert quota.owes.value == {"jointly": ["KT", "VHXH"]}
    assert dict(quota.readings) == {"each-lead": {"owes": {"each": ["KT", "VHXH"]}}}


def test_who_does_it_may_stand_in_the_target() -> None:
    heads = ["TT", "Nhiệm vụ", "Chỉ tiêu", "Chủ trì", "Tiến độ"]
    row = ["1", "Xây dựng kế hoạch", "100% các bản ban hành kế hoạch", "Phòng Kinh tế", "Quý I/2026"]
    [quota] = drafted_word([heads, row]).quotas
    assert (quota.owes.value, [doubt.code for doubt in quota.owes.doubts]) == ("each BAN", ["lead-or-doer"])


TARGETS = {
    # what the row says: task, product, target, time -> the doubts about it
    "a cycle that a date hides": (("Đăng tin hằng tuần", "Tin", "", "Từ 01/5/2026 đến 30/6/2026"), ["cycle-elsewhere"]),
    "who does it": (("Tuyên truyền tại các bản", "", "Mỗi bản một buổi", "Tháng 6/2026"), ["lead-or-doer"]),
    "two numbers": (("Viết 05 bài", "Bài viết", "03 bài", "Trong năm"), ["numbers-differ"]),
    "two products": (("Phát thanh về CCHC", "Chương trình phát thanh", "02 hội nghị", "Trong năm"), ["kinds-differ"]),
    "a number of nothing": (("Xây dựng 04 nhà văn hóa, đăng tin", "Tin", "", "Trong năm"), ["number-unread"]),
    "nothing odd": (("Viết 05 bài", "Bài viết", "05 bài", "Trong năm"), []),
}


@pytest.mark.parametrize(("cells", "doubts"), TARGETS.values(), ids=TARGETS)
def test_cells_that_do_not_go_together_are_doubted(cells: tuple[str, ...], doubts: list[str]) -> None:
    task, product, target, time = cells
    heads = ["TT", "Nhiệm vụ", "Sản phẩm", "Chỉ tiêu", "Chủ trì", "Thời gian"]
    [quota] = drafted_word([heads, ["1", task, product, target, "Phòng Kinh tế", time]]).quotas
    fields = (quota.owes, quota.needs, quota.when)
    assert [doubt.code for field in fields for doubt in field.doubts] == doubts


def test_an_unknown_owner_is_written_with_a_mark() -> None:
    draft = drafted_word([HEADS, ["1", "Đăng tin", "Tin", "Công an xã", "", "Hằng tháng"]])
    assert [doubt.code for doubt in draft.quotas[0].owes.doubts] in (["owner-unknown"], [])
    line = next(line for line in text_of(draft).split("\n") if line.startswith("    owes:"))
    assert MARK in line or "unknown" in line


def test_lines_of_text_with_tabs_are_a_table() -> None:
    rows = ["\t".join(HEADS), "\t".join(NEWS), "\t\tvà trên Zalo\t\t\t"]
    assert summary_of(drafted_text("\n".join(rows) + "\n")) == {
        "A1": "VP | {'posts': 2, 'type': ['news', 'article'], 'via': 'zalo'} | {'every': 'month'}"
    }


def test_a_sheet_has_its_letterhead_and_its_numbers() -> None:
    rows = [
        ["ỦY BAN NHÂN DÂN XÃ MƯỜNG MẪU"],
        ["Số: 112/KH-UBND", "", "", "Mường Mẫu, ngày 05 tháng 02 năm 2026"],
        ["KẾ HOẠCH"],
        ["Truyền thông năm 2026"],
        [],
        ["TT", "Nhiệm vụ", "Đơn vị tính", "Số lượng", "Thời gian", "Cơ quan thực hiện"],
        [1, "Viết bài", "bài viết", 12, "Hằng tháng", "Phòng Kinh tế"],
        [2, "Tập huấn", "lớp", 2, "Trong năm", "Văn phòng HĐND và UBND"],
    ]
    draft = drafted(read_xlsx(sheet(rows)))
    assert (draft.header.number and draft.header.number.value, draft.header.issued.value) == (
        "112/KH-UBND",
        "2026-02-05",
    )
    assert draft.header.title.value == "Truyền thông năm 2026"
    assert summary_of(draft) == {
        "A1": "KT | {'posts': 12, 'type': 'article'} | {'every': 'month'}",
        "A2": "VP | {'conferences': 2, 'type': 'training'} | {'during': '2026'}",
    }


PAPER = ["TT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Thời gian"]


def test_ruled_lines_of_a_pdf_are_a_table() -> None:
    rows = [PAPER, ["1", "Viết bài về cải cách hành chính của xã", "Bài viết", "Phòng Kinh tế", "Hằng quý"]]
    draft = drafted(read_pdf(pdf([HEAD.split("\n"), rows])))
    assert draft.header.title.value == "Tuyên truyền cải cách hành chính năm 2026"
    assert draft.quotas[0].wording.startswith("Viết bài về cải cách hành chính của xã | ")
    assert summary_of(draft) == {"A1": "KT | {'posts': 1, 'implied': True, 'type': 'article'} | {'every': 'quarter'}"}


def test_a_table_of_a_pdf_needs_no_ruled_lines() -> None:
    first = [
        PAPER,
        ["1", "Viết bài về cải cách hành chính của xã", "Ít nhất 02 bài viết", "Phòng Kinh tế", "Hằng quý"],
        ["2", "Đăng tin", "Tin", "Các bản", "Trước ngày 30 tháng 6 năm 2026"],
    ]
    second = [["3", "Dựng video", "Video", "Phòng Kinh tế", "Trong năm"]]
    assert summary_of(drafted(read_pdf(unruled([first, second])))) == {
        "A1": "KT | {'posts': 2, 'type': 'article'} | {'every': 'quarter'}",
        "A2": "each BAN | {'posts': 1, 'implied': True, 'type': 'news'} | {'before': '2026-06-30'}",
        "A3": "KT | {'videos': 1, 'implied': True} | {'during': '2026'}",
    }


def test_a_heading_may_run_over_the_columns_of_a_table_without_rules() -> None:
    rows = [
        PAPER,
        ["1", "Viết bài", "Bài viết", "Phòng Kinh tế", "Hằng quý"],
        ["II. TUYÊN TRUYỀN TRÊN MẠNG XÃ HỘI CỦA CÁC BẢN TRONG XÃ"],
        ["2", "Đăng tin", "Tin", "Các bản", "Hằng tháng"],
    ]
    assert list(summary_of(drafted(read_pdf(unruled([rows]))))) == ["A1", "A2"]


def test_a_number_beside_the_middle_of_a_task_makes_no_table() -> None:
    rows = [
        PAPER,
        ["", "Viết bài về cải", "Bài", "Phòng Kinh tế", "Hằng quý"],
        ["1", "cách hành chính", "viết", "", ""],
    ]
    assert not any(isinstance(block, DocumentTable) for block in read_pdf(unruled([rows])).blocks)


def test_a_cell_of_a_pdf_may_go_on_below() -> None:
    rows = [
        PAPER,
        ["1", "Báo cáo kết quả", "Báo cáo", "Phòng Kinh tế", "Trước 15/6/2026"],
        ["^", "^", "Báo cáo", "Các bản", "Trước 10/6/2026"],
    ]
    draft = drafted(read_pdf(pdf([HEAD.split("\n"), rows])))
    assert {quota.id: (quota.owes.value, quota.when.value) for quota in draft.quotas} == {
        "A1a": ("KT", {"before": "2026-06-15"}),
        "A1b": ("each BAN", {"before": "2026-06-10"}),
    }


def test_a_table_runs_over_pages_of_a_pdf() -> None:
    first = [
        PAPER,
        ["1", "Viết bài", "Bài viết", "Phòng Kinh tế", "Hằng quý"],
        ["2", "Đăng tin về cải cách", "Tin", "Các bản", "Hằng"],
    ]
    second = [PAPER, ["", "hành chính", "", "", "tháng"], ["3", "Dựng video", "Video", "Phòng Kinh tế", "Trong năm"]]
    draft = drafted(read_pdf(pdf([HEAD.split("\n"), first, second])))
    assert [(quota.id, quota.title, quota.when.value) for quota in draft.quotas] == [
        ("A1", "Viết bài", {"every": "quarter"}),
        ("A2", "Đăng tin về cải cách hành chính", {"every": "month"}),
        ("A3", "Dựng video", {"during": "2026"}),
    ]


def test_a_cell_over_rows_of_two_pages_says_the_same_on_both() -> None:
    first = [
        PAPER,
        ["1", "Viết bài", "Bài viết", "Phòng Kinh tế", "Hằng quý"],
        ["2", "Đăng tin", "Tin", "^", "Trong năm"],
    ]
    second = [["3", "Dựng video", "Video", "", "Hằng quý"], ["4", "Tập huấn", "Hội nghị", "Các bản", "Quý II/2026"]]
    draft = drafted(read_pdf(pdf([HEAD.split("\n"), first, second])))
    assert [quota.owes.value for quota in draft.quotas] == ["KT", "KT", "KT", "each BAN"]


@pytest.mark.parametrize(
    ("line", "number", "issued"),
    [
        ("Số: 87/KH-UBND\nMường Mẫu, ngày 20 tháng 01 năm 2026", "87/KH-UBND", "2026-01-20"),
        ("Số:      /KH-UBND\nMường Mẫu, ngày      tháng 5 năm 2026", None, "2026-05"),
        ("Số: /KH-UBND\nMường Mẫu, ngày … tháng … năm 2026", None, {"not_before": "2026-01-05"}),
        ("Số: 87/KH-UBND\nMường Mẫu, ngày 72 tháng 3 năm 2026", "87/KH-UBND", "2026-03"),
    ],
)
def test_the_head_is_read_or_left_open(line: str, number: str | None, issued: object) -> None:
    text = HEAD.replace("Số: 87/KH-UBND\nMường Mẫu, ngày 20 tháng 01 năm 2026", line)
    header = drafted(read_text((text + "I. MỤC ĐÍCH\nNâng cao nhận thức.\n").encode())).header
    assert (header.number.value if header.number else None) == number
    assert header.issued.value == issued
    assert bool(header.issued.doubts) == ("72" in line or isinstance(issued, dict))


@pytest.mark.parametrize(
    ("head", "title", "number", "issued"),
    [
        (
            (
                "Số 87-KH/ĐU\nMường Mẫu, ngày 20/01/2026\nKẾ HOẠCH\nThực hiện công tác tuyên truyền năm 2026\n"
                "Thực hiện Kế hoạch số 15/KH-UBND ngày 05/01/2026 của tỉnh;"
            ),
            "Thực hiện công tác tuyên truyền năm 2026",
            "87-KH/ĐU",
            "2026-01-20",
        ),
        (
            (
                "Số: 5/QĐ-UBND\nMường Mẫu, ngày 02 tháng 01\nnăm 2026\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\ntuyên truyền năm 2026\n"
                "Căn cứ Luật Tổ chức chính quyền địa phương;"
            ),
            "Về việc ban hành Kế hoạch tuyên truyền năm 2026",
            "5/QĐ-UBND",
            "2026-01-02",
        ),
    ],
)
def test_heads_of_other_bodies(head: str, title: str, number: str, issued: str) -> None:
    header = drafted(read_text(f"{head}\n\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\n".encode())).header
    assert header.number is not None
    assert (header.title.value, header.number.value, header.issued.value) == (title, number, issued)


def test_ditto_marks_say_what_the_row_above_says() -> None:
    rows = [
        HEADS,
        NEWS,
        ["2", "Viết bài", "Bài viết", "-nt-", "", "nt"],
        ["3", "Quay clip", "Clip", '"', "", "Hằng quý"],
    ]
    draft = drafted_word(rows)
    assert [quota.owes.value for quota in draft.quotas] == ["VP", "VP", "VP"]
    assert draft.quotas[1].when.value == {"tracked": True}


def test_a_row_whose_number_is_lost_is_found_by_those_around_it() -> None:
    tasks = ["Viết tin", "Quay clip", "Tập huấn", "Báo cáo", "Tổng kết"]
    lines = ["Phụ lục", "TT Nhiệm vụ Sản phẩm Đơn vị chủ trì Thời gian"]
    lines += [f"{place}. {task}" for place, task in enumerate(tasks, 1) if place != 3]
    assert list(summary_of(drafted_text("\n".join(lines) + "\n"))) == ["A1", "A2", "A3", "A4", "A5"]


def test_clauses_of_the_body_are_duties_repeats_or_doubted_quotas() -> None:
    body = (
        "I. MỤC ĐÍCH\n1. Nâng cao nhận thức của cán bộ và Nhân dân.\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n"
        "- Đăng tin về cải cách hành chính trên Cổng thông tin điện tử xã và các kênh khác của xã.\n"
        "- Báo cáo UBND xã kết quả (Báo cáo 6 tháng trước ngày 01/6/2026 và Báo cáo năm trước ngày 01/12/2026).\n\n"
    )
    task = "Đăng tin về cải cách hành chính trên Cổng thông tin điện tử xã và các kênh khác của xã"
    table = "\t".join(HEADS) + "\n" + "\t".join(["1", task, "Tin", "Phòng Kinh tế", "", "Hằng tháng"]) + "\n"
    draft = drafted_text(body + table)
    assert [(duty.clause, duty.kind, duty.unit) for duty in draft.duties] == [("I.1", "judgement", "all")]
    assert {quota.id: quota.repeats for quota in draft.quotas}["A1"] == ("II.1-1",)
    actual = summary_of(draft)
    assert actual["II.1-21"].startswith(
        "KT | {'documents': 1, 'implied': True, 'type': 'report'} | {'before': '2026-06-01'}"
    )
    assert "from-body" in actual["II.1-22"]


def test_a_table_that_lost_its_columns_is_doubted_whole() -> None:
    lines = ["Phụ lục", "TT Nhiệm vụ Sản phẩm Đơn vị chủ trì Thời gian", ""]
    for stop in (".", ""):
        tasks = [f"{place}{stop} Nhiệm vụ thứ {place} về cải cách hành chính" for place in range(1, 5)]
        draft = drafted_text("\n".join([*lines, *tasks]) + "\n")
        assert list(summary_of(draft)) == ["A1", "A2", "A3", "A4"]
        assert all(quota.doubts for quota in draft.quotas)


def test_the_table_of_the_guide_is_true() -> None:
    page = (ROOT / "docs" / "plan-draft.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| `(\{(?:every|last|by|before|during|within).+\})` \|$", page, re.MULTILINE)
    assert len(rows) == 16
    for phrase, words in rows:
        [quota] = drafted_word([HEADS, ["1", "Viết bài", "Bài viết", "Phòng Kinh tế", "", phrase]]).quotas
        plain = yaml.load(words, Loader=yaml.BaseLoader)  # noqa: S506  (texts only)
        assert yaml.load(str(quota.when.value), Loader=yaml.BaseLoader) == plain  # noqa: S506
        assert not quota.when.doubts


def test_the_numbers_of_the_guide_are_true() -> None:
    page = (ROOT / "docs" / "plan-draft.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (.+?) \| `(\{(?:posts|videos|broadcasts|materials|conferences|states):.+\})`.* \|$", page, re.MULTILINE
    )
    assert len(rows) == 7
    heads = ["TT", "Nhiệm vụ", "Chỉ tiêu", "Đơn vị chủ trì", "Thời gian"]
    for phrase, words in rows:
        [quota] = drafted_word([heads, ["1", "Tuyên truyền", phrase, "Phòng Kinh tế", "Năm 2026"]]).quotas
        assert quota.needs.value == yaml.safe_load(words)


# ---- the command


@pytest.fixture
def cchc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cchc:
    """Run the program in a workspace of the commune; return exit code, standard output and error."""
    for name in ("CCHC_WORKSPACE", "CCHC_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    (tmp_path / "plans" / "xa-mau").mkdir(parents=True)
    (tmp_path / "evidence" / "xa-mau").mkdir(parents=True)
    (tmp_path / "plans" / "xa-mau" / "organisation.yaml").write_text(COMMUNE, encoding="utf-8")
    (tmp_path / "plans" / "holidays.yaml").write_text("years: {2026: {}}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        return exit_code(words, monkeypatch), *capsys.readouterr()

    return run


def test_the_draft_is_written_shown_and_accepted(cchc: Cchc, tmp_path: Path) -> None:
    (tmp_path / "Kế hoạch 2026.docx").write_bytes(word([HEADS, NEWS]))
    code, out, err = cchc("plan", "draft", "Kế hoạch 2026.docx")
    assert (code, err) == (0, "")
    assert "A1" in out
    assert "Văn phòng HĐND và UBND (VP) phải có ít nhất 02 tin hoặc bài" in out
    plan = yaml.safe_load((tmp_path / "plans" / "xa-mau" / "ke-hoach-2026.yaml").read_text(encoding="utf-8"))
    assert plan["plan"] == "ke-hoach-2026"
    assert plan["sources"] == ["Kế hoạch 2026.docx"]
    assert cchc("validate")[0] == 0


def test_a_draft_is_told_to_programs(cchc: Cchc, tmp_path: Path) -> None:
    unread = ["2", "Đăng tin", "Tin", "Phòng Kinh tế", "", "Trước ngày 15/6 và 15/12/2026"]
    (tmp_path / "van-ban.docx").write_bytes(word([HEADS, NEWS, unread]))
    code, out, err = cchc("plan", "draft", "van-ban.docx", "--format", "json", "--lang", "en")
    assert (code, err) == (0, "")
    document = msgspec.json.decode(out, type=document_type("plan-draft"))
    assert (document.org, document.plan, document.source) == ("xa-mau", "van-ban", "van-ban.docx")
    assert (document.file, document.organisation_file) == ("plans/xa-mau/van-ban.yaml", None)
    assert (document.quota_count, document.duty_count, document.marked) == (2, 0, 1)
    assert [quota.quota for quota in document.quotas] == ["A1", "A2"]
    assert [[look.code for look in quota.looks] for quota in document.quotas] == [[], ["time-several"]]
    assert document.quotas[0].rule.startswith("Văn phòng HĐND và UBND (VP) owes at least 2 ")


def test_the_organisation_and_last_years_plan_are_told_too(cchc: Cchc, tmp_path: Path) -> None:
    (tmp_path / "van-ban.docx").write_bytes(word([HEADS, NEWS]))
    code, out, _ = cchc(
        "plan", "draft", "van-ban.docx", "--org", "moi", "--with-organisation", "--format", "json=draft.json"
    )
    assert (code, out) == (0, "")
    document = json.loads((tmp_path / "draft.json").read_text(encoding="utf-8"))
    assert document["organisation_file"] == "plans/moi/organisation.yaml"
    code, out, _ = cchc("plan", "draft", "--from", "van-ban", "--org", "moi", "--year", "2027", "--format", "json")
    document = json.loads(out)
    assert (code, document["source"], document["plan"]) == (0, "van-ban", "van-ban-2027")
    assert "renewed-issued" in {look["code"] for look in document["looks"]}


def test_no_file_is_written_over(cchc: Cchc, tmp_path: Path) -> None:
    (tmp_path / "van-ban.docx").write_bytes(word([HEADS, NEWS]))
    assert cchc("plan", "draft", "van-ban.docx", "-o", "plans/xa-mau/moi.yaml")[0] == 0
    before = (tmp_path / "plans" / "xa-mau" / "moi.yaml").read_bytes()
    code, _, err = cchc("plan", "draft", "van-ban.docx", "-o", "plans/xa-mau/moi.yaml")
    assert (code, "draft-exists" in err) == (2, True)
    assert (tmp_path / "plans" / "xa-mau" / "moi.yaml").read_bytes() == before


def test_an_organisation_is_drafted_with_its_plan(cchc: Cchc, tmp_path: Path) -> None:
    rows = [
        HEADS,
        ["1", "Viết bài", "Bài viết", "Phòng Kế hoạch - Tài chính, Văn phòng Sở", "Các đơn vị trực thuộc", "Hằng quý"],
        ["2", "Đăng tin", "Tin", "Các đơn vị trực thuộc Sở", "Các cơ quan báo chí liên quan", "Hằng tháng"],
    ]
    (tmp_path / "van-ban.docx").write_bytes(word(rows))
    assert cchc("plan", "draft", "van-ban.docx", "--org", "moi", "--with-organisation")[0] == 0
    text = (tmp_path / "plans" / "moi" / "organisation.yaml").read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    assert {code: unit["name"] for code, unit in document["units"].items()} == {
        "KHTC": "Phòng Kế hoạch - Tài chính",
        "VPS": "Văn phòng Sở",
        "DV01": "Đơn vị Mẫu 01",
    }
    assert document["groups"] == {"DVTTS": {"name": "Các đơn vị trực thuộc Sở", "units": ["DV01"]}}
    assert text.count(MARK) == 4
    plan = yaml.safe_load((tmp_path / "plans" / "moi" / "van-ban.yaml").read_text(encoding="utf-8"))
    assert [quota["owes"] for quota in plan["quotas"].values()] == [{"jointly": ["KHTC", "VPS"]}, "each DVTTS"]
    assert cchc("validate", "--org", "moi")[0] == 0
    assert "draft-exists" in cchc("plan", "draft", "van-ban.docx", "--org", "moi", "--with-organisation")[2]
    assert "bad-option" in cchc("plan", "draft", "van-ban.docx", "--org", "../x", "--with-organisation")[2]


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("evidence/xa-mau/moi.yaml", "output-among-inputs"),
        ("plans/xa-mau/waivers.yaml", "bad-option"),
        ("plans/xa-mau/moi.yml", "bad-option"),
        ("plans/holidays.yaml", "draft-exists"),
    ],
)
def test_a_draft_lands_nowhere_else(cchc: Cchc, tmp_path: Path, target: str, problem: str) -> None:
    (tmp_path / "van-ban.docx").write_bytes(word([HEADS, NEWS]))
    held = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    code, _, err = cchc("plan", "draft", "van-ban.docx", "-o", target)
    assert (code, problem in err) == (2, True)
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == held


def test_a_document_without_a_task_or_clause_leaves_nothing(cchc: Cchc, tmp_path: Path) -> None:
    (tmp_path / "rong.txt").write_text("Kính gửi các đơn vị\n", encoding="utf-8")
    code, out, _ = cchc("plan", "draft", "rong.txt")
    assert (code, "không viết gì" in out) == (3, True)
    assert sorted(path.name for path in (tmp_path / "plans" / "xa-mau").iterdir()) == ["organisation.yaml"]


def test_a_document_that_is_none_is_told(cchc: Cchc, tmp_path: Path) -> None:
    (tmp_path / "anh.png").write_bytes(b"\x89PNG")
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04 broken")
    assert "document-kind" in cchc("plan", "draft", "anh.png")[2]
    assert "bad-document" in cchc("plan", "draft", "hong.docx")[2]
    assert "unreadable" in cchc("plan", "draft", "khong-co.docx")[2]
    (tmp_path / "quet.pdf").write_bytes(pdf([[""]]))
    assert "document-pictures" in cchc("plan", "draft", "quet.pdf")[2]
