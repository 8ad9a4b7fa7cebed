"""How texts are written where other programs read them: cells that are no formulas, the letters of Windows-1258."""

from __future__ import annotations

import re
from unicodedata import normalize

# Beginnings of formulas in spreadsheets, full-width forms included; an apostrophe before them defuses them.
_FORMULA = re.compile(r"[\s']*[=+@＝＋－＠-]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def defused(text: str) -> str:
    """Return a cell as it is written: one that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def bare(text: str) -> str:
    """Return a cell as it was before `defused`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def tone_apart(letter: str) -> tuple[str, str]:
    """Return the vowel of a letter and its tone as a mark of its own, as Windows-1258 writes them: ế is ê and an acute."""
    marks = normalize("NFD", letter)
    vowel = "".join(letter_mark for letter_mark in marks if letter_mark not in _TONES)
    return normalize("NFC", vowel), "".join(letter_mark for letter_mark in marks if letter_mark in _TONES)
