"""The sheets of the workbook as values: columns and rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from cchc_cli.formats.context import Context, nothing
from cchc_cli.formats.statement import facts
from cchc_cli.formats.verdict_table import remarks_of, urgency
from cchc_cli.formats.view import plan_lines
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import message
from cchc_cli.model.verdict import SECTIONS, Result, Status, Verdict

Cell = str | int | float | date | Status | None


class Sheet(Struct, frozen=True):
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
PROBLEMS = {"severity": 12, "file": 40, "row": 7, "column": 12, "code": 20, "message": 90}
ABOUT = {"what": 24, "value": 100}


def sheets(result: Result, context: Context, say: Catalogue) -> list[Sheet]:
    """Return the sheets in their order."""
    shown = sorted(result.verdicts, key=lambda one: (SECTIONS.index(one.section), urgency(one)))
    return [
        Sheet("verdicts", VERDICTS, tuple(_verdict(verdict, say) for verdict in shown)),
        Sheet("evidence", EVIDENCE, tuple(row for verdict in result.verdicts for row in _evidence(verdict, say))),
        Sheet("problems", PROBLEMS, tuple(_problems(result, say))),
        Sheet("about", ABOUT, tuple(_about(result, context, say))),
    ]


def _verdict(verdict: Verdict, say: Catalogue) -> tuple[Cell, ...]:
    obligation, share = verdict.obligation, verdict.share
    quota, period = obligation.quota, obligation.period
    return (
        verdict.status, quota.organisation, quota.plan, quota.id, quota.title, obligation.owner, say(f"scope.{obligation.scope}"),
        verdict.count, verdict.target, share.percent if share else None,
        period.label, period.start, period.last, obligation.due, verdict.days_left,
        verdict.days_late if verdict.status is Status.LATE else None,
        say(f"section.{verdict.section}", day=say.day(verdict.judged_as_of)), verdict.judged_as_of, quota.clause, len(verdict.counted),
        " · ".join(remarks_of(verdict, say)),
    )  # fmt: skip


def _evidence(verdict: Verdict, say: Catalogue) -> Iterator[tuple[Cell, ...]]:
    obligation = verdict.obligation
    quota = obligation.quota
    for item in verdict.counted:
        yield (
            quota.organisation, quota.plan, quota.id, obligation.owner, obligation.period.label, item.file, item.row,
            item.day, ";".join(item.units), say(f"kind.{item.kind}"), item.channel, item.title, item.url,
        )  # fmt: skip


def _problems(result: Result, say: Catalogue) -> Iterator[tuple[Cell, ...]]:
    for one in result.problems:
        place = one.place
        severity = say(f"severity.{one.severity}")
        yield (severity, place.file, place.row, place.column, one.code, message(one, say))


def _about(result: Result, context: Context, say: Catalogue) -> Iterator[tuple[Cell, ...]]:
    lacking = nothing(result, context, say)
    for text in (*([lacking] if lacking else []), *plan_lines(result, say)):
        yield ("", text)
    yield from facts(result).items()
    for status, count in result.summary.items():
        yield (say(f"status.{status}"), count)
