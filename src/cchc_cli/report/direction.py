"""Part I: the plans issued, by whom, in time or not; documents of direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cchc_cli.engine.status import reached_on
from cchc_cli.i18n.remarks import question_text
from cchc_cli.i18n.sentences import type_text
from cchc_cli.model.verdict import REACHED, Share, Status, Verdict
from cchc_cli.report.figures import asks_plans
from cchc_cli.report.outline import Block
from cchc_cli.report.writer import Writer

DIRECTING = ("decision", "assignment", "guidance", "inspection", "proposal")


def direction(writer: Writer) -> Iterator[Block]:
    """Yield part I: the plans that were owed this year, and the documents of direction of the window."""
    yield writer.heading(1, "direction")
    plan_verdicts = [
        verdict for verdict in writer.findings.to_date if verdict.decides and asks_plans(verdict.obligation.quota)
    ]
    if not plan_verdicts:
        yield writer.paragraph("direction.none")
    for verdict in plan_verdicts:
        title = verdict.obligation.quota.title
        yield writer.paragraph("direction.line", title=title, text=_state(verdict, writer))
    documents = _documents(writer)
    if documents:
        yield writer.paragraph("direction.documents", found=documents)
    yield writer.blank("direction.blank")


def _state(verdict: Verdict, writer: Writer) -> str:
    if verdict.status in {Status.WAIVED, Status.BLOCKED, Status.TRACKED, Status.UPCOMING}:
        return _undecided(verdict, writer)
    if verdict.share and verdict.obligation.quota.need.is_share:
        return _share(verdict, verdict.share, writer)
    if verdict.members:
        return _group(verdict, writer)
    return _single(verdict, writer)


def _due(verdict: Verdict, writer: Writer) -> str:
    due = verdict.obligation.due
    return (
        writer.messages("direction.due", day=writer.messages.day(due)) if due else writer.messages("direction.no-due")
    )


def _undecided(verdict: Verdict, writer: Writer) -> str:
    messages = writer.messages
    status = messages(f"status.{verdict.status}")
    if verdict.question:
        status += f" ({question_text(verdict.question, messages)})"
    return messages("direction.undecided", unit=writer.owner(verdict), status=status)


def _single(verdict: Verdict, writer: Writer) -> str:
    messages = writer.messages
    details = {"unit": writer.owner(verdict), "due": _due(verdict, writer)}
    if verdict.status not in REACHED:
        return messages("direction.missed" if verdict.status is Status.MISSED else "direction.open", **details)
    reached = reached_on(verdict.obligation, verdict.parts)
    details |= {"day": messages.long_day(reached) if reached else "", "days": messages.number(verdict.days_late or 0)}
    text = messages("direction.late" if verdict.status is Status.LATE else "direction.met", **details)
    titles = [item.title for item in verdict.counted]
    return messages("direction.named", text=text, title=titles[0]) if len(titles) == 1 else text


def _group(verdict: Verdict, writer: Writer) -> str:
    messages, share = writer.messages, verdict.share
    if share is None:
        return _undecided(verdict, writer)
    needed = verdict.target or 0
    in_time = sum(member.status is Status.MET for member in verdict.members)
    texts = [
        messages(
            "direction.group" if share.required == 100 else "direction.group-share",
            met=messages.number(share.met),
            needed=messages.number(needed),
            of=messages.number(share.of),
            rate=writer.rate(min(share.met, needed), needed, [verdict.obligation.quota.plan]),
            due=_due(verdict, writer),
            in_time=messages.number(in_time),
        )
    ]
    return "; ".join([*texts, *_others(verdict, share, writer)])


def _others(verdict: Verdict, share: Share, writer: Writer) -> Iterator[str]:
    """Yield the numbers of units that were late, lack it or are waived."""
    yield from [late] if (late := writer.late_units(verdict)) else []
    yield from [writer.lacking_units(share)] if share.lacking else []
    if share.waived:
        yield writer.messages("units.waived", count=writer.messages.number(len(share.waived)))


def _share(verdict: Verdict, share: Share, writer: Writer) -> str:
    if not share.of:
        return _single(verdict, writer)
    messages, target = writer.messages, verdict.target or 0
    rate = writer.rate(min(share.met, target), target, [verdict.obligation.quota.plan])
    met, of = messages.number(share.met), messages.number(target)
    texts = [messages("direction.share", met=met, of=of, rate=rate, due=_due(verdict, writer))]
    return "; ".join([*texts, *_others(verdict, share, writer)])


def _documents(writer: Writer) -> str:
    """Return the documents of direction in the window's logs, by type."""
    organisation = writer.findings.organisation
    counts = Counter(item.type for item in writer.findings.items if item.kind == "documents")
    return ", ".join(
        f"{writer.messages.number(counts[type_])} {type_text('documents', type_, organisation, writer.messages)}"
        for type_ in DIRECTING
        if counts[type_]
    )
