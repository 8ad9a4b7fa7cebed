"""`cchc calendar`: deadlines as a list, or as a calendar file."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import Struct

from cchc_cli.cli.asking import Answer, ask
from cchc_cli.cli.check import CheckOptions
from cchc_cli.cli.drawing import check_color, show
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_exact, print_text, write_file
from cchc_cli.engine.deadlines import Deadlines, deadlines
from cchc_cli.engine.select import year_around
from cchc_cli.formats import calendar_text
from cchc_cli.formats.layout import is_narrow

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
    answer = ask(
        options.check,
        lambda plans, as_of: window.window(as_of) if window.given else year_around(plans, as_of),
        tabled=options.ics is None,
        files=[Path(options.ics)] if options.ics and options.ics != STDOUT else [],
    )
    if isinstance(answer, Exit):
        return answer
    every = deadlines(answer.result)
    if not (every.dated or every.undated):
        print_text(answer.nothing(), sys.stderr if options.ics else sys.stdout)
        return Exit.NOTHING
    found = deadlines(answer.result, open_only=options.open_only)
    if options.ics:
        _write_ics(found, answer, options.ics)
    else:
        _show(found, answer, options.check)
    return Exit.OK


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
