"""Logs without a single label that a quota needs: their rows count for nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cchc_cli.model.item import Item, Kind
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.words.conditions.tags import Tags
from cchc_cli.words.kinds import PUBLISHED

MAX_LISTED = 12  # labels


def unlabelled(items: Iterable[Item], plans: Iterable[Plan], names: Mapping[str, str]) -> list[Problem]:
    """Return a warning for each log of posts, videos or broadcasts in which no row has a label that a quota needs.

    `names` are the labels' names by code. Where a quota of the kind needs no label, rows without one may count.
    """
    needed = _needed(plans)
    by_log: defaultdict[tuple[str, Kind], list[Item]] = defaultdict(list)
    for item in items:
        if item.kind in needed:
            by_log[item.file, item.kind].append(item)
    return [
        _problem(file, needed[kind], names)
        for (file, kind), rows in by_log.items()
        if needed[kind] and not any(row.serves is not None or row.tags & needed[kind].keys() for row in rows)
    ]


def _needed(plans: Iterable[Plan]) -> dict[Kind, dict[str, None]]:
    """Return the labels that quotas of each kind need, in the order of the plans; none where a quota needs no label."""
    parts = [part for plan in plans for quota in plan.quotas.values() for part in quota.need.parts]
    tags_of_kind: dict[Kind, dict[str, None]] = {}
    for kind in PUBLISHED:
        tags = [part.find(Tags) for part in parts if kind in part.kinds]
        every = all(tags)
        tags_of_kind[kind] = dict.fromkeys(
            code for condition in tags if condition and every for code in condition.codes
        )
    return tags_of_kind


def _problem(file: str, needed: Iterable[str], names: Mapping[str, str]) -> Problem:
    shown = [names.get(code, code) for code in needed]
    listed = ", ".join(shown[:MAX_LISTED]) + (" …" if len(shown) > MAX_LISTED else "")
    return Problem("no-label", Place(file, None, "tags"), {"known": listed}, severity="warning")
