"""Texts of documents made comparable: one form of each letter, no marks."""

from __future__ import annotations

import re

from cchc_cli.model.text import fold, loosen

_DASHES = re.compile("[\\u2010-\\u2015\\u2212]")
_MARKDOWN = re.compile(r"\*\*|^#{1,6}\s+|^>\s+|\\(?=[-*_.])|\*(?=\()|(?<=\S)\*$")


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
