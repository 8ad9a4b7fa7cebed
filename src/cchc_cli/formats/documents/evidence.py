"""The JSON of `evidence list`: each row with the quotas it serves, or why it serves none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli import __version__
from cchc_cli.engine.usage import RowUsage
from cchc_cli.formats.documents.common import (
    PassedEntry,
    ProblemEntry,
    SkippedEntry,
    passed_entries,
    problem_entry,
    skipped_entries,
)
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import reason_text
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.problem import Problem


class NearEntry(Struct, frozen=True):
    """A quota that the row nearly serves, and why it does not."""

    quota: Annotated[str, Meta(description="The quota's full name, who owes it, the period.")]
    reason: Annotated[str, Meta(description="A code of docs/verdicts.md.")]
    text: Annotated[str, Meta(description="The reason in the language of --lang.")]


class UncreditedEntry(Struct, frozen=True):
    """A quota on the row's topic; the row does not credit its lead."""

    quota: str
    owners: str


class SetAsideEntry(Struct, frozen=True):
    """Why the row counts for nothing: it is not accepted, or not verified."""

    units: Annotated[tuple[str, ...], Meta(description="The units that lose the credit.")]
    reason: Annotated[str, Meta(description="A code of docs/verdicts.md.")]
    text: Annotated[str, Meta(description="The reason in the language of --lang.")]


class EvidenceRow(Struct, frozen=True, kw_only=True):
    """One readable row of a log."""

    file: str
    row: int
    kind: str
    date: Annotated[date, Meta(description="The day it counts on.")]
    units: Annotated[tuple[str, ...], Meta(description="Every unit credited, the parents of parts included.")]
    type: str | None
    channel: Annotated[str | None, Meta(description="Several are separated by `;`.")]
    title: str
    url: str | None
    tags: Annotated[tuple[str, ...], Meta(description="Implied tags included.")]
    serves: Annotated[tuple[str, ...], Meta(description="The quotas it counts for: full name, who owes it, period.")]
    near: tuple[NearEntry, ...]
    uncredited: tuple[UncreditedEntry, ...]
    set_aside: Annotated[
        tuple[SetAsideEntry, ...], Meta(description="Why it, or its credit to these units, counts for nothing.")
    ]


class EvidenceListDocument(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/evidence-list/1"):
    """What `cchc evidence list --format json` prints."""

    tool: str
    rows: tuple[EvidenceRow, ...]
    refused: Annotated[tuple[ProblemEntry, ...], Meta(description="What is wrong with the rows that cannot be read.")]
    passed_over: tuple[PassedEntry, ...]
    skipped: tuple[SkippedEntry, ...]


def evidence_document(
    rows: Iterable[RowUsage],
    refused: Iterable[Problem],
    passed: Iterable[PassedOver],
    skipped: Iterable[Problem],
    messages: Catalogue,
) -> EvidenceListDocument:
    """Return the document of readable rows, refusals and passed-over entries."""
    return EvidenceListDocument(
        tool=__version__,
        rows=tuple(evidence_row(row, messages) for row in rows),
        refused=tuple(problem_entry(problem, messages) for problem in refused),
        passed_over=passed_entries(passed),
        skipped=skipped_entries(skipped, messages),
    )


def evidence_row(row: RowUsage, messages: Catalogue) -> EvidenceRow:
    """Return the entry of a row."""
    item = row.item
    return EvidenceRow(
        file=item.file,
        row=item.row,
        kind=item.kind,
        date=item.day,
        units=item.units,
        type=item.type or None,
        channel=";".join(row.channels) or None,
        title=item.title,
        url=item.url or None,
        tags=tuple(sorted(item.tags)),
        serves=tuple(served.name for served in row.serves),
        near=tuple(
            NearEntry(quota.name, reason, messages(f"reason.{reason}", **messages.details(details)))
            for quota, reason, details in row.near
        ),
        uncredited=tuple(UncreditedEntry(quota, owners) for quota, owners in row.uncredited),
        set_aside=tuple(
            SetAsideEntry(rejection.item.units, rejection.reason, reason_text(rejection, messages))
            for rejection in row.set_aside
        ),
    )
