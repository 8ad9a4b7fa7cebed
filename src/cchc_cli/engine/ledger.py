"""An organisation's items, filed so that what counts towards an obligation is found without asking each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter

from msgspec.structs import replace

from cchc_cli.engine.matching import period_mismatch, static_mismatches
from cchc_cli.engine.measure import is_measured
from cchc_cli.model.item import Item, Traits, in_order
from cchc_cli.model.plan import Part, Quota, QuotaKey
from cchc_cli.model.verdict import Obligation
from cchc_cli.words.conditions.distinct import identity_of
from cchc_cli.words.conditions.from_ import takes_anyone
from cchc_cli.words.conditions.new import asks_new
from cchc_cli.words.conditions.tags import Tags
from cchc_cli.words.conditions.via import channels_of
from cchc_cli.words.kinds import KIND, PUBLISHED

PartKey = tuple[QuotaKey, int]  # the place of a part in its quota
ANYONE = ""  # in the place of a unit: whose work an item is does not matter

_day, _fingerprint = attrgetter("day"), attrgetter("fingerprint")


class _Dated:
    """Items sorted by day; once all are there, their days beside them: an item is anywhere in memory, and slow to ask."""

    __slots__ = ("_days", "items")

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._days: list[date] = []

    def between(self, first: date, last: date) -> list[Item]:
        """Return the items of the days from the first to the last."""
        days = self._days
        if not days:
            days = self._days = [item.day for item in self.items]
        start = bisect_left(days, first)
        return self.items[start : bisect_right(days, last, start)]


class _File:
    """The items of one unit, or of anyone, that a part takes; and those whose fingerprint recurs among them, or whose URL does."""

    __slots__ = ("every", "recurring")

    def __init__(self) -> None:
        self.every = _Dated()
        self.recurring = _Dated()


class _Files:
    """The items that a part takes, by unit."""

    __slots__ = ("anyones", "by_row", "each_alone", "part", "reports", "units")

    def __init__(self, part: Part) -> None:
        self.part = part
        self.anyones: bool = takes_anyone(part)
        self.reports: bool = part.is_report
        own_works = identity_of(part) in {"issue", "time"} or is_measured(part)
        self.each_alone = asks_new(part) or channels_of(part).every or own_works
        self.by_row = tuple(condition for condition in part.conditions if condition.of_rows)
        self.units: defaultdict[str, _File] = defaultdict(_File)

    def of(self, units: Sequence[str]) -> _File | None:
        """Return the items of an owner's units."""
        if self.anyones:
            return self.units.get(ANYONE)
        if len(units) == 1:
            return self.units.get(units[0])
        return _together([self.units[unit] for unit in units if unit in self.units])

    def takes(self, item: Item) -> bool:
        """Whether an item whose traits fit meets the conditions that each row answers by itself."""
        return not any(condition.mismatch_of(item) for condition in self.by_row)

    def counting(self, dated: _Dated, obligation: Obligation, until: date) -> list[Item]:
        """Return those of the owner's items that count towards an obligation up to a day: `failing` finds nothing of them."""
        if self.reports:
            part = self.part
            return [item for item in dated.items if item.day <= until and not period_mismatch(obligation, part, item)]
        return dated.between(obligation.opens, min(until, obligation.closes))


class Ledger:
    """An organisation's items, filed under the parts they fit and the units whose work they are, by day and URL."""

    def __init__(self, items: Sequence[Item], quotas: Iterable[Quota], *, shares_rows: bool = True) -> None:
        self._items = items
        self.shares_rows = shares_rows  # whether several items may be of one row
        self._parts: list[tuple[Quota, _Files]] = []
        self._files: dict[PartKey, _Files] = {}
        for quota in quotas:
            for index, part in enumerate(quota.need.parts):
                files = self._files[quota.key, index] = _Files(part)
                self._parts.append((quota, files))
        self.remarks: dict[Item, str] = {}  # the note that an item calls for wherever it counts
        self._same_urls: set[str] = set()  # those of several rows
        self._stood: defaultdict[tuple[str, str, str], list[Item]] = defaultdict(list)  # by kind, channel and URL
        self._take()
        self._keys: dict[Item, str] = {}
        self._titles: defaultdict[str, dict[str, Item]] = defaultdict(dict)  # where first seen, by channel
        self._urls: dict[str, Item] = {}  # where first seen
        self._see()

    def _take(self) -> None:
        """Note which URLs recur and what calls for a remark, then file the items.

        They are sorted and filed unit by unit: a log is by day, so a unit's few items of a day are soon in order; and to turn
        from one file to another for each item takes twice as long.
        """
        fitting = _Fitting(self._parts)
        by_unit: defaultdict[str, list[Item]] = defaultdict(list)
        by_url: dict[str, Item] = {}
        same_url: dict[str, list[Item]] = {}
        for item in self._items:
            filing = fitting[item.traits]
            for unit in item.units:
                by_unit[unit].append(item)
            if filing.anyones:
                by_unit[ANYONE].append(item)
            if item.url:
                first = by_url.setdefault(item.url, item)
                if first is not item:
                    same_url.setdefault(item.url, [first]).append(item)
            if filing.remark and not (filing.remark == "no-url" and item.url):
                self.remarks[item] = filing.remark
        self._recur(same_url.values())
        for unit, items in by_unit.items():
            items.sort(key=in_order)
            self._file(unit, items, fitting)

    def _recur(self, same_url: Iterable[Sequence[Item]]) -> None:
        """Note the items of each URL that occurs more than once."""
        for items in same_url:
            self._same_urls.add(items[0].url)
            for item in sorted(items, key=in_order):
                if item.details.published:
                    self._stood[item.kind, item.channel, item.url].append(item)

    def _file(self, unit: str, items: list[Item], fitting: _Fitting) -> None:
        known: dict[_Filing, list[tuple[_Files, list[Item], list[Item]]]] = {}
        times = _times(items)
        for item in items:
            filing = fitting[item.traits]
            taken = known.get(filing)
            if taken is None:
                taking = filing.anyones if unit == ANYONE else filing.own
                filed = [(files, files.units[unit]) for files in taking]
                taken = known[filing] = [(files, file.every.items, file.recurring.items) for files, file in filed]
            recurs = times[item.fingerprint] > 1 or item.url in self._same_urls
            for files, every, recurring in taken:
                if not files.by_row or files.takes(item):
                    every.append(item)
                    if recurs:
                        recurring.append(item)

    def fitting(self, obligation: Obligation, index: int, until: date) -> tuple[list[Item], list[Item]]:
        """Return the items that count towards a part of an obligation up to a day, before duplicates are removed.

        The second list holds those among them that may be one work with another, or occurred before. All others have a
        unique fingerprint among the items, and a URL that occurs once or none; most are of this kind and need no
        comparison. If each item can be refused by itself, the second list holds all of them.
        """
        files = self._files[obligation.quota.key, index]
        file = files.of(obligation.credited_units)
        if file is None:
            return [], []
        items = files.counting(file.every, obligation, until)
        if files.each_alone:
            return items, items
        if not (items and file.recurring.items):
            return items, []
        likely = files.counting(file.recurring, obligation, until)
        if not likely:
            return items, likely
        times = _times(likely)
        return items, [item for item in likely if times[item.fingerprint] > 1 or item.url in self._same_urls]

    # ---- earlier occurrences

    def _see(self) -> None:
        """Note where each title of those that a "new" part may take was first seen, by channel; and each URL."""
        wanted = {
            item
            for _, files in self._parts
            if asks_new(files.part)
            for file in files.units.values()
            for item in file.every.items
        }
        if not wanted:
            return
        fingerprints, taken = {item.fingerprint for item in wanted}, {item.url for item in wanted if item.url}
        for item in sorted(self._items, key=in_order):
            if item.kind in PUBLISHED and item.details.published:
                if item.fingerprint in fingerprints:
                    self._titles[self.key(item)].setdefault(item.channel, item)
                if item.url in taken:
                    self._urls.setdefault(item.url, item)

    def key(self, item: Item) -> str:
        """Return what an item's title has in common with equal ones; several obligations ask for that of one item."""
        return self._keys.get(item) or self._keys.setdefault(item, item.key)

    def seen_before(self, item: Item) -> Item | None:
        """Return where an item's title was seen on an earlier day on another channel, or its URL anywhere."""
        seen = [first for channel, first in self._titles.get(self.key(item), {}).items() if channel != item.channel]
        seen += [self._urls[item.url]] if item.url in self._urls else []
        return min((first for first in seen if first.day < item.day), key=in_order, default=None)

    def stood(self, item: Item, first: date, before: date) -> Item | None:
        """Return where an item's URL stood, in another row, on its channel on a day from `first` and before a day."""
        earlier = self._stood.get((item.kind, item.channel, item.url), [])
        for other in islice(earlier, bisect_left(earlier, first, key=_day), None):
            if other is not item:
                return other if other.day < before else None
        return None


def _together(files: Sequence[_File]) -> _File:
    """Return the items of several units, once each; any may recur among those of another unit."""
    file = _File()
    file.every.items = file.recurring.items = sorted(
        {item for file in files for item in file.every.items}, key=in_order
    )
    return file


def _times(items: Iterable[Item]) -> Counter[int]:
    """Return how often each fingerprint occurs among items."""
    return Counter(map(_fingerprint, items))


class _Filing:
    """The filing of items with equal traits: the files of the parts that take them, and their note."""

    __slots__ = ("anyones", "own", "remark")

    def __init__(self, taking: Sequence[_Files], remark: str) -> None:
        self.own = [files for files in taking if not files.anyones]
        self.anyones = [files for files in taking if files.anyones]
        self.remark = remark


class _Fitting(dict[Traits, _Filing]):
    """What is done with items, by their traits, worked out when they first come. Few traits differ in more than their tags."""

    def __init__(self, parts: Sequence[tuple[Quota, _Files]]) -> None:
        super().__init__()
        self._parts = parts
        self._filings: dict[tuple[object, ...], _Filing] = {}
        self._but_tags: dict[tuple[object, ...], list[_Files]] = {}

    def __missing__(self, traits: Traits) -> _Filing:
        filing = self[traits] = self._filing(traits)
        return filing

    def _filing(self, traits: Traits) -> _Filing:
        details = traits.details
        if details.location or details.amount is not None or details.moment:  # which no condition asks
            details = replace(details, location="", amount=None, moment="")
        form = (traits.kind, traits.type, traits.channel, traits.serves, details)
        likely = self._but_tags.get(form)
        if likely is None:
            likely = self._but_tags[form] = [
                files
                for quota, files in self._parts
                if traits.kind in files.part.kinds and set(static_mismatches(quota, files.part, traits)) <= {"tag"}
            ]
        taking = [files for files in likely if _has_tags(files.part, traits)]
        remark = _remark(traits)
        alike = (remark, *taking)
        filing = self._filings.get(alike)
        if filing is None:
            filing = self._filings[alike] = _Filing(taking, remark)
        return filing


def _has_tags(part: Part, traits: Traits) -> bool:
    """Whether rows of these traits have the tags that a part asks for."""
    tags = part.find(Tags)
    return tags is None or not tags.mismatch(traits)


def _remark(traits: Traits) -> str:
    """Return the note of items with these traits, "" for none."""
    if traits.kind == "documents" and traits.type == "report" and not traits.details.dated_by_sending:
        return "report-by-date"  # nothing says when it was sent
    return "no-url" if KIND[traits.kind].asks_url else ""
