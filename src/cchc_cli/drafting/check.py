"""Whether the plan language takes a quota: asked of the language itself, so that a draft says what it can say today."""

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
    """What may be written for one organisation, in a plan of one year."""

    def __init__(self, organisation: Organisation, year: int) -> None:
        self._organisation = organisation
        self._year = year

    def said_of(self, quota: dict[str, Any], dates: Mapping[str, Any]) -> tuple[str, ...] | None:
        """Return the codes of warnings that nothing of a quota is owed; None where something stops its plan.

        `dates` are the days that the header names for it.
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
        if any(not complaint.warns for complaint in compiler.complaints):
            return None
        return tuple(one.code for one in compiler.complaints if one.code in _NEVER)
