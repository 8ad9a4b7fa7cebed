"""The rows that a report's figures leave out are named: by rulings in the body, unreadable ones beside the sources."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from cchc_cli.i18n.report import ReportWords
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.report import text
from cchc_cli.report.build import build
from test_report import POSTS, VI, findings, outline, text_below

REJECTED = """\
--- posts
date,unit,title,channel,tags,url
2026-03-30,VPS,Trước kỳ,web-so,cchc,https://so.example/1
2026-04-01,VPS,Một,web-so,cchc,https://so.example/2
2026-04-02,NVY,Hai,web-so,cchc,https://so.example/3
2026-31-04,VPS,Sai ngày,web-so,cchc,
--- rulings.yaml
rulings:
  - {url: https://so.example/1, accepted: false, reason: Không mở được, by: Sở Nội vụ, on: 2026-06-01}
  - {url: https://so.example/2, accepted: false, reason: Không mở được, by: Sở Nội vụ, on: 2026-06-01, number: 15/TB-SNV}
  - {url: https://so.example/3, accepted: false, reason: Đăng lại, by: Thanh tra Sở, on: 2026-06-03}
"""
ONE = "“Một” của Văn phòng Sở, ngày 01/4/2026 (lý do: Không mở được; Sở Nội vụ, số 15/TB-SNV, ngày 01/6/2026)"
TWO = "“Hai” của Phòng Nghiệp vụ Y, ngày 02/4/2026 (lý do: Đăng lại; Thanh tra Sở, ngày 03/6/2026)"


def notes(paper) -> str:
    blocks = [*paper.body, *(block for appendix in paper.appendices for block in appendix.blocks)]
    return "\n".join(text.plain(block.text) for block in blocks if not isinstance(getattr(block, "text", ""), str))


def test_rows_that_rulings_reject_are_named_with_the_decision(tmp_path: Path) -> None:
    """The row of March is not of the quarter."""
    passage = text_below(outline(REJECTED, tmp_path), "đến hạn trong kỳ")
    assert (
        "02 minh chứng trong kỳ không được công nhận theo kết luận thẩm định, không tính vào các số liệu của báo cáo: "
        f"{ONE}; {TWO}."
    ) in passage
    assert "Trước kỳ" not in passage


def test_the_report_of_a_unit_names_its_own_rows(tmp_path: Path) -> None:
    passage = text_below(outline(REJECTED, tmp_path, units=["NVY"]), "đến hạn trong kỳ")
    assert "01 minh chứng trong kỳ không được công nhận" in passage
    assert TWO in passage
    assert "Một" not in passage


def test_of_many_rows_ten_are_named(tmp_path: Path) -> None:
    posts = "".join(f"2026-05-{day:02d},VPS,Tin {day},web-so,cchc,\n" for day in range(1, 13))
    log = f"--- posts\ndate,unit,title,channel,tags,url\n{posts}"
    ruling = "rulings:\n  - {unit: VPS, period: 2026-05, accepted: false, reason: Sai, by: Sở Nội vụ, on: 2026-06-01}\n"
    passage = text_below(outline(f"{log}--- rulings.yaml\n{ruling}", tmp_path), "đến hạn trong kỳ")
    assert "12 minh chứng trong kỳ không được công nhận" in passage
    assert "“Tin 10”" in passage
    assert "“Tin 11”" not in passage
    assert passage.count("; và 02 minh chứng khác.") == 1


def test_rows_that_cannot_be_read_are_named_by_their_places(tmp_path: Path) -> None:
    report_data = findings(REJECTED, tmp_path, "2026-Q2", "2026-07-05")
    line = "01 dòng minh chứng không đọc được nên chưa tính: evidence/hanoi/posts.csv, dòng 5."
    assert line in notes(build(report_data, VI, "all"))
    assert line in notes(build(report_data, VI, "none"))
    assert "1 row of evidence could not be read, and did not count: evidence/hanoi/posts.csv, row 5." in notes(
        build(report_data, ReportWords("en"), "none")
    )


def test_what_is_no_evidence_is_counted(tmp_path: Path) -> None:
    plain = findings(POSTS, tmp_path, "2026-Q2", "2026-07-05")
    log = "evidence/hanoi/posts.csv"
    passed = (PassedOver(log, "title", rows=(1, 2)), PassedOver("evidence/hanoi/anh.jpg", "format"))
    text_of_notes = notes(build(replace(plain, result=replace(plain.result, passed_over=passed)), VI, "none"))
    assert "Không phải minh chứng nên bỏ qua: 01 tệp, 02 dòng." in text_of_notes
    assert "không được công nhận" not in text_of_notes
    assert "không đọc được nên chưa tính" not in text_of_notes
