"""Questions for higher authorities, and data that could not be read."""

from __future__ import annotations

from msgspec import Struct

from cchc_cli.formats.page.source import PageSource
from cchc_cli.formats.refusals import refused_rows
from cchc_cli.i18n.problems import message
from cchc_cli.i18n.remarks import question_text
from cchc_cli.model.problem import Problem

MAX_UNREAD = 30


class PageQuestion(Struct, frozen=True):
    """A question, and the quotas that wait for its answer."""

    text: str
    codes: tuple[str, ...]


class UnreadRow(Struct, frozen=True):
    """Data that could not be used: its place, and the problem."""

    place: str
    text: str


class Questions(Struct, frozen=True):
    """The questions and the unread rows; `more_unread` is the number of rows left out.

    A page for selected units names no rows, because unread rows have no known unit.
    """

    questions: tuple[PageQuestion, ...]
    unread: tuple[UnreadRow, ...]
    more_unread: int


def questions(source: PageSource) -> Questions:
    """Return the questions in plan order, and the unread rows in log order."""
    codes: dict[str, list[str]] = {}
    for verdict in source.shown():
        if verdict.question:
            text = question_text(verdict.question, source.messages)
            codes.setdefault(text, []).append(source.quota(verdict.obligation.quota))
    unread = [_unread(problems, source) for problems in refused_rows(source.result.problems)]
    shown = () if source.units else tuple(unread[:MAX_UNREAD])
    return Questions(
        questions=tuple(PageQuestion(text, tuple(dict.fromkeys(waiting))) for text, waiting in codes.items()),
        unread=shown,
        more_unread=len(unread) - len(shown),
    )


def _unread(problems: list[Problem], source: PageSource) -> UnreadRow:
    place = problems[0].place
    texts = "; ".join(message(problem, source.messages) for problem in problems)
    return UnreadRow(f"{place.file}:{place.row}", texts)
