"""States: a value on a day."""

from __future__ import annotations

from cchc_cli.model.item import Details
from cchc_cli.model.kind import Dated, EvidenceKind, RowCells, TypeWord
from cchc_cli.model.texts import Texts


def _dated(row: RowCells) -> Dated:
    """A state has a value (`value`) out of a total (`of`)."""
    value, of = row.value("value"), row.value("of")
    if value is not None and of is not None and value > of:
        row.refuse("value-over-of", "value", value=str(value), of=str(of))
    if of == 0:
        row.refuse("of-zero", "of")
    return row.day("date"), Details(value=value, of=of)


STATES = EvidenceKind(
    word="states",
    log=Texts(en="states", vi="Trạng thái"),
    row=Texts(en="how something stood on a day", vi="hiện trạng của một việc vào một ngày"),
    one=Texts(en="state", vi="hiện trạng"),
    many=Texts(en="state", vi="hiện trạng"),
    about=Texts(
        en="What value a state must have: a number, or a percentage of all.",
        vi="Mức hiện trạng phải đạt: một số, hoặc tỷ lệ phần trăm trên tổng số.",
    ),
    required=("date", "unit", "type"),
    optional=("channel", "value", "of", "url", "note"),
    log_names=("trang-thai", "niem-yet"),
    types=(
        TypeWord("listing", Texts(en="listing", vi="niêm yết"), ("niêm yết",)),
        TypeWord("qr", Texts(en="QR code", vi="mã QR"), ("mã QR",)),
        TypeWord("chatbot", Texts(en="chatbot", vi="chatbot")),
        TypeWord(
            "web-column",
            Texts(en="web column", vi="chuyên mục trên trang thông tin điện tử"),
            ("chuyên mục web", "chuyên mục trên trang"),
        ),
        TypeWord(
            "board-column", Texts(en="notice-board column", vi="chuyên mục trên bảng tin"), ("chuyên mục bảng tin",)
        ),
    ),
    dated=_dated,
)
