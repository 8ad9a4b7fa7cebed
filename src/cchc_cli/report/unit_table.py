"""Each unit's result in each task that fell due: for the appendix of units and the body's summary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from cchc_cli.engine.by_unit import unit_verdicts
from cchc_cli.model.plan import Quota, QuotaKey
from cchc_cli.model.verdict import REACHED, ObligationKey, Section, Status, Verdict
from cchc_cli.report.figures import asks_plans

NOT_JUDGED = frozenset({Status.BLOCKED, Status.TRACKED})


class UnitTask(Struct, frozen=True):
    """One unit's periods of one task: done, owed, and waived apart from these."""

    done: int
    owed: int
    waived: int


class UnitRow(Struct, frozen=True):
    """One unit. `done` and `due` count the window's obligations, `overdue` the missed ones of earlier windows.

    `plans` are the plans of the obligations due.
    """

    unit: str
    done: int
    due: int
    overdue: int
    plans: frozenset[str]
    tasks: Mapping[QuotaKey, UnitTask]


class UnitTable(Struct, frozen=True):
    """All units in the order of their first obligation, and the tasks that several of them owe."""

    rows: tuple[UnitRow, ...]
    shared: tuple[Quota, ...]
    late: tuple[Verdict, ...]

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)

    @property
    def due(self) -> int:
        return sum(row.due for row in self.rows)

    @property
    def is_worth_showing(self) -> bool:
        """Whether the table adds to the body: for a single unit it does not."""
        return len(self.rows) > 1


def unit_table(shown: Iterable[Verdict], to_date: Iterable[Verdict], units: Collection[str]) -> UnitTable:
    """Return the verdicts of a window by unit, with the plans that units issued earlier in the year.

    A joint obligation belongs to each of its leads. A group below 100 % owes as a whole, so its units have no such row.
    """
    by_unit: dict[str, dict[ObligationKey, tuple[Verdict, Section]]] = {}
    quotas: dict[QuotaKey, tuple[Quota, set[str]]] = {}
    for verdict, section in _judged(shown, to_date):
        obligation = verdict.obligation
        for unit in obligation.owners:
            if not units or unit in units:
                by_unit.setdefault(unit, {}).setdefault(obligation.key, (verdict, section))
                quotas.setdefault(obligation.quota.key, (obligation.quota, set()))[1].add(unit)
    by_key = {key: verdict for verdicts in by_unit.values() for key, (verdict, _) in verdicts.items()}
    shared = {key: quota for key, (quota, owners) in quotas.items() if len(owners) > 1}
    rows = [_row(unit, list(verdicts.values())) for unit, verdicts in by_unit.items()]
    return UnitTable(
        tuple(row for row in rows if row.due or row.overdue or row.tasks.keys() & shared.keys()),
        tuple(shared.values()),
        tuple(verdict for verdict in by_key.values() if _is_late(verdict)),
    )


def _judged(shown: Iterable[Verdict], to_date: Iterable[Verdict]) -> Iterator[tuple[Verdict, Section]]:
    """Yield each unit's verdicts with the section of their group.

    A verdict without a due day, or from another window, gets the section running.
    """
    for verdict in shown:
        in_window = verdict.section == "due"
        for unit_verdict in unit_verdicts([verdict]) if verdict.decides else ():
            decided = unit_verdict.status in {*REACHED, Status.MISSED, Status.WAIVED}
            if unit_verdict.status not in NOT_JUDGED and (in_window or (_has_ended(verdict) and decided)):
                yield unit_verdict, "running" if verdict.obligation.due is None else verdict.section
    for verdict in to_date:
        if verdict.decides and asks_plans(verdict.obligation.quota) and verdict.section != "running":
            yield from (
                (unit_verdict, "running")
                for unit_verdict in unit_verdicts([verdict])
                if unit_verdict.status not in NOT_JUDGED
            )


def _has_ended(verdict: Verdict) -> bool:
    return verdict.section == "overdue" or verdict.obligation.due is None


def _row(unit: str, verdicts: list[tuple[Verdict, Section]]) -> UnitRow:
    tasks: dict[QuotaKey, list[Verdict]] = {}
    for verdict, _ in verdicts:
        tasks.setdefault(verdict.obligation.quota.key, []).append(verdict)
    due = [verdict for verdict, section in verdicts if section == "due" and verdict.status is not Status.WAIVED]
    return UnitRow(
        unit,
        done=sum(verdict.status in REACHED for verdict in due),
        due=len(due),
        plans=frozenset(verdict.obligation.quota.plan for verdict in due),
        overdue=sum(section == "overdue" and verdict.status is Status.MISSED for verdict, section in verdicts),
        tasks={key: _task(verdicts) for key, verdicts in tasks.items()},
    )


def _task(verdicts: list[Verdict]) -> UnitTask:
    waived = sum(verdict.status is Status.WAIVED for verdict in verdicts)
    return UnitTask(sum(verdict.status in REACHED for verdict in verdicts), len(verdicts) - waived, waived)


def late_members(verdict: Verdict) -> list[Verdict]:
    """Return the late units of a group; empty if no unit owes it by itself."""
    return [member for member in verdict.members if _is_late(member)]


def _is_late(verdict: Verdict) -> bool:
    return verdict.status in REACHED and bool(verdict.days_late) and verdict.obligation.binds_owner
