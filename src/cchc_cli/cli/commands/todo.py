"""`cchc todo`: what to do next, worst first, by unit, or as texts to send."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver, folder_outputs, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, Force, OutputOptions, Panel, Verbose, number, option
from cchc_cli.cli.output import print_text
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.terminal.drawing import show
from cchc_cli.cli.unit_files import unit_files, write_unit_files
from cchc_cli.cli.usage import bad_option, files_of
from cchc_cli.engine.todo import Todos, by_unit, todo_list
from cchc_cli.formats import todo_text
from cchc_cli.formats.layout import plain, sized_options
from cchc_cli.formats.registry import LETTERS
from cchc_cli.formats.reminder import Reminder, reminders, render, text_of
from cchc_cli.formats.view import View
from cchc_cli.i18n.report import ReportWords, report_words
from cchc_cli.model.period import ONE_DAY
from cchc_cli.model.verdict import MAX_WARN_DAYS, Result
from cchc_cli.words.cadences import span

app = typer.Typer(add_completion=False)


class TodoOptions(Struct, frozen=True):
    """The options of `cchc todo`."""

    days: Annotated[int, number("--days", Panel.WINDOW, 0, MAX_WARN_DAYS)] = 30
    remind: Annotated[bool, option("--remind", Panel.OUTPUT)] = False
    selection: Annotated[
        Selection, without("--week", "--month", "--quarter", "--half", "--year", "--from", "--to", "--require-url")
    ] = Selection()
    outputs: OutputOptions = OutputOptions()
    by: Annotated[str, option("--by", Panel.OUTPUT, "by", metavar="unit")] = ""
    verbose: Verbose = False
    drawing: DrawingOptions = DrawingOptions()
    force: Force = False
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def todo(options: TodoOptions, invocation: Invocation) -> Exit:
    """What to do next, worst first: what is lacking, by when, and what would meet it."""
    if options.by not in {"", "unit"}:
        raise bad_option("--by", options.by, "by-unit")
    written, letters = options.outputs, options.remind and (options.outputs.file or options.outputs.formats)
    outputs = folder_outputs(LETTERS, written, *LETTERS) if letters else outputs_of("todo", written)
    tabled = not options.remind and all(output.format == "table" for output in outputs)
    answer = ask(
        options.selection,
        invocation,
        tabled=tabled,
        files=() if letters else files_of(outputs),
        verbose=options.verbose,
    )
    if letters:
        return _write_letters(answer, options, [output.format for output in outputs])
    deliver("todo", outputs, _made(answer, options), answer.session.guard, lambda: _show(answer, options))
    return Exit.OK if answer.result.verdicts else Exit.NOTHING


def _show(answer: Answer, options: TodoOptions) -> None:
    if not answer.result.verdicts or options.remind:
        print_text(_text(answer, options))
    else:
        show(lambda width: _views(answer, options, width), options.drawing)


def _made(answer: Answer, options: TodoOptions) -> dict[str, Callable[[], str]]:
    """Return the renderer of each format."""
    return {"table": lambda: _text(answer, options), "json": lambda: _json(answer, options)}


def _text(answer: Answer, options: TodoOptions) -> str:
    if not answer.result.verdicts:
        return answer.nothing()
    if options.remind:
        return render(_reminders(answer, options), answer.result, _words(answer))
    return "".join(map(plain, _views(answer, options, None)))


def _json(answer: Answer, options: TodoOptions) -> str:
    from cchc_cli.formats.documents.encoding import document_text
    from cchc_cli.formats.documents.todo import todo_document

    holidays = answer.cases[0].holidays
    todos = todo_list(answer.result, options.days, holidays)
    gathered = options.by == "unit"
    units = by_unit(answer.result, options.days, holidays, answer.selected()) if gathered else None
    return document_text(
        todo_document(todos, units, _shown(answer, todos), answer.organisations, answer.session.messages)
    )


def _shown(answer: Answer, todos: Todos) -> Result:
    """Return the result with the days of the list as its window."""
    last = min(todos.until, todos.until.max - ONE_DAY)
    return replace(answer.result, window=span(answer.result.as_of, last + ONE_DAY))


def _views(answer: Answer, options: TodoOptions, width: int | None) -> Iterable[View]:
    result, holidays, messages = answer.result, answer.cases[0].holidays, answer.session.messages
    todos = todo_list(result, options.days, holidays)
    shown = _shown(answer, todos)
    table_options = sized_options(answer.table_options(), width)
    if options.by == "unit":
        units = by_unit(result, options.days, holidays, answer.selected())
        yield todo_text.by_unit(units, todos, shown, answer.organisations, table_options, messages)
    else:
        yield todo_text.by_urgency(todos, shown, answer.organisations, table_options, messages)


def _reminders(answer: Answer, options: TodoOptions) -> list[Reminder]:
    units = by_unit(answer.result, options.days, answer.cases[0].holidays, answer.selected())
    return reminders(units, answer.result, answer.organisations, answer.table_options(), _words(answer))


def _words(answer: Answer) -> ReportWords:
    return report_words(answer.session.invocation.document_language)


def _write_letters(answer: Answer, options: TodoOptions, formats: Sequence[str]) -> Exit:
    """Write the text and the letter of each unit into a folder; all are made before the first is written."""
    reminders, folder = _reminders(answer, options), options.outputs.file
    if not reminders or folder is None:
        print_text(_text(answer, options), sys.stderr)
        return Exit.OK if answer.result.verdicts else Exit.NOTHING
    from cchc_cli.report.letter import file_stem

    several = len(answer.cases) > 1
    made = {
        f"{reminder.organisation}-{reminder.unit}" if several else reminder.unit: {
            LETTERS[name].ending: _letter(name, reminder, answer) for name in formats
        }
        for reminder in reminders
    }
    files = unit_files(file_stem(answer.result, _words(answer)), made)
    write_unit_files(folder, files, answer.session, replace=options.force)
    return Exit.OK


def _letter(name: str, reminder: Reminder, answer: Answer) -> str | bytes:
    if name == "text":
        return text_of(reminder, answer.result, _words(answer))
    from cchc_cli.report import docx
    from cchc_cli.report.letter import letter

    return docx.render(letter(reminder, answer.result, answer.organisations[reminder.organisation], _words(answer)))
