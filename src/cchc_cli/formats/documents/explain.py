"""The JSON of `explain`: why each verdict of a quota has its status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from cchc_cli import __version__
from cchc_cli.engine.case import Case
from cchc_cli.engine.check import Query
from cchc_cli.engine.explain import AlternativeVerdict, Explanation, ShortfallKind
from cchc_cli.formats.documents.check import VerdictEntry
from cchc_cli.formats.documents.common import (
    PassedEntry,
    PlanVersion,
    SkippedEntry,
    passed_entries,
    plan_version,
    skipped_entries,
)
from cchc_cli.formats.documents.verdicts import VerdictEntries
from cchc_cli.formats.shortfall import shortfall_sentence
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import reason_text
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Rejection, Status


class RejectionEntry(Struct, frozen=True):
    """A row that nearly matched and was not counted."""

    file: str
    row: int
    reason: Annotated[str, Meta(description="A code of docs/verdicts.md.")]
    text: Annotated[str, Meta(description="The reason in the language of --lang.")]


class ReadingEntry(Struct, frozen=True):
    """The verdict under another reading; no status if nothing would be owed."""

    reading: str
    status: Status | None
    rule: str
    due: Annotated[date | None, Meta(description="Of a reading of the plan's day of issue.")]


class ExplanationEntry(Struct, frozen=True):
    """The full explanation of one verdict."""

    verdict: VerdictEntry
    wording: Annotated[str | None, Meta(description="The words of the plan.")]
    units: Annotated[tuple[VerdictEntry, ...], Meta(description="Of a group, the rows of its units.")]
    rejected: tuple[RejectionEntry, ...]
    readings: tuple[ReadingEntry, ...]
    lack: ShortfallKind
    needs: Annotated[str, Meta(description="What is still needed, in the language of --lang.")]


class ExplainDocument(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/explain/1"):
    """What `cchc explain --format json` prints."""

    tool: str
    as_of: date
    reading: str | None
    sample: bool
    plans: tuple[PlanVersion, ...]
    explanations: tuple[ExplanationEntry, ...]
    passed_over: tuple[PassedEntry, ...]
    skipped: tuple[SkippedEntry, ...]


def explain_document(
    explanations: Sequence[Explanation],
    query: Query,
    case: Case,
    messages: Catalogue,
) -> ExplainDocument:
    """Return the document of `explain` for verdicts of one quota, as of the query's day."""
    organisation = case.organisation
    plans = list({explanation.plan.id: explanation.plan for explanation in explanations}.values())
    entries = VerdictEntries(query.as_of, plans, {organisation.code: organisation}, messages)
    return ExplainDocument(
        tool=__version__,
        as_of=query.as_of,
        reading=query.reading or None,
        sample=organisation.sample,
        plans=tuple(map(plan_version, plans)),
        explanations=tuple(_explanation(explanation, entries, organisation, messages) for explanation in explanations),
        passed_over=passed_entries(case.passed_over),
        skipped=skipped_entries(case.skipped, messages),
    )


def _explanation(
    explanation: Explanation, entries: VerdictEntries, organisation: Organisation, messages: Catalogue
) -> ExplanationEntry:
    verdict = explanation.verdict
    return ExplanationEntry(
        verdict=entries.entry(verdict),
        wording=verdict.obligation.quota.wording or None,
        units=tuple(map(entries.entry, verdict.members)),
        rejected=tuple(_rejection(rejection, messages) for rejection in explanation.rejected),
        readings=tuple(_reading(alternative, organisation, messages) for alternative in explanation.others),
        lack=explanation.lack,
        needs=shortfall_sentence(verdict, explanation.lack, organisation, messages),
    )


def _rejection(rejection: Rejection, messages: Catalogue) -> RejectionEntry:
    item = rejection.item
    return RejectionEntry(item.file, item.row, rejection.reason, reason_text(rejection, messages))


def _reading(alternative: AlternativeVerdict, organisation: Organisation, messages: Catalogue) -> ReadingEntry:
    return ReadingEntry(
        alternative.reading, alternative.status, sentence(alternative.quota, organisation, messages), alternative.due
    )
