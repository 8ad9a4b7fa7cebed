"""How Vietnamese texts are compared: titles, names and codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, decimal, normalize

HALVES = "surrogatepass"  # halves of letters, which words of a command line may hold, are refused when a log is written
SHORT = 4  # letters: of a short code one wrong letter is much

# Characters that nobody sees: soft hyphen, zero width, direction, variation, tags. Copying from web pages brings them.
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_HIDDEN = re.compile(f"[{HIDDEN}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# Letters written for other letters: digits of other scripts (those whose bytes `fingerprint` tells from Vietnamese letters),
# full-width forms, dashes and quotes of a word processor, and letters of other alphabets that look like Đ.
_DIGITS = (
    "\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0b66-\u0b6f"
    "\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef\u0d66-\u0d6f\u0de6-\u0def\u0e50-\u0e59\u0ed0-\u0ed9\u0f20-\u0f29"
    "\ua620-\ua629\ua8d0-\ua8d9\ua900-\ua909\ua9d0-\ua9d9"
    "\ua9f0-\ua9f9\uaa50-\uaa59\uabf0-\uabf9"
)
_FULL_WIDTH = "\uff01-\uff5e"
_DASHES = "\u2010-\u2015\u2043\u2212\ufe58\ufe63"
_DOUBLE, _SINGLE = "\u00ab\u00bb\u201c-\u201f\u2033\u2036", "\u00b4\u02bc\u2018-\u201b\u2032\u2035"
_ETHS = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
STAND_INS = f"{_DIGITS}{_FULL_WIDTH}{_DASHES}{_DOUBLE}{_SINGLE}{''.join(_ETHS)}"
_STAND_IN = re.compile(
    f"(?P<wide>[{_FULL_WIDTH}])|(?P<dash>[{_DASHES}])|(?P<double>[{_DOUBLE}])|(?P<single>[{_SINGLE}])|(?P<digit>[{_DIGITS}])|[{''.join(_ETHS)}]"
)
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_MEANT = {"dash": "-", "double": '"', "single": "'"}
# "hòa" and "hoà" are one word: the tone mark moves to the second vowel of oa, oe, uy.
_TONE = re.compile("[òóỏõọ][ae]|[ùúủũụ]y")
_MARKED = {"o": ["òóỏõọ", "aàáảãạ", "eèéẻẽẹ"], "u": ["ùúủũụ", "yỳýỷỹỵ"]}
_TONES_MOVED = {
    first + second[0]: plain + toned
    for plain, (firsts, *seconds) in _MARKED.items()
    for second in seconds
    for first, toned in zip(firsts, second[1:], strict=True)
}
# One class first, then its neighbours: searching for alternatives takes three times as long.
_BLANK = "\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_RARE = re.compile(
    f"[òóỏõọùúủũụ{HIDDEN}{STAND_INS}{_BLANK}](?:(?<=[òóỏõọ])(?=[ae])|(?<=[ùúủũụ])(?=y)|(?<![òóỏõọùúủũụ]))"
).search
MAX_GUESSED = 100  # characters; of longer words nothing is said to be meant


def nfc(text: str) -> str:
    """Return the text in composed form; Excel for Mac and many web pages write it decomposed."""
    return normalize("NFC", text)


def meant(text: str) -> str:
    """Return a cell as it was meant: NFC, without marks that nobody sees; digits, dashes, quotes and Đ in their plain forms."""
    if text.isascii() and text.isprintable():
        return text
    return plain_signs(normalize("NFC", _SPACE.sub(" ", _HIDDEN.sub("", text)))).strip()


def plain_signs(text: str) -> str:
    """Return a text with digits, dashes, quotes and Đ in their plain forms."""
    return _STAND_IN.sub(_plain_sign, text)


def _plain_sign(match: re.Match[str]) -> str:
    sign, kind = match[0], match.lastgroup
    if kind == "wide":
        return chr(ord(sign) - 0xFEE0)
    if kind == "digit":
        return str(decimal(sign))
    return _MEANT[kind] if kind else _ETHS[sign]


def visible(text: str) -> str:
    """Return a text without the marks that nobody sees."""
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub("", text).strip()


def issue_number(text: str) -> str:
    """Return the number of an issue: `15`, `015`, `Số 15` are one."""
    number = loosen(text).removeprefix("so ").strip()
    return number.lstrip("0") if number.isdecimal() else number


def fold(text: str) -> str:
    """Return what two equal titles have in common: NFC, case, white space, place of the tone mark, plain signs, what is seen."""
    lower = casefolded(text)
    return fold_rare(lower) if is_rare(lower) else lower.strip()


def casefolded(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isascii() else normalize("NFC", folded)


def is_rare(lower: str) -> bool:
    """Whether a text in lower case has a tone mark to move, blanks to fold, a plain sign to make, or what is hidden."""
    return _RARE(lower) is not None or "  " in lower


def fold_rare(lower: str) -> str:
    """Return what equal titles have in common of a text in lower case in which something is rare."""
    lower = nfc(_HIDDEN.sub("", plain_signs(lower)))
    return _TONE.sub(lambda match: _TONES_MOVED[match.group()], " ".join(lower.split()))


def loosen(text: str) -> str:
    """Return what two equal names or codes have in common: as `fold`, without diacritics, đ as d."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    decomposed = normalize("NFD", fold(text).replace("đ", "d"))
    bare = "".join(char for char in decomposed if not combining(char))
    return " ".join(bare.split())  # a mark may be alone between blanks


def nearest(word: str, known: Iterable[str], least: float = 0.0) -> str:
    """Return up to three known words near to a wrong one, joined by commas; "" when none is near.

    `least` is how alike they must be, where it is more than what the length of the word asks: from 0 to 1, the same.
    """
    from difflib import get_close_matches  # only when something is wrong

    by_form: dict[str, str] = {}
    for name in known:
        by_form.setdefault(loosen(name), name)
    if len(word) > MAX_GUESSED:
        return ""
    if loosen(word) in by_form:
        return by_form[loosen(word)]
    cutoff = max(0.5 if len(word) <= SHORT else 0.6, least)
    return ", ".join(by_form[form] for form in get_close_matches(loosen(word), by_form, n=3, cutoff=cutoff))
