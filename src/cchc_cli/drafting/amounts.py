"""How many: numbers with what they count, ranges, shares, and the cycle a number stands with."""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_cli.drafting.products import VAGUE, Product, products_in
from cchc_cli.drafting.words import folded

MAX_NUMBER = 1_000_000
AFTER = 70  # letters after a number phrase in which its cycle may stand
BEFORE = 60  # letters before it
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?P<n>\d{1,3}(?:\.\d{3})+|\d{1,6}|(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười)(?= ))(?:\s*(?:-|~|đến|tới)\s*(?P<n2>\d{1,6}))?(?![\w%/.]*\d)(?!\s*%)"
    r"(?:\s*\(\s*\w+(?:\s\w+)?\s*\))?\s*(?:(?:loại|mẫu|thể loại|chủ đề|đầu|tổng số)\s+)?"
)

_SPELT = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}  # "năm" is a year
_DURATION = re.compile(r"(?:dưới|không quá|tối đa|dài|thời lượng|từ)[^.;\n]{0,20}?\d+(?:\s*(?:-|đến)\s*\d+)?\s*phút")
_COUNTED = re.compile(r"(?<![\w/])0\d(?!\d)|(?:ít nhất|tối thiểu|gồm|tổng số)\s+(?:từ\s+)?\d+")
_MOST = re.compile(r"(?:không quá|tối đa|không vượt quá|không nhiều hơn|≤|<=)\s*(?:là\s*)?$")
_JOIN = re.compile(r"\s*(?:[,/&+]|và/hoặc|hoặc|và)\s*|\s+(?=bài|ảnh)")

_PERSON = re.compile(r"(?:lượt\s+)?(?:người|cán bộ|đại biểu|học viên|học sinh|hội viên|đoàn viên|cbccvc|cbcc)")
_MINUTES = re.compile(r"phút(?!\w)")
_CHANNELS = re.compile(r"(?:kênh|nền tảng)(?!\w)")
_UNIT = r"(?P<unit>tháng|qu[ýí]|tuần|năm|ngày)(?!\w)(?!\s*(?:\d|[iv]+(?!\w)|học))"
_CYCLE_AFTER = re.compile(
    r"[^.;\n\d]{0,60}?(?:/\s*|(?<!\w)(?:mỗi|một|trong|hàng|hằng|theo)\s+)(?:0?1\s+)?(?P<six>(?:6|06)\s+)?" + _UNIT
)
_CYCLE_BEFORE = re.compile(
    r"(?:mỗi|một|hàng|hằng|định kỳ(?: hàng| hằng)?|trong)\s+(?:(?P<six>6|06)\s+)?" + _UNIT + r"[^.;\n\d]{0,45}$"
)
_SPOKEN = re.compile(
    r"(?:hàng|hằng|mỗi|từng|thi|theo|một lần mỗi)\s+(?P<unit>tháng|qu[ýí]|tuần)(?!\w)(?!\s*(?:\d|[iv]+(?!\w)))"
)
_EACH = re.compile(
    r"(?:mỗi|từng)\s+(?:một\s+)?(?!tháng|quý|quí|tuần|năm|ngày|lần|kỳ|đợt|loại|nội dung|sản phẩm|hình thức|chủ đề)\w+|"
    r"/\s*(?:đơn vị|cơ quan|phòng|ban|bản|xã|phường|thị trấn|thôn|tổ dân phố|trường|khoa|trạm|chi bộ|chi đoàn|huyện|bệnh viện|lớp)(?!\w)"
)
_SHARE = re.compile(
    r"(?P<sign>≥|>=|>|trên|từ|ít nhất|tối thiểu|đạt)?\s*(?P<n>\d{1,3})(?:[.,]\d+)?\s*%(?:\s*(?:trở lên))?\s*(?:số\s+|tổng số\s+|các\s+)*(?P<of>[^.;\n%]*)"
)
# Numbers that count nothing: dates, years, numbers of papers, levels, hours.
_NO_AMOUNT = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*/\s*20\d\d|24\s*/\s*(?:7|24)|(?:ngày|tháng|năm|qu[ýí]|điều|khoản|mục|phần|phụ lục|biểu|mẫu số|số|thứ|đề án|cấp|"
    r"giai đoạn|khoá|nhiệm kỳ|nghị quyết|nghị định|quyết định|chỉ thị|kết luận|thông tư|kế hoạch|công văn|hướng dẫn|dưới|không quá|mức độ|lần thứ|trong|sau|trước)\s+(?:số\s+)?\d+(?:\s*[/.-]\s*[\w-]+)*|"
    r"\d+\s*[/-]\s*(?:[a-zđ]{2,}[\w-]*)(?:[/-][\w-]+)*|20\d\d(?:\s*-\s*20\d\d)?|\d+\s*(?:ngày|giờ|giây|cấp|tháng|tuần|năm)(?!\w)|(?:dưới|không quá|tối đa|dài|thời lượng)[^.;\n\d]{0,12}\d+(?:\s*(?:-|đến)\s*\d+)?\s*phút|từ\s+\d+\s*(?:-|đến)\s*\d+\s*phút|\d+g\b"
)


class Quantity(NamedTuple):
    """A number with what it counts. `counts` is what is summed where it is not works: participants, minutes, channel."""

    number: int
    products: tuple[Product, ...] = ()
    aim: int = 0
    cycle: str = ""
    at_most: bool = False
    each: bool = False
    counts: str = ""
    start: int = 0
    end: int = 0
    text: str = ""


class ShareAmount(NamedTuple):
    """A percentage, and what it is a share of, to the end of its statement."""

    percent: int
    of: str
    start: int
    end: int
    each: bool = False


def quantities(text: str) -> list[Quantity]:
    """Return the amounts a text states, in order."""
    plain = folded(text)
    spans = [match.span() for match in _NO_AMOUNT.finditer(plain) if not _counts(plain, match)]
    found: list[Quantity] = []
    for match in _NUMBER.finditer(plain):
        inside = any(start < match.end("n") and match.start("n") < end for start, end in spans)
        if not inside and (made := _quantity(plain, match)) is not None:
            found.append(made)
    return found


def _counts(plain: str, match: re.Match[str]) -> bool:
    """Whether "số 04 tin" or "không quá 06 tin" is an amount after all."""
    number = re.search(r"\d+$", match.group())
    return bool(number and _noun(plain, match.end()) and not re.match(r"(?:tháng|năm|quý|điều|khoản)", match.group()))


def _quantity(plain: str, match: re.Match[str]) -> Quantity | None:
    spelt = _SPELT.get(match["n"], 0)
    number = spelt or int(match["n"].replace(".", ""))
    noun = _noun(plain, match.end())
    counts = _summed(plain, match.end())
    if not 1 <= number <= MAX_NUMBER or (noun is None and not counts):
        return None
    if spelt and (noun is None or not all(product.kind and not product.vague for product in noun[0])):
        return None  # "một số nội dung", "một lần"
    products, end = noun or ((), match.end())
    before = plain[max(0, match.start() - BEFORE) : match.start()]
    after = plain[end : end + AFTER]
    aim = int(match["n2"]) if match["n2"] else 0
    return Quantity(
        number,
        products,
        aim if aim > number else 0,
        _cycle(before, after),
        bool(_MOST.search(before)),
        bool(_EACH.search(before) or _EACH.match(after.lstrip())),
        counts,
        match.start(),
        end,
        plain[match.start() : end].strip(),
    )


def _summed(plain: str, at: int) -> str:
    if _PERSON.match(plain, at):
        return "participants"
    if _MINUTES.match(plain, at):
        return "minutes"
    return "channel" if _CHANNELS.match(plain, at) else ""


def _noun(plain: str, at: int) -> tuple[tuple[Product, ...], int] | None:
    """Return the products that follow a number directly, joined by commas, "/" or "và", and where they end."""
    known = {product.start: product for product in _products(plain, at)}
    found: list[Product] = []
    place = 0
    while (product := known.get(place)) is not None:
        found.append(product)
        joined = _JOIN.match(plain, at + product.end)
        if joined is None or joined.end() - at not in known:
            return tuple(found), at + product.end
        place = joined.end() - at
    if found:
        return tuple(found), at + found[-1].end
    vague = VAGUE.match(plain, at)
    if vague is None:
        return None
    # "02 nội dung tuyên truyền trực quan": what a vague noun counts may follow it.
    later = [
        product
        for product in known.values()
        if at + product.start >= vague.end() and re.fullmatch(r"[\w\s,]*", plain[vague.end() : at + product.start])
    ]
    named = () if not later else (later[0]._replace(vague=True),)
    return named or (Product("", vague=True),), vague.end()


def _products(plain: str, at: int) -> list[Product]:
    """Return the products after a place, counted from it; the number before it tells "02 lớp" from other uses."""
    start = max(0, at - 3)
    found = products_in(plain[start : at + AFTER])
    shifted = [one._replace(start=one.start - at + start, end=one.end - at + start) for one in found]
    return [one for one in shifted if one.start >= 0]


def _cycle(before: str, after: str) -> str:
    if before.endswith("ngày "):
        return "day"
    match = _CYCLE_AFTER.match(after) or _CYCLE_BEFORE.search(before)
    if match is None:
        return ""
    if match["six"]:
        return "half-year"
    return {"tháng": "month", "tuần": "week", "năm": "year", "ngày": "day"}.get(match["unit"], "quarter")


def shares(text: str) -> list[ShareAmount]:
    """Return the percentages a text states."""
    plain = folded(text)
    return [
        ShareAmount(int(match["n"]), match["of"].strip(" ,"), match.start(), match.end())
        for match in _SHARE.finditer(plain)
        if 1 <= int(match["n"]) <= 100
    ]


def says_each(text: str) -> bool:
    return bool(_EACH.search(folded(text)))


def durations(text: str) -> list[str]:
    """Return the phrases that say how long something is: "dưới 3 phút"."""
    return [match.group() for match in _DURATION.finditer(folded(text))]


def cycles_in(text: str) -> list[str]:
    """Return the phrases of a sentence that speak of a cycle: "hằng tuần", "thi tuần"."""
    return [match.group() for match in _SPOKEN.finditer(folded(text))]


def unread_numbers(text: str, *, sentence: bool = False) -> list[str]:
    """Return the numbers of a text that neither count something known nor are a date, a year or the number of a paper.

    Of a `sentence`, which may name many numbers, only those that are written as amounts are: "ít nhất 5", "04".
    """
    plain = folded(text)
    known = [(one.start, one.end) for one in quantities(text)]
    known += [(match.start(), match.end("n") + 1) for match in _SHARE.finditer(plain)]
    known += [match.span() for match in _NO_AMOUNT.finditer(plain)]
    return [
        match.group()
        for match in (_COUNTED if sentence else _ANY).finditer(plain)
        if not any(start < match.end() and match.start() < end for start, end in known)
    ]


_ANY = re.compile(r"\d+")
