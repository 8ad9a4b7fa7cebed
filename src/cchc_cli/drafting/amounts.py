"""Reading amounts: numbers with the things they count, ranges, shares, and the cycle beside a number."""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_cli.drafting.cycles import COUNT, UNIT, Cycle, cycle_of
from cchc_cli.drafting.products import BUILT_IN, VAGUE, Product, ProductWords
from cchc_cli.drafting.words import folded

MAX_NUMBER = 1_000_000
AFTER = 70  # letters after a number phrase that are searched for its cycle
BEFORE = 60  # letters before it that are searched
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?P<n>\d{1,3}(?:\.\d{3})+|\d{1,6}|(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười)(?= ))(?:\s*(?:-|~|đến|tới)\s*(?P<n2>\d{1,3}(?:\.\d{3})+|\d{1,6}))?(?![\w%/.]*\d)(?!\s*%)"
    r"(?:\s*\(\s*\w+(?:\s\w+)?\s*\))?\s*(?:(?:loại|mẫu|thể loại|chủ đề|đầu|tổng số)\s+)?"
)

_SPELT = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}  # "năm" is a year
_COUNTED = re.compile(r"(?<![\w/])0\d(?!\d)|(?:ít nhất|tối thiểu|gồm|tổng số)\s+(?:từ\s+)?\d+")
_ROUGH = re.compile(r"(?:(?:trung bình|bình quân|khoảng|ước|gần|xấp xỉ)\s+(?:\w+\s+)?|(?<!ít )hơn\s+|(?<!\w)trên\s+)$")
_PER_EVENT = re.compile(
    r"(?:mỗi|từng|một)\s+(?:một\s+)?\w+(?:\s\w+)?\s+(?:có\s+|ít nhất\s+|tối thiểu\s+|từ\s+|khoảng\s+)*$"
)
_MOST = re.compile(r"(?:không quá|tối đa|không vượt quá|không nhiều hơn|≤|<=)\s*(?:là\s*)?$")
_JOIN = re.compile(r"\s*(?:[,/&+]|và/hoặc|hoặc|và)\s*|\s+(?=bài|ảnh)")

_COUNTED_BY = {
    "participants": re.compile(
        r"(?:lượt\s+)?(?:người|cán bộ|đại biểu|học viên|học sinh|hội viên|đoàn viên|cbccvc|cbcc)"
    ),
    "minutes": re.compile(r"phút(?!\w)"),
    "channel": re.compile(r"(?:kênh|nền tảng)(?!\w)"),
}
_SUMS = {"participants", "minutes"}
_PER_ONE = re.compile(r"/\s*(?:01\s+)?(?!tháng|qu[ýí]|tuần|năm|ngày)\w+")
_NO_DATE = r"(?!\w)(?!\s*(?:\d|[iv]+(?!\w)|học))"
_CYCLE_AFTER = re.compile(
    r"[^.;\n\d]{0,60}?(?:(?:/\s*|(?<!\w)(?:mỗi|một|hàng|hằng|theo)\s+)(?:"
    + COUNT
    + r"\s+)?|(?<!\w)trong\s+(?:0?1\s+|(?P<six>0?6)\s+)?)"
    + UNIT
    + _NO_DATE
)
# The nearest cycle wins: "20 tin trong năm, mỗi tháng ít nhất 01 tin".
_CYCLE_BEFORE = re.compile(
    r".*(?:(?:mỗi|một|hàng|hằng|định kỳ(?: hàng| hằng)?)\s+(?:"
    + COUNT
    + r"\s+)?|trong\s+(?:(?P<six>0?6)\s+)?)"
    + UNIT
    + _NO_DATE
    + r"[^.;\n\d]{0,45}$",
    re.DOTALL,
)
_SPOKEN = re.compile(
    r"(?:hàng|hằng|mỗi|từng|thi|theo|một lần mỗi)\s+(?P<unit>tháng|qu[ýí]|tuần)(?!\w)(?!\s*(?:\d|[iv]+(?!\w)))"
)
_EACH = re.compile(
    r"(?:mỗi|từng)\s+(?:một\s+)?(?!\d|tháng|quý|quí|tuần|năm|ngày|lần|kỳ|đợt|buổi|cuộc|lớp|hội nghị|lượt|video|clip|tin|bài|loại|nội dung|sản phẩm|hình thức|chủ đề)\w+|"
    r"/\s*(?:đơn vị|cơ quan|phòng|ban|bản|xã|phường|thị trấn|thôn|tổ dân phố|trường|khoa|trạm|chi bộ|chi đoàn|huyện|bệnh viện|lớp)(?!\w)"
)
_SHARE = re.compile(
    r"(?P<sign>≥|>=|>|trên|từ|ít nhất|tối thiểu|đạt)?\s*(?P<n>\d{1,3})(?P<part>[.,]\d+)?\s*%(?:\s*(?:trở lên))?\s*(?:số\s+|tổng số\s+|các\s+)*(?P<of>[^.;\n%]*)"
)
_NO_LEAST = re.compile(r"(?:dưới|không quá|tối đa|giảm|tăng|thêm|≤|<=|<|trung bình|khoảng)(?:\s+\w+)?\s*$")
# Numbers that are no amounts: dates, years, numbers of documents, levels, hours.
_NO_AMOUNT = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*/\s*20\d\d|24\s*/\s*(?:7|24)|(?<!mỗi )(?<!hằng )(?<!hàng )(?<!từng )(?<!một )(?<!\d )(?:ngày|tháng|năm|qu[ýí]|điều|khoản|mục|phần|phụ lục|biểu|mẫu số|số|thứ|đề án|cấp|"
    r"giai đoạn|khoá|nhiệm kỳ|nghị quyết|nghị định|quyết định|chỉ thị|kết luận|thông tư|kế hoạch|công văn|hướng dẫn|dưới|không quá|mức độ|lần thứ|trong|sau|trước)\s+(?:số\s+)?\d+(?:\s*[/.-]\s*[\w-]+)*|"
    r"\d+\s*[/-]\s*(?:[a-zđ]{2,}[\w-]*)(?:[/-][\w-]+)*|20\d\d(?:\s*-\s*20\d\d)?|\d+\s*(?:ngày|giờ|giây|cấp|tháng|tuần|năm|qu[ýí])(?!\w)|(?:dưới|không quá|tối đa|dài|thời lượng)[^.;\n\d]{0,12}\d+(?:\s*(?:-|đến)\s*\d+)?\s*phút|từ\s+\d+\s*(?:-|đến)\s*\d+\s*phút|\d+g\b"
)


class Quantity(NamedTuple):
    """A number with the things it counts.

    `counts` is "" for works, else participants, minutes, channel or time. `rough` means that the number is an average or
    an estimate; `of_each` that it applies to each event ("mỗi buổi 50 người"), not to all events together.
    """

    number: int
    products: tuple[Product, ...] = ()
    aim: int = 0
    cycle: Cycle | None = None
    at_most: bool = False
    each: bool = False
    rough: bool = False
    of_each: bool = False
    counts: str = ""
    start: int = 0
    end: int = 0
    text: str = ""


class ShareAmount(NamedTuple):
    """A percentage, and the text up to the end of its statement, which names the whole (`of`).

    `limit` means that the percentage is no minimum, or has decimals.
    """

    percent: int
    of: str
    start: int
    end: int
    limit: bool = False
    text: str = ""


def quantities(text: str, words: ProductWords = BUILT_IN) -> list[Quantity]:
    """Return the amounts in a text, in order."""
    plain = folded(text)
    spans = [match.span() for match in _NO_AMOUNT.finditer(plain) if not _counts(plain, match, words)]
    amounts: list[Quantity] = []
    for match in _NUMBER.finditer(plain):
        inside = any(start < match.end("n") and match.start("n") < end for start, end in spans)
        if not inside and (made := _quantity(plain, match, words)) is not None:
            amounts.append(made)
    return amounts


def _counts(plain: str, match: re.Match[str], words: ProductWords) -> bool:
    """Whether a match of _NO_AMOUNT is an amount because a product follows, as in "số 04 tin", "không quá 06 tin"."""
    if not match.group()[-1].isdigit() or re.match(r"(?:tháng|năm|quý|điều|khoản)", match.group()):
        return False
    at = match.end() + len(plain[match.end() :]) - len(plain[match.end() :].lstrip())
    return _noun(plain, at, words) is not None


def _quantity(plain: str, match: re.Match[str], words: ProductWords) -> Quantity | None:
    spelt = _SPELT.get(match["n"], 0)
    number = spelt or int(match["n"].replace(".", ""))
    noun = _noun(plain, match.end(), words)
    counts, end = _summed(plain, match.end())
    if not 1 <= number <= MAX_NUMBER or (noun is None and not counts):
        return None
    if spelt and (noun is None or not all(product.kind and not product.vague for product in noun[0])):
        return None  # "một số nội dung", "một lần"
    products, end = noun or ((), end)
    before, after = plain[max(0, match.start() - BEFORE) : match.start()], plain[end : end + AFTER]
    aim = int((match["n2"] or "0").replace(".", ""))
    of_each = counts in _SUMS and bool(_PER_EVENT.search(before) or _PER_ONE.match(after.lstrip()))
    return Quantity(
        number,
        products,
        aim if aim > number else 0,
        _cycle(before, after),
        at_most=bool(_MOST.search(before)),
        each=not of_each and bool(_EACH.search(before) or _EACH.match(after.lstrip())),
        rough=counts != "channel" and bool(_ROUGH.search(before)),
        of_each=of_each,
        counts=counts or _airings(products, plain[match.start() : end]),
        start=match.start(),
        end=end,
        text=plain[match.start() : end].strip(),
    )


def _summed(plain: str, at: int) -> tuple[str, int]:
    """Return the thing counted instead of works, "" for none, and the end of its word."""
    matches = ((counts, pattern.match(plain, at)) for counts, pattern in _COUNTED_BY.items())
    return next(((counts, match.end()) for counts, match in matches if match), ("", at))


def _airings(products: tuple[Product, ...], phrase: str) -> str:
    """Return "time" for airings ("02 lượt phát thanh"): each airing counts, also of the same programme."""
    aired = {product.kind for product in products} <= {"broadcasts", ""}
    return "time" if aired and "lượt" in phrase else ""


def _noun(plain: str, at: int, words: ProductWords) -> tuple[tuple[Product, ...], int] | None:
    """Return the products directly after a number, joined by commas, "/" or "và", and their end; None for no product."""
    by_start = {product.start: product for product in words.find_in(plain, at, at + AFTER)}
    products: list[Product] = []
    position = at
    while (product := by_start.get(position)) is not None:
        products.append(product)
        joined = _JOIN.match(plain, product.end)
        if joined is None or joined.end() not in by_start:
            return tuple(products), product.end
        position = joined.end()
    if products:
        return tuple(products), products[-1].end
    vague = VAGUE.match(plain, at)
    if vague is None:
        return None
    # "02 nội dung tuyên truyền trực quan": the product may follow a vague noun.
    later = [
        product
        for product in by_start.values()
        if product.start >= vague.end() and re.fullmatch(r"[\w\s,]*", plain[vague.end() : product.start])
    ]
    named = () if not later else (later[0]._replace(vague=True),)
    return named or (Product("", vague=True),), vague.end()


def _cycle(before: str, after: str) -> Cycle | None:
    if before.endswith("ngày "):
        return Cycle("day")
    match = _CYCLE_AFTER.match(after) or _CYCLE_BEFORE.match(before)
    return cycle_of(match["unit"], match["n"] or match["six"]) if match else None


def shares(text: str) -> list[ShareAmount]:
    """Return the percentages in a text, in order."""
    plain = folded(text)
    return [
        ShareAmount(
            int(match["n"]),
            match["of"].strip(" ,"),
            match.start(),
            match.end(),
            bool(match["part"] or _NO_LEAST.search(plain[max(0, match.start() - BEFORE) : match.start("n")])),
            match.group().strip(),
        )
        for match in _SHARE.finditer(plain)
        if 1 <= int(match["n"]) <= 100
    ]


def says_each(text: str) -> bool:
    return bool(_EACH.search(folded(text)))


def cycles_in(text: str) -> list[str]:
    """Return the phrases of a text that mention a cycle: "hằng tuần", "thi tuần"."""
    return [match.group() for match in _SPOKEN.finditer(folded(text))]


def unread_numbers(text: str, words: ProductWords = BUILT_IN, *, sentence: bool = False) -> list[str]:
    """Return the numbers of a text that count nothing known and are no date, year or number of a document.

    A `sentence` may contain other numbers, so only numbers written like amounts are returned: "ít nhất 5", "04".
    """
    plain = folded(text)
    read = [(amount.start, amount.end) for amount in quantities(text, words)]
    read += [(match.start(), match.end("n") + 1) for match in _SHARE.finditer(plain)]
    read += [match.span() for match in _NO_AMOUNT.finditer(plain)]
    return [
        match.group()
        for match in (_COUNTED if sentence else _ANY).finditer(plain)
        if not any(start < match.end() and match.start() < end for start, end in read)
    ]


_ANY = re.compile(r"\d+")
