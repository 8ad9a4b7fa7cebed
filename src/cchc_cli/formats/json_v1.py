"""JSON of `check`, schema "cchc/check/1": written field by field, the same at every verbosity."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from cchc_cli import __version__
from cchc_cli.formats.context import Context
from cchc_cli.formats.safe import escaped
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import message
from cchc_cli.i18n.remarks import note_text, question_text
from cchc_cli.model.item import Item
from cchc_cli.model.period import Period
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Result, Share, Status, Verdict, Waiver

SCHEMA = "cchc/check/1"


def render(result: Result, context: Context, say: Catalogue) -> str:
    """Return the result as JSON text that ends with a newline."""
    values = document(result, say)
    verdicts = ",\n".join("  " + _line(verdict) for verdict in values.pop("verdicts"))
    if context.since:
        values["since"] = context.since
    head = json.dumps(values, ensure_ascii=False, indent=1).removesuffix("\n}")
    return escaped(f'{head},\n "verdicts": [\n{verdicts}\n ]\n}}\n')


# A verdict a line: short enough to read and to compare, and the fast encoder of the standard library writes it.
_line = json.JSONEncoder(ensure_ascii=False).encode


def document(result: Result, say: Catalogue) -> dict[str, Any]:
    """Return the result as plain values, in the order in which JSON shows them."""
    rows = result.rows
    return {
        "schema": SCHEMA,
        "tool": __version__,
        "as_of": result.as_of.isoformat(),
        "reading": result.reading or None,
        "sample": result.sample,
        "window": _period(result.window),
        "plans": [
            {"org": plan.organisation, "plan": plan.id, "number": plan.number or None, "sha256": plan.sha256}
            for plan in result.plans
        ],
        "summary": {status.value: count for status, count in result.summary.items()},
        "rows": {"read": rows.read, "used": rows.used, "unused": rows.unused, "refused": rows.refused},
        "verdicts": [_verdict(verdict, say) for verdict in result.verdicts],
        "problems": [_problem(problem, say) for problem in result.problems],
    }


def _verdict(verdict: Verdict, say: Catalogue) -> dict[str, Any]:
    obligation = verdict.obligation
    quota = obligation.quota
    part = quota.need.parts[0]
    return {
        "org": quota.organisation,
        "plan": quota.plan,
        "quota": quota.id,
        "title": quota.title,
        "clause": quota.clause,
        "unit": obligation.owner,
        "scope": obligation.scope,
        "decides": verdict.decides,
        "period": _period(obligation.period),
        "due": _day(obligation.due),
        "section": verdict.section,
        "judged_as_of": verdict.judged_as_of.isoformat(),
        "status": verdict.status.value,
        "count": verdict.count,
        "target": verdict.target,
        "aim": None if quota.need.several or obligation.scope == "group" else part.aim,
        "days_late": verdict.days_late if verdict.status is Status.LATE else None,
        "days_left": verdict.days_left,
        "parts": [{"name": part.name, "count": part.count, "target": part.target} for part in verdict.parts],
        "channels": _channels(verdict),
        "leads": dict(verdict.leads),
        "share": _share(verdict.share) if verdict.share else None,
        "implied": quota.need.implied,
        "question": question_text(verdict.question, say) or None,
        "waiver": _waiver(verdict.waiver) if verdict.waiver else None,
        "flips": [{"reading": flip.reading, "status": flip.status.value} for flip in verdict.flips],
        "evidence": [_row(item) for item in verdict.counted],
        "notes": [{"code": note.code, "text": note_text(note, say)} for note in verdict.notes],
    }


def _channels(verdict: Verdict) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in verdict.parts:
        for channel, count in part.channels.items():
            found[channel] = found.get(channel, 0) + count
    return found


def _share(share: Share) -> dict[str, Any]:
    return {
        "met": share.met,
        "of": share.of,
        "percent": share.percent,
        "required": share.required,
        "lacking": list(share.lacking),
        "waived": list(share.waived),
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "number": waiver.number,
        "reason": waiver.reason,
        "approver": waiver.approver,
        "last_day": waiver.last_day.isoformat(),
    }


def _row(item: Item) -> dict[str, Any]:
    return {"file": item.file, "row": item.row}


def _period(period: Period) -> dict[str, str]:
    return {"label": period.label, "from": period.start.isoformat(), "to": period.last.isoformat()}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _problem(problem: Problem, say: Catalogue) -> dict[str, Any]:
    return {
        "file": problem.place.file,
        "row": problem.place.row,
        "column": problem.place.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": message(problem, say),
    }
