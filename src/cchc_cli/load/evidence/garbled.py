"""Texts that lost their letters on the way: UTF-8 read as another encoding, and `?` for every letter that had no place."""

from __future__ import annotations

import re

from cchc_cli.model.text import DIGITS_LIKE_LETTERS

FREE_TEXT = ("title", "location", "number", "note")
# These are compiled when something is suspicious, which is seldom.
# UTF-8 taken for Windows-1252 or -1258: à is "Ã ", ế is "áº¿", đ is "Ä‘", ư is "Æ°".
_MOJIBAKE = "[ÃÂĂ][\u00a0-\u00bf]|á[º»]|Ä[\u0090\u2018\u0192\u201a]|Æ[\u00b0\u00a1\u00af]|\ufffd"
# Fonts of the nineties that put Vietnamese letters in the place of others. TCVN3: "C¶i c¸ch hµnh chÝnh"; VNI: "Caûi caùch".
_TCVN3 = "[a-zA-Z][µ¶¸¹¨¾¼½ª¬¦]|®[a-zµ¶¸¹¨¾¼½Æ-ý]"
_VNI_ONLY = "[øûï]"  # letters of no Vietnamese word
_VNI = r"[aeoyuöôâêAEOYUÖÔÂÊ][ùøûõïÙØÛÕÏ]|[aA][âêÂÊ][ùøûõï]?|ñ[aeiouyö]"
_OF_OLD_FONTS = 2  # such letters make a text of an old font
_LOSSY = r"[^\W\d_]\?+[a-zà-ỹđ]"  # "T? ch?c"; "Vì sao?Vì" only lacks a space
_ADDRESS = r"\S+(?://|www\.)\S+|(?:https?:|www\.)\S+"
# Any of what they look for has one of these letters, which are quicker to find; so are digits that a title is rid of.
suspicious = re.compile(f"[?\u0090\u00a0-\u00bføûï\u0192\u2018\u201a\ufffd{DIGITS_LIKE_LETTERS}]").search


def lost_letters(text: str) -> str | None:
    """Return the code of the problem of a cell, or None; addresses may hold a `?`."""
    if not suspicious(text):
        return None
    if re.search(_MOJIBAKE, text):
        return "garbled"
    if _is_old_font(text):
        return "old-font"
    return "lossy" if "?" in text and re.search(_LOSSY, re.sub(_ADDRESS, "", text)) else None


def _is_old_font(text: str) -> bool:
    fonts = [_TCVN3, _VNI] if re.search(_VNI_ONLY, text) else [_TCVN3]
    return any(len(re.findall(font, text)) >= _OF_OLD_FONTS for font in fonts)


# Letters of other alphabets that look like Latin ones.
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХҮԁаеѕіјорсухһԛԝ", "ABESIJKMHOPCTYXYdaesijopcyxhqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ", "ABEZHIKMNOPTYXovpu", strict=True))
_ALPHABETS = {"CYRILLIC": _CYRILLIC, "GREEK": _GREEK}


def foreign_letter(text: str) -> dict[str, str] | None:
    """Return the first letter of another alphabet that looks like a Latin one, and that one."""
    for letter in text if not text.isascii() else "":
        for alphabet, alike in _ALPHABETS.items():
            if letter in alike:
                return {"letter": f"U+{ord(letter):04X} {alphabet}", "latin": alike[letter]}
    return None
