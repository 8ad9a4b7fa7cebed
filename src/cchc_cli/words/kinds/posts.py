"""Posts: one text, photo or infographic on one channel."""

from __future__ import annotations

from cchc_cli.model.item import NO_DETAILS, NOT_PUBLISHED
from cchc_cli.model.kind import Dated, EvidenceKind, RowCells, TypeWord
from cchc_cli.model.texts import Texts


def _dated(row: RowCells) -> Dated:
    """A post counts on the day it was published; a post that was only sent counts for nothing."""
    day = row.day("date")
    if day or row.text("date"):
        return day, NO_DETAILS
    if not row.text("sent"):
        row.refuse("empty-cell", "date")
    return row.day("sent"), NOT_PUBLISHED


POSTS = EvidenceKind(
    word="posts",
    log=Texts(en="posts", vi="Tin bài"),
    row=Texts(
        en="one text, photo or infographic on one channel", vi="một tin, bài, ảnh hoặc infographic trên một kênh"
    ),
    one=Texts(en="post", vi="tin, bài"),
    many=Texts(en="posts", vi="tin, bài"),
    about=Texts(en="How many posts: news, articles, photos, infographics.", vi="Số tin, bài, ảnh, infographic."),
    required=("unit", "title", "channel"),
    optional=("date", "url", "type", "tags", "for", "sent", "note"),
    log_names=("tin-bai", "bai-dang", "bai-viet"),
    types=(
        TypeWord("news", Texts(en="news item", vi="tin"), ("tin", "tin tức", "tin bài", "tin, bài")),
        TypeWord("article", Texts(en="article", vi="bài"), ("bài", "bài viết", "bài viết chuyên sâu")),
        TypeWord("photo", Texts(en="photo", vi="ảnh"), ("ảnh", "hình ảnh", "tin ảnh", "phóng sự ảnh", "tin + ảnh")),
        TypeWord("infographic", Texts(en="infographic", vi="infographic"), ("đồ họa",), by_default=False),
    ),
    default_type="news",
    either=("date", "sent"),
    published=True,
    asks_url=True,
    dated=_dated,
)
