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
    """The result for one product that the quota requires."""

    name: Annotated[str, Meta(description="A code, unlike those of the other parts, never translated.")]
    count: int
    target: int | None


class ShareEntry(Struct, frozen=True):
    """How many units of a group, or how many of its documents, meet the quota."""

    met: int
    of: int
    percent: float
    required: Annotated[int, Meta(description="The required percentage.")]
    lacking: Annotated[tuple[str, ...], Meta(description="Codes of units.")]
    waived: Annotated[tuple[str, ...], Meta(description="Codes of units.")]


class WaiverEntry(Struct, frozen=True):
    """The decision that waives the obligation."""

    number: str
    reason: str
    approver: str
    last_day: date


class FlipEntry(Struct, frozen=True):
    """A reading that gives another status."""

    reading: str
    status: Status


class NoteEntry(Struct, frozen=True):
    """A remark: its code, and its text in the language of --lang."""

    code: str
    text: str


class NeededEntry(Struct, frozen=True):
    """The shortfall that can still be made up: `number` more, `of` the target, `by` a day; null without a due day."""

    number: int
    of: int
    by: date | None


class VerdictEntry(Struct, frozen=True):
    """The status of what one owner owes for one period."""

    org: str
    plan: str
    quota: Annotated[str, Meta(description="The id of the quota; with the plan's it is the full name, PLAN/QUOTA.")]
    title: str
    clause: str
    unit: Annotated[
        str, Meta(description="The code of the owner: a unit, a group, or joint leads joined by ; in the plan's order.")
    ]
    scope: Annotated[Scope, Meta(description="unit, joint leads, or a group as a whole.")]
    decides: Annotated[bool, Meta(description="False for a unit whose group's row decides.")]
    period: PeriodSpan
    due: Annotated[date | None, Meta(description="The last day in time; null where the plan states none.")]
    section: Section
    judged_as_of: date
    status: Status
    count: Annotated[
        int, Meta(description="Works; for a group, units; for several products, parts. May exceed the target.")
    ]
    target: Annotated[int | None, Meta(description="The required number; null where the plan states none.")]
    aim: Annotated[int | None, Meta(description="The upper number of a range: 3 of 02–03.")]
    days_late: Annotated[int | None, Meta(description="For late verdicts only.")]
    days_left: Annotated[int | None, Meta(description="For open and at-risk verdicts only.")]
    parts: tuple[PartEntry, ...]
    channels: Annotated[Mapping[str, int], Meta(description="Works found on each channel, by its code.")]
    leads: Annotated[Mapping[str, int], Meta(description="Rows credited to each joint lead, by its code.")]
    share: Annotated[ShareEntry | None, Meta(description="For groups only.")]
    implied: Annotated[bool, Meta(description="Whether the plan states no number and at least 1 is implied.")]
    question: Annotated[str | None, Meta(description="The missing fact that blocks the verdict.")]
    waiver: WaiverEntry | None
    flips: tuple[FlipEntry, ...]
    evidence: Annotated[tuple[RowPlace, ...], Meta(description="The rows that count.")]
    notes: tuple[NoteEntry, ...]
    org_name: str
    plan_title: str
    unit_name: Annotated[str, Meta(description="The names for `unit`, joined by ; too.")]
    fails: Annotated[bool, Meta(description="Whether the verdict makes the check exit 1.")]
    rule: Annotated[str, Meta(description="The quota as a sentence, in the language of --lang.")]
    needed: NeededEntry | None
    lacking_values: Annotated[tuple[str, ...], Meta(description="The listed distinct values that are still lacking.")]


class VerdictName(Struct, frozen=True):
    """The key of a verdict."""

    plan: str
    quota: str
    unit: str
    period: str


class GatheredEntry(Struct, frozen=True, kw_only=True):
    """Everything due so far of one unit (--by unit), or of one quota for one period (--by quota)."""

    org: str
    unit: str | None
    unit_name: str | None
    plan: str | None
    quota: str | None
    title: str | None
    period: PeriodSpan | None
    status: Annotated[Status, Meta(description="missed if anything is lacking, otherwise late or met.")]
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
    """A verdict before and now; null where there was, or is, no such verdict."""

    plan: str
    quota: str
    unit: str
    period: str
    before: LineState | None
    now: LineState | None


class SinceEntry(Struct, frozen=True):
    """The changes since a submitted report (--since)."""

    file: str
    tool: str
    as_of: date
    newly_missed: tuple[ChangeEntry, ...]
    newly_met: tuple[ChangeEntry, ...]
    newly_late: tuple[ChangeEntry, ...]
    under: Annotated[
        tuple[ChangeEntry, ...], Meta(description="Submitted verdicts that the same query now judges differently.")
    ]
    files: Annotated[Mapping[str, str], Meta(description="Files changed, added or removed since, by name.")]


class CheckHead(DocumentBasis, frozen=True, kw_only=True, tag_field="schema", tag="cchc/check/1"):
    """Everything except the verdicts, which are encoded one by one."""

    since: SinceEntry | UnsetType = UNSET
    by: By | UnsetType = UNSET
    gathered: tuple[GatheredEntry, ...] | UnsetType = UNSET


class CheckDocument(CheckHead, frozen=True, kw_only=True, tag_field="schema", tag="cchc/check/1"):
    """What `cchc check --format json` prints."""

    verdicts: Annotated[
        tuple[VerdictEntry, ...], Meta(description="By organisation, plan, quota in plan order, owner, period.")
    ]
