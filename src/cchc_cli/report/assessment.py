"""Part III: what was reached, what was late or missed and by whom; why, only a person can say."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli.model.verdict import REACHED, Status, Verdict
from cchc_cli.report import figures
from cchc_cli.report.outline import Block, Heading, OutlineColumn, OutlineParagraph, OutlineTable
from cchc_cli.report.writer import Writer


def assessment(writer: Writer) -> Iterator[Block]:
    messages = writer.messages
    yield Heading(1, messages("assessment"))
    yield Heading(2, messages("assessment.done"))
    yield from _done(writer)
    yield writer.blank("assessment.blank")
    yield Heading(2, messages("assessment.lacking"))
    faults = _faults(writer)
    yield _table(writer, faults) if faults else writer.paragraph("assessment.no-lack")
    still_open = figures.tasks(figures.due(writer.findings.result.verdicts)).open
    if still_open:
        yield writer.paragraph("assessment.still-open", count=messages.number(still_open))
    yield Heading(2, messages("assessment.causes"))
    yield writer.blank("assessment.objective")
    yield writer.blank("assessment.subjective")


def _done(writer: Writer) -> Iterator[OutlineParagraph]:
    messages, due = writer.messages, figures.due(writer.findings.result.verdicts)
    tasks = figures.tasks(due)
    if not tasks.due:
        yield writer.paragraph("assessment.none")
    elif tasks.done == tasks.due:
        yield writer.paragraph("assessment.complete", count=messages.number(tasks.due))
    else:
        rate = writer.rate(tasks.done, tasks.due, {verdict.obligation.quota.plan for verdict in due})
        yield writer.paragraph(
            "assessment.sum", done=messages.number(tasks.done), due=messages.number(tasks.due), rate=rate
        )
    ahead = [v.obligation.quota.title for v in figures.running(writer.findings.result.verdicts) if v.status in REACHED]
    if ahead:
        yield writer.paragraph("assessment.ahead", titles="; ".join(dict.fromkeys(ahead)))


def _faults(writer: Writer) -> list[Verdict]:
    """Return what was missed, then what was late, each in the order of the plan; a group's late units too."""
    verdicts = [verdict for verdict in writer.findings.result.verdicts if verdict.decides]
    missed = [verdict for verdict in verdicts if verdict.status is Status.MISSED]
    late = [verdict for verdict in verdicts if verdict.status is Status.LATE]
    partly = [v for v in verdicts if v.status is Status.MET and writer.late_units(v)]
    return [*missed, *late, *partly]


def _table(writer: Writer, verdicts: list[Verdict]) -> OutlineTable:
    messages = writer.messages
    columns = (
        OutlineColumn(messages("table.task"), 24),
        OutlineColumn(messages("table.unit"), 17),
        OutlineColumn(messages("table.period"), 12),
        OutlineColumn(messages("table.due"), 14, "centre"),
        OutlineColumn(messages("table.result"), 8, "right"),
        OutlineColumn(messages("table.state"), 25),
    )
    return OutlineTable(columns, tuple(_row(writer, verdict) for verdict in verdicts))


def _row(writer: Writer, verdict: Verdict) -> tuple[str, ...]:
    messages, obligation = writer.messages, verdict.obligation
    return (
        obligation.quota.title,
        writer.owner(verdict),
        messages.period(obligation.period, short=True),
        messages.day(obligation.due) if obligation.due else messages("table.no-due"),
        writer.done(verdict),
        state(writer, verdict),
    )


def state(writer: Writer, verdict: Verdict) -> str:
    """Return the status with its days, and who or what is lacking or was late."""
    messages = writer.messages
    text = _with_days(writer, verdict)
    for key, units in (
        ("assessment.lacking-units", "" if verdict.status in REACHED else writer.lacking(verdict)),
        ("assessment.late-units", writer.late_units(verdict)),
    ):
        text = messages(key, text=text, units=units) if units else text
    return text


def _with_days(writer: Writer, verdict: Verdict) -> str:
    messages, due = writer.messages, verdict.obligation.due
    status = messages(f"status.{verdict.status}")
    if verdict.status is Status.LATE and verdict.days_late:
        return messages("assessment.late", status=status, days=messages.number(verdict.days_late))
    if verdict.status is Status.MISSED and due:
        return messages("assessment.overdue", status=status, days=messages.number((verdict.judged_as_of - due).days))
    return status
