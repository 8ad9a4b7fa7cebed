"""Titles that are nearly equal: perhaps one work written twice. They are pointed out, never merged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from cchc_cli.model.item import Item, in_order
from cchc_cli.model.problem import Place, Problem
from cchc_cli.words.kinds import PUBLISHED

LEAST_ALIKE = 90.0  # per cent
LEAST_LENGTH = 12  # characters; short titles are alike by chance
MAX_PAIRS = 3_000_000  # compared in one run: about two seconds
MAX_SHOWN = 120
_MARKS = re.compile(r"[\W_]+")
# "Quý I" and "quý II", "số 3" and "số 4", "BV01" and "BV02" are different works.
_DIGIT = re.compile(r"\d")
_ROMAN = re.compile(r"[ivx]{1,5}")


def lookalikes(items: Iterable[Item]) -> list[Problem]:
    """Return a warning for each title that is almost that of an earlier row of its kind, month and channel."""
    problems: list[Problem] = []
    groups: defaultdict[Hashable, dict[str, Item]] = defaultdict(dict)
    for item in items:
        title = _MARKS.sub(" ", item.key).strip()
        if len(title) >= LEAST_LENGTH:
            words = title.split()
            numbers = tuple(word for word in words if _DIGIT.search(word) or _ROMAN.fullmatch(word))
            whose = () if item.kind in PUBLISHED else item.units  # each unit makes a plan and a report of its own
            key = (item.kind, item.day.year, item.day.month, item.channel, whose, numbers)
            first = groups[key].setdefault(title, item)
            if first.key != item.key:  # they differ in their marks only
                problems.append(_problem(*sorted((first, item), key=in_order)))
    left, skipped = MAX_PAIRS, 0
    for titles in sorted(groups.values(), key=len):
        pairs = len(titles) * (len(titles) - 1) // 2
        if pairs > left:
            skipped += len(titles)
            continue
        left -= pairs
        problems += _alike(sorted(titles.items(), key=lambda one: len(one[0])))
    if skipped:
        file = min(item.file for titles in groups.values() for item in titles.values())
        details = {"count": str(skipped)}
        problems.append(Problem("not-compared", Place(file), details, severity="warning"))
    return sorted(problems, key=lambda problem: (problem.place.file, problem.place.row or 0))


def _alike(titles: Sequence[tuple[str, Item]]) -> Iterator[Problem]:
    """Compare titles that come by length: beyond some length none can be alike any more."""
    from rapidfuzz.fuzz import ratio  # late: only `validate` compares

    for place, (title, item) in enumerate(titles):
        longest = len(title) * (200 - LEAST_ALIKE) / LEAST_ALIKE
        for other, other_item in titles[place + 1 :]:
            if len(other) > longest:
                break
            if ratio(title, other, score_cutoff=LEAST_ALIKE):
                yield _problem(*sorted((item, other_item), key=in_order))


def _problem(first: Item, second: Item) -> Problem:
    title = second.title[:MAX_SHOWN]
    details = {"value": title, "other": first.ref, "title": first.title[:MAX_SHOWN]}
    return Problem("lookalike", Place(second.file, second.row, "title"), details, severity="warning")
