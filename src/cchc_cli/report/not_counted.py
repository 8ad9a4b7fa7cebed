"""Rows that the figures leave out: those not accepted, those that could not be read, and those that are not evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_cli.formats.passed_over import passed_over_counts
from cchc_cli.formats.refusals import refused_rows
from cchc_cli.model.item import Item
from cchc_cli.model.ruling import Ruling, RulingEffect
from cchc_cli.report.outline import OutlineNote, OutlineParagraph
from cchc_cli.report.writer import Writer

MAX_NAMED = 10  # rows; of more, their number


def rejected_rows(writer: Writer) -> Iterator[OutlineParagraph]:
    """Yield what rulings left out of the window's rows, of the units that report: each row, and the decision."""
    rejected = [(effect.ruling, item) for effect in writer.findings.result.rulings for item in _rows(effect, writer)]
    if rejected:
        texts = [_ruled(ruling, item, writer) for ruling, item in rejected[:MAX_NAMED]]
        rows = _first_texts("left-out.more-evidence", texts, len(rejected), writer)
        yield writer.paragraph("left-out.not-accepted", count=writer.messages.number(len(rejected)), rows=rows)


def unread_notes(writer: Writer) -> Iterator[OutlineNote]:
    """Yield the rows that could not be read, by their places, and how much among the logs is no evidence."""
    messages, result = writer.messages, writer.findings.result
    refused = refused_rows(result.problems)
    if refused:
        places = [problems[0].place for problems in refused[:MAX_NAMED]]
        texts = [messages("left-out.place", file=place.file, row=place.row) for place in places]
        rows = _first_texts("left-out.more-rows", texts, len(refused), writer)
        yield writer.note("left-out.not-read", count=messages.number(len(refused)), rows=rows)
    if result.passed_over:
        counts = passed_over_counts(result.passed_over, messages, messages.number)
        yield writer.note("left-out.passed-over", found=counts)


def _rows(effect: RulingEffect, writer: Writer) -> Iterator[Item]:
    """Yield the rows of the window that credit a unit that reports."""
    findings = writer.findings
    units = {code for unit in findings.units for code in findings.organisation.members(unit)}
    for item in effect.rows:
        in_time = findings.period.window.holds(item.day) and item.day <= findings.result.as_of
        if in_time and (not units or units & set(item.units)):
            yield item


def _ruled(ruling: Ruling, item: Item, writer: Writer) -> str:
    messages = writer.messages
    return messages(
        "left-out.ruled",
        title=item.title or item.ref,
        units=writer.units(item.units),
        day=messages.day(item.day),
        reason=ruling.reason,
        by=ruling.by,
        number=messages("left-out.ruling-number", number=ruling.number) if ruling.number else "",
        on=messages.day(ruling.on),
    )


def _first_texts(key: str, texts: Sequence[str], count: int, writer: Writer) -> str:
    """Return texts in a sentence, and how many more there are."""
    left_out = count - len(texts)
    return "; ".join([*texts, *([writer.messages(key, count=writer.messages.number(left_out))] if left_out else [])])
