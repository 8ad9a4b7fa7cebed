"""From the words that say by when to a timing, with a complaint for every day that lies where it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from cchc_cli.language.complaint import Complaint, Loc
from cchc_cli.language.plan_file import QuotaWords
from cchc_cli.language.timing_words import StandingWords, UnknownWords
from cchc_cli.model.period import ONE_DAY, Period
from cchc_cli.model.plan import (
    Days,
    Deadline,
    During,
    Every,
    Named,
    Plan,
    Standing,
    Timing,
    Tracked,
    Unknown,
    WithinDays,
)
from cchc_cli.words.cadences import parse_period
from cchc_cli.words.cadences.quarter import Quarter


def timing_of(words: QuotaWords) -> Timing:
    """Return by when a quota is owed."""
    if words.every:
        last = _deadline(words.last.before, words.last.by) if words.last else None
        return Every(words.every, last, _days(words.due) if words.due else None)
    if words.for_:
        due = _deadline(words.before, words.by)
        return Named(words.for_, due or _days(words.due))
    if words.within:
        return WithinDays(words.within.days)
    if words.during:
        return During(words.during)
    if words.standing:
        return Standing(words.standing.fresh_days if isinstance(words.standing, StandingWords) else None)
    if words.tracked:
        return Tracked()
    if isinstance(words.due, UnknownWords):
        return Unknown(words.due.unknown)
    if words.due:
        return Named(tuple(parse_period(label) for label in words.due), _days(words.due))
    return Deadline(cast("date", _deadline(words.before, words.by)), _quarter(words.by))


def misplaced_days(words: QuotaWords, header: Plan, at: Loc) -> Iterator[Complaint]:
    """Yield the due days of periods that a recurring quota does not have, and an earlier end outside the last one."""
    if words.every is None:
        return
    periods = header.periods(words.every)
    labels = [period.label for period in periods]
    for label in words.due if isinstance(words.due, dict) else ():
        if label not in labels:
            details = {"value": label, "period": f"{words.every.word} {header.own_year.label}"}
            yield Complaint((*at, "due", label), "not-its-period", details, on_key=True)
    day = _deadline(words.last.before, words.last.by) if words.last else None
    if day is not None and periods and not periods[-1].holds(day):
        details = {"value": str(day), "period": labels[-1]}
        yield Complaint((*at, "last"), "last-outside", details)


def never_owed(timing: Timing, header: Plan, at: Loc) -> Iterator[Complaint]:
    """Yield that nothing is owed, as each period runs past the plan's last day in force; an amended plan means it so."""
    match timing:
        case Every():
            word, owed = "every", header.periods(timing.cadence)
        case During(period):
            word, owed = "during", tuple(one for one in (period,) if header.is_in_force_through(one))
        case Named(periods):
            word, owed = "for", tuple(one for one in periods if header.is_in_force_through(one))
        case _:
            return
    if not owed and header.amended is None:
        yield Complaint((*at, word), "never-owed", {"last": str(header.in_force.last)}, on_key=True, warns=True)


def days_of_other_years(words: QuotaWords, year: Period, at: Loc) -> Iterator[Complaint]:
    """Yield the due days of years that a plan hardly means: one copied from last year's keeps its days here and there."""
    days: list[tuple[Loc, str, date | None]] = [
        (
            (word,),
            str(period.start) if period.start == period.last else period.label,
            _deadline(period, None) if word == "before" else period.last,
        )
        for word, period in (("before", words.before), ("by", words.by), ("during", words.during))
        if period is not None
    ]
    if isinstance(words.due, dict):
        days += [(("due", label), str(day), day) for label, day in words.due.items()]
    for loc, label, last in days:
        if last is not None and not year.start.year <= last.year <= year.last.year + 1:
            yield Complaint((*at, *loc), "not-of-plan", {"value": label, "year": year.label}, warns=True)


def names_periods(timing: Timing) -> bool:
    """Only a report names the period it is for; any other item would serve every one of them."""
    return isinstance(timing, Named) or (isinstance(timing, Every) and timing.days is not None)


def _deadline(before: Period | None, by: Period | None) -> date | None:
    """Before a day or month: the day before it starts; by a day, month or quarter: its last day."""
    if before is not None:
        return before.start - ONE_DAY
    return by.last if by is not None else None


def _quarter(by: Period | None) -> Period | None:
    return by if isinstance(by, Quarter) else None


def _days(due: UnknownWords | dict[str, date] | None) -> Days:
    if isinstance(due, UnknownWords):
        return Days({}, due.unknown)
    return Days(due or {})
