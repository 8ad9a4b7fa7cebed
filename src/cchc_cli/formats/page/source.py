"""The common input of the page's parts: one organisation's result, and the names in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from cchc_cli.engine.explain import Explanation
from cchc_cli.formats.verdict_rows import shown_verdicts
from cchc_cli.i18n import Catalogue
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import Obligation, Result, Status, Verdict


class PageSource(Struct, frozen=True):
    """One organisation on a page.

    `units` are the selected units with their successors and parents, empty for all. `needs_org` is whether a
    command without --org could be about another organisation.
    """

    organisation: Organisation
    result: Result
    explain: Callable[[Verdict], Explanation]
    holidays: Holidays
    units: frozenset[str]
    messages: Catalogue
    needs_org: bool = False

    def shown(self) -> Iterator[Verdict]:
        """Yield the deciding verdicts, and the rows of units whose group has no row here."""
        return shown_verdicts(self.result)

    def word(self, status: Status) -> str:
        return self.messages(f"status.{status}")

    def name(self, code: str) -> str:
        """Return the name of a unit or group with its code."""
        name = self.organisation.owner_names().get(code, "")
        return f"{name} ({code})" if name and name != code else code

    def owners(self, obligation: Obligation) -> str:
        """Return the names of the owners, or the words for an unknown owner."""
        named = [self.name(code) for code in obligation.owners]
        return ", ".join(named) or self.messages("owner.unknown")

    def quota(self, quota: Quota) -> str:
        """Return the id, with the plan if another plan of the page has the same id."""
        having = {plan.id for plan in self.result.plans if quota.id in plan.quotas}
        return quota.name if len(having) > 1 else quota.id

    def period(self, period: Period) -> str:
        """Return the name of a period in tables: Tháng 5/2026, Quý II/2026."""
        return self.messages.period(period, short=True)

    def due(self, due: date | None) -> str:
        return self.messages("page.due", day=self.messages.day(due)) if due else self.messages("explain.no-due")
