"""CSV of `check`: one row a verdict, with the flattened fields of its JSON; UTF-8 with BOM, RFC 4180.

Column names and values are those of the JSON, in every language. Lists are joined by `; `, named numbers are written
`name=number`. With `--by` there is one row for each unit, or for each quota and period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import asdict

from cchc_cli.formats.context import Context
from cchc_cli.formats.documents.check import GatheredEntry, VerdictEntry, VerdictName
from cchc_cli.formats.documents.common import PeriodSpan, PlanVersion
from cchc_cli.formats.documents.verdicts import check_head, verdict_entries
from cchc_cli.formats.tables import csv_table
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result

BASIS = ("as_of", "window", "window_from", "window_to", "reading", "sample", "tool")
COLUMNS = (
    *BASIS, "org", "plan", "plan_number",
    "plan_sha256", "quota", "title", "clause", "unit", "scope", "decides", "period", "period_from", "period_to", "due",
    "section", "judged_as_of", "status", "count", "target", "aim", "days_late", "days_left", "parts", "channels", "leads",
    "share_met", "share_of", "share_percent", "share_required", "share_lacking", "share_waived", "implied", "question",
    "waiver_number", "waiver_reason", "waiver_approver", "waiver_last_day", "flips", "evidence", "notes",
    "org_name", "plan_title", "unit_name", "fails", "rule", "needed_number", "needed_of", "needed_by", "lacking_values", "skipped",
)  # fmt: skip
GATHERED = (
    *BASIS, "org", "unit", "unit_name", "plan", "quota", "title", "period", "period_from", "period_to", "status", "done",
    "of", "lacking", "late", "skipped",
)  # fmt: skip


def render(result: Result, context: Context, messages: Catalogue) -> str:
    """Return the verdicts, or their groups with `--by`, as CSV text."""
    head = check_head(result, context, messages)
    shared = {name: getattr(head, name) for name in ("as_of", "reading", "sample", "tool")} | _span(
        "window", head.window
    )
    shared["skipped"] = _listed(
        f"{skipped.file}[{skipped.sheet}]" if skipped.sheet else skipped.file for skipped in head.skipped
    )
    if head.gathered:
        return _table(GATHERED, shared, map(_gathered, head.gathered))
    if context.by:
        return _table(GATHERED, shared, ())
    plans = {(plan.org, plan.plan): plan for plan in head.plans}
    entries = verdict_entries(result, context, messages)
    return _table(COLUMNS, shared, (_flat(entry, plans[entry.org, entry.plan]) for entry in entries))


def _table(columns: tuple[str, ...], shared: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    table = ({**shared, **row} for row in rows)
    return csv_table([columns, *([row[column] for column in columns] for row in table)])


def _flat(entry: VerdictEntry, plan: PlanVersion) -> dict[str, Any]:
    share, waiver, needed = entry.share, entry.waiver, entry.needed
    return {
        **{name: getattr(entry, name) for name in VerdictEntry.__struct_fields__},
        **_span("period", entry.period),
        "plan_number": plan.number,
        "plan_sha256": plan.sha256,
        "parts": _listed(
            f"{part.name}={part.count}/{'' if part.target is None else part.target}" for part in entry.parts
        ),
        "channels": _listed(f"{code}={count}" for code, count in entry.channels.items()),
        "leads": _listed(f"{unit}={count}" for unit, count in entry.leads.items()),
        **{f"share_{name}": getattr(share, name, None) for name in ("met", "of", "percent", "required")},
        **{f"share_{name}": _listed(getattr(share, name, ())) for name in ("lacking", "waived")},
        **{f"waiver_{name}": getattr(waiver, name, None) for name in ("number", "reason", "approver", "last_day")},
        "flips": _listed(f"{flip.reading}={flip.status}" for flip in entry.flips),
        "evidence": _listed(f"{row.file}:{row.row}" for row in entry.evidence),
        "notes": _listed(note.text for note in entry.notes),
        **{f"needed_{name}": getattr(needed, name, None) for name in ("number", "of", "by")},
        "lacking_values": _listed(entry.lacking_values),
    }


def _gathered(entry: GatheredEntry) -> dict[str, Any]:
    return {
        **asdict(entry),
        **(_span("period", entry.period) if entry.period else dict.fromkeys(("period", "period_from", "period_to"))),
        "lacking": _listed(map(_name, entry.lacking)),
        "late": _listed(map(_name, entry.late)),
    }


def _name(verdict: VerdictName) -> str:
    return f"{verdict.plan}/{verdict.quota} {verdict.unit} {verdict.period}"


def _span(name: str, span: PeriodSpan) -> dict[str, Any]:
    return {name: span.label, f"{name}_from": span.first, f"{name}_to": span.last}


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts)
