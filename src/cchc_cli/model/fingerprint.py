"""Equal titles have equal fingerprints; equal fingerprints still need a full comparison.

A fingerprint is made of the digits and of the consonants that neither case, tone marks, white space nor the place of a
tone mark changes: that is several times quicker than folding a title, and few titles of a log share it.
"""

from __future__ import annotations

from cchc_cli.model.text import HALVES, fold, nfc, plain_digits

_KEPT = (
    b"bcdghjmpqrvwxz0123456789"  # casefold makes ASCII of ß, ſ, K and ligatures: letters that may come so are left out
)
_LOWER = bytes(range(256)).lower()
_DROPPED = bytes(sorted(set(range(256)) - {*_KEPT, *_KEPT.upper()}))
# Of all bytes of composed Vietnamese titles; others begin marks of their own, and digits and letters of other forms.
_DROPPED_ORDINARY = bytes(sorted({*range(0xC0), 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xE1, 0xE2}.intersection(_DROPPED)))


def fingerprint(title: str) -> int:
    """Return the fingerprint of a title, as written or folded; another process has other numbers."""
    return fingerprint_of(plain_digits(nfc(title)).encode(errors=HALVES))


def fingerprint_of(utf8: bytes) -> int:
    """Return the same of a composed title in UTF-8, with digits as `plain_digits` leaves them."""
    letters = utf8.translate(_LOWER, _DROPPED_ORDINARY)
    if not letters.isascii():  # what nobody sees between a letter and its mark keeps them apart
        letters = fold(utf8.decode(errors=HALVES)).encode(errors=HALVES).translate(_LOWER, _DROPPED)
    return hash(letters)
