"""Verdicts under a plan that depend on a change of the amended plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.engine.case import Case
from cchc_cli.engine.check import Query, Run
from cchc_cli.engine.plan_diff import PlanDiff, QuotaDiff
from cchc_cli.engine.select import all_time
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Obligation, Status, Verdict

GIVEN = frozenset({Status.MET, Status.LATE, Status.MISSED, Status.WAIVED})
_Key = tuple[str, str, Period]


class RestingVerdict(Struct, frozen=True):
    """A verdict under the old plan, and the same owner's for the period under the new one, None if nothing is owed."""

    old: Verdict
    new: Verdict | None


def resting_verdicts(diff: PlanDiff, case: Case, as_of: date) -> list[RestingVerdict]:
    """Judge both plans on a day, and return the old plan's verdicts that depend on a change."""
    new_ids = {quota_diff.old.id: quota_diff.new.id for quota_diff in diff.quotas if quota_diff.old and quota_diff.new}
    touched = {_key(obligation) for quota_diff in diff.quotas for obligation in _touched(quota_diff)}
    ids = {id_ for id_, _, _ in touched}
    before = _verdicts(diff.old, ids, case, as_of)
    after = _verdicts(diff.new, {new_ids[id_] for id_ in ids if id_ in new_ids}, case, as_of)
    by_key = {_key(verdict.obligation): verdict for verdict in after}
    return [
        RestingVerdict(verdict, by_key.get((new_ids.get(key[0], ""), *key[1:])))
        for verdict in before
        if verdict.status in GIVEN and (key := _key(verdict.obligation)) in touched
    ]


def _touched(quota_diff: QuotaDiff) -> Iterator[Obligation]:
    """Yield the obligations of the old plan that the new plan drops or changes."""
    yield from quota_diff.dropped
    yield from (change.old for change in quota_diff.changed)


def _verdicts(plan: Plan, ids: set[str], case: Case, as_of: date) -> list[Verdict]:
    """Return the deciding verdicts of some quotas of a plan, over all that it ever asks."""
    alone = replace(case, plans=(plan,))
    query = Query(as_of, all_time([plan], as_of), plans=(plan.id,))
    run = Run(alone, query, {plan.quotas[id_].name for id_ in ids})
    return [verdict for verdict in run.verdicts() if verdict.decides]


def _key(obligation: Obligation) -> _Key:
    return (obligation.quota.id, obligation.owner, obligation.period)
