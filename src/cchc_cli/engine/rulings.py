"""Rulings: a row that the overseeing body does not accept counts for no quota."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.ruling import Ruling, RulingEffect
from cchc_cli.model.verdict import Rejection
from cchc_cli.words.kinds.documents import DOCUMENTS, REPORT

NOT_ACCEPTED = "not-accepted"


class Ruled(Struct, frozen=True):
    """The items with their remaining credit, the rejections, and the effect of each ruling."""

    items: Sequence[Item]
    rejected: tuple[Rejection, ...]
    effects: tuple[RulingEffect, ...]


def ruled(items: Sequence[Item], rulings: Sequence[Ruling], organisation: Organisation) -> Ruled:
    """Apply rulings to items. Of several on one row the latest by `on` holds, of one day the later in the file."""
    if not rulings:
        return Ruled(items, (), ())
    court = _Court(rulings, organisation)
    accepted = [left for item in items if (left := court.judged(item)) is not None]
    return Ruled(accepted, tuple(court.rejected), court.effects())


class _Court:
    """The rulings, latest last, filed by what they name."""

    def __init__(self, rulings: Sequence[Ruling], organisation: Organisation) -> None:
        self._rulings = rulings
        self._organisation = organisation
        self._by_url: defaultdict[str, list[int]] = defaultdict(list)
        self._by_day: defaultdict[object, list[int]] = defaultdict(list)
        self._by_unit: defaultdict[str, list[int]] = defaultdict(list)
        order = sorted(range(len(rulings)), key=lambda number: rulings[number].on)
        self._rank = {number: rank for rank, number in enumerate(order)}
        for number, ruling in enumerate(rulings):
            self._file(number, ruling)
        self._matched: set[int] = set()
        self._rows: defaultdict[int, dict[str, Item]] = defaultdict(dict)
        self.rejected: list[Rejection] = []

    def _file(self, number: int, ruling: Ruling) -> None:
        if ruling.url:
            self._by_url[ruling.url].append(number)
        elif ruling.day:
            self._by_day[ruling.day].append(number)
        else:
            for unit in ruling.units:
                for code in self._organisation.members(unit):
                    self._by_unit[code].append(number)

    def effects(self) -> tuple[RulingEffect, ...]:
        return tuple(
            RulingEffect(ruling, tuple(self._rows[number].values()), number in self._matched)
            for number, ruling in enumerate(self._rulings)
        )

    def judged(self, item: Item) -> Item | None:
        """Return an item with the credit that is left to it, None where none is."""
        naming = sorted(set(self._naming(item)), key=self._rank.__getitem__)
        if not naming:
            return item
        self._matched.update(naming)
        named = named_units(item, self._organisation)
        decisive = {unit: self._last(naming, unit, item) for unit in named}
        fallen = {unit: number for unit, number in decisive.items() if number is not None}
        if not fallen:
            return item
        left = tuple(unit for unit in named if unit not in fallen)
        credited = self._organisation.credited(left, item.day)
        self._reject(item, fallen, credited)
        return replace(item, units=credited) if left else None

    def _naming(self, item: Item) -> Iterator[int]:
        """Yield the rulings that name an item, some of them perhaps again."""
        if item.url:
            yield from self._by_url.get(item.url, ())
        for number in self._by_day.get(item.day, ()):
            ruling = self._rulings[number]
            if ruling.title == item.key and self._credits(ruling, item.units, item):
                yield number
        for unit in item.units if self._by_unit else ():
            for number in self._by_unit.get(unit, ()):
                ruling = self._rulings[number]
                if ruling.period and _is_in(item, ruling.period) and self._credits(ruling, item.units, item):
                    yield number

    def _credits(self, ruling: Ruling, units: Sequence[str], item: Item) -> bool:
        """Whether a unit that a ruling names, or what it became by the day of an item, is among units."""
        return any(self._organisation.succession(unit, item.day)[-1] in units for unit in ruling.units)

    def _last(self, naming: Sequence[int], unit: str, item: Item) -> int | None:
        """Return the ruling by which a unit's credit falls, None where the latest on it accepts or there is none."""
        credited = self._organisation.credited((unit,), item.day)
        on_unit = [
            number
            for number in naming
            if self._rulings[number].url or self._credits(self._rulings[number], credited, item)
        ]
        return on_unit[-1] if on_unit and not self._rulings[on_unit[-1]].accepted else None

    def _reject(self, item: Item, fallen: Mapping[str, int], left: Sequence[str]) -> None:
        """Note what falls of an item: ruling by ruling, with the units that lose the credit."""
        for number in sorted(set(fallen.values())):
            by_it = tuple(unit for unit, other in fallen.items() if other == number)
            lost = tuple(unit for unit in self._organisation.credited(by_it, item.day) if unit not in left)
            self._rows[number].setdefault(item.ref, item)  # once, on however many channels
            self.rejected.append(Rejection(replace(item, units=lost), NOT_ACCEPTED, _details(self._rulings[number])))


def named_units(item: Item, organisation: Organisation) -> tuple[str, ...]:
    """Return the units that an item credits by themselves, not only for a part of theirs."""
    parents = {parent for unit in item.units for parent in organisation.credited((unit,), item.day)[1:]}
    return tuple(unit for unit in item.units if unit not in parents)


def _is_in(item: Item, period: Period) -> bool:
    """Whether an item is judged in a period; a report that names a period is taken by that."""
    named = item.details.period
    if named is not None and item.kind == DOCUMENTS.word and item.type == REPORT:
        return period.start <= named.start and named.stop <= period.stop
    return period.holds(item.day)


def _details(ruling: Ruling) -> Mapping[str, str]:
    """Return what fills the texts of reasons and notes."""
    decision = ", ".join(filter(None, (ruling.number, str(ruling.on))))
    return {"reason": ruling.reason, "by": ruling.by, "decision": decision, "place": str(ruling.place)}
