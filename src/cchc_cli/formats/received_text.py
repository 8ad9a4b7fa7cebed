"""Who sent what, as a table and as sheets of a workbook: a row for each unit by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cchc_cli.engine.received import UnitReceived
from cchc_cli.formats.safe import safe
from cchc_cli.formats.sheet import OutputSheet, Row, about_sheet
from cchc_cli.formats.view import STYLES, TableOptions, View, ViewBlock, ViewRow, framed
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result, Status, Verdict

COLUMNS = ("unit-code", "title", "files", "read", "refused", "first", "last", "reports")
MAX_FILES = 3  # named below a unit
SHEET = {
    "organisation": 12, "unit-code": 12, "name": 40, "files": 9, "read": 9, "refused": 9, "first": 12, "last": 12, "met": 9, "late": 9,
    "missed": 9, "open": 9, "lacking": 60,
}  # fmt: skip
FILES = {"organisation": 12, "unit-code": 12, "name": 40, "file": 60, "read": 9, "refused": 9}


def view(found: Sequence[UnitReceived], result: Result, asked: TableOptions, messages: Catalogue) -> View:
    """Return one row for each unit, with its files and missing reports below its name."""
    codes = dict.fromkeys(one.organisation for one in found)
    names = dict(zip(codes, asked.organisations, strict=False)) if len(codes) > 1 else {}
    blocks = [
        ViewBlock(
            safe(names.get(code, "")) or messages("received.units"),
            tuple(_row(one, asked, messages) for one in found if one.organisation == code),
        )
        for code in codes
    ]
    reports = [verdict for one in found for verdict in one.reports]
    table = framed(result, asked, messages, COLUMNS, blocks, [], counted=reports)
    return replace(table, headers={**table.headers, "title": messages("column.name")})


def _row(one: UnitReceived, asked: TableOptions, messages: Catalogue) -> ViewRow:
    cells = {
        "unit-code": one.unit or "–",
        "title": _name(one, asked, messages),
        "files": str(len(one.files)),
        "read": str(one.read),
        "refused": str(one.refused) if one.refused else "",
        "first": messages.short_day(one.first) if one.first else "",
        "last": messages.short_day(one.last) if one.last else "",
        "reports": _reports(one, messages),
    }
    status = Status.MISSED if one.reports_in(Status.MISSED) else Status.MET if one.files else Status.UPCOMING
    return ViewRow(cells, STYLES[status], tuple(_remarks(one, messages)), {"reports": STYLES[status]})


def _name(one: UnitReceived, asked: TableOptions, messages: Catalogue) -> str:
    name = asked.unit_names.get(f"{one.organisation}/{one.unit}", "") if one.unit else messages("received.nobodys")
    return safe(name)


def _reports(one: UnitReceived, messages: Catalogue) -> str:
    """Return the numbers of the unit's reports: met, late, missing, not yet due."""
    counts = {
        "met": one.reports_in(Status.MET), "late": one.reports_in(Status.LATE), "missed": one.reports_in(Status.MISSED),
        "open": one.open_reports,
    }  # fmt: skip
    return ", ".join(messages(f"received.{name}", count=len(found)) for name, found in counts.items() if found)


def _remarks(one: UnitReceived, messages: Catalogue) -> Iterator[str]:
    shown = ", ".join(file.file for file in one.files[:MAX_FILES])
    if shown:
        more = len(one.files) - MAX_FILES
        yield safe(shown + (messages("received.more", count=more) if more > 0 else ""))
    missed = one.reports_in(Status.MISSED)
    if missed:
        yield safe(messages("received.lacking", reports=", ".join(_report(verdict, messages) for verdict in missed)))


def _report(verdict: Verdict, messages: Catalogue) -> str:
    return f"{verdict.obligation.quota.id} {messages.label(verdict.obligation.period)}"


def sheets(
    found: Sequence[UnitReceived], result: Result, asked: TableOptions, messages: Catalogue
) -> list[OutputSheet]:
    """Return the sheets: units, files, the basis of the result."""
    units = [_cells(one, asked, messages) for one in found]
    files: list[Row] = [
        (one.organisation, one.unit, _name(one, asked, messages), file.file, file.read, file.refused)
        for one in found
        for file in one.files
    ]
    return [
        OutputSheet("received", SHEET, tuple(units)),
        OutputSheet("files", FILES, tuple(files)),
        about_sheet(result, messages),
    ]


def _cells(one: UnitReceived, asked: TableOptions, messages: Catalogue) -> Row:
    counted = [len(one.reports_in(status)) for status in (Status.MET, Status.LATE, Status.MISSED)]
    lacking = ", ".join(_report(verdict, messages) for verdict in one.reports_in(Status.MISSED))
    name = _name(one, asked, messages)
    figures = (len(one.files), one.read, one.refused, one.first, one.last, *counted, len(one.open_reports))
    return (one.organisation, one.unit, name, *figures, lacking)
