"""`cchc calendar`: deadlines as a list, or as a calendar file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, Verbose, option
from cchc_cli.cli.output import print_text
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.terminal.drawing import show
from cchc_cli.cli.usage import files_of
from cchc_cli.engine.deadlines import Deadlines, deadlines
from cchc_cli.engine.select import year_around
from cchc_cli.formats import calendar_text
from cchc_cli.formats.layout import plain, sized_options

app = typer.Typer(add_completion=False)


class CalendarOptions(Struct, frozen=True):
    """The options of `cchc calendar`."""

    open_only: Annotated[bool, option("--open-only", Panel.SELECTION)] = False
    selection: Annotated[Selection, without("--require-url")] = Selection()
    outputs: OutputOptions = OutputOptions()
    verbose: Verbose = False
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def calendar(options: CalendarOptions, invocation: Invocation) -> Exit:
    """Deadlines in order, as a list or as a calendar file; without a window, those of this year."""
    window = options.selection.window
    outputs = outputs_of("calendar", options.outputs)
    tabled = all(output.format == "table" for output in outputs)
    answer = ask(
        options.selection,
        invocation,
        lambda plans, as_of: window.window(as_of) if window.is_given else year_around(plans, as_of),
        tabled=tabled,
        files=files_of(outputs),
        verbose=options.verbose,
    )
    every = deadlines(answer.result)
    nothing = not (every.dated or every.undated)
    if nothing and any(output.format == "ics" for output in outputs):  # a calendar file has one event at least
        print_text(answer.nothing(), sys.stderr)
        outputs = [output for output in outputs if output.format != "ics"]
    calendar = deadlines(answer.result, open_only=options.open_only)
    shown = (lambda: print_text(answer.nothing())) if nothing else (lambda: _show(calendar, answer, options.drawing))
    deliver("calendar", outputs, _made(calendar, answer, nothing=nothing), answer.session.guard, shown)
    return Exit.NOTHING if nothing else Exit.OK


def _made(calendar: Deadlines, answer: Answer, *, nothing: bool) -> dict[str, Callable[[], str]]:
    """Return the renderer of each format."""
    result, messages = answer.result, answer.session.messages

    def table() -> str:
        return (
            answer.nothing()
            if nothing
            else plain(calendar_text.view(calendar, result, sized_options(answer.table_options(), None), messages))
        )

    def json() -> str:
        from cchc_cli.formats.documents.calendar import calendar_document
        from cchc_cli.formats.documents.encoding import document_text

        return document_text(calendar_document(calendar, result, answer.organisations, messages))

    def ics() -> str:
        from cchc_cli.formats.ics import render

        return render(calendar.dated, result, answer.organisations, answer.warn_days, messages).decode()

    return {"table": table, "json": json, "ics": ics}


def _show(calendar: Deadlines, answer: Answer, drawing: DrawingOptions) -> None:
    messages = answer.session.messages
    show(
        lambda width: [
            calendar_text.view(calendar, answer.result, sized_options(answer.table_options(), width), messages)
        ],
        drawing,
    )
