"""The JSON of `evidence received`: who sent what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli.engine.received import UnitReceived, Unread
from cchc_cli.formats.documents.common import DocumentBasis, PeriodSpan, basis, span
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Result, Status, Verdict


class ReceivedFileEntry(Struct, frozen=True):
    """A log, or a sheet of one."""

    file: str
    read: Annotated[int, Meta(description="Rows of the window that credit the unit.")]
    refused: Annotated[int, Meta(description="Rows that cannot be read; their day is not known.")]
    unread: Annotated[
        Unread | None,
        Meta(
            description='Why no row of it is read: the reason it is passed over, or "unusable"; null if rows are read.'
        ),
    ]


class ReportEntry(Struct, frozen=True):
    """A report that the unit owes in the window."""

    quota: Annotated[str, Meta(description="The quota's full name.")]
    period: PeriodSpan
    due: date | None
    status: Status
    days_late: int | None


class ReceivedEntry(Struct, frozen=True):
    """Everything received from one unit."""

    org: str
    unit: Annotated[str, Meta(description='Its code; "" for refused rows in files of several units.')]
    name: str
    files: tuple[ReceivedFileEntry, ...]
    read: int
    refused: int
    first: Annotated[date | None, Meta(description="The day of its first row in the window.")]
    last: Annotated[date | None, Meta(description="The day of its last row in the window.")]
    reports: tuple[ReportEntry, ...]


class ReceivedDocument(DocumentBasis, frozen=True, kw_only=True, tag_field="schema", tag="cchc/received/1"):
    """What `cchc evidence received --format json` prints."""

    units: tuple[ReceivedEntry, ...]


def received_document(
    received: Sequence[UnitReceived], result: Result, organisations: Mapping[str, Organisation], messages: Catalogue
) -> ReceivedDocument:
    """Return the document of what each unit sent."""
    return ReceivedDocument(
        **basis(result, organisations, messages), units=tuple(_unit(unit, organisations) for unit in received)
    )


def _unit(unit: UnitReceived, organisations: Mapping[str, Organisation]) -> ReceivedEntry:
    return ReceivedEntry(
        org=unit.organisation,
        unit=unit.unit,
        name=organisations[unit.organisation].owner_names().get(unit.unit, ""),
        files=tuple(ReceivedFileEntry(file.file, file.read, file.refused, file.unread) for file in unit.files),
        read=unit.read,
        refused=unit.refused,
        first=unit.first,
        last=unit.last,
        reports=tuple(map(_report, unit.reports)),
    )


def _report(verdict: Verdict) -> ReportEntry:
    obligation = verdict.obligation
    return ReportEntry(
        obligation.quota.name, span(obligation.period), obligation.due, verdict.status, verdict.days_late
    )
