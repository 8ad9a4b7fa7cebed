"""The sheets of the workbook as values: columns and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from cchc_cli.formats.context import Context, nothing
from cchc_cli.formats.documents.check import GatheredEntry, VerdictEntry, VerdictName
from cchc_cli.formats.documents.common import ProblemEntry
from cchc_cli.formats.documents.verdicts import check_head, verdict_entries
from cchc_cli.formats.statement import facts
from cchc_cli.formats.verdict_rows import remarks_of, urgency
from cchc_cli.formats.view import plan_lines
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import SECTIONS, Result, Status, Verdict

Cell = str | int | float | date | Status | None


class OutputSheet(Struct, frozen=True):
    """One sheet: its name, its columns (the key of the heading, the width), its rows."""

    name: str
    columns: dict[str, int]
    rows: tuple[tuple[Cell, ...], ...]


VERDICTS = {
    "status": 17, "organisation": 12, "plan": 15, "quota": 8, "title": 44, "unit": 14, "scope": 10, "done": 9, "target": 9, "share": 9,
    "period": 11, "first": 12, "last": 12, "due": 12, "days-left": 9, "days-late": 9, "section": 26, "judged": 12,
    "clause": 16, "rows": 9, "remarks": 50,
}  # fmt: skip
EVIDENCE = {
    "organisation": 12, "plan": 15, "quota": 8, "unit": 14, "period": 11, "file": 40, "row": 7, "day": 12, "by": 14, "kind": 14,
    "channel": 14, "title": 60, "url": 50,
}  # fmt: skip
GATHERED = {
    "status": 17, "organisation": 12, "unit": 14, "name": 40, "plan": 15, "quota": 8, "title": 44, "period": 11, "done": 9,
    "owed": 9, "lacking": 60, "late": 40,
}  # fmt: skip
PROBLEMS = {"severity": 12, "file": 40, "row": 7, "column": 12, "code": 20, "message": 90}
ABOUT = {"what": 24, "value": 100}


def sheets(result: Result, context: Context, messages: Catalogue) -> list[OutputSheet]:
    """Return the sheets in their order; what the verdicts are gathered by comes first."""
    head = check_head(result, context, messages)
    # The structure holds no remarks and no titles of evidence: these are taken from the verdict beside it.
    entries = list(zip(result.verdicts, verdict_entries(result, context, messages), strict=True))
    shown = sorted(entries, key=lambda pair: (SECTIONS.index(pair[0].section), urgency(pair[0])))
    gathered = [OutputSheet("gathered", GATHERED, tuple(map(_gathered, head.gathered or ())))] if context.by else []
    return [
        *gathered,
        OutputSheet("verdicts", VERDICTS, tuple(_verdict(entry, verdict, messages) for verdict, entry in shown)),
        OutputSheet(
            "evidence",
            EVIDENCE,
            tuple(row for verdict, entry in entries for row in _evidence(entry, verdict, messages)),
        ),
        OutputSheet("problems", PROBLEMS, tuple(_problem(one, messages) for one in head.problems)),
        OutputSheet("about", ABOUT, tuple(_about(result, context, messages))),
    ]


def _gathered(entry: GatheredEntry) -> tuple[Cell, ...]:
    return (
        entry.status, entry.org, entry.unit, entry.unit_name, entry.plan, entry.quota, entry.title,
        entry.period.label if entry.period else None, entry.done, entry.of, _names(entry.lacking), _names(entry.late),
    )  # fmt: skip


def _names(verdicts: Sequence[VerdictName]) -> str:
    return "; ".join(f"{one.plan}/{one.quota} {one.unit} {one.period}" for one in verdicts)


def _verdict(entry: VerdictEntry, verdict: Verdict, messages: Catalogue) -> tuple[Cell, ...]:
    period = entry.period
    return (
        entry.status, entry.org, entry.plan, entry.quota, entry.title, entry.unit, messages(f"scope.{entry.scope}"),
        entry.count, entry.target, entry.share.percent if entry.share else None,
        period.label, period.first, period.last, entry.due, entry.days_left, entry.days_late,
        messages(f"section.{entry.section}", day=messages.day(entry.judged_as_of)), entry.judged_as_of, entry.clause,
        len(entry.evidence), " · ".join(remarks_of(verdict, messages)),
    )  # fmt: skip


def _evidence(entry: VerdictEntry, verdict: Verdict, messages: Catalogue) -> Iterator[tuple[Cell, ...]]:
    for place, item in zip(entry.evidence, verdict.rows, strict=True):
        yield (
            entry.org, entry.plan, entry.quota, entry.unit, entry.period.label, place.file, place.row,
            item.day, ";".join(item.units), messages(f"kind.{item.kind}"), item.channel, item.title, item.url,
        )  # fmt: skip


def _problem(one: ProblemEntry, messages: Catalogue) -> tuple[Cell, ...]:
    return (messages(f"severity.{one.severity}"), one.file, one.row, one.column, one.code, one.message)


def _about(result: Result, context: Context, messages: Catalogue) -> Iterator[tuple[Cell, ...]]:
    lacking = nothing(result, context, messages)
    for text in (*([lacking] if lacking else []), *plan_lines(result, messages)):
        yield ("", text)
    yield from facts(result).items()
    for status, count in result.summary.items():
        yield (messages(f"status.{status}"), count)
