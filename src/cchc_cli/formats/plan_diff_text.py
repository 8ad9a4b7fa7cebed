"""The differences of two plans, as text and as Markdown: one list of sections, two renderings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from cchc_cli.engine.plan_diff import Change, DutyDiff, HeaderField, ObligationChange, PlanDiff, QuotaDiff, QuotaField
from cchc_cli.engine.resting import RestingVerdict
from cchc_cli.formats.naming import owner_words
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
MARKS: dict[Change, str] = {"added": "+", "dropped": "−", "changed": "~"}
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
    found = _diff_text(diff, resting, _Writer(organisation, messages))
    lines = [found.title, *found.totals]
    for section in found.sections:
        lines += ["", f"## {section.title}"]
        for entry in section.entries:
            lines += [entry.head, *(f"    {detail}" for detail in entry.details)]
    return "".join(f"{safe(line)}\n" for line in lines)


def as_markdown(
    diff: PlanDiff, resting: Sequence[RestingVerdict], organisation: Organisation, messages: Catalogue
) -> str:
    """Return the differences for a wiki or a merge request."""
    found = _diff_text(diff, resting, _Writer(organisation, messages))
    lines = [f"# {escape(found.title)}", *(f"\n{escape(total)}" for total in found.totals)]
    for section in found.sections:
        lines += ["", f"## {escape(section.title)}", ""]
        for entry in section.entries:
            lines += [f"* {escape(entry.head)}", *(f"    * {escape(detail)}" for detail in entry.details)]
    return "\n".join(lines) + "\n"


def _diff_text(diff: PlanDiff, resting: Sequence[RestingVerdict], writer: _Writer) -> DiffText:
    messages = writer.messages
    sections = [
        DiffSection(messages("diff.header"), tuple(map(writer.header(diff), diff.header))),
        *(DiffSection(messages(f"diff.{one}"), tuple(map(writer.quota, diff.of(one)))) for one in MARKS),
        DiffSection(messages("diff.duties"), tuple(map(writer.duty, diff.duties))),
        DiffSection(messages("diff.verdicts"), tuple(map(writer.verdict, resting))),
    ]
    title = messages("diff.title", old=_plan_name(diff.old, messages), new=_plan_name(diff.new, messages))
    return DiffText(title, tuple(_totals(diff, messages)), tuple(one for one in sections if one.entries))


def _plan_name(plan: Plan, messages: Catalogue) -> str:
    return f"{plan.id} ({plan.number or messages('plans.no-number')})"


def _totals(diff: PlanDiff, messages: Catalogue) -> Iterator[str]:
    yield messages("diff.quotas", **{change: len(diff.of(change)) for change in (*MARKS, "same")})
    counts = {name: sum(len(getattr(one, name)) for one in diff.quotas) for name in (*MARKS, "earlier")}
    yield messages("diff.obligations", same=sum(one.kept for one in diff.quotas), **counts)
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
                    f"{one.name} {messages.day(one.day) if one.day else one.question}" for one in plan.dates.values()
                )
            case "readings":
                return _listed(f"{one} {messages.day(issue.earliest)}" for one, issue in plan.readings.items())
        return str(getattr(plan, name)) or NONE

    # ---- quotas

    def quota(self, diff: QuotaDiff) -> DiffEntry:
        quota = diff.quota
        return DiffEntry(
            f"{MARKS[diff.change]} {quota.id}  {quota.title} [{quota.clause}]",
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
        said = {*_IN_RULE, "readings"} if _IN_RULE & set(diff.fields) else _IN_RULE
        said = said if diff.old.readings.keys() == diff.new.readings.keys() else _IN_RULE
        for name in diff.fields:
            if name not in said:
                old, new = self._field(diff.old, name), self._field(diff.new, name)
                yield self.messages("diff.field", name=self.messages(f"diff.field.{name}"), old=old, new=new)

    def _field(self, quota: Quota, name: QuotaField) -> str:
        if name == "readings":
            return _listed(f"{reading}: {self._sentence(one)}" for reading, one in quota.readings.items())
        value = getattr(quota, name)
        return (value if isinstance(value, str) else _listed(value)) or NONE

    def _sentence(self, quota: Quota) -> str:
        return sentence(quota, self.organisation, self.messages)

    # ---- what is owed

    def _owed(self, diff: QuotaDiff) -> Iterator[str]:
        for name in ("added", "dropped", "earlier"):
            for line in self._periods(getattr(diff, name)):
                yield self.messages(f"diff.owed.{name}", owed=line)
        moved = [one for one in diff.changed if one.old.due != one.new.due]
        for one in moved:
            yield self.messages("diff.owed.moved", owed=self._moved(one))
        for line in self._periods([one.new for one in diff.changed if one not in moved]):
            yield self.messages("diff.owed.changed", owed=line)

    def _periods(self, obligations: Iterable[Obligation]) -> Iterator[str]:
        """Yield one line for each owner with the periods; for many, the first, the last and the number."""
        owners: dict[str, list[str]] = {}
        for obligation in obligations:
            owners.setdefault(owner_words(obligation, self.messages), []).append(self._period(obligation))
        for owner, periods in owners.items():
            many = self.messages("diff.span", first=periods[0], last=periods[-1], count=len(periods))
            yield f"{owner}: {many if len(periods) > MAX_PERIODS else ', '.join(periods)}"

    def _period(self, obligation: Obligation) -> str:
        if obligation.due is None or obligation.due == obligation.period.last:
            return self.messages.label(obligation.period)
        return self.messages(
            "diff.due", period=self.messages.label(obligation.period), day=self.messages.day(obligation.due)
        )

    def _moved(self, one: ObligationChange) -> str:
        old, new = (self.messages.day(side.due) if side.due else NONE for side in (one.old, one.new))
        return f"{owner_words(one.new, self.messages)} {self.messages.label(one.new.period)}: {old} → {new}"

    # ---- duties, verdicts

    def duty(self, diff: DutyDiff) -> DiffEntry:
        if diff.old is None or diff.new is None:
            mark = MARKS["added" if diff.new else "dropped"]
            return DiffEntry(f"{mark} {diff.clause}  {self._duty(diff.new or diff.old)}")
        old, new = (self.messages(f"diff.{side}", text=self._duty(getattr(diff, side))) for side in ("old", "new"))
        return DiffEntry(f"{MARKS['changed']} {diff.clause}", (old, new))

    def _duty(self, duty: Duty | None) -> str:
        if duty is None:
            return NONE
        see = f" → {duty.see}" if duty.see else ""
        tags = f" #{' #'.join(sorted(duty.tags))}" if duty.tags else ""
        return f"{self.messages(f'class.{duty.kind}')}: {duty.title} ({', '.join(duty.units)}){tags}{see}"

    def verdict(self, one: RestingVerdict) -> DiffEntry:
        obligation = one.old.obligation
        new = self._status(one.new) if one.new else self.messages("diff.not-owed")
        name = (
            f"{obligation.quota.id}  {owner_words(obligation, self.messages)}  {self.messages.label(obligation.period)}"
        )
        return DiffEntry(f"{name}: {self._status(one.old)} → {new}")

    def _status(self, verdict: Verdict) -> str:
        return f"{self.messages(f'status.{verdict.status}')} {verdict_figures(verdict)}"


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts) or NONE
