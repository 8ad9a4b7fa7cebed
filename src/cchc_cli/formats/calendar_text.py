"""Deadlines as a list: one section a month, then the obligations without a due day and their questions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cchc_cli.engine.deadlines import Deadlines
from cchc_cli.formats.labels import period_label
from cchc_cli.formats.naming import naming_of
from cchc_cli.formats.safe import safe
from cchc_cli.formats.verdict_rows import legend_of, sized_row
from cchc_cli.formats.view import TableOptions, View, ViewBlock, ViewRow, framed_view, without_status_heading
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import question_text
from cchc_cli.model.verdict import Result, Verdict
from cchc_cli.words.cadences.month import Month

COLUMNS = ("due", "status", "quota", "title", "unit", "done", "period", "left")


def view(deadlines: Deadlines, result: Result, options: TableOptions, messages: Catalogue) -> View:
    """Return the deadlines as a table, by due day."""
    shown = (*deadlines.dated, *deadlines.undated)
    naming = naming_of(result, shown)

    def row(verdict: Verdict) -> ViewRow:
        base = sized_row(verdict, messages, naming, options, with_owner=options.narrow)
        name = "" if options.roomy else naming.below_title(verdict.obligation.quota)
        return ViewRow(base.cells, base.style, (*([name] if name else []), *_remarks(verdict, messages)))

    blocks = [
        ViewBlock(period_label(month, messages) if month else "", tuple(map(row, verdicts)))
        for month, verdicts in groupby(
            deadlines.dated, key=lambda verdict: verdict.obligation.due and Month.containing(verdict.obligation.due)
        )
    ]
    if deadlines.undated:
        blocks.append(ViewBlock(messages("calendar.undated"), tuple(map(row, deadlines.undated))))
    columns = [column for column in COLUMNS if not (options.narrow and column == "unit")]
    facts = [] if shown else [messages("calendar.none-open")]
    table = framed_view(
        result, options, messages, columns, blocks, legend_of(shown, messages), facts=facts, counted=shown
    )
    return without_status_heading(table, options)


def _remarks(verdict: Verdict, messages: Catalogue) -> Iterator[str]:
    question = verdict.question or verdict.obligation.question
    if question and verdict.obligation.due is None:
        yield safe(messages("table.question", question=question_text(question, messages)))
    if verdict.waiver:
        yield safe(messages("table.waiver", number=verdict.waiver.number, last=messages.day(verdict.waiver.last_day)))
