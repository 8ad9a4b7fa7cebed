"""Texts with damaged letters: UTF-8 read in another encoding, old fonts, and `?` for each letter an encoding lacks."""

from __future__ import annotations

import re

from cchc_cli.model.text import DIGITS_LIKE_LETTERS

# Compiled only when a text is suspicious, which is rare.
# UTF-8 read as Windows-1252 or -1258: à becomes "Ã ", ế "áº¿", đ "Ä‘", ư "Æ°".
_MOJIBAKE = "[ÃÂĂ][\u00a0-\u00bf]|á[º»]|Ä[\u0090\u2018\u0192\u201a]|Æ[\u00b0\u00a1\u00af]|\ufffd"
# Fonts of the nineties that draw Vietnamese letters for other codes. TCVN3: "C¶i c¸ch hµnh chÝnh"; VNI: "Caûi caùch".
_TCVN3 = "[a-zA-Z][µ¶¸¹¨¾¼½ª¬¦]|®[a-zµ¶¸¹¨¾¼½Æ-ý]"
_VNI_ONLY = "[øûï]"  # letters that no Vietnamese word has
_VNI = r"[aeoyuöôâêAEOYUÖÔÂÊ][ùøûõïÙØÛÕÏ]|[aA][âêÂÊ][ùøûõï]?|ñ[aeiouyö]"
_OF_OLD_FONTS = 2  # this number of such letters shows an old font
_LOSSY = r"[^\W\d_]\?+[a-zà-ỹđ]"  # "T? ch?c"; "Vì sao?Vì" only lacks a space
_ADDRESS = r"\S+(?://|www\.)\S+|(?:https?:|www\.)\S+"
# A quick check: each pattern above needs one of these letters; so do the digits that `plain_digits` replaces in titles.
suspicious = re.compile(f"[?\u0090\u00a0-\u00bføûï\u0192\u2018\u201a\ufffd{DIGITS_LIKE_LETTERS}]").search
# Matches a text of composed Vietnamese letters, digits and common signs, as most titles are: nothing of it is to be trimmed,
# composed or repaired. The first letter is none that an error value of a spreadsheet begins with.
_LETTERS = "0-9À-îð-÷ùúü-ſƠ-ưẠ-ỹ"
_SIGNS = "!\"$%&'()*+,\\-./:;“”’–…"
is_plain_text = re.compile(
    f"[A-DF-KM-Za-df-km-z{_LETTERS}](?:[A-Za-z {_LETTERS}{_SIGNS}]*[A-Za-z{_LETTERS}{_SIGNS}])?"
).fullmatch


def lost_letters(text: str) -> str | None:
    """Return the code of the problem of a damaged cell, or None; a `?` in an address is no damage."""
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


# letters of other alphabets -> the Latin letters that they look like
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХҮԁаеѕіјорсухһԛԝ", "ABESIJKMHOPCTYXYdaesijopcyxhqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ", "ABEZHIKMNOPTYXovpu", strict=True))
_ALPHABETS = {"CYRILLIC": _CYRILLIC, "GREEK": _GREEK}


def foreign_letter(text: str) -> dict[str, str] | None:
    """Return the first letter of another alphabet that looks Latin, with that Latin letter; None without such."""
    for letter in text if not text.isascii() else "":
        for alphabet, lookalikes in _ALPHABETS.items():
            if letter in lookalikes:
                return {"letter": f"U+{ord(letter):04X} {alphabet}", "latin": lookalikes[letter]}
    return None
