"""Marks of titles: numbers that are the same for equal titles, so that titles of different marks are different.

Titles of one mark need not be equal; those few are compared by what `fold` makes of them. Interpreted, it is quickest to let
`str` go through a title; compiled, it is five times as quick to go through it letter by letter.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from cchc_cli.model.text import COMPILED, TONES_MOVED, casefolded, fold, is_rare

if TYPE_CHECKING:
    from mypy_extensions import i64

NOT_PLAIN: Final = -1
_BITS: Final = 0x3FF_FFFF_FFFF  # so that a mark times the factor is no more than 62 bits
_FACTOR: Final = 1_000_003
_SPACE: Final = 0x20
_ASCII: Final = 0x7F
_A: Final = 0x61  # a, e and y move the tone mark of an o or u before them
_E: Final = 0x65
_Y: Final = 0x79
_Z: Final = 0x7A
_BEYOND: Final = 0x2028  # code points from here on are not in the table
_LETTERS = (range(0x20, 0x250), range(0x1E00, 0x1F00), range(0x2010, _BEYOND))
_NONE = "\0"


def plain_mark(title: str) -> int:
    """Return the mark of a title without blanks at its ends, or NOT_PLAIN where something in it is rare.

    What is rare takes a longer look (`is_rare`), and may be a sign of letters that were lost.
    """
    if COMPILED:
        return letter_by_letter(title)
    lower = casefolded(title)
    return NOT_PLAIN if is_rare(lower) else mark_of(lower)


def title_mark(title: str) -> int:
    """Return the mark of any title."""
    mark = plain_mark(title.strip())
    return mark if mark != NOT_PLAIN else mark_of(fold(title))


def mark_of(folded: str) -> int:
    """Return the mark of a title from what `fold` makes of it."""
    if not COMPILED:
        return hash(folded) & _BITS
    mark: i64 = 0
    place: i64 = 0
    while place < len(folded):
        mark = ((mark * _FACTOR) ^ ord(folded[place])) & _BITS
        place += 1
    return mark


def letter_by_letter(title: str) -> int:
    """Return the mark of a plain title as `plain_mark` does; the tone marks of oa, oe and uy are moved on the way."""
    lower, moved = _tables()
    mark: i64 = 0
    before: i64 = 0  # the letter that is not in the mark yet, as the next may move its tone
    place: i64 = 0
    end: i64 = len(title)
    while place < end:
        given: i64 = ord(title[place])
        letter: i64 = given
        if not _A <= given <= _Z:  # most are small letters already
            if given >= _BEYOND:
                return NOT_PLAIN
            letter = ord(lower[given])
        if letter == 0 or (letter == _SPACE and before == _SPACE):
            return NOT_PLAIN
        if before > _ASCII and letter in (_A, _E, _Y):
            pair = moved.get((before << 8) | letter)
            if pair is not None:
                both: i64 = pair
                before, letter = both >> 16, both & 0xFFFF
        mark = ((mark * _FACTOR) ^ before) & _BITS
        before = letter
        place += 1
    return ((mark * _FACTOR) ^ before) & _BITS


@cache
def _tables() -> tuple[str, dict[int, int]]:
    """Return the lower case of each plain code point, and the pairs of letters of which a tone mark moves."""
    lower = [_NONE] * _BEYOND
    for letters in _LETTERS:
        for point in letters:
            letter = casefolded(chr(point))
            if len(letter) == 1 and normalize("NFC", chr(point)) == chr(point) and not is_rare(letter):
                lower[point] = letter
    moved = {
        ord(pair[0]) << 8 | ord(pair[1]): ord(as_written[0]) << 16 | ord(as_written[1])
        for pair, as_written in TONES_MOVED.items()
    }
    return "".join(lower), moved
