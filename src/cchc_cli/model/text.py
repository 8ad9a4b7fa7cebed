"""How Vietnamese texts are compared: titles, names and codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, decimal, normalize

HALVES = "surrogatepass"  # halves of letters, which words of a command line may hold, are refused when a log is written
SHORT = 4  # letters: of a short code one wrong letter is much

# Invisible characters: soft hyphen, zero width, direction, variation, tags. Copying from web pages brings them.
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_HIDDEN = re.compile(f"[{HIDDEN}\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# Letters written for other letters: digits of other scripts, full-width forms, dashes and quotes of a word processor, and
# letters of other alphabets that look like Đ. The first of ten digits in each script: `fingerprint` cannot tell the bytes
# of some from those of Vietnamese letters: they become plain when a title is read (`plain_digits`).
_LIKE_LETTERS = "\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50"
_ZEROS = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20"
    "\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0"
)
DIGITS_LIKE_LETTERS = "".join(f"{zero}-{chr(ord(zero) + 9)}" for zero in _LIKE_LETTERS)
# Beyond the first plane, digits are among other signs, which stay.
_DIGITS = "".join(f"{zero}-{chr(ord(zero) + 9)}" for zero in _ZEROS) + DIGITS_LIKE_LETTERS + "\U000104a0-\U0001fbf9"
_FULL_WIDTH = "\uff01-\uff5e"
_DASHES = "\u2010-\u2015\u2043\u2212\ufe58\ufe63"
_DOUBLE, _SINGLE = "\u00ab\u00bb\u201c-\u201f\u2033\u2036", "\u00b4\u02bc\u2018-\u201b\u2032\u2035"
_ETHS = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
STAND_INS = f"{_DIGITS}{_FULL_WIDTH}{_DASHES}{_DOUBLE}{_SINGLE}{''.join(_ETHS)}"
_STAND_IN = re.compile(
    f"(?P<wide>[{_FULL_WIDTH}])|(?P<dash>[{_DASHES}])|(?P<double>[{_DOUBLE}])|(?P<single>[{_SINGLE}])|(?P<digit>[{_DIGITS}])|[{''.join(_ETHS)}]"
)
_LIKE_LETTER = re.compile(f"[{DIGITS_LIKE_LETTERS}]")
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
# "Trung tâm Kiểm soát bệnh tật tỉnh Mẫu" is that of the province, as its roster knows.
_PROVINCE = re.compile(r" (?:tinh|thanh pho|tp)\b.*$")
_SIGNS = re.compile(r"[\W_]+")
MAX_NEAR = 3
MAX_GUESSED = 100  # characters; longer words get no suggestion


def nfc(text: str) -> str:
    """Return the text in composed form; Excel for Mac and many web pages write it decomposed."""
    return text if text.isascii() else normalize("NFC", text)


def meant(text: str) -> str:
    """Return a cell in its intended form: NFC, without invisible marks; digits, dashes, quotes and Đ in plain forms."""
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
        return str(decimal(sign, sign))
    return _MEANT[kind] if kind else _ETHS[sign]


def plain_digits(text: str) -> str:
    """Return a title with plain digits instead of those that a fingerprint cannot tell from letters."""
    return _LIKE_LETTER.sub(lambda match: str(decimal(match[0])), text)


def visible(text: str) -> str:
    """Return a text without invisible marks."""
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub("", text).strip()


def issue_number(text: str) -> str:
    """Return the number of an issue: `15`, `015` and `Số 15` are equal."""
    number = loosen(text).removeprefix("so ").strip()
    return number.lstrip("0") if number.isdecimal() else number


def fold(text: str) -> str:
    """Return the form that equal titles share: NFC, one case, plain blanks and signs, no hidden marks."""
    lower = casefolded(text)
    return fold_rare(lower) if is_rare(lower) else lower.strip()


def casefolded(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isascii() else normalize("NFC", folded)


def is_rare(lower: str) -> bool:
    """Whether a lower-case text has a tone mark to move, blanks to fold, signs to replace, or hidden marks."""
    return _RARE(lower) is not None or "  " in lower


def fold_rare(lower: str) -> str:
    """Return the form that equal titles share, for a lower-case text with something rare."""
    lower = nfc(_HIDDEN.sub("", plain_signs(lower)))
    return _TONE.sub(lambda match: _TONES_MOVED[match.group()], " ".join(lower.split()))


def loosen(text: str) -> str:
    """Return the form that equal names or codes share: like `fold`, and without diacritics, đ as d."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    decomposed = normalize("NFD", fold(text).replace("đ", "d"))
    bare = "".join(char for char in decomposed if not combining(char))
    return " ".join(bare.split())  # a mark may be alone between blanks


def hyphenated(text: str) -> str:
    """Return the code that equal names of contents share: "Phụ lục" is `phu-luc`."""
    return loosen(text).replace(" ", "-")


def squeezed(text: str) -> str:
    """Return the form that names share if they differ only by blanks, signs, case, marks, or a province at the end."""
    return _SIGNS.sub("", _PROVINCE.sub("", loosen(text)))


def nearest(word: str, known: Iterable[str], least: float = 0.0) -> str:
    """Return up to three known words near to a wrong one, joined by commas; "" when none is near."""
    return ", ".join(near_words(word, known, least))


def near_words(word: str, known: Iterable[str], least: float = 0.0) -> list[str]:
    """Return up to three known words near to a wrong one: those that differ by blanks and signs only, else by letters.

    `least` is how alike they must be, where it is more than what the length of the word asks: from 0 to 1, the same.
    """
    from difflib import get_close_matches  # only when something is wrong

    if len(word) > MAX_GUESSED:
        return []
    by_form: dict[str, str] = {}
    for name in known:
        by_form.setdefault(loosen(name), name)
    form, bare = loosen(word), squeezed(word)
    same = (
        [form] if form in by_form else [other_form for other_form in by_form if bare and squeezed(other_form) == bare]
    )
    cutoff = max(0.5 if len(word) <= SHORT else 0.6, least)
    return [by_form[other_form] for other_form in same or get_close_matches(form, by_form, n=MAX_NEAR, cutoff=cutoff)][
        :MAX_NEAR
    ]
