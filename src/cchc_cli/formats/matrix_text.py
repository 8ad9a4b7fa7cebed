"""The matrix as tables: done/target and a sign in each period; periods not owed are hatched.

Each cadence has its own columns: a quarter in a month's column would read as that month's. By quota, each cadence is a
table of its own; by unit, all cadences share one table if it fits, because a unit owes in several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.engine.matrix import BANDS, GridCell, GridLine, GridTally, Matrix, by_month
from cchc_cli.formats.layout import MAX_UNIT, is_narrow
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import BOLD, LEAST_TITLE, cell_width
from cchc_cli.formats.view import DIM, STYLES, SYMBOLS, TableOptions, View, ViewBlock, ViewRow, framed, verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.model.period import ONE_DAY, Cadence, Period
from cchc_cli.model.verdict import Result, Status

HATCH = "░░░"
TOTAL = 10  # cells


class _MatrixTable(Struct, frozen=True):
    """Some columns of the matrix; `totalled` are the periods of its total, empty for none."""

    title: str
    periods: tuple[Period, ...]
    totalled: tuple[Period, ...] = ()


def views(
    found: Matrix, result: Result, asked: TableOptions, messages: Catalogue, width: int | None = None
) -> list[View]:
    """Return the tables in order: the first has the heading, the last the footer."""
    whole, found = found, by_month(found)
    narrow = is_narrow(width)
    counted = [one for one in result.verdicts if one.decides]
    frame = framed(
        result,
        replace(asked, narrow=narrow),
        messages,
        (),
        (),
        list(_marks(found, messages, added_up=len(found.columns) < len(whole.columns))),
        counted=counted,
    )
    writer = _MatrixWriter(found, asked, messages, narrow=narrow)
    tables = [writer.view(table) for table in _tables(found, writer, messages, width)]
    *others, last = [replace(view, heading=frame.heading if view is tables[0] else ()) for view in tables]
    return [*others, replace(frame, headers=last.headers, blocks=last.blocks, heading=last.heading)]


def period_name(period: Period, messages: Catalogue, *, years: bool = False) -> str:
    """Return the heading of a column; `years` adds the year."""
    if isinstance(period, Cadence):
        return period.label if years else period.label_in_year
    day = messages.day if years else messages.short_day
    return f"{day(period.start)}–{day(period.stop - ONE_DAY)}"


def cell_text(cell: GridCell, *, by_unit: bool, gap: str = "") -> str:
    """Return done/target and the sign; for a unit, unit-periods done/owed; for a period not begun, a dot only."""
    sign = SYMBOLS[cell.status]
    if cell.status in {Status.UPCOMING, Status.WAIVED} and not cell.tally.done:
        return sign
    if by_unit or cell.verdict is None:
        return f"{cell.tally.done}/{cell.tally.owed}{gap}{sign}" if cell.tally.owed else sign
    return verdict_figures(cell.verdict) + gap + sign


def owner_name(line: GridLine, *, several: bool) -> str:
    return f"{line.organisation}/{line.owner}" if several else line.owner


def _marks(found: Matrix, messages: Catalogue, *, added_up: bool) -> Iterator[str]:
    tally = found.tally
    yield messages("matrix.tally", done=tally.done, owed=tally.owed, missed=tally.missed)
    if found.joint:
        yield messages("matrix.joint")
    if added_up:
        yield messages("matrix.by-month")
    yield messages("matrix.hatched", hatch=HATCH)


def _tables(found: Matrix, writer: _MatrixWriter, messages: Catalogue, width: int | None) -> Iterator[_MatrixTable]:
    """Yield the columns in tables that fit the width."""
    every = tuple(found.columns)
    if found.by == "unit" and len(every) <= writer.room(every, width):
        yield _MatrixTable(found.year, every, every)
        return
    bands: dict[type[Cadence] | None, list[Period]] = {band: [] for band in BANDS}
    for period in every:
        bands[period.cadence].append(period)
    for band, periods in bands.items():
        if not periods:
            continue
        size = writer.room(periods, width)
        for start in range(0, len(periods), size):
            part = tuple(periods[start : start + size])
            last = len(periods) > 1 and part[-1] is periods[-1]  # a single column needs no total
            yield _MatrixTable(
                band.heading[messages.language] if band else messages("matrix.span"),
                part,
                tuple(periods) if last else (),
            )


class _MatrixWriter:
    """Writes the rows of one matrix."""

    def __init__(self, found: Matrix, asked: TableOptions, messages: Catalogue, *, narrow: bool) -> None:
        self._found = found
        self._asked = asked
        self._messages = messages
        self._narrow = narrow
        self._by_unit = found.by == "unit"
        self._several = len({line.organisation for line in found.lines}) > 1
        self._years = len({day.year for one in found.columns for day in (one.start, one.last)}) > 1
        self._plans = len({(line.organisation, line.quota.plan) for line in found.lines if line.quota}) > 1

    def room(self, periods: Sequence[Period], width: int | None) -> int:
        """Return the number of columns that fit beside the names and the total, at least one."""
        if width is None:
            return max(len(periods), 1)
        gap = 1 if self._narrow else 2
        cells = [line.cells[one] for line in self._found.lines for one in periods if one in line.cells]
        widest = max((cell_width(cell_text(cell, by_unit=self._by_unit)) for cell in cells), default=0)
        widest = max(widest, *(cell_width(self._period_name(one)) for one in periods))
        taken = sum(self._label_width(column) + gap for column in self._label_columns() if column != "title")
        return max((width - taken - LEAST_TITLE - TOTAL - gap) // (widest + gap), 1)

    def _period_name(self, period: Period) -> str:
        return period_name(period, self._messages, years=self._years)

    def _label_width(self, column: str) -> int:
        widest = max(cell_width(self._names(line)[column]) for line in self._found.lines)
        return min(widest, MAX_UNIT) if column == "unit" else widest

    def view(self, table: _MatrixTable) -> View:
        lines = [line for line in self._found.lines if any(one in line.cells for one in table.periods)]
        headers = {column: self._messages(f"column.{column}") for column in self._label_columns()}
        if self._by_unit:
            headers["title"] = self._messages("column.name")
        headers |= {one.label: self._period_name(one) for one in table.periods}
        headers |= {"total": self._messages("column.total")} if table.totalled else {}
        rows = (*(self._row(line, table) for line in lines), self._total(table))
        return View((), headers, (ViewBlock(table.title, rows),), ())

    def _label_columns(self) -> tuple[str, ...]:
        if self._narrow:
            return ("title",)
        return ("unit", "title") if self._by_unit else ("quota", "title", "unit")

    def _names(self, line: GridLine) -> dict[str, str]:
        owner = owner_name(line, several=self._several)
        if line.quota is None:
            name = self._asked.unit_names.get(f"{line.organisation}/{line.owner}", "")
            return {"unit": owner, "title": safe(f"{owner} {name}".strip() if self._narrow else name)}
        code = line.quota.name if self._plans and not self._narrow else line.quota.id
        title = f"{code} {line.quota.title} · {owner}" if self._narrow else line.quota.title
        return {"quota": code, "title": safe(title), "unit": owner}

    def _row(self, line: GridLine, table: _MatrixTable) -> ViewRow:
        names = self._names(line)
        cells = {column: names[column] for column in self._label_columns()}
        styles = {}
        for period in table.periods:
            cell = line.cells.get(period)
            cells[period.label] = cell_text(cell, by_unit=self._by_unit) if cell else HATCH
            styles[period.label] = STYLES[cell.status] if cell else DIM
        cells["total"] = _tallied([line.cells[one].tally for one in table.totalled if one in line.cells])
        return ViewRow(cells, "", (), styles)

    def _total(self, table: _MatrixTable) -> ViewRow:
        """Return the row of totals; each unit-period counts once even if several rows hold it."""
        columns = self._found.columns
        cells = dict.fromkeys(self._label_columns(), "") | {"title": self._messages("column.total")}
        cells |= {one.label: _tallied([columns[one]]) for one in table.periods}
        cells["total"] = _tallied([columns[one] for one in table.totalled])
        return ViewRow(cells, "", (), dict.fromkeys(cells, BOLD))


def _tallied(tallies: Sequence[GridTally]) -> str:
    done, missed, owed = (sum(getattr(one, name) for one in tallies) for name in ("done", "missed", "owed"))
    if not owed:
        return ""
    return f"{done}/{owed}" + (f" {SYMBOLS[Status.MISSED]}{missed}" if missed else "")
