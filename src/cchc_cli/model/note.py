"""Remarks on verdicts."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class Note(Struct, frozen=True):
    """A remark on a verdict: a code of the catalogues, and what fills its text."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)
