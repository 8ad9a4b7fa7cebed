"""What to do next as a table: worst first, or by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from cchc_cli.engine.todo import SECTIONS, Todo, Todos, UnitTodos
from cchc_cli.formats.naming import Naming, naming_of
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import shortfall_text
from cchc_cli.formats.verdict_rows import legend_of, question_remarks, sized_row
from cchc_cli.formats.view import TableOptions, View, ViewBlock, ViewRow, framed_view, without_status_heading
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import note_text
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import SET_ASIDE, Result, Verdict

COLUMNS = ("status", "quota", "title")
SENTENCES = {"late": "todo.needs-late", "exceeded": "todo.needs-exceeded"}
FIGURES = ("done", "period", "due", "left")


def by_urgency(
    todos: Todos, result: Result, organisations: Mapping[str, Organisation], options: TableOptions, messages: Catalogue
) -> View:
    """Return one section each for overdue, due and waiting obligations, the most urgent first."""
    naming = naming_of(result, [todo.verdict for todo in todos.todos])
    table = _TodoTable(organisations, messages, naming, options, with_owner=options.narrow)
    blocks = [
        ViewBlock(messages(f"todo.{section}", day=messages.day(todos.until)), tuple(map(table.row, todos_of_section)))
        for section in SECTIONS
        if (todos_of_section := [todo for todo in todos.todos if todo.section == section])
    ]
    columns = (*COLUMNS, *([] if options.narrow else ["unit"]), *FIGURES, *(["working"] if options.roomy else []))
    counted = [todo.verdict for todo in todos.todos]
    return _view(columns, blocks, counted, _facts(todos, messages), result, options, messages)


def by_unit(
    units: Sequence[UnitTodos],
    all_todos: Todos,
    result: Result,
    organisations: Mapping[str, Organisation],
    options: TableOptions,
    messages: Catalogue,
) -> View:
    """Return one section for each unit with something to do, and the names of the other units below."""
    todos = [
        *(todo for unit in units for todo in unit.todos),
        *(todo for todo in all_todos.todos if todo.lack == "answer"),
    ]
    naming = naming_of(result, [todo.verdict for todo in todos])
    table = _TodoTable(organisations, messages, naming, options)
    blocks = [
        ViewBlock(_unit_title(unit, options, messages, naming), tuple(map(table.row, unit.todos)))
        for unit in units
        if unit.todos
    ]
    open_questions = [todo for todo in all_todos.todos if todo.lack == "answer"]
    if open_questions:
        blocks.append(ViewBlock(messages("todo.question"), tuple(map(table.owned_row, open_questions))))
    free_units = [naming.owner(unit.organisation, unit.unit) for unit in units if not unit.todos]
    free = [messages("todo.clear", units=", ".join(free_units))] if free_units else []
    columns = (*COLUMNS, *FIGURES, *(["working"] if options.roomy else []))
    counted = list({todo.verdict.obligation.key: todo.verdict for todo in todos}.values())
    return _view(columns, blocks, counted, [*free, *_facts(all_todos, messages)], result, options, messages)


def _view(
    columns: Sequence[str],
    blocks: Sequence[ViewBlock],
    counted: Sequence[Verdict],
    facts: Iterable[str],
    result: Result,
    options: TableOptions,
    messages: Catalogue,
) -> View:
    legend = legend_of(counted, messages)
    view = framed_view(result, options, messages, columns, blocks, legend, facts=facts, counted=counted)
    return without_status_heading(view, options)


class _TodoTable(Struct, frozen=True):
    """Writes the rows of one table."""

    organisations: Mapping[str, Organisation]
    messages: Catalogue
    naming: Naming
    options: TableOptions
    with_owner: bool = False

    def row(self, todo: Todo) -> ViewRow:
        """Return the row of `check` with working days; below it the shortfall in place of other remarks."""
        verdict = todo.verdict
        row = sized_row(verdict, self.messages, self.naming, self.options, with_owner=self.with_owner)
        working = "" if todo.working_left is None else f"{todo.working_left}"
        return ViewRow({**row.cells, "working": working}, row.style, tuple(safe(text) for text in self._remarks(todo)))

    def owned_row(self, todo: Todo) -> ViewRow:
        """Return the row with its owner below it, for a table without a column of units."""
        row = self.row(todo)
        obligation = todo.verdict.obligation
        owners = [self.naming.owner(obligation.quota.organisation, code) for code in obligation.owners]
        owner = self.messages("todo.actors", units=", ".join(owners))
        return ViewRow(row.cells, row.style, (owner, *row.remarks))

    def _remarks(self, todo: Todo) -> Iterator[str]:
        messages, verdict = self.messages, todo.verdict
        quota = verdict.obligation.quota
        if not self.options.roomy and (name := self.naming.below_title(quota)):
            yield name
        yield from question_remarks(verdict, messages)
        if todo.lack != "answer":
            parts = shortfall_text(verdict, self.organisations[quota.organisation], messages)
            yield messages(SENTENCES.get(todo.lack, "todo.needs"), parts=parts)
        yield from (note_text(note, messages) for note in verdict.notes if note.code in SET_ASIDE)
        if not self.options.roomy and todo.working_left:
            yield messages("todo.working", days=todo.working_left)
        if not verdict.members and todo.actors != verdict.obligation.owners:
            yield messages("todo.actors", units=", ".join(todo.actors))


def _unit_title(unit: UnitTodos, options: TableOptions, messages: Catalogue, naming: Naming) -> str:
    name = options.unit_names.get(f"{unit.organisation}/{unit.unit}", "")
    code = naming.owner(unit.organisation, unit.unit)
    title = f"{code} · {name}" if name else code
    return safe(messages("todo.unit", unit=title, count=len(unit.todos), done=unit.done, owed=unit.owed))


def _facts(todos: Todos, messages: Catalogue) -> Iterator[str]:
    if not todos.todos:
        yield messages("todo.none", day=messages.day(todos.until))
    if todos.upcoming:
        yield messages("todo.upcoming", count=todos.upcoming, day=messages.day(todos.until))
    if todos.missed:
        yield messages("todo.missed", count=todos.missed)
    for year in todos.untabled:
        yield messages("note.no-holiday-table", year=year)
