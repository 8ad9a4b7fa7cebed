"""What an organisation owes, quota by quota and under each reading, worked out once; nothing is judged here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from cchc_cli.engine.obligations import obligations_of, under_reading
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Obligation

GroupAndOwner = tuple[Obligation, Obligation]  # a group, or a single owner; itself or one of its units


class Owed:
    """The obligations of an organisation's plans."""

    def __init__(self, organisation: Organisation, plans: Sequence[Plan], holidays: Holidays) -> None:
        self._organisation = organisation
        self._plans = plans
        self._holidays = holidays
        self._found: dict[tuple[str, str], list[Obligation]] = {}
        self._by_owner: dict[tuple[str, str], defaultdict[str, list[GroupAndOwner]]] = {}

    def of(self, plan: Plan, id_: str, reading: str) -> list[Obligation]:
        """Return the obligations of a quota under a reading of the quota or of its plan's header."""
        base = plan.quotas[id_]
        key = (base.name, reading)
        if key not in self._found:
            variant = base.readings.get(reading, base)
            effective = under_reading(plan, reading)
            self._found[key] = obligations_of(effective, variant, self._organisation, self._holidays)
        return self._found[key]

    def by_owner(self, plan: Plan, id_: str, reading: str) -> Mapping[str, list[GroupAndOwner]]:
        """Return the obligations of a quota under a reading, by owner; a joint obligation under each of its leads."""
        key = (plan.quotas[id_].name, reading)
        if key not in self._by_owner:
            pairs = self._by_owner[key] = defaultdict(list)
            for top in self.of(plan, id_, reading):
                for obligation in (top, *top.members):
                    for code in obligation.owners:
                        pairs[code].append((top, obligation))
        return self._by_owner[key]

    def every_top(self, reading: str) -> list[Obligation]:
        """Return the obligations under all plans; a group is one owner."""
        return [obligation for plan in self._plans for id_ in plan.quotas for obligation in self.of(plan, id_, reading)]
