"""The appendices: results by unit; every task with its figures and evidence; the list of evidence and sources."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli import __version__
from cchc_cli.i18n.sentences import type_text
from cchc_cli.model.item import Item
from cchc_cli.model.verdict import SECTIONS, Verdict
from cchc_cli.report.figures import evidence
from cchc_cli.report.not_counted import unread_notes
from cchc_cli.report.outline import Appendix, Blank, Block, OutlineNote, OutlineTable
from cchc_cli.report.results import evidence_of_topics
from cchc_cli.report.unit_appendix import unit_blocks
from cchc_cli.report.windows import SOURCE, due_before_end
from cchc_cli.report.writer import OutlineColumn, Writer, fill, table

Numbers = dict[tuple[str, int], int]  # (file, row) -> number in the list of evidence
Contents = tuple[str, tuple[Block, ...]]  # catalogue key of the title, blocks
MAX_NUMBERS = 12
ROMAN = ("I", "II", "III")


def appendices(writer: Writer) -> tuple[Appendix, ...]:
    """Return the selected appendices; the last one ends with the sources. A single appendix has no number."""
    contents: list[Contents] = []
    if writer.has_unit_appendix:
        contents.append(("annex.units", tuple(unit_blocks(writer))))
    if writer.appendix == "all":
        contents += _tasks_and_evidence(writer, ROMAN[len(contents) + 1])
    if contents:
        title, blocks = contents[-1]
        contents[-1] = title, (*blocks, *sources(writer))
    numbers = ROMAN if len(contents) > 1 else ("",)
    return tuple(_appendix(writer, *pair) for pair in zip(numbers, contents, strict=False))


def _appendix(writer: Writer, number: str, contents: Contents) -> Appendix:
    messages, (title, blocks) = writer.messages, contents
    year = writer.findings.result.as_of.year
    reference = fill(messages, "annex.reference", blank=Blank(), year=year, unit=writer.reporter)
    return Appendix(messages("annex.number", number=number).strip(), messages(title), reference, blocks)


def _tasks_and_evidence(writer: Writer, number: str) -> tuple[Contents, Contents]:
    """Return both appendices; `number` is that of the list of evidence, for references from the tasks."""
    verdicts = sorted(
        (verdict for verdict in writer.findings.result.verdicts if verdict.decides),
        key=lambda verdict: SECTIONS.index(verdict.section),
    )
    by_row = {(item.file, item.row): item for verdict in verdicts for item in evidence(verdict)}
    items = sorted(by_row.values(), key=lambda item: (item.day, item.file, item.row))
    numbers = {(item.file, item.row): number for number, item in enumerate(items, 1)}
    return (
        ("annex.tasks", (_tasks(writer, verdicts, numbers), *_marks(writer, verdicts, number))),
        ("annex.evidence", tuple(_evidence(writer, items))),
    )


# ---- tasks


def _tasks(writer: Writer, verdicts: list[Verdict], numbers: Numbers) -> OutlineTable:
    messages = writer.messages
    columns = (
        OutlineColumn(messages("table.number"), 4, "centre"),
        OutlineColumn(messages("table.task"), 22),
        OutlineColumn(messages("table.target"), 13),
        OutlineColumn(messages("table.period"), 10),
        OutlineColumn(messages("table.due"), 9, "centre"),
        OutlineColumn(messages("table.unit"), 15),
        OutlineColumn(messages("table.result"), 7, "right"),
        OutlineColumn(messages("table.rate"), 8, "right"),
        OutlineColumn(messages("table.status"), 10),
        OutlineColumn(messages("table.evidence"), 9),
    )
    rows = [_task(writer, number, verdict, numbers) for number, verdict in enumerate(verdicts, 1)]
    return table(columns, rows)


def _task(writer: Writer, number: int, verdict: Verdict, numbers: Numbers) -> tuple[str, ...]:
    messages, obligation = writer.messages, verdict.obligation
    return (
        str(number),
        f"{obligation.quota.title} ({obligation.quota.id})",
        writer.target(verdict),
        messages.period(obligation.period, short=True),
        messages.day(obligation.due) if obligation.due else messages("table.no-due"),
        writer.owner(verdict),
        writer.done(verdict),
        writer.verdict_percent(verdict),
        messages(f"status.{verdict.status}"),
        _numbers(sorted(numbers[item.file, item.row] for item in evidence(verdict))),
    )


def _numbers(places: list[int]) -> str:
    shown = ", ".join(str(place) for place in places[:MAX_NUMBERS])
    return shown + (" …" if len(places) > MAX_NUMBERS else "")


def _marks(writer: Writer, verdicts: list[Verdict], number: str) -> Iterator[OutlineNote]:
    messages = writer.messages
    yield writer.note("annex.marks", number=number)
    flips = [
        messages(
            "annex.flip",
            quota=verdict.obligation.quota.title,
            period=messages.period(verdict.obligation.period, short=True),
            reading=flip.reading,
            status=messages(f"status.{flip.status}"),
        )
        for verdict in verdicts
        for flip in verdict.flips
    ]
    if flips:
        yield writer.note("annex.flips", flips="; ".join(flips))
    lacking = [topic for topic, items in evidence_of_topics(writer).items() if not items]
    if lacking and not writer.findings.units:
        yield writer.note("annex.lacking-topics", count=messages.number(len(lacking)), topics="; ".join(lacking))


# ---- evidence


def _evidence(writer: Writer, items: list[Item]) -> Iterator[Block]:
    messages = writer.messages
    if not items:
        yield writer.paragraph("annex.no-evidence")
        return
    columns = (
        OutlineColumn(messages("table.number"), 5, "centre"),
        OutlineColumn(messages("table.day"), 10, "centre"),
        OutlineColumn(messages("table.by"), 18),
        OutlineColumn(messages("table.title"), 35),
        OutlineColumn(messages("table.where"), 13),
        OutlineColumn(messages("table.kept"), 24),
    )
    yield table(columns, [_item(writer, number, item) for number, item in enumerate(items, 1)])


def _item(writer: Writer, number: int, item: Item) -> tuple[str, ...]:
    messages, organisation = writer.messages, writer.findings.organisation
    type_name = type_text(item.kind, item.type, organisation, messages)
    title, channel = item.title or type_name, organisation.channels.get(item.channel) or type_name
    return (str(number), messages.day(item.day), writer.units(item.units), title, channel, item.url or item.ref)


# ---- sources of the figures


def sources(writer: Writer) -> Iterator[OutlineNote]:
    """Yield the sources of the figures: they end the last appendix, or the opening of a report without appendices."""
    messages, findings = writer.messages, writer.findings
    rows = findings.result.rows
    counts = {"read": rows.read, "used": rows.used, "unused": rows.unused, "refused": rows.refused}
    numbers = {name: messages.number(count) for name, count in counts.items()}
    yield writer.note("annex.rows", tool=__version__, as_of=messages.day(findings.result.as_of), **numbers)
    yield from unread_notes(writer)
    if findings.frozen:
        yield writer.note("annex.freeze", file=findings.frozen[0])
    yield from _window(writer)


def _window(writer: Writer) -> Iterator[OutlineNote]:
    messages, period = writer.messages, writer.findings.period
    if period.basis == "reporting":
        last, preset = period.calendar.last, period.preset
        if preset:
            yield writer.note("annex.preset", source=SOURCE, due=messages.day(last.replace(day=preset.due)))
        else:
            yield writer.note("annex.no-preset", source=SOURCE)
    for obligation in due_before_end(period, (*writer.findings.result.verdicts, *writer.findings.to_date)):
        unit = writer.unit(obligation.owner)
        due = messages.day(obligation.due) if obligation.due else ""
        yield writer.note(
            "annex.early", title=obligation.quota.title, unit=unit, due=due, last=messages.day(period.window.last)
        )
