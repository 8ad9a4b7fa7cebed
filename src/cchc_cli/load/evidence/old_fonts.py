"""Converting text in fonts of the nineties to Unicode: TCVN3 (TCVN 5712:1993, set VN3; .VnTime) and VNI-Windows.

A file keeps the codes of such a font as letters of Windows-1252: "C¶i c¸ch" and "Caûi caùch" are "Cải cách". Capital fonts
(.VnTimeH) draw capitals for lower-case codes: the result is lower case, and titles compare without case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal
from unicodedata import normalize

Font = Literal["tcvn3", "vni"]
FONTS: Mapping[Font, str] = {"tcvn3": "C¶i c¸ch", "vni": "Caûi caùch"}  # font -> example
WINDOWS = "cp1252"  # the encoding that shows the codes of these fonts
_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, _CIRCUMFLEX, _BREVE = "\u0301\u0300\u0309\u0303\u0323\u0302\u0306"
# In VNI a letter behind a vowel is its diacritic: a tone, or a circumflex or breve with or without a tone.
_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_OVER_CIRCUMFLEX = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_OVER_BREVE = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _tcvn3() -> dict[str, str]:
    return {chr(first + index): letter for first, run in _TCVN3_RUNS.items() for index, letter in enumerate(run)}


def _vni() -> dict[str, str]:
    diacritics = {
        **{vowel + sign: diacritic for vowel in "aeouyôö" for sign, diacritic in _TONES.items()},
        **{vowel + sign: _CIRCUMFLEX + tone for vowel in "aeo" for sign, tone in _OVER_CIRCUMFLEX.items()},
        **{"a" + sign: _BREVE + tone for sign, tone in _OVER_BREVE.items()},
    }
    letters = {
        pair: normalize("NFC", _VNI_ALONE.get(pair[0], pair[0]) + diacritic) for pair, diacritic in diacritics.items()
    }
    letters |= _VNI_ALONE
    capitals = {form(code): letter.upper() for code, letter in letters.items() for form in (str.upper, str.capitalize)}
    return letters | capitals


_LETTERS: Mapping[Font, Mapping[str, str]] = {"tcvn3": _tcvn3(), "vni": _vni()}
_CODES = {
    font: re.compile("|".join(sorted(letters, key=len, reverse=True))) for font, letters in _LETTERS.items()
}  # longer codes first


def in_unicode(text: str, font: Font) -> str:
    """Return a text of an old font in Unicode; unchanged if it has a letter that is no code of the font."""
    codes, letters = _CODES[font], _LETTERS[font]
    if any(char.isalpha() and not char.isascii() for char in codes.sub("", text)):
        return text
    return codes.sub(lambda match: letters[match[0]], text)
