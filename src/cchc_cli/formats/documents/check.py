"""The JSON of `check`: its types, from which the schema and the page of fields are generated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from cchc_cli.engine.by_unit import By
from cchc_cli.formats.documents.common import DocumentBasis, PeriodSpan
from cchc_cli.model.item import RowPlace
from cchc_cli.model.verdict import Scope, Section, Status


class PartEntry(Struct, frozen=True, gc=False):
    """What was found for one of the products that a quota asks for."""

    name: Annotated[str, Meta(description="A code, unlike those of the other parts, never translated.")]
    count: int
    target: int | None


class ShareEntry(Struct, frozen=True):
    """How many of a group's units, or of its documents, have it."""

    met: int
    of: int
    percent: float
    required: Annotated[int, Meta(description="The percentage that is asked.")]
    lacking: Annotated[tuple[str, ...], Meta(description="Codes of units.")]
    waived: Annotated[tuple[str, ...], Meta(description="Codes of units.")]


class WaiverEntry(Struct, frozen=True):
    """The decision by which it need not be met."""

    number: str
    reason: str
    approver: str
    last_day: date


class FlipEntry(Struct, frozen=True):
    """Another reading under which the status is another."""

    reading: str
    status: Status


class NoteEntry(Struct, frozen=True):
    """A remark: its code, and its text in the language of --lang."""

    code: str
    text: str


class NeededEntry(Struct, frozen=True):
    """What can still be done: how many of the target are lacking, and by which day; null where the plan states none."""

    number: int
    of: int
    by: date | None


class VerdictEntry(Struct, frozen=True, kw_only=True):
    """The status of what one owner owes for one period."""

    org: str
    plan: str
    quota: Annotated[str, Meta(description="The id of the quota; with the plan's it is the full name, PLAN/QUOTA.")]
    title: str
    clause: str
    unit: Annotated[
        str, Meta(description="Who owes it, by code; joint leads joined by ; in the plan's order; of a group its code.")
    ]
    scope: Annotated[Scope, Meta(description="unit, joint leads, or a group as a whole.")]
    decides: Annotated[bool, Meta(description="False for rows of units whose group's row decides.")]
    period: PeriodSpan
    due: Annotated[date | None, Meta(description="The last day; null where the plan states none.")]
    section: Section
    judged_as_of: date
    status: Status
    count: Annotated[int, Meta(description="Works; of a group units; of several products parts. Never cut at target.")]
    target: Annotated[int | None, Meta(description="What is asked; null where the plan states no number.")]
    aim: Annotated[int | None, Meta(description="The upper number of a range: 3 of 02–03.")]
    days_late: Annotated[int | None, Meta(description="Of late alone.")]
    days_left: Annotated[int | None, Meta(description="Of what is open, at risk or upcoming.")]
    parts: tuple[PartEntry, ...]
    channels: Annotated[Mapping[str, int], Meta(description="Works found on each channel, by its code.")]
    leads: Annotated[Mapping[str, int], Meta(description="Of joint leads, how many rows credit each.")]
    share: Annotated[ShareEntry | None, Meta(description="Of groups.")]
    implied: Annotated[bool, Meta(description="Whether the plan states no number, so that at least 1 is meant.")]
    question: Annotated[str | None, Meta(description="The fact without which it cannot be decided.")]
    waiver: WaiverEntry | None
    flips: tuple[FlipEntry, ...]
    evidence: Annotated[tuple[RowPlace, ...], Meta(description="The rows that count.")]
    notes: tuple[NoteEntry, ...]
    org_name: str
    plan_title: str
    unit_name: Annotated[str, Meta(description="The names of `unit`, joined by ; likewise.")]
    fails: Annotated[bool, Meta(description="Whether it makes the check exit 1: decides, due, and in --fail-on.")]
    rule: Annotated[str, Meta(description="The quota as a sentence, in the language of --lang.")]
    needed: NeededEntry | None
    lacking_values: Annotated[tuple[str, ...], Meta(description="Of distinct values that are listed, those lacking.")]


class VerdictName(Struct, frozen=True):
    """One of the verdicts, by what tells it from the others."""

    plan: str
    quota: str
    unit: str
    period: str


class GatheredEntry(Struct, frozen=True, kw_only=True):
    """What fell due of one unit (--by unit), or of one quota for one period (--by quota)."""

    org: str
    unit: str | None
    unit_name: str | None
    plan: str | None
    quota: str | None
    title: str | None
    period: PeriodSpan | None
    status: Annotated[Status, Meta(description="missed where anything is lacking, else late or met.")]
    done: int
    of: int
    lacking: tuple[VerdictName, ...]
    late: tuple[VerdictName, ...]


class LineState(Struct, frozen=True):
    """The figures of a verdict, as submitted or now."""

    status: str
    count: int
    target: int | None


class ChangeEntry(Struct, frozen=True):
    """A verdict before and now; null where it was not, or is no longer, among the verdicts."""

    plan: str
    quota: str
    unit: str
    period: str
    before: LineState | None
    now: LineState | None


class SinceEntry(Struct, frozen=True):
    """What became of a submitted report (--since)."""

    file: str
    tool: str
    as_of: date
    newly_missed: tuple[ChangeEntry, ...]
    newly_met: tuple[ChangeEntry, ...]
    newly_late: tuple[ChangeEntry, ...]
    under: Annotated[tuple[ChangeEntry, ...], Meta(description="Submitted verdicts that now come out otherwise.")]
    files: Annotated[Mapping[str, str], Meta(description="Files under it: changed, added or removed.")]


class CheckHead(DocumentBasis, frozen=True, kw_only=True, tag_field="schema", tag="cchc/check/1"):
    """All but the verdicts, which are made one by one."""

    since: SinceEntry | UnsetType = UNSET
    by: By | UnsetType = UNSET
    gathered: tuple[GatheredEntry, ...] | UnsetType = UNSET


class CheckDocument(CheckHead, frozen=True, kw_only=True, tag_field="schema", tag="cchc/check/1"):
    """What `cchc check --format json` prints."""

    verdicts: Annotated[
        tuple[VerdictEntry, ...], Meta(description="By organisation, plan, quota in plan order, owner, period.")
    ]
