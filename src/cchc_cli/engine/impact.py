"""The effect of new rows: the quotas that can take them are judged without them and with them."""

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
    """One verdict that new rows count for: before, and with them.

    `before` is None if there was no verdict: a unit's plan is judged only once it is issued.
    """

    before: Verdict | None
    after: Verdict


class Impacts(Struct, frozen=True):
    """The verdicts that new rows count for, and for each other row the reasons why it counts for none."""

    verdicts: tuple[Impact, ...]
    rows: tuple[RowUsage, ...]
    as_of: date


def impacts(case: Case, items: Sequence[Item], as_of: date) -> Impacts:
    """Judge the quotas that fit new items twice: with the organisation's items alone, and with the new ones too."""
    query = Query(as_of, Month.containing(as_of))
    taking = [quota.name for plan in case.plans for quota in plan.quotas.values() if _takes_any(quota, items)]
    without = Run(case, query, taking)
    new = replace(case, items=items, rejected=()).under([effect.ruling for effect in case.rulings])
    both = replace(case, items=(*case.items, *new.items), rejected=(*case.rejected, *new.rejected))
    with_them = Run(both, query, taking)
    refs = {item.ref for item in items}
    before = {verdict.obligation.key: verdict for verdict in without.every_verdict()}
    after = with_them.every_verdict()
    newly = [
        Impact(before.get(verdict.obligation.key), verdict)
        for verdict in after
        if refs & {item.ref for item in verdict.counted}
    ]
    rows = row_usages(with_them, (*new.items, *new.set_aside), as_of, new.rejected)
    return Impacts(tuple(newly), tuple(rows), as_of)


def _takes_any(quota: Quota, items: Sequence[Item]) -> bool:
    """Whether a part of the quota takes any of the items; other items can neither count for it nor be refused by it."""
    return any(not static_mismatches(quota, part, item.traits) for part in quota.need.parts for item in items)
