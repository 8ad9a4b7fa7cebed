"""From a quota to its obligations: who owes it, for which period, by which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.model.calendar import Holidays
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import AsOne, EachOf, Jointly, NotKnown, Owner, Plan, Quota, Unit
from cchc_cli.model.timing import Term
from cchc_cli.model.verdict import NOTHING, Note, Obligation, Scope


def under_reading(plan: Plan, reading: str) -> Plan:
    """Return the plan as a reading of its header has it; an explicit start is not moved by another issue day."""
    issue = plan.readings.get(reading)
    return replace(plan, issue=issue) if issue else plan


def obligations_of(plan: Plan, quota: Quota, organisation: Organisation, holidays: Holidays) -> list[Obligation]:
    """Return the obligations of a quota, by owner, then by period."""
    terms = list(_terms(plan, quota, holidays))
    return [
        obligation
        for owner in quota.owners
        for term in terms
        if (obligation := _owed(owner, quota, term, organisation)) is not None
    ]


# ---- periods and due days


def _terms(plan: Plan, quota: Quota, holidays: Holidays) -> Iterator[Term]:
    """Yield the dated periods with their notes; an obligation due after an amended plan's end is not owed under it."""
    parts = quota.need.parts
    reports = bool(parts) and all(part.is_report for part in parts)
    for term in quota.timing.terms(plan, holidays, reports=reports):
        if not plan.leaves_to_amended(term.due):
            yield _with_notes(term, plan)


def _with_notes(term: Term, plan: Plan) -> Term:
    """Note that a due day depends on an unknown issue day, or is before the issue."""
    notes = list(term.notes)
    if plan.issue.precision == "unknown" and not plan.knows_start:
        notes.append(Note("issue-unknown", {"day": str(plan.start)}))
    if term.due is not None and term.due < plan.issue.latest:
        notes.append(Note("due-may-precede-issue", {"due": str(term.due)}))
    return replace(term, notes=tuple(notes))


# ---- owners


def _owed(owner: Owner, quota: Quota, term: Term, organisation: Organisation) -> Obligation | None:
    """Return the obligation, or None when no unit that would owe it is active on its due day."""
    if isinstance(owner, NotKnown):
        return _obligation(quota, term, "", "unit", _Owing(()))
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
    """Return the obligation of a unit or its successor; units merged into one owe it once, through the first."""
    codes = tuple([owner.code for owner in quota.owners if isinstance(owner, Unit)])
    day = _day_of_owing(term)
    owner = organisation.succession(code, day)[-1]
    if code != next(other for other in codes if organisation.succession(other, day)[-1] == owner):
        return None
    owing = _owing(codes, quota, term, organisation)
    return _obligation(quota, term, owner, "unit", owing.alone(owner)) if owner in owing.units else None


def _day_of_owing(term: Term) -> date:
    """A unit owes an obligation when it exists on the due day, or, without a due day, on the last day of the period."""
    return term.due or term.period.last


class _Owing(Struct, frozen=True):
    """The units that owe something on its due day, those exempt with the reason, and the lines of those that ended by then."""

    units: tuple[str, ...]
    exempt: Mapping[str, str] = NOTHING
    lines: tuple[tuple[str, ...], ...] = ()

    def alone(self, code: str) -> _Owing:
        """Return what holds of one of the units."""
        return _Owing((code,), lines=self.lines and tuple(line for line in self.lines if line[-1] == code))


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
    return _Owing(units, exempt, tuple(line for line in lines if line[-1] in succeeding and not reasons[line]))


def _exemption(line: tuple[str, ...], quota: str, organisation: Organisation) -> str:
    """Return why a unit, or what it became, does not owe a quota."""
    for code in line:
        if quota in organisation.units[code].exempt:
            return organisation.units[code].exempt[quota]
    return ""


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
        quota, owner, scope, owing.units, term.period, term.due, term.opens, term.closes, term.first, quota.question or term.question,
        group,
        members, percent, owing.exempt, term.notes, owing.lines,
    )  # fmt: skip
