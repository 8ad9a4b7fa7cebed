"""The names of logs and columns, with their Vietnamese aliases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from cchc_cli.model.item import Kind
from cchc_cli.model.text import loosen, near_words, nearest
from cchc_cli.words.kinds import KIND, KINDS

MAX_HEADER = 200
DAYS = frozenset({"date", "end", "sent"})  # columns that hold days
MONTH_FIRST = "mdy"
DATE_ORDERS: Mapping[str, str] = {"dmy": "30/4/2026", MONTH_FIRST: "4/30/2026"}  # date order -> example
_WORD = re.compile(r"[^\W_]+")


_HEADERS: Mapping[str, tuple[str, ...]] = {
    "date": (
        "ngày", "ngày đăng", "ngày phát", "ngày tổ chức", "ngày ban hành", "ngày văn bản", "ngày tháng",
        "ngày đăng tải", "ngày đăng bài", "ngày phát sóng", "ngày bắt đầu",
    ),
    "end": ("ngày kết thúc", "đến ngày"),
    "sent": ("ngày gửi", "gửi ngày"),
    "unit": ("đơn vị", "đơn vị thực hiện", "tên đơn vị"),
    "title": (
        "tiêu đề", "tên bài", "tên", "trích yếu", "tiêu đề bài viết", "tên bài viết", "tên tin bài", "tên tin, bài",
        "tên video", "tên chương trình", "tên hội nghị", "tên văn bản", "tên ấn phẩm",
    ),
    "channel": ("kênh", "kênh đăng", "kênh đăng tải", "kênh truyền thông", "kênh phát"),
    "url": ("đường dẫn", "liên kết", "link", "đường link", "địa chỉ bài viết"),
    "type": ("loại", "thể loại", "hình thức", "loại hình"),
    "tags": ("nhãn", "chủ đề"),
    "for": ("cho chỉ tiêu", "chỉ tiêu", "phục vụ"),
    "duration": ("thời lượng",),
    "issue": ("số phát sóng", "kỳ phát sóng", "số kỳ"),
    "participants": ("số người", "số người tham dự", "người tham dự"),
    "number": ("số ký hiệu", "số văn bản", "số hiệu", "số/ký hiệu", "số, ký hiệu", "số và ký hiệu"),
    "period": ("kỳ báo cáo", "kỳ"),
    "has": ("có", "kèm theo"),
    "quantity": ("số lượng",),
    "location": ("địa điểm", "vị trí", "địa điểm tổ chức", "nơi tổ chức", "địa điểm lắp đặt", "nơi đặt"),
    "value": ("đạt", "giá trị"),
    "of": ("tổng số", "trên tổng"),
    "note": ("ghi chú",),
}  # fmt: skip
# Headers that name a column only if no other header does: beside "Đơn vị", "Đơn vị gửi" is not the unit of the work.
_LOOSE_HEADERS: Mapping[str, tuple[str, ...]] = {
    "date": (
        "thời gian", "thời gian đăng", "thời gian đăng tải", "thời điểm đăng", "ngày giờ đăng", "ngày xuất bản",
        "thời gian xuất bản", "ngày thực hiện", "thời gian thực hiện", "thời gian tổ chức", "ngày diễn ra", "ngày ký",
    ),
    "unit": (
        "đơn vị gửi", "đơn vị đăng", "đơn vị báo cáo", "đơn vị chủ trì", "đơn vị phụ trách", "cơ quan", "cơ quan, đơn vị",
        "phòng", "phòng, đơn vị", "phòng ban", "khoa, phòng", "đơn vị, phòng",
    ),
    "title": (
        "nội dung", "tin, bài", "tiêu đề tin, bài", "tiêu đề video", "tên tin", "tên sản phẩm", "tựa đề",
        "nội dung tin, bài", "nội dung bài viết", "tên hoạt động", "tên tài liệu",
    ),
    "channel": (
        "nơi đăng", "nơi đăng tải", "nền tảng", "kênh đăng bài", "kênh tuyên truyền", "phương tiện", "trang đăng",
        "nơi phát", "kênh phát sóng",
    ),
    "url": (
        "link bài", "link bài viết", "đường link bài viết", "đường dẫn bài viết", "link tin, bài", "link đăng", "link video",
        "link minh chứng", "đường link minh chứng", "minh chứng", "liên kết bài viết", "địa chỉ", "permalink",
    ),
    "type": ("loại tin", "loại tin, bài", "loại bài", "loại sản phẩm", "loại văn bản", "loại hội nghị", "loại ấn phẩm", "dạng"),
    "tags": ("chủ đề tuyên truyền", "chuyên đề", "lĩnh vực", "nhóm nội dung"),
    "participants": ("số lượng người", "số lượng người tham dự", "số đại biểu"),
    "number": ("số văn bản, ngày ban hành", "số, ký hiệu văn bản"),
    "duration": ("độ dài", "thời lượng phát"),
    "quantity": ("số bản", "số lượng bản"),
    "location": ("nơi treo", "địa chỉ lắp đặt"),
    "note": ("ghi chú khác", "ý kiến"),
}  # fmt: skip
# Columns that number the rows; names of sheets with instructions or lists. Nothing is lost without them.
_PASSED_OVER = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "no.", "#"})
_EXPLAINING = ("huong-dan", "danh-muc", "instruction", "readme", "ghi-chu", "list", "chi-tieu", "quota")
_BETWEEN = re.compile(r"\s*[,/;&+–-]\s*")  # "Phòng/đơn vị", "Phòng, đơn vị"
_AFTER_NAME = re.compile(r"\s*(?:\([^()]*\)|[*:])\s*$")


@cache
def header_names(kind: Kind, *, loose: bool = False) -> Mapping[str, str]:
    """Return plain header -> column for a kind of log; `loose` headers name a column only if no other header does."""
    headers = _LOOSE_HEADERS if loose else _HEADERS
    names = {} if loose else {plain_header(column): column for column in KIND[kind].columns}
    for column in KIND[kind].columns:
        for alias in headers.get(column, ()):
            names.setdefault(plain_header(alias), column)
    return MappingProxyType(names)


def header_of(kind: Kind, header: Sequence[str]) -> list[str | None]:
    """Return the column of each header cell, None for an unknown header."""
    plain = [plain_header(cell) if cell else "" for cell in header]
    named = [header_names(kind).get(cell) for cell in plain]
    loose = header_names(kind, loose=True)
    return [
        column or (_unless(named, loose.get(cell)) if cell else None) for column, cell in zip(named, plain, strict=True)
    ]


def _unless(named: Sequence[str | None], column: str | None) -> str | None:
    return None if column in named else column


def names_columns(cells: Sequence[str]) -> bool:
    """Whether the cells are a header: at least two name columns of one kind."""
    return any(sum(column is not None for column in header_of(kind.word, cells)) > 1 for kind in KINDS)


def near_headers(kind: Kind, cell: str) -> list[str]:
    """Return the column that a header may mean, else the known headers that are similar."""
    names = [name for column in KIND[kind].columns for name in (column, *_HEADERS.get(column, ()))]
    plain = plain_header(cell)
    may_be = header_names(kind, loose=True).get(plain)
    return [may_be] if may_be else near_words(plain, names)


def column_of(kind: Kind, header: str) -> str | None:
    """Return the column of a header in a log of a kind, None for an unknown header."""
    return header_names(kind).get(plain_header(header))


def near_log(name: str) -> str:
    """Return the names of logs that are similar to the beginning of a file's or sheet's name."""
    words = [word for word in _form(name).split("-") if word.isalpha()][:3] or [""]
    similar = nearest("-".join(words), log_names()) or nearest(words[0], log_names())
    return ", ".join(log for log in similar.split(", ") if log[:1] == words[0][:1])


def plain_header(cell: str) -> str:
    """Return the form by which a header is looked up, without a trailing star, colon or explanation in brackets."""
    form = loosen(cell[:MAX_HEADER])
    while (shorter := _AFTER_NAME.sub("", form)) != form:
        form = shorter
    return " ".join(_BETWEEN.sub(" ", form).split())


def is_row_number(header: str) -> bool:
    return plain_header(header) in _PASSED_OVER


def explains(sheet: str) -> bool:
    """Whether a sheet's name suggests instructions or lists to choose from; its header then decides."""
    return _form(sheet).startswith(_EXPLAINING)


def _form(name: str) -> str:
    return "-".join(_WORD.findall(loosen(name)))


def log_kind(name: str) -> Kind | None:
    """Return the kind whose name is the longest with which a file's or sheet's name begins; None for no kind."""
    form = _form(name)
    listed = next((word for word in _EXPLAINING if form.startswith(f"{word}-")), "")
    form = form.removeprefix(f"{listed}-")  # "Danh mục tin bài" is a list of posts
    candidates = [
        (alias, kind.word) for kind in KINDS for alias in (kind.word, *kind.log_names) if form.startswith(alias)
    ]
    return max(candidates, key=lambda candidate: len(candidate[0]))[1] if candidates else None


def log_names() -> tuple[str, ...]:
    return tuple(name for kind in KINDS for name in (kind.word, *kind.log_names))
