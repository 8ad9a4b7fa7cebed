"""Reading a time cell as a whole; a phrase that is not fully understood raises a doubt."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cchc_cli.drafting.doubt import Doubt
from cchc_cli.drafting.time_words import Piece, last_day, pieces

_POINTS = frozenset({"day", "month", "quarter", "half", "year", "span"})
ISSUE = ("kế hoạch", "ban hành", "ký", "phát hành")


class Bound(NamedTuple):
    """A last day: before a day or month, or by the end of it."""

    word: Literal["before", "by"]
    label: str


class When(NamedTuple):
    """The meaning of a time phrase.

    `form` is one of: none, cycle, bound, bounds, span, within, before-event, elsewhere, always. A cycle has `label`
    (its unit) and may have `bounds` (its end in the year), `span` (the months it covers) and `due` ("before:25", "by:5:next").
    `times` is the number of times in each cycle, 0 if the phrase states none.
    """

    form: str
    label: str = ""
    amount: int = 1
    bounds: tuple[Bound, ...] = ()
    span: str = ""
    due: str = ""
    times: int = 0
    event: str = ""
    doubts: tuple[Doubt, ...] = ()

    def doubted(self, code: str, value: str) -> When:
        return self._replace(doubts=(*self.doubts, Doubt(code, value)))


NONE = When("none")


def read_time(text: str, year: int) -> When:
    """Return the meaning of a time cell; unread words and contradicting statements are doubts."""
    shown = " ".join(text.split())
    all_pieces = [piece for piece in pieces(text, year) if piece.kind != "hours"]
    read = [piece for piece in all_pieces if piece.kind not in {"unread", "stop"}]
    unread = [piece.text for piece in all_pieces if piece.kind == "unread"]
    if not read:
        return NONE.doubted("time-unread", shown) if unread else NONE
    when = _read(read, year)
    if unread and when.form != "elsewhere":
        when = when.doubted("time-unread", shown)
    if when.form == "unclear":
        return NONE.doubted("time-unread", shown)
    return when._replace(doubts=tuple(doubt._replace(value=shown) for doubt in when.doubts))


def _read(read: list[Piece], year: int) -> When:
    kinds = {piece.kind for piece in read}
    special = next((piece for piece in read if piece.kind.startswith(("within", "before-event"))), None)
    if special:
        return _counted(special, alone=len(read) == 1)
    if "day-in" in kinds:
        return _day_in(read)
    cycles = list(dict.fromkeys((piece.label, piece.amount) for piece in read if piece.kind in {"cycle"}))
    times = [piece for piece in read if piece.kind == "times"]
    if times:
        when = When("cycle", times[0].label, times=times[0].amount)
        return when if len(read) == 1 else when.doubted("time-several", "")
    if cycles:
        return _cycle(read, cycles, year)
    if "elsewhere" in kinds:
        when = When("elsewhere", event=next(piece.text for piece in read if piece.kind == "elsewhere"))
        return when if kinds <= {"elsewhere", "always", "year"} else when.doubted("time-several", "")
    points = [piece for piece in read if piece.kind in _POINTS]
    if "always" in kinds:
        return (
            When("always")
            if all(piece.kind == "year" for piece in points)
            else _once(read, points).doubted("time-several", "")
        )
    return _once(read, points)


def _counted(piece: Piece, *, alone: bool) -> When:
    if piece.kind == "before-event":
        when = When("before-event", amount=piece.amount, event=piece.label)
    else:
        when = When("within", piece.kind.removeprefix("within-"), piece.amount, event=piece.label)
    return when if alone else when.doubted("time-several", "")


def _day_in(read: list[Piece]) -> When:
    piece = next(other for other in read if other.kind == "day-in")
    word, cycle, *next_ = piece.label.split(":")
    when = When("cycle", cycle, due=":".join([word, str(piece.amount), *next_]))
    others = [
        other
        for other in read
        if other.kind not in {"day-in", "before", "by", "year"} and (other.kind, other.label) != ("cycle", cycle)
    ]
    return when.doubted("time-several", "") if others else when


def _cycle(read: list[Piece], cycles: list[tuple[str, int]], year: int) -> When:
    label, count = cycles[0]
    when = When("cycle", label, count)
    if len(cycles) > 1:
        return when.doubted("time-cycles", "")
    rest = [piece for piece in read if piece.kind not in {"cycle", "always", "stop"}]
    several = when.doubted("time-several", "")
    if any(piece.kind in {"elsewhere", "gaps"} for piece in rest):
        return several
    rest = [piece for piece in rest if piece != rest[0] or piece.kind != "end-of"]
    points = [piece for piece in rest if piece.kind in _POINTS and piece.kind != "year"]
    if not points:
        return _due_in_cycle(when, rest) or several
    if label == "year" and len(points) == 1:
        return _once([piece for piece in read if piece.kind != "cycle"], points)
    return _cycle_in_span(when, {piece.kind for piece in rest}, points, year) or several


def _due_in_cycle(when: When, rest: list[Piece]) -> When | None:
    """Return a cycle with its due day, if a day is all that is stated; None if more is."""
    days = [piece for piece in rest if piece.kind == "day-of"]
    if not days:
        return when
    if len(days) > 1 or len(rest) > 2:
        return None
    word = "before" if any(piece.kind == "before" for piece in rest) else "by"
    return when._replace(due=f"{word}:{days[0].amount}")


def _cycle_in_span(when: When, words: set[str], points: list[Piece], year: int) -> When | None:
    """Return a cycle with the span or the end that its points state; None if they state neither."""
    if "from" in words and len(points) <= 2:
        return when._replace(span=_between(points, year))
    if len(points) > 1:
        return None
    (point,) = points
    if point.kind == "span":
        return when._replace(span=point.label)
    if point.kind in {"day", "month"} and words & {"before", "by", "to"}:
        return when._replace(bounds=(Bound("before" if "before" in words else "by", point.label),))
    return None


def _between(points: list[Piece], year: int) -> str:
    first = points[0].label.partition("..")[0]
    last = points[1].label if len(points) > 1 else str(year)
    return (
        f"{first}..{last_day(last)}"
        if len(first) == len("2026-01-01")
        else f"{_first_month(first)}..{last_day(last)[:7]}"
    )


def _first_month(label: str) -> str:
    year, _, rest = label.partition("-")
    if not rest:
        return f"{year}-01"
    return (
        f"{year}-{int(rest[1:]) * 3 - 2:02d}"
        if rest[0] == "Q"
        else f"{year}-{int(rest[1:]) * 6 - 5:02d}"
        if rest[0] == "H"
        else label
    )


def _once(read: list[Piece], points: list[Piece]) -> When:
    words = [piece.kind for piece in read if piece.kind in {"before", "by", "from", "to", "gaps", "end-of", "day-of"}]
    if {"gaps", "end-of", "day-of"} & set(words):
        return When("unclear")
    dated = [piece for piece in points if piece.kind != "year"] or points[:1]
    if not dated:
        return When("unclear")
    if len(dated) == 2 and "to" in words and "before" not in words and "by" not in words:
        return When("span", _between(dated, 0))
    if len(dated) == 1:
        return _single(dated[0], words)
    if all(piece.kind == "day" for piece in dated):
        word: Literal["before", "by"] = "before" if "before" in words else "by"
        return When("bounds", bounds=tuple(Bound(word, piece.label) for piece in dated)).doubted("time-several", "")
    return When("unclear")


def _single(point: Piece, words: list[str]) -> When:
    if point.kind == "span" and not words:
        return When("span", point.label)
    if point.kind == "year" and "before" not in words:
        return When("span", point.label)
    if point.kind == "span":
        return When("unclear")
    if "from" in words:
        return When("span", _between([point], int(point.label[:4])))
    ends = point.kind in {"quarter", "half", "year"} and "before" in words
    if ends:
        return When("bound", bounds=(Bound("before", _first_month(point.label)),))
    return When("bound", bounds=(Bound("before" if "before" in words else "by", point.label),))
