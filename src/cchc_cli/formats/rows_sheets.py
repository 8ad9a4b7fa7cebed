"""The rows of evidence as sheets of a workbook: each with the quotas it serves, or why it serves none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cchc_cli.engine.case import Case
from cchc_cli.engine.usage import RowUsage
from cchc_cli.formats.documents.common import problem_entry
from cchc_cli.formats.passed_over import passed_over_lines
from cchc_cli.formats.rows_text import reasons, served_quotas
from cchc_cli.formats.sheet import ABOUT, Marked, OutputSheet, Row, basis_rows
from cchc_cli.formats.xlsx_rows import problems_sheet, what_and_where
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Status

SHEET = {
    "status": 17, "day": 12, "unit": 12, "headline": 44, "serves": 34, "why": 44, "file": 34, "row": 7, "kind": 14, "type": 18,
    "channel": 34, "url": 30, "tags": 16,
}  # fmt: skip
PRINTED = 8


def sheets(
    rows: Sequence[tuple[Case, RowUsage]],
    refused: Iterable[Problem],
    cases: Sequence[Case],
    day: date,
    messages: Catalogue,
) -> list[OutputSheet]:
    """Return three sheets: the rows, the unreadable rows, and what the list rests on."""
    wrong = (problem_entry(problem, messages) for problem in refused)
    return [
        OutputSheet(
            "rows", SHEET, tuple(_cells(row, case.organisation, messages) for case, row in rows), printed=PRINTED
        ),
        problems_sheet(wrong, messages),
        OutputSheet("about", ABOUT, tuple(_about(cases, day, messages))),
    ]


def _about(cases: Sequence[Case], day: date, messages: Catalogue) -> Iterator[Row]:
    yield (messages("about.as-of"), day)
    passed = (passed_over for case in cases for passed_over in case.passed_over)
    yield from ((messages("about.passed-over"), line) for line in passed_over_lines(passed, messages))
    yield from basis_rows([plan for case in cases for plan in case.plans], messages)


def _cells(row: RowUsage, organisation: Organisation, messages: Catalogue) -> Row:
    item = row.item
    counts = Marked(messages("list.counts"), Status.MET) if row.serves else Marked(messages("list.idle"), Status.OPEN)
    why = "" if row.serves and not row.set_aside else " · ".join(text.strip() for text in reasons(row, messages))
    return (
        counts, item.day, "; ".join(item.units), item.title, served_quotas(row, messages, "; "), why, item.file, item.row,
        *what_and_where(item, row.channels, organisation, messages), item.url, "; ".join(sorted(item.tags)),
    )  # fmt: skip
