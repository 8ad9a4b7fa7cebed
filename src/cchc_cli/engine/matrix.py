"""The matrix, pure: quotas or units down, periods across, totals of unit-periods."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from cchc_cli.engine.by_unit import By, by_unit, unit_verdicts
from cchc_cli.model.period import Cadence, Period
from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import REACHED, WORST_FIRST, Obligation, Result, Status, Verdict
from cchc_cli.words.cadences import CADENCES, span
from cchc_cli.words.cadences.month import Month
from cchc_cli.words.cadences.year import whole_year

BANDS: tuple[type[Cadence] | None, ...] = (*CADENCES, None)  # the bands of columns in order: other spans come last
SHORTEST_MONTH = 28  # days
NOT_COUNTED = frozenset({Status.TRACKED, Status.WAIVED})


class GridTally(Struct, frozen=True):
    """Unit-periods: the obligation of one unit (or of joint leads together) for one period counts once.

    Waived and tracked obligations, and those without a known period, are no unit-periods.
    """

    done: int = 0
    missed: int = 0
    owed: int = 0


class GridCell(Struct, frozen=True):
    """A cell: the verdicts of a row in a period; `verdict` where there is a single one."""

    status: Status
    tally: GridTally
    verdict: Verdict | None = None


class GridLine(Struct, frozen=True):
    """One row: a quota of one owner, or (without a quota) all that one unit owes."""

    organisation: str
    owner: str
    quota: Quota | None
    cells: Mapping[Period, GridCell]
    tally: GridTally


class Matrix(Struct, frozen=True):
    """The rows in order; a period that nobody owes anything for has no column."""

    by: By
    year: str  # the label of the plans' year
    lines: tuple[GridLine, ...]
    columns: Mapping[Period, GridTally]
    tally: GridTally
    joint: bool = field(default=False)  # whether a row's unit-period is in another row too


def of_year(result: Result, year: int | None) -> Result:
    """Return the part of a result for the plans of one year, or for the plans whose own year holds the as-of date."""
    plans = tuple(
        plan for plan in result.plans if (plan.own_year.holds(result.as_of) if year is None else plan.year == year)
    )
    years = [plan.own_year for plan in plans] or [whole_year(year or result.as_of.year)]
    window = span(min(period.start for period in years), max(period.stop for period in years))
    own = {(plan.organisation, plan.id) for plan in plans}
    verdicts = tuple(
        verdict
        for verdict in result.verdicts
        if (verdict.obligation.quota.organisation, verdict.obligation.quota.plan) in own
    )
    return replace(result, window=window, plans=plans, verdicts=verdicts)


def own_period(obligation: Obligation) -> Period:
    return obligation.period


def due_month(obligation: Obligation) -> Period:
    """Return the month of the due day; without a due day that of the period's last day."""
    return Month.containing(obligation.due or obligation.period.last)


def matrix(
    result: Result,
    by: By,
    units: Collection[str] = (),
    roster: Sequence[tuple[str, str]] = (),
    column: Callable[[Obligation], Period] = own_period,
) -> Matrix:
    """Lay out the verdicts of one year's plans (`of_year`).

    `units` are those asked for, parents and members included. `roster` is the order of rows of units, by organisation.
    """
    own = [verdict for verdict in result.verdicts if verdict.decides]
    lines = list(_by_quota(own) if by == "quota" else _by_unit(own, units, column))
    if by == "unit":
        rank = {key: index for index, key in enumerate(roster)}
        lines.sort(key=lambda line: rank.get((line.organisation, line.owner), len(rank)))
    gathered = _by_column(own, column)
    periods = sorted(gathered, key=lambda period: (BANDS.index(period.cadence), period))
    columns = {period: _tally(gathered[period]) for period in periods}
    joint = by == "unit" and any(verdict.obligation.scope == "joint" for verdict in own)
    return Matrix(by, result.window.label, tuple(lines), columns, _tally(own), joint)


def by_month(matrix: Matrix) -> Matrix:
    """Add up days, weeks and short rounds in the month of their last day: a year of them has too many columns to read."""
    columns: dict[Period, list[GridTally]] = {}
    for period, tally in matrix.columns.items():
        columns.setdefault(_column(period), []).append(tally)
    ordered = sorted(columns, key=lambda column: (BANDS.index(column.cadence), column))
    lines = tuple(replace(line, cells=_cells_by_month(line.cells)) for line in matrix.lines)
    return replace(matrix, lines=lines, columns={column: _sum(columns[column]) for column in ordered})


def _column(period: Period) -> Period:
    return Month.containing(period.last) if (period.stop - period.start).days < SHORTEST_MONTH else period


def _cells_by_month(cells: Mapping[Period, GridCell]) -> Mapping[Period, GridCell]:
    columns: dict[Period, list[GridCell]] = {}
    for period, cell in cells.items():
        columns.setdefault(_column(period), []).append(cell)
    return {column: _merged(cells_of_column) for column, cells_of_column in columns.items()}


def _merged(cells: Sequence[GridCell]) -> GridCell:
    if len(cells) == 1:
        return cells[0]
    statuses = [cell.status for cell in cells if cell.tally.owed] or [cell.status for cell in cells]
    return GridCell(min(statuses, key=WORST_FIRST.__getitem__), _sum([cell.tally for cell in cells]))


def _sum(tallies: Sequence[GridTally]) -> GridTally:
    return GridTally(
        sum(tally.done for tally in tallies),
        sum(tally.missed for tally in tallies),
        sum(tally.owed for tally in tallies),
    )


def _by_quota(verdicts: Iterable[Verdict]) -> Iterator[GridLine]:
    rows: dict[tuple[str, str, tuple[str, ...]], list[Verdict]] = {}
    for verdict in verdicts:
        quota = verdict.obligation.quota
        rows.setdefault((quota.organisation, quota.name, verdict.obligation.owners), []).append(verdict)
    for (_, _, owners), of_row in rows.items():
        quota = of_row[0].obligation.quota
        cells = {verdict.obligation.period: GridCell(verdict.status, _tally([verdict]), verdict) for verdict in of_row}
        yield GridLine(quota.organisation, ", ".join(owners), quota, cells, _tally(of_row))


def _by_unit(
    verdicts: Iterable[Verdict], units: Collection[str], column: Callable[[Obligation], Period]
) -> Iterator[GridLine]:
    """Yield a row for each unit. A group's verdicts go to its units, a joint verdict goes to each lead."""
    for (organisation, unit), of_unit in by_unit(unit_verdicts(verdicts), units).items():
        cells = {period: _cell(of_period) for period, of_period in _by_column(of_unit, column).items()}
        yield GridLine(organisation, unit, None, cells, _tally(of_unit))


def _by_column(verdicts: Iterable[Verdict], column: Callable[[Obligation], Period]) -> dict[Period, list[Verdict]]:
    by_column: dict[Period, list[Verdict]] = {}
    for verdict in verdicts:
        by_column.setdefault(column(verdict.obligation), []).append(verdict)
    return by_column


def _cell(verdicts: list[Verdict]) -> GridCell:
    """The worst of what counts gives the sign."""
    counting = [verdict.status for verdict in verdicts if _counts(verdict)] or [verdict.status for verdict in verdicts]
    worst = min(counting, key=WORST_FIRST.__getitem__)
    return GridCell(worst, _tally(verdicts), verdicts[0] if len(verdicts) == 1 else None)


def _counts(verdict: Verdict) -> bool:
    return verdict.status not in NOT_COUNTED and verdict.obligation.quota.timing.has_period


def _tally(verdicts: Iterable[Verdict]) -> GridTally:
    """Count each unit-period once, also if a group and one of its units were both selected."""
    statuses = list(
        {verdict.obligation.key: verdict.status for verdict in unit_verdicts(verdicts) if _counts(verdict)}.values()
    )
    return GridTally(
        sum(status in REACHED for status in statuses),
        sum(status is Status.MISSED for status in statuses),
        len(statuses),
    )
