"""The verdicts on each unit itself: a group's through its units, a joint one through each lead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import REACHED, ObligationKey, Result, Status, Verdict

By = Literal["unit", "quota"]
UnitKey = tuple[str, str]  # organisation, unit


class Gathered(Struct, frozen=True):
    """Everything due so far of one unit, or of one quota for one period: done, late or lacking."""

    organisation: str
    verdicts: tuple[Verdict, ...]
    unit: str = ""
    quota: Quota | None = None
    period: Period | None = None

    @property
    def done(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.status in REACHED)

    @property
    def late(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.status is Status.LATE)

    @property
    def lacking(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.status not in REACHED)

    @property
    def status(self) -> Status:
        if self.lacking:
            return Status.MISSED
        return Status.LATE if self.late else Status.MET


def selected(units: Sequence[str], organisations: Iterable[Organisation]) -> frozenset[str]:
    """Return the selected units with their successors and parents, and the units of selected groups; empty for all."""
    codes = set(units)
    for organisation in organisations:
        known = [code for code in units if code in organisation.units or code in organisation.groups]
        codes.update(unit for code in known for unit in organisation.members(code))
        codes.update(organisation.credited(tuple(code for code in known if code in organisation.units)))
    return frozenset(codes)


def unit_verdicts(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Yield the units' rows in place of their group's; a group below 100 % owes as a whole and stays."""
    for verdict in verdicts:
        yield from verdict.members if verdict.members and verdict.obligation.percent == 100 else (verdict,)


def owners(verdict: Verdict) -> tuple[str, ...]:
    return verdict.obligation.owners


def by_unit(
    verdicts: Iterable[Verdict],
    units: Collection[str] = (),
    actors: Callable[[Verdict], tuple[str, ...]] = owners,
) -> dict[UnitKey, list[Verdict]]:
    """Return the verdicts by owing unit, each obligation once; `units` are the selected ones, empty for all."""
    by_owner: dict[UnitKey, dict[ObligationKey, Verdict]] = {}
    for verdict in verdicts:
        for unit in actors(verdict):
            if not units or unit in units:
                key = (verdict.obligation.quota.organisation, unit)
                by_owner.setdefault(key, {})[verdict.obligation.key] = verdict
    return {key: list(owed.values()) for key, owed in by_owner.items()}


def fallen_due(result: Result) -> list[Verdict]:
    """Return everything due so far of each unit itself, independent of the rest of its group.

    Of an overdue group only the overdue units count. Nothing running or waived counts.
    """
    due: dict[ObligationKey, Verdict] = {}
    for shown in result.verdicts:
        if not shown.decides_exit:
            continue
        counting = {Status.MISSED} if shown.section == "overdue" else {*REACHED, Status.MISSED}
        for verdict in unit_verdicts([shown]):
            last_day = verdict.obligation.due
            if verdict.status in counting and (last_day is None or last_day <= result.as_of):
                due[verdict.obligation.key] = verdict
    return list(due.values())


def gathered(result: Result, by: By, units: Collection[str] = ()) -> list[Gathered]:
    """Return everything due so far by unit, or by quota and period; the largest shortfall first."""
    entries = _units(result, units) if by == "unit" else _quotas(result)
    return sorted(entries, key=lambda entry: -len(entry.lacking))


def _units(result: Result, units: Collection[str]) -> Iterator[Gathered]:
    for (organisation, unit), verdicts in by_unit(fallen_due(result), units).items():
        yield Gathered(organisation, tuple(verdicts), unit=unit)


def _quotas(result: Result) -> Iterator[Gathered]:
    by_period: dict[tuple[object, Period], list[Verdict]] = {}
    for verdict in fallen_due(result):
        obligation = verdict.obligation
        by_period.setdefault((obligation.quota.key, obligation.period), []).append(verdict)
    for verdicts in by_period.values():
        first = verdicts[0].obligation
        yield Gathered(first.quota.organisation, tuple(verdicts), quota=first.quota, period=first.period)
