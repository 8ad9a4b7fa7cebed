"""`cchc todo`: what to do next, worst first, by unit, or as texts to send."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_text
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import CheckOptions
from cchc_cli.cli.terminal.drawing import check_color, show
from cchc_cli.cli.usage import bad_option, files_of
from cchc_cli.engine.todo import Todos, by_unit, todo_list
from cchc_cli.formats import reminder, todo_text
from cchc_cli.formats.layout import is_narrow, plain
from cchc_cli.formats.view import View
from cchc_cli.i18n.report import ReportWords
from cchc_cli.model.period import ONE_DAY
from cchc_cli.model.verdict import Result
from cchc_cli.words.cadences import span

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
    outputs = outputs_of("todo", options.check.formats)
    tabled = not options.remind and all(one.format == "table" for one in outputs)
    answer = ask(options.check, tabled=tabled, files=files_of(outputs))
    if isinstance(answer, Exit):
        return answer
    deliver("todo", outputs, _made(answer, options), answer.session.guard, lambda: _show(answer, options))
    return Exit.OK if answer.result.verdicts else Exit.NOTHING


def _show(answer: Answer, options: TodoOptions) -> None:
    if not answer.result.verdicts or options.remind:
        print_text(_text(answer, options))
    else:
        show(lambda width: _views(answer, options, width), options.check.color, options.check.width)


def _made(answer: Answer, options: TodoOptions) -> dict[str, Callable[[], str]]:
    """Return how each format is made."""
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
    gathered = options.check.by == "unit"
    units = by_unit(answer.result, options.days, holidays, answer.selected()) if gathered else None
    return whole(todo_document(found, units, _shown(answer, found), answer.organisations, answer.session.say))


def _shown(answer: Answer, found: Todos) -> Result:
    """Return the result with the days that were looked at as its window."""
    last = min(found.until, found.until.max - ONE_DAY)
    return replace(answer.result, window=span(answer.result.as_of, last + ONE_DAY))


def _views(answer: Answer, options: TodoOptions, width: int | None) -> Iterable[View]:
    result, holidays, say = answer.result, answer.cases[0].holidays, answer.session.say
    found = todo_list(result, options.days, holidays)
    shown = _shown(answer, found)
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
