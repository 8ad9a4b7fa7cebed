"""The differences of two plans, as text and as Markdown: one list of sections, two renderings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from cchc_cli.engine.plan_diff import Change, DutyDiff, HeaderField, ObligationChange, PlanDiff, QuotaDiff, QuotaField
from cchc_cli.engine.resting import RestingVerdict
from cchc_cli.formats.naming import owner_words
from cchc_cli.formats.plan_text import duty_text
from cchc_cli.formats.safe import safe
from cchc_cli.formats.tables import escape
from cchc_cli.formats.view import verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Duty, Plan, Quota
from cchc_cli.model.verdict import Obligation, Verdict

MAX_PERIODS = 4  # of one owner in a line; beyond that, only the first and the last
NONE = "–"
SIGNS: dict[Change, str] = {"added": "+", "dropped": "−", "changed": "~"}
_IN_RULE = frozenset({"owners", "need", "timing"})  # fields that the quota's sentence already shows


class DiffEntry(Struct, frozen=True):
    """A difference: a line, and the lines below it."""

    head: str
    details: tuple[str, ...] = ()


class DiffSection(Struct, frozen=True):
    """The differences of one kind."""

    title: str
    entries: tuple[DiffEntry, ...]


class DiffText(Struct, frozen=True):
    """The whole text: a title, the totals, and the sections that have entries."""

    title: str
    totals: tuple[str, ...]
    sections: tuple[DiffSection, ...]


def as_text(diff: PlanDiff, resting: Sequence[RestingVerdict], organisation: Organisation, messages: Catalogue) -> str:
    """Return the differences for a terminal."""
    text = _diff_text(diff, resting, _Writer(organisation, messages))
    lines = [text.title, *text.totals]
    for section in text.sections:
        lines += ["", f"## {section.title}"]
        for entry in section.entries:
            lines += [entry.head, *(f"    {detail}" for detail in entry.details)]
    return "".join(f"{safe(line)}\n" for line in lines)


def as_markdown(
    diff: PlanDiff, resting: Sequence[RestingVerdict], organisation: Organisation, messages: Catalogue
) -> str:
    """Return the differences for a wiki or a merge request."""
    text = _diff_text(diff, resting, _Writer(organisation, messages))
    lines = [f"# {escape(text.title)}", *(f"\n{escape(total)}" for total in text.totals)]
    for section in text.sections:
        lines += ["", f"## {escape(section.title)}", ""]
        for entry in section.entries:
            lines += [f"* {escape(entry.head)}", *(f"    * {escape(detail)}" for detail in entry.details)]
    return "\n".join(lines) + "\n"


def _diff_text(diff: PlanDiff, resting: Sequence[RestingVerdict], writer: _Writer) -> DiffText:
    messages = writer.messages
    sections = [
        DiffSection(messages("diff.header"), tuple(map(writer.header(diff), diff.header))),
        *(DiffSection(messages(f"diff.{change}"), tuple(map(writer.quota, diff.of(change)))) for change in SIGNS),
        DiffSection(messages("diff.duties"), tuple(map(writer.duty, diff.duties))),
        DiffSection(messages("diff.verdicts"), tuple(map(writer.verdict, resting))),
    ]
    title = messages("diff.title", old=_plan_name(diff.old, messages), new=_plan_name(diff.new, messages))
    return DiffText(title, tuple(_totals(diff, messages)), tuple(change for change in sections if change.entries))


def _plan_name(plan: Plan, messages: Catalogue) -> str:
    return f"{plan.id} ({plan.number or messages('plans.no-number')})"


def _totals(diff: PlanDiff, messages: Catalogue) -> Iterator[str]:
    yield messages("diff.quotas", **{change: len(diff.of(change)) for change in (*SIGNS, "same")})
    counts = {name: sum(len(getattr(quota, name)) for quota in diff.quotas) for name in (*SIGNS, "earlier")}
    yield messages("diff.obligations", same=sum(quota.kept for quota in diff.quotas), **counts)
    if counts["earlier"]:
        day = messages.day(diff.new.in_force.start)
        yield messages("diff.earlier", earlier=counts["earlier"], day=day)


class _Writer(Struct, frozen=True):
    """Writes differences in one language, with the names of an organisation."""

    organisation: Organisation
    messages: Catalogue

    # ---- the header

    def header(self, diff: PlanDiff) -> Callable[[HeaderField], DiffEntry]:
        def entry(name: HeaderField) -> DiffEntry:
            old, new = self._header(diff.old, name), self._header(diff.new, name)
            return DiffEntry(self.messages("diff.field", name=self.messages(f"diff.field.{name}"), old=old, new=new))

        return entry

    def _header(self, plan: Plan, name: HeaderField) -> str:
        messages = self.messages
        match name:
            case "issue":
                day, month = messages.day(plan.issue.earliest), messages.month(plan.issue.earliest)
                return day if plan.issue.day else messages(f"plan.issued.{plan.issue.precision}", day=day, month=month)
            case "starts" | "ends":
                day_in_force = getattr(plan, name)
                return messages.day(day_in_force) if day_in_force else NONE
            case "amended":
                amended = plan.amended
                return messages("plan.amended", by=amended.by, day=messages.day(amended.since)) if amended else NONE
            case "dates":
                return _listed(
                    f"{date.name} {messages.day(date.day) if date.day else date.question}"
                    for date in plan.dates.values()
                )
            case "readings":
                return _listed(f"{reading} {messages.day(issue.earliest)}" for reading, issue in plan.readings.items())
        return str(getattr(plan, name)) or NONE

    # ---- quotas

    def quota(self, diff: QuotaDiff) -> DiffEntry:
        quota = diff.quota
        return DiffEntry(
            f"{SIGNS[diff.change]} {quota.id}  {quota.title} [{quota.clause}]",
            (*self._rule(diff), *self._fields(diff), *self._owed(diff)),
        )

    def _rule(self, diff: QuotaDiff) -> Iterator[str]:
        if diff.old is None or diff.new is None or not _IN_RULE & set(diff.fields):
            yield self._sentence(diff.quota)
            return
        for side, quota in (("old", diff.old), ("new", diff.new)):
            yield self.messages(f"diff.{side}", text=self._sentence(quota))

    def _fields(self, diff: QuotaDiff) -> Iterator[str]:
        """Yield the changed fields beside the rule; a reading that changed with the rule is not repeated."""
        if diff.old is None or diff.new is None:
            return
        shown = {*_IN_RULE, "readings"} if _IN_RULE & set(diff.fields) else _IN_RULE
        shown = shown if diff.old.readings.keys() == diff.new.readings.keys() else _IN_RULE
        for name in diff.fields:
            if name not in shown:
                old, new = self._field(diff.old, name), self._field(diff.new, name)
                yield self.messages("diff.field", name=self.messages(f"diff.field.{name}"), old=old, new=new)

    def _field(self, quota: Quota, name: QuotaField) -> str:
        if name == "readings":
            return _listed(
                f"{reading}: {self._sentence(reading_quota)}" for reading, reading_quota in quota.readings.items()
            )
        value = getattr(quota, name)
        return (value if isinstance(value, str) else _listed(value)) or NONE

    def _sentence(self, quota: Quota) -> str:
        return sentence(quota, self.organisation, self.messages)

    # ---- what is owed

    def _owed(self, diff: QuotaDiff) -> Iterator[str]:
        for name in ("added", "dropped", "earlier"):
            for line in self._periods(getattr(diff, name)):
                yield self.messages(f"diff.owed.{name}", owed=line)
        moved = [change for change in diff.changed if change.old.due != change.new.due]
        for change in moved:
            yield self.messages("diff.owed.moved", owed=self._moved(change))
        for line in self._periods([change.new for change in diff.changed if change not in moved]):
            yield self.messages("diff.owed.changed", owed=line)

    def _periods(self, obligations: Iterable[Obligation]) -> Iterator[str]:
        """Yield one line for each owner with the periods; for many, the first, the last and the number."""
        owners: dict[str, list[str]] = {}
        for obligation in obligations:
            owners.setdefault(owner_words(obligation, self.messages), []).append(self._period(obligation))
        for owner, periods in owners.items():
            span = self.messages("diff.span", first=periods[0], last=periods[-1], count=len(periods))
            yield f"{owner}: {span if len(periods) > MAX_PERIODS else ', '.join(periods)}"

    def _period(self, obligation: Obligation) -> str:
        if obligation.due is None or obligation.due == obligation.period.last:
            return self.messages.label(obligation.period)
        return self.messages(
            "diff.due", period=self.messages.label(obligation.period), day=self.messages.day(obligation.due)
        )

    def _moved(self, change: ObligationChange) -> str:
        old, new = (self.messages.day(side.due) if side.due else NONE for side in (change.old, change.new))
        return f"{owner_words(change.new, self.messages)} {self.messages.label(change.new.period)}: {old} → {new}"

    # ---- duties, verdicts

    def duty(self, diff: DutyDiff) -> DiffEntry:
        if diff.old is None or diff.new is None:
            sign = SIGNS["added" if diff.new else "dropped"]
            return DiffEntry(f"{sign} {diff.clause}  {self._duty(diff.new or diff.old)}")
        old, new = (self.messages(f"diff.{side}", text=self._duty(getattr(diff, side))) for side in ("old", "new"))
        return DiffEntry(f"{SIGNS['changed']} {diff.clause}", (old, new))

    def _duty(self, duty: Duty | None) -> str:
        if duty is None:
            return NONE
        see = f" → {duty.see}" if duty.see else ""
        tags = f" #{' #'.join(sorted(duty.tags))}" if duty.tags else ""
        return f"{duty_text(duty, self.messages)}{tags}{see}"

    def verdict(self, resting: RestingVerdict) -> DiffEntry:
        obligation = resting.old.obligation
        new = self._status(resting.new) if resting.new else self.messages("diff.not-owed")
        name = (
            f"{obligation.quota.id}  {owner_words(obligation, self.messages)}  {self.messages.label(obligation.period)}"
        )
        return DiffEntry(f"{name}: {self._status(resting.old)} → {new}")

    def _status(self, verdict: Verdict) -> str:
        return f"{self.messages(f'status.{verdict.status}')} {verdict_figures(verdict)}"


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts) or NONE
