"""One kind of evidence: its log, its types, its columns, the day a row counts on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Protocol

from msgspec import Struct

from cchc_cli.model.item import NO_DETAILS, Details
from cchc_cli.model.text import loosen
from cchc_cli.model.texts import Texts

MAX_LISTED = 30  # codes in a message


class TypeWord(Struct, frozen=True):
    """One type of a kind: its code, its name in sentences, and what people write for it in a log.

    A type that is not `by_default` counts only where a plan names it. An organisation's `own` types have one name for
    all languages.
    """

    code: str
    name: Texts
    aliases: tuple[str, ...] = ()
    by_default: bool = True
    own: bool = False


def spelling(word: TypeWord) -> str:
    """Return the entry of lists for a type: its first written name, or its code if it has none."""
    return next(iter(word.aliases), word.code)


def listed(codes: Iterable[str]) -> dict[str, str]:
    """Return the details that list some codes in a message."""
    codes = tuple(codes)
    return {"known": ", ".join(codes[:MAX_LISTED]) + (", …" if len(codes) > MAX_LISTED else "")}


def offered(words: Iterable[TypeWord]) -> dict[str, str]:
    """Return the details that list some types in a message: their codes, and their written names."""
    words = tuple(words)
    return {"codes": ", ".join(type_.code for type_ in words), "known": ", ".join(map(spelling, words))}


class RowCells(Protocol):
    """The cells of one row, read column by column."""

    def text(self, column: str) -> str:
        """Return the trimmed text of a cell, "" where it is empty."""

    def day(self, column: str) -> date | None:
        """Return the day in a cell; None where it is empty or cannot be read."""

    def value(self, column: str) -> Any:
        """Return the value of a cell; None if it is empty or cannot be read."""

    def refuse(self, code: str, column: str, **details: str) -> None:
        """Refuse the row for a cell, with the code of a problem."""


Dated = tuple[date | None, Details]


def by_date(row: RowCells) -> Dated:
    """Most kinds count on the day of the row."""
    return row.day("date"), NO_DETAILS


class EvidenceKind(Struct, frozen=True):
    """One kind of evidence.

    `word` is its name in plan files and of its log; `log_names` are other beginnings of file names, in plain letters.
    `required` columns must be there and filled; of `either` at least one must. `dated` returns the day a row counts on
    and what only this kind of row says.
    """

    word: str
    log: Texts  # the name of its log
    row: Texts  # one row of the log
    one: Texts
    many: Texts
    about: Texts  # how many of what, for the reference of plan files
    required: tuple[str, ...]
    optional: tuple[str, ...]
    log_names: tuple[str, ...]
    types: tuple[TypeWord, ...] = ()
    default_type: str = ""  # of a row whose type is empty
    either: tuple[str, ...] = ()
    published: bool = False  # whether its rows are published on channels
    asks_url: bool = False  # whether a row without an address is pointed out
    dated: Callable[[RowCells], Dated] = by_date

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its types."""
        return tuple(type_.code for type_ in self.types)

    def code_of(self, text: str) -> str | None:
        """Return the code for a text in any case; None if it is not a code."""
        return next((code for code in self.codes if loosen(code) == loosen(text)), None)
