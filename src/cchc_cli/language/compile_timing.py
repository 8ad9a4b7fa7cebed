"""From the words that say by when to a timing, with a complaint for every day that lies where it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cchc_cli.language.model_issue import Loc, ModelIssue
from cchc_cli.language.plan_file import QuotaWords
from cchc_cli.language.timing_words import (
    AheadWords,
    MonthDayWords,
    RoundsWords,
    StandingWords,
    UnknownWords,
    WithinWords,
)
from cchc_cli.model.period import Months, Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.text import nearest
from cchc_cli.model.timing import Days, FromEvent, Limit, MonthDay, NamedDay, Timing, WrittenTiming
from cchc_cli.words.timings import TIMINGS
from cchc_cli.words.timings.every import Every

ISSUE = "issue"  # the plan's own day of issue, as an event


def timing_of(words: QuotaWords, dates: Mapping[str, NamedDay]) -> Timing:
    """Return by when a quota is owed; the words stand together in a way of some timing (`QuotaWords`).

    `dates` are the days that the header names.
    """
    ahead = words.before if isinstance(words.before, AheadWords) else None
    written = WrittenTiming(
        every=words.every.rounds if isinstance(words.every, RoundsWords) else words.every,
        last=Limit(words.last.before, words.last.by) if words.last else None,
        limit=Limit(words.before if isinstance(words.before, Period) else None, words.by),
        within=_within(words.within, dates) if words.within else None,
        ahead=FromEvent(ahead.days, "days", dates.get(ahead.of)) if ahead else None,
        during=words.during,
        for_=words.for_,
        due=_due(words.due),
        fresh_days=words.standing.fresh_days if isinstance(words.standing, StandingWords) else None,
    )
    said = words.timing_words
    found = (one.read(written) for one in TIMINGS if any(way.words == said for way in one.ways))
    return next(timing for timing in found if timing is not None)


def _within(words: WithinWords, dates: Mapping[str, NamedDay]) -> FromEvent:
    [measure] = words.given()
    return FromEvent(getattr(words, measure), measure, dates.get(words.of))


def unknown_events(words: QuotaWords, dates: Mapping[str, NamedDay], at: Loc) -> Iterator[ModelIssue]:
    """Yield the events that the header does not name; what is before an event is before a named day."""
    ahead = words.before if isinstance(words.before, AheadWords) else None
    for word, one, known in (("within", words.within, [ISSUE, *dates]), ("before", ahead, list(dates))):
        if one is not None and one.of not in known:
            details = {"value": one.of, "meant": nearest(one.of, known), "known": ", ".join(dict.fromkeys(known))}
            code = "before-issue-day" if one.of == ISSUE else "unknown-event" if known else "no-event"
            yield ModelIssue((*at, word, "of"), code, details)


def clashes(words: QuotaWords, at: Loc) -> Iterator[ModelIssue]:
    """Yield a due day of the month where periods have no months, and days before an event where periods are named."""
    of_months = isinstance(words.every, type) and issubclass(words.every, Months)
    if isinstance(words.due, MonthDayWords) and not of_months:
        yield ModelIssue((*at, "due"), "due-of-months", on_key=True)
    if words.for_ and isinstance(words.before, AheadWords):
        yield ModelIssue((*at, "before"), "for-before-event", on_key=True)


def misplaced_days(timing: Timing, header: Plan, at: Loc) -> Iterator[ModelIssue]:
    """Yield the due days of periods that a timing does not have."""
    for one in timing.misplaced(header):
        yield ModelIssue((*at, *one.at), one.code, one.details, on_key=one.on_key)


def never_owed(timing: Timing, header: Plan, at: Loc) -> Iterator[ModelIssue]:
    """Yield an issue where nothing is ever owed: the span holds no period, or each period runs past the last day in force.

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
        if isinstance(period, Period)
    ]
    if isinstance(words.due, dict):
        days += [(("due", period.label), str(day), day) for period, day in words.due.items()]
    for loc, label, last in days:
        if last is not None and not year.start.year <= last.year <= year.last.year + 1:
            yield ModelIssue((*at, *loc), "not-of-plan", {"value": label, "year": year.label}, warns=True)


def _due(due: UnknownWords | MonthDayWords | dict[Period, date] | None) -> Days | MonthDay | None:
    if isinstance(due, MonthDayWords):
        return due.month_day
    if isinstance(due, UnknownWords):
        return Days({}, due.unknown)
    return Days(due) if due is not None else None
