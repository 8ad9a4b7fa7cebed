"""From a quota to its obligations: who owes it, for which period, by which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period, containing, tiles, whole_year
from cchc_cli.model.plan import (
    AsOne,
    Days,
    Deadline,
    During,
    Every,
    Issue,
    Jointly,
    Named,
    Owner,
    Plan,
    Quota,
    Standing,
    Tracked,
    Unit,
    Unknown,
    WithinDays,
)
from cchc_cli.model.verdict import Note, Obligation

ISSUE_DAY = "issue-day"  # the question of a deadline counted from an issue day that is not known
ANY_LATER_DAY = date.max


@dataclass(frozen=True, slots=True)
class Term:
    """One dated period of a quota: when items count, until when, by when it is due."""

    period: Period
    due: date | None
    opens: date
    closes: date
    question: str = ""
    notes: tuple[Note, ...] = ()
    first: date | None = None


def obligations_of(
    plan: Plan, quota: Quota, organisation: Organisation, holidays: Holidays, issue: Issue | None = None
) -> list[Obligation]:
    """Return what is owed for a quota, by owner, then by period; `issue` replaces the plan's own."""
    terms = list(_terms(plan, quota, holidays, issue or plan.issue))
    return [
        obligation
        for owner in quota.owners
        for term in terms
        if (obligation := _owed(owner, quota, term, organisation)) is not None
    ]


# ---- periods and due days


def _terms(plan: Plan, quota: Quota, holidays: Holidays, issue: Issue) -> Iterator[Term]:
    year = whole_year(plan.year)
    start = plan.start if issue is plan.issue else issue.earliest
    match quota.timing:
        case Every():
            yield from _recurring(quota.timing, plan.year, start)
        case During(period):
            yield Term(period, period.last, period.start, period.last)
        case Deadline(due):
            yield Term(year, due, year.start, ANY_LATER_DAY, notes=_may_precede(due, issue))
        case WithinDays(days):
            yield _within(days, year, issue, holidays)
        case Named(periods, due):
            yield from (_named(period, due, issue) for period in periods)
        case Unknown(question):
            yield Term(year, None, year.start, ANY_LATER_DAY, question)
        case Standing():
            yield Term(year, None, date.min, year.last)  # the latest snapshot decides, of whatever year it is
        case Tracked():
            yield Term(year, None, year.start, year.last)


def _recurring(timing: Every, year: int, start: date) -> Iterator[Term]:
    """The first period owed is the one that contains the start, taken whole."""
    periods = [period for period in tiles(timing.cadence, year) if period.last >= start]
    for period in periods:
        if timing.days is not None:
            yield _named(period, timing.days, None)
        else:
            last = timing.last if timing.last and period == periods[-1] else period.last
            yield Term(period, last, period.start, period.last, first=periods[0].start)


def _named(period: Period, due: date | Days, issue: Issue | None) -> Term:
    if isinstance(due, Days):
        day = due.by_period.get(period.label)
        return Term(period, day, date.min, ANY_LATER_DAY, "" if day else due.question)
    return Term(period, due, date.min, ANY_LATER_DAY, notes=_may_precede(due, issue))


def _within(days: int, year: Period, issue: Issue, holidays: Holidays) -> Term:
    """The day of the event is not counted; a last day off work moves on (Civil Code 2015, articles 147 and 148)."""
    if issue.day is None:
        return Term(year, None, year.start, ANY_LATER_DAY, ISSUE_DAY)
    fixed = issue.day + timedelta(days=days)
    due = holidays.next_working(fixed)
    notes = [Note("moved", {"from": str(fixed), "to": str(due)})] if due != fixed else []
    if not {fixed.year, due.year} <= holidays.years:
        notes.append(Note("no-holiday-table", {"year": str(due.year)}))
    return Term(year, due, issue.day, ANY_LATER_DAY, notes=tuple(notes))


def _may_precede(due: date, issue: Issue | None) -> tuple[Note, ...]:
    if issue is None:
        return ()
    latest = {"day": issue.earliest, "month": containing("month", issue.earliest).last, "unknown": date.max}
    return (Note("due-may-precede-issue", {"due": str(due)}),) if due < latest[issue.precision] else ()


# ---- owners


def _owed(owner: Owner, quota: Quota, term: Term, organisation: Organisation) -> Obligation | None:
    """Return the obligation, or None when no unit that would owe it is active on its due day."""
    if isinstance(owner, Unit):
        active, _ = _owing((owner.code,), quota, term, organisation)
        return _obligation(quota, term, owner.code, active) if active else None
    if isinstance(owner, Jointly):
        active, _ = _owing(owner.units, quota, term, organisation)
        return replace(_obligation(quota, term, ";".join(active), active), scope="joint") if active else None
    active, exempt = _owing(organisation.groups[owner.group], quota, term, organisation)
    if not active:
        return None
    group = replace(_obligation(quota, term, owner.group, active), scope="group", exempt=exempt)
    if isinstance(owner, AsOne):
        return group
    members = tuple(_obligation(quota, term, code, (code,)) for code in active)
    return replace(group, members=members, percent=owner.percent)


def _owing(
    codes: tuple[str, ...], quota: Quota, term: Term, organisation: Organisation
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the units active on the due day (the period's last where there is none), and the exempt ones."""
    day = term.due or term.period.last
    active = [code for code in codes if organisation.units[code].active_on(day)]
    exempt = {
        code: reason for code in active if (reason := organisation.units[code].exempt.get(quota.name)) is not None
    }
    return tuple(code for code in active if code not in exempt), exempt


def _obligation(quota: Quota, term: Term, owner: str, units: tuple[str, ...]) -> Obligation:
    return Obligation(
        quota=quota,
        owner=owner,
        scope="unit",
        units=units,
        period=term.period,
        due=term.due,
        opens=term.opens,
        closes=term.closes,
        first=term.first,
        question=term.question,
        notes=term.notes,
    )
