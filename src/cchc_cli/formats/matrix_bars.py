"""The bars of a matrix on one axis of months: where each begins and ends, and those that overlap below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from cchc_cli.engine.matrix import GridCell, GridLine
from cchc_cli.formats.view import STYLES, SYMBOLS, verdict_figures
from cchc_cli.formats.year_axis import bar_days
from cchc_cli.i18n import Catalogue
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Status
from cchc_cli.words.cadences.month import Month

FILL, FAINT_FILL = "━", "─"  # counted; not begun, or only tracked
FAINT = frozenset({Status.UPCOMING, Status.TRACKED, Status.WAIVED})
LONG = timedelta(days=59)  # of bars that state their due day: two months and more


class MonthBar(Struct, frozen=True):
    """One period of a line: its first day, its last or due day, sign and figures.

    `due` is the due day in words, "" where the bar does not state it. A bar that is a `sum` has no extent.
    """

    start: date
    end: date
    status: Status
    figures: str
    due: str
    sum: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The text, the longest form first."""
        sign = SYMBOLS[self.status]
        return (f"{sign} {self.figures}", f"{sign}{self.figures}", sign) if self.figures else (sign,)


class PlacedBar(Struct, frozen=True):
    """A bar in cells of a line of text, from `start` to before `stop`."""

    start: int
    stop: int
    bar: MonthBar


class MonthScale(Struct, frozen=True):
    """The months of the axis, each as wide as `width` cells."""

    months: tuple[Month, ...]
    width: int

    def first_cell(self, day: date) -> int:
        index = self._index(day)
        return index * self.width + (day.day - 1) * self.width // self._days(index)

    def cell_behind(self, day: date) -> int:
        """Return the cell behind the last one of a day."""
        index = self._index(day)
        return index * self.width - (-day.day * self.width // self._days(index))

    def _index(self, day: date) -> int:
        first_day = self.months[0].start
        return (day.year - first_day.year) * 12 + day.month - first_day.month

    def _days(self, index: int) -> int:
        return (self.months[index].stop - self.months[index].start).days


def cell_figures(cell: GridCell, *, by_unit: bool) -> str:
    """Return done of target; by unit, unit-periods done of owed; "" where nothing is done yet or owed."""
    if cell.status in {Status.UPCOMING, Status.WAIVED} and not cell.tally.done:
        return ""
    if by_unit or cell.verdict is None:
        return f"{cell.tally.done}/{cell.tally.owed}" if cell.tally.owed else ""
    return verdict_figures(cell.verdict)


def bars(line: GridLine, days: Period, messages: Catalogue) -> list[MonthBar]:
    """Return the bars of a line in order of their first day."""
    unsorted = [_bar(period, cell, days, messages, by_unit=line.quota is None) for period, cell in line.cells.items()]
    return sorted(unsorted, key=lambda bar: (bar.start, bar.end))


def _bar(period: Period, cell: GridCell, days: Period, messages: Catalogue, *, by_unit: bool) -> MonthBar:
    single = None if by_unit else cell.verdict
    start, last_day = (period.start, period.last)
    if single is not None:
        start, last_day = bar_days(single.obligation, single.obligation, days)
    last_day = min(last_day, days.last)
    due = single.obligation.due if single is not None and last_day - start >= LONG else None
    figures = cell_figures(cell, by_unit=by_unit)
    return MonthBar(
        max(min(start, last_day), days.start),
        last_day,
        cell.status,
        figures,
        messages.short_day(due) if due else "",
        single is None,
    )


def lanes(bars: Sequence[MonthBar], scale: MonthScale) -> list[list[PlacedBar]]:
    """Return lines of bars that do not overlap; a bar that overlaps the one before a little begins behind it."""
    placed: list[list[PlacedBar]] = []
    for bar in bars:
        start, stop = scale.first_cell(bar.start), scale.cell_behind(bar.end)
        for lane in placed:
            previous_stop = lane[-1].stop
            if previous_stop <= start or (previous_stop - start) * 2 < stop - start:
                lane.append(PlacedBar(max(start, previous_stop), stop, bar))
                break
        else:
            placed.append([PlacedBar(start, stop, bar)])
    return placed


def months_of(bar: MonthBar, months: Sequence[Month]) -> Iterator[tuple[Month, str]]:
    """Yield the months of a bar, each with its text: of the last one sign, figures and an earlier due day than its last."""
    for month in months:
        if month.holds(bar.end):
            yield month, bar.texts[0] + (f" ({bar.due})" if bar.due and bar.end != month.last else "")
        elif bar.start < month.stop and month.start < bar.end:
            yield month, FILL


def spans(lane: Sequence[PlacedBar], cells: int) -> Iterator[tuple[str, str]]:
    """Yield the texts of a line with their styles, `cells` wide in all; the first cell of a bar is a gap."""
    cell = 0
    for placed in lane:
        gap = 1 if placed.stop - placed.start > 1 else 0
        yield " " * (placed.start + gap - cell), ""
        yield _drawn(placed.bar, placed.stop - placed.start - gap), STYLES[placed.bar.status]
        cell = placed.stop
    yield " " * (cells - cell), ""


def _drawn(bar: MonthBar, cells: int) -> str:
    """Return a bar of some cells: its text in the middle, its due day at its end, each where it has room."""
    text = next((text for text in bar.texts if len(text) <= cells), bar.texts[-1])
    if bar.sum:
        return text.ljust(cells)
    fill = FAINT_FILL if bar.status in FAINT else FILL
    due = f" {bar.due}" if bar.due and cells >= len(text) + len(bar.due) + 9 else ""
    room = cells - len(text) - len(due)
    if room < 4:  # no room for a fill on both sides
        return f"{text} {fill * (room - 1)}"[: cells - len(due)] + due
    before = room // 2 - 1
    return f"{fill * before} {text} {fill * (room - before - 2)}{due}"
