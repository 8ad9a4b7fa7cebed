"""The matrix: cells and totals by thought from the Hà Nội plan, in force from 12/3/2026."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

import scenario
import whole
from cchc_cli.engine.matrix import BANDS, GridCell, GridLine, GridTally, Matrix, by_month, due_month, matrix, of_year
from cchc_cli.formats import matrix_files
from cchc_cli.formats.documents.matrix import MatrixDocument, matrix_document
from cchc_cli.formats.labels import column_label
from cchc_cli.formats.layout import lines
from cchc_cli.formats.matrix_text import axis_matrix, cell_text, view
from cchc_cli.formats.text_lines import cell_width
from cchc_cli.formats.view import TableOptions
from cchc_cli.formats.xlsx import workbook
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result, Status
from cchc_cli.words.cadences import parse_period

# A2 met in April; A3 one of two in April; one hospital's plan in time and one late; an A9 article by one lead in Q2.
MAY = """\
as-of 2026-05-10
plan hn-cchc-2026
--- posts
date,unit,title,channel,tags
2026-04-02,VPS,Bài một,city-cchc,cchc
2026-04-03,VPS,Bài hai,web-so,cchc
2026-05-05,NVY,Bài ba,zalo,chi-so
--- documents
date,unit,type,title,tags
2026-03-20,BV01,plan,Kế hoạch,ke-hoach
2026-04-20,BV02,plan,Kế hoạch,ke-hoach
"""


NOT_OWED = ""


def laid(folder: Path, by: str = "quota") -> tuple[Matrix, Result]:
    _, result = whole.judged(MAY, folder)
    return matrix(of_year(result, 2026), by), result


def line(grid: Matrix, name: str, owner: str = "") -> GridLine:
    return next(
        grid_line
        for grid_line in grid.lines
        if (grid_line.quota.id if grid_line.quota else grid_line.owner) == name and owner in {"", grid_line.owner}
    )


def text_at(grid: Matrix, name: str, period: str, owner: str = "") -> str:
    cell = line(grid, name, owner).cells.get(parse_period(period))
    return cell_text(cell, by_unit=grid.by == "unit") if cell else NOT_OWED


@pytest.mark.parametrize(
    ("quota", "period", "shown"),
    [
        ("A2", "2026-02", NOT_OWED),  # before the plan
        ("A2", "2026-03", "0/1✗"),
        ("A2", "2026-04", "1/1✓"),
        ("A2", "2026-05", "0/1○"),
        ("A2", "2026-06", "·"),
        ("A2", "2026-Q2", NOT_OWED),  # owed by the month
        ("A3", "2026-04", "1/2✗"),
        ("A9", "2026-Q2", "1/1✓"),
        ("A8", "2026-H1", "0/2○"),
        ("A1b", "2026", "2/13✗"),
        ("A15a", "2026", "0~"),
    ],
)
def test_a_cell_is_done_of_target_and_its_sign(quota: str, period: str, shown: str, tmp_path: Path) -> None:
    assert text_at(laid(tmp_path)[0], quota, period) == shown


def test_a_period_nobody_owes_has_no_column(tmp_path: Path) -> None:
    grid, _ = laid(tmp_path)
    labels = [period.label for period in grid.columns]
    months = [f"2026-{month:02d}" for month in range(3, 13)]
    assert labels == [*months, "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-H1", "2026-H2", "2026"]


def test_totals_count_unit_periods(tmp_path: Path) -> None:
    """A1b: 13 hospitals, one in time, one late, eleven lacking. A2: ten months, one met, March missed."""
    grid, _ = laid(tmp_path)
    assert line(grid, "A1b").tally == GridTally(done=2, missed=11, owed=13)
    assert line(grid, "A2").tally == GridTally(done=1, missed=1, owed=10)
    assert grid.columns[parse_period("2026-04")] == GridTally(done=1, missed=1, owed=2)
    assert grid.columns[parse_period("2026-Q1")] == GridTally(done=0, missed=8, owed=8)


def test_what_is_tracked_or_has_no_known_period_is_not_owed(tmp_path: Path) -> None:
    grid, _ = laid(tmp_path)
    assert line(grid, "A15a").tally.owed == 0
    assert line(grid, "A5b").tally.owed == 0


def test_waived_units_are_not_owed(tmp_path: Path) -> None:
    """On 31/12 thirteen hospitals are active: BV14 is merged."""
    bare, _ = laid(tmp_path / "a")
    assert line(bare, "A6", "DVTT").tally.owed == 13
    _, result = whole.judged(MAY, tmp_path / "b", [whole.WAIVER])
    waived = matrix(of_year(result, 2026), "quota")
    assert line(waived, "A6", "DVTT").tally.owed == 12


def test_by_unit_a_group_stands_in_the_rows_of_its_units(tmp_path: Path) -> None:
    """BV01 has its plan of the two it owes with a known period (A1b, A6); BV13, opened in July, owes only A6."""
    grid, _ = laid(tmp_path, "unit")
    assert "DVTT" not in {grid_line.owner for grid_line in grid.lines}
    assert line(grid, "BV01").tally == GridTally(done=1, missed=0, owed=2)
    assert line(grid, "BV03").tally == GridTally(done=0, missed=1, owed=2)
    assert line(grid, "BV13").tally == GridTally(done=0, missed=0, owed=1)
    assert text_at(grid, "BV03", "2026") == "0/2✗"
    assert text_at(grid, "BV03", "2026-04") == NOT_OWED


def test_by_unit_what_is_joint_stands_in_each_row_and_counts_once(tmp_path: Path) -> None:
    grid, _ = laid(tmp_path, "unit")
    assert text_at(grid, "NVY", "2026-Q2") == "1/1✓"
    assert text_at(grid, "TCCB", "2026-Q2") == "1/2○"  # A9, and A10 of its own
    assert grid.joint
    by_quota, _ = laid(tmp_path / "b")
    assert grid.tally == by_quota.tally
    assert grid.columns == by_quota.columns


def test_the_worst_of_a_unit_gives_the_sign(tmp_path: Path) -> None:
    """VPS in April: A2 met, A3 missed."""
    cell = line(laid(tmp_path, "unit")[0], "VPS").cells[parse_period("2026-04")]
    assert (cell.status, cell.tally) == (Status.MISSED, GridTally(done=1, missed=1, owed=2))


def test_another_year_has_no_rows(tmp_path: Path) -> None:
    _, result = laid(tmp_path)
    assert not matrix(of_year(result, 2025), "quota").lines


@pytest.mark.parametrize(
    ("period", "band", "name"),
    [
        ("2026-04", "month", "T4"),
        ("2026-Q3", "quarter", "Q.III"),
        ("2026-H2", "half-year", "6T cuối"),
        ("2026", "year", "2026"),
        ("2026-04-01..2026-12-31", "span", "01/04–31/12"),
    ],
)
def test_every_cadence_has_columns_of_its_own(period: str, band: str, name: str) -> None:
    cadence = parse_period(period).cadence
    assert (cadence.word if cadence else "span") == band
    assert column_label(parse_period(period), Catalogue("vi"), years=False) == name
    assert cadence in BANDS


@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("2026-04", "T4/2026"),
        ("2027-Q1", "Q.I/2027"),
        ("2027", "2027"),
        ("2026-11-15..2027-01-31", "15/11/2026–31/01/2027"),
    ],
)
def test_columns_of_several_years_say_which(period: str, name: str) -> None:
    assert column_label(parse_period(period), Catalogue("vi"), years=True) == name


def drawn(result: Result, by: str, width: int | None = None) -> list[str]:
    """Return the matrix of a result as lines."""
    result = of_year(result, 2026)
    grid, due = matrix(result, by), matrix(result, by, column=due_month)
    table = view(grid, due, result, TableOptions((), {}), Catalogue("vi"), width)
    return ["".join(text for text, _ in spans) for spans in lines(table, width)]


@pytest.mark.parametrize("by", ["quota", "unit"])
@pytest.mark.parametrize("width", [80, 100, 160, 200])
def test_no_line_is_wider_than_the_terminal(by: str, width: int, tmp_path: Path) -> None:
    _, result = laid(tmp_path, by)
    assert max(map(cell_width, drawn(result, by, width))) <= width


def test_all_cadences_are_on_one_axis_and_bars_end_on_their_due_day(tmp_path: Path) -> None:
    """At 160 columns: months of A2, quarters of A9, half-years of A8 (due 30/6 and 29/11), the deadline of A1b (27/3)."""
    _, result = laid(tmp_path)
    output = drawn(result, "quota", 160)
    axes = [line for line in output if " 1  " in line and " 12" in line]
    assert len(axes) > 2
    assert len({line.index("[5]") for line in axes}) == 1  # May, of the as-of day, is everywhere in the same place
    months = [axes[0].index(text) for text in (" 3 ", " 4 ", "[5]", " 6 ", " 7 ", " 11", " 12")]
    month = months[1] - months[0]
    ends = {}
    for code in ("A2", "A8", "A9", "A1b"):
        (row,) = [line for line in output if line.startswith(f"{code} ")]
        ends[code] = row[: row.rindex("  ")].rstrip()
    assert ends["A2"][months[0] : months[2]] == " ✗ 0/1  ✓ 1/1 "[: 2 * month].ljust(2 * month)
    assert ends["A9"][: months[4]].rstrip().endswith("30/06")
    assert ends["A8"].endswith("29/11")
    assert len(ends["A8"]) <= months[6]
    assert ends["A1b"].endswith("27/03")
    assert months[0] < len(ends["A1b"]) <= months[1]


def test_by_unit_each_month_has_what_falls_due_in_it(tmp_path: Path) -> None:
    """BV03 lacks its plan, due on 27/3, and owes its share of A6 in December; the totals are those of the JSON."""
    grid, result = laid(tmp_path, "unit")
    (row,) = [line for line in drawn(result, "unit", 160) if line.startswith("BV03")]
    assert row.split() == ["BV03", "✗", "0/1", "○", "0/1", "0/2", "✗1"]
    due = matrix(of_year(result, 2026), "unit", column=due_month)
    assert due.tally == grid.tally
    for name in ("done", "missed", "owed"):
        assert sum(getattr(column, name) for column in due.columns.values()) == getattr(grid.tally, name)
    assert axis_matrix(grid, due) is due


def hostile(folder: Path) -> tuple[Matrix, Result]:
    """The title of A2 is a formula, markup, and a terminal code."""
    grid, result = laid(folder)
    rows = tuple(
        replace(grid_line, quota=replace(grid_line.quota, title="=cmd|'x'!A1 <b>|\x1b[2J"))
        if grid_line.quota.id == "A2"
        else grid_line
        for grid_line in grid.lines
    )
    return replace(grid, lines=rows), result


def document_of(grid: Matrix, result: Result) -> MatrixDocument:
    organisations = {"hanoi": scenario.organisation("hanoi").organisation}
    return matrix_document(grid, result, organisations, Catalogue("en"))


def test_a_table_for_programs_has_a_row_a_line_and_period_and_runs_no_title(tmp_path: Path) -> None:
    text = matrix_files.spreadsheet(document_of(*hostile(tmp_path)), {"hanoi/VPS": "Văn phòng"})
    assert text.startswith("\ufeff")
    assert "\x1b" not in text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    a2 = {row["period"]: row for row in rows if row["quota"] == "A2"}
    april = a2["2026-04"]
    assert april["title"].startswith("'=cmd")
    assert [april[name] for name in ("period_from", "period_to", "status", "done", "missed", "owed", "count", "target")] == [
        "2026-04-01", "2026-04-30", "met", "1", "0", "1", "1", "1",
    ]  # fmt: skip
    assert sum(int(row["owed"]) for row in a2.values()) == 10
    assert (april["as_of"], april["sample"]) == ("2026-05-10", "true")
    assert "hanoi/hn-cchc-2026 2045/KH-SYT sha256 " in april["plans"]


@pytest.mark.parametrize("by", ["quota", "unit"])
def test_a_workbook_has_the_year_in_colours_and_each_period(by: str, tmp_path: Path) -> None:
    grid, result = laid(tmp_path, by)
    document, messages = document_of(grid, result), Catalogue("en")
    options = TableOptions(["Hà Nội"], {"hanoi/VPS": "Văn phòng"})
    data = workbook(matrix_files.sheets(grid, document, result, options, messages), ["title"], result.as_of, messages)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Matrix", "Each period", "About this result"]
    year, long = book["Matrix"], book["Each period"]
    assert long.max_row - 3 == sum(len(line.cells) for line in document.lines)
    assert year.max_row - 3 == len(document.lines) + 1  # and the total
    assert year.cell(year.max_row, year.max_column - 3).value == document.done
    colours = {
        str(cell.value)[-1]: cell.fill.fgColor.rgb
        for row in year.iter_rows(min_row=4, max_row=year.max_row - 1)
        for cell in row
        if cell.fill.fgColor.rgb not in {"00000000", None}
    }
    assert colours["✗"] == "FFFFC7CE"


def test_markdown_holds_no_markup_of_a_title(tmp_path: Path) -> None:
    grid, result = hostile(tmp_path)
    result = of_year(result, 2026)
    table = view(grid, matrix(result, "quota", column=due_month), result, TableOptions((), {}), Catalogue("en"))
    text = matrix_files.markdown(grid, table, result, Catalogue("en"))
    assert "<b>" not in text
    assert "\x1b" not in text
    row = next(entry for entry in text.splitlines() if entry.startswith("| A2 "))
    assert row.count("|") == 1 + len(("quota", "title", "owed by", "total")) + 12
    assert [cell.strip() for cell in row.split("|")][4:8] == ["", "", "✗ 0/1", "✓ 1/1"]


def test_exit_codes() -> None:
    assert whole.run("matrix", "--as-of", "2026-05-10", "--year", "2031")[0] == 3
    assert whole.run("matrix", "--by", "channel")[0] == 2
    assert whole.run("matrix", "--format", "docx")[0] == 2


def test_days_and_weeks_are_added_up_in_the_month_of_their_last_day():
    """The last week of April 2026 ends on 3 May; a month stays what it is."""
    done, missed = GridTally(1, 0, 1), GridTally(0, 1, 1)
    periods = [
        parse_period(entry) for entry in ("2026-W17", "2026-W18", "2026-05-02", "2026-05", "2026-04-01..2026-12-31")
    ]
    tallies = [done, missed, done, done, missed]
    cells = {
        period: GridCell(Status.MET if tally is done else Status.MISSED, tally)
        for period, tally in zip(periods, tallies, strict=True)
    }
    line = GridLine("o", "VP", None, cells, GridTally(3, 2, 5))
    grid = by_month(Matrix("unit", "2026", (line,), dict(zip(periods, tallies, strict=True)), GridTally(3, 2, 5)))
    assert [column.label for column in grid.columns] == ["2026-04", "2026-05", "2026-04-01..2026-12-31"]
    assert [*grid.columns.values()] == [done, GridTally(2, 1, 3), missed]
    assert [grid_line.status for grid_line in grid.lines[0].cells.values()] == [
        Status.MET,
        Status.MISSED,
        Status.MISSED,
    ]
