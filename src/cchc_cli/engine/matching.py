"""The items that meet the conditions of a quota's part, and the reasons why others do not."""

from __future__ import annotations

from datetime import date

from cchc_cli.model.item import Item, Traits
from cchc_cli.model.plan import Part, Quota
from cchc_cli.model.verdict import Obligation
from cchc_cli.words.conditions.from_ import takes_anyone


def static_mismatches(quota: Quota, part: Part, traits: Traits) -> list[str]:
    """Return the reasons why an item does not fit a part, apart from its unit and day; empty if it fits.

    Conditions on one column give one reason: a row without a duration is not both too short and too long.
    """
    reasons = []
    if traits.serves is not None and quota.name not in traits.serves:
        reasons.append("other-quota")
    if traits.kind not in part.kinds:
        reasons.append("kind")
    if not traits.details.published:
        reasons.append("not-published")
    of_columns = {condition.column: reason for condition in part.conditions if (reason := condition.mismatch(traits))}
    return [*reasons, *of_columns.values()]


def period_mismatch(obligation: Obligation, part: Part, item: Item) -> str:
    """Return the reason why an item's day or period is not the obligation's, "" when it is."""
    if item.day < obligation.opens:
        return "before-event" if obligation.quota.timing.from_event else "period"
    if part.is_report and obligation.names_period:
        return _of_its_period(obligation, item)
    if item.day > obligation.closes:
        return "period"
    return _of_the_year(obligation, item) if part.is_report else ""


def _of_its_period(obligation: Obligation, item: Item) -> str:
    """A report for a period counts on any later day, for the period that it names."""
    if not item.details.period:
        return "no-period"
    return "" if item.details.period == obligation.period else "period"


def _of_the_year(obligation: Obligation, item: Item) -> str:
    """A report owed once needs no period; any period that a report names must be of the plan's year."""
    named, year = item.details.period, obligation.period
    if named is None:
        return "" if obligation.is_once_only else "no-period"
    begins = named.start >= year.start or (
        named.cadence is not None and named.holds(year.start)
    )  # the first is taken whole
    return "" if begins and named.stop <= year.stop else "period"


def unfit(quota: Quota, part: Part, item: Item) -> list[str]:
    """Return the same reasons as `misfits`, and those that the item gives by itself."""
    by_itself = [
        reason for condition in part.conditions if condition.of_rows and (reason := condition.mismatch_of(item))
    ]
    return static_mismatches(quota, part, item.traits) + by_itself


def misplaced(obligation: Obligation, part: Part, item: Item, day: date) -> list[str]:
    """Return the reasons why an item does not count on a day because of its unit or its day."""
    reasons = []
    if not takes_anyone(part) and not set(item.units) & set(obligation.credited_units):
        reasons.append("unit")
    when = period_mismatch(obligation, part, item)
    if when:
        reasons.append(when)
    elif item.day > day:
        reasons.append("future")
    return reasons


def mismatches(obligation: Obligation, part: Part, item: Item, day: date) -> list[str]:
    """Return every reason why an item does not count towards a part of an obligation on a day; none: it may."""
    return unfit(obligation.quota, part, item) + misplaced(obligation, part, item, day)
