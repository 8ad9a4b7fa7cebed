"""Texts that lost their letters on the way: UTF-8 read as another encoding, and `?` for every letter that had no place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

FREE_TEXT = ("title", "location", "number", "note")
# UTF-8 taken for Windows-1252 or -1258: à is "Ã ", ế is "áº¿", đ is "Ä‘", ư is "Æ°".
_MOJIBAKE = re.compile("[ÃÂĂ][\u00a0-\u00bf]|á[º»]|Ä[\u0090\u2018\u0192\u201a]|Æ[\u00b0\u00a1\u00af]|\ufffd")
_LOSSY = re.compile(r"[^\W\d_]\?+[a-zà-ỹđ]")  # "T? ch?c"; "Vì sao?Vì" only lacks a space
_ADDRESS = re.compile(r"\S+(?://|www\.)\S+|(?:https?:|www\.)\S+")


class Suspicion:
    """What a whole text may suffer from, found by cheap tests; only then are its cells looked at one by one."""

    def __init__(self, text: str | None) -> None:
        """Test a text; None stands for one that cannot be tested as a whole."""
        if text is None:
            text = "?Ã"
        self._mojibake = any(mark in text for mark in ("á»", "áº", "Æ°", "Ä‘", "Ã", "Ă", "\ufffd"))
        self._lossy = "?" in text

    def __bool__(self) -> bool:
        return self._mojibake or self._lossy

    def of(self, text: str) -> str | None:
        """Return the code of the problem of a cell, or None."""
        if self._mojibake and _MOJIBAKE.search(text):
            return "garbled"
        if self._lossy and "?" in text and _LOSSY.search(_ADDRESS.sub("", text)):
            return "lossy"
        return None

    def columns(self, record: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield (code, column) of the cells of a row that lost letters; addresses may hold a `?`."""
        for column in FREE_TEXT:
            text = record.get(column)
            if text and (code := self.of(text)):
                yield code, column
