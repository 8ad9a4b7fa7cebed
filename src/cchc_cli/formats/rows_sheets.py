"""The rows of evidence as sheets of a workbook: each with the quotas it serves, or why it serves none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cchc_cli.engine.usage import RowUsage
from cchc_cli.formats.documents.common import problem_entry
from cchc_cli.formats.rows_text import reasons, served
from cchc_cli.formats.sheet import ABOUT, Marked, OutputSheet, Row
from cchc_cli.formats.view import passed_over_lines
from cchc_cli.formats.xlsx_rows import problems_sheet
from cchc_cli.i18n import Catalogue
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Status

SHEET = {
    "status": 17, "day": 12, "unit": 12, "headline": 44, "serves": 34, "why": 44, "file": 34, "row": 7, "kind": 14, "type": 12,
    "channel": 16, "url": 30, "tags": 16,
}  # fmt: skip
PRINTED = 8


def sheets(
    rows: Sequence[RowUsage], refused: Iterable[Problem], passed: Iterable[PassedOver], messages: Catalogue
) -> list[OutputSheet]:
    """Return three sheets: the rows, the unreadable rows, and the entries that are not evidence."""
    wrong = (problem_entry(problem, messages) for problem in refused)
    other = ((messages("about.rows"), line) for line in passed_over_lines(passed, messages))
    return [
        OutputSheet("rows", SHEET, tuple(_cells(row, messages) for row in rows), printed=PRINTED),
        problems_sheet(wrong, messages),
        OutputSheet("about", ABOUT, tuple(other)),
    ]


def _cells(row: RowUsage, messages: Catalogue) -> Row:
    item = row.item
    counts = Marked(messages("list.counts"), Status.MET) if row.serves else Marked(messages("list.idle"), Status.OPEN)
    why = "" if row.serves and not row.set_aside else " · ".join(text.strip() for text in reasons(row, messages))
    return (
        counts, item.day, "; ".join(item.units), item.title, served(row, messages, "; "), why, item.file, item.row,
        messages(f"kind.{item.kind}"), item.type, "; ".join(row.channels), item.url, "; ".join(sorted(item.tags)),
    )  # fmt: skip
