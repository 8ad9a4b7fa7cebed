"""How Vietnamese texts are compared: titles, names and codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

HALVES = "surrogatepass"  # halves of letters, which words of a command line may hold, are refused when a log is written
SHORT = 4  # letters: of a short code one wrong letter is much

# Characters that nobody sees: soft hyphen, zero width, direction, variation, tags. Copying from web pages brings them.
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_HIDDEN = re.compile(f"[{HIDDEN}]")
# "hòa" and "hoà" are one word: the tone mark moves to the second vowel of oa, oe, uy.
_TONE = re.compile("[òóỏõọ][ae]|[ùúủũụ]y")
_MARKED = {"o": ["òóỏõọ", "aàáảãạ", "eèéẻẽẹ"], "u": ["ùúủũụ", "yỳýỷỹỵ"]}
_TONES_MOVED = {
    first + second[0]: plain + toned
    for plain, (firsts, *seconds) in _MARKED.items()
    for second in seconds
    for first, toned in zip(firsts, second[1:], strict=True)
}
# One class first, then what stands beside it: searching for alternatives takes three times as long.
_BLANK = "\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# What texts hold that lost their letters on the way (see load/evidence/garbled.py), and what case folding makes of µ.
LOST = "\u0090\u00a0-\u00bf\u0192\u2018\u201a\ufffd?"
_RARE = re.compile(
    f"[òóỏõọùúủũụ{HIDDEN}{_BLANK}{LOST}\u03bc](?:(?<=[òóỏõọ])(?=[ae])|(?<=[ùúủũụ])(?=y)|(?<![òóỏõọùúủũụ]))"
).search
MOST_GUESSED = 100  # characters; of longer words nothing is said to be meant


def nfc(text: str) -> str:
    """Return the text in composed form; Excel for Mac and many web pages write it decomposed."""
    return text if text.isascii() else normalize("NFC", text)


def fold(text: str) -> str:
    """Return what two equal titles have in common: NFC, case, white space, place of the tone mark, what is seen."""
    lower = casefolded(text)
    return fold_rare(lower) if is_rare(lower) else lower.strip()


def casefolded(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isascii() else normalize("NFC", folded)


def is_rare(lower: str) -> bool:
    """Whether a text in lower case has a tone mark to move, blanks to fold, or what is hidden or lost its letters."""
    return _RARE(lower) is not None or "  " in lower


def fold_rare(lower: str) -> str:
    """Return what equal titles have in common of a text in lower case in which something is rare."""
    if _HIDDEN.search(lower):
        lower = nfc(_HIDDEN.sub("", lower))
    return _TONE.sub(lambda match: _TONES_MOVED[match.group()], " ".join(lower.split()))


def loosen(text: str) -> str:
    """Return what two equal names or codes have in common: as `fold`, without diacritics, đ as d."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    decomposed = normalize("NFD", fold(text).replace("đ", "d"))
    bare = "".join(char for char in decomposed if not combining(char))
    return " ".join(bare.split())  # a mark may stand alone between blanks


def nearest(word: str, known: Iterable[str]) -> str:
    """Return up to three known words near to a wrong one, joined by commas; "" when none is near."""
    from difflib import get_close_matches  # only when something is wrong

    by_form: dict[str, str] = {}
    for name in known:
        by_form.setdefault(loosen(name), name)
    if len(word) > MOST_GUESSED:
        return ""
    if loosen(word) in by_form:
        return by_form[loosen(word)]
    cutoff = 0.5 if len(word) <= SHORT else 0.6
    return ", ".join(by_form[form] for form in get_close_matches(loosen(word), by_form, n=3, cutoff=cutoff))
