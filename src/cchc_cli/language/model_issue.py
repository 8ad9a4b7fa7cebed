"""What is wrong with the words of a file, by its place in the file's own structure."""

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

# Our codes for what pydantic calls an error; ours are written with hyphens. One that is not here is a defect.
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
    """Something wrong at a place in the file's own structure; `on_key` points at the key, not at its value.

    What only `warns` may be meant: the file is used.
    """

    loc: Loc
    code: str
    details: Mapping[str, str] = field(default_factory=dict)
    on_key: bool = False
    warns: bool = False


def issues_of(error: ValidationError, at: Loc = ()) -> list[ModelIssue]:
    """Return pydantic's errors as complaints, one for each fault."""
    found = []
    for one in error.errors(include_url=False):
        code = CODES.get(one["type"], one["type"])
        details = {key: str(value) for key, value in one.get("ctx", {}).items()}
        details.setdefault("value", _shown(one["input"]))
        details.setdefault("key", "")  # the key that the file has there
        if code == "bad-choice":
            known = re.findall("'([^']*)'", details.pop("expected")) or ["true"]
            details |= {"known": ", ".join(known), "meant": nearest(details["value"], known)}
        found.append(ModelIssue((*at, *one["loc"]), code, details, on_key=code == "unknown-key"))
    return [one for one in found if not _follows(one, found)]


def _follows(issue: ModelIssue, others: Iterable[ModelIssue]) -> bool:
    """Whether another fault causes this issue: a key is missing because it is misspelt, a list is short because an item is wrong."""
    if issue.code == "missing-key":
        misspelt = (one for one in others if one.code == "unknown-key" and one.loc[:-1] == issue.loc[:-1])
        return any(issue.loc[-1] in one.details["meant"].split(", ") for one in misspelt)
    deeper = (one.loc for one in others if len(one.loc) > len(issue.loc))
    return issue.code == "too-few" and any(loc[: len(issue.loc)] == issue.loc for loc in deeper)


def _shown(value: Any) -> str:
    """Return a value as a YAML file writes it, not as Python does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return SOME_LIST
    if isinstance(value, dict):
        return SOME_MAPPING
    return '""' if value is None or value == "" else str(value)[:MAX_SHOWN]
