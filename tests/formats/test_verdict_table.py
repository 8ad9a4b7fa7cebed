"""The table is good at 80 and at 160 columns, in Vietnamese and English, and says the same in all of them."""

from datetime import date

import pytest

import scenario
from cchc_cli.engine.check import Case, Query, check
from cchc_cli.formats import overview, verdict_table
from cchc_cli.formats.layout import cell_width, is_narrow, lines, wrap
from cchc_cli.formats.view import TableOptions, View, ViewBlock, ViewRow
from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.workspace import Settings, Workspace
from cchc_cli.model.verdict import SECTIONS
from cchc_cli.words.cadences import parse_period

VIEWS = {"verdicts": verdict_table.view, "unit": overview.by_unit, "quota": overview.by_quota}


def result_of(code, window, as_of):
    loaded = scenario.organisation(code)
    workspace = Workspace(scenario.ROOT, scenario.ROOT / "plans", scenario.ROOT / "evidence", Settings())
    evidence = load_evidence(workspace, loaded.organisation, loaded.plans)
    case = Case(loaded.organisation, loaded.plans, evidence.items, loaded.waivers, loaded.holidays)
    return check(case, Query(as_of, parse_period(window)))


def asked(code, *, narrow, detail=False):
    organisation = scenario.organisation(code).organisation
    return TableOptions([organisation.name], {}, detail=detail, narrow=narrow)


@pytest.mark.parametrize("view", sorted(VIEWS))
@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("code", "window", "as_of"),
    [
        ("hanoi", "2026-06", date(2026, 7, 10)),
        ("danang", "2026", date(2026, 11, 22)),
        ("boyte", "2024", date(2025, 2, 1)),
    ],
)
def test_no_line_is_wider_than_the_terminal(code, window, as_of, language, width, view):
    result = result_of(code, window, as_of)
    table = VIEWS[view](result, asked(code, narrow=is_narrow(width), detail=True), Catalogue(language))
    drawn = ["".join(text for text, _ in line) for line in lines(table, width)]
    assert max(map(cell_width, drawn)) <= width
    assert len(drawn) > len(table.blocks)


def test_the_worst_comes_first_in_each_section():
    result = result_of("hanoi", "2026-05", date(2026, 6, 10))
    table = verdict_table.view(result, asked("hanoi", narrow=False), Catalogue("en"))
    sections = [block.title.split(",")[0].split()[0] for block in table.blocks]
    assert sections == ["Overdue", "Due", "Running"]
    assert len(table.blocks) == len(SECTIONS)
    due = [(row.cells["status"], row.cells["quota"]) for row in table.blocks[1].rows]
    assert due[0] == ("✗ missed", "hn-cchc-2026/A3")


def test_lacking_units_of_a_group_are_named():
    result = result_of("hanoi", "2026-05", date(2026, 6, 10))
    table = verdict_table.view(result, asked("hanoi", narrow=False), Catalogue("en"))
    assert "lacking: BV07, BV11 (11/13 = 84.62%)" in table.blocks[0].rows[0].remarks


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("một hai ba", 20, ["một hai ba"]),
        ("một hai ba", 7, ["một hai", "ba"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_between_words(text, width, expected):
    assert wrap(text, width) == expected


@pytest.mark.parametrize(
    ("part", "whole", "vi", "en"),
    [
        (39, 40, "97,5%", "97.5%"),
        (2, 3, "66,67%", "66.67%"),
        (99_999, 100_000, "99,99%", "99.99%"),
        (1, 1, "100%", "100%"),
    ],
)
def test_what_is_not_all_is_never_100_per_cent(part, whole, vi, en):
    assert (Catalogue("vi").percent(part, whole), Catalogue("en").percent(part, whole)) == (vi, en)


@pytest.mark.parametrize("width", [120, 160, 200])
def test_a_joint_owner_stays_on_one_line_where_there_is_room(width):
    headers = {"status": "Status", "title": "Title", "unit": "Owed by"}
    row = ViewRow({"status": "met", "title": "Chỉ số cải cách hành chính", "unit": "TCCB, NVY, VPS"}, "")
    drawn = [
        "".join(text for text, _ in line) for line in lines(View((), headers, (ViewBlock("", (row,)),), ()), width)
    ]
    assert any("TCCB, NVY, VPS" in line for line in drawn)


def test_a_status_of_several_words_is_broken_evenly():
    """At 80 columns "Hoàn thành quá hạn" has two lines, neither of them one word."""
    headers = {"status": "S", "title": "Title", "left": "Days"}
    row = ViewRow({"status": "✓ Hoàn thành quá hạn", "title": "Tin, bài " * 9, "left": "quá hạn 308 ngày"}, "")
    drawn = ["".join(text for text, _ in line) for line in lines(View((), headers, (ViewBlock("", (row,)),), ()), 50)]
    (first,) = [place for place, line in enumerate(drawn) if line.startswith("✓")]
    assert drawn[first].split("  ")[0] == "✓ Hoàn thành"
    assert drawn[first].endswith("quá hạn")
    assert drawn[first + 1].startswith("quá hạn  ")
    assert drawn[first + 1].endswith("308 ngày")
