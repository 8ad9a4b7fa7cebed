"""Making texts of documents comparable: one form of each letter, without markup."""

from __future__ import annotations

import re

from cchc_cli.model.text import fold, loosen

_DASHES = re.compile("[\\u2010-\\u2015\\u2212]")
_MARKDOWN = re.compile(r"\*\*|^#{1,6}\s+|^>\s+|\\(?=[-*_.])|\*(?=\()|(?<=\S)\*$")


def without_markdown(line: str) -> str:
    """Return a line without the Markdown of bold type and headings."""
    return _MARKDOWN.sub("", line.strip(" "))


def folded(text: str) -> str:
    """Return a text for searching: lower case, one position of tone marks, plain dashes; lines and diacritics are kept."""
    return "\n".join(fold(line) for line in _DASHES.sub("-", text).split("\n"))


def tokens(text: str) -> list[str]:
    """Return the words of a text, without diacritics and punctuation."""
    return re.findall(r"\w+", loosen(text))


def shortened(text: str, words: int) -> str:
    """Return the first words of a text, with "…" if there are more."""
    all_words = text.split()
    return text if len(all_words) <= words else " ".join(all_words[:words]).rstrip(",;:.-") + " …"
