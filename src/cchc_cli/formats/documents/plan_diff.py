"""The JSON of `plan diff`: what an amended plan adds, drops and changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from cchc_cli import __version__
from cchc_cli.engine.plan_diff import Change, DutyDiff, HeaderField, PlanDiff, QuotaDiff, QuotaField
from cchc_cli.engine.resting import RestingVerdict
from cchc_cli.formats.documents.check import VerdictEntry
from cchc_cli.formats.documents.common import PeriodSpan, span
from cchc_cli.formats.documents.plans import DutyEntry, PlanEntry, QuotaEntry, plan_entry, quota_entry
from cchc_cli.formats.documents.verdicts import VerdictEntries
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Duty
from cchc_cli.model.verdict import Obligation, Scope

DutyChange = Literal["added", "dropped", "changed"]


class ObligationEntry(Struct, frozen=True):
    """One owner's obligation for one period."""

    unit: Annotated[str, Meta(description="As in a verdict: a unit, joint leads joined by ;, or a group.")]
    scope: Scope
    period: PeriodSpan
    due: date | None


class ObligationChangeEntry(Struct, frozen=True):
    """One owner's obligation for one period under both plans: due day, units or rule differ."""

    old: ObligationEntry
    new: ObligationEntry


class QuotaDiffEntry(Struct, frozen=True):
    """A quota in both plans."""

    change: Change
    fields: Annotated[tuple[QuotaField, ...], Meta(description="What differs, where both plans have it.")]
    old: QuotaEntry | None
    new: QuotaEntry | None
    added: tuple[ObligationEntry, ...]
    dropped: tuple[ObligationEntry, ...]
    changed: tuple[ObligationChangeEntry, ...]
    earlier: Annotated[
        tuple[ObligationEntry, ...],
        Meta(description="Not in the new plan, and owed by a day before it is in force: the old plan's still."),
    ]
    kept: Annotated[int, Meta(description="How many obligations are the same under both.")]


class DutyDiffEntry(Struct, frozen=True):
    """A duty that differs."""

    change: DutyChange
    old: DutyEntry | None
    new: DutyEntry | None


class RestingEntry(Struct, frozen=True):
    """A verdict under the old plan that depends on a changed quota."""

    old: VerdictEntry
    new: Annotated[VerdictEntry | None, Meta(description="Under the new plan; null where nothing is owed under it.")]


class PlanDiffDocument(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/plan-diff/1"):
    """What `cchc plan diff --format json` prints."""

    tool: str
    as_of: Annotated[date, Meta(description="The day that the verdicts are judged as of.")]
    old: PlanEntry
    new: PlanEntry
    header: Annotated[tuple[HeaderField, ...], Meta(description="What differs in the headers.")]
    summary: Annotated[Mapping[Change, int], Meta(description="How many quotas have each change.")]
    quotas: tuple[QuotaDiffEntry, ...]
    duties: tuple[DutyDiffEntry, ...]
    verdicts: tuple[RestingEntry, ...]


def plan_diff_document(
    diff: PlanDiff, resting: Sequence[RestingVerdict], as_of: date, organisation: Organisation, messages: Catalogue
) -> PlanDiffDocument:
    """Return the document of `plan diff`; `resting` are the verdicts of `as_of` that depend on the differences."""
    before, after = (
        VerdictEntries(as_of, [plan], {organisation.code: organisation}, messages) for plan in (diff.old, diff.new)
    )
    changes: tuple[Change, ...] = ("added", "dropped", "changed", "same")
    return PlanDiffDocument(
        tool=__version__,
        as_of=as_of,
        old=plan_entry(diff.old),
        new=plan_entry(diff.new),
        header=diff.header,
        summary={change: len(diff.of(change)) for change in changes},
        quotas=tuple(_quota_diff(quota_diff, organisation, messages) for quota_diff in diff.quotas),
        duties=tuple(map(_duty_diff, diff.duties)),
        verdicts=tuple(
            RestingEntry(before.entry(pair.old), after.entry(pair.new) if pair.new else None) for pair in resting
        ),
    )


def _quota_diff(diff: QuotaDiff, organisation: Organisation, messages: Catalogue) -> QuotaDiffEntry:
    old, new = (quota_entry(quota, organisation, messages) if quota else None for quota in (diff.old, diff.new))
    return QuotaDiffEntry(
        diff.change,
        diff.fields,
        old,
        new,
        tuple(map(_obligation, diff.added)),
        tuple(map(_obligation, diff.dropped)),
        tuple(ObligationChangeEntry(_obligation(change.old), _obligation(change.new)) for change in diff.changed),
        tuple(map(_obligation, diff.earlier)),
        diff.kept,
    )


def _obligation(obligation: Obligation) -> ObligationEntry:
    return ObligationEntry(obligation.owner, obligation.scope, span(obligation.period), obligation.due)


def _duty_diff(diff: DutyDiff) -> DutyDiffEntry:
    change: DutyChange = "changed" if diff.old and diff.new else "added" if diff.new else "dropped"
    return DutyDiffEntry(change, _duty(diff.old), _duty(diff.new))


def _duty(duty: Duty | None) -> DutyEntry | None:
    return DutyEntry(duty.clause, duty.kind, duty.title, duty.units, duty.see or None, ()) if duty else None
