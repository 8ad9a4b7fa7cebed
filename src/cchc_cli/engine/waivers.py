"""Waivers: a decision that an obligation need not be met is shown, never hidden."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec.structs import replace

from cchc_cli.model.verdict import Note, Obligation, Status, Verdict, Waiver


def names(waiver: Waiver, obligation: Obligation) -> bool:
    """Whether a waiver names an obligation, on any day.

    A waiver for a group covers each of its units. A joint obligation is covered when all its leads are named, and an
    obligation owed in place of others when all of these are. A waiver with a period covers the periods inside it.
    """
    if waiver.quota != obligation.quota.name or not _names_owner(waiver, obligation):
        return False
    period = waiver.period
    return period is None or (period.start <= obligation.period.start and obligation.period.stop <= period.stop)


def _names_owner(waiver: Waiver, obligation: Obligation) -> bool:
    named = set(waiver.units)
    if not named.isdisjoint({obligation.owner, obligation.group}):
        return True
    if obligation.scope == "group":
        return False
    return bool(obligation.units) and all(
        unit in named or _names_lines(named, obligation.lines_to(unit)) for unit in obligation.units
    )


def _names_lines(named: Collection[str], lines: Sequence[Sequence[str]]) -> bool:
    """Whether each line has a named unit, no matter which of its units owed at the time of the decision."""
    return bool(lines) and all(any(code in named for code in line) for line in lines)


def holds(waiver: Waiver, obligation: Obligation, day: date) -> bool:
    """Whether a waiver has not expired by an obligation's due day; without a due day, by the day itself."""
    return (obligation.due or day) <= waiver.last_day


def excuses(waivers: Sequence[Waiver], obligation: Obligation, day: date) -> bool:
    """Whether a waiver covers an obligation as judged on a day."""
    return any(names(waiver, obligation) and holds(waiver, obligation, day) for waiver in waivers)


def waived(verdict: Verdict, waivers: Sequence[Waiver]) -> Verdict:
    """Return the verdict under the waivers; a waiver that expired by the due day only adds a note."""
    for waiver in waivers:
        if not names(waiver, verdict.obligation):
            continue
        if holds(waiver, verdict.obligation, verdict.judged_as_of):
            return replace(verdict, status=Status.WAIVED, waiver=waiver, days_late=None, days_left=None, question="")
        expired = Note("waiver-expired", {"number": waiver.number, "last": str(waiver.last_day)})
        verdict = replace(verdict, notes=(*verdict.notes, expired))
    return verdict
