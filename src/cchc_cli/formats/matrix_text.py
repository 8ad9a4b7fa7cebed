"""The matrix as text: one axis of months for all cadences, a bar for each period, which ends on its due day.

By quota, a line is a quota of one owner. By unit, a line is a unit with everything due in each month. Names without room
beside the axis go above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.engine.matrix import GridCell, GridLine, GridTally, Matrix, by_month
from cchc_cli.formats.layout import MAX_UNIT
from cchc_cli.formats.matrix_bars import MonthScale, bars, cell_figures, lanes, spans
from cchc_cli.formats.naming import Naming, naming_of
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import BOLD, HEADING, Line, aligned_text, cell_width, wrap, wrapped_lines
from cchc_cli.formats.view import DIM, SYMBOLS, TableOptions, View, framed_view
from cchc_cli.formats.year_axis import axis_days, band_heading, band_rank
from cchc_cli.i18n import Catalogue
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result, Status, Verdict
from cchc_cli.words.cadences.month import Month

MIN_MONTH, MAX_MONTH = 7, 9  # cells of a month beside names
MIN_NAME = 28  # cells
GAP = 2
INDENT = "  "


class MatrixLabel(Struct, frozen=True):
    """The names beside or above the bars of a line."""

    code: str
    title: str
    owner: str
    total: str


class MatrixWidths(Struct, frozen=True):
    """The cells of each column, the axis less. `title` is 0 for names above the axis."""

    code: int
    title: int
    owner: int
    total: int

    @property
    def before(self) -> int:
        """The cells before the axis."""
        if not self.title:
            return len(INDENT)
        return self.code + self.title + GAP * 2 + (self.owner + GAP if self.owner else 0)


def axis_matrix(matrix: Matrix, due: Matrix) -> Matrix:
    """Return the matrix whose cells are bars: of quotas that of periods, of units that of months with a due day."""
    return matrix if matrix.by == "quota" else due


def view(
    matrix: Matrix, due: Matrix, result: Result, options: TableOptions, messages: Catalogue, width: int | None = None
) -> View:
    """Return heading, axis and footer. `matrix` has the periods as columns, `due` the months of the due days."""
    deciding = [verdict for verdict in result.verdicts if verdict.decides]
    shown_matrix = axis_matrix(matrix, due)
    legend = [messages(f"matrix.axis-{matrix.by}")]
    facts = _facts(shown_matrix, messages, added_up=len(by_month(shown_matrix).columns) < len(shown_matrix.columns))
    frame = framed_view(result, options, messages, (), (), legend, facts=facts, counted=deciding)
    return replace(frame, drawn=tuple(_MatrixWriter(shown_matrix, result, options, messages, width).lines(due.columns)))


def cell_text(cell: GridCell, *, by_unit: bool, gap: str = "") -> str:
    """Return done/target and the sign; for a period not begun, a dot only."""
    figures = cell_figures(cell, by_unit=by_unit)
    return f"{figures}{gap}{SYMBOLS[cell.status]}" if figures else SYMBOLS[cell.status]


def owner_name(line: GridLine, *, several: bool) -> str:
    """Return the owner's code, with the organisation's code if there are `several` organisations."""
    return f"{line.organisation}/{line.owner}" if several else line.owner


def tally_text(tally: GridTally) -> str:
    """Return unit-periods done of owed, and how many are missed."""
    missed = f" {SYMBOLS[Status.MISSED]}{tally.missed}" if tally.missed else ""
    return f"{tally.done}/{tally.owed}{missed}" if tally.owed else ""


def _facts(matrix: Matrix, messages: Catalogue, *, added_up: bool) -> Iterator[str]:
    tally = matrix.tally
    yield messages("matrix.tally", done=tally.done, owed=tally.owed, missed=tally.missed)
    if matrix.joint:
        yield messages("matrix.joint")
    if added_up:
        yield messages("matrix.by-month")


class _MatrixWriter:
    """Writes the lines of one matrix."""

    def __init__(
        self, matrix: Matrix, result: Result, options: TableOptions, messages: Catalogue, width: int | None
    ) -> None:
        self._matrix = matrix
        self._options = options
        self._messages = messages
        self._width = width
        self._as_of = result.as_of
        self._naming = _naming(matrix, result)
        self._days = axis_days((verdict for verdict in result.verdicts if verdict.decides), result)
        months = Month.within(self._days)
        self._widths, cells = self._measured(len(months))
        self._scale = MonthScale(months, cells)

    def lines(self, due: Mapping[Period, GridTally]) -> Iterator[Line]:
        """Yield the bands, each below the months; last what falls due in each month."""
        matrix = self._matrix
        ordered = (
            sorted(matrix.lines, key=lambda line: band_rank(_verdicts(line))) if matrix.by == "quota" else matrix.lines
        )
        for number, (heading, band) in enumerate(groupby(ordered, self._heading)):
            yield from [()] if number else []
            yield from self._months(heading)
            for line in band:
                line_by_month = by_month(Matrix(matrix.by, "", (line,), {}, line.tally)).lines[0]
                yield from self._line(self._label(line), line_by_month)
        yield ()
        yield from self._total(due)

    def _heading(self, line: GridLine) -> str:
        if line.quota is None:
            return self._messages("column.unit")
        return band_heading(_verdicts(line), self._messages)

    # ---- how wide

    def _measured(self, months: int) -> tuple[MatrixWidths, int]:
        """Return the widths of names and total, and of a month; names without room beside the axis go above it."""
        labels = [self._label(line) for line in self._matrix.lines]
        code = max((cell_width(label.code) for label in labels), default=0)
        owner = max((cell_width(label.owner) for label in labels), default=0)
        owner = owner if self._width is None else min(owner, MAX_UNIT)
        total = max(cell_width(label.total) for label in [*labels, self._label_of_total()])
        longest = max([1, *(cell_width(label.title) for label in labels)])
        if self._width is None:
            return MatrixWidths(code, longest, owner, total), MAX_MONTH
        room = self._width - code - GAP * 3 - (owner + GAP if owner else 0) - total
        if room - MIN_MONTH * months >= min(MIN_NAME, longest):
            cells = max(min((room - longest) // months, MAX_MONTH), MIN_MONTH)
            return MatrixWidths(code, min(room - cells * months, longest), owner, total), cells
        return MatrixWidths(code, 0, owner, total), max(min((self._width - len(INDENT)) // months, MAX_MONTH), 1)

    # ---- names

    def _label(self, line: GridLine) -> MatrixLabel:
        owner = self._naming.owner(line.organisation, line.owner)
        if line.quota is None:
            name = self._options.unit_names.get(f"{line.organisation}/{line.owner}", "")
            return MatrixLabel(owner, safe(name), "", tally_text(line.tally))
        other_plan = self._naming.below_title(line.quota)
        title = f"{line.quota.title} ({other_plan})" if other_plan else line.quota.title
        return MatrixLabel(line.quota.id, safe(title), owner or self._messages("owner.unknown"), tally_text(line.tally))

    def _label_of_total(self) -> MatrixLabel:
        return MatrixLabel("", self._messages("matrix.due"), "", tally_text(self._matrix.tally))

    # ---- lines

    def _months(self, heading: str) -> Iterator[Line]:
        """Yield a heading with the numbers of the months above their bars; the as-of day's is in brackets."""
        scale, widths = self._scale, self._widths
        several = self._days.start.year != self._days.last.year
        numbers = []
        for month in scale.months:
            number = f"{month.start.month}" + (f"/{month.start:%y}" if several and month.start.month == 1 else "")
            is_current = month.holds(self._as_of)
            text = aligned_text(f"[{number}]" if is_current else f" {number}", scale.width, "left")
            numbers.append((text[: scale.width], BOLD if is_current else DIM))
        is_beside = cell_width(heading) < widths.before
        if not is_beside:
            yield ((heading, HEADING),)
        yield _trimmed(
            [
                (aligned_text(heading if is_beside else "", widths.before, "left"), HEADING if is_beside else ""),
                *numbers,
            ]
        )

    def _line(self, label: MatrixLabel, line: GridLine) -> Iterator[Line]:
        scale = self._scale
        cells = scale.width * len(scale.months)
        placed = lanes(bars(line, self._days, self._messages), scale)
        yield from self._with_names(label, [[*spans(lane, cells)] for lane in placed], "")

    def _total(self, due: Mapping[Period, GridTally]) -> Iterator[Line]:
        """Yield the unit-periods due in each month; how many are missed where all months have room for that."""
        room = self._scale.width - 1
        texts = [tally_text(due.get(month, GridTally())) for month in self._scale.months]
        if max(map(cell_width, texts)) > room:
            texts = [text.split(" ")[0] for text in texts]
        cells = [(" " + aligned_text(text if cell_width(text) <= room else "…", room, "left"), BOLD) for text in texts]
        yield from self._with_names(self._label_of_total(), [cells], BOLD)

    def _with_names(self, label: MatrixLabel, drawn: Sequence[list[tuple[str, str]]], style: str) -> Iterator[Line]:
        """Yield names and bars beside each other, or the names above."""
        widths = self._widths
        if not widths.title:
            yield from self._above(label, style)
            yield from (_trimmed([(INDENT, ""), *bar]) for bar in drawn)
            return
        titles, owners = wrap(label.title, widths.title), wrap(label.owner, widths.owner) if widths.owner else [""]
        blank = [(" " * self._scale.width * len(self._scale.months), "")]
        for number, (title, owner, bar) in enumerate(zip_longest(titles, owners, drawn)):
            names = f"{aligned_text('' if number else label.code, widths.code, 'left')}  {aligned_text(title or '', widths.title, 'left')}  "
            names += f"{aligned_text(owner or '', widths.owner, 'left')}  " if widths.owner else ""
            total = "" if number else f"  {aligned_text(label.total, widths.total, 'right')}"
            yield _trimmed([(names, style), *(bar or blank), (total, style)])

    def _above(self, label: MatrixLabel, style: str) -> Iterator[Line]:
        """Yield the names, and at the end of their first line the total."""
        room = (self._width or 0) - cell_width(label.total) - GAP
        owner = f" · {label.owner}" if label.owner else ""
        first_text, *other_texts = wrap(" ".join(filter(None, (label.code, f"{label.title}{owner}"))), room)
        yield _trimmed([(aligned_text(first_text, room, "left") + INDENT + label.total, style or BOLD)])
        for text in other_texts:
            yield from wrapped_lines(text, self._width or 0, style or BOLD, INDENT)


def _naming(matrix: Matrix, result: Result) -> Naming:
    return naming_of(result, (cell.verdict for line in matrix.lines for cell in line.cells.values() if cell.verdict))


def _verdicts(line: GridLine) -> list[Verdict]:
    return [cell.verdict for cell in line.cells.values() if cell.verdict]


def _trimmed(matrix: Sequence[tuple[str, str]]) -> Line:
    """Return spans without the blanks at their end."""
    spans_ = [*matrix]
    while spans_ and not spans_[-1][0].strip():
        spans_.pop()
    if not spans_:
        return ()
    text, style = spans_[-1]
    return (*spans_[:-1], (text.rstrip(), style))
