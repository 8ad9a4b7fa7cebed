"""CSV of `check`: one row a verdict, the fields of its JSON laid flat; UTF-8 with BOM, RFC 4180.

Column names and values are those of the JSON, in every language. Lists are joined by `; `, named numbers are `name=number`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from cchc_cli.formats.context import Context
from cchc_cli.formats.json_v1 import document
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result
from cchc_cli.model.writing import defused

COLUMNS = (
    "as_of", "window", "window_from", "window_to", "reading", "sample", "tool", "org", "plan", "plan_number",
    "plan_sha256", "quota", "title", "clause", "unit", "scope", "decides", "period", "period_from", "period_to", "due",
    "section", "judged_as_of", "status", "count", "target", "aim", "days_late", "days_left", "parts", "channels", "leads",
    "share_met", "share_of", "share_percent", "share_required", "share_lacking", "share_waived", "implied", "question",
    "waiver_number", "waiver_reason", "waiver_approver", "waiver_last_day", "flips", "evidence", "notes",
)  # fmt: skip
BOM = "\ufeff"


def render(result: Result, _context: Context, say: Catalogue) -> str:
    """Return the verdicts as CSV text."""
    values = document(result, say)
    plans = {(plan["org"], plan["plan"]): plan for plan in values["plans"]}
    shared = {name: values[name] for name in ("as_of", "reading", "sample", "tool")} | _period(
        "window", values["window"]
    )
    text = io.StringIO(BOM, newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for verdict in values["verdicts"]:
        row = shared | _flat(verdict, plans[verdict["org"], verdict["plan"]])
        writer.writerow([cell(row[column]) for column in COLUMNS])
    return text.getvalue()


def _flat(verdict: Mapping[str, Any], plan: Mapping[str, Any]) -> dict[str, Any]:
    share, waiver = verdict["share"] or {}, verdict["waiver"] or {}
    return {
        **verdict,
        **_period("period", verdict["period"]),
        "plan_number": plan["number"],
        "plan_sha256": plan["sha256"],
        "parts": _listed(f"{part['name']}={part['count']}/{_text(part['target'])}" for part in verdict["parts"]),
        "channels": _listed(f"{code}={count}" for code, count in verdict["channels"].items()),
        "leads": _listed(f"{unit}={count}" for unit, count in verdict["leads"].items()),
        **{f"share_{name}": share.get(name) for name in ("met", "of", "percent", "required")},
        **{f"share_{name}": _listed(share.get(name, ())) for name in ("lacking", "waived")},
        **{f"waiver_{name}": waiver.get(name) for name in ("number", "reason", "approver", "last_day")},
        "flips": _listed(f"{flip['reading']}={flip['status']}" for flip in verdict["flips"]),
        "evidence": _listed(f"{row['file']}:{row['row']}" for row in verdict["evidence"]),
        "notes": _listed(note["text"] for note in verdict["notes"]),
    }


def _period(name: str, period: Mapping[str, str]) -> dict[str, str]:
    return {name: period["label"], f"{name}_from": period["from"], f"{name}_to": period["to"]}


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts)


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def cell(value: object) -> object:
    """Return a number as it is; a text harmless, and with ' before it where a spreadsheet would run it as a formula."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = safe(_text(value))
    return defused(text)
