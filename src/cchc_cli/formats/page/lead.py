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
    others: tuple[Segment, ...]
    bad: bool  # whether an obligation is missed


def lead(source: PageSource) -> Lead:
    """Return the counts of the deciding verdicts: due so far in the bar, the rest below it.

    Bar and rest together equal the summary of `check`.
    """
    own = [verdict for verdict in source.result.verdicts if verdict.decides]
    fallen = [verdict for verdict in own if _has_fallen_due(verdict, source)]
    rest = [verdict for verdict in own if not _has_fallen_due(verdict, source)]
    reached = sum(verdict.status in REACHED for verdict in fallen)
    messages = source.messages
    states = any(plan.states_figures for plan in source.result.plans)
    percent = f" = {messages.percent(reached, len(fallen))}" if states else ""
    return Lead(
        sentence="; ".join(_clauses(fallen, rest, source)) + ".",
        bar=_segments(fallen, source),
        share=messages("page.share", reached=reached, owed=len(fallen)) + percent if fallen else "",
        others=_segments(rest, source, early=True),
        bad=any(verdict.status is Status.MISSED for verdict in fallen),
    )


def _has_fallen_due(verdict: Verdict, source: PageSource) -> bool:
    due = verdict.obligation.due
    by_now = due is None or due <= source.result.as_of
    return verdict.status is Status.MISSED or (verdict.status in REACHED and by_now)


def _clauses(fallen: list[Verdict], rest: list[Verdict], source: PageSource) -> Iterator[str]:
    messages = source.messages
    missed = sum(verdict.status is Status.MISSED for verdict in fallen)
    if not fallen:
        yield messages("page.lead.none-due")
    elif missed:
        yield messages("page.lead.missed", missed=missed, owed=len(fallen))
    else:
        yield messages("page.lead.reached", owed=len(fallen))
    near = [verdict.days_left or 0 for verdict in rest if verdict.status is Status.AT_RISK]
    if near:
        yield messages("page.lead.at-risk", count=len(near), days=min(near))
    blocked = sum(verdict.status is Status.BLOCKED for verdict in rest)
    if blocked:
        yield messages("page.lead.blocked", count=blocked)


def _segments(verdicts: list[Verdict], source: PageSource, *, early: bool = False) -> tuple[Segment, ...]:
    """Return the counts in the order of the bar; a status met before its due day has a word of its own."""
    found = []
    for status in (*BAR, *(one for one in Status if one not in BAR)):
        count = sum(verdict.status is status for verdict in verdicts)
        word = source.messages("page.met-early") if early and status in REACHED else source.word(status)
        found += [Segment(status, word, count)] if count else []
    return tuple(found)
