"""Compiling the header of a plan file to a Plan without quotas, with an issue for each contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cchc_cli.language.compile_timing import ISSUE
from cchc_cli.language.model_issue import Loc, ModelIssue
from cchc_cli.language.plan_file import Issued, NotBefore, PlanWords
from cchc_cli.language.timing_words import UnknownWords
from cchc_cli.model.period import PLAN_YEARS, Period
from cchc_cli.model.plan import NO_READING, Amended, Issue, Plan
from cchc_cli.model.timing import NamedDay
from cchc_cli.words.cadences.year import whole_year

RESERVED = frozenset({ISSUE, "next"})  # names with a meaning of their own, not allowed in `dates`


def header_of(words: PlanWords, organisation: str) -> Plan:
    """Return the plan without quotas and duties; a first or last day in an impossible year is left out."""
    amended = words.amended
    return Plan(
        organisation=organisation,
        id=words.plan,
        title=words.title,
        number=words.number or "",
        calendar_year=whole_year(words.year),
        issue=issue_of(words.issued),
        quotas={},
        sources=words.sources,
        readings={name: issue_of(reading.issued) for name, reading in words.readings.items()},
        starts=_possible(words.starts),
        ends=_possible(words.ends),
        amended=Amended(amended.by, amended.from_) if amended else None,
        dates={name: _named_day(name, day) for name, day in words.dates.items()},
    )


def _named_day(name: str, words: date | UnknownWords) -> NamedDay:
    return NamedDay(name, None, words.unknown) if isinstance(words, UnknownWords) else NamedDay(name, words)


def issue_of(words: Issued) -> Issue:
    """Return the issue of a plan: its day, its month, or the earliest possible day."""
    if isinstance(words, NotBefore):
        return Issue(words.not_before, "unknown")
    return Issue(words.start, "day" if words.last == words.start else "month")


def issues_of_header(words: PlanWords, header: Plan) -> Iterator[ModelIssue]:
    """Yield the issues of a header: its days of issue, its first and last day, its named days and readings."""
    yield from _of_issue(words.issued, ("issued",))
    yield from _of_term(words, header)
    yield from _of_dates(words)
    for name, reading in words.readings.items():
        at: Loc = ("readings", name)
        if name == NO_READING:
            yield ModelIssue(at, "reading-default", {"value": name}, on_key=True)
        yield from _of_issue(reading.issued, (*at, "issued"))
        if reading.issued == words.issued:
            yield ModelIssue(at, "reading-same", {"value": name}, on_key=True, warns=True)


def _of_issue(words: Issued, at: Loc) -> Iterator[ModelIssue]:
    """Refuse a period longer than a month: the day of issue is a day, or a month where the day is blank."""
    if isinstance(words, Period) and not words.last < words.start + timedelta(days=31):
        yield ModelIssue(at, "bad-issued", {"value": words.label})


def _of_term(words: PlanWords, header: Plan) -> Iterator[ModelIssue]:
    """Check that a plan begins in its year or the year before, ends in its year or the year after, and in this order."""
    year = words.year
    first, at = (words.starts, "starts") if words.starts else (header.issue.earliest, "issued")
    backwards = (header.starts or header.ends) is not None and header.in_force.last < header.start
    if not year - 1 <= first.year <= year and not backwards:
        yield _of_other_year(first, year, at, words.starts)
    if words.ends and not year <= words.ends.year <= year + 1:
        yield _of_other_year(words.ends, year, "ends", words.ends)
    if backwards:
        details = {"last": str(header.in_force.last), "start": str(header.start)}
        yield ModelIssue(("ends" if header.ends else "starts",), "ends-before-start", details)
    if words.amended and words.ends is None:
        yield ModelIssue(("amended",), "amended-without-ends", on_key=True)
    elif words.amended and words.ends and words.amended.from_ <= words.ends:
        details = {"value": str(words.amended.from_), "last": str(words.ends)}
        yield ModelIssue(("amended", "from"), "amended-before-end", details)


def _of_dates(words: PlanWords) -> Iterator[ModelIssue]:
    """Refuse a reserved name of a day; warn of a day that is over a year away from the plan's year."""
    for name, day in words.dates.items():
        if name in RESERVED:
            yield ModelIssue(("dates", name), "reserved-name", {"value": name}, on_key=True)
        if isinstance(day, date) and not words.year - 1 <= day.year <= words.year + 1:
            details = {"value": str(day), "year": str(words.year)}
            yield ModelIssue(("dates", name), "not-of-plan", details, warns=True)


def _of_other_year(day: date, year: int, key: str, explicit: date | None) -> ModelIssue:
    """Warn of a day in another year; a day outside all plan years is an error."""
    impossible = explicit is not None and _possible(explicit) is None
    details = {"value": str(day), "year": str(year)}
    return ModelIssue((key,), "not-of-plan", details, warns=not impossible)


def _possible(day: date | None) -> date | None:
    return day if day and day.year in PLAN_YEARS else None
