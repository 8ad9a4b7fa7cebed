"""`cchc calendar`: deadlines as a list, or as a calendar file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, Formats, Panel, option
from cchc_cli.cli.output import print_exact, print_text, write_file
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.terminal.drawing import check_color, show
from cchc_cli.cli.usage import files_of
from cchc_cli.engine.deadlines import Deadlines, deadlines
from cchc_cli.engine.select import year_around
from cchc_cli.formats import calendar_text
from cchc_cli.formats.layout import is_narrow, plain

STDOUT = "-"
app = typer.Typer(add_completion=False)


class CalendarOptions(Struct, frozen=True):
    """The options of `cchc calendar`."""

    ics: Annotated[str | None, option("--ics", Panel.OUTPUT, metavar="file")] = None
    open_only: Annotated[bool, option("--open-only", Panel.SELECTION)] = False
    selection: Annotated[Selection, without("--require-url")] = Selection()
    formats: Formats = []
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def calendar(options: CalendarOptions, invocation: Invocation) -> Exit:
    """Deadlines in order, as a list or as a calendar file; of this year unless a window is given."""
    check_color(options.drawing.color)
    window = options.selection.window
    outputs = outputs_of("calendar", options.formats)
    files = files_of(outputs) + ([Path(options.ics)] if options.ics and options.ics != STDOUT else [])
    tabled = options.ics is None and all(one.format == "table" for one in outputs)
    answer = ask(
        options.selection,
        invocation,
        lambda plans, as_of: window.window(as_of) if window.given else year_around(plans, as_of),
        tabled=tabled,
        files=files,
    )
    if isinstance(answer, Exit):
        return answer
    every = deadlines(answer.result)
    nothing = not (every.dated or every.undated)
    found = deadlines(answer.result, open_only=options.open_only)
    if options.ics and nothing:
        print_text(answer.nothing(), sys.stderr)
    elif options.ics:
        _write_ics(found, answer, options.ics)
    if options.formats or not options.ics:
        shown = (lambda: print_text(answer.nothing())) if nothing else (lambda: _show(found, answer, options.drawing))
        deliver("calendar", outputs, _made(found, answer, nothing=nothing), answer.session.guard, shown)
    return Exit.NOTHING if nothing else Exit.OK


def _made(found: Deadlines, answer: Answer, *, nothing: bool) -> dict[str, Callable[[], str]]:
    """Return how each format is made."""
    result, messages = answer.result, answer.session.messages

    def table() -> str:
        return answer.nothing() if nothing else plain(calendar_text.view(found, result, answer.asked(), messages))

    def json() -> str:
        from cchc_cli.formats.documents.calendar import calendar_document
        from cchc_cli.formats.documents.encoding import whole

        return whole(calendar_document(found, result, answer.organisations, messages))

    return {"table": table, "json": json}


def _show(found: Deadlines, answer: Answer, drawing: DrawingOptions) -> None:
    messages = answer.session.messages
    show(
        lambda width: [calendar_text.view(found, answer.result, answer.asked(narrow=is_narrow(width)), messages)],
        drawing.color,
        drawing.width,
    )


def _write_ics(found: Deadlines, answer: Answer, target: str) -> None:
    from cchc_cli.formats import ics

    data = ics.render(found.dated, answer.result, answer.organisations, answer.warn_days, answer.session.messages)
    if target == STDOUT:
        print_exact(data.decode())
    else:
        write_file(Path(target), data, answer.session.guard)
