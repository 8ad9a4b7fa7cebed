"""Unusable input as data: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

Severity = Literal["error", "warning"]


class Place(Struct, frozen=True):
    """Where in a file: the line or spreadsheet row (from 1), and the column's number or name."""

    file: str
    row: int | None = None
    column: str | None = None
    excerpt: str | None = None
    caret: tuple[int, int] | None = None  # first character and length within the excerpt

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.row, self.column) if part is not None)


class Problem(Struct, frozen=True):
    """One thing that could not be used as it stands.

    `code` names the message in the catalogues and its section in docs/problems.md; `details` fill the message.
    `fatal` stops the run: a plan or a whole evidence file, not one row of it.
    """

    code: str
    place: Place
    details: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = "error"
    fatal: bool = False
