"""Which items meet the conditions of which parts of which quotas, and why the others do not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from cchc_cli.model.item import PUBLISHED, TYPES, Item
from cchc_cli.model.period import parse_period
from cchc_cli.model.plan import Part, Quota, WithinDays
from cchc_cli.model.verdict import Obligation

PartKey = tuple[str, str, int]  # full name of the quota, reading, place of the part


def misfits(quota: Quota, part: Part, item: Item) -> list[str]:
    """Return the reasons why an item is not what a part takes, whoever's and whenever it is; none: it fits."""
    found = []
    if item.serves is not None and quota.name not in item.serves:
        found.append("other-quota")
    if item.kind not in part.kinds:
        found.append("kind")
    elif part.types and TYPES[item.kind] and item.type not in part.types:
        found.append("type")
    if part.channels.codes and item.channel not in part.channels.codes:
        found.append("channel")
    # `for` replaces every condition on tags.
    if part.tags and item.serves is None and not any(tags <= item.tags for tags in part.tags):
        found.append("tag")
    details = item.details
    if not details.published:
        found.append("not-published")
    if part.shorter_than is not None and (details.seconds is None or details.seconds >= part.shorter_than):
        found.append("too-long")
    if part.kinds == ("states",) and (part.number or part.percent) and details.value is None:
        found.append("no-value")
    if part.has and not part.is_share and not part.has <= details.has:
        found.append("has")
    return found


def in_time(obligation: Obligation, part: Part, item: Item) -> str:
    """Return the reason why an item's day or period is not the obligation's, "" when it is."""
    if item.day < obligation.opens and isinstance(obligation.quota.timing, WithinDays):
        return "before-event"
    if part.is_report:
        return _of_period(obligation, item)
    if item.day < obligation.opens or item.day > obligation.closes:
        return "period"
    return ""


def _of_period(obligation: Obligation, item: Item) -> str:
    """A report counts for the period it names; where the plan names no periods, for any within its year."""
    if not item.details.period:
        return "no-period"
    if obligation.names_period:
        return "" if item.details.period == obligation.period.label else "period"
    named = parse_period(item.details.period)
    inside = obligation.period.start <= named.start and named.stop <= obligation.period.stop
    return "" if inside else "period"


def failing(obligation: Obligation, part: Part, item: Item, day: date) -> list[str]:
    """Return every reason why an item does not count towards a part of an obligation on a day; none: it may."""
    reasons = misfits(obligation.quota, part, item)
    if not part.anyone and not set(item.units) & set(obligation.units):
        reasons.append("unit")
    when = in_time(obligation, part, item)
    if when:
        reasons.append(when)
    elif item.day > day:
        reasons.append("future")
    return reasons


class Ledger:
    """An organisation's items, filed under the parts they fit and the units whose work they are."""

    def __init__(self, items: Sequence[Item], quotas: Iterable[Quota]) -> None:
        self._items = items
        self._parts = [
            ((quota.name, quota.reading, place), quota, part)
            for quota in quotas
            for place, part in enumerate(quota.need.parts)
        ]
        self._files: dict[PartKey, dict[str, list[Item]]] = {key: defaultdict(list) for key, _, _ in self._parts}
        self._file()

    def _file(self) -> None:
        """Items alike in all that conditions look at fit the same parts: each such likeness is looked at once."""
        fitting: dict[tuple[object, ...], list[tuple[dict[str, list[Item]], bool]]] = {}
        for item in self._items:
            likeness = (item.kind, item.type, item.channel, item.tags, item.serves, item.details)
            files = fitting.get(likeness)
            if files is None:
                files = fitting[likeness] = [
                    (self._files[key], part.anyone)
                    for key, quota, part in self._parts
                    if not misfits(quota, part, item)
                ]
            for file, anyone in files:
                for unit in ("",) if anyone else item.units:
                    file[unit].append(item)
        for file in self._files.values():
            for found in file.values():
                found.sort(key=_order)

    def fitting(self, obligation: Obligation, place: int, until: date) -> list[Item]:
        """Return the items that count towards a part of an obligation up to a day, before works are told apart."""
        quota = obligation.quota
        part = quota.need.parts[place]
        file = self._files[quota.name, quota.reading, place]
        units = ("",) if part.anyone else obligation.units
        if len(units) == 1:
            found = file.get(units[0], [])
        else:
            found = sorted({item.ref: item for unit in units for item in file.get(unit, ())}.values(), key=_order)
        if not part.is_report:  # sorted by day: what lies outside need not be looked at
            start = bisect_left(found, obligation.opens, key=_day)
            return found[start : bisect_right(found, min(until, obligation.closes), key=_day)]
        return [item for item in found if item.day <= until and not in_time(obligation, part, item)]

    # ---- what was seen before

    @cached_property
    def _sightings(self) -> tuple[dict[str, list[Item]], dict[str, list[Item]]]:
        """Return every published item by title and by URL, of those that a "new" part may take."""
        wanted = [
            item for key, _, part in self._parts if part.new for found in self._files[key].values() for item in found
        ]
        titles: dict[str, list[Item]] = {item.key: [] for item in wanted}
        urls: dict[str, list[Item]] = {item.url: [] for item in wanted if item.url}
        for item in self._items:
            if item.kind in PUBLISHED and item.details.published:
                if item.key in titles:
                    titles[item.key].append(item)
                if item.url in urls:
                    urls[item.url].append(item)
        return titles, urls

    def seen_before(self, item: Item) -> Item | None:
        """Return where an item's title was seen on an earlier day on another channel, or its URL anywhere."""
        titles, urls = self._sightings
        seen = [other for other in titles.get(item.key, ()) if other.day < item.day and other.channel != item.channel]
        seen += [other for other in urls.get(item.url, ()) if other.day < item.day]
        return min(seen, key=_order, default=None)

    @cached_property
    def _repeated(self) -> dict[tuple[str, str, str], list[Item]]:
        """Return the published items whose URL stands more than once on one channel."""
        once: set[tuple[str, str, str]] = set()
        twice: set[tuple[str, str, str]] = set()
        for item in self._items:
            if item.url:
                key = (item.kind, item.channel, item.url)
                (twice if key in once else once).add(key)
        found: dict[tuple[str, str, str], list[Item]] = {key: [] for key in twice}
        for item in self._items:
            key = (item.kind, item.channel, item.url)
            if key in found and item.details.published:
                found[key].append(item)
        return found

    def stood(self, item: Item, first: date, before: date) -> Item | None:
        """Return where an item's URL stood on its channel on a day from `first` to the day before `before`."""
        others = self._repeated.get((item.kind, item.channel, item.url), ())
        return min((other for other in others if first <= other.day < before), key=_order, default=None)


def _day(item: Item) -> date:
    return item.day


def _order(item: Item) -> tuple[date, str, str, int]:
    return item.order
