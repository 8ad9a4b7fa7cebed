"""The tables of a file that is no log, such as a list of units: a .csv is one, each visible sheet of a workbook too."""

from __future__ import annotations

from pathlib import Path

from cchc_cli.load.evidence.dialect import decode, records, text_blocks
from cchc_cli.load.evidence.folder import WORKBOOKS
from cchc_cli.load.evidence.tables import MAX_TEXT, MAX_WORKBOOK
from cchc_cli.load.opening import UnusableError, read_regular

ENDINGS = (*WORKBOOKS, ".csv", ".txt")


def read_tables(path: Path) -> list[list[list[str]]]:
    """Return the rows of each table. Raises UnusableError for a file that has no tables, is unreadable or too large."""
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        from cchc_cli.load.evidence.workbook import read_workbook  # late: most lists are text

        sheets = read_workbook(read_regular(path, MAX_WORKBOOK))
        return [[cells for _, cells in sheet.records()] for sheet in sheets if sheet.shown and sheet.filled]
    if ending not in ENDINGS:
        raise UnusableError("document-kind", known=", ".join(ENDINGS))
    decoded = decode(read_regular(path, MAX_TEXT))
    if decoded is None:
        raise UnusableError("not-text")
    return [[cells for _, cells in records(text_blocks(decoded.text), lambda *_: None)]]
