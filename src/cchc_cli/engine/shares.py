"""A share of documents, such as plans with an appendix: each unit's latest document, as of the day of judging."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cchc_cli.model.item import Item
from cchc_cli.model.plan import Part
from cchc_cli.model.verdict import PartResult, Rejection, Share
from cchc_cli.model.word import Condition


def number_needed(percent: int, of: int) -> int:
    """Return the number for a percentage (1 to 100) of `of`, rounded up."""
    return -(-percent * of // 100)


class UnitDocuments:
    """The documents of one unit; those of a day replace those of earlier days."""

    def __init__(self, items: Sequence[Item], condition: Condition | None) -> None:
        self.items = items  # by day
        self._condition = condition
        by_day: defaultdict[date, list[Item]] = defaultdict(list)
        for item in items:
            by_day[item.day].append(item)
        self.by_day: Mapping[date, list[Item]] = by_day

    def latest(self, day: date) -> Sequence[Item]:
        """Return the documents of the last day up to `day` that has any."""
        last = max((issued for issued in self.by_day if issued <= day), default=None)
        return () if last is None else self.by_day[last]

    def with_it(self, items: Sequence[Item]) -> Item | None:
        """Return the first document that carries the required part; of several of one day, one is enough."""
        return next(
            (item for item in items if self._condition is None or not self._condition.mismatch(item.traits)), None
        )

    def has_on(self, day: date) -> bool:
        return self.with_it(self.latest(day)) is not None

    def settled_on(self, judged: date) -> date | None:
        """Return the day from which the unit had it on the day judged; else the first later day on which it has it."""
        since: date | None = None
        for day in self.by_day:
            if day > judged and since:
                break
            since = (since or day) if self.has_on(day) else None
        return since


def day_judged(documents: Sequence[UnitDocuments], percent: int, due: date | None, as_of: date) -> date:
    """Return the day whose documents are judged.

    That is the due day. If there was none by then, it is the first later day on which the share is reached. While there
    is no such day, the figures are of the as-of date.
    """
    if due is None or as_of <= due:
        return as_of
    if any(unit.latest(due) for unit in documents):
        return due
    days = sorted({day for unit in documents for day in unit.by_day})
    return next((day for day in days if _is_reached(documents, percent, day)), as_of)


def _is_reached(documents: Sequence[UnitDocuments], percent: int, day: date) -> bool:
    issued = [unit for unit in documents if unit.latest(day)]
    return sum(unit.has_on(day) for unit in issued) >= number_needed(percent, len(issued))


def result_of_unit(part: Part, documents: UnitDocuments, judged: date) -> PartResult | None:
    """Return the result of a unit's documents, 1/1 or 0/1; None if the first came after the day of judging."""
    if not documents.latest(judged):
        return None
    reached = documents.settled_on(judged)
    if reached is None:
        latest = documents.latest(date.max)
        return PartResult(part.name, 0, 1, rejected=tuple(_rejected(documents, latest[0], latest, date.max)))
    decided = max(reached, judged)
    latest = documents.latest(decided)
    counted = documents.with_it(latest) or latest[0]
    rejected = tuple(_rejected(documents, counted, latest, decided))
    return PartResult(
        part.name,
        1,
        1,
        reached,
        (counted,),
        tuple(rejection for rejection in rejected if rejection.item is not counted),
    )


def _rejected(documents: UnitDocuments, shown: Item, latest: Sequence[Item], decided: date) -> Iterator[Rejection]:
    for item in documents.items:
        if item.day > decided:
            yield too_late(item, decided)
        elif item in latest and documents.with_it([item]) is None:
            yield Rejection(item, "has")
        else:
            yield Rejection(item, "superseded", {"other": shown.ref})


def too_late(item: Item, judged: date) -> Rejection:
    """Return that a document came after the day on which its unit, or the share, was judged."""
    return Rejection(item, "after-judged", {"day": str(judged)})


def tally_share(
    part: Part, units: Mapping[str, UnitDocuments], due: date | None, as_of: date
) -> tuple[PartResult, Share]:
    """Count the units that have it among those that issued a document, if they have no rows of their own."""
    percent = part.percent or 100
    judged = day_judged(list(units.values()), percent, due, as_of)
    results = {
        unit: result
        for unit, unit_documents in units.items()
        if (result := result_of_unit(part, unit_documents, judged))
    }
    reached = sorted(result.reached for result in results.values() if result.reached)
    target = number_needed(percent, len(results))
    is_reached = bool(results) and len(reached) >= target
    lacking = () if is_reached else tuple(unit for unit, result in results.items() if not result.reached)
    late = [
        too_late(item, judged)
        for unit, unit_documents in units.items()
        if unit not in results
        for item in unit_documents.items
    ]
    result = PartResult(
        part.name,
        len(reached),
        target,
        reached[target - 1] if is_reached else None,
        tuple(dict.fromkeys(item for unit_result in results.values() for item in unit_result.counted)),
        (*(rejection for unit_result in results.values() for rejection in unit_result.rejected), *late),
    )
    return result, Share(len(reached), len(results), percent, lacking)
