"""Texts of documents made comparable: one line, one form of each letter, nothing that hides or breaks."""

from __future__ import annotations

import re
import unicodedata

from cchc_cli.model.text import HIDDEN, fold, loosen, nfc

_HIDDEN = re.compile(f"[{HIDDEN}]")
_BREAK = re.compile("[\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029]+")
# Control characters, lone halves of letters, private letters and what is no character: nothing a plan says.
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_DASHES = re.compile("[\\u2010-\\u2015\\u2212]")
_MARKDOWN = re.compile(r"\*\*|^#{1,6}\s+|^>\s+|\\(?=[-*_.])|\*(?=\()|(?<=\S)\*$")


def clean(text: str) -> str:
    """Return a text as one line: composed letters, single blanks, no control or hidden characters."""
    plain = "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in _HIDDEN.sub("", text))
    return " ".join(nfc(plain).split())


def clean_lines(text: str) -> str:
    """Return the same with its lines kept apart, empty ones left out."""
    return "\n".join(line for part in _BREAK.split(text) if (line := clean(part)))


def without_markdown(line: str) -> str:
    """Return a line of text without the marks of bold type and headings."""
    return _MARKDOWN.sub("", line.strip(" "))


def folded(text: str) -> str:
    """Return a text for looking words up: lower case, one place of the tone marks, plain dashes, lines and Vietnamese marks kept."""
    return "\n".join(fold(line) for line in _DASHES.sub("-", text).split("\n"))


def tokens(text: str) -> list[str]:
    """Return the words of a text, without Vietnamese marks and punctuation."""
    return re.findall(r"\w+", loosen(text))


def shortened(text: str, words: int) -> str:
    """Return the first words of a text, with "…" where there are more."""
    found = text.split()
    return text if len(found) <= words else " ".join(found[:words]).rstrip(",;:.-") + " …"
