"""Counting: which rows are one work, how many works there are, and on which day the number was reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from cchc_cli.engine.measure import Measured, Owners, measured
from cchc_cli.model.item import MANY_TITLES, Item
from cchc_cli.model.plan import Part
from cchc_cli.model.verdict import NOTHING, Note, PartResult, Rejection
from cchc_cli.words.conditions.distinct import identity_of
from cchc_cli.words.conditions.via import channels_of


def tally_alone(part: Part, items: list[Item], rank: Mapping[str, int]) -> PartResult:
    """Count items, sorted by day, without any resemblance: each is a work and counts on any channel."""
    count, target = len(items), part.number
    reached = items[target - 1].day if target and count >= target else None
    return _result(part, rank, count, target, reached, items, items)


def _result(
    part: Part,
    rank: Mapping[str, int],
    count: int,
    target: int | None,
    reached: date | None,
    counted: Sequence[Item],
    kept: list[Item],
    rejected: Iterable[Rejection] = (),
    notes: Iterable[Note] = (),
    exceeded: date | None = None,
    lacking: tuple[str, ...] = (),
) -> PartResult:
    codes = channels_of(part).codes
    if len(codes) == 1:
        channels = {codes[0]: len(kept)} if kept else {}
    else:
        counts = _by_channel(kept)
        channels = {code: counts[code] for code in rank if code in counts} if len(counts) > 1 else counts
    return PartResult(
        part.name, count, target, reached, tuple(counted), tuple(rejected), channels, tuple(notes), exceeded, lacking
    )


def _by_channel(items: list[Item]) -> dict[str, int]:
    """Return how many items there are on each channel, as they first come."""
    counts: dict[str, int] = {}
    for item in items:
        channel = item.traits.channel
        if channel:
            counts[channel] = counts.get(channel, 0) + 1
    return counts


class WorkTally:
    """Counts the items of one part of one obligation; rows that do not count are kept with their reason.

    The items are sorted by day and URL. An item that resembles no other is a work and counts on any channel.
    """

    def __init__(
        self,
        part: Part,
        rank: Mapping[str, int],
        items: list[Item],
        alike: list[Item],
        key: Callable[[Item], str],
        owners: Owners = NOTHING,
    ) -> None:
        self._part = part
        self._identity = identity_of(part)
        self._items = items
        self._alike = alike
        self._key = key  # the folded form of a title
        self._owners = owners  # the units whose work counts
        self._rank = rank  # the place of each channel in the organisation's file
        self._rejected: list[Rejection] = []
        self._notes: list[Note] = []

    def count(self, repeats: Callable[[Item], Rejection | None]) -> PartResult:
        """Count the items; `repeats` says which earlier row an item repeats."""
        fresh = []
        for item in self._alike:
            rejection = repeats(item)
            if rejection is None:
                fresh.append(item)
            else:
                self._rejected.append(rejection)
        kept = self._kept(fresh)
        if channels_of(self._part).every:
            return self._over_all_channels(kept)
        return self._over_any_channel(kept)

    # ---- rows that are one work

    def _kept(self, items: Sequence[Item]) -> list[Item]:
        if self._identity == "issue":
            return self._first_of_each(
                [item for item in items if self._has_issue(item)], lambda item: item.details.issue
            )
        if self._identity == "title":
            return self._first_of_each(items, self._key)
        if self._identity == "time":
            return list(items)  # each airing is a work; airings of one time are compared by their values
        self._note_shared_urls(items)
        kept: list[Item] = []
        urls: dict[tuple[object, ...], Item] = {}
        days: dict[tuple[object, ...], Item] = {}
        titles: dict[tuple[object, ...], Item] = {}
        for item in items:
            where = _where(item)
            key = self._key(item)
            same = urls.get((*where, item.url)) if item.url else None
            same = same or days.get((*where, key, item.day))
            if same:
                self._reject(item, "duplicate", same)
                continue
            earlier = titles.setdefault((*where, key), item)
            if earlier is not item:
                self._notes.append(Note("same-title", {"row": item.ref, "other": earlier.ref}))
            urls.setdefault((*where, item.url), item)
            days[*where, key, item.day] = item
            kept.append(item)
        return kept

    def _note_shared_urls(self, items: Sequence[Item]) -> None:
        """Note the first row of each URL under several titles: perhaps it is not the address of each."""
        titles: defaultdict[str, dict[str, Item]] = defaultdict(dict)
        for item in items:
            if item.url:
                titles[item.url].setdefault(self._key(item), item)
        for rows in titles.values():
            if len(rows) >= MANY_TITLES:
                first = next(iter(rows.values()))
                self._notes.append(Note("shared-url", {"row": first.ref, "count": str(len(rows))}))

    def _has_issue(self, item: Item) -> bool:
        if not item.details.issue:
            self._rejected.append(Rejection(item, "no-issue"))
        return bool(item.details.issue)

    def _first_of_each(self, items: Sequence[Item], identity: Callable[[Item], str]) -> list[Item]:
        first: dict[tuple[str, str, str], Item] = {}
        for item in items:
            channel = (
                item.channel if channels_of(self._part).every else ""
            )  # each of `all` channels has works of its own
            kept = first.setdefault((item.kind, channel, identity(item)), item)
            if kept is not item:
                self._reject(item, "duplicate" if kept.channel == item.channel else "same-work", kept)
        return list(first.values())

    def _reject(self, item: Item, reason: str, other: Item) -> None:
        self._rejected.append(Rejection(item, reason, {"other": other.ref}))

    # ---- works over channels

    def _over_any_channel(self, kept: list[Item]) -> PartResult:
        """A title's works are the largest number found on one channel; the other rows are the same works."""
        by_title: dict[tuple[str, str], dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
        for item in kept:
            title = self._key(item) if self._identity == "work" else item.ref
            by_title[item.kind, title][item.channel].append(item)
        passed_over = set(self._alike)
        first_days: dict[Item, date] = {}  # of works that stood on another channel before
        for by_channel in by_title.values():
            best = min(by_channel, key=lambda channel: (-len(by_channel[channel]), self._rank.get(channel, 0)))
            works = by_channel.pop(best)
            passed_over.difference_update(works)
            for rows in by_channel.values():
                for work, item in zip(works, rows, strict=False):
                    self._reject(item, "same-work", work)
                    first_days[work] = min(first_days.get(work, work.day), item.day)
        counted = [item for item in self._items if item not in passed_over]
        lost = passed_over.difference(kept)
        on_channels = [item for item in self._items if item not in lost] if first_days else counted
        result = measured(self._part, [(item, first_days.get(item, item.day)) for item in counted], self._owners)
        return self._result(result, self._part.number, on_channels)

    def _over_all_channels(self, kept: list[Item]) -> PartResult:
        """Each channel needs its number; the count is of channels."""
        part, codes = self._part, channels_of(self._part).codes
        needed = part if part.number is not None else replace(part, number=1)
        by_channel = [
            measured(needed, [(item, item.day) for item in kept if item.channel == code], self._owners)
            for code in codes
        ]
        days = [channel_measured.reached for channel_measured in by_channel if channel_measured.reached is not None]
        counting = {item for channel_measured in by_channel for item in channel_measured.counted}
        result = Measured(
            count=len(days)
            if part.number is not None
            else sum(channel_measured.count for channel_measured in by_channel),
            reached=max(days) if len(days) == len(codes) else None,
            exceeded=None,
            counted=tuple([item for item in kept if item in counting]),
            rejected=tuple(rejection for channel_measured in by_channel for rejection in channel_measured.rejected),
            notes=tuple(note for channel_measured in by_channel for note in channel_measured.notes),
            lacking=tuple(
                dict.fromkeys(value for channel_measured in by_channel for value in channel_measured.lacking)
            ),
        )
        return self._result(result, len(codes) if part.number is not None else None, kept)

    def _result(self, result: Measured, target: int | None, kept: list[Item]) -> PartResult:
        dropped = {rejection.item for rejection in result.rejected}
        return _result(
            self._part,
            self._rank,
            result.count,
            target,
            result.reached,
            result.counted,
            [item for item in kept if item not in dropped] if dropped else kept,
            (*self._rejected, *result.rejected),
            (*self._notes, *result.notes),
            result.exceeded,
            result.lacking,
        )


def _where(item: Item) -> tuple[object, ...]:
    """Return the place that two rows of one work share, beside their title or URL.

    Without a channel, units may issue documents or hold events of the same title; each unit has its own.
    """
    return item.kind, item.channel, item.details.location, frozenset() if item.channel else frozenset(item.units)
