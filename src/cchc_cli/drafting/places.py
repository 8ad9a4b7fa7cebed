"""Finding the channels of an organisation in a text."""

from __future__ import annotations

import re

from cchc_cli.drafting.words import folded
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.text import loosen

MIN_NAME = 4  # letters; shorter names of channels are not searched for in sentences
_PLACE = re.compile(
    r"(?:trên|qua|tại|lên)\s+(?:các\s+)?(?:trang|cổng|website|kênh|báo|đài|fanpage|zalo|facebook|chuyên trang|chuyên mục|hệ thống|nền tảng|mạng xã hội|youtube|tiktok|bản tin|bảng tin|loa)[^.;,\n]*"
)


def channels_in(text: str, organisation: Organisation) -> tuple[str, ...]:
    """Return the codes of the channels in a text, in order; the longest of overlapping names counts."""
    plain = f" {_key(text)} "
    by_position: dict[int, str] = {}
    names = {_key(name): name for name in organisation.channel_names}
    for key in sorted((key for key in names if len(key) >= MIN_NAME), key=len, reverse=True):
        code = organisation.channel_names.find(names[key])
        while code is not None and (at := plain.find(f" {key} ")) >= 0:
            by_position[at] = code
            plain = plain[: at + 1] + "\x00" * len(key) + plain[at + 1 + len(key) :]
    return tuple(dict.fromkeys(by_position[at] for at in sorted(by_position)))


def _key(text: str) -> str:
    return " ".join(re.findall(r"[\w.]+", loosen(text)))


def places_in(text: str) -> list[str]:
    """Return the phrases of place in a text: "trên sóng truyền hình"."""
    return [match.group().strip() for match in _PLACE.finditer(folded(text))]
