"""Compiling the words of timing to a Timing, with an issue for each impossible day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cchc_cli.language.model_issue import Loc, ModelIssue
from cchc_cli.language.plan_file import QuotaWords
from cchc_cli.language.read_only import read_only
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
    """Return the timing of a quota; `QuotaWords` has checked that its words go together.

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
    present = words.timing_words
    timings = (
        timing_type.read(written) for timing_type in TIMINGS if any(way.words == present for way in timing_type.ways)
    )
    return next(timing for timing in timings if timing is not None)


def _within(words: WithinWords, dates: Mapping[str, NamedDay]) -> FromEvent:
    [measure] = words.measures()
    return FromEvent(getattr(words, measure), measure, dates.get(words.of))


def unknown_events(words: QuotaWords, dates: Mapping[str, NamedDay], at: Loc) -> Iterator[ModelIssue]:
    """Yield events that the header does not name; `before` needs a named day, not the day of issue."""
    ahead = words.before if isinstance(words.before, AheadWords) else None
    for word, event, known in (("within", words.within, [ISSUE, *dates]), ("before", ahead, list(dates))):
        if event is not None and event.of not in known:
            details = {"value": event.of, "meant": nearest(event.of, known), "known": ", ".join(dict.fromkeys(known))}
            code = "before-issue-day" if event.of == ISSUE else "unknown-event" if known else "no-event"
            yield ModelIssue((*at, word, "of"), code, details)


def clashes(words: QuotaWords, at: Loc) -> Iterator[ModelIssue]:
    """Yield combinations that exclude each other: a due day of the month with periods without months, `for` with an event."""
    of_months = isinstance(words.every, type) and issubclass(words.every, Months)
    if isinstance(words.due, MonthDayWords) and not of_months:
        yield ModelIssue((*at, "due"), "due-of-months", on_key=True)
    if words.for_ and isinstance(words.before, AheadWords):
        yield ModelIssue((*at, "before"), "for-before-event", on_key=True)


def misplaced_days(timing: Timing, header: Plan, at: Loc) -> Iterator[ModelIssue]:
    """Yield due days for periods that a timing does not have."""
    for day in timing.misplaced(header):
        yield ModelIssue((*at, *day.at), day.code, day.details, on_key=day.on_key)


def never_owed(timing: Timing, header: Plan, at: Loc) -> Iterator[ModelIssue]:
    """Warn if nothing is ever owed: the span contains no whole period, or each period ends after the last day in force.

    An amended plan gets no warning: it ends early on purpose.
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
    """Warn of due days in other years, which often remain when a plan is copied from last year's."""
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
        return read_only(Days({}, due.unknown))
    return read_only(Days(due)) if due is not None else None
