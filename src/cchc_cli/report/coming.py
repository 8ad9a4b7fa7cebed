"""Parts IV and V: running obligations, the next due days, and open questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cchc_cli.i18n.remarks import question_text
from cchc_cli.model.verdict import REACHED, Status, Verdict
from cchc_cli.report import figures
from cchc_cli.report.outline import Block, Heading, OutlineParagraph, OutlineTable
from cchc_cli.report.writer import OutlineColumn, Writer, table


def coming_period(writer: Writer) -> Iterator[Block]:
    """Yield part IV: the tasks still running, and those due in the next period."""
    messages, findings = writer.messages, writer.findings
    yield writer.heading(1, "coming")
    stood = min(findings.result.as_of, findings.period.window.last)
    yield writer.heading(2, "coming.running", day=messages.long_day(stood))
    unfinished = sorted(figures.unfinished_verdicts(findings.result.verdicts), key=_due_day)
    yield _running(writer, unfinished) if unfinished else writer.paragraph("coming.no-running")
    yield _next_heading(writer)
    due = [
        verdict for verdict in figures.due_verdicts(findings.coming) if verdict.status not in {*REACHED, Status.WAIVED}
    ]
    due.sort(key=_due_day)
    yield _due(writer, due) if due else writer.paragraph("coming.none")
    yield writer.heading(2, "coming.measures")
    yield writer.blank("coming.blank")


def _due_day(verdict: Verdict) -> date:
    return verdict.obligation.due or date.max


def _running(writer: Writer, verdicts: list[Verdict]) -> OutlineTable:
    """Return one row for each task and running period; upcoming periods of a task share a row."""
    messages = writer.messages
    columns = (
        OutlineColumn(messages("table.task"), 36),
        OutlineColumn(messages("table.unit"), 26),
        OutlineColumn(messages("table.due"), 14, "centre"),
        OutlineColumn(messages("table.result"), 12, "right"),
        OutlineColumn(messages("table.rate"), 12, "right"),
    )
    groups = figures.by_task(
        verdicts, lambda verdict: None if verdict.status is Status.UPCOMING else verdict.obligation.period
    )
    rows = [
        (
            group[0].obligation.quota.title,
            writer.owner(group[0]),
            _days(writer, group),
            writer.done(group[0]) if begun else messages(f"status.{Status.UPCOMING}"),
            writer.verdict_percent(group[0]) if begun else "",
        )
        for (_, _, begun), group in groups.items()
    ]
    return table(columns, rows)


def _next_heading(writer: Writer) -> Heading:
    messages, following = writer.messages, writer.findings.period.next
    name = messages.period(following.calendar)
    if following.basis == "calendar":
        return writer.heading(2, "coming.due", period=name)
    window = following.window
    first, last = messages.long_day(window.start), messages.long_day(window.last)
    return writer.heading(2, "coming.due-window", period=name, first=first, last=last)


def _due(writer: Writer, verdicts: list[Verdict]) -> OutlineTable:
    """Return one row for each task and owner; a recurring task has all its periods in one row."""
    messages = writer.messages
    columns = (
        OutlineColumn(messages("table.task"), 34),
        OutlineColumn(messages("table.unit"), 22),
        OutlineColumn(messages("table.target"), 22),
        OutlineColumn(messages("table.due"), 22),
    )
    rows = [
        (
            group[0].obligation.quota.title,
            writer.owner(group[0]),
            writer.target(group[0]),
            _days(writer, group),
        )
        for group in figures.by_task(verdicts, lambda _: None).values()
    ]
    return table(columns, rows)


def _days(writer: Writer, verdicts: Iterable[Verdict]) -> str:
    due = [verdict.obligation.due for verdict in verdicts if verdict.obligation.due]
    return writer.messages.days(due) if due else writer.messages("table.no-due")


# ---- part V


def questions(writer: Writer) -> Iterator[Block]:
    """Yield part V: the questions that block verdicts, each with the rows so far."""
    yield writer.heading(1, "questions")
    yield writer.heading(2, "questions.open")
    blocked = figures.blocked_verdicts(writer.findings.result.verdicts)
    groups = figures.by_task(blocked, lambda verdict: verdict.question)
    yield from (_question(writer, verdicts) for verdicts in groups.values())
    if not blocked:
        yield writer.paragraph("questions.none")
    yield writer.heading(2, "questions.other")
    yield writer.blank("questions.blank")


def _question(writer: Writer, verdicts: list[Verdict]) -> OutlineParagraph:
    """Return the question and the number of rows found meanwhile."""
    messages, first = writer.messages, verdicts[0]
    rows = len({(item.file, item.row) for verdict in verdicts for item in figures.evidence(verdict)})
    return writer.paragraph(
        "questions.line",
        title=first.obligation.quota.title,
        unit=writer.owner(first),
        question=question_text(first.question, messages) or messages(f"status.{first.status}"),
        done=messages("questions.rows", count=messages.number(rows)),
    )
