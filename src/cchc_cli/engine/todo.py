"""What to do next: obligations that are open or can still be reached late; worst first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from cchc_cli.engine.by_unit import by_unit as gather
from cchc_cli.engine.by_unit import unit_verdicts
from cchc_cli.engine.explain import ShortfallKind, shortfall_kind
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.period import ONE_DAY
from cchc_cli.model.verdict import REACHED, Result, Status, Verdict

Section = Literal["overdue", "exceeded", "due", "question"]
SECTIONS: tuple[Section, ...] = ("overdue", "exceeded", "due", "question")
PENDING = frozenset({Status.MISSED, Status.AT_RISK, Status.OPEN, Status.BLOCKED})


class Todo(Struct, frozen=True):
    """One thing to do. `days_left` is negative when overdue; `working_left` is None then, and without a due day.

    `actors` are the units that must act, or the group where it owes as one.
    """

    verdict: Verdict
    lack: ShortfallKind
    section: Section
    days_left: int | None
    working_left: int | None
    actors: tuple[str, ...]


class UnitTodos(Struct, frozen=True):
    """The tasks of one unit, the number it owes in the same span, and the number done."""

    organisation: str
    unit: str
    todos: tuple[Todo, ...]
    done: int

    @property
    def owed(self) -> int:
        return self.done + len(self.todos)


class Todos(Struct, frozen=True):
    """All tasks by a day, worst first; the other verdicts as numbers."""

    until: date
    todos: tuple[Todo, ...]
    upcoming: int  # due by then, in a period that has not begun
    missed: int  # missed, can no longer be met
    untabled: tuple[int, ...]  # years without a holiday table: their working days are all weekdays


def todo_list(result: Result, days: int, holidays: Holidays) -> Todos:
    """Return the tasks within `days` of the as-of date, and the numbers of the rest. The result covers all time."""
    near = list(_near(result, days))
    todos = [_todo(verdict, result.as_of, holidays) for verdict in near if verdict.status in PENDING]
    years = {year for todo in todos for year in _years_of_working_days(todo, result.as_of)}
    own = [verdict for verdict in result.verdicts if verdict.decides]
    return Todos(
        until=_until(result.as_of, days),
        todos=tuple(sorted(todos, key=_urgency)),
        upcoming=sum(verdict.status is Status.UPCOMING and verdict.obligation.due is not None for verdict in near),
        missed=sum(
            verdict.status is Status.MISSED and shortfall_kind(verdict, result.as_of) == "never" for verdict in own
        ),
        untabled=tuple(sorted(years - holidays.years)),
    )


def _years_of_working_days(todo: Todo, as_of: date) -> Iterable[int]:
    """Return the years in which working days were counted, from the day after the as-of date to the due day."""
    due = todo.verdict.obligation.due
    return (
        ()
        if due is None or due <= as_of or todo.working_left is None
        else range((as_of + timedelta(days=1)).year, due.year + 1)
    )


def by_unit(result: Result, days: int, holidays: Holidays, units: Collection[str] = ()) -> list[UnitTodos]:
    """Return the tasks of each unit itself: a group's for its units, a joint one for each lead; most overdue first.

    `units` are the selected ones, parents and members included; empty for all. A reached group has no tasks for its
    units. An obligation that waits for an answer is no unit's task.
    """
    owed = [
        unit_verdict
        for verdict in _near(result, days)
        for unit_verdict in unit_verdicts([verdict])
        if shortfall_kind(unit_verdict, result.as_of) != "answer"
        and (unit_verdict.status in REACHED or {unit_verdict.status, verdict.status} <= PENDING)
    ]
    per_unit = [
        _unit_todos(organisation, unit, verdicts, result.as_of, holidays)
        for (organisation, unit), verdicts in gather(owed, units, _actors).items()
    ]
    return sorted(
        per_unit,
        key=lambda unit_todos: (-sum(todo.section == "overdue" for todo in unit_todos.todos), -len(unit_todos.todos)),
    )


def _unit_todos(
    organisation: str, unit: str, verdicts: Sequence[Verdict], as_of: date, holidays: Holidays
) -> UnitTodos:
    todos = [_todo(verdict, as_of, holidays) for verdict in verdicts if verdict.status not in REACHED]
    return UnitTodos(organisation, unit, tuple(sorted(todos, key=_urgency)), len(verdicts) - len(todos))


def _until(as_of: date, days: int) -> date:
    return as_of + timedelta(days=min(days, (date.max - as_of).days))


def _near(result: Result, days: int) -> Iterator[Verdict]:
    """Yield what can still be done or has been, and falls due by then or has no due day."""
    until = _until(result.as_of, days)
    for verdict in result.verdicts:
        due = verdict.obligation.due
        possible = shortfall_kind(verdict, result.as_of) == "answer" or result.as_of <= verdict.obligation.closes
        limit = (
            verdict.status is not Status.BLOCKED
            and verdict.obligation.quota.need.is_limit
            and verdict.status is not Status.MISSED
        )  # nothing to do about it
        if verdict.decides and possible and not limit and (due is None or due <= until):
            yield verdict


def _todo(verdict: Verdict, as_of: date, holidays: Holidays) -> Todo:
    """Working days are counted as days are: the as-of day is not, the due day is."""
    due = verdict.obligation.due
    days_left = (due - as_of).days if due else None
    working = holidays.working_days(as_of + ONE_DAY, due) if due and due > as_of else 0
    return Todo(
        verdict=verdict,
        lack=shortfall_kind(verdict, as_of),
        section=_section(verdict),
        days_left=days_left,
        working_left=None if days_left is None or days_left < 0 else working,
        actors=_actors(verdict),
    )


def _section(verdict: Verdict) -> Section:
    if verdict.status is Status.BLOCKED:
        return "question"
    if verdict.obligation.quota.need.is_limit:
        return "exceeded"
    return "overdue" if verdict.status is Status.MISSED else "due"


def _actors(verdict: Verdict) -> tuple[str, ...]:
    """Return the units that must act: of a group that is needed whole, the units that lack it."""
    if verdict.obligation.percent == 100 and verdict.share and verdict.share.lacking and verdict.status not in REACHED:
        return verdict.share.lacking
    return verdict.obligation.owners


def _urgency(todo: Todo) -> tuple[int, int, int]:
    days = todo.days_left
    return (SECTIONS.index(todo.section), -1 if days is None else 0, days or 0)
