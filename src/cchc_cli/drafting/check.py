"""Whether the plan language takes a quota: asked of the language itself, so that a draft says what it can say today."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from cchc_cli.language.compile import PlanCompiler, Source
from cchc_cli.language.plan_file import PlanWords
from cchc_cli.model.organisation import Organisation

_ID = "A1"


class PlanLanguage:
    """What may be written for one organisation, in a plan of one year."""

    def __init__(self, organisation: Organisation, year: int) -> None:
        self._organisation = organisation
        self._year = year

    def takes(self, quota: dict[str, Any]) -> bool:
        """Whether a plan with this one quota has nothing that stops it."""
        raw = {
            "plan": "draft",
            "title": "draft",
            "issued": f"{self._year}-01-01",
            "year": self._year,
            "quotas": {_ID: {"title": "draft", "clause": "draft", **quota}},
        }
        try:
            words = PlanWords.model_validate(raw)
            compiler = PlanCompiler(self._organisation, words, raw, Source())
            compiler.compile()
        except (ValidationError, ValueError, TypeError, LookupError):
            return False
        return not any(not complaint.warns for complaint in compiler.complaints)
