"""Doubts as data: why a person must look at a field of a draft."""

from __future__ import annotations

from typing import Any, NamedTuple


class Doubt(NamedTuple):
    """One question. `code` names its message in the catalogues (`doubt.CODE`); `value` is the text it is about."""

    code: str
    value: str = ""


class Field(NamedTuple):
    """The words of one field of a plan file, as plain values, and what is doubtful about them.

    `instead` is what to write where the plan language has no such words.
    """

    value: Any
    doubts: tuple[Doubt, ...] = ()
    instead: Field | None = None

    def doubted(self, *doubts: Doubt) -> Field:
        """Return the field with more doubts, each said once."""
        instead = self.instead.doubted(*doubts) if self.instead else None
        return Field(self.value, tuple(dict.fromkeys((*self.doubts, *doubts))), instead)
