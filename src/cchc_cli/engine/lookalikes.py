"""Titles that are nearly equal: perhaps one work written twice. They are pointed out, never merged.

An address tells works on one channel apart by itself: rows that have one are compared with rows that have none. On several
channels a work has several addresses: rows are compared where a quota counts one work over their channels.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from cchc_cli.engine.matching import static_mismatches
from cchc_cli.model.item import Item, Traits, in_order
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Part, Plan, Quota
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import fold
from cchc_cli.words.conditions.via import channels_of

LEAST_ALIKE = 90.0  # per cent
LEAST_LENGTH = 12  # characters; short titles are alike by chance
MAX_PAIRS = 3_000_000  # compared in one run: about two seconds
MAX_SHOWN = 120
_MARKS = re.compile(r"[\W_]+")
# "Quý I" and "quý II", "số 3" and "số 4", "BV01" and "BV02" are different works.
_DIGIT = re.compile(r"\d")
_ROMAN = re.compile(r"[ivx]{1,5}")

OneWork = Callable[[Traits, Traits], bool]  # whether rows of two channels may be one work


class Title(Struct, frozen=True):
    """A title without the units that it names, and the first row that has it."""

    text: str
    item: Item


def lookalikes(items: Iterable[Item], organisation: Organisation, plans: Iterable[Plan]) -> list[Problem]:
    """Return a warning for each title that is almost that of another row of its kind, month and units."""
    codes = _unit_names(organisation)
    names = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(codes, key=len, reverse=True)))})\b"
    )  # the longest first
    one_work = _over_channels(plans)
    groups: defaultdict[Hashable, dict[Hashable, Title]] = defaultdict(dict)
    problems: list[Problem] = []
    for item in items:
        title = _plain(item.key)
        text = " ".join(names.sub(" ", title).split())
        if len(text) >= LEAST_LENGTH:
            numbers = tuple(word for word in text.split() if _DIGIT.search(word) or _ROMAN.fullmatch(word))
            named = tuple(codes[name] for name in names.findall(title))  # a work about one unit is none about another
            key = (item.kind, item.day.year, item.day.month, frozenset(item.units), named, numbers)
            first = groups[key].setdefault((text, item.channel, bool(item.url)), Title(text, item)).item
            problems += _pair(first, item, one_work)  # they may differ in their marks only
    pairs_left, skipped = MAX_PAIRS, 0
    for titles in sorted(groups.values(), key=len):
        pairs = len(titles) * (len(titles) - 1) // 2
        if pairs > pairs_left:
            skipped += len(titles)
            continue
        pairs_left -= pairs
        problems += _alike(sorted(titles.values(), key=lambda title: len(title.text)), one_work)
    if skipped:
        file = min(title.item.file for titles in groups.values() for title in titles.values())
        details = {"count": str(skipped)}
        problems.append(Problem("not-compared", Place(file), details, severity="warning"))
    return sorted(problems, key=lambda problem: (problem.place.file, problem.place.row or 0))


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text).strip()


def _unit_names(organisation: Organisation) -> dict[str, str]:
    """Return the code of each unit by the plain forms of its names."""
    index = organisation.unit_names
    return {_plain(fold(name)): code for name in index if (code := index.find(name))}


def _over_channels(plans: Iterable[Plan]) -> OneWork:
    """Return what says whether a part of a quota takes rows of both channels and counts a work on several once."""
    parts: list[tuple[Quota, Part]] = [
        (quota, part)
        for plan in plans
        for quota in plan.quotas.values()
        for part in quota.need.parts
        if part.counts_works and not channels_of(part).every
    ]

    @cache
    def takes(traits: Traits) -> frozenset[int]:
        return frozenset(
            index for index, (quota, part) in enumerate(parts) if not static_mismatches(quota, part, traits)
        )

    return lambda traits, other: not takes(traits).isdisjoint(takes(other))


def _alike(titles: Sequence[Title], one_work: OneWork) -> Iterator[Problem]:
    """Compare titles that come by length: beyond some length none can be alike any more."""
    from rapidfuzz.fuzz import ratio  # late: only `validate` compares

    for index, title in enumerate(titles):
        longest = len(title.text) * (200 - LEAST_ALIKE) / LEAST_ALIKE
        for other in titles[index + 1 :]:
            if len(other.text) > longest:
                break
            if ratio(title.text, other.text, score_cutoff=LEAST_ALIKE):
                yield from _pair(title.item, other.item, one_work)


def _pair(item: Item, other: Item, one_work: OneWork) -> Iterator[Problem]:
    """Point out the later of two rows whose titles are alike, unless they are one work or two for sure."""
    same_channel = item.channel == other.channel
    settled = item.url and other.url if same_channel else not one_work(item.traits, other.traits)
    if not settled and item.key != other.key:
        first, second = sorted((item, other), key=in_order)
        details = {"value": second.title[:MAX_SHOWN], "other": first.ref, "title": first.title[:MAX_SHOWN]}
        yield Problem("lookalike", Place(second.file, second.row, "title"), details, severity="warning")
