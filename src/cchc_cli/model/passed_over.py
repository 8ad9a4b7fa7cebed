"""Files, sheets and rows among the logs that are not evidence: passed over and named, so that none is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Reason = Literal[
    "format",  # a file in a format that is not read
    "no-log",  # a file or sheet that is no log
    "hidden-sheet",
    "empty-sheet",
    "title",  # rows above the header
    "repeated-header",
    "column-numbers",  # (1) (2) (3) below the header
    "heading",  # of a group of rows
    "total",
    "blank",  # no column of the log is filled, as in rows that are numbered beforehand
    "footer",  # date line, signatures, names
]


class PassedOver(Struct, frozen=True):
    """A file, a sheet, or rows (numbers from 1) that are not evidence, and why; `rows` is None for the whole."""

    file: str
    reason: Reason
    sheet: str | None = None
    rows: tuple[int, ...] | None = None


MAX_SPANS = 20


def spans(rows: Iterable[int]) -> str:
    """Return numbers of rows in their order as 1-4, 9, 12; of many spans the first."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    shown = [f"{first}" if first == last else f"{first}-{last}" for first, last in ranges[:MAX_SPANS]]
    return ", ".join([*shown, "…"] if len(ranges) > MAX_SPANS else shown)


def counts(passed: Iterable[PassedOver]) -> dict[str, int]:
    """Return how many files, sheets and rows were passed over."""
    numbers: Counter[str] = Counter()
    for passed_over in passed:
        if passed_over.rows is not None:
            numbers["rows"] += len(passed_over.rows)
        else:
            numbers["files" if passed_over.sheet is None else "sheets"] += 1
    return {"files": numbers["files"], "sheets": numbers["sheets"], "rows": numbers["rows"]}
