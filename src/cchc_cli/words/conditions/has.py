"""`has: phu-luc`: only documents that contain something; with a percentage, the share of documents that do."""

from __future__ import annotations

from typing import ClassVar, Self

from cchc_cli.model.item import Traits
from cchc_cli.model.text import hyphenated
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form, KnownNames, Wording, Written

PHRASE = Texts(en="{what} with {has}", vi="{what} có {has}")


class Has(Condition, frozen=True):
    """Only documents whose `has` column names all of this; a sentence has the names as the plan writes them."""

    contents: frozenset[str]
    names: tuple[str, ...] = ()

    word: ClassVar = "has"
    about: ClassVar = Texts(
        en="What a document must contain, as the `has` column names it.",
        vi="Nội dung văn bản phải có, như ghi ở cột `has`.",
    )
    form: ClassVar = Form.TEXTS
    column: ClassVar = "has"
    reasons: ClassVar = {"has": Texts(en="lacks what the document must contain", vi="thiếu nội dung bắt buộc")}
    counted_in_shares: ClassVar = True
    example: ClassVar = "has: phu-luc"

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        if not isinstance(written, tuple) or not written:
            return None
        return cls(frozenset(map(hyphenated, written)), written)

    def mismatch(self, traits: Traits) -> str:
        return "" if self.contents <= traits.details.has else "has"

    def phrase(self, what: str, wording: Wording) -> str:
        return wording.text(PHRASE, what=what, has=wording.all_of([*self.names] or sorted(self.contents)))
