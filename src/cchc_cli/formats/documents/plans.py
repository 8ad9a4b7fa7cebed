"""The JSON of `plan list` and `plan show`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from cchc_cli import __version__
from cchc_cli.engine.coverage import Coverage
from cchc_cli.formats.documents.common import PeriodSpan, span
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.item import RowPlace
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Duty, DutyClass, Plan, Quota


class PlanEntry(Struct, frozen=True, kw_only=True):
    """The header of a plan, with its counts."""

    org: str
    plan: str
    title: str
    number: str | None
    year: int
    issued: Annotated[date, Meta(description="The earliest day that it may have been issued.")]
    issued_precision: Annotated[
        Literal["day", "month", "unknown"], Meta(description="Whether that is the day, or only its month is known.")
    ]
    in_force: PeriodSpan
    quota_count: int
    duty_count: int
    file: str
    sha256: str


class PlanListDocument(Struct, frozen=True, kw_only=True, tag_field="schema", tag="cchc/plan-list/1"):
    """What `cchc plan list --format json` prints."""

    tool: str
    plans: tuple[PlanEntry, ...]


class QuotaEntry(Struct, frozen=True):
    """One quota."""

    quota: str
    title: str
    clause: str
    rule: Annotated[str, Meta(description="The quota as a sentence, in the language of --lang.")]
    repeats: Annotated[tuple[str, ...], Meta(description="Clauses that say the same.")]
    readings: Annotated[Mapping[str, str], Meta(description="The other readings by name, each as a sentence.")]


class DutyEntry(Struct, frozen=True):
    """A clause that no figure can judge, with the evidence found for it."""

    clause: str
    kind: DutyClass
    title: str
    units: tuple[str, ...]
    see: str | None
    evidence: tuple[RowPlace, ...]


class PlanShowDocument(PlanEntry, frozen=True, kw_only=True, tag_field="schema", tag="cchc/plan-show/1"):
    """What `cchc plan show --format json` prints."""

    tool: str
    clauses: Annotated[int, Meta(description="Quotas, repeats and duties together.")]
    repeat_count: int
    quotas: tuple[QuotaEntry, ...]
    duties: tuple[DutyEntry, ...]


def plan_list_document(plans: Iterable[Plan]) -> PlanListDocument:
    """Return the document of `plan list`, one entry for each plan."""
    return PlanListDocument(tool=__version__, plans=tuple(map(plan_entry, plans)))


def plan_show_document(
    plan: Plan, coverage: Coverage, organisation: Organisation, messages: Catalogue
) -> PlanShowDocument:
    """Return the document of `plan show`: the quotas with their rules in words, and the duties with their rows."""
    return PlanShowDocument(
        **_about(plan),
        tool=__version__,
        clauses=coverage.clauses,
        repeat_count=coverage.repeats,
        quotas=tuple(quota_entry(quota, organisation, messages) for quota in plan.quotas.values()),
        duties=tuple(_duty(duty, tuple(item.place for item in items)) for duty, items in coverage.found),
    )


def plan_entry(plan: Plan) -> PlanEntry:
    """Return a plan's header fields."""
    return PlanEntry(**_about(plan))


def _about(plan: Plan) -> dict[str, Any]:
    return {
        "org": plan.organisation,
        "plan": plan.id,
        "title": plan.title,
        "number": plan.number or None,
        "year": plan.year,
        "issued": plan.issue.earliest,
        "issued_precision": plan.issue.precision,
        "in_force": span(plan.in_force),
        "quota_count": len(plan.quotas),
        "duty_count": len(plan.duties),
        "file": plan.file,
        "sha256": plan.sha256,
    }


def quota_entry(quota: Quota, organisation: Organisation, messages: Catalogue) -> QuotaEntry:
    """Return a quota with its rule, and the rule of each reading, in the language of the catalogue."""
    readings = {name: sentence(reading_quota, organisation, messages) for name, reading_quota in quota.readings.items()}
    rule = sentence(quota, organisation, messages)
    return QuotaEntry(quota.id, quota.title, quota.clause, rule, quota.repeats, readings)


def _duty(duty: Duty, evidence: tuple[RowPlace, ...]) -> DutyEntry:
    return DutyEntry(duty.clause, duty.kind, duty.title, duty.units, duty.see or None, evidence)
