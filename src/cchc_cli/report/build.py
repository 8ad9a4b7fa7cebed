"""The outline of a report, built from findings; pure."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli import __version__
from cchc_cli.formats.documents.common import skipped_entries
from cchc_cli.formats.notices import notices
from cchc_cli.formats.safe import safe
from cchc_cli.i18n.report import ReportWords
from cchc_cli.model.plan import Plan
from cchc_cli.report.appendices import appendices, sources
from cchc_cli.report.assessment import assessment
from cchc_cli.report.coming import coming, questions
from cchc_cli.report.direction import direction
from cchc_cli.report.outline import (
    Blank,
    Block,
    Head,
    Outline,
    OutlineParagraph,
    ReportPlan,
    ReportWindow,
    Tail,
    Text,
)
from cchc_cli.report.results import results
from cchc_cli.report.writer import AppendixChoice, Findings, Writer, fill, joined

# Opening words of the titles of communication plans.
OPENINGS = (
    "cải cách", "chuyển đổi", "công khai", "công tác", "hành động", "hoạt động", "kiểm soát", "kiểm tra", "nâng cao",
    "phát động", "phát triển", "phổ biến", "phối hợp", "tăng cường", "thông tin", "thực hiện", "tổ chức", "triển khai",
    "truyền thông", "tuyên truyền", "ứng dụng", "xây dựng", "đẩy mạnh", "đổi mới",
)  # fmt: skip


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
        tail=_tail(writer),
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
        return messages("head.subject", title=_inner(plans[0].title, messages), period=period)
    return messages("head.subject-several", count=messages.number(len(plans)), period=period)


def _inner(title: str, messages: ReportWords) -> str:
    """Return a title for the inside of a Vietnamese sentence.

    Only known opening words lose their capital; proper names ("Huế", "Hà Nội") keep it. The sentence itself already
    says "Kế hoạch".
    """
    if messages.language != "vi":
        return title
    title = title.removeprefix("Kế hoạch ")
    return title[:1].lower() + title[1:] if title.lower().startswith(OPENINGS) else title


def _tail(writer: Writer) -> Tail:
    messages, blank = writer.messages, Blank()
    return Tail(
        signer=(Blank(messages("tail.signer")),),
        name=(Blank(messages("tail.name")),),
        recipients_title=messages("tail.recipients"),
        recipients=tuple(fill(messages, key, blank=blank) for key in ("tail.as-above", "tail.others", "tail.file")),
    )


# ---- body


def _body(writer: Writer) -> Iterator[Block]:
    yield from _opening(writer)
    yield from () if writer.has_appendices else sources(writer)
    yield from direction(writer)
    yield from results(writer)
    yield from assessment(writer)
    yield from coming(writer)
    yield from questions(writer)
    period = writer.messages.period(writer.findings.period.calendar)
    yield writer.paragraph("end", period=period, unit=writer.reporter)


def _opening(writer: Writer) -> Iterator[OutlineParagraph]:
    messages, findings = writer.messages, writer.findings
    result, window = findings.result, findings.period.window
    plans = joined([_plan(plan, writer) for plan in writer.plans], "; ")
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


def _plan(plan: Plan, writer: Writer) -> Text:
    """Return the full citation of a plan, for its first mention: number, day, issuer, subject."""
    messages, issue = writer.messages, plan.issue
    days: dict[str, str | Blank] = {
        "day": messages.long_day(issue.earliest),
        "month": messages.long_month(issue.earliest),
        "unknown": Blank(messages("opening.blank-day")),
    }
    return fill(
        messages,
        "opening.plan",
        number=plan.number or Blank(messages("opening.blank-number")),
        day=days[issue.precision],
        organisation=writer.findings.organisation.name,
        title=_inner(plan.title, messages),
    )
