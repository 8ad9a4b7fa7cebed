"""Why a verdict has its status: the rows that nearly matched, and the shortfall."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from cchc_cli.engine.check import DEFAULT, Case, Query, Run
from cchc_cli.engine.ledger import PartKey
from cchc_cli.engine.matching import misplaced, unfit
from cchc_cli.engine.set_aside import set_aside_of
from cchc_cli.model.item import Item
from cchc_cli.model.plan import NO_READING, Issue, Part, Plan, Quota
from cchc_cli.model.verdict import REACHED, SET_ASIDE, Obligation, Rejection, Status, Verdict
from cchc_cli.words.conditions.from_ import takes_anyone

LACKING_NOTHING = REACHED | {Status.TRACKED, Status.WAIVED}
ShortfallKind = Literal["nothing", "answer", "by-due", "late", "never", "undated", "exceeded"]


class AlternativeVerdict(Struct, frozen=True):
    """A verdict under another reading: None where nothing would be owed."""

    reading: str
    quota: Quota
    status: Status | None
    issue: Issue | None = None  # of a reading of the plan's header: the other issue, and the due day it gives
    due: date | None = None


class Explanation(Struct, frozen=True):
    """The full explanation of one verdict."""

    plan: Plan
    verdict: Verdict
    rejected: tuple[Rejection, ...]
    lack: ShortfallKind
    others: tuple[AlternativeVerdict, ...]


def explain(case: Case, query: Query, quota: str) -> list[Explanation]:
    """Explain every verdict of a quota (full name) that the query selects; a group's units in its members."""
    run = Run(case, query, [quota])
    explainer = Explainer(run, case, query.as_of)
    shown = (verdict for verdict in run.verdicts() if verdict.decides or run.names(verdict.obligation))
    return [explainer.explain(verdict) for verdict in shown]


class Explainer:
    """Explains the verdicts of one run of a case; shared values are computed once."""

    def __init__(self, run: Run, case: Case, as_of: date) -> None:
        self._run = run
        self._as_of = as_of
        self._plans = {plan.id: plan for plan in case.plans}
        self._near = _NearMisses(case.items)

    def explain(self, verdict: Verdict) -> Explanation:
        """Return the explanation of a verdict, also of a unit within its group."""
        plan = self._plans[verdict.obligation.quota.plan]
        rejected = () if verdict.obligation.is_blank else tuple(_not_counted(self._near, verdict))
        alternatives = tuple(_other_sides(self._run, plan, verdict))
        return Explanation(plan, verdict, rejected, shortfall_kind(verdict, self._as_of), alternatives)


def _not_counted(near: _NearMisses, verdict: Verdict) -> Iterable[Rejection]:
    return _rejected(near, verdict) if verdict.parts else set_aside_of(verdict.members)


def _rejected(near: _NearMisses, verdict: Verdict) -> Iterator[Rejection]:
    """Yield rows not counted, once for each part; a row that counts for another part, or unit, is not rejected."""
    counted = {item.ref for other in (verdict, *verdict.members) for item in other.counted}
    of_units = [rejection for other in verdict.members for result in other.parts for rejection in result.rejected]
    seen, aside = set(), set[str]()
    for place, result in enumerate(verdict.parts):
        missed = near.of(verdict.obligation, place, verdict.judged_as_of)
        for rejection in (*result.rejected, *of_units, *missed):
            ref = rejection.item.ref
            key = (ref, rejection.reason)
            if ref not in counted and ref not in aside and key not in seen:
                seen.add(key)
                yield rejection
            if rejection.reason in SET_ASIDE:
                aside.add(ref)  # other credit of the row that nearly matched is not worth a second line


class _Likely:
    """Items that fail at most one condition of a part, whoever's and whenever they are, or are named; with that condition.

    Of an obligation only some can be near: those of its units, those of its days, and those named for its quota.
    """

    def __init__(self, quota: Quota, part: Part, items: Sequence[Item]) -> None:
        self._quota, self._part = quota, part
        self.found: list[tuple[Item, list[str]]] = []
        self._of_unit: defaultdict[str, list[int]] = defaultdict(list)
        self._named: list[int] = []
        for item in items:
            reasons = unfit(quota, part, item)
            named = _is_named(item, quota)
            if len(reasons) > 1 and not named:
                continue
            index = len(self.found)
            self.found.append((item, reasons))
            if named:
                self._named.append(index)
            for unit in item.units:
                self._of_unit[unit].append(index)
        self._by_day = sorted(range(len(self.found)), key=self._day)

    def _day(self, index: int) -> date:
        return self.found[index][0].day

    def of(self, obligation: Obligation) -> Iterable[int]:
        """Return the indexes of the items that may be near, in their order."""
        if takes_anyone(self._part) or self._part.is_report:
            return range(len(self.found))
        first = bisect_left(self._by_day, obligation.opens, key=self._day)
        last = bisect_right(self._by_day, obligation.closes, key=self._day)
        own = (index for unit in obligation.credited_units for index in self._of_unit.get(unit, ()))
        return sorted({*own, *self._by_day[first:last], *self._named})


class _NearMisses:
    """Items that fail one condition only, or are named for a quota and fail any."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._likely: dict[PartKey, _Likely] = {}

    def of(self, obligation: Obligation, place: int, day: date) -> Iterator[Rejection]:
        """Yield those of a part of an obligation."""
        quota = obligation.quota
        part = quota.need.parts[place]
        likely = self._likely.get((quota.key, place))
        if likely is None:
            likely = self._likely[quota.key, place] = _Likely(quota, part, self._items)
        for index in likely.of(obligation):
            item, unfitting = likely.found[index]
            reasons = unfitting + misplaced(obligation, part, item, day)
            if len(reasons) == 1 or (reasons and _is_named(item, quota)):
                yield Rejection(item, reasons[0])


def _is_named(item: Item, quota: Quota) -> bool:
    return item.serves is not None and quota.name in item.serves


def waits_for_answer(verdict: Verdict) -> bool:
    """Whether no evidence can decide the verdict before its question is answered: its count says nothing of its status."""
    obligation = verdict.obligation
    return verdict.status is Status.BLOCKED and (obligation.quota.timing.waits_for_answer or obligation.is_blank)


def shortfall_kind(verdict: Verdict, as_of: date) -> ShortfallKind:
    """Return the kind of shortfall: work by a day, an answer to the question, nothing that can still be done.

    A limit has no shortfall until it is exceeded. A state of a closed year is judged on the year's last day and cannot
    be mended on the as-of date.
    """
    if verdict.status in LACKING_NOTHING:
        return "nothing"
    obligation = verdict.obligation
    if obligation.quota.need.is_limit and not obligation.is_blank:
        if verdict.status is not Status.MISSED:
            return "nothing"
        return "exceeded" if as_of <= obligation.period.last else "never"
    if waits_for_answer(verdict):
        return "answer"
    day = as_of if obligation.quota.timing.kept_up else verdict.judged_as_of
    if day > obligation.closes:
        return "never"
    if obligation.due is None:
        return "undated"
    return "by-due" if verdict.judged_as_of <= obligation.due else "late"


def _other_sides(run: Run, plan: Plan, verdict: Verdict) -> Iterator[AlternativeVerdict]:
    """Yield the verdict under each other reading; under a selected reading, the default is an other one."""
    base = plan.quotas[verdict.obligation.quota.id]
    readings = (DEFAULT,) if run.reading else (*base.readings, *plan.readings)
    for reading in readings:
        status = run.status_under(plan, verdict, reading)
        due = run.due_under(plan, verdict, reading)
        variant = base.readings.get(reading, base)
        yield AlternativeVerdict(reading or NO_READING, variant, status, plan.readings.get(reading), due)
