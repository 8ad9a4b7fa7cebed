"""Parts IV and V: what runs, what falls due next, what is blocked and the question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc_cli.i18n.remarks import question_text
from cchc_cli.model.verdict import REACHED, Status, Verdict
from cchc_cli.report import figures
from cchc_cli.report.outline import Block, Column, Heading, Paragraph, Table
from cchc_cli.report.writer import Writer


def coming(writer: Writer) -> Iterator[Block]:
    say, findings = writer.say, writer.findings
    yield Heading(1, say("coming"))
    stood = min(findings.result.as_of, findings.period.window.last)
    yield Heading(2, say("coming.running", day=say.long_day(stood)))
    unfinished = sorted(figures.unfinished(findings.result.verdicts), key=_due_day)
    yield _running(writer, unfinished) if unfinished else writer.paragraph("coming.no-running")
    yield _next_heading(writer)
    due = [verdict for verdict in figures.due(findings.coming) if verdict.status not in {*REACHED, Status.WAIVED}]
    due.sort(key=_due_day)
    yield _due(writer, due) if due else writer.paragraph("coming.none")
    yield Heading(2, say("coming.measures"))
    yield writer.blank("coming.blank")


def _due_day(verdict: Verdict) -> date:
    return verdict.obligation.due or date.max


def _running(writer: Writer, verdicts: list[Verdict]) -> Table:
    """Return a row for each task and period that has begun; those to come of one task stand together."""
    say = writer.say
    columns = (
        Column(say("table.task"), 36),
        Column(say("table.unit"), 26),
        Column(say("table.due"), 14, "centre"),
        Column(say("table.result"), 12, "right"),
        Column(say("table.rate"), 12, "right"),
    )
    by_task: dict[tuple[str, str, object], list[Verdict]] = {}
    for verdict in verdicts:
        begun = None if verdict.status is Status.UPCOMING else verdict.obligation.period
        by_task.setdefault((verdict.obligation.quota.name, verdict.obligation.owner, begun), []).append(verdict)
    rows = [
        (
            found[0].obligation.quota.title,
            writer.owner(found[0]),
            ", ".join(say.day(one.obligation.due) if one.obligation.due else say("table.no-due") for one in found),
            writer.done(found[0]) if begun else say(f"status.{Status.UPCOMING}"),
            writer.verdict_percent(found[0]) if begun else "",
        )
        for (_, _, begun), found in by_task.items()
    ]
    return Table(columns, tuple(rows))


def _next_heading(writer: Writer) -> Heading:
    say, following = writer.say, writer.findings.period.next
    name = say.period(following.calendar)
    if following.basis == "calendar":
        return Heading(2, say("coming.due", period=name))
    window = following.window
    return Heading(
        2, say("coming.due-window", period=name, first=say.long_day(window.start), last=say.long_day(window.last))
    )


def _due(writer: Writer, verdicts: list[Verdict]) -> Table:
    """Return a row for each task and owner; the periods of one that recurs stand together."""
    say = writer.say
    columns = (
        Column(say("table.task"), 34),
        Column(say("table.unit"), 22),
        Column(say("table.target"), 22),
        Column(say("table.due"), 22),
    )
    by_task: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        by_task.setdefault((verdict.obligation.quota.name, verdict.obligation.owner), []).append(verdict)
    rows = [
        (
            found[0].obligation.quota.title,
            writer.owner(found[0]),
            writer.target(found[0]),
            ", ".join(say.day(one.obligation.due) for one in found if one.obligation.due),
        )
        for found in by_task.values()
    ]
    return Table(columns, tuple(rows))


# ---- part V


def questions(writer: Writer) -> Iterator[Block]:
    say = writer.say
    yield Heading(1, say("questions"))
    yield Heading(2, say("questions.open"))
    found = figures.blocked(writer.findings.result.verdicts)
    by_task: dict[tuple[str, str, str], list[Verdict]] = {}
    for verdict in found:
        by_task.setdefault((verdict.obligation.quota.name, verdict.obligation.owner, verdict.question), []).append(
            verdict
        )
    yield from (_question(writer, verdicts) for verdicts in by_task.values())
    if not found:
        yield writer.paragraph("questions.none")
    yield Heading(2, say("questions.other"))
    yield writer.blank("questions.blank")


def _question(writer: Writer, verdicts: list[Verdict]) -> Paragraph:
    """Return what is asked, and what was found meanwhile: units that have done it, or rows."""
    say, first = writer.say, verdicts[0]
    rows = len({(item.file, item.row) for verdict in verdicts for item in figures.evidence(verdict)})
    found = say("questions.rows", count=say.number(rows))
    return writer.paragraph(
        "questions.line",
        title=first.obligation.quota.title,
        unit=writer.owner(first),
        question=question_text(first.question, say) or say(f"status.{first.status}"),
        done=found,
    )
