"""Part III: what was reached, and what was late or missed and by whom; a person adds the causes."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli.model.verdict import REACHED, Status, Verdict
from cchc_cli.report import figures
from cchc_cli.report.outline import Block, OutlineParagraph, OutlineTable
from cchc_cli.report.writer import OutlineColumn, Writer, table


def assessment(writer: Writer) -> Iterator[Block]:
    """Yield part III: the tasks done, and a table of those missed or late."""
    messages = writer.messages
    yield writer.heading(1, "assessment")
    yield writer.heading(2, "assessment.done")
    yield from _done(writer)
    yield writer.blank("assessment.blank")
    yield writer.heading(2, "assessment.lacking")
    faults = _faults(writer)
    yield _table(writer, faults) if faults else writer.paragraph("assessment.no-lack")
    still_open = figures.tasks(figures.due_verdicts(writer.findings.result.verdicts)).open
    if still_open:
        yield writer.paragraph("assessment.still-open", count=messages.number(still_open))
    yield writer.heading(2, "assessment.causes")
    yield writer.blank("assessment.objective")
    yield writer.blank("assessment.subjective")


def _done(writer: Writer) -> Iterator[OutlineParagraph]:
    messages, due = writer.messages, figures.due_verdicts(writer.findings.result.verdicts)
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
    ahead = [
        verdict.obligation.quota.title
        for verdict in figures.running_verdicts(writer.findings.result.verdicts)
        if verdict.status in REACHED
    ]
    if ahead:
        yield writer.paragraph("assessment.ahead", titles="; ".join(dict.fromkeys(ahead)))


def _faults(writer: Writer) -> list[Verdict]:
    """Return the missed verdicts, then the late ones, then groups with late units; each in plan order."""
    verdicts = [verdict for verdict in writer.findings.result.verdicts if verdict.decides]
    missed = [verdict for verdict in verdicts if verdict.status is Status.MISSED]
    late = [verdict for verdict in verdicts if verdict.status is Status.LATE]
    partly = [verdict for verdict in verdicts if verdict.status is Status.MET and writer.late_units(verdict)]
    return [*missed, *late, *partly]


def _table(writer: Writer, verdicts: list[Verdict]) -> OutlineTable:
    """Return one row for each task, owner and status; a recurring task has all its periods in one row."""
    messages = writer.messages
    columns = (
        OutlineColumn(messages("table.task"), 25),
        OutlineColumn(messages("table.unit"), 18),
        OutlineColumn(messages("table.period"), 13),
        OutlineColumn(messages("table.result"), 12, "right"),
        OutlineColumn(messages("table.state"), 32),
    )
    groups = figures.by_task(verdicts, lambda verdict: verdict.status)
    return table(columns, [_row(writer, group) for group in groups.values()])


def _row(writer: Writer, verdicts: list[Verdict]) -> tuple[str, ...]:
    first = verdicts[0]
    return (
        first.obligation.quota.title,
        writer.owner(first),
        writer.messages.periods(verdict.obligation.period for verdict in verdicts),
        ", ".join(writer.done(verdict) for verdict in verdicts),
        _state(writer, first) if len(verdicts) == 1 else _folded_state(writer, verdicts),
    )


def _folded_state(writer: Writer, verdicts: list[Verdict]) -> str:
    """Return the status, the number of periods, and in each the number of units that lack it."""
    messages, first = writer.messages, verdicts[0]
    text = messages(
        "assessment.periods",
        status=messages(f"status.{first.status}"),
        count=messages.number(len(verdicts)),
    )
    counts = [len(verdict.share.lacking) for verdict in verdicts if verdict.share]
    if first.status in REACHED or not any(counts):
        return text
    numbers = [messages.number(count) for count in counts]
    return messages("assessment.units-lacking", text=text, counts=", ".join(numbers), where=writer.where_named)


def _state(writer: Writer, verdict: Verdict) -> str:
    """Return the status with its due day and days, then the shortfall and the number of late units."""
    messages = writer.messages
    text = _with_days(writer, verdict)
    lacking = "" if verdict.status in REACHED else writer.lacking(verdict)
    if lacking:
        text = messages("assessment.and" if verdict.share else "assessment.lacking-parts", text=text, more=lacking)
    late = writer.late_units(verdict)
    return messages("assessment.and", text=text, more=late) if late else text


def _with_days(writer: Writer, verdict: Verdict) -> str:
    messages, due = writer.messages, verdict.obligation.due
    status = messages(f"status.{verdict.status}")
    day = messages.day(due) if due else ""
    if verdict.status is Status.LATE and verdict.days_late:
        return messages("assessment.late", status=status, days=messages.number(verdict.days_late), due=day)
    if verdict.status is Status.MISSED and due:
        days = (verdict.judged_as_of - due).days
        key = "assessment.overdue" if days > 0 else "assessment.exceeded"
        return messages(key, status=status, days=messages.number(days), due=day)
    return status
