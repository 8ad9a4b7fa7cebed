"""Splitting a row with several demands: dashes on their own lines, statements with a number each, paired lines."""

from __future__ import annotations

import re

from cchc_cli.drafting.amounts import quantities, shares
from cchc_cli.drafting.doubt import Doubt
from cchc_cli.drafting.headings import Role
from cchc_cli.drafting.products import BUILT_IN, ProductWords
from cchc_cli.drafting.rows import SourceRow

MAX_STATEMENTS = 8
_DASHED = re.compile(r"(?:^|\n)\s*[-–+•*]\s+")
_INLINE = re.compile(r"(?:^|\s)[-–+•]\s+(?=[A-ZĐÀ-Ỹ\d])")
_PAIRED: tuple[Role, ...] = ("lead", "time", "product", "target")


def items_of(row: SourceRow, words: ProductWords = BUILT_IN) -> list[tuple[SourceRow, tuple[Doubt, ...]]]:
    """Return the row once for each demand, with only that demand's statement in its cell."""
    paired = _paired(row)
    if paired:
        return [(line_row, (Doubt("lines-paired"),)) for line_row in paired]
    for role in ("target", "number"):
        statements = [text for text in _statements(row.cells.get(role, "")) if _says_amount(text, words)]
        if len(statements) > 1:
            return [(_with(row, role, text), ()) for text in statements[:MAX_STATEMENTS]]
    target = row.text("target", "number")
    if not _says_amount(target, words):
        statements = _dashed(row.cells.get("product", ""))
        if len(statements) > 1 and all(words.find(text) for text in statements):
            return [(_with(row, "product", text), ()) for text in statements[:MAX_STATEMENTS]]
    return [(row, ())]


def _with(row: SourceRow, role: Role, text: str) -> SourceRow:
    return row._replace(cells={**row.cells, role: text})


def _says_amount(text: str, words: ProductWords) -> bool:
    return bool(quantities(text, words) or shares(text))


def _statements(text: str) -> list[str]:
    """Return the statements of a cell, split at dashes, else at semicolons and lines."""
    return _dashed(text) or [part.strip() for part in re.split(r"[;\n]|\.\s+(?=[A-ZĐ\d])", text) if part.strip()]


def _dashed(text: str) -> list[str]:
    """Return the text after each dash; [] if the cell does not begin with a dash."""
    if len(_DASHED.findall(text)) > 1 and _DASHED.match(text):
        return [part.strip() for part in _DASHED.split(text) if part.strip()]
    if _INLINE.match(text) and len(_INLINE.findall(text)) > 1:
        return [part.strip() for part in _INLINE.split(text) if part.strip()]
    return []


def _paired(row: SourceRow) -> list[SourceRow]:
    """Return a row for each line if the cells of leads and times have equally many lines; the n-th lines belong together."""
    leads, times = _dashed(row.cells.get("lead", "")), _dashed(row.cells.get("time", ""))
    if len(leads) < 2 or len(leads) != len(times):
        return []
    lines = {role: _dashed(row.cells.get(role, "")) for role in _PAIRED}
    return [
        row._replace(
            cells={**row.cells, **{role: texts[index] for role, texts in lines.items() if len(texts) == len(leads)}}
        )
        for index in range(len(leads))
    ]
