"""Part II: the tasks due, and the work done by form, channel and topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cchc_cli.engine.coverage import SHOWN
from cchc_cli.model.item import Item
from cchc_cli.report import figures
from cchc_cli.report.figures import Channels, FigureTally
from cchc_cli.report.not_counted import rejected_rows
from cchc_cli.report.outline import Block, OutlineParagraph, OutlineTable
from cchc_cli.report.writer import OutlineColumn, Writer, table
from cchc_cli.words.kinds import KIND, PUBLISHED


def results(writer: Writer) -> Iterator[Block]:
    """Yield part II: the tasks due, the forms, channels and topics of the evidence."""
    yield writer.heading(1, "results")
    if not writer.figured:
        reports = any(plan.asks_reports for plan in writer.plans)
        yield writer.paragraph("results.only-reports" if reports else "results.no-figures")
    yield writer.heading(2, "results.tasks")
    yield from _tasks(writer)
    yield from rejected_rows(writer)
    due = figures.due_verdicts(writer.findings.result.verdicts)
    yield writer.heading(2, "results.forms")
    yield from _forms(writer, figures.by_form(due))
    yield writer.heading(2, "results.channels")
    yield from _channels(writer, figures.by_channel(due))
    topics = evidence_of_topics(writer)
    if topics:
        yield writer.heading(2, "results.topics")
        yield from _topics(writer, topics)


# ---- tasks


def _tasks(writer: Writer) -> Iterator[OutlineParagraph]:
    number, shown = writer.messages.number, writer.findings.result.verdicts
    verdicts = figures.due_verdicts(shown)
    tasks = figures.tasks(verdicts)
    if tasks.due:
        plans = {verdict.obligation.quota.plan for verdict in verdicts}
        yield writer.paragraph(
            "tasks.due",
            due=number(tasks.due),
            done=number(tasks.done),
            rate=writer.rate(tasks.done, tasks.due, plans),
            met=number(tasks.met),
            late=number(tasks.late),
            missed=number(tasks.missed + tasks.open),
        )
    else:
        yield writer.paragraph("tasks.none")
    units = writer.unit_table
    if units.due > tasks.due:
        rate = writer.rate(units.done, units.due, {verdict.obligation.quota.plan for verdict in verdicts})
        details = {"due": number(units.due), "done": number(units.done), "rate": rate, "where": writer.where_named}
        yield writer.paragraph("tasks.units", **details)
    overdue, undated = figures.overdue_verdicts(shown), figures.tasks(figures.undated_verdicts(shown))
    for key, count in (
        ("tasks.open", tasks.open),
        ("tasks.waived", tasks.waived),
        ("tasks.blocked", len(figures.blocked_verdicts(shown))),
        ("tasks.overdue", len(overdue)),
    ):
        if count:
            yield writer.paragraph(key, count=number(count))
    if undated.due:
        judged = {"of": undated.due, "met": undated.done, "missed": undated.missed}
        yield writer.paragraph("tasks.undated", **{name: number(count) for name, count in judged.items()})


# ---- forms and channels


def _forms(writer: Writer, tallies: dict[tuple[str, ...], FigureTally]) -> Iterator[Block]:
    messages = writer.messages
    if not tallies:
        yield writer.paragraph("results.no-forms")
        return
    order = sorted(tallies, key=lambda kinds: [list(KIND).index(kind) for kind in kinds])
    names = [messages(f"kind.{' or '.join(kinds)}") for kinds in order]
    yield _figures(writer, "table.form", names, [tallies[kinds] for kinds in order])
    yield writer.note("results.counting")


def _channels(writer: Writer, tallies: dict[Channels, FigureTally]) -> Iterator[Block]:
    if tallies:
        names = [_channel_names(writer, *key) for key in tallies]
        yield _figures(writer, "table.channel", names, list(tallies.values()))
    posted = figures.rows_by_channel(writer.findings.items)
    if posted:
        yield writer.paragraph("results.posted")
        yield _rows_by_channel(writer, posted)
    elif not tallies:
        yield writer.paragraph("results.no-forms")


def _channel_names(writer: Writer, codes: Sequence[str], every: bool) -> str:  # noqa: FBT001  (unpacked from a key)
    channels, messages = writer.findings.organisation.channels, writer.messages
    if not codes:
        return messages("table.any-channel")
    names = [channels.get(code, code) for code in codes]
    return messages.all_of(names) if every else messages.any_of(names)


def _figures(writer: Writer, header: str, names: Sequence[str], tallies: Sequence[FigureTally]) -> OutlineTable:
    messages = writer.messages
    numbers = [
        OutlineColumn(messages(key), 12, "right") for key in ("table.works", "table.plan", "table.done", "table.rate")
    ]
    rows = [
        (
            _capital(name),
            messages.number(tally.works),
            messages.number(tally.target),
            messages.number(tally.done),
            writer.percent(tally.done, tally.target, tally.plans),
        )
        for name, tally in zip(names, tallies, strict=True)
    ]
    return table((OutlineColumn(messages(header), 52), *numbers), tuple(rows))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rows_by_channel(writer: Writer, posted: dict[str, Counter[str]]) -> OutlineTable:
    messages, channels = writer.messages, writer.findings.organisation.channels
    kinds = [kind for kind in KIND if kind in PUBLISHED and any(counts[kind] for counts in posted.values())]
    order = sorted(posted, key=lambda code: list(channels).index(code) if code in channels else len(channels))
    rows = [
        (channels.get(code, messages("table.any-channel")), *_numbers(writer, [posted[code][kind] for kind in kinds]))
        for code in order
    ]
    sums = _numbers(writer, [sum(counts[kind] for counts in posted.values()) for kind in kinds])
    columns = [OutlineColumn(_capital(messages(f"kind.{kind}")), 18, "right") for kind in kinds]
    columns += [OutlineColumn(messages("table.sum"), 12, "right")]
    return table((OutlineColumn(messages("table.channel"), 46), *columns), (*rows, (messages("table.sum"), *sums)))


def _numbers(writer: Writer, counts: Sequence[int]) -> tuple[str, ...]:
    return tuple(writer.messages.number(count) for count in (*counts, sum(counts)))


# ---- topics


def _topics(writer: Writer, by_topic: Mapping[str, Sequence[Item]]) -> Iterator[Block]:
    """Yield the topics with the window's evidence; the plan sets no numbers for them, so there is no percentage."""
    messages = writer.messages
    rows = [(topic, messages.number(len(items))) for topic, items in by_topic.items() if items]
    if rows:
        yield table(
            (OutlineColumn(messages("table.topic"), 76), OutlineColumn(messages("table.rows"), 24, "right")),
            tuple(rows),
        )
        yield writer.note("results.topics-note")
    else:
        yield writer.paragraph("results.no-topics")


def evidence_of_topics(writer: Writer) -> dict[str, list[Item]]:
    """Return the window's rows by topic; clauses with equal tags are one topic, named after the first."""
    topics: dict[frozenset[str], str] = {}
    for plan in writer.plans:
        for duty in plan.duties:
            if duty.kind in SHOWN and duty.tags:
                topics.setdefault(duty.tags, duty.title)
    items = [item for item in writer.findings.items if item.details.published]
    return {title: [item for item in items if tags <= item.tags] for tags, title in topics.items()}
