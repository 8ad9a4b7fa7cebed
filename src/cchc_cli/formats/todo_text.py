"""What to do next as a table: worst first, or by unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cchc_cli.engine.todo import SECTIONS, Todo, Todos, UnitTodos
from cchc_cli.formats.naming import Naming, naming_of
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import lacking
from cchc_cli.formats.verdict_rows import sized_row
from cchc_cli.formats.view import TableOptions, View, ViewBlock, ViewRow, framed, headed
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import note_text, question_text
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import SET_ASIDE, Result


def by_urgency(
    found: Todos, result: Result, organisations: Mapping[str, Organisation], asked: TableOptions, messages: Catalogue
) -> View:
    """Return one section each for overdue, due and waiting obligations, the most urgent first."""
    naming = naming_of(result, [todo.verdict for todo in found.todos])
    table = _TodoTable(organisations, messages, naming, asked, with_owner=asked.narrow)
    blocks = [
        ViewBlock(messages(f"todo.{section}", day=messages.day(found.until)), tuple(map(table.row, todos)))
        for section in SECTIONS
        if (todos := [one for one in found.todos if one.section == section])
    ]
    columns = (*COLUMNS, *([] if asked.narrow else ["unit"]), *FIGURES, *(["working"] if asked.roomy else []))
    marks = list(_marks(found, messages))
    counted = [one.verdict for one in found.todos]
    return headed(framed(result, asked, messages, columns, blocks, marks, counted=counted), asked)


def by_unit(
    units: Sequence[UnitTodos],
    found: Todos,
    result: Result,
    organisations: Mapping[str, Organisation],
    asked: TableOptions,
    messages: Catalogue,
) -> View:
    """Return one section for each unit with something to do, and the names of the other units below."""
    todos = [*(todo for unit in units for todo in unit.todos), *(one for one in found.todos if one.lack == "answer")]
    naming = naming_of(result, [todo.verdict for todo in todos])
    table = _TodoTable(organisations, messages, naming, asked)
    blocks = [
        ViewBlock(_unit_title(unit, asked, messages, naming), tuple(map(table.row, unit.todos)))
        for unit in units
        if unit.todos
    ]
    questions = [todo for todo in found.todos if todo.lack == "answer"]
    if questions:
        blocks.append(ViewBlock(messages("todo.question"), tuple(map(table.owned_row, questions))))
    clear = [naming.owner(unit.organisation, unit.unit) for unit in units if not unit.todos]
    marks = [*([messages("todo.clear", units=", ".join(clear))] if clear else []), *_marks(found, messages)]
    columns = (*COLUMNS, *FIGURES, *(["working"] if asked.roomy else []))
    counted = list({todo.verdict.obligation.key: todo.verdict for todo in todos}.values())
    return headed(framed(result, asked, messages, columns, blocks, marks, counted=counted), asked)


COLUMNS = ("status", "quota", "title")
NEEDS = {"late": "todo.needs-late", "exceeded": "todo.needs-exceeded"}
FIGURES = ("done", "period", "due", "left")


class _TodoTable(Struct, frozen=True):
    """Writes the rows of one table."""

    organisations: Mapping[str, Organisation]
    messages: Catalogue
    naming: Naming
    asked: TableOptions
    with_owner: bool = False

    def row(self, todo: Todo) -> ViewRow:
        """Return the row of `check` with working days; below it the shortfall in place of other remarks."""
        verdict = todo.verdict
        row = sized_row(verdict, self.messages, self.naming, self.asked, with_owner=self.with_owner)
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
        if not self.asked.roomy and (name := self.naming.below_title(quota)):
            yield name
        if verdict.question:
            yield messages("table.question", question=question_text(verdict.question, messages))
        if todo.lack != "answer":
            parts = lacking(verdict, self.organisations[quota.organisation], messages)
            yield messages(NEEDS.get(todo.lack, "todo.needs"), parts=parts)
        yield from (note_text(note, messages) for note in verdict.notes if note.code in SET_ASIDE)
        if not self.asked.roomy and todo.working_left:
            yield messages("todo.working", days=todo.working_left)
        if not verdict.members and todo.actors != verdict.obligation.owners:
            yield messages("todo.actors", units=", ".join(todo.actors))


def _unit_title(unit: UnitTodos, asked: TableOptions, messages: Catalogue, naming: Naming) -> str:
    name = asked.unit_names.get(f"{unit.organisation}/{unit.unit}", "")
    code = naming.owner(unit.organisation, unit.unit)
    shown = f"{code} · {name}" if name else code
    return safe(messages("todo.unit", unit=shown, count=len(unit.todos), done=unit.done, owed=unit.owed))


def _marks(found: Todos, messages: Catalogue) -> Iterator[str]:
    if not found.todos:
        yield messages("todo.none", day=messages.day(found.until))
    if found.upcoming:
        yield messages("todo.upcoming", count=found.upcoming, day=messages.day(found.until))
    if found.missed:
        yield messages("todo.missed", count=found.missed)
    if any(todo.verdict.obligation.quota.need.implied for todo in found.todos):
        yield messages("legend.implied")
    if any(todo.verdict.flips for todo in found.todos):
        yield messages("legend.flips")
    for year in found.untabled:
        yield messages("note.no-holiday-table", year=year)
