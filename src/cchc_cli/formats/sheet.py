"""The sheets of a workbook as values: columns, rows, and the types of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from cchc_cli import __version__
from cchc_cli.formats.notices import notices
from cchc_cli.formats.passed_over import passed_over_line
from cchc_cli.formats.view import plan_lines
from cchc_cli.i18n import Catalogue
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Result, Status

ABOUT = {"what": 24, "value": 100}
SMALLEST = 0.0001  # the smallest share that two decimals of a percentage can show


class Percent(Struct, frozen=True):
    """A share, as a number from 0 to 1."""

    value: float


class Marked(Struct, frozen=True):
    """A text in the colours of a status."""

    text: str
    status: Status


class TextLines(Struct, frozen=True):
    """Several lines of text in one cell."""

    lines: tuple[str, ...]


Cell = str | TextLines | int | float | date | Status | Percent | Marked | None
Row = tuple[Cell, ...]


class OutputSheet(Struct, frozen=True):
    """One sheet: its name, its columns with their widths in characters, its rows.

    A column's heading is the catalogue's text for its key, or its entry in `headings`. `printed` is the number of
    columns to print, from the first; 0 for all.
    """

    name: str
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    headings: Mapping[str, str] = field(default_factory=dict)
    printed: int = 0


def share_of(part: int, whole: int) -> Percent | None:
    """Return part/whole; a partial result is never rounded to 0 % or 100 %."""
    if not whole:
        return None
    value = part / whole
    return Percent(min(max(value, SMALLEST), 1 - SMALLEST) if 0 < part < whole else value)


def about_sheet(result: Result, messages: Catalogue, nothing: str = "") -> OutputSheet:
    """Return the sheet that shows the basis of the result."""
    return OutputSheet("about", ABOUT, tuple(_about(result, messages, nothing)))


def basis_rows(plans: Sequence[Plan], messages: Catalogue) -> Iterator[Row]:
    """Yield the rows of the plans and the program that a result rests on."""
    yield from ((messages("about.plan"), text) for text in plan_lines(plans, messages))
    yield (messages("about.tool"), f"cchc {__version__}")


def _about(result: Result, messages: Catalogue, nothing: str) -> Iterator[Row]:
    rows, window = result.rows, result.window
    yield from [(messages("about.data"), text) for text in (nothing, *notices(result, messages)) if text]
    yield (messages("about.as-of"), result.as_of)
    yield (messages("about.window"), f"{messages.day(window.start)} – {messages.day(window.last)}")
    yield (messages("about.reading"), result.reading or messages("about.no-reading"))
    totals = messages("rows.line", read=rows.read, used=rows.used, unused=rows.unused, refused=rows.refused)
    yield (messages("about.rows"), totals)
    if result.passed_over:
        yield (messages("about.passed-over"), passed_over_line(result.passed_over, messages))
    yield from basis_rows(result.plans, messages)
    yield from ((messages(f"status.{status}"), count) for status, count in result.summary.items())
