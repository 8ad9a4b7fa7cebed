"""JSON of `check`, schema "cchc/check/1": written field by field, the same at every verbosity."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
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
from cchc_cli.model.plan import Quota
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import PartResult, Result, Share, Status, Verdict, Waiver

SCHEMA = "cchc/check/1"
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def render(result: Result, context: Context, say: Catalogue) -> Iterator[str]:
    """Yield the result as JSON text that ends with a newline: a verdict a line, short enough to read and to compare."""
    return _pieces(result, say, context.since)


def document(result: Result, say: Catalogue) -> dict[str, Any]:
    """Return the same as plain values, for the formats that lay them out otherwise."""
    found: dict[str, Any] = json.loads("".join(_pieces(result, say)))
    return found


def _pieces(result: Result, say: Catalogue, since: Mapping[str, object] | None = None) -> Iterator[str]:
    head = _head(result, say) | ({"since": since} if since else {})
    yield escaped(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")) + ',\n "verdicts": [\n'
    lines = _Lines(say)
    before = "  "
    for verdict in result.verdicts:
        yield before + lines.line(verdict)
        before = ",\n  "
    yield "\n ]\n}\n"


def _head(result: Result, say: Catalogue) -> dict[str, Any]:
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
        "problems": [_problem(problem, say) for problem in result.problems],
    }


class _Lines:
    """Verdicts as lines of JSON; what many of them share is made into text once.

    The standard library's encoder takes four times as long, most of it for the rows of evidence.
    """

    def __init__(self, say: Catalogue) -> None:
        self._say = say
        self._texts: dict[str, str] = {}
        self._quotas: dict[int, tuple[str, str, str]] = {}
        self._times: dict[tuple[int, date | None, str, date], str] = {}  # by which period object, due day …

    def line(self, verdict: Verdict) -> str:
        obligation = verdict.obligation
        about, aim, implied = self._quotas.get(id(obligation.quota)) or self._quota(obligation.quota)
        when = (id(obligation.period), obligation.due, verdict.section, verdict.judged_as_of)
        parts, status = verdict.parts, str(verdict.status)
        return (
            f"{{{about}"
            f', "unit": {self._text(obligation.owner)}, "scope": "{obligation.scope}"'
            f', "decides": {"true" if verdict.decides else "false"}, {self._times.get(when) or self._when(verdict)}'
            f', "status": "{status}", "count": {verdict.count}, "target": {_number(verdict.target)}'
            f', "aim": {"null" if obligation.scope == "group" else aim}'
            f', "days_late": {_number(verdict.days_late if verdict.status is Status.LATE else None)}'
            f', "days_left": {_number(verdict.days_left)}'
            f', "parts": [{self._part(parts[0]) if len(parts) == 1 else ", ".join(map(self._part, parts))}]'
            f', "channels": {{{self._counts(_channels(verdict))}}}'
            f', "leads": {{{self._counts(verdict.leads) if verdict.leads else ""}}}'
            f', "share": {_dumps(_share(verdict.share)) if verdict.share else "null"}, "implied": {implied}'
            f', "question": {_dumps(question_text(verdict.question, self._say)) if verdict.question else "null"}'
            f', "waiver": {_dumps(_waiver(verdict.waiver)) if verdict.waiver else "null"}'
            f', "flips": {_dumps(_flips(verdict)) if verdict.flips else "[]"}'
            f', "evidence": [{self._rows(verdict.counted)}]'
            f', "notes": {_dumps(self._notes(verdict)) if verdict.notes else "[]"}}}'
        )

    def _quota(self, quota: Quota) -> tuple[str, str, str]:
        """Return what is said of a quota, its aim, and whether its number is implied."""
        about = {
            "org": quota.organisation, "plan": quota.plan, "quota": quota.id, "title": quota.title,
            "clause": quota.clause,
        }  # fmt: skip
        aim = None if quota.need.several else quota.need.parts[0].aim
        found = _dumps(about)[1:-1], _number(aim), _dumps(quota.need.implied)
        return self._quotas.setdefault(id(quota), found)

    def _when(self, verdict: Verdict) -> str:
        """Return what is said of the times of a verdict; few verdicts differ in them."""
        obligation = verdict.obligation
        period, due, judged = obligation.period, obligation.due, verdict.judged_as_of
        times = {
            "period": _period(period), "due": due.isoformat() if due else None, "section": verdict.section,
            "judged_as_of": judged.isoformat(),
        }  # fmt: skip
        return self._times.setdefault((id(period), due, verdict.section, judged), _dumps(times)[1:-1])

    def _text(self, text: str) -> str:
        found = self._texts.get(text)
        return found if found is not None else self._texts.setdefault(text, _dumps(text))

    def _part(self, part: PartResult) -> str:
        return f'{{"name": {self._text(part.name)}, "count": {part.count}, "target": {_number(part.target)}}}'

    def _counts(self, counts: Mapping[str, int]) -> str:
        return ", ".join([f"{self._text(name)}: {count}" for name, count in counts.items()])

    def _rows(self, items: tuple[Item, ...]) -> str:
        if not items:
            return ""
        file = items[0].file
        rows = [str(item.row) for item in items if item.file is file]  # the text itself: a file's rows share it
        if len(rows) < len(items):
            return ", ".join([self._rows((one,)) for one in items])
        before = f'{{"file": {self._text(file)}, "row": '
        return before + ("}, " + before).join(rows) + "}"

    def _notes(self, verdict: Verdict) -> list[dict[str, str]]:
        return [{"code": note.code, "text": note_text(note, self._say)} for note in verdict.notes]


def _dumps(value: object) -> str:
    return escaped(_encoded(value))


def _number(number: int | None) -> str:
    return "null" if number is None else str(number)


def _channels(verdict: Verdict) -> Mapping[str, int]:
    if len(verdict.parts) == 1:
        return verdict.parts[0].channels
    found: dict[str, int] = {}
    for part in verdict.parts:
        for channel, count in part.channels.items():
            found[channel] = found.get(channel, 0) + count
    return found


def _flips(verdict: Verdict) -> list[dict[str, str]]:
    return [{"reading": flip.reading, "status": flip.status.value} for flip in verdict.flips]


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


def _period(period: Period) -> dict[str, str]:
    return {"label": period.label, "from": period.start.isoformat(), "to": period.last.isoformat()}


def _problem(problem: Problem, say: Catalogue) -> dict[str, Any]:
    return {
        "file": problem.place.file,
        "row": problem.place.row,
        "column": problem.place.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": message(problem, say),
    }
