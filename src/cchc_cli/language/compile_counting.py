"""Issues of the words of counting: `count`, `distinct` with `of`, `at_most`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from cchc_cli.language.model_issue import Loc, ModelIssue
from cchc_cli.language.need_words import AllWords, PartWords
from cchc_cli.language.plan_file import EachWords, QuotaWords
from cchc_cli.language.timing_words import UnknownWords
from cchc_cli.model.word import Codes
from cchc_cli.words.conditions.at_most import AtMost
from cchc_cli.words.conditions.count import Count
from cchc_cli.words.conditions.distinct import COLUMN, Distinct, Value

LIMITED = frozenset({"every", "during"})  # the timings whose period a limit can use


def counting_issues(words: QuotaWords, at: Loc) -> Iterator[ModelIssue]:
    """Yield the words of counting that exclude each other, part by part."""
    needs, of_needs = words.needs, (*at, "needs")
    if isinstance(needs, UnknownWords):
        return
    if isinstance(needs, PartWords):
        yield from _of_part(needs, of_needs)
        yield from _of_limit(words, needs, at)
        return
    form, parts = ("all", needs.all) if isinstance(needs, AllWords) else ("any", needs.any)
    for index, part in enumerate(parts):
        loc: Loc = (*of_needs, form, index)
        yield from _of_part(part, loc)
        if part.written.get(AtMost.word):
            yield _apart((*loc, AtMost.word), AtMost.word, form)


def _of_part(words: PartWords, at: Loc) -> Iterator[ModelIssue]:
    values = words.written
    kind, amount = words.amount
    value = values.get(Distinct.word)
    listable = value in COLUMN and value != "time"
    for word in (Count.word, Distinct.word, AtMost.word):
        if values.get(word) and (kind == "states" or amount.percent is not None):
            yield ModelIssue((*at, word), "counts-no-works", {"key": word}, on_key=True)
    if values.get(Count.word) and value in COLUMN:
        yield _apart((*at, Count.word), Count.word, Distinct.word)
    if words.of and not listable:
        yield ModelIssue(
            (*at, "of"), "of-what", {"choices": ", ".join(column for column in COLUMN if column != "time")}, on_key=True
        )
    if amount.every and not words.of:
        yield ModelIssue((*at, kind), "all-of-what", {"kind": kind})
    if value == "channel" and _each_channel(words):
        yield _apart((*at, Distinct.word), "distinct: channel", "via: {all: …}")
    if words.of and listable:
        yield from _of_list(words, Distinct(cast("Value", value)), at)


def _of_list(words: PartWords, distinct: Distinct, at: Loc) -> Iterator[ModelIssue]:
    of = words.of or ()
    keys = [distinct.alike(value) for value in of]
    for index, value in enumerate(of):
        if keys[index] in keys[:index]:
            yield ModelIssue((*at, "of", index), "unit-twice", {"value": value})
    kind, amount = words.amount
    if amount.number is not None and amount.number > len(of):
        details = {"value": str(amount.number), "listed": str(len(of))}
        yield ModelIssue((*at, kind), "more-than-listed", details)


def _of_limit(words: QuotaWords, part: PartWords, at: Loc) -> Iterator[ModelIssue]:
    """Yield issues of a limit: it excludes an aim, `distinct` and `implied`, needs a period and each unit of a group."""
    if not part.written.get(AtMost.word):
        return
    loc: Loc = (*at, "needs", AtMost.word)
    beside: Mapping[str, object] = {
        "aim": part.aim,
        Distinct.word: part.written.get(Distinct.word) in COLUMN,
        "implied": part.implied,
        "share": isinstance(words.owes, EachWords) and words.owes.share < 100,
        "via: {all: …}": _each_channel(part),
    }
    for word, written in beside.items():
        if written:
            yield _apart(loc, AtMost.word, word)
    if not words.timing_words <= LIMITED:
        yield ModelIssue(
            loc, "limit-of-period", {"found": ", ".join(sorted(words.timing_words - LIMITED))}, on_key=True
        )


def _each_channel(words: PartWords) -> bool:
    via = words.written.get("via")
    return isinstance(via, Codes) and via.every


def _apart(at: Loc, word: str, other: str) -> ModelIssue:
    return ModelIssue(at, "words-apart", {"key": word, "other": other}, on_key=True)
