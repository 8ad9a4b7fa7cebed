"""Unusable input as data: the fault, its place, and the next step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

_SHEET = re.compile(r"(.+\.(?:xlsx|xlsm|xlsb|xls|ods))\[(.*)\]", re.IGNORECASE | re.DOTALL)
Severity = Literal["error", "warning"]


class Place(Struct, frozen=True):
    """Where in a file: the line or spreadsheet row (from 1), and the column's number or name."""

    file: str
    row: int | None = None
    column: str | None = None
    excerpt: str | None = None
    caret: tuple[int, int] | None = None  # first character and length within the excerpt
    header: str | None = None  # the log's own name of the column, if it is another

    @property
    def is_option(self) -> bool:
        """Whether it is an option of the command line, not a place in a file."""
        return self.file.startswith("--")

    @property
    def path(self) -> str:
        """The file without the sheet that is named behind it."""
        return self._of_sheet()[0]

    @property
    def sheet(self) -> str | None:
        return self._of_sheet()[1]

    def _of_sheet(self) -> tuple[str, str | None]:
        match = _SHEET.fullmatch(self.file)
        return (match[1], match[2]) if match else (self.file, None)

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.row, self.column) if part is not None)


class Problem(Struct, frozen=True):
    """One input that cannot be used as written.

    `code` names the message in the catalogues and its section in docs/problems.md; `details` fill the message.
    `fatal` stops the run: a plan or a whole evidence file, not one row of it.
    """

    code: str
    place: Place
    details: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = "error"
    fatal: bool = False
