"""The JSON of `check` from a result, one verdict at a time to bound memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import UNSET

from cchc_cli.engine.by_unit import Gathered, gathered
from cchc_cli.engine.explain import shortfall_kind
from cchc_cli.formats.context import Context, fails
from cchc_cli.formats.documents.check import (
    CheckHead,
    FlipEntry,
    GatheredEntry,
    NeededEntry,
    NoteEntry,
    PartEntry,
    ShareEntry,
    VerdictEntry,
    VerdictName,
    WaiverEntry,
)
from cchc_cli.formats.documents.common import PeriodSpan, basis, span
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import note_text, question_text
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan, Quota, QuotaKey
from cchc_cli.model.verdict import Obligation, Result, Share, Status, Verdict, Waiver

CAN_BE_DONE = frozenset({"by-due", "late", "undated"})


def check_head(result: Result, context: Context, messages: Catalogue) -> CheckHead:
    """Return the document without its verdicts."""
    rows = gathered(result, context.by, context.options.selected) if context.by else []
    return CheckHead(
        **basis(result, context.organisations, messages),
        since=context.since or UNSET,
        by=context.by or UNSET,
        gathered=tuple(_gathered(entry, context.organisations) for entry in rows) if context.by else UNSET,
    )


def verdict_entries(result: Result, context: Context, messages: Catalogue) -> Iterator[VerdictEntry]:
    """Yield the verdicts in the order of the result."""
    maker = VerdictEntries(result.as_of, result.plans, context.organisations, messages, context.fail_on)
    yield from map(maker.entry, result.verdicts)


def _gathered(entry: Gathered, organisations: Mapping[str, Organisation]) -> GatheredEntry:
    quota, unit = entry.quota, entry.unit
    return GatheredEntry(
        org=entry.organisation,
        unit=unit or None,
        unit_name=_owner_name((unit,), organisations[entry.organisation]) if unit else None,
        plan=quota.plan if quota else None,
        quota=quota.id if quota else None,
        title=quota.title if quota else None,
        period=span(entry.period) if entry.period else None,
        status=entry.status,
        done=len(entry.done),
        of=len(entry.verdicts),
        lacking=tuple(map(verdict_name, entry.lacking)),
        late=tuple(map(verdict_name, entry.late)),
    )


def verdict_name(verdict: Verdict) -> VerdictName:
    """Return the plan, quota, owner and period that name a verdict."""
    obligation = verdict.obligation
    return VerdictName(obligation.quota.plan, obligation.quota.id, obligation.owner, obligation.period.label)


def _owner_name(codes: tuple[str, ...], organisation: Organisation) -> str:
    """Return the names of units or of a group, joined by `;`; the code stands for a missing name."""
    units, groups = organisation.units, organisation.group_names
    return ";".join(units[code].name if code in units else groups.get(code, code) for code in codes)


class VerdictEntries:
    """Makes the verdict entries of one result; shared values are computed once.

    Fields of entries are given by position: by name, entries take twice the time.
    """

    def __init__(
        self,
        as_of: date,
        plans: Iterable[Plan],
        organisations: Mapping[str, Organisation],
        messages: Catalogue,
        fail_on: frozenset[Status] = frozenset({Status.MISSED}),
    ) -> None:
        self._as_of = as_of
        self._organisations = organisations
        self._fail_on = fail_on
        self._messages = messages
        self._plan_titles = {(plan.organisation, plan.id): plan.title for plan in plans}
        self._rules: dict[QuotaKey, str] = {}
        # The type is part of the key: a round and a week of the same days are equal but have different labels.
        self._spans: dict[tuple[type[Period], Period], PeriodSpan] = {}
        self._owners: dict[tuple[str, str], str] = {}

    def entry(self, verdict: Verdict) -> VerdictEntry:
        obligation, quota = verdict.obligation, verdict.obligation.quota
        organisation, messages = self._organisations[quota.organisation], self._messages
        return VerdictEntry(
            quota.organisation,
            quota.plan,
            quota.id,
            quota.title,
            quota.clause,
            obligation.owner,
            obligation.scope,
            verdict.decides,
            self._spans.get((type(obligation.period), obligation.period)) or self._span(obligation.period),
            obligation.due,
            verdict.section,
            verdict.judged_as_of,
            verdict.status,
            verdict.count,
            verdict.target,
            None if obligation.scope == "group" or len(quota.need.parts) != 1 else quota.need.parts[0].aim,
            verdict.days_late,
            verdict.days_left,
            tuple([PartEntry(part.name, part.count, part.target) for part in verdict.parts]),
            channel_counts(verdict),
            verdict.leads or {},
            _share(verdict.share) if verdict.share else None,
            quota.need.implied,
            question_text(verdict.question, messages) if verdict.question else None,
            _waiver(verdict.waiver) if verdict.waiver else None,
            tuple([FlipEntry(flip.reading, flip.status) for flip in verdict.flips]) if verdict.flips else (),
            tuple([item.place for item in verdict.rows]),
            tuple([NoteEntry(note.code, note_text(note, messages)) for note in verdict.notes]),
            organisation.name,
            self._plan_titles[quota.organisation, quota.plan],
            self._owners.get((quota.organisation, obligation.owner)) or self._owner(obligation, organisation),
            fails(verdict, self._fail_on),
            self._rules.get(quota.key) or self._rule(quota, organisation),
            needed_entry(verdict, self._as_of),
            _lacking_values(verdict),
        )

    def _span(self, period: Period) -> PeriodSpan:
        return self._spans.setdefault((type(period), period), span(period))

    def _owner(self, obligation: Obligation, organisation: Organisation) -> str:
        name = _owner_name(obligation.owners, organisation)
        return self._owners.setdefault((organisation.code, obligation.owner), name)

    def _rule(self, quota: Quota, organisation: Organisation) -> str:
        return self._rules.setdefault(quota.key, sentence(quota, organisation, self._messages))


def channel_counts(verdict: Verdict) -> Mapping[str, int]:
    """Return the number of works on each channel, over all parts."""
    if len(verdict.parts) == 1:
        return verdict.parts[0].channels
    counts: dict[str, int] = {}
    for part in verdict.parts:
        for channel, count in part.channels.items():
            counts[channel] = counts.get(channel, 0) + count
    return counts


def _lacking_values(verdict: Verdict) -> tuple[str, ...]:
    """Return the values that are still lacking, over all parts."""
    if len(verdict.parts) == 1:
        return verdict.parts[0].lacking
    return tuple(dict.fromkeys(value for part in verdict.parts for value in part.lacking))


def needed_entry(verdict: Verdict, as_of: date) -> NeededEntry | None:
    """Return the shortfall, None if there is none or nothing can be done about it any more."""
    target = verdict.target
    if target is None or verdict.count >= target or shortfall_kind(verdict, as_of) not in CAN_BE_DONE:
        return None
    return NeededEntry(target - verdict.count, target, verdict.obligation.due)


def _share(share: Share) -> ShareEntry:
    return ShareEntry(share.met, share.of, share.percent, share.required, share.lacking, share.waived)


def _waiver(waiver: Waiver) -> WaiverEntry:
    return WaiverEntry(waiver.number, waiver.reason, waiver.approver, waiver.last_day)
