"""What to do next as a table, worst first or by unit, and as short texts to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cchc_cli.engine.todo import SECTIONS, Todo, Todos, UnitTodos
from cchc_cli.formats.naming import Naming, naming_of
from cchc_cli.formats.needed import lacking
from cchc_cli.formats.safe import safe
from cchc_cli.formats.verdict_table import narrow_row, verdict_row
from cchc_cli.formats.view import Asked, Block, Row, View, framed
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import question_text
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Result


def by_urgency(
    found: Todos, result: Result, organisations: Mapping[str, Organisation], asked: Asked, say: Catalogue
) -> View:
    """One section for what is overdue, what falls due, and what waits for an answer; in each the most urgent first."""
    naming = naming_of(result, [todo.verdict for todo in found.todos])
    table = _Table(organisations, say, naming, narrow=asked.narrow)
    blocks = [
        Block(say(f"todo.{section}", day=say.day(found.until)), tuple(map(table.row, todos)))
        for section in SECTIONS
        if (todos := [one for one in found.todos if one.section == section])
    ]
    columns = [one for one in (*COLUMNS, "unit", *FIGURES) if not (asked.narrow and one == "working")]
    marks = list(_marks(found, say))
    return framed(result, asked, say, columns, blocks, marks, counted=[one.verdict for one in found.todos])


def by_unit(
    units: Sequence[UnitTodos],
    found: Todos,
    result: Result,
    organisations: Mapping[str, Organisation],
    asked: Asked,
    say: Catalogue,
) -> View:
    """One section for each unit that has something to do; those that have nothing stand below."""
    todos = [*(todo for unit in units for todo in unit.todos), *(one for one in found.todos if one.lack == "answer")]
    naming = naming_of(result, [todo.verdict for todo in todos])
    table = _Table(organisations, say, naming, narrow=asked.narrow)
    blocks = [
        Block(_unit_title(unit, asked, say, naming), tuple(map(table.row, unit.todos))) for unit in units if unit.todos
    ]
    questions = [todo for todo in found.todos if todo.lack == "answer"]
    if questions:
        blocks.append(Block(say("todo.question"), tuple(map(table.owned_row, questions))))
    clear = [naming.owner(unit.organisation, unit.unit) for unit in units if not unit.todos]
    marks = [*([say("todo.clear", units=", ".join(clear))] if clear else []), *_marks(found, say)]
    columns = [one for one in (*COLUMNS, *FIGURES) if not (asked.narrow and one == "working")]
    distinct = {todo.verdict.obligation.key: todo.verdict for todo in todos}
    return framed(result, asked, say, columns, blocks, marks, counted=list(distinct.values()))


COLUMNS = ("status", "quota", "title")
FIGURES = ("done", "period", "due", "left", "working")


class _Table(Struct, frozen=True):
    """How the rows of one table are written."""

    organisations: Mapping[str, Organisation]
    say: Catalogue
    naming: Naming
    narrow: bool

    def row(self, todo: Todo) -> Row:
        """Return the row of `check`, with working days; below it what would meet it, in the place of other remarks."""
        verdict = todo.verdict
        row = (narrow_row if self.narrow else verdict_row)(verdict, self.say, self.naming)
        working = "" if todo.working_left is None else f"{todo.working_left}"
        return Row({**row.cells, "working": working}, row.style, tuple(safe(text) for text in self._remarks(todo)))

    def owned_row(self, todo: Todo) -> Row:
        """Return the row with its owner below it, where there is no column of units."""
        row = self.row(todo)
        obligation = todo.verdict.obligation
        owners = [self.naming.owner(obligation.quota.organisation, code) for code in obligation.owners]
        owner = self.say("todo.actors", units=", ".join(owners))
        return Row(row.cells, row.style, (owner, *row.remarks))

    def _remarks(self, todo: Todo) -> Iterator[str]:
        say, verdict = self.say, todo.verdict
        quota = verdict.obligation.quota
        if self.narrow and (name := self.naming.below_title(quota)):
            yield name
        if verdict.question:
            yield say("table.question", question=question_text(verdict.question, say))
        if todo.lack != "answer":
            parts = lacking(verdict, self.organisations[quota.organisation], say)
            yield say("todo.needs-late" if todo.lack == "late" else "todo.needs", parts=parts)
        if self.narrow and todo.working_left:
            yield say("todo.working", days=todo.working_left)
        if not verdict.members and todo.actors != verdict.obligation.owners:
            yield say("todo.actors", units=", ".join(todo.actors))


def _unit_title(unit: UnitTodos, asked: Asked, say: Catalogue, naming: Naming) -> str:
    name = asked.unit_names.get(f"{unit.organisation}/{unit.unit}", "")
    code = naming.owner(unit.organisation, unit.unit)
    shown = f"{code} · {name}" if name else code
    return safe(say("todo.unit", unit=shown, count=len(unit.todos), done=unit.done, owed=unit.owed))


def _marks(found: Todos, say: Catalogue) -> Iterator[str]:
    if not found.todos:
        yield say("todo.none", day=say.day(found.until))
    if found.upcoming:
        yield say("todo.upcoming", count=found.upcoming, day=say.day(found.until))
    if found.missed:
        yield say("todo.missed", count=found.missed)
    if any(todo.verdict.obligation.quota.need.implied for todo in found.todos):
        yield say("legend.implied")
    if any(todo.verdict.flips for todo in found.todos):
        yield say("legend.flips")
    for year in found.untabled:
        yield say("note.no-holiday-table", year=year)
