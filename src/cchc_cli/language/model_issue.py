"""Issues of the words of a file, with their location in the file's structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field
from pydantic import ValidationError

from cchc_cli.model.text import nearest

Loc = tuple[str | int, ...]
MAX_SHOWN = 60
SOME_LIST, SOME_MAPPING = "[…]", "{…}"

# pydantic's error type -> problem code. Types with hyphens are problem codes already; any other type is a defect.
CODES: Mapping[str, str] = {
    "literal_error": "bad-choice",
    "string_type": "not-a-text",
    "bool_type": "not-a-flag",
    "bool_parsing": "not-a-flag",
    "int_type": "not-whole",
    "int_parsing": "not-whole",
    "int_parsing_size": "not-whole",
    "int_from_float": "not-whole",
    "greater_than_equal": "too-low",
    "less_than_equal": "too-high",
    "string_too_short": "no-value",
    "too_short": "too-few",
    "tuple_type": "not-a-list",
    "dict_type": "not-named",
    "invalid_key": "bad-key",
}


class ModelIssue(Struct, frozen=True):
    """An issue at a location in the file's structure; `on_key` points at the key instead of its value.

    An issue that `warns` does not keep the file from being used.
    """

    loc: Loc
    code: str
    details: Mapping[str, str] = field(default_factory=dict)
    on_key: bool = False
    warns: bool = False


def issues_of(error: ValidationError, at: Loc = ()) -> list[ModelIssue]:
    """Return pydantic's errors as issues below the location `at`; an issue that follows from another one is left out."""
    issues = []
    for error_ in error.errors(include_url=False):
        code = CODES.get(error_["type"], error_["type"])
        details = {key: str(value) for key, value in error_.get("ctx", {}).items()}
        details.setdefault("value", _shown(error_["input"]))
        details.setdefault("key", "")  # "": the loader fills in the key at that location
        if code == "bad-choice":
            known = re.findall("'([^']*)'", details.pop("expected")) or ["true"]
            details |= {"known": ", ".join(known), "meant": nearest(details["value"], known)}
        issues.append(ModelIssue((*at, *error_["loc"]), code, details, on_key=code == "unknown-key"))
    return [error_ for error_ in issues if not _follows(error_, issues)]


def _follows(issue: ModelIssue, others: Iterable[ModelIssue]) -> bool:
    """Whether another issue causes this one: a key is missing because it is misspelt, a list short because an item is wrong."""
    if issue.code == "missing-key":
        misspelt = (other for other in others if other.code == "unknown-key" and other.loc[:-1] == issue.loc[:-1])
        return any(issue.loc[-1] in other.details["meant"].split(", ") for other in misspelt)
    deeper = (other.loc for other in others if len(other.loc) > len(issue.loc))
    return issue.code == "too-few" and any(loc[: len(issue.loc)] == issue.loc for loc in deeper)


def _shown(value: Any) -> str:
    """Return a value in the spelling of YAML, not of Python."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return SOME_LIST
    if isinstance(value, dict):
        return SOME_MAPPING
    return '""' if value is None or value == "" else str(value)[:MAX_SHOWN]
