"""From the words that say by when to a timing, with a complaint for every day that lies where it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc_cli.language.model_issue import Loc, ModelIssue
from cchc_cli.language.plan_file import QuotaWords
from cchc_cli.language.timing_words import RoundsWords, StandingWords, UnknownWords
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.timing import Days, Limit, Timing, WrittenTiming
from cchc_cli.words.timings import TIMINGS
from cchc_cli.words.timings.every import Every


def timing_of(words: QuotaWords) -> Timing:
    """Return by when a quota is owed; the words stand together in a way of some timing (`QuotaWords`)."""
    written = WrittenTiming(
        every=words.every.rounds if isinstance(words.every, RoundsWords) else words.every,
        last=Limit(words.last.before, words.last.by) if words.last else None,
        limit=Limit(words.before, words.by),
        within=words.within.days if words.within else None,
        during=words.during,
        for_=words.for_,
        due=_days(words.due),
        fresh_days=words.standing.fresh_days if isinstance(words.standing, StandingWords) else None,
    )
    said = words.timing_words
    found = (one.read(written) for one in TIMINGS if any(way.words == said for way in one.ways))
    return next(timing for timing in found if timing is not None)


def misplaced_days(timing: Timing, header: Plan, at: Loc) -> Iterator[ModelIssue]:
    """Yield the due days of periods that a timing does not have."""
    for one in timing.misplaced(header):
        yield ModelIssue((*at, *one.at), one.code, one.details, on_key=one.on_key)


def never_owed(timing: Timing, header: Plan, at: Loc) -> Iterator[ModelIssue]:
    """Yield that nothing is owed: no period lies in the span, or each runs past the last day in force.

    An amended plan means it so.
    """
    if timing.periods(header) != () or header.amended is not None:
        return
    if isinstance(timing, Every) and timing.during and timing.during.overlaps(header.in_force):
        details = {"value": timing.during.label, "every": timing.cadence.word}
        yield ModelIssue((*at, "during"), "none-within", details, warns=True)
    else:
        details = {"first": str(header.start), "last": str(header.in_force.last)}
        yield ModelIssue((*at, timing.word), "never-owed", details, on_key=True, warns=True)


def days_of_other_years(words: QuotaWords, year: Period, at: Loc) -> Iterator[ModelIssue]:
    """Yield the due days of years that a plan hardly means: one copied from last year's keeps its days here and there."""
    days: list[tuple[Loc, str, date | None]] = [
        (
            (word,),
            str(period.start) if period.start == period.last else period.label,
            Limit(before=period).day if word == "before" else period.last,
        )
        for word, period in (("before", words.before), ("by", words.by), ("during", words.during))
        if period is not None
    ]
    if isinstance(words.due, dict):
        days += [(("due", period.label), str(day), day) for period, day in words.due.items()]
    for loc, label, last in days:
        if last is not None and not year.start.year <= last.year <= year.last.year + 1:
            yield ModelIssue((*at, *loc), "not-of-plan", {"value": label, "year": year.label}, warns=True)


def _days(due: UnknownWords | dict[Period, date] | None) -> Days | None:
    if isinstance(due, UnknownWords):
        return Days({}, due.unknown)
    return Days(due) if due is not None else None
