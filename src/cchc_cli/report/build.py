"""The outline of a report, built from findings; pure."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli import __version__
from cchc_cli.formats.documents.common import skipped_entries
from cchc_cli.formats.notices import notices
from cchc_cli.formats.safe import safe
from cchc_cli.i18n.report import ReportWords
from cchc_cli.report.appendices import appendices, sources
from cchc_cli.report.assessment import assessment
from cchc_cli.report.citation import cited, signature, within_sentence
from cchc_cli.report.coming import coming_period, questions
from cchc_cli.report.direction import direction
from cchc_cli.report.outline import (
    Blank,
    Block,
    Head,
    Outline,
    OutlineParagraph,
    ReportPlan,
    ReportWindow,
)
from cchc_cli.report.results import results
from cchc_cli.report.writer import AppendixChoice, Findings, Writer, fill, joined_texts


def build(findings: Findings, messages: ReportWords, appendix: AppendixChoice = "units") -> Outline:
    """Return the report of one organisation, or of some of its units, for one period."""
    writer = Writer(findings, messages, appendix)
    result, window = findings.result, findings.period.window
    return Outline(
        tool=__version__,
        language=messages.language,
        as_of=result.as_of,
        basis=findings.period.basis,
        window=ReportWindow(window.start, window.last),
        plans=tuple(ReportPlan(plan.id, plan.sha256) for plan in writer.plans),
        reading=result.reading or None,
        freeze=findings.frozen[1] if findings.frozen else None,
        sample=result.sample,
        footer=messages("table.sample") if result.sample else "",
        skipped=skipped_entries(result.skipped, messages),
        notices=tuple(notices(result, messages)),
        head=_head(writer),
        body=tuple(_body(writer)),
        tail=signature(messages),
        appendices=appendices(writer),
    )


# ---- above and below the body


def _head(writer: Writer) -> Head:
    messages, findings = writer.messages, writer.findings
    one_unit = len(findings.units) == 1
    blank = Blank()
    return Head(
        parent=(safe(findings.organisation.name.upper()),) if one_unit else (blank,),
        issuer=(safe((writer.reporter if one_unit else findings.organisation.name).upper()),),
        nation=messages("head.nation"),
        motto=messages("head.motto"),
        number=fill(messages, "head.number", blank=blank),
        place=fill(messages, "head.place", blank=blank, year=findings.result.as_of.year),
        kind=messages("head.kind"),
        subject=tuple(map(safe, _subject(writer).split("\n"))),
        addressee=fill(messages, "head.to", blank=blank),
    )


def _subject(writer: Writer) -> str:
    messages, findings = writer.messages, writer.findings
    period = messages.period(findings.period.calendar)
    period = period[0].upper() + period[1:]
    plans = writer.plans
    if len(plans) == 1:
        return messages("head.subject", title=within_sentence(plans[0].title, messages), period=period)
    return messages("head.subject-several", count=messages.number(len(plans)), period=period)


# ---- body


def _body(writer: Writer) -> Iterator[Block]:
    yield from _opening(writer)
    yield from () if writer.has_appendices else sources(writer)
    yield from direction(writer)
    yield from results(writer)
    yield from assessment(writer)
    yield from coming_period(writer)
    yield from questions(writer)
    period = writer.messages.period(writer.findings.period.calendar)
    yield writer.paragraph("end", period=period, unit=writer.reporter)


def _opening(writer: Writer) -> Iterator[OutlineParagraph]:
    messages, findings = writer.messages, writer.findings
    result, window = findings.result, findings.period.window
    plans = joined_texts([cited(plan, findings.organisation.name, messages) for plan in writer.plans], "; ")
    yield writer.paragraph(
        "opening.report", plans=plans, unit=writer.reporter, period=messages.period(findings.period.calendar)
    )
    yield writer.paragraph(
        "opening.data",
        first=messages.long_day(window.start),
        last=messages.long_day(window.last),
        basis=messages(f"basis.{findings.period.basis}"),
        as_of=messages.long_day(result.as_of),
    )
    if result.as_of < window.last:
        yield writer.paragraph("opening.unfinished", as_of=messages.long_day(result.as_of))
    if result.reading:
        yield writer.paragraph("opening.reading", reading=result.reading)
