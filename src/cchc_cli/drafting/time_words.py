"""Splitting a time phrase into pieces: days, months, quarters, cycles, "before", "by", "from", "to", unread words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from cchc_cli.drafting.cycles import COUNT, UNIT, cycle_of, label_of, number_of
from cchc_cli.drafting.words import folded

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class Piece(NamedTuple):
    """One piece. `label` is a day, month, quarter, half-year or year in the spelling of the plan language, or an own word."""

    kind: str
    label: str = ""
    amount: int = 1
    text: str = ""


_DAY = r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})"
_LONG_DAY = r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:\s+năm\s+(?P<y>\d{4}))?"
_SHORT_DAY = r"(?:ngày\s+)?(?P<d>\d{1,2})\s*/\s*(?P<m>\d{1,2})(?![\d/])"
_YEAR_AFTER = r"(?:\s*[/.-]\s*(?P<y>\d{4})|\s*,?\s*năm\s+(?P<y2>\d{4})|\s+(?P<y3>20\d\d))?"
_EACH = r"(?:hàng|hằng|mỗi|từng|theo)"
# Tried in this order at each word; the first match is the piece.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("within", r"(?:trong\s+(?:vòng|thời hạn|thời gian)?\s*|chậm nhất(?: là)?(?: sau)?\s+|không quá\s+|tối đa\s+)?(?P<n>\d{1,3})\s*(?:\(\S+\)\s*)?(?P<unit>ngày làm việc|ngày|tháng|tuần)\s*,?\s*(?:kể\s+)?(?:từ|sau)\s+(?:ngày|khi|thời điểm)?\s*(?P<rest>[^.;\n]*)"),
    ("before-event", r"(?:chậm nhất(?: là)?\s+)?(?:trước\s+)?(?P<n>\d{1,3})\s*ngày,?\s+trước\s+(?:ngày|khi|thời điểm)?\s*(?P<rest>(?!\d)[^.;\n]*)"),
    ("before-event", r"trước\s+(?:ngày|khi|thời điểm)\s+(?P<rest>(?!\d|hết|kết thúc)[^.;\n\d]*?)\s+(?P<n>\d{1,3})\s*ngày(?! làm việc)(?!\w)"),
    ("day-in", r"(?:trước (?:khi hết )?)?(?P<word>trước (?:khi )?hết |trước |chậm nhất (?:là |vào )?|muộn nhất (?:là |vào )?|hạn |đến (?:hết )?|vào |)(?:ngày|mùng|mồng)\s+(?P<n>\d{1,2})\s+(?:của\s+)?(?:" + _EACH + r"\s+(?P<unit>tháng|qu[ýí]|năm)|(?P<next>tháng sau|tháng kế tiếp|tháng tiếp theo)|(?:của\s+)?(?P<end>tháng cuối(?: của)? (?:mỗi )?qu[ýí]))"),
    ("day", r"(?:ngày\s+)?" + _DAY),
    ("day", _LONG_DAY),
    ("month-range", r"(?:từ\s+)?tháng\s+(?P<m>\d{1,2})\s*(?:-|đến(?: hết)?|tới)\s*(?:tháng\s+)?(?P<m2>\d{1,2})" + _YEAR_AFTER + r"(?!\d)"),
    ("quarters", r"(?:các\s+)?qu[ýí]\s+(?P<q>(?:iv|i{1,3}|[1-4])(?:(?:\s*(?:,|và|&|\+|;|-|đến)\s*)+(?:qu[ýí]\s+)?(?:iv|i{1,3}|[1-4])\b)*)\b" + _YEAR_AFTER),
    ("month", r"tháng\s+(?P<m>\d{1,2})" + _YEAR_AFTER + r"(?![\d/])"),
    ("month", r"(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>20\d\d)(?!\d)"),
    ("day", _SHORT_DAY),
    ("cycle", r"(?:định kỳ\s+)?(?:ít nhất\s+|tối thiểu\s+)?" + COUNT + r"\s*" + UNIT + r"\s*(?:/|một|mỗi)\s*(?:0?1\s+|một\s+)?(?:lần|kỳ|số|đợt)"),
    ("times", r"(?:ít nhất\s+|tối thiểu\s+)?" + COUNT + r"\s*(?:lần|kỳ|đợt)\s*(?:/|trong|mỗi|một|" + _EACH + r")\s*(?:0?1\s+|một\s+)?(?:" + COUNT.replace("<n>", "<k>") + r"\s+)?" + UNIT),
    ("cycle", r"(?:định kỳ\s+)?(?:" + _EACH + r")\s+(?:" + COUNT + r"\s+)?" + UNIT + r"(?:\s+(?:một|1|01)\s+lần)?(?!\s*\d)"),
    ("cycle", r"(?:định kỳ\s+)" + COUNT + r"\s+" + UNIT + r"(?:\s+(?:một|1|01)\s+lần)?"),
    ("cycle", r"(?:định kỳ\s+)(?:theo\s+)?" + UNIT + r"(?!\s*\d)"),
    ("cycle", r"/\s*(?:" + COUNT + r"\s+)?" + UNIT + r"(?!\s*(?:\d|[iv]+\b))"),
    ("cycle", r"(?:(?:trong|một|1|01)\s+)(?P<unit>tháng|qu[ýí]|tuần)(?!\s*(?:\d|[iv]+\b))"),
    ("half", r"(?:(?:6|06|sáu) tháng|nửa)\s+(?:đầu|cuối)(?:\s+năm)?" + _YEAR_AFTER),
    ("nine", r"(?:9|09|chín) tháng(?:\s+đầu)?(?:\s+năm)?" + _YEAR_AFTER),
    ("end-of", r"(?P<end>cuối|hết|kết thúc|đầu)\s+(?P<unit>tháng|qu[ýí]|năm)(?!\s*(?:\d|[iv]+\b))"),
    ("year", r"(?:trong(?: cả)? năm|cả năm|suốt năm|trong năm)" + _YEAR_AFTER),
    ("year", r"năm\s+(?P<y>\d{4})"),
    ("always", r"(?:thường xuyên|liên tục|hàng ngày và thường xuyên|duy trì|xuyên suốt)"),
    ("elsewhere", r"(?:theo (?:chế độ|quy định|yêu cầu|hướng dẫn|chỉ đạo|kế hoạch|lịch|tiến độ|tình hình|thời gian|văn bản|đợt|chương trình)|khi (?:có|phát sinh|được|cần)|ngay (?:sau )?khi|sau khi|căn cứ|tùy|tuỳ|nhân (?:dịp|ngày)|dịp|vào dịp)[^.;\n]*"),
    ("before", r"(?:xong\s+|hoàn thành\s+|gửi\s+)?trước(?: khi hết| hết| khi kết thúc)?"),
    ("by", r"(?:chậm nhất(?: là)?(?: vào)?(?: trong)?(?: đến)?|muộn nhất(?: là)?(?: vào)?|hạn chót|thời hạn|không muộn hơn|hết hạn|hạn)"),
    ("from", r"(?:kể từ|bắt đầu từ|từ)"),
    ("to", r"(?:cho đến hết|đến hết|cho đến|đến|tới|-)"),
    ("day-of", r"ngày\s+(?P<n>\d{1,2})(?![\d/.-])"),
    ("hours", r"\d{1,2}\s*(?:h|giờ)\s*\d{0,2}"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_FILLER = re.compile(
    r"(?:thời gian|thời hạn|tiến độ|hoàn thành|xong|thực hiện|triển khai|tổ chức|gửi|báo cáo|ban hành|đăng|phát sóng|định kỳ|trong|vào|của|là|và|"
    r"các|ngày|đối với|cho|ít nhất|tối thiểu|lần|mỗi|được|phải|kế hoạch|dự kiến|hết|kỳ|khoảng)(?!\w)|[\s.,;:()+*•&-]"
)
_BRACKETS = re.compile(r"[()\[\]]")
_LIST_MARK = re.compile(r"(?:^|(?<=[\n.;]))\s*[-+•*](?=\s)")
_WORD = re.compile(r"\w+|\W")


def pieces(text: str, year: int) -> Iterator[Piece]:
    """Yield the pieces of a phrase in order; a word that is not understood has the kind "unread"."""
    plain = _LIST_MARK.sub("", folded(_BRACKETS.sub(" ", text)))
    at = 0
    while at < len(plain):
        result = _at(plain, at, year)
        if result is not None:
            piece, at = result
            yield piece
        elif filler := _FILLER.match(plain, at):
            if plain[at] in ".;":
                yield Piece("stop")
            at = filler.end()
        else:
            word = _WORD.match(plain, at)
            yield Piece("unread", text=word.group() if word else plain[at])
            at = word.end() if word else at + 1


def _at(plain: str, at: int, year: int) -> tuple[Piece, int] | None:
    if at and plain[at - 1].isalnum() and plain[at].isalnum():
        return None
    for kind, pattern in _COMPILED:
        match = pattern.match(plain, at)
        if match and match.end() > at and not _in_word(plain, match.end()):
            made = _made(kind, match, year)
            if made is not None:
                return made._replace(text=match.group().strip()), match.end()
    return None


def _in_word(plain: str, end: int) -> bool:
    return end < len(plain) and plain[end].isalnum() and plain[end - 1].isalnum()


def _made(kind: str, match: re.Match[str], year: int) -> Piece | None:
    groups = match.groupdict()
    own = next((int(groups[key]) for key in ("y", "y2", "y3") if groups.get(key)), year)
    maker = _MAKERS.get(kind)
    return maker(groups, own, match.group()) if maker else Piece(kind)


def _day(groups: dict[str, str], year: int, text: str) -> Piece:
    del text
    try:
        return Piece("day", date(year, int(groups["m"]), int(groups["d"])).isoformat())
    except ValueError:
        return Piece("unread")


def _month(groups: dict[str, str], year: int, text: str) -> Piece | None:
    del text
    month = int(groups["m"])
    return Piece("month", f"{year}-{month:02d}") if 1 <= month <= 12 else None


def _month_range(groups: dict[str, str], year: int, text: str) -> Piece | None:
    del text
    first, last = int(groups["m"]), int(groups["m2"])
    return Piece("span", f"{year}-{first:02d}..{year}-{last:02d}") if 1 <= first < last <= 12 else None


def _quarters(groups: dict[str, str], year: int, text: str) -> Piece:
    del text
    numbers = [ROMAN[word] for word in re.findall(r"\biv\b|\bi{1,3}\b|\b[1-4]\b", groups["q"])]
    if len(numbers) == 2 and re.search(r"-|đến", groups["q"]):
        numbers = list(range(numbers[0], numbers[1] + 1))
    if len(numbers) == 1:
        return Piece("quarter", f"{year}-Q{numbers[0]}")
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return Piece("span", f"{year}-{numbers[0] * 3 - 2:02d}..{year}-{numbers[-1] * 3:02d}", len(numbers))
    return Piece("gaps", ",".join(f"{year}-Q{number}" for number in numbers))


def _cycle(groups: dict[str, str], year: int, text: str) -> Piece | None:
    del year, text
    return Piece("cycle", *cycle_of(groups["unit"], groups.get("n")))


def _times(groups: dict[str, str], year: int, text: str) -> Piece | None:
    """Return the piece of a number of times: once a quarter is a cycle; twice a month is a cycle and a number."""
    del year, text
    cycle = cycle_of(groups["unit"], groups.get("k"))
    number = number_of(groups.get("n"))
    if number == 1:
        return Piece("cycle", *cycle)
    return Piece("times", cycle.label, number) if cycle.length == 1 else None


def _half(groups: dict[str, str], year: int, text: str) -> Piece:
    del groups
    return Piece("half", f"{year}-H{1 if 'đầu' in text else 2}")


def _nine(groups: dict[str, str], year: int, text: str) -> Piece:
    del groups, text
    return Piece("span", f"{year}-01..{year}-09")


def _year(groups: dict[str, str], year: int, text: str) -> Piece:
    del groups, text
    return Piece("year", str(year))


def _end_of(groups: dict[str, str], year: int, text: str) -> Piece | None:
    """Return the piece of an end: the end of the year is a day; the end of a month or quarter needs a cycle."""
    del text
    if groups["end"] == "đầu":
        return None
    if groups["unit"] == "năm":
        return Piece("day", f"{year}-12-31")
    return Piece("end-of", label_of(groups["unit"]))


def _within(groups: dict[str, str], year: int, text: str) -> Piece:
    del year, text
    unit = {"ngày": "days", "ngày làm việc": "working_days", "tháng": "months", "tuần": "weeks"}[groups["unit"]]
    count = int(groups["n"])
    if unit == "weeks":
        unit, count = "days", count * 7
    return Piece(f"within-{unit}", groups["rest"].strip(), count)


def _before_event(groups: dict[str, str], year: int, text: str) -> Piece:
    del year, text
    return Piece("before-event", groups["rest"].strip(), int(groups["n"]))


def _day_in(groups: dict[str, str], year: int, text: str) -> Piece | None:
    """Return the piece of a day in each month or quarter: "trước ngày 25 hằng tháng", "ngày 05 tháng sau"."""
    del year
    number = int(groups["n"])
    if not 1 <= number <= calendar.monthrange(2024, 1)[1]:
        return None
    before = "trước" in text and "hết" not in text
    cycle = "quarter" if groups.get("end") else label_of(groups.get("unit") or "tháng")
    next_ = ":next" if groups.get("next") else ""
    return Piece("day-in", f"{'before' if before else 'by'}:{cycle}{next_}", number)


def _day_of(groups: dict[str, str], year: int, text: str) -> Piece | None:
    del year, text
    return Piece("day-of", amount=int(groups["n"])) if 1 <= int(groups["n"]) <= 31 else None


def _before(groups: dict[str, str], year: int, text: str) -> Piece:
    """Return "by" for "trước khi hết", because the last day still counts; otherwise "before"."""
    del groups, year
    return Piece("by" if "hết" in text or "kết thúc" in text else "before")


_MAKERS: dict[str, Callable[[dict[str, str], int, str], Piece | None]] = {
    "day": _day, "month": _month, "month-range": _month_range, "quarters": _quarters, "cycle": _cycle, "times": _times,
    "half": _half, "nine": _nine, "year": _year, "end-of": _end_of, "within": _within, "before-event": _before_event,
    "day-in": _day_in, "day-of": _day_of, "before": _before,
}  # fmt: skip


def last_day(label: str) -> str:
    """Return the last day of a month, quarter, half-year or year, or the day itself, as an ISO day."""
    year, _, rest = label.partition("-")
    if len(label) == len("2026-01-01"):
        return label
    month = (
        12 if not rest else int(rest[1:]) * 3 if rest[0] == "Q" else int(rest[1:]) * 6 if rest[0] == "H" else int(rest)
    )
    return date(int(year), month, calendar.monthrange(int(year), month)[1]).isoformat()
