"""The whole, pure: an organisation's plans and items, a window and an as-of date in; the result out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cchc_cli.engine.judge import Judge
from cchc_cli.engine.matching import Ledger
from cchc_cli.engine.obligations import obligations_of
from cchc_cli.engine.select import is_selected, judging_day, section_of
from cchc_cli.engine.waivers import holds, names
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Issue, Plan, Quota
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import (
    WORST_FIRST,
    Flip,
    Obligation,
    Result,
    Rows,
    Status,
    Verdict,
    Waiver,
)


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one organisation."""

    organisation: Organisation
    plans: Sequence[Plan]
    items: Sequence[Item] = ()
    waivers: Sequence[Waiver] = ()
    holidays: Holidays = field(default_factory=Holidays)
    refused: int = 0
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: which window, as of when, of whom, under which reading."""

    as_of: date
    window: Period
    units: Collection[str] = ()
    plans: Collection[str] = ()
    reading: str = ""
    warn_days: int = 7


def check(case: Case, question: Question) -> Result:
    """Judge what an organisation owes in a window."""
    run = Run(case, question)
    verdicts = tuple(run.verdicts())
    return Result(
        as_of=question.as_of,
        window=question.window,
        plans=tuple(plan for plan in case.plans if not question.plans or plan.id in question.plans),
        verdicts=verdicts,
        rows=run.rows(),
        problems=(*case.problems, *run.waiver_problems()),
        sample=case.organisation.sample,
        reading=question.reading,
    )


def merged(results: Sequence[Result]) -> Result:
    """Put the results of several organisations, asked the same question, together."""
    first = results[0]
    rows = [result.rows for result in results]
    return replace(
        first,
        plans=tuple(plan for result in results for plan in result.plans),
        verdicts=tuple(verdict for result in results for verdict in result.verdicts),
        problems=tuple(problem for result in results for problem in result.problems),
        rows=Rows(
            *(sum(column) for column in zip(*((r.read, r.used, r.unused, r.refused) for r in rows), strict=True))
        ),
        sample=any(result.sample for result in results),
    )


class Run:
    """One organisation asked one question."""

    def __init__(self, case: Case, question: Question) -> None:
        self._case = case
        self._question = question
        self._units = self._selected_units()
        quotas = [self._asked(quota) for plan in case.plans for quota in plan.quotas.values()]
        self._readings = {} if question.reading else {q.name: dict(q.readings) for q in quotas}
        variants = [variant for readings in self._readings.values() for variant in readings.values()]
        self.ledger = Ledger(case.items, [*quotas, *variants])
        rank = {code: place for place, code in enumerate(case.organisation.channels)}
        self._judges = {
            plan.id: Judge(plan, self.ledger, rank, question.warn_days, case.waivers) for plan in case.plans
        }
        self._obligations = {
            plan.id: [one for quota in plan.quotas.values() for one in self._owed(plan, self._asked(quota))]
            for plan in case.plans
        }
        self._variants: dict[tuple[str, str], list[Obligation]] = {}

    def _selected_units(self) -> frozenset[str]:
        """A part selects what its parent owes."""
        units = self._case.organisation.units
        known = tuple(code for code in self._question.units if code in units)
        return frozenset({*self._question.units, *self._case.organisation.credited(known)})

    def _asked(self, quota: Quota) -> Quota:
        """Return the quota under the reading asked for, where it has that reading."""
        return quota.readings.get(self._question.reading, quota)

    def _owed(self, plan: Plan, quota: Quota, issue: Issue | None = None) -> list[Obligation]:
        issue = issue or plan.readings.get(self._question.reading)
        return obligations_of(plan, quota, self._case.organisation, self._case.holidays, issue)

    # ---- verdicts

    def verdicts(self) -> Iterator[Verdict]:
        """Yield the verdicts in the order of plan, quota, owner, period; a group's row before its units'."""
        for plan in self._case.plans:
            if self._question.plans and plan.id not in self._question.plans:
                continue
            for quota in plan.quotas:
                yield from _by_owner(
                    verdict
                    for obligation in self._obligations[plan.id]
                    if obligation.quota.id == quota
                    for verdict in self._of(plan, obligation)
                )

    def _of(self, plan: Plan, obligation: Obligation) -> Iterator[Verdict]:
        """Yield the verdict and, of a group, those of its units, if they are selected and the window shows them."""
        whole = is_selected(obligation, self._units)
        if whole:
            verdict = self._shown(plan, obligation)
            if verdict is not None:
                yield verdict
        for member in obligation.members:
            by_name = bool(self._units) and member.owner in self._units
            if whole or by_name:
                verdict = self._shown(plan, member)
                if verdict is not None:
                    yield replace(verdict, decides=by_name)

    def _shown(self, plan: Plan, obligation: Obligation) -> Verdict | None:
        window, as_of = self._question.window, self._question.as_of
        section = section_of(obligation, plan, window, as_of)
        if section is None:
            return None
        verdict = self._judges[plan.id].verdict(obligation, judging_day(section, obligation, window, as_of))
        if section == "overdue" and verdict.status is not Status.MISSED:
            return None
        return replace(verdict, section=section, flips=tuple(self._flips(plan, verdict)))

    # ---- other readings

    def _flips(self, plan: Plan, verdict: Verdict) -> Iterator[Flip]:
        """Yield the readings under which the worst status for the same owner and time is another."""
        if self._question.reading or verdict.status is Status.WAIVED:
            return
        for reading in (*self._readings[verdict.obligation.quota.name], *plan.readings):
            status = self.status_under(plan, verdict, reading)
            if status is not None and status is not verdict.status:
                yield Flip(reading, status)

    def status_under(self, plan: Plan, verdict: Verdict, reading: str) -> Status | None:
        """Return the worst status under a reading for the same owner and overlapping periods, None if nothing is owed."""
        obligation = verdict.obligation
        found = [
            self._judges[plan.id].verdict(other, verdict.judged_as_of).status
            for other in self._under(plan, obligation.quota, reading)
            if other.period.overlaps(obligation.period) and _same_owner(obligation, other)
        ]
        return min(found, key=WORST_FIRST.__getitem__, default=None)

    def _under(self, plan: Plan, quota: Quota, reading: str) -> list[Obligation]:
        """Return what is owed for a quota under a reading of it or of its plan's header, units of groups included."""
        key = (quota.name, reading)
        if key not in self._variants:
            variant = self._readings.get(quota.name, {}).get(reading, quota)
            owed = self._owed(plan, variant, plan.readings.get(reading))
            self._variants[key] = [one for top in owed for one in (top, *top.members)]
        return self._variants[key]

    # ---- rows

    def every_obligation(self) -> list[Obligation]:
        """Return what is owed under all plans of the organisation, the units of groups in the groups' place."""
        return [
            one
            for owed in self._obligations.values()
            for obligation in owed
            for one in obligation.members or (obligation,)
        ]

    def every_verdict(self) -> Iterator[Verdict]:
        """Yield the verdict of everything owed, whatever was selected, as of the as-of date."""
        for obligation in self.every_obligation():
            yield self._judges[obligation.quota.plan].verdict(obligation, self._question.as_of)

    def used(self) -> set[tuple[str, int]]:
        """Return the rows that count for at least one obligation of any plan."""
        return {(item.file, item.row) for verdict in self.every_verdict() for item in verdict.counted}

    def rows(self) -> Rows:
        used = len(self.used())
        readable = len(self._case.items)
        return Rows(readable + self._case.refused, used, readable - used, self._case.refused)

    # ---- waivers

    def waiver_problems(self) -> Iterator[Problem]:
        """Yield a warning for every waiver that matches nothing owed, or has expired for all that it matches."""
        every = [
            (one, obligation.owner if obligation.members else "")
            for owed in self._obligations.values()
            for obligation in owed
            for one in (obligation, *obligation.members)
        ]
        for waiver in self._case.waivers:
            named = [one for one, group in every if names(waiver, one, group)]
            details = {"quota": waiver.quota, "unit": waiver.unit, "number": waiver.number}
            if not named:
                yield Problem("waiver-unused", waiver.place, details, severity="warning")
            elif not any(holds(waiver, one, self._question.as_of) for one in named):
                details["last"] = str(waiver.last_day)
                yield Problem("waiver-expired", waiver.place, details, severity="warning")


def _same_owner(obligation: Obligation, other: Obligation) -> bool:
    """A lead of a joint obligation is the same owner as it."""
    if "joint" in {obligation.scope, other.scope}:
        return bool(set(obligation.units) & set(other.units)) and "group" not in {obligation.scope, other.scope}
    return obligation.owner == other.owner


def _by_owner(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Order one quota's verdicts by owner, then period, owners as they first come."""
    found = list(verdicts)
    owners: Mapping[str, int] = {}
    owners = {owner: place for place, owner in enumerate(dict.fromkeys(v.obligation.owner for v in found))}
    return sorted(found, key=lambda v: (owners[v.obligation.owner], v.obligation.period))
