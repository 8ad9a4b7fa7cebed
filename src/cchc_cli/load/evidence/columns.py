"""The logs' names and columns, and the Vietnamese names they go by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from cchc_cli.model.item import Kind
from cchc_cli.model.text import loosen, nearest
from cchc_cli.words.kinds import KIND, KINDS

MOST_HEADER = 200
DAYS = frozenset({"date", "end", "sent"})  # columns of days
MONTH_FIRST = "mdy"
DATE_ORDERS: Mapping[str, str] = {"dmy": "30/4/2026", MONTH_FIRST: "4/30/2026"}  # with an example
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
# Columns that number the rows, and sheets that explain a workbook: nothing is lost without them.
_PASSED_OVER = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "no."})
_EXPLAINING = ("huong-dan", "danh-muc", "instruction", "readme", "ghi-chu", "list")
_AFTER_NAME = re.compile(r"\s*(?:\([^()]*\)|[*:])\s*$")


@cache
def header_names(kind: Kind) -> Mapping[str, str]:
    """Return the column that each header of a log stands for, by the header's loose form."""
    names = {loosen(column): column for column in KIND[kind].columns}
    for column in KIND[kind].columns:
        for alias in _HEADERS.get(column, ()):
            names.setdefault(loosen(alias), column)
    return MappingProxyType(names)


def near_header(kind: Kind, cell: str) -> str:
    """Return the headers near to a wrong one, as they are written."""
    names = [name for column in KIND[kind].columns for name in (column, *_HEADERS.get(column, ()))]
    return nearest(plain_header(cell), names)


def near_log(name: str) -> str:
    """Return the names of logs that the beginning of a file's or sheet's name is near to."""
    words = [word for word in _form(name).split("-") if word.isalpha()][:3] or [""]
    found = nearest("-".join(words), log_names()) or nearest(words[0], log_names())
    return ", ".join(log for log in found.split(", ") if log[:1] == words[0][:1])


def plain_header(cell: str) -> str:
    """Return what a header is looked up by: without a star, a colon or an explanation in brackets behind it."""
    form = loosen(cell[:MOST_HEADER])
    while (shorter := _AFTER_NAME.sub("", form)) != form:
        form = shorter
    return form


def is_row_number(header: str) -> bool:
    return loosen(header) in _PASSED_OVER


def explains(sheet: str) -> bool:
    """Whether a sheet's name says that it holds no rows: instructions, lists to choose from."""
    return _form(sheet).startswith(_EXPLAINING)


def _form(name: str) -> str:
    return "-".join(_WORD.findall(loosen(name)))


def log_kind(name: str) -> Kind | None:
    """Return the kind whose name, the longest, a file's or sheet's name begins with."""
    form = _form(name)
    candidates = [
        (alias, kind.word) for kind in KINDS for alias in (kind.word, *kind.log_names) if form.startswith(alias)
    ]
    return max(candidates, key=lambda found: len(found[0]))[1] if candidates else None


def log_names() -> tuple[str, ...]:
    return tuple(name for kind in KINDS for name in (kind.word, *kind.log_names))
