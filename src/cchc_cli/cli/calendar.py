"""`cchc calendar`: deadlines as a list, or as a calendar file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_exact, print_text, write_file
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import CheckOptions
from cchc_cli.cli.terminal.drawing import check_color, show
from cchc_cli.cli.usage import files_of
from cchc_cli.engine.deadlines import Deadlines, deadlines
from cchc_cli.engine.select import year_around
from cchc_cli.formats import calendar_text
from cchc_cli.formats.layout import is_narrow, plain

STDOUT = "-"


class CalendarOptions(Struct, frozen=True):
    """What calendar asks beside what a check does."""

    check: CheckOptions
    ics: str | None = None
    open_only: bool = False


def run(options: CalendarOptions) -> Exit:
    """Print or write the deadlines of a window, the as-of day's year by default, and return the exit code."""
    check_color(options.check.color)
    window = options.check.window
    outputs = outputs_of("calendar", options.check.formats)
    files = files_of(outputs) + ([Path(options.ics)] if options.ics and options.ics != STDOUT else [])
    tabled = options.ics is None and all(one.format == "table" for one in outputs)
    answer = ask(
        options.check,
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
    if options.check.formats or not options.ics:
        shown = (lambda: print_text(answer.nothing())) if nothing else (lambda: _show(found, answer, options.check))
        deliver("calendar", outputs, _made(found, answer, nothing=nothing), answer.session.guard, shown)
    return Exit.NOTHING if nothing else Exit.OK


def _made(found: Deadlines, answer: Answer, *, nothing: bool) -> dict[str, Callable[[], str]]:
    """Return how each format is made."""
    result, say = answer.result, answer.session.say

    def table() -> str:
        return answer.nothing() if nothing else plain(calendar_text.view(found, result, answer.asked(), say))

    def json() -> str:
        from cchc_cli.formats.documents.calendar import calendar_document
        from cchc_cli.formats.documents.encoding import whole

        return whole(calendar_document(found, result, answer.organisations, say))

    return {"table": table, "json": json}


def _show(found: Deadlines, answer: Answer, options: CheckOptions) -> None:
    say = answer.session.say
    show(
        lambda width: [
            calendar_text.view(found, answer.result, answer.asked(narrow=width is not None and is_narrow(width)), say)
        ],
        options.color,
        options.width,
    )


def _write_ics(found: Deadlines, answer: Answer, target: str) -> None:
    from cchc_cli.formats import ics

    data = ics.render(found.dated, answer.result, answer.organisations, answer.warn_days, answer.session.say)
    if target == STDOUT:
        print_exact(data.decode())
    else:
        write_file(Path(target), data, answer.session.guard)
