"""Every clause accounted for: quotas, repeats, duties by class, and the evidence for duties with tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from cchc_cli.model.item import Item
from cchc_cli.model.plan import Duty, DutyClass, Plan

SHOWN: frozenset[DutyClass] = frozenset({"evidence", "topic"})


class Coverage(Struct, frozen=True):
    """The place of each clause of a plan: quota, repeat or duty."""

    quotas: int
    repeats: int
    classes: Mapping[DutyClass, int]
    found: tuple[tuple[Duty, tuple[Item, ...]], ...]

    @property
    def duties(self) -> int:
        return sum(self.classes.values())

    @property
    def clauses(self) -> int:
        return self.quotas + self.repeats + self.duties


def coverage(plan: Plan, items: Sequence[Item]) -> Coverage:
    """Count a plan's clauses, and find the published evidence of its year for topics and `evidence` duties."""
    return Coverage(
        quotas=len(plan.quotas),
        repeats=sum(len(quota.repeats) for quota in plan.quotas.values()),
        classes=dict(Counter(duty.kind for duty in plan.duties)),
        found=tuple((duty, _evidence(duty, plan, items)) for duty in plan.duties),
    )


def _evidence(duty: Duty, plan: Plan, items: Sequence[Item]) -> tuple[Item, ...]:
    if duty.kind not in SHOWN or not duty.tags:
        return ()
    return tuple(
        item for item in items if duty.tags <= item.tags and plan.own_year.holds(item.day) and item.details.published
    )
