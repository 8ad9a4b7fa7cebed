"""The table of verdicts: due, running, overdue; worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cchc_cli.formats.naming import Naming, naming_of, owner_words
from cchc_cli.formats.safe import safe
from cchc_cli.formats.view import (
    FLIP_MARK,
    STYLES,
    SYMBOLS,
    TableOptions,
    View,
    ViewBlock,
    ViewRow,
    figures,
    framed,
    part_name,
    verdict_figures,
)
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import note_text, question_text
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import SECTIONS, SET_ASIDE, WORST_FIRST, Result, Section, Share, Status, Verdict
from cchc_cli.words.conditions.via import channels_of

# Notes on which a verdict may hang; the others stand in `explain` and JSON.
SHOWN_NOTES = SET_ASIDE | {
    "adds-nothing", "day-not-stated", "due-may-precede-issue", "exempt", "no-holiday-table", "no-value", "stale",
    "waiver-expired",
}  # fmt: skip


def view(result: Result, asked: TableOptions, messages: Catalogue) -> View:
    """Lay out a result verdict by verdict."""
    shown = list(_shown(result, detail=asked.detail))
    several_units = len({v.obligation.owner for v in shown if v.obligation.scope != "joint"}) > 1
    own_column = several_units and not asked.narrow
    columns = ["status", "quota", "title", *(["unit"] if own_column else []), "done", "period", "due", "left"]
    blocks = list(_blocks(result, shown, messages, narrow=asked.narrow))
    if several_units and asked.narrow:
        blocks = [replace(block, rows=tuple(_with_owner(row) for row in block.rows)) for block in blocks]
    return framed(result, asked, messages, columns, blocks, list(_marks(shown, messages)))


def _shown(result: Result, *, detail: bool) -> Iterator[Verdict]:
    """Yield the verdicts that decide; units that owe nothing by themselves where their group is not shown; or all."""
    groups = {_of_group(one.obligation.owner, one) for one in result.verdicts if one.obligation.scope == "group"}
    for verdict in result.verdicts:
        if verdict.decides or detail or _of_group(verdict.obligation.group, verdict) not in groups:
            yield verdict


def _of_group(group: str, verdict: Verdict) -> tuple[object, ...]:
    return group, verdict.obligation.quota.key, verdict.obligation.period


def _marks(shown: Sequence[Verdict], messages: Catalogue) -> Iterator[str]:
    if any(verdict.obligation.quota.need.implied for verdict in shown):
        yield messages("legend.implied")
    if any(verdict.flips for verdict in shown):
        yield messages("legend.flips")


def _blocks(result: Result, shown: Sequence[Verdict], messages: Catalogue, *, narrow: bool) -> Iterator[ViewBlock]:
    """Yield the sections, in each the worst first, then by the nearest due day."""
    naming = naming_of(result, shown)
    for section in SECTIONS:
        verdicts = [verdict for verdict in shown if verdict.section == section]
        if verdicts:
            verdicts.sort(key=urgency)
            write = narrow_row if narrow else verdict_row
            rows = tuple(write(one, messages, naming) for one in verdicts)
            yield ViewBlock(_section_title(section, verdicts, result, messages), rows)


def _section_title(section: Section, verdicts: Sequence[Verdict], result: Result, messages: Catalogue) -> str:
    stood = min(result.as_of, result.window.last)
    title = messages(f"section.{section}", day=messages.day(stood))
    if section == "running" and any(one.judged_as_of > stood for one in verdicts):
        title += messages("table.undated", day=messages.day(result.as_of))
    return title


def urgency(verdict: Verdict) -> tuple[int, str, int]:
    due = verdict.obligation.due
    return (WORST_FIRST[verdict.status], due.isoformat() if due else "9999", 0 if verdict.decides else 1)


def verdict_row(verdict: Verdict, messages: Catalogue, naming: Naming) -> ViewRow:
    obligation = verdict.obligation
    quota = obligation.quota
    status = f"{SYMBOLS[verdict.status]} {messages(f'status.{verdict.status}')}"
    cells = {
        "status": status + (f" {FLIP_MARK}" if verdict.flips else ""),
        "quota": naming.quota(quota),
        "title": safe(quota.title),
        "unit": owner_words(obligation, messages),
        "done": verdict_figures(verdict, mark_implied=True),
        "period": obligation.period.label,
        "due": messages.day(obligation.due) if obligation.due else "–",
        "left": _days(verdict, messages),
    }
    return ViewRow(cells, STYLES[verdict.status], tuple(safe(text) for text in remarks_of(verdict, messages)))


def narrow_row(verdict: Verdict, messages: Catalogue, naming: Naming) -> ViewRow:
    """Shorten a row: a plan that is not the main one is named below the title; a due day loses the year of its period."""
    row = verdict_row(verdict, messages, naming)
    obligation = verdict.obligation
    cells = {**row.cells, "quota": obligation.quota.id, "status": row.cells["status"].removesuffix(f" {FLIP_MARK}")}
    cells["quota"] += FLIP_MARK if verdict.flips else ""
    cells["period"] = _short_period(obligation.period)
    if obligation.due and obligation.due.year == obligation.period.start.year:
        cells["due"] = messages.short_day(obligation.due)
    name = naming.below_title(obligation.quota)
    return ViewRow(cells, row.style, (name, *row.remarks) if name else row.remarks)


def _with_owner(row: ViewRow) -> ViewRow:
    """Put who owes it before the title: at 80 columns there is no room for a column of its own."""
    return replace(row, cells={**row.cells, "title": f"{row.cells['unit']}: {row.cells['title']}"})


def _short_period(period: Period) -> str:
    """Write a span of whole months of one year as `2026-04..12`."""
    whole = period.start.day == 1 and period.stop.day == 1 and period.start.year == period.last.year
    return f"{period.start:%Y-%m}..{period.last:%m}" if whole and period.cadence is None else period.label


def _days(verdict: Verdict, messages: Catalogue) -> str:
    if verdict.status is Status.LATE:
        return messages("table.days-late", days=verdict.days_late)
    if verdict.days_left is not None:
        return messages("table.days-left", days=verdict.days_left) if verdict.days_left else messages("table.today")
    due = verdict.obligation.due
    if verdict.status is Status.MISSED and due and due < verdict.judged_as_of:  # a limit is exceeded before
        return messages("table.overdue-by", days=(verdict.judged_as_of - due).days)
    return ""


def _share_remarks(verdict: Verdict, share: Share, messages: Catalogue) -> Iterator[str]:
    not_judged = {Status.BLOCKED, Status.UPCOMING}
    if share.lacking and (share.met or verdict.status not in not_judged):
        lacking = ", ".join(share.lacking)
        yield f"{messages('table.lacking', units=lacking)} ({share.met}/{share.of} = {messages.percent(share.met, share.of)})"
    if share.required < 100:
        yield messages("table.share", needed=verdict.target, of=share.of, percent=share.required)
    if share.waived:
        yield messages("table.waived", units=", ".join(share.waived))


def remarks_of(verdict: Verdict, messages: Catalogue) -> Iterator[str]:
    if verdict.share:
        yield from _share_remarks(verdict, verdict.share, messages)
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
        wanted = channels_of(part).codes
        if len(wanted) > 1 and result.channels:
            on = " · ".join(f"{code} {count}" for code, count in result.channels.items())
            yield messages("table.channels", reached=len(result.channels), of=len(wanted), on=on)
        if result.lacking:
            yield messages("table.values", values=", ".join(result.lacking))
    yield from (note_text(note, messages) for note in verdict.notes if note.code in SHOWN_NOTES)
    if verdict.question:
        yield messages("table.question", question=question_text(verdict.question, messages))
    if verdict.waiver:
        yield messages("table.waiver", number=verdict.waiver.number, last=messages.day(verdict.waiver.last_day))
    if verdict.flips:
        flips = (
            messages("table.flips", reading=one.reading, status=messages(f"status.{one.status}"))
            for one in verdict.flips
        )
        yield f"{FLIP_MARK} " + " · ".join(flips)
