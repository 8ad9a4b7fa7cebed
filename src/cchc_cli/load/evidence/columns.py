"""The logs' names and columns, and the Vietnamese names they go by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cchc_cli.model.item import KINDS, Kind
from cchc_cli.model.text import loosen


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one kind of log."""

    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)


LAYOUTS: Mapping[Kind, Layout] = {
    "posts": Layout(("unit", "title", "channel"), ("date", "url", "type", "tags", "for", "sent", "note")),
    "videos": Layout(("date", "unit", "title"), ("channel", "url", "duration", "tags", "for", "note")),
    "broadcasts": Layout(("date", "unit", "title", "channel"), ("issue", "duration", "tags", "for", "note")),
    "conferences": Layout(("date", "unit", "type", "title"), ("end", "participants", "tags", "for", "url", "note")),
    "documents": Layout(
        ("date", "unit", "type", "title"), ("number", "period", "has", "tags", "for", "url", "sent", "note")
    ),
    "materials": Layout(("date", "unit", "type", "title"), ("quantity", "location", "tags", "for", "note")),
    "states": Layout(("date", "unit", "type"), ("channel", "value", "of", "url", "note")),
}

_LOG_NAMES: Mapping[Kind, tuple[str, ...]] = {
    "posts": ("tin-bai", "bai-dang", "bai-viet"),
    "videos": ("video", "clip"),
    "broadcasts": ("phat-song", "truyen-hinh", "phat-thanh"),
    "conferences": ("hoi-nghi", "su-kien"),
    "documents": ("van-ban", "tai-lieu-hanh-chinh"),
    "materials": ("an-pham", "truc-quan"),
    "states": ("trang-thai", "niem-yet"),
}

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "date": ("ngày", "ngày đăng", "ngày phát", "ngày tổ chức", "ngày ban hành", "ngày văn bản"),
    "end": ("ngày kết thúc", "đến ngày"),
    "sent": ("ngày gửi", "gửi ngày"),
    "unit": ("đơn vị", "đơn vị thực hiện"),
    "title": ("tiêu đề", "tên bài", "tên", "trích yếu"),
    "channel": ("kênh", "kênh đăng"),
    "url": ("đường dẫn", "liên kết", "link"),
    "type": ("loại", "thể loại", "hình thức"),
    "tags": ("nhãn", "chủ đề"),
    "for": ("cho chỉ tiêu", "chỉ tiêu", "phục vụ"),
    "duration": ("thời lượng",),
    "issue": ("số phát sóng", "kỳ phát sóng", "số kỳ"),
    "participants": ("số người", "số người tham dự", "người tham dự"),
    "number": ("số ký hiệu", "số văn bản", "số hiệu"),
    "period": ("kỳ báo cáo", "kỳ"),
    "has": ("có", "kèm theo"),
    "quantity": ("số lượng",),
    "location": ("địa điểm", "vị trí"),
    "value": ("đạt", "giá trị"),
    "of": ("tổng số", "trên tổng"),
    "note": ("ghi chú",),
}


def header_names(kind: Kind) -> dict[str, str]:
    """Return the column that each header of a log stands for, by the header's loose form."""
    names = {loosen(column): column for column in LAYOUTS[kind].columns}
    for column in LAYOUTS[kind].columns:
        for alias in _HEADERS.get(column, ()):
            names.setdefault(loosen(alias), column)
    return names


def log_kind(name: str) -> Kind | None:
    """Return the kind whose name, the longest, a file's or sheet's name begins with."""
    form = "-".join(loosen(name).replace("_", " ").replace("-", " ").split())
    candidates = [(alias, kind) for kind in KINDS for alias in (kind, *_LOG_NAMES[kind]) if form.startswith(alias)]
    return max(candidates, key=lambda found: len(found[0]))[1] if candidates else None


def log_names() -> tuple[str, ...]:
    return tuple(name for kind in KINDS for name in (kind, *_LOG_NAMES[kind]))
