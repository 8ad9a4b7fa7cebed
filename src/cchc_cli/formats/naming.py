"""Names of quotas and owners in outputs, as short as the plans and organisations shown allow."""

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
        """Return the shortest unambiguous name of a quota: `A3`, `PLAN/A3` or `ORGANISATION/PLAN/A3`."""
        if self.organisations:
            return full_name(quota)
        return quota.name if self.plans else quota.id

    def in_row(self, quota: Quota) -> str:
        """Return the id of a quota in the main plan, the shortest unambiguous name of any other."""
        main = (quota.organisation, quota.plan) == self.main and not self.organisations
        return quota.id if main else self.quota(quota)

    def below_title(self, quota: Quota) -> str:
        """Return the name to print below the title where the row shows the id only; "" in the main plan."""
        if (quota.organisation, quota.plan) == self.main and not self.organisations:
            return ""
        return self.quota(quota)

    def owner(self, organisation: str, code: str) -> str:
        """Return the code of a unit or group, with its organisation's code if there are several."""
        return f"{organisation}/{code}" if self.organisations else code


def owner_words(obligation: Obligation, messages: Catalogue) -> str:
    """Return the codes of the owners, or the words for an unknown owner."""
    return ", ".join(obligation.owners) or messages("owner.unknown")


def full_name(quota: Quota) -> str:
    """Return `ORGANISATION/PLAN/QUOTA`."""
    return f"{quota.organisation}/{quota.name}"


def repository_path(root: str, file: str) -> str:
    """Return the path of a workspace file for a CI service; `root` is the workspace's folder in the repository.

    The file name is returned as the file system spells it, otherwise the service does not find the file. A path outside
    the workspace is returned unchanged.
    """
    return shown_by_code(f"{root}/{file}" if root and not PurePath(file).is_absolute() else file)


def has_several_organisations(result: Result) -> bool:
    """Whether the plans of a result belong to more than one organisation."""
    return len({plan.organisation for plan in result.plans}) > 1


def naming_of(result: Result, shown: Iterable[Verdict]) -> Naming:
    """Return the naming for the verdicts shown."""
    plans = Counter((verdict.obligation.quota.organisation, verdict.obligation.quota.plan) for verdict in shown)
    main = plans.most_common(1)[0][0] if plans else ("", "")
    return Naming(has_several_organisations(result), len(plans) > 1, main)
