"""What every word of the plan language is made of: texts in both languages, and the base of conditions on evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import ClassVar, Literal, Protocol, Self

from msgspec import Struct

from cchc_cli.model.item import Item, Kind, Traits
from cchc_cli.model.kind import TypeWord
from cchc_cli.model.period import Period
from cchc_cli.model.texts import Language, Texts


class Form(Enum):
    """What may be written after a word; `language/written.py` reads each form, `language/schema_forms.py` describes it."""

    FLAG = "flag"  # true or false
    TEXT = "text"
    TEXTS = "texts"  # one text, or a list of texts
    CODES = "codes"  # a code, a list of codes (any), or {any: …} or {all: …}
    TYPES = "types"  # one or several types of the part's kind
    CHOICE = "choice"  # one of the word's `choices`
    LENGTH = "length"  # minutes and seconds, "3:00"


class Codes(Struct, frozen=True):
    """Codes that a word names: any of them will do, or, with `every`, each is needed."""

    codes: tuple[str, ...] = ()
    every: bool = False


Written = bool | int | str | tuple[str, ...] | Codes
Family = Literal["tag", "channel", "type", "unit"]


class KnownNames(Protocol):
    """The names an organisation and a part's kinds know; an unknown one is complained of and left out."""

    kinds: tuple[Kind, ...]
    types: tuple[TypeWord, ...]  # of these kinds
    published: bool  # whether rows of these kinds are published on channels

    def default(self, word: str) -> Condition | None:
        """Return what the plan's header says of a word, None where it says nothing."""

    def known(self, family: Family, written: Codes | Sequence[str]) -> tuple[str, ...]:
        """Return the codes that are known, in the order written."""


class Wording(Protocol):
    """How a sentence is put together in one language, with the organisation's own names."""

    language: Language

    def text(self, texts: Texts, /, **details: object) -> str:
        """Return a text in the sentence's language with its details filled in."""

    def day(self, day: date) -> str:
        """Write a day."""

    def period(self, period: Period) -> str:
        """Name a period; a span by its days."""

    def any_of(self, words: Sequence[str]) -> str:
        """Join words by commas and "or"."""

    def all_of(self, words: Sequence[str]) -> str:
        """Join words by commas and "and"."""

    def names(self, family: Family, codes: Iterable[str]) -> list[str]:
        """Return the names of tags, channels, types or units."""


class Condition(Struct, frozen=True):
    """One condition that a plan sets on evidence, and everything the program knows of its word.

    A subclass is one word of the plan language. The engine asks `mismatch` once for the many rows that share their
    traits, and `mismatch_of` for each row by itself. The sentence of a quota asks `phrase` and `where`.
    """

    word: ClassVar[str]
    about: ClassVar[Texts]  # what the word means, for the reference and for editors
    form: ClassVar[Form]
    choices: ClassVar[tuple[str, ...]] = ()
    column: ClassVar[str]  # where rows say what the condition asks; kinds without the column cannot meet it
    reasons: ClassVar[Mapping[str, Texts]] = {}  # why a row does not meet it, by code
    example: ClassVar[str] = ""
    counted_in_shares: ClassVar[bool] = False  # with a percentage, the rows that meet it are counted among all
    of_rows: ClassVar[bool] = False  # whether `mismatch_of` says anything
    of_every_kind: ClassVar[bool] = False  # whether every kind of a part must have the column, not one of them
    limits: ClassVar[bool] = False  # whether the number of the part is a limit

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        """Return the condition that was written; None where it asks nothing. A flag has no fields."""
        return cls() if written else None

    @classmethod
    def unsaid(cls, names: KnownNames) -> Self | None:
        """Return the condition that holds where a part leaves the word out; None where none does."""
        return None

    @property
    def asked_column(self) -> str:
        """The column of this condition; most conditions of a word ask the same column."""
        return self.column

    @property
    def keeps(self) -> str:
        """The column whose values rows keep only for this condition: the clock time of days, the number of numbers."""
        return ""

    @property
    def by_named_period(self) -> bool:
        """Whether rows that meet it count only for the period they name, as reports do."""
        return False

    def mismatch(self, traits: Traits) -> str:
        """Return the code of the reason why rows of these traits do not meet it, "" when they do."""
        return ""

    def mismatch_of(self, item: Item) -> str:
        """Return the code of the reason why one row does not meet it, "" when it does."""
        return ""

    def phrase(self, what: str, wording: Wording) -> str:
        """Return the product with the condition beside it: "new post"."""
        return what

    def amount(self, amount: str, what: str, wording: Wording) -> str:
        """Return how much of a product is needed, where that is not "at least 2" (`amount`) of it; else ""."""
        return ""

    def where(self, wording: Wording) -> str:
        """Return what the sentence says behind the product, with a blank before it: " on Zalo"."""
        return ""

    def whose(self, wording: Wording) -> str:
        """Return whose rows count, as the end of a rule says it: ", from any unit"."""
        return ""
