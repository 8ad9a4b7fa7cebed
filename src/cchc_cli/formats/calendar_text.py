"""Deadlines as a list: a section a month, and below what has no due day with the question that would give it one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cchc_cli.engine.deadlines import Deadlines
from cchc_cli.formats.naming import naming_of
from cchc_cli.formats.safe import safe
from cchc_cli.formats.verdict_table import narrow_row, verdict_row
from cchc_cli.formats.view import Asked, Block, Row, View, framed
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import question_text
from cchc_cli.model.verdict import Result, Verdict

COLUMNS = ("due", "status", "quota", "title", "unit", "done", "period", "left")


def view(found: Deadlines, result: Result, asked: Asked, say: Catalogue) -> View:
    """Lay the deadlines out in the order of their days."""
    shown = (*found.dated, *found.undated)
    naming = naming_of(result, shown)

    def row(verdict: Verdict) -> Row:
        base = (narrow_row if asked.narrow else verdict_row)(verdict, say, naming)
        name = naming.below_title(verdict.obligation.quota) if asked.narrow else ""
        return Row(base.cells, base.style, (*([name] if name else []), *_remarks(verdict, say)))

    blocks = [
        Block(month, tuple(map(row, verdicts)))
        for month, verdicts in groupby(found.dated, key=lambda one: f"{one.obligation.due:%Y-%m}")
    ]
    if found.undated:
        blocks.append(Block(say("calendar.undated"), tuple(map(row, found.undated))))
    return framed(result, asked, say, COLUMNS, blocks, list(_marks(shown, say)), counted=shown)


def _marks(shown: Sequence[Verdict], say: Catalogue) -> Iterator[str]:
    if not shown:
        yield say("calendar.none-open")
    if any(one.obligation.quota.need.implied for one in shown):
        yield say("legend.implied")
    if any(one.flips for one in shown):
        yield say("legend.flips")


def _remarks(verdict: Verdict, say: Catalogue) -> Iterator[str]:
    question = verdict.question or verdict.obligation.question
    if question and verdict.obligation.due is None:
        yield safe(say("table.question", question=question_text(question, say)))
    if verdict.waiver:
        yield safe(say("table.waiver", number=verdict.waiver.number, last=say.day(verdict.waiver.last_day)))
