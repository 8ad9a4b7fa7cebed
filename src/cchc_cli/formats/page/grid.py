"""Units down, quotas across: who has not done what, the worst first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.engine.by_unit import by_unit, unit_verdicts
from cchc_cli.formats.page.reasons import PageReason, command_of, counted_rows, reason_of, rule_of
from cchc_cli.formats.page.source import PageSource
from cchc_cli.formats.view import SYMBOLS, verdict_figures
from cchc_cli.model.period import Cadence, Period
from cchc_cli.model.plan import Quota, QuotaKey
from cchc_cli.model.verdict import WORST_FIRST, Status, Verdict
from cchc_cli.words.cadences import span
from cchc_cli.words.cadences.month import Month
from cchc_cli.words.cadences.quarter import ROMAN, Quarter

MAX_SIGNS = 12  # periods of a cell; beyond that, the worst status and the numbers
MAX_REASONS = 6  # of a cell
MAX_WIDTH = 14  # of all columns together, in cells
WIDTH_OF_OTHERS = 3  # cells that the column of other quotas takes
UNJUDGED = frozenset({Status.TRACKED, Status.BLOCKED})


class PeriodSign(Struct, frozen=True):
    """One period of a cell."""

    status: Status
    sign: str
    flips: bool


class UnitCell(Struct, frozen=True):
    """A quota of one unit. `text` is shown beside the signs; `label` says both in words.

    `signs` has one entry for each period of the column, None where the unit owes nothing. `reasons` are those of the
    unmet periods that have begun, or of upcoming ones if there are no others, latest first; `command` explains those
    left out, whose number is `more_periods`. `met` has an entry for each met period. `last_day` belongs to a single met
    period.
    """

    code: str
    title: str
    signs: tuple[PeriodSign | None, ...]
    text: str
    label: str
    rule: str
    reasons: tuple[PageReason, ...]
    more_periods: int
    met: tuple[PageReason, ...]
    last_day: str
    command: str

    def with_reasons(self, most: int) -> UnitCell:
        """Return the cell with the latest `most` of its reasons."""
        left_out = max(len(self.reasons) - most, 0)
        return replace(self, reasons=self.reasons[:most], more_periods=self.more_periods + left_out)


class UnitLine(Struct, frozen=True):
    """A unit: its cells in the columns, its other quotas, worst first, and its number of missed obligations."""

    code: str
    name: str
    missed: int
    other_cells: tuple[UnitCell, ...]
    cells: tuple[UnitCell | None, ...]

    def with_reasons(self, most: int) -> UnitLine:
        """Return the line with the latest `most` reasons of each cell."""
        other_cells = tuple(cell.with_reasons(most) for cell in self.other_cells)
        return replace(
            self, other_cells=other_cells, cells=tuple(cell and cell.with_reasons(most) for cell in self.cells)
        )


class UnitColumn(Struct, frozen=True):
    """A quota that several units owe; `periods` are short names, empty if cells do not show each period."""

    code: str
    title: str
    periods: tuple[str, ...]


class UnitGrid(Struct, frozen=True):
    """The table; a quota that only one unit owes has no column."""

    columns: tuple[UnitColumn, ...]
    lines: tuple[UnitLine, ...]

    @property
    def has_other_cells(self) -> bool:
        return any(line.other_cells for line in self.lines)

    def with_reasons(self, most: int) -> UnitGrid:
        """Return the table with the latest `most` reasons of each cell."""
        return replace(self, lines=tuple(line.with_reasons(most) for line in self.lines))


def unit_grid(source: PageSource) -> UnitGrid:
    """Return what each unit itself owes: most missed first, then most at risk."""
    by_unit_and_quota: dict[str, dict[QuotaKey, list[Verdict]]] = {}
    by_quota: dict[QuotaKey, list[Verdict]] = defaultdict(list)
    for (_, unit), verdicts in by_unit(unit_verdicts(source.shown()), source.units).items():
        for verdict in verdicts:
            by_unit_and_quota.setdefault(unit, {}).setdefault(verdict.obligation.quota.key, []).append(verdict)
        for key, verdicts_of_quota in by_unit_and_quota[unit].items():
            by_quota[key] += verdicts_of_quota
    number_of_units = Counter(key for quotas in by_unit_and_quota.values() for key in quotas)
    of_several_units = {key: verdicts for key, verdicts in by_quota.items() if number_of_units[key] > 1}
    shared = _columns(of_several_units, MAX_WIDTH)
    if len(shared) < len(by_quota):
        shared = _columns(of_several_units, MAX_WIDTH - WIDTH_OF_OTHERS)
    columns = tuple(_column(by_quota[key][0].obligation.quota, periods, source) for key, periods in shared.items())
    ordered = sorted(by_unit_and_quota, key=lambda unit: _urgency([*chain(*by_unit_and_quota[unit].values())]))
    return UnitGrid(columns, tuple(_line(unit, by_unit_and_quota[unit], shared, source) for unit in ordered))


def _columns(shared: Mapping[QuotaKey, Sequence[Verdict]], room: float) -> dict[QuotaKey, list[Period]]:
    """Return the quotas that get a column, with their periods, in plan order, as many as fit the room.

    The quotas that most units missed are chosen first; quotas that are not judged get no column.
    """
    judged = [key for key, verdicts in shared.items() if not {verdict.status for verdict in verdicts} <= UNJUDGED]
    judged.sort(key=lambda key: -sum(verdict.status is Status.MISSED for verdict in shared[key]))
    chosen: dict[QuotaKey, list[Period]] = {}
    for key in judged:
        periods = sorted({verdict.obligation.period for verdict in shared[key]})
        width = 1 if len(periods) > MAX_SIGNS else max(len(periods) / 3, 1)
        if width <= room:
            chosen[key] = periods
            room -= width
    return {key: chosen[key] for key in shared if key in chosen}


def _column(quota: Quota, periods: Sequence[Period], source: PageSource) -> UnitColumn:
    names = [_short_name(period, number, source) for number, period in enumerate(periods, 1)]
    names_shown = tuple(names) if 1 < len(periods) <= MAX_SIGNS else ()
    return UnitColumn(source.quota(quota), quota.title, names_shown)


def _short_name(period: Period, number: int, source: PageSource) -> str:
    """Return a name as narrow as a sign: 11, IV; in English Q4. A span has its number in the column."""
    if isinstance(period, Month):
        return str(period.number)
    if isinstance(period, Quarter) and source.messages.language == "vi":
        return ROMAN[period.number]
    return period.column(source.messages) if isinstance(period, Cadence) else str(number)


def _urgency(verdicts: Sequence[Verdict]) -> tuple[int, ...]:
    counts = Counter(verdict.status for verdict in verdicts)
    return tuple(-counts[status] for status in (Status.MISSED, Status.AT_RISK, Status.LATE, Status.OPEN))


def _line(
    unit: str,
    by_quota: Mapping[QuotaKey, Sequence[Verdict]],
    shared: Mapping[QuotaKey, Sequence[Period]],
    source: PageSource,
) -> UnitLine:
    other_quotas = sorted((verdicts for key, verdicts in by_quota.items() if key not in shared), key=_worst_rank)
    return UnitLine(
        code=unit,
        name=source.organisation.owner_names().get(unit, unit),
        missed=sum(verdict.status is Status.MISSED for verdicts in by_quota.values() for verdict in verdicts),
        other_cells=tuple(_cell(verdicts, (), source) for verdicts in other_quotas),
        cells=tuple(
            _cell(by_quota[key], periods, source) if key in by_quota else None for key, periods in shared.items()
        ),
    )


def _worst_rank(verdicts: Sequence[Verdict]) -> int:
    return min(WORST_FIRST[verdict.status] for verdict in verdicts)


def _cell(verdicts: Sequence[Verdict], periods: Sequence[Period], source: PageSource) -> UnitCell:
    first, last = verdicts[0], verdicts[-1]
    unmet = [verdict for verdict in reversed(verdicts) if verdict.status is not Status.MET]
    lacking = [verdict for verdict in unmet if verdict.status is not Status.UPCOMING] or unmet
    met = [reason_of(verdict, source) for verdict in verdicts if verdict.status is Status.MET]
    whole_span = span(first.obligation.period.start, last.obligation.period.stop)
    days = [item.day for item in counted_rows(first)] if len(met) == len(verdicts) == 1 else []
    return UnitCell(
        code=source.quota(first.obligation.quota),
        title=first.obligation.quota.title,
        signs=tuple(_signs(verdicts, periods)),
        text=_text(verdicts, met),
        label="; ".join(_counts_in_words(verdicts, source)),
        rule=rule_of(first, source) if lacking else "",
        reasons=tuple(reason_of(verdict, source) for verdict in lacking[:MAX_REASONS]),
        more_periods=max(len(lacking) - MAX_REASONS, 0),
        met=tuple(met),
        last_day=source.messages.short_day(max(days)) if days else "",
        command=command_of(last, source, [whole_span]) if len(lacking) > 1 else "",
    )


def _signs(verdicts: Sequence[Verdict], periods: Sequence[Period]) -> Iterator[PeriodSign | None]:
    """Yield a sign for each period of the column, or of the unit; only the worst if there are too many."""
    by_period = {verdict.obligation.period: verdict for verdict in verdicts}
    shown = [by_period.get(period) for period in periods or sorted(by_period)]
    if len(shown) > MAX_SIGNS:
        shown = [min(verdicts, key=lambda verdict: WORST_FIRST[verdict.status])]
    for verdict in shown:
        yield PeriodSign(verdict.status, SYMBOLS[verdict.status], bool(verdict.flips)) if verdict else None


def _text(verdicts: Sequence[Verdict], met: Sequence[PageReason]) -> str:
    """Return the figures of a single period, or met/all where there are too many periods for signs."""
    if len(verdicts) == 1:
        verdict = verdicts[0]
        return verdict_figures(verdict, mark_implied=True)
    return f"{len(met)}/{len(verdicts)}" if len(verdicts) > MAX_SIGNS else ""


def _counts_in_words(verdicts: Sequence[Verdict], source: PageSource) -> Iterator[str]:
    counts = Counter(verdict.status for verdict in verdicts)
    if len(verdicts) == 1:
        yield source.word(verdicts[0].status)
        return
    for status in sorted(counts, key=WORST_FIRST.__getitem__):
        yield source.messages("summary.status", status=source.word(status), count=counts[status])
