"""What an old console shows for a letter it lacks: the nearest that it has, so that Vietnamese stays readable."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from functools import cache

NONE = "?"
# One for one where columns depend on it. None is a quote or a comma: JSON, CSV and XML stay what they are.
STAND_INS = {
    "✓": ("√", "v"), "✗": ("×", "x"), "○": ("o",), "⇄": ("±", "#"), "·": (".",), "░": (":",), "─": ("-",), "•": ("*",),
    "×": ("x",), "–": ("-",), "—": ("-",), "→": ("->",), "…": ("...",), "“": ("'",), "”": ("'",), "‘": ("'",),
    "’": ("'",), "đ": ("d",), "Đ": ("D",), "₫": ("đ", "d"), "\ufeff": ("",),
}  # fmt: skip
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def handler_for(encoding: str) -> str:
    """Register what an encoding does with letters it lacks, and return its name for `errors`."""
    name = f"stand-ins-{encoding}"

    def handle(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        lacking = error.object[error.start : error.end]
        return "".join(stand_in(letter, encoding) for letter in lacking), error.end

    codecs.register_error(name, handle)
    return name


@cache
def stand_in(letter: str, encoding: str) -> str:
    """Return the first that an encoding has of what may stand for a letter."""
    return next((found for found in _candidates(letter) if _has(encoding, found)), NONE)


def _candidates(letter: str) -> Iterator[str]:
    yield from STAND_INS.get(letter, ())
    marks = unicodedata.normalize("NFD", letter)
    vowel = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    yield vowel + "".join(mark for mark in marks if mark in _TONES)  # ế as ê and a tone: Windows-1258
    yield vowel  # ế as ê
    yield "".join(mark for mark in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(mark))  # ế as e


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
