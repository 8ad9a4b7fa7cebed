"""Who sent what, as a table and as sheets of a workbook: a row for each unit by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cchc_cli.engine.received import ReceivedFile, UnitReceived
from cchc_cli.formats.safe import safe
from cchc_cli.formats.sheet import OutputSheet, Row, about_sheet
from cchc_cli.formats.view import STYLES, TableOptions, View, ViewBlock, ViewRow, framed_view
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result, Status, Verdict

COLUMNS = ("unit-code", "title", "files", "read", "refused", "first", "last", "reports")
MAX_FILES = 3  # named below a unit
SHEET = {
    "organisation": 12, "unit-code": 12, "name": 40, "files": 9, "read": 9, "refused": 9, "first": 12, "last": 12, "met": 9, "late": 9,
    "missed": 9, "open": 9, "lacking": 60,
}  # fmt: skip
FILES = {"organisation": 12, "unit-code": 12, "name": 40, "file": 60, "read": 9, "refused": 9, "unread": 60}


def view(received: Sequence[UnitReceived], result: Result, options: TableOptions, messages: Catalogue) -> View:
    """Return one row for each unit, with its files and missing reports below its name."""
    codes = dict.fromkeys(unit.organisation for unit in received)
    names = dict(zip(codes, options.organisations, strict=False)) if len(codes) > 1 else {}
    blocks = [
        ViewBlock(
            safe(names.get(code, "")) or messages("received.units"),
            tuple(_row(unit, options, messages) for unit in received if unit.organisation == code),
        )
        for code in codes
    ]
    reports = [verdict for unit in received for verdict in unit.reports]
    table = framed_view(result, options, messages, COLUMNS, blocks, [], counted=reports)
    return replace(table, headers={**table.headers, "title": messages("column.name")})


def _row(unit: UnitReceived, options: TableOptions, messages: Catalogue) -> ViewRow:
    cells = {
        "unit-code": unit.unit or "–",
        "title": _name(unit, options, messages),
        "files": str(len(unit.files)),
        "read": str(unit.read),
        "refused": str(unit.refused) if unit.refused else "",
        "first": messages.short_day(unit.first) if unit.first else "",
        "last": messages.short_day(unit.last) if unit.last else "",
        "reports": _reports(unit, messages),
    }
    status = Status.MISSED if unit.reports_in(Status.MISSED) else Status.MET if unit.files else Status.UPCOMING
    return ViewRow(cells, STYLES[status], tuple(_remarks(unit, messages)), {"reports": STYLES[status]})


def _name(unit: UnitReceived, options: TableOptions, messages: Catalogue) -> str:
    name = options.unit_names.get(f"{unit.organisation}/{unit.unit}", "") if unit.unit else messages("received.nobodys")
    return safe(name)


def _reports(unit: UnitReceived, messages: Catalogue) -> str:
    """Return the numbers of the unit's reports: met, late, missing, not yet due."""
    counts = {
        "met": unit.reports_in(Status.MET), "late": unit.reports_in(Status.LATE), "missed": unit.reports_in(Status.MISSED),
        "open": unit.open_reports,
    }  # fmt: skip
    return ", ".join(messages(f"received.{name}", count=len(received)) for name, received in counts.items() if received)


def _remarks(unit: UnitReceived, messages: Catalogue) -> Iterator[str]:
    logs = [file.file for file in unit.files if not file.unread]
    if logs:
        more = len(logs) - MAX_FILES
        yield safe(", ".join(logs[:MAX_FILES]) + (messages("received.more", count=more) if more > 0 else ""))
    for file in unit.unread_files:
        yield safe(messages("received.unread", file=file.file, reason=_reason(file, messages)))
    missed = unit.reports_in(Status.MISSED)
    if missed:
        yield safe(messages("received.lacking", reports=", ".join(_report(verdict, messages) for verdict in missed)))


def _reason(file: ReceivedFile, messages: Catalogue) -> str:
    if not file.unread:
        return ""
    return messages("received.unusable") if file.unread == "unusable" else messages(f"passed.{file.unread}")


def _report(verdict: Verdict, messages: Catalogue) -> str:
    return f"{verdict.obligation.quota.id} {messages.label(verdict.obligation.period)}"


def sheets(
    received: Sequence[UnitReceived], result: Result, options: TableOptions, messages: Catalogue
) -> list[OutputSheet]:
    """Return the sheets: units, files, the basis of the result."""
    units = [_cells(unit, options, messages) for unit in received]
    files: list[Row] = [
        (
            unit.organisation,
            unit.unit,
            _name(unit, options, messages),
            file.file,
            file.read,
            file.refused,
            _reason(file, messages),
        )
        for unit in received
        for file in unit.files
    ]
    return [
        OutputSheet("received", SHEET, tuple(units)),
        OutputSheet("files", FILES, tuple(files)),
        about_sheet(result, messages),
    ]


def _cells(unit: UnitReceived, options: TableOptions, messages: Catalogue) -> Row:
    report_counts = [len(unit.reports_in(status)) for status in (Status.MET, Status.LATE, Status.MISSED)]
    lacking = ", ".join(_report(verdict, messages) for verdict in unit.reports_in(Status.MISSED))
    name = _name(unit, options, messages)
    figures = (len(unit.files), unit.read, unit.refused, unit.first, unit.last, *report_counts, len(unit.open_reports))
    return (unit.organisation, unit.unit, name, *figures, lacking)
