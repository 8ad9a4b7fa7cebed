"""Checking that the plan language accepts a drafted quota, by the language itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from cchc_cli.language.compile import PlanCompiler, Source
from cchc_cli.language.plan_file import PlanWords
from cchc_cli.model.organisation import Organisation

_ID = "A1"
_NEVER = frozenset({"never-owed", "none-within"})


class PlanLanguage:
    """The plan language for one organisation and one year."""

    def __init__(self, organisation: Organisation, year: int) -> None:
        self._organisation = organisation
        self._year = year

    def warnings_of(self, quota: dict[str, Any], dates: Mapping[str, Any]) -> tuple[str, ...] | None:
        """Return the codes of warnings that a quota is never owed; None if the language refuses the quota.

        `dates` are the named days that the quota needs in the header.
        """
        raw = {
            "plan": "draft",
            "title": "draft",
            "issued": f"{self._year}-01-01",
            "year": self._year,
            "dates": dict(dates),
            "quotas": {_ID: {"title": "draft", "clause": "draft", **quota}},
        }
        try:
            words = PlanWords.model_validate(raw)
            compiler = PlanCompiler(self._organisation, words, raw, Source())
            compiler.compile()
        except (ValidationError, ValueError, TypeError, LookupError):
            return None
        if any(not issue.warns for issue in compiler.issues):
            return None
        return tuple(problem.code for problem in compiler.issues if problem.code in _NEVER)
