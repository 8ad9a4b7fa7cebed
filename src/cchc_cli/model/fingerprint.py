"""Equal titles have equal fingerprints; equal fingerprints still need a full comparison.

A fingerprint is made of the digits and of the consonants that neither case, tone marks, white space nor the place of a
tone mark changes: that is several times quicker than folding a title, and few titles of a log share it.
"""

from __future__ import annotations

import re

from cchc_cli.model.text import fold, nfc

_KEPT = (
    b"bcdghjmpqrvwxz0123456789"  # casefold makes ASCII of ß, ſ, K and ligatures: letters that may come so are left out
)
_DROPPED = bytes(sorted(set(range(256)) - set(_KEPT)))
_stray_mark = re.compile("[\u0300-\u036f]").search  # what nobody sees between a letter and its mark keeps them apart


def fingerprint(title: str) -> int:
    """Return the fingerprint of a title, as written or folded; another process has other numbers."""
    text = nfc(title)
    if _stray_mark(text):
        text = fold(text)
    return hash(text.encode("ascii", "ignore").lower().translate(None, _DROPPED))
