"""The measure of a part's works: their number, the sum of a column, or the distinct values of a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Part
from cchc_cli.model.verdict import Note, Obligation, Rejection
from cchc_cli.words.conditions.count import Count, count_of
from cchc_cli.words.conditions.distinct import Distinct, distinct_of
from cchc_cli.words.conditions.from_ import takes_anyone

Work = tuple[Item, date]  # a work, and the day on which it first stood on any channel
Owners = Mapping[str, str]  # each unit whose work counts -> the unit that owes in its place


class Measured(Struct, frozen=True):
    """The measure of works, the day it reached the number of the part, and the day it exceeded it.

    `rejected` are works that add nothing; for distinct values, `lacking` are the values without a work.
    """

    count: int
    reached: date | None
    exceeded: date | None
    counted: tuple[Item, ...]
    rejected: tuple[Rejection, ...] = ()
    notes: tuple[Note, ...] = ()
    lacking: tuple[str, ...] = ()


def owners_of(obligation: Obligation, part: Part, organisation: Organisation) -> Owners:
    """Return the units whose work counts, each with the unit that owes in its place.

    With rows of anyone, parts are left out: the work of a part is its parent's too, and would count twice.
    """
    if takes_anyone(part):
        day = obligation.due or obligation.period.last
        return {
            unit.code: unit.code for unit in organisation.units.values() if unit.parent is None and unit.active_on(day)
        }
    ended = {code: line[-1] for line in obligation.lines for code in line}
    return {code: ended.get(code, code) for code in obligation.credited_units}


def is_measured(part: Part) -> bool:
    """Whether a part does not just count its works up to a number, so that each of them must be looked at."""
    distinct = distinct_of(part)
    return part.is_limit or count_of(part) is not None or (distinct is not None and distinct.counts_values)


def measured(part: Part, works: Sequence[Work], owners: Owners) -> Measured:
    """Measure the works of a part. The works come in the order in which rows are shown."""
    count, distinct = count_of(part), distinct_of(part)
    if count:
        return _sum(part, count, works)
    if distinct and distinct.counts_values:
        return _values(part, distinct, works, owners)
    steps = [(day, 1) for day in sorted(day for _, day in works)]
    return Measured(len(works), *_days(part, steps), tuple([item for item, _ in works]))


def _days(part: Part, steps: Sequence[tuple[date, Decimal | int]], scale: int = 1) -> tuple[date | None, date | None]:
    """Return the days on which a running total reached the number of a part, and exceeded it; steps come by day."""
    if part.number is None:
        return None, None
    needed = part.number * scale
    total: Decimal | int = 0
    for day, step in steps:
        total += step
        if part.is_limit:
            if total > needed:
                return None, day
        elif total >= needed:
            return day, None
    return None, None


def _sum(part: Part, count: Count, works: Sequence[Work]) -> Measured:
    values = [(day, count.says(item) or 0) for item, day in works]
    total = sum(step for _, step in values)
    silent = [item for item, _ in works if count.says(item) is None]
    return Measured(
        int(total // count.scale),
        *_days(part, sorted(values), count.scale),
        tuple([item for item, _ in works]),
        notes=tuple(Note("adds-nothing", {"row": item.ref, "column": count.asked_column}) for item in silent),
    )


def _values(part: Part, distinct: Distinct, works: Sequence[Work], owners: Owners) -> Measured:
    """Each value counts for the first work that has it; a work that brings none is not counted."""
    listed = {distinct.alike(value): value for value in distinct.of}
    first: dict[str, Item] = {}
    rejected, steps = [], []
    for item, day in sorted(works, key=lambda work: work[1]):
        owner_values = _of_owners(distinct, item, owners)
        values = [value for value in owner_values if value in listed] if listed else owner_values
        new = [value for value in values if value not in first]
        if new:
            first.update(dict.fromkeys(new, item))
            steps.append((day, len(new)))
        elif values:
            rejected.append(Rejection(item, "same-value", {"other": first[values[0]].ref}))
        else:
            reason = "not-listed" if owner_values else distinct.lacks
            rejected.append(Rejection(item, reason, {"column": distinct.asked_column}))
    reached, exceeded = _days(part, steps)
    counting = set(first.values())
    wanted = listed or (dict.fromkeys(owners.values()) if distinct.value == "unit" else {})
    lacking = () if reached else tuple(listed.get(value, value) for value in wanted if value not in first)
    counted = tuple([item for item, _ in works if item in counting])
    return Measured(len(first), reached, exceeded, counted, tuple(rejected), lacking=lacking)


def _of_owners(distinct: Distinct, item: Item, owners: Owners) -> Sequence[str]:
    """Return the values of a row; of units those that owe."""
    values = distinct.values(item)
    if distinct.value != "unit":
        return values
    return list(dict.fromkeys(owners[unit] for unit in values if unit in owners))
