"""What new rows are good for: what may take them is judged without them and with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.engine.check import Case, Query, Run
from cchc_cli.engine.matching import static_mismatches
from cchc_cli.engine.usage import RowUsage, row_usages
from cchc_cli.model.item import Item
from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import Verdict
from cchc_cli.words.cadences.month import Month


class Impact(Struct, frozen=True):
    """One verdict that new rows count for: as it was, and as it is with them.

    `before` is None where there was no verdict: a unit's plan is judged once it has issued it.
    """

    before: Verdict | None
    after: Verdict


class Impacts(Struct, frozen=True):
    """The verdicts that new rows count for, and each of the rows with the reasons where it counts for nothing."""

    verdicts: tuple[Impact, ...]
    rows: tuple[RowUsage, ...]
    as_of: date


def impacts(case: Case, items: Sequence[Item], as_of: date) -> Impacts:
    """Judge the quotas that new items fit with the organisation's items alone, and with the new ones."""
    query = Query(as_of, Month.containing(as_of))
    taking = [quota.name for plan in case.plans for quota in plan.quotas.values() if _takes_any(quota, items)]
    without = Run(case, query, taking)
    new = replace(case, items=items, rejected=()).under([effect.ruling for effect in case.rulings])
    both = replace(case, items=(*case.items, *new.items), rejected=(*case.rejected, *new.rejected))
    with_them = Run(both, query, taking)
    refs = {item.ref for item in items}
    before = {one.obligation.key: one for one in without.every_verdict()}
    after = with_them.every_verdict()
    newly = [Impact(before.get(one.obligation.key), one) for one in after if refs & {item.ref for item in one.counted}]
    rows = row_usages(with_them, (*new.items, *new.set_aside), as_of, new.rejected)
    return Impacts(tuple(newly), tuple(rows), as_of)


def _takes_any(quota: Quota, items: Sequence[Item]) -> bool:
    """Whether any of the items is what a part of a quota takes: no other can count for it, nor be refused by it."""
    return any(not static_mismatches(quota, part, item.traits) for part in quota.need.parts for item in items)
