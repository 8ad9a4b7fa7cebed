"""Doubts as data: the reasons why a person must look at a field of a draft."""

from __future__ import annotations

from typing import Any, NamedTuple


class Doubt(NamedTuple):
    """One doubt. `code` names its message in the catalogues (`doubt.CODE`); `value` is the doubtful text."""

    code: str
    value: str = ""


class Field(NamedTuple):
    """The words of one field of a plan file as plain values, with their doubts.

    `instead` is the field to write if the plan language refuses the words.
    """

    value: Any
    doubts: tuple[Doubt, ...] = ()
    instead: Field | None = None

    def doubted(self, *doubts: Doubt) -> Field:
        """Return the field with more doubts, without repetitions."""
        instead = self.instead.doubted(*doubts) if self.instead else None
        return Field(self.value, tuple(dict.fromkeys((*self.doubts, *doubts))), instead)
