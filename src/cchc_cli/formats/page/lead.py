"""The situation in one sentence, and the bar of everything due so far."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from cchc_cli.formats.page.source import PageSource
from cchc_cli.model.verdict import REACHED, Status, Verdict

BAR = (Status.MET, Status.LATE, Status.MISSED)


class Segment(Struct, frozen=True):
    """The number of obligations with a status; `word` is the status in words."""

    status: Status
    word: str
    count: int


class Lead(Struct, frozen=True):
    """The sentence, the segments of the bar, and the numbers of everything not yet due."""

    sentence: str
    bar: tuple[Segment, ...]
    share: str
    not_due: tuple[Segment, ...]
    has_missed: bool


def lead(source: PageSource) -> Lead:
    """Return the counts of the deciding verdicts: due so far in the bar, the rest below it.

    Bar and rest together equal the summary of `check`.
    """
    deciding = [verdict for verdict in source.result.verdicts if verdict.decides]
    due = [verdict for verdict in deciding if _has_fallen_due(verdict, source)]
    not_due = [verdict for verdict in deciding if not _has_fallen_due(verdict, source)]
    reached = sum(verdict.status in REACHED for verdict in due)
    messages = source.messages
    states = any(plan.states_figures for plan in source.result.plans)
    percent = f" = {messages.percent(reached, len(due))}" if states else ""
    return Lead(
        sentence="; ".join(_clauses(due, not_due, source)) + ".",
        bar=_segments(due, source),
        share=messages("page.share", reached=reached, owed=len(due)) + percent if due else "",
        not_due=_segments(not_due, source, early=True),
        has_missed=any(verdict.status is Status.MISSED for verdict in due),
    )


def _has_fallen_due(verdict: Verdict, source: PageSource) -> bool:
    due = verdict.obligation.due
    by_now = due is None or due <= source.result.as_of
    return verdict.status is Status.MISSED or (verdict.status in REACHED and by_now)


def _clauses(due: list[Verdict], not_due: list[Verdict], source: PageSource) -> Iterator[str]:
    messages = source.messages
    missed = sum(verdict.status is Status.MISSED for verdict in due)
    if not due:
        yield messages("page.lead.none-due")
    elif missed:
        yield messages("page.lead.missed", missed=missed, owed=len(due))
    else:
        yield messages("page.lead.reached", owed=len(due))
    days_left = [verdict.days_left or 0 for verdict in not_due if verdict.status is Status.AT_RISK]
    if days_left:
        yield messages("page.lead.at-risk", count=len(days_left), days=min(days_left))
    blocked = sum(verdict.status is Status.BLOCKED for verdict in not_due)
    if blocked:
        yield messages("page.lead.blocked", count=blocked)


def _segments(verdicts: list[Verdict], source: PageSource, *, early: bool = False) -> tuple[Segment, ...]:
    """Return the counts in the order of the bar; a status met before its due day has a word of its own."""
    segments = []
    for status in (*BAR, *(other for other in Status if other not in BAR)):
        count = sum(verdict.status is status for verdict in verdicts)
        word = source.messages("page.met-early") if early and status in REACHED else source.word(status)
        segments += [Segment(status, word, count)] if count else []
    return tuple(segments)
