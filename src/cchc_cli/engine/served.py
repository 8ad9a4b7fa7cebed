"""What each row of evidence served: the quotas it counted for, or why it counted for none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cchc_cli.engine.check import Run
from cchc_cli.engine.matching import failing, in_time, misfits
from cchc_cli.model.frozen import frozen
from cchc_cli.model.item import Item
from cchc_cli.model.plan import Part
from cchc_cli.model.verdict import Obligation

Reasoned = tuple[str, str, Mapping[str, str]]  # quota, reason, what fills the reason's text


@frozen
class ServedRow:
    """One readable row: what it served, what it nearly served and why not, and topic quotas whose lead it lacks."""

    item: Item
    serves: tuple[str, ...]
    near: tuple[Reasoned, ...] = ()
    uncredited: tuple[tuple[str, str], ...] = ()


def served_rows(run: Run, items: Sequence[Item], as_of: date) -> list[ServedRow]:
    """Return every row in the order read, judged as of a day over all plans of the organisation."""
    serves: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    refused: dict[tuple[str, int], dict[tuple[str, str], Reasoned]] = defaultdict(dict)
    for verdict in run.every_verdict():
        name = f"{verdict.obligation.quota.name} {verdict.obligation.owner} {verdict.obligation.period.label}"
        for part in verdict.parts:
            for item in part.counted:
                serves[item.file, item.row][name] = None
            for one in part.rejected:
                refused[one.item.file, one.item.row][name, one.reason] = (name, one.reason, one.details)
    obligations = run.every_obligation()
    found = []
    for item in items:
        place = (item.file, item.row)
        near = tuple(refused[place].values()) if place in refused else ()
        if place not in serves and not near:
            near = tuple(_near(item, obligations, as_of))
        found.append(ServedRow(item, tuple(serves.get(place, ())), near, tuple(_uncredited(item, obligations))))
    return found


def _near(item: Item, obligations: Sequence[Obligation], as_of: date) -> Iterator[Reasoned]:
    """Yield, quota by quota, the one condition that a row fails."""
    seen = set()
    for obligation in obligations:
        for part in obligation.quota.need.parts:
            reasons = failing(obligation, part, item, as_of)
            if len(reasons) == 1 and reasons[0] not in {"unit", "kind"}:
                key = (obligation.quota.name, reasons[0])
                if key not in seen:
                    seen.add(key)
                    yield (obligation.quota.name, reasons[0], {})


def _uncredited(item: Item, obligations: Sequence[Obligation]) -> Iterator[tuple[str, str]]:
    """Yield the quotas whose topic a post has, of which it would count if their lead were credited."""
    found: dict[str, str] = {}
    for obligation in obligations if item.kind == "posts" else ():
        if not set(item.units) & set(obligation.units) and any(
            _is_on_topic(item, obligation, part) for part in obligation.quota.need.parts
        ):
            found.setdefault(obligation.quota.name, obligation.owner)
    yield from found.items()


def _is_on_topic(item: Item, obligation: Obligation, part: Part) -> bool:
    topic = any(tags - {"cchc"} for tags in part.tags)
    fits = topic and not part.anyone and not misfits(obligation.quota, part, item.traits)
    return fits and not in_time(obligation, part, item)
