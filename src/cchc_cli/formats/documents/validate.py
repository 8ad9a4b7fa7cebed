"""The JSON of `validate`: every problem, and the numbers of plans, files and rows."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from cchc_cli import __version__
from cchc_cli.formats.documents.common import PassedEntry, ProblemEntry, passed_entries, problem_entry
from cchc_cli.i18n import Catalogue
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.problem import Problem


class ValidateDocument(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/validate/1"):
    """What `cchc validate --format json` prints."""

    tool: str
    plans: int
    files: int
    rows: int
    errors: int
    warnings: int
    problems: tuple[ProblemEntry, ...]
    passed_over: tuple[PassedEntry, ...]


def validate_document(
    counts: dict[str, int], problems: Iterable[Problem], passed: Iterable[PassedOver], messages: Catalogue
) -> ValidateDocument:
    """Return the document; `counts` holds its number fields by name."""
    return ValidateDocument(
        tool=__version__,
        **counts,
        problems=tuple(problem_entry(problem, messages) for problem in problems),
        passed_over=passed_entries(passed),
    )
