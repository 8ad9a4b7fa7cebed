"""How outputs name a quota, so that it is told from those of other plans and organisations in the same output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from msgspec import Struct

from cchc_cli.formats.safe import shown_by_code
from cchc_cli.i18n import Catalogue
from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import Obligation, Result, Verdict


class Naming(Struct, frozen=True):
    """What a name must tell apart; `main` is the organisation and the plan of most verdicts shown."""

    organisations: bool
    plans: bool
    main: tuple[str, str]

    def quota(self, quota: Quota) -> str:
        """Return the shortest name that means one quota: `A3`, `PLAN/A3` or `ORGANISATION/PLAN/A3`."""
        if self.organisations:
            return full_name(quota)
        return quota.name if self.plans else quota.id

    def in_row(self, quota: Quota) -> str:
        """Return the id of a quota of the main plan, of any other the shortest name that means one quota."""
        main = (quota.organisation, quota.plan) == self.main and not self.organisations
        return quota.id if main else self.quota(quota)

    def below_title(self, quota: Quota) -> str:
        """Return the name for a row that has room for an id only, "" where the id of the main plan is enough."""
        if (quota.organisation, quota.plan) == self.main and not self.organisations:
            return ""
        return self.quota(quota)

    def owner(self, organisation: str, code: str) -> str:
        """Return the code of a unit or group, with that of its organisation where there are several."""
        return f"{organisation}/{code}" if self.organisations else code


def owner_words(obligation: Obligation, messages: Catalogue) -> str:
    """Return the codes of those that owe it, or that nobody knows who."""
    return ", ".join(obligation.owners) or messages("owner.unknown")


def full_name(quota: Quota) -> str:
    return f"{quota.organisation}/{quota.name}"


def repository_path(root: str, file: str) -> str:
    """Return how a CI service names a file of the workspace, whose folder below the repository is `root`.

    The name stays as the file system writes it, or the service finds no such file; what lies elsewhere keeps its whole path.
    """
    return shown_by_code(f"{root}/{file}" if root and not PurePath(file).is_absolute() else file)


def has_several_organisations(result: Result) -> bool:
    return len({plan.organisation for plan in result.plans}) > 1


def naming_of(result: Result, shown: Iterable[Verdict]) -> Naming:
    """Return how the quotas of the verdicts shown are named."""
    plans = Counter((one.obligation.quota.organisation, one.obligation.quota.plan) for one in shown)
    main = plans.most_common(1)[0][0] if plans else ("", "")
    return Naming(has_several_organisations(result), len(plans) > 1, main)
