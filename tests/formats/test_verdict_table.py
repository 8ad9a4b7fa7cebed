"""The table is good at 80 and at 160 columns, in Vietnamese and English, and says the same in all of them."""

from datetime import date

import pytest

import scenario
from cchc_cli.engine.check import Case, Query, check
from cchc_cli.formats import overview, verdict_table
from cchc_cli.formats.context import Context
from cchc_cli.formats.layout import lines, sized_options
from cchc_cli.formats.text_lines import cell_width, wrap
from cchc_cli.formats.view import TableOptions, View, ViewBlock, ViewRow
from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.workspace import Settings, Workspace
from cchc_cli.model.verdict import Status
from cchc_cli.words.cadences import parse_period

VIEWS = {"verdicts": verdict_table.view, "unit": overview.by_unit, "quota": overview.by_quota}


def result_of(code, window, as_of):
    loaded = scenario.organisation(code)
    workspace = Workspace(scenario.ROOT, scenario.ROOT / "plans", scenario.ROOT / "evidence", Settings())
    evidence = load_evidence(workspace, loaded.organisation, loaded.plans)
    read = {"refused": evidence.refused, "problems": tuple(evidence.problems)}
    case = Case(loaded.organisation, loaded.plans, evidence.items, loaded.waivers, loaded.holidays, **read)
    return check(case, Query(as_of, parse_period(window)))


def context_of(code, *, width=None, detail=False):
    organisation = scenario.organisation(code).organisation
    names = {f"{code}/{unit}": entry.name for unit, entry in organisation.units.items()} if width else {}
    options = sized_options(TableOptions([organisation.name], names, detail=detail), width)
    return Context(options, verdict_table.view, fail_on=frozenset({Status.MISSED}), organisations={code: organisation})


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
    table = VIEWS[view](result, context_of(code, width=width, detail=True), Catalogue(language))
    drawn = ["".join(text for text, _ in line) for line in lines(table, width)]
    assert max(cell_width(line) for line in drawn if not line.startswith("    cchc ")) <= width
    assert len(drawn) > len(table.blocks)


def text_of(code, window, as_of, width, language="en", **options):
    result = result_of(code, window, as_of)
    table = verdict_table.view(result, context_of(code, width=width, **options), Catalogue(language))
    return ["".join(text for text, _ in line) for line in lines(table, width)]


def test_what_is_not_met_comes_last_and_alone():
    result = result_of("hanoi", "2026-05", date(2026, 6, 10))
    table = verdict_table.view(result, context_of("hanoi"), Catalogue("en"))
    assert [block.title.split(",")[0].split()[0] for block in table.blocks] == ["Due", "Running", "Cannot"]
    assert not any("missed" in row.cells["status"] for block in table.blocks for row in block.rows)
    failing = [
        (entry.row.cells["quota"], entry.row.cells["unit"], entry.row.cells["done"]) for entry in table.failures.entries
    ]
    assert failing == [("A3", "VPS", "1/2"), ("A1b", "DVTT", "11/13")]  # first what can no longer be done


def test_what_is_not_met_says_what_lacks_whether_late_counts_and_what_to_run():
    result = result_of("hanoi", "2026-05", date(2026, 6, 10))
    never, late = verdict_table.view(result, context_of("hanoi"), Catalogue("en")).failures.entries
    assert never.needs == "it lacked 1 more: news item or article; the period has ended and nothing can be added"
    assert never.command == "cchc explain hn-cchc-2026/A3 --unit VPS --month 2026-05"
    assert (never.when, late.when) == ("2026-05, due 2026-05-31", "2026, due 2026-03-27, 75 over, 84.62%")
    assert late.needs == "lacking BV07, BV11; the due day 2026-03-27 has passed: done now, it counts as late"
    assert late.command == "cchc todo --remind --unit BV07 --unit BV11"


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("width", [80, 100, 120, 160, 200])
def test_the_last_screen_says_what_is_wrong_and_what_to_do(width, language):
    screen = text_of("hanoi", "2026-05", date(2026, 6, 10), width, language)[-24:]
    output = " ".join(" ".join(screen).split())
    for wanted in (
        "✗ A3", "✗ A1b", "BV07, BV11", "cchc explain hn-cchc-2026/A3 --unit VPS --month 2026-05",
        "cchc todo --remind --unit BV07 --unit BV11", "cchc validate", Catalogue(language)("status.tracked"),
    ):  # fmt: skip
        assert wanted in output
    assert "sha256" not in output


def test_periods_that_are_past_make_one_entry_a_quota_and_owner():
    """A6 of the units of Đà Nẵng was missed in five months: each with its figures and the units that lack it."""
    result = result_of("danang", "2026", date(2026, 11, 22))
    entries = verdict_table.view(result, context_of("danang"), Catalogue("en")).failures.entries
    (entry_shown,) = [entry for entry in entries if entry.row.cells["quota"] == "A6"]
    assert entry_shown.when == "2026-05: 6/9 · 2026-06: 8/9 · 2026-07: 7/9 · 2026-08: 6/9 · 2026-09: 7/9"
    assert entry_shown.needs.startswith(
        "it lacked 2026-05: BV05, BV07, BV08; 2026-06: BV07; 2026-07: BV04, BV07; 2026-08:"
    )
    assert entry_shown.command == "cchc explain dn-cchc-2026/A6 --from 2026-05-01 --to 2026-09-30"


SCREEN = 24


def last_screen(code, window, as_of, width, language, **options):
    """Return the last screen of a terminal of the smallest size: a line longer than it takes several."""
    output = text_of(code, window, as_of, width, language, **options)
    rows = [line[start : start + width] for line in output for start in range(0, max(len(line), 1), width)]
    return rows[-SCREEN + 1 :]  # the next command is typed on the last line


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_last_screen_holds_twelve_failures(width, language):
    """Đà Nẵng in 2026: 8 quotas, five months of A6 in one row; each way to act once, each with its command; then the counts."""
    messages = Catalogue(language)
    screen = last_screen("danang", "2026", date(2026, 11, 22), width, language)
    screen = screen[screen.index(f"━━ {messages('failing.missed', count=12)} ━━") :]
    named = [line.split()[1] for line in screen if line.startswith("✗ ") and messages("status.missed") not in line]
    assert named == ["A6⇄", "A1a", "A1b", "A5a", "A5b", "A7a", "A7b", "A11a"]
    output = " ".join(" ".join(screen).split())
    assert "DVTT ×5 Tin, bài hằng tháng" in output
    assert "BV07 ×5, BV08 ×3, BV03, BV04, BV05" in output
    for command in (
        "cchc explain dn-cchc-2026/A6 --from 2026-05-01 --to 2026-09-30",
        "cchc todo --remind --unit BV05 --unit BV08 --unit BV03",
        "cchc todo --remind --unit BV02",
    ):
        assert output.count(command) == 1
    for way in ("never", "late", "undated"):
        assert output.count(messages(f"remedy.{way}")) == 1
    assert messages("status.tracked") in screen[-1]


def test_verbose_tells_each_failure_whole():
    output = text_of("danang", "2026", date(2026, 11, 22), 80, "en", detail=True)
    whole = [place for place, line in enumerate(output) if line.startswith("━━ Not met: 12")]
    assert sum(line.startswith("✗ A") for line in output[whole[0] :]) == 8
    assert Catalogue("en")("remedy.late") not in output


def test_without_a_screen_each_failure_is_told_whole():
    output = text_of("danang", "2026", date(2026, 11, 22), None)
    assert Catalogue("en")("remedy.late") not in output
    assert any(line.startswith("    lacking BV05, BV08; the due day 2026-06-30 has passed") for line in output)


def test_what_is_met_folds_where_there_is_much_of_it():
    """53 are met in the year; no other line tells of them, and --verbose shows each."""
    output = text_of("hanoi", "2026", date(2026, 11, 22), 160)
    (folded,) = [line for line in output if line.startswith("✓ 53 met: ")]
    assert folded.startswith("✓ 53 met: A1a, A2 ×8, A3 ×7, A4, A6⇄, A8, A9⇄ ×4")
    assert not any(line.startswith("✓ met") for line in output)
    each = text_of("hanoi", "2026", date(2026, 11, 22), 160, detail=True)
    assert sum(line.startswith("✓ met") for line in each) >= 53


def test_days_are_counted_from_the_as_of_day_or_not_at_all():
    """May is over on 10 June: what ran then shows no days left; in the window of June it has them."""
    over = verdict_table.view(result_of("hanoi", "2026-05", date(2026, 6, 10)), context_of("hanoi"), Catalogue("en"))
    assert "left" not in over.headers
    june = verdict_table.view(result_of("hanoi", "2026-06", date(2026, 6, 10)), context_of("hanoi"), Catalogue("en"))
    left = {row.cells["quota"]: row.cells["left"] for block in june.blocks for row in block.rows}
    assert left["A8"] == "20 left"


def test_ids_are_short_for_the_main_plan():
    table = verdict_table.view(result_of("hanoi", "2026-05", date(2026, 6, 10)), context_of("hanoi"), Catalogue("en"))
    names = [row.cells["quota"] for block in table.blocks for row in block.rows]
    assert {"A8", "hn-tthc-2026/VI.1-3b"} <= set(names)
    assert table.about == "hn-cchc-2026 (2045/KH-SYT) · hn-tthc-2026 (no number)"


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
