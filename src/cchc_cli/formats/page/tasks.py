"""What can still be done, by days left, and what is missed, with its periods and names."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from cchc_cli.engine.explain import shortfall_kind
from cchc_cli.engine.todo import Todo, todo_list
from cchc_cli.formats.page.source import PageSource
from cchc_cli.formats.shortfall import more_units, shortfall_text
from cchc_cli.formats.view import verdict_figures
from cchc_cli.model.verdict import MAX_WARN_DAYS, REACHED, Status, Verdict

MAX_NAMES = 10
MAX_PERIODS = 12


class TaskEntry(Struct, frozen=True):
    """An obligation that can still be met. `tenths` is the progress, from 0 to 10."""

    status: Status
    word: str
    days: int | None
    title: str
    code: str
    owner: str
    due: str
    figures: str
    tenths: int
    needs: str


class MissedEntry(Struct, frozen=True):
    """What one owner missed of one quota.

    `periods` are pairs of name and figures, `names` pairs of unit and number of missed periods.
    """

    title: str
    code: str
    owner: str
    count: int
    periods: tuple[tuple[str, str], ...]
    more_periods: int
    names: tuple[tuple[str, int], ...]
    more_names: int
    late: int  # number of periods that can still be done late


class TaskLists(Struct, frozen=True):
    """The two lists."""

    to_do: tuple[TaskEntry, ...]
    missed: tuple[MissedEntry, ...]


def tasks(source: PageSource) -> TaskLists:
    """Return both lists: open obligations by due day, missed quotas by number of periods."""
    todos = todo_list(source.result, MAX_WARN_DAYS, source.holidays)
    open_todos = [todo for todo in todos.todos if todo.verdict.status in {Status.AT_RISK, Status.OPEN}]
    open_todos.sort(key=lambda todo: MAX_WARN_DAYS if todo.days_left is None else todo.days_left)
    by_quota: dict[object, list[Verdict]] = {}
    for verdict in source.result.verdicts:
        if verdict.decides and verdict.status is Status.MISSED:
            by_quota.setdefault((verdict.obligation.quota.key, verdict.obligation.owner), []).append(verdict)
    missed = sorted((_missed(verdicts, source) for verdicts in by_quota.values()), key=lambda entry: -entry.count)
    return TaskLists(tuple(_task(todo, source) for todo in open_todos), tuple(missed))


def _task(todo: Todo, source: PageSource) -> TaskEntry:
    verdict = todo.verdict
    obligation = verdict.obligation
    target = verdict.target or 1
    return TaskEntry(
        status=verdict.status,
        word=source.word(verdict.status),
        days=todo.days_left,
        title=obligation.quota.title,
        code=source.quota(obligation.quota),
        owner=source.owners(obligation),
        due=source.due(obligation.due),
        figures=verdict_figures(verdict, mark_implied=True),
        tenths=min(10 * verdict.count // target, 10),
        needs=source.messages("todo.needs", parts=_needed(verdict, source)),
    )


def _needed(verdict: Verdict, source: PageSource) -> str:
    """Return the shortfall; of many units their number, since the table of units names them."""
    many = len(_lacking(verdict)) > MAX_NAMES
    return (more_units if many else shortfall_text)(verdict, source.organisation, source.messages)


def _missed(verdicts: list[Verdict], source: PageSource) -> MissedEntry:
    quota = verdicts[0].obligation.quota
    periods = [
        (source.period(verdict.obligation.period), verdict_figures(verdict, mark_implied=True)) for verdict in verdicts
    ]
    names = Counter(code for verdict in verdicts for code in _lacking(verdict)).most_common()
    return MissedEntry(
        title=quota.title,
        code=source.quota(quota),
        owner=source.owners(verdicts[0].obligation),
        count=len(verdicts),
        periods=tuple(periods[-MAX_PERIODS:]),
        more_periods=max(len(periods) - MAX_PERIODS, 0),
        names=tuple((source.name(code), count) for code, count in names[:MAX_NAMES]),
        more_names=max(len(names) - MAX_NAMES, 0),
        late=sum(shortfall_kind(verdict, source.result.as_of) == "late" for verdict in verdicts),
    )


def _lacking(verdict: Verdict) -> tuple[str, ...]:
    """Return the units of a group that lack it, as in `check`; for any other owner nobody."""
    if verdict.share:
        return verdict.share.lacking
    return tuple(
        verdict.obligation.owner for verdict in verdict.members if verdict.status not in {*REACHED, Status.WAIVED}
    )
