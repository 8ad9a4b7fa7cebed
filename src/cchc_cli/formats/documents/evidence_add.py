"""The JSON of `evidence add`: the row, the verdicts that it changes, or why it serves none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from cchc_cli import __version__
from cchc_cli.engine.impact import Impact, Impacts
from cchc_cli.formats.documents.check import LineState, NeededEntry
from cchc_cli.formats.documents.common import OrganisationDocument, PeriodSpan, ProblemEntry, problem_entry, span
from cchc_cli.formats.documents.evidence import EvidenceRow, evidence_row
from cchc_cli.formats.documents.verdicts import needed_entry
from cchc_cli.i18n import Catalogue
from cchc_cli.model.item import RowPlace
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Verdict

Outcome = Literal["added", "duplicate", "refused"]


class ImpactEntry(Struct, frozen=True, kw_only=True):
    """A verdict that the row counts for."""

    quota: Annotated[str, Meta(description="The full name: PLAN/QUOTA.")]
    unit: str
    period: PeriodSpan
    before: Annotated[LineState | None, Meta(description="Null if there was no verdict before.")]
    now: LineState
    needed: NeededEntry | None


class EvidenceAddDocument(
    OrganisationDocument, frozen=True, kw_only=True, tag_field="schema", tag="cchc/evidence-add/1"
):
    """What `cchc evidence add --format json` prints."""

    written: Annotated[bool, Meta(description="False with --dry-run, and unless the row was added.")]
    outcome: Annotated[Outcome, Meta(description="With --dry-run, what would happen.")]
    place: Annotated[RowPlace | None, Meta(description="The row in the log: the new one, or the equal one there.")]
    rows: Annotated[tuple[EvidenceRow, ...], Meta(description="The row as read; empty unless it is added.")]
    impacts: tuple[ImpactEntry, ...]
    problems: Annotated[tuple[ProblemEntry, ...], Meta(description="Why the row is refused.")]


def evidence_add_document(
    org: str,
    outcome: Outcome,
    place: RowPlace | None,
    impacts: Impacts | None,
    problems: Sequence[Problem],
    messages: Catalogue,
    *,
    written: bool,
) -> EvidenceAddDocument:
    """Return the document; `impacts` is None for a row that is not added."""
    return EvidenceAddDocument(
        tool=__version__,
        org=org,
        written=written,
        outcome=outcome,
        place=place,
        rows=tuple(evidence_row(row, messages) for row in impacts.rows) if impacts else (),
        impacts=tuple(_impact(impact, impacts.as_of) for impact in impacts.verdicts) if impacts else (),
        problems=tuple(problem_entry(problem, messages) for problem in problems),
    )


def _impact(impact: Impact, as_of: date) -> ImpactEntry:
    obligation = impact.after.obligation
    return ImpactEntry(
        quota=obligation.quota.name,
        unit=obligation.owner,
        period=span(obligation.period),
        before=_state(impact.before) if impact.before else None,
        now=_state(impact.after),
        needed=needed_entry(impact.after, as_of),
    )


def _state(verdict: Verdict) -> LineState:
    return LineState(verdict.status, verdict.count, verdict.target)
