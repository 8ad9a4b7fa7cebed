"""`type: [news, article]`: only rows of some types of their kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from cchc_cli.model.item import Kind, Traits
from cchc_cli.model.kind import TypeWord
from cchc_cli.model.plan import Part
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form, KnownNames, Written

REPORT = "report"


class Type(Condition, frozen=True):
    """Only rows of these types, among the kinds the part takes; rows of kinds without types pass."""

    codes: frozenset[str]
    of: frozenset[Kind]
    words: tuple[TypeWord, ...] = ()  # these types, in the order of their kinds

    word: ClassVar = "type"
    about: ClassVar = Texts(
        en="The types that count; every type where it is left out.",
        vi="Các thể loại được tính; bỏ trống là mọi thể loại.",
    )
    form: ClassVar = Form.TYPES
    column: ClassVar = "type"
    reasons: ClassVar = {"type": Texts(en="wrong type", vi="không đúng thể loại")}
    example: ClassVar = "type: [news, article]"

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        codes = names.known("type", written) if isinstance(written, tuple) else ()
        return cls._of(codes, names) if codes else cls.unsaid(names)

    @classmethod
    def unsaid(cls, names: KnownNames) -> Self | None:
        """Some types, as infographics, count only where a plan names them."""
        codes = [type_.code for type_ in names.types if type_.by_default]
        return cls._of(codes, names) if len(codes) < len(names.types) else None

    @classmethod
    def _of(cls, codes: Sequence[str], names: KnownNames) -> Self:
        words = tuple(type_ for type_ in names.types if type_.code in codes)
        return cls(frozenset(codes), frozenset(names.kinds), words)

    @property
    def by_named_period(self) -> bool:
        return self.codes == {REPORT}

    def mismatch(self, traits: Traits) -> str:
        return "type" if traits.kind in self.of and traits.type and traits.type not in self.codes else ""


def type_words_of(part: Part) -> tuple[TypeWord, ...]:
    """Return the names of the types a part takes; none where it takes every type."""
    condition = part.find(Type)
    return condition.words if condition else ()


def types_of(part: Part) -> frozenset[str]:
    """Return the types a part takes; empty where it takes every type."""
    condition = part.find(Type)
    return condition.codes if condition else frozenset()
