"""A draft: the contents of a document in words of the plan language, with the doubts about each field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from cchc_cli.drafting.doubt import Doubt, Field
from cchc_cli.drafting.header import DocumentHead


class DraftQuota(NamedTuple):
    """One quota. `wording` is the whole source text; `doubts` are about the whole quota, `notes` about missing facts.

    `dates` are the named days that it needs in the header.
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
        """Return the quota as in a plan file: the source, the owners, the needs, the timing, the readings."""
        fields: dict[str, Any] = {"title": self.title, "clause": self.clause}
        if self.phrase:
            fields["wording"] = self.phrase
        if self.repeats:
            fields["repeats"] = list(self.repeats)
        fields["owes"] = self.owes.value
        if self.helpers:
            fields["with"] = list(self.helpers)
        fields["needs"] = self.needs.value
        fields.update(self.when.value)
        if self.readings:
            fields["readings"] = dict(self.readings)
        return fields

    @property
    def all_doubts(self) -> tuple[Doubt, ...]:
        fields = (self.owes, self.needs, self.when)
        return tuple(dict.fromkeys((*self.doubts, *(doubt for field in fields for doubt in field.doubts), *self.notes)))


class DraftDuty(NamedTuple):
    """A clause that no figure can judge, with its text and its headings."""

    clause: str
    kind: str
    unit: str
    title: str
    text: str
    heading: str


class Draft(NamedTuple):
    """A whole draft. `notes` are about the document: no table, lost columns."""

    header: DocumentHead
    quotas: tuple[DraftQuota, ...]
    duties: tuple[DraftDuty, ...]
    notes: tuple[Doubt, ...]
    tags: str = ""
    rows: int = 0

    @property
    def dates(self) -> dict[str, Any]:
        """The named days from which quotas count."""
        return {name: day for quota in self.quotas if _counts_from(quota) for name, day in quota.dates.items()}

    @property
    def all_notes(self) -> tuple[Doubt, ...]:
        """The doubts about the document as a whole and about its head."""
        head = self.header
        blank = (Doubt("number-missing"),) if head.number is None else head.number.doubts
        return tuple(dict.fromkeys((*self.notes, *blank, *head.issued.doubts, *head.year.doubts, *head.title.doubts)))


def _counts_from(quota: DraftQuota) -> bool:
    """Whether the accepted timing of a quota counts from one of its named days."""
    return any(isinstance(value, dict) and value.get("of") in quota.dates for value in quota.when.value.values())
