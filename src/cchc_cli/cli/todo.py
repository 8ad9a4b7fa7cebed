"""`cchc todo`: what to do next, worst first, by unit, or as texts to send."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.asking import Answer, ask
from cchc_cli.cli.check import CheckOptions
from cchc_cli.cli.drawing import check_color, show
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_text
from cchc_cli.cli.usage import bad_option
from cchc_cli.engine.todo import by_unit, todo_list
from cchc_cli.formats import reminder, todo_text
from cchc_cli.formats.layout import is_narrow
from cchc_cli.formats.view import View
from cchc_cli.i18n.report import ReportWords
from cchc_cli.model.period import ONE_DAY, Period

DAYS = 30


class TodoOptions(Struct, frozen=True):
    """What todo asks beside what a check does."""

    check: CheckOptions
    days: int = DAYS
    remind: bool = False


def run(options: TodoOptions) -> Exit:
    """Print what is to be done, and return the exit code."""
    check_color(options.check.color)
    if options.check.by not in {"", "unit"}:
        raise bad_option("--by", options.check.by, "by-unit")
    answer = ask(options.check, tabled=not options.remind)
    if isinstance(answer, Exit):
        return answer
    if not answer.result.verdicts:
        print_text(answer.nothing())
        return Exit.NOTHING
    if options.remind:
        print_text(_reminders(answer, options))
    else:
        show(lambda width: _views(answer, options, width), options.check.color, options.check.width)
    return Exit.OK


def _views(answer: Answer, options: TodoOptions, width: int | None) -> Iterable[View]:
    result, holidays, say = answer.result, answer.cases[0].holidays, answer.session.say
    found = todo_list(result, options.days, holidays)
    shown = replace(result, window=Period(result.as_of, min(found.until, found.until.max - ONE_DAY) + ONE_DAY))
    asked = answer.asked(narrow=width is not None and is_narrow(width))
    if options.check.by == "unit":
        units = by_unit(result, options.days, holidays, answer.selected())
        yield todo_text.by_unit(units, found, shown, answer.organisations, asked, say)
    else:
        yield todo_text.by_urgency(found, shown, answer.organisations, asked, say)


def _reminders(answer: Answer, options: TodoOptions) -> str:
    """Reminders go to Vietnamese offices: they are in Vietnamese unless another language is asked for by --lang."""
    say = ReportWords("vi" if options.check.roots.lang is None else answer.session.say.language)
    units = by_unit(answer.result, options.days, answer.cases[0].holidays, answer.selected())
    return reminder.render(units, answer.result, answer.organisations, answer.asked(), say)
