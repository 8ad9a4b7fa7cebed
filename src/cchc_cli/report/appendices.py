"""The appendices: every task with its figures and evidence, the list of the evidence, what the figures stand on."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli import __version__
from cchc_cli.i18n.sentences import type_text
from cchc_cli.model.item import Item
from cchc_cli.model.verdict import SECTIONS, Verdict
from cchc_cli.report.figures import evidence
from cchc_cli.report.outline import Appendix, Blank, Block, OutlineColumn, OutlineParagraph, OutlineTable
from cchc_cli.report.results import evidence_of_topics
from cchc_cli.report.windows import SOURCE, due_before_end
from cchc_cli.report.writer import Writer, fill

Numbers = dict[tuple[str, int], int]  # row of a log -> its number in the list of evidence
MAX_NUMBERS = 12


def appendices(writer: Writer) -> tuple[Appendix, ...]:
    verdicts = sorted(
        (verdict for verdict in writer.findings.result.verdicts if verdict.decides),
        key=lambda verdict: SECTIONS.index(verdict.section),
    )
    found = {(item.file, item.row): item for verdict in verdicts for item in evidence(verdict)}
    items = sorted(found.values(), key=lambda item: (item.day, item.file, item.row))
    numbers = {(item.file, item.row): place for place, item in enumerate(items, 1)}
    return (
        _appendix(writer, "I", "annex.tasks", (_tasks(writer, verdicts, numbers), *_marks(writer, verdicts))),
        _appendix(writer, "II", "annex.evidence", (*_evidence(writer, items), *_sources(writer))),
    )


def _appendix(writer: Writer, number: str, title: str, blocks: tuple[Block, ...]) -> Appendix:
    messages, issuer = writer.messages, writer.reporter
    year = writer.findings.result.as_of.year
    reference = fill(messages, "annex.reference", blank=Blank(), year=year, unit=issuer)
    return Appendix(messages("annex.number", number=number), messages(title), reference, blocks)


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
    rows = [_task(writer, place, verdict, numbers) for place, verdict in enumerate(verdicts, 1)]
    return OutlineTable(columns, tuple(rows))


def _task(writer: Writer, place: int, verdict: Verdict, numbers: Numbers) -> tuple[str, ...]:
    messages, obligation = writer.messages, verdict.obligation
    return (
        str(place),
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


def _marks(writer: Writer, verdicts: list[Verdict]) -> Iterator[OutlineParagraph]:
    messages = writer.messages
    yield writer.note("annex.marks")
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
    yield OutlineTable(columns, tuple(_item(writer, place, item) for place, item in enumerate(items, 1)))


def _item(writer: Writer, place: int, item: Item) -> tuple[str, ...]:
    messages, organisation = writer.messages, writer.findings.organisation
    what = type_text(item.kind, item.type, organisation, messages)
    title, what = item.title or what, organisation.channels.get(item.channel) or what
    return (str(place), messages.day(item.day), writer.units(item.units), title, what, item.url or item.ref)


# ---- what the figures stand on


def _sources(writer: Writer) -> Iterator[OutlineParagraph]:
    messages, findings = writer.messages, writer.findings
    rows = findings.result.rows
    counts = {"read": rows.read, "used": rows.used, "unused": rows.unused, "refused": rows.refused}
    numbers = {name: messages.number(count) for name, count in counts.items()}
    yield writer.note("annex.rows", tool=__version__, as_of=messages.day(findings.result.as_of), **numbers)
    for plan in writer.plans:
        yield writer.note("annex.plan", plan=plan.id, file=plan.file, sha=plan.sha256[:12])
    if findings.frozen:
        file, digest = findings.frozen
        yield writer.note("annex.freeze", file=file, sha=digest)
    yield from _window(writer)


def _window(writer: Writer) -> Iterator[OutlineParagraph]:
    messages, period = writer.messages, writer.findings.period
    if period.basis == "reporting":
        last, preset = period.calendar.last, period.preset
        if preset:
            yield writer.note("annex.preset", source=SOURCE, due=messages.day(last.replace(day=preset.due)))
        else:
            yield writer.note("annex.no-preset", source=SOURCE)
    for one in due_before_end(period, (*writer.findings.result.verdicts, *writer.findings.to_date)):
        unit = writer.unit(one.owner)
        due = messages.day(one.due) if one.due else ""
        yield writer.note(
            "annex.early", title=one.quota.title, unit=unit, due=due, last=messages.day(period.window.last)
        )
