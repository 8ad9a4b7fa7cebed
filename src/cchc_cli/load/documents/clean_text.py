"""Texts of documents without hidden characters and line breaks, or with line breaks only."""

from __future__ import annotations

import re
import unicodedata

from cchc_cli.model.text import HIDDEN, nfc

_HIDDEN = re.compile(f"[{HIDDEN}]")
_BREAK = re.compile("[\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029]+")
# Control characters, lone surrogates, private-use and unassigned characters: no text of a document.
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return a text as one line: composed letters, single blanks, no control or hidden characters."""
    plain = "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in _HIDDEN.sub("", text))
    return " ".join(nfc(plain).split())


def clean_lines(text: str) -> str:
    """Return a text as `clean` does, line by line, without empty lines."""
    return "\n".join(line for part in _BREAK.split(text) if (line := clean(part)))
