"""Reading limits of length for videos and broadcasts: "dưới 3 phút", "từ 1 đến 3 phút"."""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_cli.drafting.words import folded

_PHRASE = re.compile(
    r"(?P<about>khuyến khích|ưu tiên|khoảng)?[^.;\n\d]{0,20}?(?P<said>(?P<word>dưới|ngắn hơn|không quá|tối đa|trên|dài hơn|dài|thời lượng|từ)"
    r"(?P<more>[^.;\n\d]{0,20}?)(?P<n>\d{1,3})(?:\s*(?:-|đến)\s*(?P<n2>\d{1,3}))?\s*phút(?!\w))"
)
_UNDER, _UP_TO, _OVER, _FROM = (
    ("dưới", "ngắn hơn"),
    ("không quá", "tối đa"),
    ("trên", "dài hơn"),
    ("từ", "ít nhất", "tối thiểu"),
)


class Length(NamedTuple):
    """The limits in a text, in the spelling of the plan language, "" for none; `asked` if its phrases set no clear limit."""

    longer: str = ""
    shorter: str = ""
    phrases: tuple[str, ...] = ()
    asked: bool = False


def length_in(text: str) -> Length:
    """Return the limits of length in a text. Durations are whole seconds: at most 3 minutes is shorter than 3:01."""
    matches = list(_PHRASE.finditer(folded(text)))
    phrases = tuple(dict.fromkeys(match["said"] for match in matches))
    limits = {_limits(match) for match in matches}
    if len(limits) != 1 or ("", "") in limits or any(match["about"] for match in matches):
        return Length(phrases=phrases, asked=bool(phrases))
    return Length(*limits.pop(), phrases)


def _limits(match: re.Match[str]) -> tuple[str, str]:
    words = f"{match['word']}{match['more']}"
    first, last = int(match["n"]), int(match["n2"] or 0)
    if last:
        return f"{first - 1}:59", f"{last}:01"
    if any(word in words for word in _UNDER):
        return "", f"{first}:00"
    if any(word in words for word in _UP_TO):
        return "", f"{first}:01"
    if any(word in words for word in _OVER):
        return f"{first}:00", ""
    return (f"{first - 1}:59", "") if any(word in words for word in _FROM) else ("", "")
