"""From a quota to its obligations: who owes it, for which period, by which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period, containing
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
from cchc_cli.model.verdict import ANY_LATER_DAY, NOTHING, Note, Obligation, Scope

ISSUE_DAY = "issue-day"  # the question of a deadline counted from an issue day that is not known
DUE_DAY = "due-day"  # the question of a period whose due day nobody has given


class Term(Struct, frozen=True):
    """One dated period of a quota: when items count, until when, by when it is due."""

    period: Period
    due: date | None
    opens: date
    closes: date
    question: str = ""
    notes: tuple[Note, ...] = ()
    first: date | None = None


def under_reading(plan: Plan, reading: str) -> Plan:
    """Return the plan as a reading of its header has it; an explicit start is not moved by another issue day."""
    issue = plan.readings.get(reading)
    return replace(plan, issue=issue) if issue else plan


def obligations_of(plan: Plan, quota: Quota, organisation: Organisation, holidays: Holidays) -> list[Obligation]:
    """Return what is owed for a quota, by owner, then by period."""
    terms = [
        _with_notes(term, plan.issue) for term in _terms(plan, quota, holidays) if not plan.leaves_to_amended(term.due)
    ]
    return [
        obligation
        for owner in quota.owners
        for term in terms
        if (obligation := _owed(owner, quota, term, organisation)) is not None
    ]


# ---- periods and due days


def _terms(plan: Plan, quota: Quota, holidays: Holidays) -> Iterator[Term]:
    year = plan.own_year
    closes = ANY_LATER_DAY if all(part.is_report for part in quota.need.parts) else None
    match quota.timing:
        case Every():
            yield from _recurring(quota.timing, plan, closes)
        case During(period) if plan.is_in_force_through(period):
            yield Term(period, period.last, period.start, closes or period.last)
        case Deadline(due):
            yield Term(year, due, _opens(plan, year, due), ANY_LATER_DAY)
        case WithinDays(days):
            yield _within(days, year, plan.issue, holidays)
        case Named(periods, due):
            yield from (_named(plan, period, due) for period in periods if plan.is_in_force_through(period))
        case Unknown(question):
            yield Term(year, None, year.start, year.last, question)
        case Standing():
            yield Term(year, None, date.min, year.last)  # the latest snapshot decides, of whatever year it is
        case Tracked():
            yield Term(year, None, year.start, year.last)


def _recurring(timing: Every, plan: Plan, closes: date | None) -> Iterator[Term]:
    """The first period owed is the one that contains the start, taken whole; a report can be late on any day."""
    periods = [period for period in plan.periods(timing.cadence) if period.last >= plan.start]
    for period in periods:
        if timing.days is not None:
            yield _named(plan, period, timing.days)
        else:
            last = timing.last if timing.last and period == periods[-1] else period.last
            yield Term(period, last, period.start, closes or period.last, first=periods[0].start)


def _named(plan: Plan, period: Period, due: date | Days) -> Term:
    day = due.by_period.get(period.label) if isinstance(due, Days) else due
    question = (due.question or DUE_DAY) if isinstance(due, Days) and day is None else ""
    return Term(period, day, _opens(plan, period, day), ANY_LATER_DAY, question)


def _opens(plan: Plan, period: Period, due: date | None) -> date:
    """Items count from the period's first day; from the issue day, or the year before, if the due day is earlier."""
    if due is None or due >= period.start:
        return period.start
    year = plan.own_year
    return min(plan.issue.earliest, period.start) if due >= year.start else date(year.start.year - 1, 1, 1)


def _within(days: int, year: Period, issue: Issue, holidays: Holidays) -> Term:
    """The day of the event is not counted; a last day off work moves on (Civil Code 2015, articles 147 and 148)."""
    if issue.day is None:
        return Term(year, None, year.start, year.last, ISSUE_DAY)
    fixed = issue.day + timedelta(days=days)
    due = holidays.next_working(fixed)
    notes = [Note("moved", {"from": str(fixed), "to": str(due)})] if due != fixed else []
    if not {fixed.year, due.year} <= holidays.years:
        notes.append(Note("no-holiday-table", {"year": str(due.year)}))
    return Term(year, due, issue.day, ANY_LATER_DAY, notes=tuple(notes))


def _with_notes(term: Term, issue: Issue) -> Term:
    """Say what hangs on an issue day that is not known, or lies after the due day."""
    notes = list(term.notes)
    latest = {"day": issue.earliest, "month": containing("month", issue.earliest).last, "unknown": date.max}
    if issue.precision == "unknown":
        notes.append(Note("issue-unknown", {"day": str(issue.earliest)}))
    if term.due is not None and term.due < latest[issue.precision]:
        notes.append(Note("due-may-precede-issue", {"due": str(term.due)}))
    return replace(term, notes=tuple(notes))


# ---- owners


def _owed(owner: Owner, quota: Quota, term: Term, organisation: Organisation) -> Obligation | None:
    """Return the obligation, or None when no unit that would owe it is active on its due day."""
    if isinstance(owner, Unit):
        active, _ = _owing((owner.code,), quota, term, organisation)
        return _obligation(quota, term, owner.code, "unit", active) if active else None
    if isinstance(owner, Jointly):
        active, _ = _owing(owner.units, quota, term, organisation)
        return _obligation(quota, term, ";".join(active), "joint", active) if active else None
    active, exempt = _owing(organisation.groups[owner.group], quota, term, organisation)
    if not active:
        return None
    if isinstance(owner, AsOne):
        return _obligation(quota, term, owner.group, "group", active, exempt=exempt)
    percent = owner.percent
    members = tuple(
        [_obligation(quota, term, code, "unit", (code,), group=owner.group, percent=percent) for code in active]
    )
    return _obligation(quota, term, owner.group, "group", active, members=members, percent=percent, exempt=exempt)


def _owing(
    codes: tuple[str, ...], quota: Quota, term: Term, organisation: Organisation
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the units active on the due day (the period's last where there is none), and the exempt ones."""
    day, name, units = term.due or term.period.last, quota.name, organisation.units
    active = [code for code in codes if units[code].active_on(day)]
    exempt = {code: units[code].exempt[name] for code in active if name in units[code].exempt}
    return tuple([code for code in active if code not in exempt]), exempt


def _obligation(
    quota: Quota,
    term: Term,
    owner: str,
    scope: Scope,
    units: tuple[str, ...],
    *,
    group: str = "",
    members: tuple[Obligation, ...] = (),
    percent: int = 100,
    exempt: Mapping[str, str] = NOTHING,
) -> Obligation:
    return Obligation(
        quota, owner, scope, units, term.period, term.due, term.opens, term.closes, term.first, term.question, group,
        members, percent, exempt, term.notes,
    )  # fmt: skip
