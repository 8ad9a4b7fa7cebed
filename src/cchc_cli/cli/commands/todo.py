"""`cchc todo`: what to do next, worst first, by unit, or as texts to send."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, number, option
from cchc_cli.cli.output import print_text
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.terminal.drawing import check_color, show
from cchc_cli.cli.usage import bad_option, files_of
from cchc_cli.engine.todo import Todos, by_unit, todo_list
from cchc_cli.formats import reminder, todo_text
from cchc_cli.formats.layout import is_narrow, plain
from cchc_cli.formats.view import View
from cchc_cli.i18n.report import ReportWords
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
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def todo(options: TodoOptions, invocation: Invocation) -> Exit:
    """What to do next, worst first: what is lacking, by when, and what would meet it."""
    check_color(options.drawing.color)
    if options.by not in {"", "unit"}:
        raise bad_option("--by", options.by, "by-unit")
    outputs = outputs_of("todo", options.outputs)
    tabled = not options.remind and all(one.format == "table" for one in outputs)
    answer = ask(options.selection, invocation, tabled=tabled, files=files_of(outputs))
    if isinstance(answer, Exit):
        return answer
    deliver("todo", outputs, _made(answer, options), answer.session.guard, lambda: _show(answer, options))
    return Exit.OK if answer.result.verdicts else Exit.NOTHING


def _show(answer: Answer, options: TodoOptions) -> None:
    if not answer.result.verdicts or options.remind:
        print_text(_text(answer, options))
    else:
        show(lambda width: _views(answer, options, width), options.drawing.color, options.drawing.width)


def _made(answer: Answer, options: TodoOptions) -> dict[str, Callable[[], str]]:
    """Return the renderer of each format."""
    return {"table": lambda: _text(answer, options), "json": lambda: _json(answer, options)}


def _text(answer: Answer, options: TodoOptions) -> str:
    if not answer.result.verdicts:
        return answer.nothing()
    return _reminders(answer, options) if options.remind else "".join(map(plain, _views(answer, options, None)))


def _json(answer: Answer, options: TodoOptions) -> str:
    from cchc_cli.formats.documents.encoding import whole
    from cchc_cli.formats.documents.todo import todo_document

    holidays = answer.cases[0].holidays
    found = todo_list(answer.result, options.days, holidays)
    gathered = options.by == "unit"
    units = by_unit(answer.result, options.days, holidays, answer.selected()) if gathered else None
    return whole(todo_document(found, units, _shown(answer, found), answer.organisations, answer.session.messages))


def _shown(answer: Answer, found: Todos) -> Result:
    """Return the result with the days of the list as its window."""
    last = min(found.until, found.until.max - ONE_DAY)
    return replace(answer.result, window=span(answer.result.as_of, last + ONE_DAY))


def _views(answer: Answer, options: TodoOptions, width: int | None) -> Iterable[View]:
    result, holidays, messages = answer.result, answer.cases[0].holidays, answer.session.messages
    found = todo_list(result, options.days, holidays)
    shown = _shown(answer, found)
    asked = answer.asked(narrow=is_narrow(width))
    if options.by == "unit":
        units = by_unit(result, options.days, holidays, answer.selected())
        yield todo_text.by_unit(units, found, shown, answer.organisations, asked, messages)
    else:
        yield todo_text.by_urgency(found, shown, answer.organisations, asked, messages)


def _reminders(answer: Answer, options: TodoOptions) -> str:
    messages = ReportWords(answer.session.invocation.document_language)
    units = by_unit(answer.result, options.days, answer.cases[0].holidays, answer.selected())
    return reminder.render(units, answer.result, answer.organisations, answer.asked(), messages)
