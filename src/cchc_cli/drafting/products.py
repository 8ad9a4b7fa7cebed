"""What is made: the words for tin, bài, video, hội nghị, kế hoạch … and the kind and type of evidence each is."""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_cli.drafting.words import folded


class Product(NamedTuple):
    """A kind of evidence and its type, "" for none; `vague` where only what stands around it says which."""

    kind: str
    type: str = ""
    start: int = 0
    end: int = 0
    vague: bool = False


# Longer phrases first. A kind "-" is no product: its words hide others ("thông tin", "bảng tin", "kế hoạch - tài chính").
_PHRASES: tuple[tuple[str, str, str], ...] = (
    ("-", "", "công nghệ thông tin|cổng thông tin(?: điện tử)?|trang thông tin(?: điện tử)?|hệ thống thông tin|thông tin(?:,? tuyên truyền)?|truyền thông|bảng tin|trang tin|niềm tin|tin học|tin nhắn|tin tưởng|tin cậy|bài học|bài bản|ảnh hưởng|kế hoạch ?(?:-|và) ?tài chính|kế hoạch ?(?:-|và) ?đầu tư|phòng kế hoạch|sở kế hoạch|báo chí|báo đài|báo cáo viên|hội đồng|theo kế hoạch|trong kế hoạch|văn bản chỉ đạo|chương trình tổng thể|chương trình hành động|lớp nhân dân|tầng lớp|màn hình ti ?vi"),
    ("broadcasts", "", "toạ đàm truyền hình|toạ đàm phát thanh|đối thoại truyền hình|tin phát thanh|bài phát thanh|bản tin phát thanh|bản tin truyền thanh|bản tin truyền hình|chương trình phát thanh|chương trình truyền thanh|chương trình truyền hình|chuyên mục phát thanh|chuyên mục truyền thanh|chuyên mục truyền hình|chuyên đề truyền hình|chuyên đề phát thanh|phóng sự truyền hình|phóng sự phát thanh|lượt phát thanh|lượt phát sóng|lượt phát|lượt tuyên truyền trên (?:hệ thống )?(?:loa|đài)|buổi phát thanh|phát thanh|truyền thanh|phát sóng|truyền hình|đài truyền thanh|loa truyền thanh"),
    ("videos", "", "video ?clips?|videos?|clips?|phim ngắn|phim tài liệu|phim tuyên truyền|phóng sự video|phim|audio ?clips?"),
    ("states", "web-column", "(?:mở|duy trì|có|xây dựng|thiết lập|vận hành) (?:các )?(?:chuyên trang, )?(?:chuyên mục|chuyên trang)|(?:chuyên trang, )?(?:chuyên mục|chuyên trang)(?=[^.;]*(?:được mở|duy trì|hoạt động))"),
    ("states", "listing", "niêm yết|(?:các )?tthc được đăng tải|công khai tthc|công khai thủ tục"),
    ("states", "qr", "mã qr|qr ?code"),
    ("states", "chatbot", "chatbot|trợ lý ảo"),
    ("posts", "infographic", "infographics?|đồ hoạ thông tin|đồ hoạ"),
    ("posts", "article", "bài viết|bài đăng|bài báo|bài dự thi|bài tuyên truyền|bài phản ánh|chuyên đề|bài"),
    ("posts", "photo", "phóng sự ảnh|hình ảnh|tin ảnh|ảnh"),
    ("posts", "news", "tin tức|tin vắn|mẩu tin|tin"),
    ("conferences", "dialogue", "hội nghị đối thoại|buổi đối thoại|cuộc đối thoại|đối thoại"),
    ("conferences", "training", r"hội nghị tập huấn|lớp tập huấn|lớp bồi dưỡng|tập huấn|bồi dưỡng|(?<=\d )lớp"),
    ("conferences", "workshop", "hội thảo|toạ đàm"),
    ("conferences", "contest", "cuộc thi|hội thi|hội diễn"),
    ("conferences", "meeting", "cuộc họp|họp|giao ban|sinh hoạt (?:chuyên đề|chi bộ|dưới cờ|chuyên môn|chào cờ|lớp)"),
    ("conferences", "conference", "hội nghị"),
    ("conferences", "", "ngày hội|lễ phát động|lễ ra quân|buổi tuyên truyền|buổi nói chuyện|nói chuyện chuyên đề|buổi sinh hoạt|buổi|cuộc|sự kiện|triển lãm|diễn đàn|lễ"),
    ("materials", "leaflet", "tờ rơi|tờ gấp|tờ bướm|tờ hướng dẫn|tờ"),
    ("materials", "handbook", "sổ tay|cẩm nang|cuốn|quyển"),
    ("materials", "pano", "pano"),
    ("materials", "banner", "băng ?rôn|banner|băng zôn|phướn|khẩu hiệu"),
    ("materials", "poster", "áp phích|poster|tranh cổ động"),
    ("materials", "board", "bảng biểu|bảng hướng dẫn|bảng công khai|standee|biển bảng"),
    ("materials", "screen", "bảng điện tử|màn hình điện tử|màn hình led"),
    ("materials", "", "ấn phẩm|tài liệu(?: truyền thông| tuyên truyền)?|trực quan|vật phẩm"),
    ("documents", "plan", "kế hoạch"),
    ("documents", "invitation", "giấy mời|thư mời"),
    ("documents", "report", "báo cáo"),
    ("documents", "decision", "quyết định"),
    ("documents", "guidance", "văn bản hướng dẫn|hướng dẫn(?= (?:của|số|thực hiện))"),
    ("documents", "proposal", "tờ trình|đề xuất|đề án"),
    ("documents", "inspection", "biên bản kiểm tra|kết luận kiểm tra|báo cáo kiểm tra"),
    ("documents", "", "công văn|văn bản|thông báo|chương trình|biên bản|phiếu|danh sách|quy chế|thể lệ"),
)  # fmt: skip
_PATTERN = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<p{index}>{phrase})" for index, (_, _, phrase) in enumerate(_PHRASES)) + r")(?!\w)"
)
# What these words count is said by what stands around them.
VAGUE = re.compile(
    r"(?<!\w)(?:nội dung|sản phẩm|hoạt động|lần|đợt|lượt|kỳ|số|chương trình|chuyên mục|chuyên trang|phóng sự|bản tin|mô hình|hình thức|thông điệp|tác phẩm|vòng thi|vòng|tiểu phẩm|mẫu)(?!\w)"
)
_BOARD = re.compile(r"bảng tin|bảng thông báo")
_WEB = re.compile(r"trang thông tin|website|cổng thông tin|trang web|trang điện tử")


def products_in(text: str) -> list[Product]:
    """Return the products a text names, in order; a text is looked at without units' names and titles of documents."""
    found = []
    plain = folded(text)
    for match in _PATTERN.finditer(plain):
        kind, type_, _ = _PHRASES[int(str(match.lastgroup)[1:])]
        if kind != "-":
            found.append(Product(kind, type_, match.start(), match.end()))
    return found


def columns_of(text: str) -> list[Product]:
    """Return where a column of contents is to be kept: on web pages, on boards, or both."""
    plain = folded(text)
    return [
        Product("states", type_)
        for pattern, type_ in ((_WEB, "web-column"), (_BOARD, "board-column"))
        if pattern.search(plain)
    ]


def kinds_of(products: list[Product]) -> list[str]:
    return list(dict.fromkeys(product.kind for product in products))


def types_of(products: list[Product], kind: str) -> list[str]:
    return list(dict.fromkeys(product.type for product in products if product.kind == kind and product.type))
