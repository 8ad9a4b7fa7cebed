"""What every part of a page is made of: one organisation's result, and how it names things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from cchc_cli.engine.explain import Explanation
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.report import report_words
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import Obligation, Result, Status, Verdict


class PageSource(Struct, frozen=True):
    """One organisation on a page. `units` are those whose page it is, with their successors and parents; none is all.

    `several` says that the page has other organisations too.
    """

    organisation: Organisation
    result: Result
    explain: Callable[[Verdict], Explanation]
    holidays: Holidays
    units: frozenset[str]
    messages: Catalogue
    several: bool = False

    def shown(self) -> Iterator[Verdict]:
        """Yield the verdicts that decide; and units that owe nothing by themselves, where their group is not shown."""
        groups = {
            _of_group(one, one.obligation.owner) for one in self.result.verdicts if one.obligation.scope == "group"
        }
        for verdict in self.result.verdicts:
            if verdict.decides or _of_group(verdict, verdict.obligation.group) not in groups:
                yield verdict

    def word(self, status: Status) -> str:
        return self.messages(f"status.{status}")

    def name(self, code: str) -> str:
        """Return a unit's or group's name with its code."""
        name = self.organisation.owner_names().get(code, "")
        return f"{name} ({code})" if name and name != code else code

    def owners(self, obligation: Obligation) -> str:
        """Return the names of those that owe it, or that nobody knows who."""
        named = [self.name(code) for code in obligation.owners]
        return ", ".join(named) or self.messages("owner.unknown")

    def quota(self, quota: Quota) -> str:
        """Return the id, with the plan where two plans of the page have that id."""
        having = {plan.id for plan in self.result.plans if quota.id in plan.quotas}
        return quota.name if len(having) > 1 else quota.id

    def period(self, period: Period) -> str:
        """Return the name of a period as tables have it: Tháng 5/2026, Quý II/2026."""
        return report_words(self.messages.language).period(period, short=True)

    def due(self, due: date | None) -> str:
        return self.messages("page.due", day=self.messages.day(due)) if due else self.messages("explain.no-due")


def _of_group(verdict: Verdict, group: str) -> tuple[object, ...]:
    return group, verdict.obligation.quota.key, verdict.obligation.period
