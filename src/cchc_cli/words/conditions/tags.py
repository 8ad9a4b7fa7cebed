"""`tags: chi-so`: only rows with a tag, any of several tags, or all of them."""

from __future__ import annotations

from typing import ClassVar, Self

from cchc_cli.model.item import Traits
from cchc_cli.model.plan import Part
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Codes, Condition, Form, KnownNames, Wording, Written

ANY_OF = Texts(en="{what} tagged {tags}", vi="{what} thuộc nội dung {tags}")
ALL_OF = Texts(en="{what} tagged with all of {tags}", vi="{what} thuộc tất cả các nội dung {tags}")


class Tags(Condition, frozen=True):
    """Only rows with any of the tags, or with all of them. A row's `for` column replaces every condition on tags."""

    codes: tuple[str, ...]
    every: bool = False

    word: ClassVar = "tags"
    about: ClassVar = Texts(
        en="The tags: one of them (or, with `all`, each) is needed; replaces the plan's default.",
        vi="Các nhãn: cần một trong số đó (với `all`: cần đủ); thay cho nhãn mặc định của kế hoạch.",
    )
    form: ClassVar = Form.CODES
    column: ClassVar = "tags"
    reasons: ClassVar = {"tag": Texts(en="lacks the tag", vi="cột Nhãn chưa ghi nội dung này")}
    example: ClassVar = "tags: chi-so"

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        if not isinstance(written, Codes):
            return None
        codes = names.known("tag", written)
        return cls(codes, written.every) if codes else None

    @classmethod
    def unsaid(cls, names: KnownNames) -> Self | None:
        """Posts, videos and broadcasts need the tags that the plan's header names."""
        tags = names.default(cls.word) if names.published else None
        return tags if isinstance(tags, cls) else None

    def mismatch(self, traits: Traits) -> str:
        if traits.serves is not None:
            return ""
        shared = traits.tags.intersection(self.codes)
        return "" if len(shared) >= (len(set(self.codes)) if self.every else 1) else "tag"

    def phrase(self, what: str, wording: Wording) -> str:
        names = wording.names("tag", self.codes)
        if self.every and len(names) > 1:
            return wording.text(ALL_OF, what=what, tags=wording.all_of(names))
        return wording.text(ANY_OF, what=what, tags=wording.any_of(names))


def tags_of(part: Part) -> tuple[str, ...]:
    """Return the tags a part asks for, any or all of them."""
    tags = part.find(Tags)
    return tags.codes if tags else ()
