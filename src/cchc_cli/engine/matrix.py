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
    window = span(min(one.start for one in years), max(one.stop for one in years))
    own = {(plan.organisation, plan.id) for plan in plans}
    verdicts = tuple(
        one for one in result.verdicts if (one.obligation.quota.organisation, one.obligation.quota.plan) in own
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
    own = [one for one in result.verdicts if one.decides]
    lines = list(_by_quota(own) if by == "quota" else _by_unit(own, units, column))
    if by == "unit":
        rank = {key: place for place, key in enumerate(roster)}
        lines.sort(key=lambda line: rank.get((line.organisation, line.owner), len(rank)))
    gathered = _gathered(own, column)
    periods = sorted(gathered, key=lambda one: (BANDS.index(one.cadence), one))
    columns = {period: _tally(gathered[period]) for period in periods}
    joint = by == "unit" and any(one.obligation.scope == "joint" for one in own)
    return Matrix(by, result.window.label, tuple(lines), columns, _tally(own), joint)


def by_month(found: Matrix) -> Matrix:
    """Add up days, weeks and short rounds in the month of their last day: a year of them has too many columns to read."""
    columns: dict[Period, list[GridTally]] = {}
    for period, tally in found.columns.items():
        columns.setdefault(_column(period), []).append(tally)
    ordered = sorted(columns, key=lambda one: (BANDS.index(one.cadence), one))
    lines = tuple(replace(line, cells=_cells_by_month(line.cells)) for line in found.lines)
    return replace(found, lines=lines, columns={one: _sum(columns[one]) for one in ordered})


def _column(period: Period) -> Period:
    return Month.containing(period.last) if (period.stop - period.start).days < SHORTEST_MONTH else period


def _cells_by_month(cells: Mapping[Period, GridCell]) -> Mapping[Period, GridCell]:
    columns: dict[Period, list[GridCell]] = {}
    for period, cell in cells.items():
        columns.setdefault(_column(period), []).append(cell)
    return {column: _merged(ones) for column, ones in columns.items()}


def _merged(cells: Sequence[GridCell]) -> GridCell:
    if len(cells) == 1:
        return cells[0]
    statuses = [one.status for one in cells if one.tally.owed] or [one.status for one in cells]
    return GridCell(min(statuses, key=WORST_FIRST.__getitem__), _sum([one.tally for one in cells]))


def _sum(tallies: Sequence[GridTally]) -> GridTally:
    return GridTally(
        sum(one.done for one in tallies), sum(one.missed for one in tallies), sum(one.owed for one in tallies)
    )


def _by_quota(verdicts: Iterable[Verdict]) -> Iterator[GridLine]:
    rows: dict[tuple[str, str, tuple[str, ...]], list[Verdict]] = {}
    for verdict in verdicts:
        quota = verdict.obligation.quota
        rows.setdefault((quota.organisation, quota.name, verdict.obligation.owners), []).append(verdict)
    for (_, _, owners), found in rows.items():
        quota = found[0].obligation.quota
        cells = {one.obligation.period: GridCell(one.status, _tally([one]), one) for one in found}
        yield GridLine(quota.organisation, ", ".join(owners), quota, cells, _tally(found))


def _by_unit(
    verdicts: Iterable[Verdict], units: Collection[str], column: Callable[[Obligation], Period]
) -> Iterator[GridLine]:
    """Yield a row for each unit. A group's verdicts go to its units, a joint verdict goes to each lead."""
    for (organisation, unit), found in by_unit(unit_verdicts(verdicts), units).items():
        cells = {period: _cell(ones) for period, ones in _gathered(found, column).items()}
        yield GridLine(organisation, unit, None, cells, _tally(found))


def _gathered(verdicts: Iterable[Verdict], column: Callable[[Obligation], Period]) -> dict[Period, list[Verdict]]:
    found: dict[Period, list[Verdict]] = {}
    for one in verdicts:
        found.setdefault(column(one.obligation), []).append(one)
    return found


def _cell(verdicts: list[Verdict]) -> GridCell:
    """The worst of what counts gives the sign."""
    counting = [one.status for one in verdicts if _counts(one)] or [one.status for one in verdicts]
    worst = min(counting, key=WORST_FIRST.__getitem__)
    return GridCell(worst, _tally(verdicts), verdicts[0] if len(verdicts) == 1 else None)


def _counts(verdict: Verdict) -> bool:
    return verdict.status not in NOT_COUNTED and verdict.obligation.quota.timing.has_period


def _tally(verdicts: Iterable[Verdict]) -> GridTally:
    """Count each unit-period once, also if a group and one of its units were both selected."""
    statuses = list({one.obligation.key: one.status for one in unit_verdicts(verdicts) if _counts(one)}.values())
    return GridTally(
        sum(status in REACHED for status in statuses),
        sum(status is Status.MISSED for status in statuses),
        len(statuses),
    )
