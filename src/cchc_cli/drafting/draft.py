"""A draft: what a document says, in words of the plan language, with the doubts about each field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from cchc_cli.drafting.doubt import Doubt, Field
from cchc_cli.drafting.header import DocumentHead


class DraftQuota(NamedTuple):
    """One quota. `wording` is the source text whole; `doubts` are about all of it, `notes` about what it lacks.

    `dates` are the days by name that the header has for it.
    """

    id: str
    clause: str
    title: str
    wording: str
    phrase: str
    owes: Field
    needs: Field
    when: Field
    helpers: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    readings: Mapping[str, Any] = MappingProxyType({})
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[Doubt, ...] = ()
    source: str = ""
    dates: Mapping[str, Any] = MappingProxyType({})

    def words(self) -> dict[str, Any]:
        """Return the quota as a plan file holds it, in the order of its four questions."""
        found: dict[str, Any] = {"title": self.title, "clause": self.clause}
        if self.phrase:
            found["wording"] = self.phrase
        if self.repeats:
            found["repeats"] = list(self.repeats)
        found["owes"] = self.owes.value
        if self.helpers:
            found["with"] = list(self.helpers)
        found["needs"] = self.needs.value
        found.update(self.when.value)
        if self.readings:
            found["readings"] = dict(self.readings)
        return found

    @property
    def all_doubts(self) -> tuple[Doubt, ...]:
        fields = (self.owes, self.needs, self.when)
        return tuple(dict.fromkeys((*self.doubts, *(doubt for field in fields for doubt in field.doubts), *self.notes)))


class DraftDuty(NamedTuple):
    """A clause no figure can judge, with its text and the headings it stands under."""

    clause: str
    kind: str
    unit: str
    title: str
    text: str
    heading: str


class Draft(NamedTuple):
    """A whole draft. `notes` are about the document: no table, columns lost."""

    header: DocumentHead
    quotas: tuple[DraftQuota, ...]
    duties: tuple[DraftDuty, ...]
    notes: tuple[Doubt, ...]
    tags: str = ""
    rows: int = 0

    @property
    def dates(self) -> dict[str, Any]:
        """The days that quotas count from, by name."""
        return {name: day for quota in self.quotas if _counts_from(quota) for name, day in quota.dates.items()}

    @property
    def all_notes(self) -> tuple[Doubt, ...]:
        """What to look at in the document as a whole and in its head."""
        head = self.header
        blank = (Doubt("number-missing"),) if head.number is None else head.number.doubts
        return tuple(dict.fromkeys((*self.notes, *blank, *head.issued.doubts, *head.year.doubts, *head.title.doubts)))


def _counts_from(quota: DraftQuota) -> bool:
    """Whether the timing that was taken in the end counts from the days of the quota."""
    return any(isinstance(value, dict) and value.get("of") in quota.dates for value in quota.when.value.values())
