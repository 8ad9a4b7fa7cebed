"""From a quota to its obligations: who owes it, for which period, by which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import (
    AsOne,
    Days,
    Deadline,
    During,
    EachOf,
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
from cchc_cli.words.cadences.month import Month

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
    latest = {"day": issue.earliest, "month": Month.containing(issue.earliest).last, "unknown": date.max}
    if issue.precision == "unknown":
        notes.append(Note("issue-unknown", {"day": str(issue.earliest)}))
    if term.due is not None and term.due < latest[issue.precision]:
        notes.append(Note("due-may-precede-issue", {"due": str(term.due)}))
    return replace(term, notes=tuple(notes))


# ---- owners


def _owed(owner: Owner, quota: Quota, term: Term, organisation: Organisation) -> Obligation | None:
    """Return the obligation, or None when no unit that would owe it is active on its due day."""
    if isinstance(owner, Unit):
        return _owed_alone(owner.code, quota, term, organisation)
    if isinstance(owner, Jointly):
        owing = _owing(owner.units, quota, term, organisation)
        return _obligation(quota, term, ";".join(owing.units), "joint", owing) if owing.units else None
    owing = _owing(organisation.groups[owner.group], quota, term, organisation)
    if not owing.units:
        return None
    if isinstance(owner, AsOne) and not quota.need.is_share:
        return _obligation(quota, term, owner.group, "group", owing)
    percent = owner.percent if isinstance(owner, EachOf) else quota.need.parts[0].percent or 100
    members = tuple(
        [
            _obligation(quota, term, code, "unit", owing.alone(code), group=owner.group, percent=percent)
            for code in owing.units
        ]
    )
    return _obligation(quota, term, owner.group, "group", owing, members=members, percent=percent)


def _owed_alone(code: str, quota: Quota, term: Term, organisation: Organisation) -> Obligation | None:
    """Return what a unit or its successor owes; of several units that became one, it is owed once, for the first."""
    codes = tuple([owner.code for owner in quota.owners if isinstance(owner, Unit)])
    day = _day_of_owing(term)
    owner = organisation.succession(code, day)[-1]
    if code != next(one for one in codes if organisation.succession(one, day)[-1] == owner):
        return None
    owing = _owing(codes, quota, term, organisation)
    return _obligation(quota, term, owner, "unit", owing.alone(owner)) if owner in owing.units else None


def _day_of_owing(term: Term) -> date:
    """A unit owes what is due while it exists; what has no due day, on the last day of the period."""
    return term.due or term.period.last


class _Owing(Struct, frozen=True):
    """The units that owe something on its due day, those exempt with the reason, and the units that ended by then."""

    units: tuple[str, ...]
    exempt: Mapping[str, str] = NOTHING
    stands_for: Mapping[str, str] = NOTHING

    def alone(self, code: str) -> _Owing:
        """Return what holds of one of the units."""
        own = {former: now for former, now in self.stands_for.items() if now == code}
        return _Owing((code,), stands_for=own or NOTHING)


def _owing(codes: tuple[str, ...], quota: Quota, term: Term, organisation: Organisation) -> _Owing:
    """Return who owes, of the units named and what they became by the day on which it is owed."""
    day, name = _day_of_owing(term), quota.name
    lines = [organisation.succession(code, day) for code in codes]
    lines = [line for line in lines if organisation.units[line[-1]].active_on(day)]
    # A unit that takes the place of an exempt one owes nothing in its place.
    reasons = {line: _exemption(line, name, organisation) for line in lines}
    units = tuple(dict.fromkeys(line[-1] for line in lines if not reasons[line]))
    exempt = {line[-1]: reason for line, reason in reasons.items() if reason and line[-1] not in units}
    succeeding = {line[-1] for line in lines if len(line) > 1}
    stands_for = {
        code: line[-1] for line in lines if line[-1] in succeeding and not reasons[line] for code in (line[:-1] or line)
    }
    return _Owing(units, exempt, stands_for or NOTHING)


def _exemption(line: tuple[str, ...], quota: str, organisation: Organisation) -> str:
    """Return why a unit, or what it became, does not owe a quota."""
    return next(
        (organisation.units[code].exempt[quota] for code in line if quota in organisation.units[code].exempt), ""
    )


def _obligation(
    quota: Quota,
    term: Term,
    owner: str,
    scope: Scope,
    owing: _Owing,
    *,
    group: str = "",
    members: tuple[Obligation, ...] = (),
    percent: int = 100,
) -> Obligation:
    return Obligation(
        quota, owner, scope, owing.units, term.period, term.due, term.opens, term.closes, term.first, term.question, group,
        members, percent, owing.exempt, term.notes, owing.stands_for,
    )  # fmt: skip
