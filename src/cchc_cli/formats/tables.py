"""The CSV and Markdown tables of all formats; `text_table` draws tables as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from cchc_cli.formats.safe import safe
from cchc_cli.model.writing import defused

BOM = "\ufeff"
Align = Literal["left", "centre", "right"]
Cell = str | int | float | date | None
RULES: dict[Align | None, str] = {None: "---", "left": ":--", "centre": ":-:", "right": "--:"}
# Special characters of Markdown, HTML, tables and formulas, and the beginnings of lists and headings, become entities.
# GitHub and GitLab later turn addresses, @names, #numbers and :emoji: into links or pictures: an invisible character
# splits them.
_DANGEROUS = re.compile(
    r"(?P<sign>[\\`*_\[\]<>&|~$])|(?P<link>@|#(?=\d)|:(?=//|[\w+-]+:)|(?<=www)\.)|^(?:[-+=#]|\d+(?=[.)]))",
    re.IGNORECASE,
)
BREAK = "&#8203;"


def csv_table(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV for spreadsheets: byte order mark, CRLF, plain numbers; no text becomes a formula."""
    text = io.StringIO(BOM, newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Cell) -> str | int | float:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return value
    return "" if value is None else defused(safe(str(value)))


def markdown_table(headers: Sequence[str], rows: Iterable[Sequence[str]], aligns: Sequence[Align | None] = ()) -> str:
    """Return a GFM table; the cells are Markdown already, and a column without an alignment has the default."""
    rules = [RULES[aligns[place] if place < len(aligns) else None] for place in range(len(headers))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headers, rules, *rows))


def escape(text: str) -> str:
    """Return a text that Markdown shows unchanged, on one line."""
    return _DANGEROUS.sub(_harmless, safe(text))


def _harmless(match: re.Match[str]) -> str:
    sign = match[0]
    if match["link"]:
        return BREAK + sign if sign == "." else sign + BREAK
    return "".join(f"&#{ord(letter)};" for letter in sign)
