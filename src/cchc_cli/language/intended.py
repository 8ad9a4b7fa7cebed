"""The word of the plan language that a clerk's own word probably means: for messages only, nothing is read so."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from cchc_cli.model.text import loosen, nearest
from cchc_cli.words.cadences import CADENCES, parse_period
from cchc_cli.words.kinds import KINDS

EXAMPLE_YEAR = "2026"
# Loosened Vietnamese words for the keys of a plan file.
_KEYS: Mapping[str, str] = {
    "chi tieu": "quotas", "nhiem vu": "duties", "nhiem vu khac": "duties", "nguon": "sources",
    "ma ke hoach": "plan", "ke hoach": "plan", "tieu de": "title", "ten": "title", "noi dung": "title",
    "so": "number", "so hieu": "number", "so ky hieu": "number", "ngay ban hanh": "issued", "ban hanh": "issued",
    "nam": "year", "dieu": "clause", "khoan": "clause", "muc": "clause", "dieu khoan": "clause",
    "don vi": "owes", "chu tri": "owes", "don vi chu tri": "owes", "don vi thuc hien": "owes", "thuc hien": "owes",
    "phoi hop": "with", "don vi phoi hop": "with", "san pham": "needs", "yeu cau": "needs", "can": "needs", "can co": "needs",
    "dinh ky": "every", "chu ky": "every", "tan suat": "every", "truoc": "before", "truoc ngay": "before",
    "han": "by", "thoi han": "by", "thoi gian": "by", "cham nhat": "by", "trong": "during", "trong vong": "within",
    "theo doi": "tracked", "duy tri": "standing", "loai": "type", "the loai": "type", "kenh": "via", "nhan": "tags",
    "trich": "wording", "cach hieu": "readings", "mac dinh": "defaults",
    **{loosen(word): kind.word for kind in KINDS for text in (kind.one["vi"], kind.many["vi"]) for word in (text, *text.split(", "))},
}  # fmt: skip
_CADENCES: Mapping[str, str] = {
    **{loosen(cadence.one[language]): cadence.word for cadence in CADENCES for language in ("en", "vi")},
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "half-yearly": "half-year",
    "yearly": "year", "annually": "year", "annual": "year", "quy": "quarter",
}  # fmt: skip
_MONTHS = {"thang": 1, "month": 1, "quy": 3, "quarter": 3, "nam": 12, "year": 12}
_OF_MONTHS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
_AROUND_CADENCE = re.compile(r"^(?:dinh ky |theo )?(?:hang |moi |tung |every |each )?|(?: ?/ ?| mot | 1 )lan$")
_COUNTED = re.compile(r"0?(\d+) (ngay|day|tuan|week|thang|month|quy|quarter|nam|year)s?")
_NO_CYCLE = re.compile(r"thuong xuyen|lien tuc|khi (?:co|can)|(?:trong |ca )nam|regularly|continuous|often|when needed")
_BEFORE_PERIOD = re.compile(
    r"^(?:(?:trước|chậm nhất|muộn nhất|đến|hết|trong|từ|ngày cuối|before|by|until|in|from)\s+)+", re.IGNORECASE
)
_FROM_TO = re.compile(r"\s+(?:đến|tới|to|until)\s+|\s*[-–—]\s+", re.IGNORECASE)
_EACH = re.compile(r"(?:(\d{1,3})\s*%\s*)?(?:mỗi|từng|các|tất cả|every|all|each)?\s*(.+)", re.IGNORECASE)


def intended_key(key: str, known: Collection[str]) -> str:
    """Return the known key that a Vietnamese word means, or else those that are spelled alike; "" for none."""
    meant = _KEYS.get(loosen(key), "")
    return meant if meant in known else nearest(key, known, 0.7)


def has_no_cycle(text: str) -> bool:
    """Whether a text names no cycle, such as "thường xuyên" or "trong năm"."""
    return _NO_CYCLE.search(loosen(text)) is not None


def intended_cadence(text: str) -> str:
    """Return the value of `every` that a text such as "hằng tháng", "2 tháng" or "monthly" means, "" for none."""
    plain = _AROUND_CADENCE.sub("", loosen(text))
    if plain in _CADENCES:
        return _CADENCES[plain]
    if match := _COUNTED.fullmatch(plain):
        count, unit = int(match[1]), match[2]
        months = count * _MONTHS.get(unit, 0)
        measure = "months" if months else "weeks" if unit in {"tuan", "week"} else "days"
        return _OF_MONTHS.get(months, f"{{{measure}: {months or count}}}")
    return nearest(text, _CADENCES.values())


def intended_period(text: str) -> tuple[str, bool]:
    """Return the label of the period or day that a text means ("" for none), and whether the year is only an example.

    Words around it are left out ("trước ngày 30/11/2026"); "4/2026 đến 12/2026" is a span; "30/11" has no year.
    """
    parts = _FROM_TO.split(_BEFORE_PERIOD.sub("", text.strip()))
    years = re.findall(r"\b\d{4}\b", parts[-1])
    try:
        label = "..".join(_label(part, years[-1] if years else EXAMPLE_YEAR) for part in parts)
        parse_period(label)
    except ValueError:
        return "", False
    return label, not years


def _label(text: str, year: str) -> str:
    """Return the label of a period that may lack its year. Raises ValueError."""
    try:
        return parse_period(text).label
    except ValueError:
        return parse_period(f"{text}/{year}").label


def intended_owners(text: str) -> tuple[str, str]:
    """Return the group that a text such as "mỗi đơn vị" or "80% các đơn vị" names, and the percentage, "" for none."""
    match = _EACH.fullmatch(text.strip())
    return (match[2], match[1] or "") if match else ("", "")
