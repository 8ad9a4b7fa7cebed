"""A verdict as a row of a table: its cells, and the remarks below its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cchc_cli.engine.explain import waits_for_answer
from cchc_cli.formats.labels import period_label, short_period_label
from cchc_cli.formats.naming import Naming, owner_words
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import units_words
from cchc_cli.formats.view import (
    FLIP_MARK,
    STYLES,
    SYMBOLS,
    TableOptions,
    ViewRow,
    figures,
    part_name,
    units_with_evidence,
    verdict_figures,
)
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import note_text, question_text
from cchc_cli.model.period import Period
from cchc_cli.model.plan import QuotaKey
from cchc_cli.model.verdict import SET_ASIDE, WORST_FIRST, Result, Share, Status, Verdict
from cchc_cli.words.conditions.via import channels_of

COMMON_REASONS = frozenset({"unit", "kind", "period"})  # why most rows do not count; shown last
# Notes that may explain a verdict; `explain` and JSON show the others too.
SHOWN_NOTES = SET_ASIDE | {
    "adds-nothing", "day-not-stated", "due-may-precede-issue", "exempt", "no-holiday-table", "no-value", "stale",
    "waiver-expired",
}  # fmt: skip


def shown_verdicts(result: Result, *, detail: bool = False) -> Iterator[Verdict]:
    """Yield the deciding verdicts and the rows of units whose group has no row; with `detail` all verdicts."""
    groups = {
        (verdict.obligation.owner, *_quota_and_period(verdict))
        for verdict in result.verdicts
        if verdict.obligation.scope == "group"
    }
    for verdict in result.verdicts:
        if verdict.decides or detail or (verdict.obligation.group, *_quota_and_period(verdict)) not in groups:
            yield verdict


def _quota_and_period(verdict: Verdict) -> tuple[QuotaKey, Period]:
    return verdict.obligation.quota.key, verdict.obligation.period


def legend_of(shown: Sequence[Verdict], messages: Catalogue) -> Iterator[str]:
    """Yield the explanations of the signs in rows of these verdicts."""
    if any(verdict.obligation.quota.need.implied for verdict in shown):
        yield messages("legend.implied")
    if any(verdict.flips for verdict in shown):
        yield messages("legend.flips")


def urgency(verdict: Verdict) -> tuple[int, str, int]:
    """Return the sort key of a verdict: the worst status first, then by due day, the deciding verdicts first."""
    due = verdict.obligation.due
    return (WORST_FIRST[verdict.status], due.isoformat() if due else "9999", 0 if verdict.decides else 1)


def verdict_row(verdict: Verdict, messages: Catalogue, naming: Naming) -> ViewRow:
    """Return a row for wide tables; the quota's name includes its plan, unless it is the main plan."""
    obligation = verdict.obligation
    quota = obligation.quota
    status = f"{SYMBOLS[verdict.status]} {messages(f'status.{verdict.status}')}"
    cells = {
        "status": status + (f" {FLIP_MARK}" if verdict.flips else ""),
        "quota": naming.in_row(quota),
        "title": safe(quota.title),
        "unit": owner_words(obligation, messages),
        "done": verdict_figures(verdict, mark_implied=True),
        "period": period_label(obligation.period, messages),
        "due": messages.day(obligation.due) if obligation.due else "–",
        "left": days_of(verdict, messages),
    }
    return ViewRow(cells, STYLES[verdict.status], tuple(safe(text) for text in remarks_of(verdict, messages)))


def narrow_row(verdict: Verdict, messages: Catalogue, naming: Naming) -> ViewRow:
    """Return a shorter row: another plan is named below the title, and a due day omits the year of its period."""
    row = verdict_row(verdict, messages, naming)
    obligation = verdict.obligation
    cells = {**row.cells, "quota": obligation.quota.id, "status": row.cells["status"].removesuffix(f" {FLIP_MARK}")}
    cells["quota"] += FLIP_MARK if verdict.flips else ""
    cells["period"] = short_period_label(obligation.period, messages, verdict.judged_as_of.year)
    if obligation.due and obligation.due.year == obligation.period.start.year:
        cells["due"] = messages.short_day(obligation.due)
    name = naming.below_title(obligation.quota)
    return ViewRow(cells, row.style, (name, *row.remarks) if name else row.remarks)


def sized_row(
    verdict: Verdict, messages: Catalogue, naming: Naming, options: TableOptions, *, with_owner: bool
) -> ViewRow:
    """Return the row for the width of the table; `with_owner` puts the owner before the title."""
    row = (narrow_row if options.narrow else verdict_row)(verdict, messages, naming)
    cells, obligation = dict(row.cells), verdict.obligation
    if options.on_screen:
        cells["period"] = short_period_label(obligation.period, messages, verdict.judged_as_of.year)
    if not options.roomy:
        cells["status"] = SYMBOLS[verdict.status] + (FLIP_MARK if verdict.flips and not options.narrow else "")
    if not (options.roomy or options.narrow):  # like narrow rows
        cells["quota"], name = obligation.quota.id, naming.below_title(obligation.quota)
        row = replace(row, remarks=(name, *row.remarks)) if name else row
    if with_owner:
        cells["title"] = f"{cells['unit']}: {cells['title']}"
    if options.names:
        cells["unit"] = options.named(obligation) or cells["unit"]
    return replace(row, cells=cells)


def days_of(verdict: Verdict, messages: Catalogue) -> str:
    """Return the days left or overdue in words, "" for none."""
    if verdict.status is Status.LATE:
        return messages("table.days-late", days=verdict.days_late)
    if verdict.days_left is not None:
        return messages("table.days-left", days=verdict.days_left) if verdict.days_left else messages("table.today")
    due = verdict.obligation.due
    if verdict.status is Status.MISSED and due and due < verdict.judged_as_of:  # exceeded limits may be due later
        return messages("table.overdue-by", days=(verdict.judged_as_of - due).days)
    return ""


def _share_remarks(verdict: Verdict, share: Share, messages: Catalogue, *, lacking: bool) -> Iterator[str]:
    not_judged = {Status.BLOCKED, Status.UPCOMING}
    if lacking and share.lacking and (share.met or verdict.status not in not_judged):
        units = units_words(verdict, share.lacking, messages)
        yield f"{messages('table.lacking', units=units)} ({share.met}/{share.of} = {messages.percent(share.met, share.of)})"
    if share.required < 100:
        yield messages("table.share", needed=verdict.target, of=share.of, percent=share.required)
    if share.waived:
        yield messages("table.waived", units=", ".join(share.waived))


def question_remarks(verdict: Verdict, messages: Catalogue) -> Iterator[str]:
    """Yield the question that blocks a verdict; for a group also how many of its units have evidence."""
    if verdict.question:
        yield messages("table.question", question=question_text(verdict.question, messages))
    if verdict.members and waits_for_answer(verdict):
        yield messages("table.waiting", count=units_with_evidence(verdict), of=len(verdict.members))


def remarks_of(verdict: Verdict, messages: Catalogue, *, lacking: bool = True) -> Iterator[str]:
    """Yield the remarks on a verdict; `lacking` False omits the units of a group that lack it."""
    if verdict.share:
        yield from _share_remarks(verdict, verdict.share, messages, lacking=lacking)
    if verdict.leads:
        yield " · ".join(messages("table.lead", unit=unit, count=count) for unit, count in verdict.leads.items())
    if len(verdict.parts) > 1:
        yield " · ".join(
            messages(
                "table.part",
                name=part_name(part.name, verdict.obligation.quota.need.parts, messages),
                figures=figures(part.count, part.target),
            )
            for part in verdict.parts
        )
    for part, result in zip(verdict.obligation.quota.need.parts, verdict.parts, strict=False):  # groups have none
        channels = channels_of(part).codes
        if len(channels) > 1 and result.channels:
            counts = " · ".join(f"{code} {count}" for code, count in result.channels.items())
            yield messages("table.channels", reached=len(result.channels), of=len(channels), on=counts)
        if result.lacking:
            yield messages("table.values", values=", ".join(result.lacking))
    yield from (note_text(note, messages) for note in verdict.notes if note.code in SHOWN_NOTES)
    yield from question_remarks(verdict, messages)
    if verdict.waiver:
        yield messages("table.waiver", number=verdict.waiver.number, last=messages.day(verdict.waiver.last_day))
    if verdict.flips:
        flips = (
            messages("table.flips", reading=flip.reading, status=messages(f"status.{flip.status}"))
            for flip in verdict.flips
        )
        yield f"{FLIP_MARK} " + " · ".join(flips)
