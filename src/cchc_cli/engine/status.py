"""From the results of parts, and their days, to a status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from cchc_cli.model.plan import Plan
from cchc_cli.model.timing import Timing
from cchc_cli.model.verdict import REACHED, WORST_FIRST, Obligation, PartResult, Status, Verdict
from cchc_cli.words.cadences.month import Month


def is_tracked(obligation: Obligation) -> bool:
    """Without a number or threshold nothing is judged."""
    return not (obligation.quota.is_judged or obligation.is_blank)


def reached_on(obligation: Obligation, results: Sequence[PartResult]) -> date | None:
    """Return the day on which the need was reached: if any part suffices, the earliest day; otherwise the latest."""
    if len(results) == 1:
        return results[0].reached
    days = [result.reached for result in results]
    days_known = [day for day in days if day is not None]
    if obligation.quota.need.every:
        return max(days_known) if len(days_known) == len(days) else None
    return min(days_known, default=None)


def figures(obligation: Obligation, results: Sequence[PartResult]) -> tuple[int, int | None]:
    """Return count and target: of works, or of parts reached where there are several."""
    need = obligation.quota.need
    if is_tracked(obligation):
        return sum(result.count for result in results), None
    if not need.several:
        return (results[0].count, results[0].target) if results else (0, None)
    return sum(result.reached is not None for result in results), len(results) if need.every else 1


def status_of(
    obligation: Obligation, results: Sequence[PartResult], day: date, *, warn_days: int, plan: Plan
) -> Status:
    """Return the status of one owner's obligation on a day."""
    if obligation.is_blank:
        return Status.BLOCKED
    reached = reached_on(obligation, results)
    if is_tracked(obligation):
        return Status.TRACKED
    if obligation.quota.timing.kept_up:
        part_statuses = [_standing(obligation.quota.timing, result, day, plan) for result in results]
        return (min if obligation.quota.need.every else max)(part_statuses, key=WORST_FIRST.__getitem__)
    if obligation.due is None:
        return _undated(obligation, reached, day, plan)
    if reached is not None:
        return Status.MET if reached <= obligation.due else Status.LATE
    if obligation.quota.need.is_limit:
        return _within_limit(obligation, results[0], day)
    if day > obligation.due:
        return Status.MISSED
    if day < obligation.period.start:
        return Status.UPCOMING
    return Status.AT_RISK if (obligation.due - day).days <= warn_days else Status.OPEN


def _within_limit(obligation: Obligation, result: PartResult, day: date) -> Status:
    """A limit is missed from the row that exceeds it; until its period is over it can still be."""
    if result.exceeded is not None:
        return Status.MISSED
    if day < obligation.period.start:
        return Status.UPCOMING
    return Status.MET if day > obligation.period.last else Status.OPEN


def _undated(obligation: Obligation, reached: date | None, day: date, plan: Plan) -> Status:
    """A day the plan does not state is never invented: judged as of the day itself."""
    if obligation.counts_nothing:
        return Status.BLOCKED
    if day < obligation.period.start:
        return Status.UPCOMING
    known = not obligation.quota.timing.waits_for_answer
    if known and reached is not None:
        return Status.MET
    return Status.MISSED if known and day >= plan.own_year.stop else Status.BLOCKED


def _standing(timing: Timing, result: PartResult, day: date, plan: Plan) -> Status:
    """A part's latest snapshot decides; with none it is open until the end of the first full month in force."""
    if day < plan.start:
        return Status.UPCOMING
    if not result.counted:
        return Status.OPEN if day <= _first_full_month_end(plan) else Status.MISSED
    return Status.MISSED if result.reached is None or stale(timing, result, day) else Status.MET


def stale(timing: Timing, result: PartResult, day: date) -> bool:
    """Whether a part's snapshot is older than it may be."""
    holds = timing.holds_days
    return holds is not None and any((day - item.day).days > holds for item in result.counted)


def _first_full_month_end(plan: Plan) -> date:
    """Where the first day in force is not known, the first month known to be full is the next."""
    month = Month.containing(plan.start)
    if plan.start == month.start and plan.knows_start:
        return month.last
    return month.next.last


def group_status(owing: Sequence[Verdict], needed: int) -> tuple[Status, int | None]:
    """Return a group's status from its units' verdicts, and how many days late it is.

    Of those that have not reached it, the unit decides that would be the last needed, the best of them first. The day
    that counts is that on which the last unit needed had done it.
    """
    done = sorted(member.days_late or 0 for member in owing if member.status in REACHED)
    if not owing:
        return Status.WAIVED, None
    if len(done) < needed:
        lacking = [member.status for member in owing if member.status not in REACHED]
        best_first = sorted(lacking, key=WORST_FIRST.__getitem__, reverse=True)
        return best_first[needed - len(done) - 1], None
    late = done[needed - 1]
    return (Status.LATE, late) if late else (Status.MET, None)


def lacks(member: Verdict) -> bool:
    """Whether a unit exceeded a limit, or has not reached what it can reach: no kept-up state before the plan is in force."""
    if member.obligation.quota.need.is_limit:
        return member.status is Status.MISSED
    if member.status in REACHED:
        return False
    return member.status is not Status.UPCOMING or not member.obligation.quota.timing.kept_up


SHOWN_UNBOUND = frozenset({*REACHED, Status.UPCOMING, Status.WAIVED, Status.TRACKED})


def unbound(verdict: Verdict) -> Verdict:
    """Return the row of a unit that does not owe the quota by itself: its count is shown, without a target."""
    if verdict.obligation.binds_owner or verdict.status in SHOWN_UNBOUND:
        return verdict
    notes = tuple(note for note in verdict.notes if note.code not in {"day-not-stated", "stale"})
    return replace(verdict, status=Status.TRACKED, target=None, days_left=None, question="", notes=notes)


WITH_DAYS_LEFT = frozenset({Status.OPEN, Status.AT_RISK})


def days_late(obligation: Obligation, status: Status, results: Sequence[PartResult]) -> int | None:
    """Return how many days after its due day a late obligation was reached, None of any other."""
    if status is not Status.LATE or obligation.due is None:
        return None
    return ((reached_on(obligation, results) or obligation.due) - obligation.due).days


def days_left(obligation: Obligation, status: Status, day: date) -> int | None:
    """Return how many days an open obligation has left, None of any other or where no day is stated."""
    if obligation.due is None or status not in WITH_DAYS_LEFT:
        return None
    return (obligation.due - day).days
