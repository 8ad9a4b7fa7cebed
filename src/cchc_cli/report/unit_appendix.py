"""The appendix of units: each unit's result in each task, and late units.

It is the only place of a report that names the units that lack something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import Verdict
from cchc_cli.report.outline import Block, OutlineTable
from cchc_cli.report.unit_table import UnitRow, UnitTask
from cchc_cli.report.writer import OutlineColumn, Writer, table

MAX_TASKS = 12  # columns that fit on a page
NOT_OWED = "–"


def unit_blocks(writer: Writer) -> Iterator[Block]:
    """Yield the legend of the columns, a table for every twelve tasks, and the late units."""
    units = writer.unit_table
    order = list(writer.findings.organisation.units)
    rows = sorted(units.rows, key=lambda row: order.index(row.unit) if row.unit in order else len(order))
    if units.shared:
        names = [f"({number}) {quota.title}" for number, quota in enumerate(units.shared, 1)]
        yield writer.paragraph("annex.columns", names="; ".join(names))
    for start in range(0, max(len(units.shared), 1), MAX_TASKS):
        yield _table(writer, rows, units.shared[start : start + MAX_TASKS], start)
    yield writer.note("annex.cells" if units.shared else "annex.sums")
    late = [_late(writer, verdicts) for verdicts in _by_obligation(units.late).values()]
    if late:
        yield writer.note("annex.late", late="; ".join(late))


def _table(writer: Writer, rows: Sequence[UnitRow], quotas: Sequence[Quota], start: int) -> OutlineTable:
    """Return one row for each unit and their sums; only the first table has the totals of everything due."""
    messages, units = writer.messages, writer.unit_table
    columns = [OutlineColumn(messages("table.number"), 4, "centre"), OutlineColumn(messages("table.by"), 34)]
    if not start:
        columns += [
            OutlineColumn(messages("table.in-period"), 8, "right"),
            OutlineColumn(messages("table.rate"), 8, "right"),
            OutlineColumn(messages("table.overdue"), 8, "right"),
        ]
    columns += [OutlineColumn(f"({number})", 6, "centre") for number in range(start + 1, start + 1 + len(quotas))]
    sums = UnitRow(
        "",
        units.done,
        units.due,
        sum(row.overdue for row in rows),
        frozenset[str]().union(*(row.plans for row in rows)),
        {},
    )
    cells = [
        (
            str(number),
            writer.unit(row.unit),
            *([] if start else _sums(writer, row)),
            *(_cell(writer, row, quota) for quota in quotas),
        )
        for number, row in enumerate(rows, 1)
    ]
    total = (
        "",
        messages("table.sum"),
        *([] if start else _sums(writer, sums)),
        *(_total(rows, quota) for quota in quotas),
    )
    return table(columns, [*cells, total])


def _sums(writer: Writer, row: UnitRow) -> tuple[str, str, str]:
    rate = writer.percent(row.done, row.due, row.plans)
    return f"{row.done}/{row.due}" if row.due else NOT_OWED, rate, str(row.overdue) if row.overdue else ""


def _cell(writer: Writer, row: UnitRow, quota: Quota) -> str:
    task = row.tasks.get(quota.key)
    if task is None:
        return NOT_OWED
    return f"{task.done}/{task.owed}" if task.owed else writer.messages("annex.waived")


def _total(rows: Sequence[UnitRow], quota: Quota) -> str:
    tasks: list[UnitTask] = [row.tasks[quota.key] for row in rows if quota.key in row.tasks]
    return f"{sum(task.done for task in tasks)}/{sum(task.owed for task in tasks)}"


def _by_obligation(late: Sequence[Verdict]) -> dict[object, list[Verdict]]:
    by_obligation: dict[object, list[Verdict]] = {}
    for verdict in late:
        by_obligation.setdefault((verdict.obligation.quota.key, verdict.obligation.period), []).append(verdict)
    return by_obligation


def _late(writer: Writer, verdicts: Sequence[Verdict]) -> str:
    messages, obligation = writer.messages, verdicts[0].obligation
    units = [
        messages(
            "annex.unit-late",
            unit=writer.units(verdict.obligation.owners),
            days=messages.number(verdict.days_late or 0),
        )
        for verdict in verdicts
    ]
    period = messages.period(obligation.period, short=True)
    return messages("annex.late-of", title=obligation.quota.title, period=period, units=", ".join(units))
