"""What is wrong with the words of a file, by its place in the file's own structure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from pydantic import ValidationError

Loc = tuple[str | int, ...]
MAX_SHOWN = 60


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
    """Return pydantic's errors as complaints, the tags of its unions left out of their places."""
    found = []
    for one in error.errors(include_url=False):
        details = {key: str(value) for key, value in one.get("ctx", {}).items()}
        details.setdefault("value", _shown(one["input"]))
        details["key"] = str(one["loc"][-1]) if one["loc"] else ""
        found.append(ModelIssue((*at, *one["loc"]), one["type"], details))
    return found


def _shown(value: Any) -> str:
    """Return a value as it stands in a file, not as Python writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[…]"
    if isinstance(value, dict):
        return "{…}"
    return '""' if value is None or value == "" else str(value)[:MAX_SHOWN]
