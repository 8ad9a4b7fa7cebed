"""Replacements for characters a legacy console cannot show: the nearest it has, so that Vietnamese stays readable."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from functools import cache

from cchc_cli.model.writing import tone_apart

NONE = "?"
# One character for one where columns depend on it; no quotes or commas, so that JSON, CSV and XML stay valid.
REPLACEMENTS = {
    "✓": ("√", "v"), "✗": ("×", "x"), "○": ("o",), "⇄": ("±", "#"), "·": (".",), "░": (":",), "─": ("-",), "━": ("─", "="), "█": ("#",), "•": ("*",),
    "×": ("x",), "–": ("-",), "—": ("-",), "→": ("->",), "…": ("...",), "“": ("'",), "”": ("'",), "‘": ("'",),
    "’": ("'",), "đ": ("d",), "Đ": ("D",), "₫": ("đ", "d"), "\ufeff": ("",),
}  # fmt: skip


def handler_for(encoding: str) -> str:
    """Register an error handler that replaces the characters missing in an encoding; return its name, for `errors`."""
    name = f"console-fallback-{encoding}"

    def handle(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        lacking = error.object[error.start : error.end]
        return "".join(replacement(letter, encoding) for letter in lacking), error.end

    codecs.register_error(name, handle)
    return name


@cache
def replacement(letter: str, encoding: str) -> str:
    """Return the first replacement of a character that an encoding has."""
    return next((candidate for candidate in _candidates(letter) if _has(encoding, candidate)), NONE)


def _candidates(letter: str) -> Iterator[str]:
    yield from REPLACEMENTS.get(letter, ())
    vowel, tone = tone_apart(letter)
    yield vowel + tone  # ế as ê and a tone: Windows-1258
    yield vowel  # ế as ê
    yield "".join(
        character for character in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(character)
    )  # ế as e


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
