"""Documents: plans, invitations, reports and others."""

from __future__ import annotations

from cchc_cli.model.item import Details
from cchc_cli.model.kind import Dated, EvidenceKind, RowCells, TypeWord
from cchc_cli.model.texts import Texts

REPORT = "report"


def _dated(row: RowCells) -> Dated:
    """A report counts on the day it was sent, where that is given; other documents on their date."""
    day, sent = row.day("date"), row.day("sent")
    is_report = row.value("type") == REPORT
    details = Details(
        dated_by_sending=is_report and sent is not None,
        period=row.value("period"),
        has=row.value("has") or frozenset(),
    )
    return (sent if is_report and sent else day), details


DOCUMENTS = EvidenceKind(
    word="documents",
    log=Texts(en="documents", vi="Văn bản"),
    row=Texts(
        en="one plan, invitation, report or other document", vi="một kế hoạch, giấy mời, báo cáo hoặc văn bản khác"
    ),
    one=Texts(en="document", vi="văn bản"),
    many=Texts(en="documents", vi="văn bản"),
    about=Texts(
        en="How many documents; with `has`, a percentage of those there are.",
        vi="Số văn bản; nếu có `has` thì là tỷ lệ phần trăm số văn bản đã có.",
    ),
    required=("date", "unit", "type", "title"),
    optional=("number", "period", "has", "tags", "for", "url", "sent", "note"),
    log_names=("van-ban", "tai-lieu-hanh-chinh"),
    types=(
        TypeWord("plan", Texts(en="plan", vi="kế hoạch"), ("kế hoạch", "KH", "kế hoạch tuyên truyền")),
        TypeWord("invitation", Texts(en="invitation", vi="giấy mời"), ("giấy mời",)),
        TypeWord("report", Texts(en="report", vi="báo cáo"), ("báo cáo", "BC", "báo cáo kết quả")),
        TypeWord("decision", Texts(en="decision", vi="quyết định"), ("quyết định",)),
        TypeWord("assignment", Texts(en="assignment", vi="văn bản phân công"), ("phân công",)),
        TypeWord("guidance", Texts(en="guidance", vi="văn bản hướng dẫn"), ("hướng dẫn",)),
        TypeWord("inspection", Texts(en="inspection", vi="văn bản kiểm tra"), ("kiểm tra", "kết luận kiểm tra")),
        TypeWord("proposal", Texts(en="proposal", vi="tờ trình, đề xuất"), ("đề xuất", "tờ trình")),
        TypeWord("other", Texts(en="other document", vi="văn bản khác"), ("khác", "công văn", "thông báo", "biên bản")),
    ),
    dated=_dated,
)
