"""What an amended plan adds, drops and changes: header, quotas, their obligations, duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.engine.obligations import obligations_of
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Duty, Plan, Quota
from cchc_cli.model.verdict import Obligation

Change = Literal["added", "dropped", "changed", "same"]
QuotaField = Literal[
    "id", "title", "clause", "owners", "need", "timing", "wording", "repeats", "coordinating", "readings"
]
HeaderField = Literal["title", "number", "year", "issue", "starts", "ends", "amended", "dates", "readings"]
RULE: tuple[QuotaField, ...] = ("owners", "need", "timing")
QUOTA_FIELDS: tuple[QuotaField, ...] = (
    "id", "title", "clause", *RULE, "wording", "repeats", "coordinating", "readings",
)  # fmt: skip
HEADER_FIELDS: tuple[HeaderField, ...] = (
    "title", "number", "year", "issue", "starts", "ends", "amended", "dates", "readings",
)  # fmt: skip


class ObligationChange(Struct, frozen=True):
    """One owner's obligation for one period under both plans: due day, units or rule differ."""

    old: Obligation
    new: Obligation


class QuotaDiff(Struct, frozen=True):
    """One quota in both plans; `old` or `new` is None where a plan does not have it.

    `earlier` is owed by a day before the new plan is in force, so that it remains the old plan's. `kept` is how many
    obligations are the same under both.
    """

    old: Quota | None
    new: Quota | None
    fields: tuple[QuotaField, ...] = ()
    added: tuple[Obligation, ...] = ()
    dropped: tuple[Obligation, ...] = ()
    changed: tuple[ObligationChange, ...] = ()
    earlier: tuple[Obligation, ...] = ()
    kept: int = 0

    @property
    def quota(self) -> Quota:
        """The quota as the new plan has it, else as the old one has it. Raises ValueError where neither has it."""
        quota = self.new or self.old
        if quota is None:
            raise ValueError("a quota of neither plan")
        return quota

    @property
    def change(self) -> Change:
        if self.old is None:
            return "added"
        if self.new is None:
            return "dropped"
        return "changed" if self.fields or self.added or self.dropped or self.changed else "same"


class DutyDiff(Struct, frozen=True):
    """A duty that only one plan has, or that differs."""

    clause: str
    old: Duty | None
    new: Duty | None


class PlanDiff(Struct, frozen=True):
    """The differences of two plans of one organisation."""

    old: Plan
    new: Plan
    header: tuple[HeaderField, ...]
    quotas: tuple[QuotaDiff, ...]
    duties: tuple[DutyDiff, ...]

    def of(self, change: Change) -> list[QuotaDiff]:
        """Return the quotas with a change, in the order of the new plan, then of the old one."""
        return [quota_diff for quota_diff in self.quotas if quota_diff.change == change]


def unamended(plan: Plan) -> Plan:
    """Return a plan as it was before it was cut short by the plan that amends it."""
    return replace(plan, ends=None, amended=None) if plan.amended else plan


def plan_diff(old: Plan, new: Plan, organisation: Organisation, holidays: Holidays) -> PlanDiff:
    """Compare two plans of an organisation; the old one as it was before the new one amended it."""
    old = unamended(old)
    pairs = _pairs(old, new)
    return PlanDiff(
        old,
        new,
        tuple(name for name in HEADER_FIELDS if _header(old, name) != _header(new, name)),
        tuple(_quota_diff(before, after, old, new, organisation, holidays) for before, after in pairs),
        tuple(_duties(old, new)),
    )


def _header(plan: Plan, name: HeaderField) -> object:
    return plan.year if name == "year" else getattr(plan, name)


def _pairs(old: Plan, new: Plan) -> Iterator[tuple[Quota | None, Quota | None]]:
    """Yield each quota with its other side: of the same id, or else with the same rule under another id."""
    gone = {id_: quota for id_, quota in old.quotas.items() if id_ not in new.quotas}
    for id_, quota in new.quotas.items():
        alike = [
            old_id for old_id, old_quota in gone.items() if id_ not in old.quotas and _rule(old_quota) == _rule(quota)
        ]
        yield old.quotas.get(id_) or (gone.pop(alike[0]) if alike else None), quota
    for quota in gone.values():
        yield quota, None


def _rule(quota: Quota) -> tuple[object, ...]:
    return tuple(getattr(quota, name) for name in RULE)


def _quota_diff(
    old: Quota | None, new: Quota | None, old_plan: Plan, new_plan: Plan, organisation: Organisation, holidays: Holidays
) -> QuotaDiff:
    before = _by_owner(obligations_of(old_plan, old, organisation, holidays)) if old else {}
    after = _by_owner(obligations_of(new_plan, new, organisation, holidays)) if new else {}
    both = [ObligationChange(obligation, after[key]) for key, obligation in before.items() if key in after]
    gone = [obligation for key, obligation in before.items() if key not in after]
    changed = tuple(
        obligation_change for obligation_change in both if _asks(obligation_change.old) != _asks(obligation_change.new)
    )
    return QuotaDiff(
        old,
        new,
        tuple(name for name in QUOTA_FIELDS if old and new and _field(old, name) != _field(new, name)),
        added=tuple(obligation for key, obligation in after.items() if key not in before),
        dropped=tuple(obligation for obligation in gone if not _is_earlier(obligation, new_plan)),
        changed=changed,
        earlier=tuple(obligation for obligation in gone if _is_earlier(obligation, new_plan)),
        kept=len(both) - len(changed),
    )


def _field(quota: Quota, name: QuotaField) -> object:
    """Return the value of a field, without the data that every variant of a quota takes from its plan."""
    if name == "readings":
        return {reading: [_field(variant, field) for field in RULE] for reading, variant in quota.readings.items()}
    return getattr(quota, name)


def _by_owner(obligations: list[Obligation]) -> Mapping[tuple[str, Period], Obligation]:
    return {(obligation.owner, obligation.period): obligation for obligation in obligations}


def _asks(obligation: Obligation) -> tuple[object, ...]:
    """Return what decides the verdict of an obligation, beside its owner and period."""
    return (
        obligation.due,
        obligation.opens,
        obligation.closes,
        obligation.units,
        obligation.percent,
        obligation.question,
        obligation.quota.need,
    )


def _is_earlier(obligation: Obligation, new: Plan) -> bool:
    return _last_day(obligation) < new.in_force.start


def _last_day(obligation: Obligation) -> date:
    return obligation.due or obligation.period.last


def _duties(old: Plan, new: Plan) -> Iterator[DutyDiff]:
    before, after = ({duty.clause: duty for duty in plan.duties} for plan in (old, new))
    for clause in dict.fromkeys((*after, *before)):
        if before.get(clause) != after.get(clause):
            yield DutyDiff(clause, before.get(clause), after.get(clause))
