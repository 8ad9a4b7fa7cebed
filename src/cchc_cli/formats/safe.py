"""Outside texts made harmless for a terminal: titles and names are data."""

from __future__ import annotations

import re
import unicodedata

# Control characters (terminal escapes), marks that hide or reorder text (zero width, bidi controls), lone surrogates
# (from file names), and the two characters that XML forbids.
# The joiner inside a composed emoji (a family, a flag) is visible: it stays between two emoji.
_PICTURE = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff"
_HARMFUL = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
    f"|(?<![{_PICTURE}\ufe0f])\u200d|\u200d(?![{_PICTURE}])"
)


def escaped_json(text: str) -> str:
    """Return JSON text with harmful characters as JSON escapes; the values stay the same."""
    return _HARMFUL.sub(lambda match: match[0] if match[0] == "\n" else f"\\u{ord(match[0]):04x}", text)


def safe(text: str) -> str:
    """Return a text on one line, with every harmful character replaced by its code."""
    return shown_by_code(unicodedata.normalize("NFC", " ".join(text.splitlines())).replace("\t", " "))


def shown_by_code(text: str) -> str:
    """Return a text, such as a file name, with every harmful character replaced by its code."""
    return _HARMFUL.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)
