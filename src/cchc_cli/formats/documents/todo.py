"""The JSON of `todo`: what to do next, worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from cchc_cli.engine.explain import ShortfallKind
from cchc_cli.engine.todo import Section, Todo, Todos, UnitTodos
from cchc_cli.formats.documents.check import VerdictEntry
from cchc_cli.formats.documents.common import DocumentBasis, basis
from cchc_cli.formats.documents.verdicts import VerdictEntries
from cchc_cli.formats.shortfall import shortfall_text
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Result


class TodoEntry(Struct, frozen=True):
    """One thing to do."""

    section: Section
    lack: Annotated[
        ShortfallKind,
        Meta(description="Whether the work can be done by the due day, only late, or waits for an answer."),
    ]
    days_left: Annotated[int | None, Meta(description="Negative when overdue; null without a due day.")]
    working_left: Annotated[int | None, Meta(description="Working days left.")]
    actors: Annotated[tuple[str, ...], Meta(description="Codes of the units that must act.")]
    needs: Annotated[str | None, Meta(description="What would meet it, in the language of --lang.")]
    verdict: VerdictEntry


class UnitTodoEntry(Struct, frozen=True):
    """What one unit must do."""

    org: str
    unit: str
    done: int
    owed: int
    todos: tuple[TodoEntry, ...]


class TodoDocument(DocumentBasis, frozen=True, kw_only=True, tag_field="schema", tag="cchc/todo/1"):
    """What `cchc todo --format json` prints."""

    until: Annotated[date, Meta(description="The last day of the list.")]
    upcoming: Annotated[int, Meta(description="Obligations due by that day in periods that have not begun.")]
    missed: Annotated[int, Meta(description="Missed obligations that can no longer be met, not listed.")]
    todos: tuple[TodoEntry, ...]
    units: Annotated[tuple[UnitTodoEntry, ...] | UnsetType, Meta(description="With --by unit.")] = UNSET


def todo_document(
    todos: Todos,
    units: Sequence[UnitTodos] | None,
    result: Result,
    organisations: Mapping[str, Organisation],
    messages: Catalogue,
) -> TodoDocument:
    """Return the document; `units` holds the same entries by unit, None without --by unit."""
    entries = VerdictEntries(result.as_of, result.plans, organisations, messages)

    def entry(todo: Todo) -> TodoEntry:
        organisation = organisations[todo.verdict.obligation.quota.organisation]
        needs = None if todo.lack == "answer" else shortfall_text(todo.verdict, organisation, messages)
        figures = (todo.section, todo.lack, todo.days_left, todo.working_left, todo.actors)
        return TodoEntry(*figures, needs, entries.entry(todo.verdict))

    return TodoDocument(
        **basis(result, organisations, messages),
        until=todos.until,
        upcoming=todos.upcoming,
        missed=todos.missed,
        todos=tuple(map(entry, todos.todos)),
        units=UNSET
        if units is None
        else tuple(
            UnitTodoEntry(unit.organisation, unit.unit, unit.done, unit.owed, tuple(map(entry, unit.todos)))
            for unit in units
        ),
    )
