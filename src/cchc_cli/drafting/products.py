"""Finding products: the words for tin, bài, video, hội nghị, kế hoạch … with their kinds and types of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cchc_cli.drafting.words import folded
from cchc_cli.model.item import Kind
from cchc_cli.model.kind import TypeWord
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.text import loosen
from cchc_cli.words.kinds import KIND


class Product(NamedTuple):
    """A kind of evidence and its type, "" for none; `vague` if only the context shows which."""

    kind: str
    type: str = ""
    start: int = 0
    end: int = 0
    vague: bool = False


# Longer phrases first. The kind "-" is no product: its phrases contain words of products ("thông tin", "bảng tin").
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
    ("conferences", "contest", "cuộc thi|vòng thi(?: tuần| tháng| quý)?|hội thi|hội diễn"),
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
# The context shows which product these words mean.
VAGUE = re.compile(
    r"(?<!\w)(?:nội dung|sản phẩm|hoạt động|lần|đợt|lượt|kỳ|số|chương trình|chuyên mục|chuyên trang|phóng sự|bản tin|mô hình|hình thức|thông điệp|tác phẩm|vòng thi|vòng|tiểu phẩm|mẫu)(?!\w)"
)
_BOARD = re.compile(r"bảng tin|bảng thông báo")
_WEB = re.compile(r"trang thông tin|website|cổng thông tin|trang web|trang điện tử")


class ProductWords:
    """Finds products by the types that an organisation declares, then by the phrases above."""

    def __init__(self, declared: Sequence[tuple[str, str, str]] = ()) -> None:
        phrases = [(kind, type_, re.escape(folded(name))) for kind, type_, name in declared]
        self._phrases = (*sorted(phrases, key=lambda declared_type: -len(declared_type[2])), *_PHRASES)
        self._states = [(folded(name), type_) for kind, type_, name in declared if kind == "states"]
        groups = "|".join(f"(?P<p{index}>{phrase})" for index, (_, _, phrase) in enumerate(self._phrases))
        self._pattern = re.compile(rf"(?<!\w)(?:{groups})(?!\w)")

    def find(self, text: str) -> list[Product]:
        """Return the products in a text, in order; names of units and titles of documents are no products."""
        plain = folded(text)
        return self.find_in(plain, 0, len(plain))

    def find_in(self, plain: str, start: int, end: int) -> list[Product]:
        """Return the products in a range of a folded text; the text before it may decide, as in "02 lớp"."""
        products = []
        for match in self._pattern.finditer(plain, start, end):
            kind, type_, _ = self._phrases[int(str(match.lastgroup)[1:])]
            if kind != "-":
                products.append(Product(kind, type_, match.start(), match.end()))
        return products

    def share_of(self, text: str) -> str:
        """Return the declared type of state in a share, "" for none: "tham gia" for "Tỷ lệ tham gia"."""
        plain = folded(text)
        types = {
            type_
            for name, type_ in self._states
            if re.search(rf"(?<!\w){re.escape(_SHARE.sub('', name))}(?!\w)", plain)
        }
        return types.pop() if len(types) == 1 else ""


_SHARE = re.compile(r"^t[ỷỉ] lệ ")
BUILT_IN = ProductWords()


def words_of(organisation: Organisation) -> ProductWords:
    """Return the words for products in an organisation, including its declared types."""
    declared = [
        (kind, type_.code, name)
        for kind, types in organisation.types.items()
        for type_ in types
        for name in _declared(kind, type_)
    ]
    return ProductWords(declared)


def _declared(kind: Kind, word: TypeWord) -> Iterator[str]:
    """Yield the names of a type that are not built in."""
    own = {
        loosen(name)
        for built_in in KIND[kind].types
        for name in (*built_in.aliases, built_in.name.vi, built_in.name.en)
    }
    yield from (name for name in dict.fromkeys((*word.aliases, word.name.vi)) if loosen(name) not in own)


def columns_of(text: str) -> list[Product]:
    """Return the states for a content column in a text: on web pages, on boards, or both."""
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
