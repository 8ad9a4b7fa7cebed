"""Reports: numbers and days as officials write them, windows, and figures by thought from small logs."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from msgspec.structs import replace

import scenario
import whole
from cchc_cli.cli.commands.report import findings_of
from cchc_cli.engine.check import Query
from cchc_cli.formats.text_lines import cell_width
from cchc_cli.i18n.en import MESSAGES as EN
from cchc_cli.i18n.report import ReportWords
from cchc_cli.i18n.report_en import MESSAGES as REPORT_EN
from cchc_cli.i18n.report_vi import MESSAGES as REPORT_VI
from cchc_cli.report import json_v1, markdown, text
from cchc_cli.report.build import build
from cchc_cli.report.outline import Blank, Heading, Outline, OutlineNote, OutlineParagraph, OutlineTable
from cchc_cli.report.windows import ReportPeriod, due_before_end, nine_months
from cchc_cli.report.writer import Findings, fill
from cchc_cli.words.cadences import parse_period

VI, ENGLISH = ReportWords("vi"), ReportWords("en")

# ---- words


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0"), (2, "02"), (8, "08"), (10, "10"), (999, "999"), (25980, "25.980"), (1234567, "1.234.567")],
)
def test_numbers(number: int, written: str) -> None:
    assert VI.number(number) == written


@pytest.mark.parametrize(
    ("part", "whole_", "written"),
    [
        (5945, 25980, "22,88%"),  # printed as 23,53 % in the report that domain.md cites
        (11228, 25980, "43,22%"),
        (4, 17, "23,53%"),
        (39, 40, "97,5%"),
        (1, 2, "50%"),
        (2, 2, "100%"),
        (0, 7, "0%"),
        (99_999, 100_000, "99,99%"),  # not all is never 100 %
        (1, 100_000, "0,01%"),  # something is never 0 %
    ],
)
def test_percentages(part: int, whole_: int, written: str) -> None:
    assert VI.percent(part, whole_) == written
    assert ENGLISH.percent(part, whole_) == written.replace(",", ".")


def test_days() -> None:
    assert VI.long_day(date(2026, 1, 5)) == "ngày 05 tháng 01 năm 2026"
    assert VI.long_day(date(2026, 6, 30)) == "ngày 30 tháng 6 năm 2026"
    assert [VI.day(date(2026, month, 5)) for month in (2, 3)] == ["05/02/2026", "05/3/2026"]
    assert ENGLISH.long_day(date(2026, 1, 5)) == "5 January 2026"


@pytest.mark.parametrize(
    ("label", "long", "short"),
    [
        ("2026-06", "tháng 6 năm 2026", "Tháng 6/2026"),
        ("2026-01", "tháng 01 năm 2026", "Tháng 01/2026"),
        ("2026-Q4", "quý IV năm 2026", "Quý IV/2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "6 tháng đầu năm 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "6 tháng cuối năm 2026"),
        ("2026-01..2026-09", "9 tháng đầu năm 2026", "9 tháng đầu năm 2026"),
        ("2026", "năm 2026", "Năm 2026"),
        ("2026-04..2026-12", "từ ngày 01 tháng 4 năm 2026 đến ngày 31 tháng 12 năm 2026", "01/4/2026 - 31/12/2026"),
    ],
)
def test_periods(label: str, long: str, short: str) -> None:
    period = parse_period(label)
    assert VI.period(period) == long
    assert VI.period(period, short=True) == short


def test_both_catalogues_say_the_same_and_nothing_twice() -> None:
    def placeholders(message: str) -> set[str]:
        named = {name.partition("|")[0] for _, name, _, _ in Formatter().parse(message) if name}
        return named - {"name", "month"}

    assert set(REPORT_VI) == set(REPORT_EN)
    assert not set(REPORT_EN) & set(EN)
    kept = {key for key in REPORT_EN if not key.startswith(("head.place", "period.", "annex.reference", "tail.file"))}
    assert {key for key in kept if placeholders(REPORT_VI[key]) != placeholders(REPORT_EN[key])} == set()


def test_every_text_of_reports_is_used() -> None:
    sources = [*Path("src/cchc_cli/report").glob("*.py"), Path("src/cchc_cli/i18n/report.py")]
    trees = [ast.parse((scenario.ROOT / path).read_text("utf-8")) for path in sources]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    whole_keys = {node.value for node in nodes if isinstance(node, ast.Constant)}
    starts = {
        str(node.values[0].value)
        for node in nodes
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
    }
    starts = {start for start in starts if "." in start}
    assert {key for key in REPORT_EN if key not in whole_keys and not key.startswith(tuple(starts))} == set()


def test_blanks_stay_blanks_and_no_text_makes_one() -> None:
    assert fill(VI, "head.to", blank=Blank()) == ("Kính gửi: ", Blank())
    assert fill(VI, "direction.line", title="a\0000\0b", text=(Blank("x"), "c")) == ("- a0b: ", Blank("x"), "c", ".")


@pytest.mark.parametrize(
    ("labels", "vietnamese", "english"),
    [
        ("2026-07 2026-08 2026-09", "Tháng 7–9/2026", "Jul–Sep 2026"),
        ("2026-01 2026-02 2026-04 2026-05 2026-06", "Tháng 01, 02, 4–6/2026", "Jan, Feb, Apr–Jun 2026"),
        ("2026-Q3 2026-Q1", "Quý I, III/2026", "Quarter I, III, 2026"),
        ("2026-H1 2026-H2", "6 tháng đầu, cuối năm 2026", "First, Second half of 2026"),
        ("2025-12 2026-01", "Tháng 12/2025; Tháng 01/2026", "Dec 2025; Jan 2026"),
        ("2026-01 2026", "Tháng 01/2026; Năm 2026", "Jan 2026; 2026"),
    ],
)
def test_several_periods_are_named_as_one(labels: str, vietnamese: str, english: str) -> None:
    periods = [parse_period(label) for label in labels.split()]
    assert (VI.periods(periods), ENGLISH.periods(periods)) == (vietnamese, english)


def test_several_days_say_their_year_once() -> None:
    days = [date(2026, 9, 30), date(2026, 7, 31), date(2027, 1, 4)]
    assert VI.days(days) == "31/7, 30/9/2026, 04/01/2027"
    assert ENGLISH.days(days) == "2026-07-31, 2026-09-30, 2027-01-04"


# ---- windows


@pytest.mark.parametrize(
    ("kind", "label", "first", "last"),
    [
        ("month", "2026-04", "2026-03-15", "2026-04-14"),
        ("month", "2026-01", "2025-12-15", "2026-01-14"),
        ("quarter", "2026-Q1", "2025-12-15", "2026-03-14"),
        ("quarter", "2026-Q3", "2026-06-15", "2026-09-14"),
        ("half", "2026-H1", "2025-12-15", "2026-06-14"),
        ("nine-months", "2026-01..2026-09", "2025-12-15", "2026-09-14"),
        ("year", "2026", "2025-12-15", "2026-12-14"),
    ],
)
def test_reporting_windows(kind, label: str, first: str, last: str) -> None:
    window = ReportPeriod(kind, parse_period(label), "reporting").window
    assert (str(window.start), str(window.last)) == (first, last)
    assert ReportPeriod(kind, parse_period(label)).window == parse_period(label)


@pytest.mark.parametrize(
    ("kind", "label", "following"),
    [
        ("month", "2026-12", "2027-01"),
        ("quarter", "2026-Q2", "2026-Q3"),
        ("half", "2026-H1", "2026-H2"),
        ("nine-months", "2026-01..2026-09", "2026-Q4"),
        ("year", "2026", "2027"),
        ("span", "2026-04-01..2026-04-10", "2026-04-11..2026-04-20"),
    ],
)
def test_the_next_period(kind, label: str, following: str) -> None:
    assert ReportPeriod(kind, parse_period(label)).next.calendar == parse_period(following)


def test_four_reports_a_year_are_periodic() -> None:
    labels = [f"2026-Q{number}" for number in range(1, 5)]
    actual = [label for label in labels if ReportPeriod("quarter", parse_period(label)).preset]
    assert actual == ["2026-Q1", "2026-Q3"]
    assert ReportPeriod("half", parse_period("2026-H1")).preset
    assert not ReportPeriod("half", parse_period("2026-H2")).preset
    assert ReportPeriod("year", parse_period("2026")).preset
    assert not ReportPeriod("nine-months", nine_months(2026)).preset


# ---- figures, by thought

POSTS = """\
--- posts
date,unit,title,channel,tags
2026-04-01,VPS,Một,web-so,cchc
2026-04-02,VPS,Hai,web-so,cchc
2026-04-03,VPS,Ba,web-so,cchc
2026-05-04,VPS,Bốn,web-so,cchc
2026-06-05,NVY,Năm,web-so,chi-so
2026-06-06,VPS,Sáu,web-so,cchc
2026-06-07,NVY,Năm,zalo,chi-so
2026-05-20,BV01,Ngoài chỉ tiêu,fanpage,cchc
--- documents
date,unit,type,title,tags
2026-03-12,TCCB,plan,Kế hoạch của Sở,ke-hoach
2026-03-20,BV01,plan,Kế hoạch 1,ke-hoach
2026-04-03,BV02,plan,Kế hoạch 2,ke-hoach
2026-05-05,TCCB,guidance,Hướng dẫn,
"""


def findings(
    text_: str, folder: Path, label: str, as_of: str, *, kind="quarter", org="hanoi", plan="hn-cchc-2026", **options
) -> Findings:
    path = folder / org / "one.txt"
    path.parent.mkdir(parents=True)
    path.write_text(f"=== one\n{text_}", encoding="utf-8")
    (scenario_read,) = scenario.read(path)
    case = scenario.case_of(scenario_read, folder / "workspace")
    period = ReportPeriod(kind, parse_period(label), options.pop("basis", "calendar"))
    question = Query(date.fromisoformat(as_of), period.window, plans=[plan] if plan else [], **options)
    return findings_of(case, question, period)


def outline(text_: str, folder: Path, label: str = "2026-Q2", as_of: str = "2026-07-05", **options) -> Outline:
    return build(findings(text_, folder, label, as_of, **options), VI, "all")


def below(paper: Outline, heading: str) -> list[OutlineParagraph | OutlineTable]:
    """Return the blocks between a heading and the next."""
    blocks = list(paper.body)
    place = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and heading in block.text)
    rest = blocks[place + 1 :]
    end = next((place for place, block in enumerate(rest) if isinstance(block, Heading)), len(rest))
    return rest[:end]


def rows(paper: Outline, heading: str, place: int = 0) -> list[tuple[str, ...]]:
    return list([block for block in below(paper, heading) if isinstance(block, OutlineTable)][place].rows)


def text_below(paper: Outline, heading: str) -> str:
    return "\n".join(text.plain(block.text) for block in below(paper, heading) if isinstance(block, OutlineParagraph))


def test_a_surplus_pays_for_no_other_month(tmp_path: Path) -> None:
    """A3 asks 02 a month on web-so: April 3, May 1, June 2 are six works, and five of six done."""
    table_rows = rows(outline(POSTS, tmp_path), "theo kênh")
    assert ("Trang thông tin điện tử của Sở", "06", "06", "05", "83,33%") in table_rows


def test_a_work_of_two_quotas_is_one_work(tmp_path: Path) -> None:
    """“Năm” counts for A3 and A9, on two channels: one of the works of all quotas for posts.

    Due in the quarter: A2 3 × 1, A3 3 × 2, and A9, A10, A12, A14a, A16, A17, A18a 1 each: 16; done are A3 5 and A9 1.
    """
    assert rows(outline(POSTS, tmp_path), "theo hình thức")[0] == ("Tin, bài", "06", "16", "06", "37,5%")


def test_what_served_nothing_is_recorded_by_channel(tmp_path: Path) -> None:
    table_rows = rows(outline(POSTS, tmp_path), "theo kênh", 1)
    assert table_rows == [
        ("Trang thông tin điện tử của Sở", "06", "06"),
        ("Zalo", "01", "01"),
        ("Fanpage", "01", "01"),
        ("Cộng", "08", "08"),
    ]


def test_tasks_done_of_tasks_due(tmp_path: Path) -> None:
    """Due: A2 3, A3 3, A8, A9, A10, A12, A14a, A14b, A16, A17, A18a = 15; met: A3 in April and June, A9."""
    passage = text_below(outline(POSTS, tmp_path), "Nhiệm vụ đến hạn")
    assert "15 nhiệm vụ đến hạn" in passage
    assert "đã hoàn thành 03 (20%)" in passage
    assert "Từ các kỳ trước còn 01 nhiệm vụ quá hạn" in passage  # A1b, due 27/3


def test_direction(tmp_path: Path) -> None:
    """A1a is issued in time; of A1b 13 units owe, BV01 was in time, BV02 7 days late, 11 have none."""
    passage = text_below(outline(POSTS, tmp_path), "CHỈ ĐẠO")
    assert "Phòng Tổ chức cán bộ đã ban hành ngày 12 tháng 3 năm 2026, đúng hạn (hạn 14/3/2026)" in passage
    assert "02/13 đơn vị đã ban hành (15,38%) (hạn 27/3/2026), trong đó 01 đơn vị đúng hạn" in passage
    assert "; 01 đơn vị quá hạn (Phụ lục I); 11/13 đơn vị chưa đạt (Phụ lục I)." in passage
    assert "ghi nhận trong kỳ: 01 văn bản hướng dẫn." in passage
    assert "[…: chỉ đạo, phân công, kiểm tra khác nếu có]" in passage


def test_what_was_missed_and_by_whom(tmp_path: Path) -> None:
    actual = {(row[0], row[2]): row for row in rows(outline(POSTS, tmp_path), "Tồn tại")}
    missed = actual["Tin, bài về kết quả CCHC trên trang của Sở", "Tháng 5/2026"]
    assert missed[1:] == ("Văn phòng Sở", "Tháng 5/2026", "01/02", "Không đạt, hạn 31/5/2026, quá hạn 35 ngày")
    lacking = actual["Hội nghị đối thoại về TTHC", "6 tháng đầu năm 2026"]
    assert lacking[3:] == ("0/02", "Không đạt, hạn 30/6/2026, quá hạn 05 ngày; còn thiếu: sự kiện, văn bản")


def test_what_runs_and_what_falls_due_next(tmp_path: Path) -> None:
    paper = outline(POSTS, tmp_path)
    running = {row[0]: row[2:] for row in rows(paper, "còn trong hạn")}
    assert running["Tập huấn công tác CCHC"] == ("30/9/2026", "0/03", "0%")
    due = {row[0]: row[2:] for row in rows(paper, "đến hạn trong quý III")}
    assert due["Tin, bài về kết quả CCHC trên trang của Sở"] == ("02 tin hoặc bài", "31/7, 31/8, 30/9/2026")
    assert "Dự thi ý tưởng, giải pháp CCHC" not in due  # due on 31/12


def test_questions(tmp_path: Path) -> None:
    passage = text_below(outline(POSTS, tmp_path), "làm rõ")
    assert "Phòng Tổ chức cán bộ. Thành phố yêu cầu báo cáo CCHC vào những kỳ nào, ngày nào?" in passage


def test_a_group_stands_on_the_rows_of_its_units(tmp_path: Path) -> None:
    """Appendix I names the two hospitals' plans of A1b by their numbers in appendix II."""
    _, tasks, evidence = (appendix.blocks[0] for appendix in outline(POSTS, tmp_path).appendices)
    assert isinstance(tasks, OutlineTable)
    assert isinstance(evidence, OutlineTable)
    numbers = next(row[-1] for row in tasks.rows if "(A1b)" in row[1])
    titles = {row[0]: row[3] for row in evidence.rows}
    assert [titles[number] for number in numbers.split(", ")] == ["Kế hoạch 1", "Kế hoạch 2"]


def test_one_unit_reports_what_it_owes(tmp_path: Path) -> None:
    paper = outline(POSTS, tmp_path, units=["NVY"], plan="")
    assert paper.head.issuer == ("PHÒNG NGHIỆP VỤ Y",)
    assert paper.head.parent == ("SỞ Y TẾ HÀ NỘI",)
    assert "hoàn thành toàn bộ 01" in text_below(paper, "Kết quả đạt được").lower()
    assert len(paper.plans) == 1  # it owes nothing under the other plan
    assert rows(paper, "theo kênh", 1)[-1] == ("Cộng", "02", "02")


def test_a_period_that_has_not_ended(tmp_path: Path) -> None:
    paper = outline(POSTS, tmp_path, as_of="2026-05-10")
    body = "\n".join(text.plain(entry.text) for entry in paper.body if isinstance(entry, OutlineParagraph))
    assert "Kỳ báo cáo chưa kết thúc: số liệu mới đến ngày 10 tháng 5 năm 2026." in body
    assert rows(paper, "theo kênh", 1)[-1] == ("Cộng", "04", "04")  # posts up to that day


def test_what_is_due_in_the_period_and_still_in_time(tmp_path: Path) -> None:
    """Of the second quarter NVY owes A9 alone, jointly, by 30/6: on 10 May it is neither done nor missed."""
    paper = outline(POSTS, tmp_path, as_of="2026-05-10", units=["NVY"])
    lacking = text_below(paper, "Tồn tại")
    assert "Không có nhiệm vụ nào quá hạn" in lacking
    assert "Còn 01 nhiệm vụ đến hạn trong kỳ chưa hoàn thành nhưng vẫn trong hạn tại thời điểm tính" in lacking
    assert [row[2:4] for row in rows(paper, "còn trong hạn")] == [("30/6/2026", "0/01")]
    (tmp_path / "later").mkdir()
    finished = outline(POSTS, tmp_path / "later", units=["NVY"])
    (tmp_path / "year").mkdir()
    whole_year = outline(POSTS, tmp_path / "year", "2026", as_of="2026-05-10", kind="year", units=["NVY"])
    rows_of_year = [row[2:] for row in rows(whole_year, "còn trong hạn")]
    assert rows_of_year == [("30/6/2026", "0/01", "0%"), ("30/9, 31/12/2026", "Chưa đến kỳ", "")]
    assert "trong hạn" not in text_below(finished, "Tồn tại")
    assert text_below(finished, "còn trong hạn") == "Không có nhiệm vụ nào còn trong hạn mà chưa hoàn thành."


def test_a_plan_without_figures_has_no_percentage(tmp_path: Path) -> None:
    log = "--- posts\ndate,unit,title,channel,tags\n2026-04-01,VPS,Một,web-so,kiem-soat-tthc\n"
    paper = outline(log, tmp_path, plan="hn-tthc-2026")
    assert "%" not in text.render(paper)
    assert "không giao chỉ tiêu số lượng" in text.render(paper)
    assert [row[1] for row in rows(paper, "theo nội dung")] == ["01"]


def test_a_quota_is_a_plan_by_its_need(tmp_path: Path) -> None:
    """Đà Nẵng's plans carry the ids A1a and A1b too, but A1b is a share of documents; the June month is still open."""
    log = """\
--- documents
date,unit,type,title,tags,has
2026-05-20,BV01,plan,Kế hoạch 1,ke-hoach,phu-luc
2026-06-20,BV02,plan,Kế hoạch 2,ke-hoach,
"""
    paper = outline(log, tmp_path, "2026-H1", kind="half", org="danang", plan="dn-cchc-2026")
    said_ = text_below(paper, "CHỈ ĐẠO")
    assert "02/09 đơn vị đã ban hành (22,22%)" in said_
    assert "01/02 văn bản đạt yêu cầu (50%) (hạn 30/6/2026); 01/02 đơn vị chưa đạt (Phụ lục I)" in said_


def test_a_report_due_before_its_data_end(tmp_path: Path) -> None:
    """V.1-e1 is due on 31/5 and V.2-h1 on 24/5, both before 14/6."""
    report_data = findings(
        "", tmp_path, "2026-H1", "2026-07-05", kind="half", org="danang", plan="dn-cchc-2026", basis="reporting"
    )
    actual = due_before_end(report_data.period, (*report_data.result.verdicts, *report_data.to_date))
    assert {(early.quota.id, str(early.due)) for early in actual} == {
        ("V.1-e1", "2026-05-31"),
        ("V.2-h1", "2026-05-24"),
    }
    notes = " ".join(
        text.plain(block.text)
        for block in build(report_data, VI, "all").appendices[-1].blocks
        if isinstance(block, OutlineNote)
    )
    assert "581/BNV-CCHC" in notes
    assert "20/6/2026" in notes
    assert "31/5/2026, trước ngày cuối của kỳ số liệu (14/6/2026)" in notes


def test_monthly_quotas_count_by_the_calendar_in_a_reporting_window(tmp_path: Path) -> None:
    """Of 15/6–14/9 June, July and August fall due; September runs."""
    report_data = findings(POSTS, tmp_path, "2026-Q3", "2026-09-20", basis="reporting")
    due = [
        v.obligation.period.label
        for v in report_data.result.verdicts
        if v.obligation.quota.id == "A3" and v.section == "due"
    ]
    assert due == ["2026-06", "2026-07", "2026-08"]


# ---- formats

HOSTILE = "<b>|x|</b> [a](javascript:1) **đậm** \x1b[31m @ai \u202e `c` www.a.vn https://a.vn"


def hostile(folder: Path) -> Outline:
    log = f'--- documents\ndate,unit,type,title,tags\n2026-03-12,TCCB,plan,"{HOSTILE}",ke-hoach\n'
    return outline(log, folder, "2026-Q1", "2026-04-05")


def test_titles_are_data_in_text_and_json(tmp_path: Path) -> None:
    paper = hostile(tmp_path)
    for rendered in (text.render(paper), json_v1.render(paper)):
        assert "\x1b" not in rendered
        assert "\u202e" not in rendered
        assert "<U+001B>" in rendered
    assert json.loads(json_v1.render(paper))["schema"] == "cchc/report/1"


def test_titles_are_data_in_markdown(tmp_path: Path) -> None:
    rendered = markdown.render(hostile(tmp_path))
    assert "\x1b" not in rendered
    for mark in ("<b>", "](", "**đậm", "`c`", "@ai", "https://a.vn", "www.a"):
        assert mark not in rendered, mark
    tables = [block.splitlines() for block in rendered.split("\n\n") if block.startswith("|")]
    assert len(tables) >= 5
    for table in tables:  # no title makes a cell of its own
        assert len({line.count("|") for line in table}) == 1, table


def test_every_format_walks_the_same_outline(tmp_path: Path) -> None:
    paper = outline(POSTS, tmp_path)
    for rendered in (text.render(paper), markdown.render(paper), json_v1.render(paper)):
        for word in (
            "Bệnh viện Mẫu 02 (07 ngày)",
            "83,33%",
            "tính đến ngày 30 tháng 6 năm 2026",
            "nguyên nhân khách quan",
        ):
            assert word in " ".join(rendered.split()), word


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("report-vi.txt", "--quarter 2026-Q2 --as-of 2026-07-05 --plan hn-cchc-2026 --appendix all"),
        ("report-en.txt", "--unit VPS --unit TCCB --month 2026-05 --as-of 2026-06-10 --lang en"),
        ("report-vi.md", "--org danang --half 2026-H1 --basis reporting --as-of 2026-07-05 --format markdown"),
        ("report-no-figures.txt", "--plan hn-tthc-2026 --nine-months 2026 --as-of 2026-10-05"),
    ],
)
def test_the_sample_as_a_whole(name: str, arguments: str) -> None:
    whole.compare(name, ["report", *arguments.split()])


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Tuyên truyền cải cách hành chính năm 2026", "Kế hoạch tuyên truyền cải cách hành chính năm 2026"),
        ("Hà Nội chung tay cải cách hành chính", "Kế hoạch Hà Nội chung tay cải cách hành chính"),
        ("Huế, thành phố xanh", "Kế hoạch Huế, thành phố xanh"),
        ("CCHC năm 2026", "Kế hoạch CCHC năm 2026"),
        ("Kế hoạch truyền thông y tế", "Kế hoạch truyền thông y tế"),
    ],
)
def test_a_proper_name_keeps_its_capital(title: str, subject: str, tmp_path: Path) -> None:
    report_data = findings(POSTS, tmp_path, "2026-Q2", "2026-07-05")
    plans = tuple(replace(plan, title=title) for plan in report_data.result.plans[:1])
    renamed = replace(report_data, result=replace(report_data.result, plans=plans))
    assert build(renamed, VI).head.subject[0] == f"Kết quả thực hiện {subject}"


@pytest.mark.parametrize("width", ["80", "90", "100"])
@pytest.mark.parametrize(
    ("language", "cut"), [("vi", r"(?<!\S)\d{1,2}/\d{1,2}/\d{0,3}(?!\S)"), ("en", r"(?<!\S)\d{4}-\d\d-(?!\S)")]
)
def test_no_day_and_no_usual_word_is_split_in_a_narrow_appendix(language: str, cut: str, width: str) -> None:
    """Ten columns on 80 cells: the days were "30/6/202" above "6", and "hoạch" lost its last letter."""
    window = ["--org", "danang", "--quarter", "2026-Q3", "--as-of", "2026-11-22", "--appendix", "all"]
    text = whole.run("report", *window, "--lang", language, "--width", width)[1].decode()
    assert re.findall(cut, text) == []
    assert re.findall(r"\b(?:hoạc|chứn)\b", text) == []
    assert max(map(cell_width, text.splitlines())) <= int(width)
