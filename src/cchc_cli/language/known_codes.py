"""The codes that a plan file may name; an unknown one is a complaint with what may be meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cchc_cli.language.model_issue import Loc, ModelIssue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.text import nearest


class KnownCodes:
    """Looks codes up in an organisation; complaints are added to a list."""

    def __init__(self, organisation: Organisation, complaints: list[ModelIssue]) -> None:
        self.organisation = organisation
        self._complaints = complaints

    @property
    def units_and_groups(self) -> Mapping[str, object]:
        return {**self.organisation.units, **self.organisation.groups}

    def known(self, codes: Iterable[str], known: Mapping[str, object], problem: str, at: Loc) -> tuple[str, ...]:
        """Return the codes that are known, in the order written."""
        codes = tuple(codes)
        for place, code in enumerate(codes):
            if code not in known:
                details = {"value": code, "meant": nearest(code, known)}
                is_group = problem == "unknown-unit" and code in self.organisation.groups
                self._complaints.append(ModelIssue((*at, place), "group-as-unit" if is_group else problem, details))
        return tuple(code for code in codes if code in known)

    def once(self, codes: Sequence[str], at: Loc) -> None:
        """Complain of each code that is named again."""
        for place, code in enumerate(codes):
            if code in codes[:place]:
                self._complaints.append(ModelIssue((*at, place), "unit-twice", {"value": code}))

    def complain(self, complaint: ModelIssue) -> None:
        self._complaints.append(complaint)
