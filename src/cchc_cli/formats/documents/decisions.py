"""The JSON of the commands that write a decision, `waive` and `evidence reject`, and of `evidence undo`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli.formats.documents.common import OrganisationDocument, PeriodSpan, span
from cchc_cli.model.item import RowPlace
from cchc_cli.model.verdict import Obligation


class CoveredEntry(Struct, frozen=True):
    """An obligation that the waiver covers."""

    unit: str
    period: PeriodSpan
    due: Annotated[date | None, Meta(description="Null where the plan states no day.")]


class WaiveDocument(OrganisationDocument, frozen=True, kw_only=True, tag_field="schema", tag="cchc/waive/1"):
    """What `cchc waive --format json` prints."""

    place: Annotated[str, Meta(description="Where the waiver was written: FILE:FIRST-LAST, or where it was before.")]
    written: Annotated[bool, Meta(description="False if the same waiver was there before.")]
    quota: Annotated[str, Meta(description="The full name: PLAN/QUOTA.")]
    covered: tuple[CoveredEntry, ...]


class EvidenceRejectDocument(
    OrganisationDocument, frozen=True, kw_only=True, tag_field="schema", tag="cchc/evidence-reject/1"
):
    """What `cchc evidence reject --format json` prints."""

    place: Annotated[str, Meta(description="Where the ruling was written: FILE:FIRST-LAST, or where it was before.")]
    written: Annotated[bool, Meta(description="False if the same ruling was there before.")]
    accepted: Annotated[bool, Meta(description="True with --withdraw.")]
    rows: tuple[RowPlace, ...]


class EvidenceUndoDocument(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/evidence-undo/1"):
    """What `cchc evidence undo --format json` prints."""

    tool: str
    files: Annotated[
        tuple[str, ...], Meta(description="The logs that are as before; empty if there was nothing to undo.")
    ]


def covered_entries(covered: Iterable[Obligation]) -> tuple[CoveredEntry, ...]:
    """Return an entry for each obligation that a waiver covers."""
    return tuple(CoveredEntry(obligation.owner, span(obligation.period), obligation.due) for obligation in covered)
