"""Texts that lost their letters on the way: UTF-8 read as another encoding, and `?` for every letter that had no place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cchc_cli.model.text import HALVES

FREE_TEXT = ("title", "location", "number", "note")
# These are compiled when something is suspicious, which is seldom.
# UTF-8 taken for Windows-1252 or -1258: à is "Ã ", ế is "áº¿", đ is "Ä‘", ư is "Æ°".
_MOJIBAKE = "[ÃÂĂ][\u00a0-\u00bf]|á[º»]|Ä[\u0090\u2018\u0192\u201a]|Æ[\u00b0\u00a1\u00af]|\ufffd"
_LOSSY = r"[^\W\d_]\?+[a-zà-ỹđ]"  # "T? ch?c"; "Vì sao?Vì" only lacks a space
_ADDRESS = r"\S+(?://|www\.)\S+|(?:https?:|www\.)\S+"
# In UTF-8 any of what they look for has one of these bytes, which are quicker to find.
_SIGNS = b"?\xc2\xe2\xef\x92"


def lost_letters(text: str) -> str | None:
    """Return the code of the problem of a cell, or None; addresses may hold a `?`."""
    return lost_in(text, text.encode(errors=HALVES))


def lost_in(text: str, utf8: bytes) -> str | None:
    """Return the same of a text whose bytes are known."""
    if not any(map(utf8.__contains__, _SIGNS)):
        return None
    if re.search(_MOJIBAKE, text):
        return "garbled"
    return "lossy" if "?" in text and re.search(_LOSSY, re.sub(_ADDRESS, "", text)) else None


def losses(record: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (code, column) of the cells of a row that lost letters."""
    for column in FREE_TEXT:
        text = record.get(column)
        if text and (code := lost_letters(text)):
            yield code, column
