"""The whole, pure: an organisation's plans and items, a window and an as-of date in; the result out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.engine.case import Case as Case
from cchc_cli.engine.judge import Judge
from cchc_cli.engine.ledger import Ledger
from cchc_cli.engine.obligations import under_reading
from cchc_cli.engine.owed import Owed
from cchc_cli.engine.select import is_selected, judging_day, section_of
from cchc_cli.engine.set_aside import SetAside
from cchc_cli.engine.waivers import holds, names
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.progress import ProgressCallback, no_progress
from cchc_cli.model.verdict import (
    WARN_DAYS,
    WORST_FIRST,
    Flip,
    Obligation,
    Result,
    RowTotals,
    Status,
    Verdict,
)

DEFAULT = ""  # the reading that is none
OVERDUE = frozenset({Status.MISSED, Status.WAIVED, Status.BLOCKED})  # statuses shown as overdue
_period = attrgetter("obligation.period")


class Query(Struct, frozen=True):
    """A question to the engine: which window, as of which day, for which units, under which reading."""

    as_of: date
    window: Period
    units: Collection[str] = ()
    plans: Collection[str] = ()
    reading: str = ""
    warn_days: int = WARN_DAYS


def check(case: Case, query: Query, tell: ProgressCallback = no_progress) -> Result:
    """Judge what an organisation owes in a window. `tell` is called with 1 for each quota judged."""
    return Run(case, query).result(tell)


def merged(results: Sequence[Result]) -> Result:
    """Put the results of several organisations, asked the same query, together."""
    first = results[0]
    rows = [result.rows for result in results]
    return replace(
        first,
        plans=tuple(plan for result in results for plan in result.plans),
        verdicts=tuple(verdict for result in results for verdict in result.verdicts),
        problems=tuple(problem for result in results for problem in result.problems),
        passed_over=tuple(passed_over for result in results for passed_over in result.passed_over),
        rulings=tuple(effect for result in results for effect in result.rulings),
        skipped=tuple(problem for result in results for problem in result.skipped),
        rows=RowTotals(
            *(
                sum(column)
                for column in zip(
                    *((row_totals.read, row_totals.used, row_totals.unused, row_totals.refused) for row_totals in rows),
                    strict=True,
                )
            )
        ),
        sample=any(result.sample for result in results),
    )


class Run:
    """One organisation under one query.

    If the run is limited to some quotas (full names), it has only their verdicts, and `result` cannot account for the
    rows.
    """

    def __init__(self, case: Case, query: Query, quotas: Collection[str] | None = None) -> None:
        self._case = case
        self._quotas = {quota.name: quota for plan in case.plans for quota in plan.quotas.values()}
        if quotas is not None:
            self._quotas = {name: quota for name, quota in self._quotas.items() if name in quotas}
        variants = [variant for quota in self._quotas.values() for variant in quota.readings.values()]
        every = [*self._quotas.values(), *variants]
        self.ledger = Ledger(case.items, every, shares_rows=case.further > 0)
        self.aside = SetAside(case.rejected, every) if case.rejected else None
        self.owed = Owed(case.organisation, case.plans, case.holidays)
        self._judges: dict[tuple[str, str, int], Judge] = {}
        self._ask(query)

    def _ask(self, query: Query) -> None:
        self._query = query
        self.reading = query.reading
        self.units = _selected_units(self._case.organisation, query)

    def under(self, query: Query) -> Run:
        """Return the same organisation under another query; verdicts that both need are judged once."""
        other = copy(self)
        other._ask(query)
        return other

    def result(self, tell: ProgressCallback = no_progress) -> Result:
        """Return the result of the whole query. `tell` is called with 1 for each quota judged."""
        case, query = self._case, self._query
        # The rows come first: their verdicts serve the table too.
        rows = self.rows(tell)
        return Result(
            as_of=query.as_of,
            window=query.window,
            plans=tuple(plan for plan in case.plans if not query.plans or plan.id in query.plans),
            verdicts=tuple(self.verdicts()),
            rows=rows,
            problems=(*case.problems, *warnings(case, self.owed, query)),
            sample=case.organisation.sample,
            reading=query.reading,
            passed_over=tuple(case.passed_over),
            rulings=tuple(case.rulings),
            skipped=tuple(case.skipped),
        )

    def names(self, obligation: Obligation) -> bool:
        """Whether units were selected by name, and who owes an obligation is one of them."""
        return bool(self.units) and is_selected(obligation, self.units)

    def _judge(self, plan: Plan, reading: str) -> Judge:
        warn_days = self._query.warn_days
        key = (plan.id, reading if reading in plan.readings else DEFAULT, warn_days)
        if key not in self._judges:
            effective = under_reading(plan, reading)
            self._judges[key] = Judge(
                effective, self.ledger, self._case.organisation, warn_days, self._case.waivers, self.aside
            )
        return self._judges[key]

    def _judged(self, plan: Plan) -> list[str]:
        """Return the ids of the quotas of a plan that are judged."""
        return [id_ for id_, quota in plan.quotas.items() if quota.name in self._quotas]

    # ---- verdicts

    def verdicts(self) -> Iterator[Verdict]:
        """Yield the verdicts in the order of plan, quota, owner, period; a group's row before its units'."""
        for plan in self._case.plans:
            if not self._query.plans or plan.id in self._query.plans:
                for id_ in self._judged(plan):
                    owed = self.owed.of(plan, id_, self.reading)
                    yield from _by_owner(verdict for obligation in owed for verdict in self._of(plan, obligation))

    def _of(self, plan: Plan, obligation: Obligation) -> Iterator[Verdict]:
        """Yield the verdict and, of a group, those of its units, if they are selected and the window shows them."""
        shown = self._shown(plan, obligation) if is_selected(obligation, self.units) else None
        if shown is not None:
            yield shown
            for member in shown.members:
                if shown.section == "overdue" and member.status not in OVERDUE:
                    continue  # only unreached units are overdue; the group's row keeps the count of the others
                by_name = self.names(member.obligation) and member.obligation.binds_owner
                yield member.shown(shown.section, self._flips(plan, member), decides=by_name)
            return
        for member_obligation in obligation.members:
            if self.names(member_obligation):
                verdict = self._shown(plan, member_obligation, obligation)
                if verdict is not None:
                    yield verdict

    def _shown(self, plan: Plan, obligation: Obligation, top: Obligation | None = None) -> Verdict | None:
        window, as_of = self._query.window, self._query.as_of
        judge = self._judge(plan, self.reading)
        section = section_of(obligation, judge.plan, window, as_of)
        if section is None:
            return None
        verdict = judge.row(top or obligation, obligation, judging_day(section, obligation, window, as_of))
        if verdict is None or (section == "overdue" and verdict.status not in OVERDUE):
            return None
        return verdict.shown(section, self._flips(plan, verdict), decides=obligation.binds_owner)

    # ---- other readings

    def _flips(self, plan: Plan, verdict: Verdict) -> tuple[Flip, ...]:
        """Return the readings under which the worst status for the same owner and time is another."""
        own, of_plan = verdict.obligation.quota.readings, plan.readings
        if self.reading or verdict.status is Status.WAIVED or not (own or of_plan):
            return ()
        statuses = ((reading, self.status_under(plan, verdict, reading)) for reading in (*own, *of_plan))
        return tuple(Flip(reading, status) for reading, status in statuses if status not in {None, verdict.status})

    def status_under(self, plan: Plan, verdict: Verdict, reading: str) -> Status | None:
        """Return the worst status under a reading for the same owner and overlapping periods, None if none is owed."""
        obligation = verdict.obligation
        judge = self._judge(plan, reading)
        owed_by = self.owed.by_owner(plan, obligation.quota.id, reading)
        rows = [
            judge.row(top, other, verdict.judged_as_of)
            for code in obligation.owners
            for top, other in owed_by[code]
            if other.period.overlaps(obligation.period) and _same_owner(obligation, other)
        ]
        statuses = [row.status for row in rows if row]
        return min(statuses, key=WORST_FIRST.__getitem__, default=None)

    def due_under(self, plan: Plan, verdict: Verdict, reading: str) -> date | None:
        """Return the due day of the same owner's obligation for the same period under a reading."""
        obligation = verdict.obligation
        for top in self.owed.of(plan, obligation.quota.id, reading):
            for other in (top, *top.members):
                if (other.owner, other.period) == (obligation.owner, obligation.period):
                    return other.due
        return None

    # ---- rows

    def every_obligation(self) -> list[Obligation]:
        """Return the obligations under the chosen reading, with the units of each group in its place."""
        return [obligation for top in self.owed.every_top(self.reading) for obligation in top.members or (top,)]

    def every_verdict(self, tell: ProgressCallback = no_progress) -> Iterator[Verdict]:
        """Yield the verdict on everything owed, selected or not, as of the as-of date; call `tell` for each quota."""
        for plan in self._case.plans:
            judge = self._judge(plan, self.reading)
            for id_ in self._judged(plan):
                for top in self.owed.of(plan, id_, self.reading):
                    yield from judge.rows(top, self._query.as_of)
                tell(1)

    def rows(self, tell: ProgressCallback = no_progress) -> RowTotals:
        """Account for every row: used is what counts for at least one obligation of any plan."""
        counted: set[Item] = set()
        for verdict in self.every_verdict(tell):
            counted.update(verdict.counted)
        readable = self._case.readable
        used = len({item.place for item in counted} if self._case.further else counted)
        return RowTotals(readable + self._case.refused, used, readable - used, self._case.refused)


# ---- warnings


def warnings(case: Case, owed: Owed, query: Query) -> Iterator[Problem]:
    """Yield warnings: waivers that waive nothing, rulings that name no row, years without a holiday table."""
    every = [obligation for top in owed.every_top(query.reading) for obligation in (top, *top.members)]
    for waiver in case.waivers:
        named = [obligation for obligation in every if names(waiver, obligation)]
        details = {"quota": waiver.quota, "unit": ", ".join(waiver.units), "number": waiver.number}
        if not named:
            yield Problem("waiver-unused", waiver.place, details, severity="warning")
        elif not any(holds(waiver, obligation, query.as_of) for obligation in named):
            details["last"] = str(waiver.last_day)
            yield Problem("waiver-expired", waiver.place, details, severity="warning")
    for effect in case.rulings:
        if not effect.matched:
            ruling = effect.ruling
            details = {"by": ruling.by, "on": str(ruling.on)}
            yield Problem("ruling-unused", ruling.place, details, severity="warning")
    untabled = {
        note.details["year"] for obligation in every for note in obligation.notes if note.code == "no-holiday-table"
    }
    for year in sorted(untabled):
        yield Problem("no-holiday-table", Place(case.holidays.file), {"year": year}, severity="warning")


def _selected_units(organisation: Organisation, query: Query) -> frozenset[str]:
    """A part selects what its parent owes."""
    known = tuple(code for code in query.units if code in organisation.units)
    return frozenset({*query.units, *organisation.credited(known)})


def _same_owner(obligation: Obligation, other: Obligation) -> bool:
    """A lead of a joint obligation is the same owner as it."""
    if "joint" in {obligation.scope, other.scope}:
        return bool(set(obligation.units) & set(other.units)) and "group" not in {obligation.scope, other.scope}
    return obligation.owner == other.owner


def _by_owner(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Yield one quota's verdicts by owner, then period, owners as they first come."""
    by_owner: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_owner[verdict.obligation.owner].append(verdict)
    for of_owner in by_owner.values():
        yield from sorted(of_owner, key=_period)
