"""Every format of `cchc check`, read back by a real parser and compared with the result; hostile titles stay titles.

Whole outputs stand in tests/snapshots; `CCHC_UPDATE=1` writes them anew: read the difference before keeping it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date, datetime
from itertools import pairwise
from xml.etree import ElementTree

import openpyxl
import pytest
from lxml import etree
from markdown_it import MarkdownIt
from msgspec.structs import replace
from typer.testing import CliRunner

import scenario
from cchc_cli import __version__
from cchc_cli.cli.app import app
from cchc_cli.cli.commands.check import CheckOptions, context
from cchc_cli.cli.selection import Selection, WindowOptions, load_cases, query_of
from cchc_cli.cli.session import invoked, open_session
from cchc_cli.engine.check import check, merged
from cchc_cli.formats import github
from cchc_cli.formats.registry import FORMATS
from cchc_cli.formats.safe import safe
from cchc_cli.formats.sheet import Percent, share_of
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Status
from sample_result import (
    AS_OF,
    CONTEXT,
    EMPTY,
    EVIDENCE_TITLE,
    NUMBER,
    PLAN,
    RESULT,
    SHA,
    TITLES,
    VERDICTS,
    render_check,
)
from whole import SNAPSHOTS, UPDATE

EN, VI = Catalogue("en"), Catalogue("vi")
# The three that fail: joint A2, the group's A3, overdue A5. BV02's row stands under its group.
FAILING = ["A2 TCCB;NVY;VPS", "A3 DVTT", "A5 VPS"]
COUNTS = {
    "met": 1,
    "missed": 3,
    "at-risk": 1,
    "open": 1,
    "late": 1,
    "upcoming": 1,
    "blocked": 1,
    "tracked": 1,
    "waived": 1,
}


def text(name: str, result=RESULT, messages=EN, settings=CONTEXT) -> str:
    """Return a format's output; of the workbook every cell, a line each."""
    data = render_check(name, result, settings, messages)
    if isinstance(data, bytes):
        return "\n".join(
            str(cell.value) for sheet in workbook(data) for row in sheet for cell in row if cell.value is not None
        )
    return data


def workbook(data: bytes | None = None, messages=EN):
    return openpyxl.load_workbook(io.BytesIO(data or render_check("xlsx", RESULT, CONTEXT, messages)))


# ---- the registry


def test_every_format_module_is_registered():
    folder = scenario.ROOT / "src" / "cchc_cli" / "formats"
    signature = re.compile(r"^def render\(result: Result, _?context: Context, messages: Catalogue\)", re.MULTILINE)
    modules = {path.stem for path in folder.glob("*.py") if signature.search(path.read_text("utf-8"))}
    assert {f"formats.{name}" for name in modules} == {output_format.module for output_format in FORMATS.values()}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_offered_and_documented(name):
    shown = CliRunner().invoke(app, ["check", "--help", "--lang", "en"]).output
    assert re.search(rf"--format <format> [^;]*\b{name}\b[^;]*;\s+NAME=FILE", shown)
    assert f"| `{name}` |" in (scenario.ROOT / "docs" / "ci.md").read_text("utf-8")
    assert f"**{name}.**" in (scenario.ROOT / "docs" / "ci.md").read_text("utf-8") or name in {"table", "json"}


def test_no_format_is_imported_before_it_is_asked_for():
    code = "import sys, cchc_cli.cli.app, cchc_cli.cli.commands.check; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout.split()  # noqa: S603
    )
    assert "cchc_cli.formats.registry" in loaded
    lazy = {f"cchc_cli.{FORMATS[name].module}" for name in FORMATS} | {"xlsxwriter", "xml.etree.ElementTree"}
    assert not lazy & loaded


# ---- what every one says


@pytest.mark.parametrize("name", FORMATS)
def test_it_says_what_it_rests_on(name):
    """As of when, which window and reading, which plan version, and that the data is a sample."""
    output = text(name, replace(RESULT, reading="all-channels"))
    for fact in (AS_OF.isoformat(), "2026-05", "all-channels", PLAN, NUMBER, SHA[:12]):
        assert fact in output
    assert "SAMPLE DATA" in output or re.search(r'sample" value="true"|"sample": true|,true,0\.', output)
    clean = text(name, replace(RESULT, sample=False))
    assert "SAMPLE DATA" not in clean
    assert not re.search(r'sample" value="true"|"sample": true', clean)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("messages", [EN, VI], ids=["en", "vi"])
def test_no_title_acts_on_a_terminal(name, messages):
    assert not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2028\ud800-\udfff]", text(name, messages=messages)
    )


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "csv"])
def test_nothing_to_check_still_says_as_of_when(name):
    assert "2026-06-10" in text(name, EMPTY)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_result_gives_the_same_output(name):
    assert render_check(name, RESULT, CONTEXT, EN) == render_check(name, RESULT, CONTEXT, EN)


@pytest.mark.parametrize("name", sorted(name for name, output_format in FORMATS.items() if not output_format.binary))
@pytest.mark.parametrize("messages", [EN, VI], ids=["en", "vi"])
def test_snapshot(name, messages):
    actual = text(name, messages=messages).replace(__version__, "VERSION").encode()
    path = SNAPSHOTS / f"{name}-{messages.language}.txt"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(actual)
    assert actual == path.read_bytes()


def test_a_real_run_says_the_same_in_every_format():
    """The repository's plans, all organisations: the totals are the result's, in whatever shape they come."""
    selection = Selection(window=WindowOptions(year="2026"), org="all", as_of="2026-11-22")
    session = open_session(invoked(scenario.ROOT, None, None, "en"))
    cases = load_cases(session, selection)
    result = merged([check(case, query_of(case, selection, session)) for case in cases])
    settings = context(result, cases, (), CheckOptions(selection), session)
    summary = {status.value: count for status, count in result.summary.items()}
    assert summary["missed"] > 10
    assert json.loads(text("json", result, settings=settings))["summary"] == summary
    rows = list(
        csv.DictReader(
            io.StringIO(text("csv", result, settings=settings).removeprefix("\ufeff"), newline=""), strict=True
        )
    )
    assert Counter(row["status"] for row in rows if row["decides"] == "true") == summary
    assert len(rows) == len(result.verdicts)
    root = junit(result, settings)
    units = [suite for suite in root if suite.get("name") != "refused rows"]
    assert sum(len(suite.findall("testcase")) for suite in units) == len(result.verdicts)
    failing = {
        (verdict.obligation.quota.key, verdict.obligation.period, owner)
        for verdict in result.verdicts
        if verdict.decides_exit and verdict.status == "missed"
        for owner in (
            verdict.obligation.owner,
            *(verdict.share.lacking if verdict.share and verdict.share.required == 100 else ()),
        )
    }
    assert len(root.findall(".//failure")) == len(failing)
    suites = {suite.get("name").partition("/")[0] for suite in units}
    assert {"hanoi", "danang"} <= suites == {verdict.obligation.quota.organisation for verdict in result.verdicts}
    cells = [
        [cell.value for cell in row]
        for row in workbook(render_check("xlsx", result, settings, EN))["Verdicts"].iter_rows(min_row=4)
    ]
    assert Counter(row[0] for row in cells) == Counter(EN(f"status.{verdict.status}") for verdict in result.verdicts)
    commands = [parse_command(line) for line in text("github", result, settings=settings).splitlines()]
    assert Counter(command for command, _, _ in commands)["error"] == 10


# ---- csv


def csv_rows(result=RESULT, messages=EN) -> list[dict[str, str]]:
    data = render_check("csv", result, CONTEXT, messages).encode()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_csv_has_a_row_a_verdict_with_all_fields():
    rows = csv_rows()
    assert [row["quota"] for row in rows] == ["A1", "A2", "A3", "A3", "A3", *(f"A{n}" for n in range(4, 12))]
    assert rows[1] == {
        "as_of": "2026-06-10", "window": "2026-05", "window_from": "2026-05-01", "window_to": "2026-05-31", "reading": "", "skipped": "",
        "sample": "true", "tool": rows[1]["tool"], "org": "hanoi", "plan": PLAN, "plan_number": NUMBER, "plan_sha256": SHA,
        "quota": "A2", "title": TITLES["A2"], "clause": "Phụ lục 2", "unit": "TCCB;NVY;VPS", "scope": "joint",
        "decides": "true", "period": "2026-05", "period_from": "2026-05-01", "period_to": "2026-05-31",
        "due": "2026-05-31", "section": "due", "judged_as_of": "2026-06-10", "status": "missed", "count": "1", "target": "2",
        "aim": "", "days_late": "", "days_left": "", "parts": "posts=1/2", "channels": "web-so=1",
        "leads": "TCCB=1; NVY=0; VPS=0", "share_met": "", "share_of": "", "share_percent": "", "share_required": "",
        "share_lacking": "", "share_waived": "", "implied": "false", "question": "", "waiver_number": "",
        "waiver_reason": "", "waiver_approver": "", "waiver_last_day": "", "flips": "",
        "evidence": "evidence/hanoi/posts.csv:4", "notes": "",
        "org_name": "Sở <b>Y tế</b> | Hà Nội", "plan_title": "Kế hoạch", "unit_name": "Tên TCCB;Tên NVY;Tên VPS", "fails": "true",
        "rule": rows[1]["rule"], "needed_number": "", "needed_of": "", "needed_by": "", "lacking_values": "",
    }  # fmt: skip
    group = rows[2]
    assert [group[f"share_{name}"] for name in ("met", "of", "percent", "required", "lacking")] == [
        "1",
        "2",
        "50.0",
        "100",
        "BV02",
    ]
    assert rows[0]["flips"] == "all-channels=missed"
    assert rows[10]["target"] == ""


def test_csv_fields_are_those_of_the_json():
    """Nothing of a verdict's JSON is left out; what is nested has its name in front."""
    entries = json.loads(text("json"))["verdicts"]
    fields = {name for verdict in entries for name in verdict} - {"share", "waiver", "needed"}
    nested = {
        f"{name}_{key}" for name in ("share", "waiver", "needed") for verdict in entries for key in verdict[name] or ()
    }
    assert fields | nested <= set(csv_rows()[0])


def test_csv_runs_no_formula():
    rows = {(row["quota"], row["unit"]): row for row in csv_rows()}
    assert rows["A3", "DVTT"]["title"] == "'=cmd|' /C calc'!A0"
    assert rows["A10", "VPS"]["title"] == "' +1-2; ']]>\""
    assert rows["A10", "VPS"]["waiver_reason"] == "'=lý do|"
    assert rows["A10", "VPS"]["notes"] == "'=evidence|x has no URL"
    assert rows["A11", "VPS"]["title"] == "'- 1. Bình thường"
    assert rows["A7", "VPS"]["title"] == "dòng một ::error::dòng hai dòng ba"
    for row in csv_rows():
        assert not [cell for cell in row.values() if cell.lstrip()[:1] in {"=", "+", "-", "@"} and cell]


def test_csv_never_defuses_a_number():
    [row] = csv_rows(replace(RESULT, verdicts=(replace(VERDICTS[0], count=-1),)))
    assert row["count"] == "-1"


def test_csv_ends_its_lines_as_rfc_4180_has_them():
    data = render_check("csv", RESULT, CONTEXT, EN)
    assert data.count("\r\n") == data.count("\n") == len(VERDICTS) + 1
    assert data.endswith("\r\n")


# ---- markdown


def test_markdown_shows_every_title_as_it_stands():
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text("markdown"))
    inline = [child for token in tokens if token.type == "inline" for child in token.children]
    # Markup of ours: line breaks within cells, and the notice of sample data in bold.
    assert {child.type for child in inline} == {"text", "html_inline", "strong_open", "strong_close"}
    assert {child.content for child in inline if child.type == "html_inline"} == {"<br>"}
    assert sum(child.type == "strong_open" for child in inline) == 1
    shown = [cell.split("<br>")[0] for cell in markdown_cells(tokens, column=2)]
    assert sorted(shown) == sorted(safe(verdict.obligation.quota.title).strip() for verdict in VERDICTS)
    assert {token.type for token in tokens if token.type.endswith("_open")} == {
        "heading_open", "paragraph_open", "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open",
        "bullet_list_open", "list_item_open",
    }  # fmt: skip


def markdown_cells(tokens, column: int) -> list[str]:
    cells, place = [], -1
    for token, inner in pairwise(tokens):
        if token.type == "tr_open":
            place = -1
        if token.type == "td_open":
            place += 1
            if place == column:
                cells.append("".join(child.content for child in inner.children).replace("\u200b", ""))
    return cells


def test_markdown_calls_nobody_and_links_nothing():
    shown = MarkdownIt("commonmark").enable("table").render(text("markdown"))
    assert "@\u200badmin #\u200b12 GH :\u200btada: http:\u200b//x.example www\u200b.x.example" in shown
    assert not re.search(r"@\w|#\d|https?://|www\.|:[a-z]+:", re.sub("&#?[a-z0-9]+;", "", shown))


def test_markdown_has_a_table_for_each_section():
    lines = text("markdown").splitlines()
    assert (
        lines[0]
        == "# Sở &lt;b&gt;Y tế".replace("&lt;", "&#60;").replace("&gt;", "&#62;")
        + "&#60;/b&#62; &#124; Hà Nội · 2026-05 · as of 2026-06-10"
    )
    assert [line for line in lines if line.startswith("## ")] == [
        "## Not met: 3",
        "## Due in this window",
        "## Running, as stood on 2026-05-31; without a due day, as of 2026-06-10",
        "## Cannot be judged yet, waiting for an answer",
    ]
    assert all(line.count("|") == 9 for line in lines if line.startswith("| "))


# ---- xlsx


def plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else None if value == "" else value


def test_xlsx_verdicts():
    sheet = workbook()["Verdicts"]
    assert sheet["A1"].value == "Sở <b>Y tế</b> | Hà Nội · 2026-05 · as of 2026-06-10"
    assert sheet["A2"].value == "SAMPLE DATA: units and evidence are invented."
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:V16")
    header, *rows = [[plain(cell.value) for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert len(rows) == len(VERDICTS)
    first = dict(zip(header, rows[0], strict=True))
    assert first == {
        "Status": "missed", "Plan": PLAN, "Quota": "A5", "Title": TITLES["A5"], "Owed by": "VPS", "Owed": "by a unit",
        "Done": 0, "Needed": 2, "Share": None, "Period": "2026-05", "From": date(2026, 5, 1),
        "To": date(2026, 5, 31), "Due": date(2026, 5, 31), "Days left": None, "Days late": None,
        "Section": "Overdue, can still be done late", "Judged as of": date(2026, 6, 10), "Clause": "Phụ lục 5",
        "Rows counted": 0, "Remarks": None, "Organisation": "hanoi", "Name": "Tên VPS",
    }  # fmt: skip
    assert sorted(row[2] for row in rows) == sorted(safe(verdict.obligation.quota.title) for verdict in VERDICTS)
    colours = {cell.value: cell.fill.fgColor.rgb for cell in sheet["A"][3:]}
    assert (colours["missed"], colours["met"]) == ("FFFFC7CE", "FFC6EFCE")


def test_xlsx_evidence_and_problems():
    book = workbook()
    rows = [[cell.value for cell in row] for row in book["Evidence counted"].iter_rows(min_row=4)]
    counted = [
        (verdict.obligation.quota.id, verdict.obligation.owner, row.row)
        for verdict in VERDICTS
        for row in verdict.counted
    ]
    assert [(row[2], row[3], row[6]) for row in rows] == counted
    assert rows[0][11:] == ["Web", EVIDENCE_TITLE, "=1+1"]
    problems = [[cell.value for cell in row] for row in book["Problems"].iter_rows(min_row=4)]
    assert [row[:5] for row in problems] == [
        ["error", "evidence/hanoi/posts,x.csv", 16, "date", "bad-date"],
        ["warning", "evidence/hanoi/posts.csv", 1, "ngay", "unknown-column"],
    ]
    about = {row[0].value: row[1].value for row in book["About this result"].iter_rows(min_row=4)}
    assert (about["As of"], about["Plan"]) == (
        datetime(2026, 6, 10),  # noqa: DTZ001  (as workbooks have days)
        f"Plan {PLAN} ({NUMBER}), file plans/hanoi/{PLAN}.yaml, sha256 {SHA}",
    )
    assert {status: about[EN(f"status.{status}")] for status in COUNTS} == COUNTS


def test_xlsx_holds_no_formula_and_no_link():
    with zipfile.ZipFile(io.BytesIO(render_check("xlsx", RESULT, CONTEXT, EN))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert not [name for name in book.namelist() if "externalLink" in name or name.endswith("sheet1.xml.rels")]
    assert len(sheets) == 4
    assert not [sheet for sheet in sheets if "<f>" in sheet or "hyperlink" in sheet.lower()]


def test_xlsx_speaks_vietnamese():
    book = workbook(messages=VI)
    assert book.sheetnames == ["Kết quả", "Minh chứng được tính", "Lỗi", "Thông tin chung"]
    assert [cell.value for cell in book["Kết quả"][3]][:5] == ["Tình trạng", "Mã", "Chỉ tiêu", "Đơn vị", "Tên"]
    assert book["Kết quả"]["J4"].number_format == "dd/mm/yyyy"
    about = [row[0].value for row in book["Thông tin chung"].iter_rows(min_row=4)]
    assert about[:6] == ["Dữ liệu", "Tính đến", "Thời gian", "Cách hiểu", "Dòng minh chứng", "Kế hoạch"]


def test_xlsx_is_made_for_paper():
    """A4 on its side, one page across; a share is a per cent with two places; remarks take several lines."""
    sheet = workbook()["Verdicts"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        9,
        "landscape",
        0,
    )
    assert sheet.print_area == "'Verdicts'!$A$1:$K$16"
    [share] = [row[8] for row in sheet.iter_rows(min_row=4) if row[8].value is not None]
    assert (share.value, share.number_format) == (0.5, "0.00%")
    assert sheet["K4"].alignment.wrap_text is not False
    long = replace(VERDICTS[0], question="chữ " * 100)
    sheet = workbook(render_check("xlsx", replace(RESULT, verdicts=(long,)), CONTEXT, EN))["Verdicts"]
    assert sheet["K4"].alignment.wrap_text
    assert sheet.row_dimensions[4].height > 100


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(0, 3, 0), (1, 100_000, 0.0001), (99_999, 100_000, 0.9999), (3, 3, 1)]
)
def test_a_share_of_a_workbook_is_never_rounded_to_all_or_nothing(part, whole, shown):
    assert share_of(part, whole) == Percent(shown)
    assert share_of(0, 0) is None


def test_xlsx_gathers_by_unit():
    book = workbook(render_check("xlsx", RESULT, replace(CONTEXT, by="unit"), EN))
    header, *rows = [[plain(cell.value) for cell in row] for row in book["Gathered"].iter_rows(min_row=3)]
    assert header[:6] == ["Status", "Owed by", "Name", "Done", "Fell due", "Share"]
    shares = {row[1]: row[3:6] for row in rows}
    assert shares["BV02"] == [0, 1, 0]
    assert shares["VPS"] == [2, 4, 0.5]  # A1 and A4 of A1, A4, A5 and the joint A2


def test_xlsx_gathers_by_unit_each_lacking_quota_once_with_its_periods():
    """Joint quotas name all leads; rows are as high as their lines."""
    book = workbook(render_check("xlsx", RESULT, replace(CONTEXT, by="unit"), EN))
    lacking = {row[1].value: (row[6].value, row[0].row) for row in book["Gathered"].iter_rows(min_row=4)}
    text, row = lacking["VPS"]
    lines = text.splitlines()
    assert len({line.split(" ")[0] for line in lines}) == len(lines) == 2  # A5 and the joint A2
    assert "(TCCB, NVY, VPS): May 2026" in text
    assert book["Gathered"].row_dimensions[row].height >= 15 * len(lines)


def test_xlsx_numbers_in_a_wide_column_are_at_its_left():
    about = workbook(render_check("xlsx", RESULT, CONTEXT, EN))["About this result"]
    assert {cell.alignment.horizontal for (cell,) in about.iter_rows(min_row=4, min_col=2)} == {"left"}


def test_xlsx_cuts_what_a_cell_cannot_hold():
    long = replace(VERDICTS[0], question="x" * 40_000)
    sheet = workbook(render_check("xlsx", replace(RESULT, verdicts=(long,)), CONTEXT, EN))["Verdicts"]
    assert len(sheet["K4"].value) == 32_767


# ---- junit


def junit(result=RESULT, settings=CONTEXT, messages=EN) -> ElementTree.Element:
    return ElementTree.fromstring(render_check("junit", result, settings, messages).encode())  # noqa: S314  (our own)


@pytest.mark.parametrize("result", [RESULT, EMPTY], ids=["all", "none"])
def test_junit_is_valid(result):
    """By the schema of Jenkins; what its stricter successor refuses is `file` and `line` alone."""
    document = etree.fromstring(render_check("junit", result, CONTEXT, EN).encode())
    assert junit_schema("junit-10").validate(document)
    for case in document.iter("testcase"):
        assert case.attrib.pop("file")
        assert int(case.attrib.pop("line")) > 0
    assert junit_schema("junit-10-strict").validate(document)
    for suite in document:
        counts = {"tests": "testcase", "failures": "failure", "skipped": "skipped", "errors": "error"}
        assert {name: int(suite.get(name)) for name in counts} == {
            name: len(suite.findall(f".//{tag}")) for name, tag in counts.items()
        }
        assert suite[0].tag == "properties"
    assert int(document.get("tests")) == len(result.verdicts) + 1  # and the refused row


def junit_schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(scenario.ROOT / "tests" / "data" / f"{name}.xsd"))


def test_junit_suites_are_units_and_cases_quotas():
    cases = {suite.get("name"): [case.get("name") for case in suite.findall("testcase")] for suite in junit()}
    assert list(cases) == ["BV01", "BV02", "DVTT", "TCCB;NVY;VPS", "VPS", "refused rows"]
    assert cases["VPS"] == [
        "A1 2026-05", "A4 2026-05", "A5 2026-05", "A6 2026-06", "A7 2026-06", "A8 2026-05", "A9 2026-05", "A10 2026-05",
        "A11 2026-06",
    ]  # fmt: skip
    assert cases["DVTT"] == ["A3 2026-05"]
    names = [(case.get("classname"), case.get("name")) for case in junit().iter("testcase")]
    assert len(set(names)) == len(names)


def test_junit_fails_what_fails_the_check_and_each_unit_that_makes_its_group_fail():
    outcome = {
        f"{case.get('name').split()[0]} {case.get('classname').removeprefix(f'hanoi.{PLAN}.')}": [
            child.tag for child in case
        ]
        for suite in junit()
        for case in suite.findall("testcase")
        if suite.get("name") != "refused rows"
    }
    passed = ["A1 VPS", "A3 BV01", "A4 VPS"]
    skipped = [f"A{n} VPS" for n in range(6, 12)]
    assert outcome == {name: ["failure"] for name in [*FAILING, "A3 BV02"]} | {name: [] for name in passed} | {
        name: ["skipped"] for name in skipped
    }


def test_junit_skips_a_unit_whose_group_needs_less_than_all():
    """The group's row fails; which of its units have to make up for it is theirs to say."""
    group, *members = VERDICTS[2:5]
    most = [replace(member, obligation=replace(member.obligation, percent=90)) for member in members]
    group = replace(group, obligation=replace(group.obligation, percent=90), members=tuple(most))
    root = junit(replace(RESULT, verdicts=(group, *most)))
    assert [case.get("classname") for case in root.iter("testcase") if case.find("failure") is not None] == [
        f"hanoi.{PLAN}.DVTT"
    ]
    [lacking] = root.findall(".//testsuite[@name='BV02']//skipped")
    assert lacking.get("message") == "missed 0/2 · Due 2026-05-31 (the row of the group decides)"


def test_junit_says_why():
    [failure] = junit().findall(".//testsuite[@name='TCCB;NVY;VPS']/testcase/failure")
    assert failure.get("type") == "missed"
    assert failure.get("message").startswith("missed 1/2 · Due 2026-05-31")
    where, title, clause, rule, counted, lacking, command = failure.text.splitlines()
    assert (where, title) == (f"plans/hanoi/{PLAN}.yaml:20", f"{PLAN}/A2 · {TITLES['A2']}")
    assert clause == f"Clause: {NUMBER}, Phụ lục 2"
    assert rule.startswith("Rule: ")
    assert counted == "Counted: evidence/hanoi/posts.csv:4"
    assert lacking.startswith("Still needed: ")
    assert command == f"$ cchc explain {PLAN}/A2 --unit TCCB --month 2026-05"
    messages_of = {
        case.get("name").split()[0]: case[0].get("message") for case in junit().iter("testcase") if len(case)
    }
    assert messages_of["A6"] == "open 0/2 · Due 2026-06-30 (its status is not in --fail-on)"


def test_junit_names_the_line_of_the_plan_and_the_refused_row_below_the_repository():
    root = junit(settings=replace(CONTEXT, root="so-y-te"))
    [case] = root.findall(".//testsuite[@name='DVTT']/testcase")
    assert (case.get("file"), case.get("line")) == (f"so-y-te/plans/hanoi/{PLAN}.yaml", "30")
    [refused] = root.findall(".//testsuite[@name='refused rows']/testcase")
    assert (refused.get("file"), refused.get("line")) == ("so-y-te/evidence/hanoi/posts,x.csv", "16")
    assert refused.find("error").get("type") == "bad-date"
    assert "<U+001B>[31m%0A::error::31/04 is not a day" in refused.find("error").text


def test_junit_takes_fail_on_as_the_check_does():
    settings = replace(CONTEXT, fail_on=frozenset({Status.LATE, Status.OPEN}))
    root = junit(settings=settings)
    assert [failure.get("type") for failure in root.iter("failure")] == ["late"]  # the open one is not yet due
    [running] = [entry.get("message") for entry in root.iter("skipped") if entry.get("message").startswith("open")]
    assert running.endswith("(not yet due)")
    assert not list(junit(settings=replace(CONTEXT, fail_on=frozenset())).iter("failure"))


# ---- github


def parse_command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a line as the runner does (ActionCommand.TryParseV2): blanks before it do not matter."""
    line = line.lstrip()
    assert line.startswith("::")
    end = line.index("::", 2)
    name, _, rest = line[2:end].partition(" ")
    properties = dict(pair.split("=", 1) for pair in rest.split(",") if pair)
    data = line[end + 2 :].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    unescaped = {
        key: value.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
        for key, value in properties.items()
    }
    return name, unescaped, data


def commands(result=RESULT, settings=CONTEXT) -> list[tuple[str, dict[str, str], str]]:
    return [parse_command(line) for line in render_check("github", result, settings, EN).splitlines()]


def test_github_annotates_plan_lines_and_evidence_rows():
    notice, *annotations = commands()
    assert notice[2].splitlines() == [
        "Sở <b>Y tế</b> | Hà Nội · 2026-05 · as of 2026-06-10",
        "SAMPLE DATA: units and evidence are invented.",
        f"Plan {PLAN} ({NUMBER}), file plans/hanoi/{PLAN}.yaml, sha256 {SHA}",
    ]
    plan = f"plans/hanoi/{PLAN}.yaml"
    assert [
        (name, properties["file"], properties["line"], properties["title"]) for name, properties, _ in annotations
    ] == [
        ("error", plan, "20", f"{PLAN}/A2"),
        ("error", plan, "30", f"{PLAN}/A3"),
        ("error", plan, "50", f"{PLAN}/A5"),
        ("warning", "evidence/hanoi/posts,x.csv", "16", "bad-date"),
    ]
    assert annotations[2][2] == "VPS 2026-05: missed 0/2 · Due 2026-05-31 — %0A::error::chiếm quyền, 100%"
    assert "<U+001B>[31m%0A::error::31/04 is not a day" in annotations[3][2]


def test_github_warns_of_what_does_not_fail():
    names = Counter(name for name, _, _ in commands(settings=replace(CONTEXT, fail_on=frozenset())))
    assert names == {"notice": 1, "warning": 4}


def test_github_names_files_below_the_repository():
    _, properties, _ = commands(settings=replace(CONTEXT, root="so-y-te"))[1]
    assert properties["file"] == f"so-y-te/plans/hanoi/{PLAN}.yaml"


def test_github_shows_the_worst_ten():
    many = tuple(replace(VERDICTS[6], days_left=None) for _ in range(13))
    refused = tuple(
        replace(RESULT.problems[0], place=replace(RESULT.problems[0].place, row=row)) for row in range(2, 14)
    )
    annotations = commands(replace(RESULT, verdicts=many, problems=refused))
    assert Counter(name for name, _, _ in annotations) == {"notice": 1, "error": 10, "warning": 10}
    assert "3 more verdicts" in annotations[0][2]
    assert "2 more refused rows" in annotations[0][2]


@pytest.mark.parametrize(
    "title", [*TITLES.values(), "  ::stop-commands::x", "a\n\n \t::set-output name=x::y", "x ##[error]y ##[group]"]
)
def test_what_is_printed_in_a_job_holds_no_command(title):
    for line in re.split("\r\n|\r|\n", github.inert_text(title)):
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def test_the_summary_is_cut_where_github_would_show_nothing():
    whole = github.summary(RESULT, CONTEXT, EN)
    assert whole == render_check("markdown", RESULT, CONTEXT, EN)
    cut = github.summary(RESULT, CONTEXT, EN, already=github.MAX_SUMMARY - 2000)
    assert len(cut.encode()) <= 2000
    *lines, blank, end = cut.splitlines()
    assert lines == whole.splitlines()[: len(lines)]
    assert (blank, end.split(";")[0]) == ("", "Too long for GitHub")


# ---- the command line


def run(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cchc_cli", "check", "--workspace", str(scenario.ROOT), "--lang", "en"]
    window = ["--unit", "VPS", "--month", "2026-05", "--as-of", "2026-06-10"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CCHC_"))}
    return subprocess.run([*command, *window, *arguments], capture_output=True, env=kept | (env or {}), check=False)  # noqa: S603


def test_one_on_standard_output_others_in_files(tmp_path):
    others = [word for name in FORMATS if name != "json" for word in ("--format", f"{name}={tmp_path / name}")]
    done = run("--format", "json", *others)
    assert done.returncode == 1
    assert json.loads(done.stdout)["summary"]["missed"] == 1
    assert {path.name for path in tmp_path.iterdir()} == set(FORMATS) - {"json"}
    assert (tmp_path / "xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "csv").read_bytes().startswith(b"\xef\xbb\xbfas_of,")


def test_github_appends_to_the_summary_of_the_step(tmp_path):
    path = tmp_path / "summary.md"
    path.write_text("before\n", encoding="utf-8")
    done = run(
        "--format", "github", env={"GITHUB_STEP_SUMMARY": str(path), "GITHUB_WORKSPACE": str(scenario.ROOT.parent)}
    )
    first, second, *_ = [parse_command(line) for line in done.stdout.decode().splitlines()]
    assert (first[0], second[0]) == ("notice", "error")
    assert second[1]["file"] == f"{scenario.ROOT.name}/plans/hanoi/hn-cchc-2026.yaml"
    output = path.read_text(encoding="utf-8")
    assert output.startswith("before\n# ")
    assert "hn-cchc-2026/A3" in output
