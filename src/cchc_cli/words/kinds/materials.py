"""Materials: leaflets, posters, boards and the like."""

from __future__ import annotations

from cchc_cli.model.item import NO_DETAILS, Details
from cchc_cli.model.kind import Dated, EvidenceKind, RowCells, TypeWord
from cchc_cli.model.texts import Texts


def _dated(row: RowCells) -> Dated:
    location = row.value("location")
    return row.day("date"), Details(location=location) if location else NO_DETAILS


MATERIALS = EvidenceKind(
    word="materials",
    log=Texts(en="materials", vi="Ấn phẩm"),
    row=Texts(en="one leaflet, poster, board or the like", vi="một tờ rơi, áp phích, bảng biểu hoặc ấn phẩm khác"),
    one=Texts(en="material", vi="ấn phẩm"),
    many=Texts(en="materials", vi="ấn phẩm"),
    about=Texts(en="How many materials: leaflets, handbooks, boards …", vi="Số ấn phẩm: tờ rơi, sổ tay, bảng biểu …"),
    required=("date", "unit", "type", "title"),
    optional=("quantity", "location", "tags", "for", "note"),
    log_names=("an-pham", "truc-quan"),
    types=(
        TypeWord("leaflet", Texts(en="leaflet", vi="tờ rơi"), ("tờ rơi", "tờ gấp")),
        TypeWord("handbook", Texts(en="handbook", vi="sổ tay"), ("sổ tay", "cẩm nang")),
        TypeWord("pano", Texts(en="pano", vi="pano"), ("pa-nô", "pa nô")),
        TypeWord(
            "banner",
            Texts(en="banner", vi="băng rôn"),
            ("băng rôn", "băng-rôn", "băng rôn, khẩu hiệu", "phướn", "standee"),
        ),
        TypeWord("poster", Texts(en="poster", vi="áp phích"), ("áp phích", "áp-phích")),
        TypeWord("board", Texts(en="board", vi="bảng biểu"), ("bảng", "bảng biểu")),
        TypeWord(
            "screen",
            Texts(en="screen", vi="màn hình điện tử"),
            ("màn hình", "màn hình điện tử", "màn hình LED", "bảng điện tử"),
        ),
    ),
    dated=_dated,
)
