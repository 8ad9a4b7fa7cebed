"""A plan as text: coverage, quotas as sentences, duties by class."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli.engine.coverage import SHOWN, Coverage
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan, Quota

MAX_ROWS = 4


def plan_line(plan: Plan, messages: Catalogue) -> str:
    """Return one line about a plan."""
    return messages(
        "plan.line",
        plan=plan.id,
        org=plan.organisation,
        title=safe(plan.title),
        quotas=len(plan.quotas),
        duties=len(plan.duties),
        start=messages.day(plan.in_force.start),
        end=messages.day(plan.in_force.last),
    )


def render(plan: Plan, coverage: Coverage, organisation: Organisation, messages: Catalogue) -> str:
    """Return the whole plan as text."""
    return "\n".join(map(safe, _lines(plan, coverage, organisation, messages))) + "\n"


def _lines(plan: Plan, coverage: Coverage, organisation: Organisation, messages: Catalogue) -> Iterator[str]:
    yield plan_line(plan, messages)
    issue = plan.issue
    issued = messages(
        f"plan.issued.{issue.precision}", day=messages.day(issue.earliest), month=messages.month(issue.earliest)
    )
    yield f"{plan.number or messages('plans.no-number')}, {issued}"
    if plan.amended:
        yield messages("plan.amended", by=plan.amended.by, day=messages.day(plan.amended.since))
    for named in plan.dates.values():
        yield f"{named.name}: {messages.day(named.day) if named.day else named.question}"
    for name, other in plan.readings.items():
        yield f"⇄ {name}: {messages('plan.issued.day', day=messages.day(other.earliest))}"
    counts = {"quotas": coverage.quotas, "repeats": coverage.repeats, "duties": coverage.duties}
    yield messages("plan.coverage", clauses=coverage.clauses, **counts)
    yield "  " + " · ".join(f"{messages(f'class.{kind}')} {count}" for kind, count in sorted(coverage.classes.items()))
    if not plan.states_figures:
        yield messages("plan.only-reports" if plan.asks_reports else "plan.no-figures")
    yield ""
    yield f"## {messages('plan.quotas')}"
    for quota in plan.quotas.values():
        yield from _quota(quota, organisation, messages)
    yield ""
    yield f"## {messages('plan.duties')}"
    for duty, items in coverage.found:
        see = f" → {duty.see}" if duty.see else ""
        yield f"{duty.clause:<10} {messages(f'class.{duty.kind}')}: {safe(duty.title)} ({', '.join(duty.units)}){see}"
        if duty.kind in SHOWN and duty.tags:
            yield " " * 11 + _found(items, messages)


def _quota(quota: Quota, organisation: Organisation, messages: Catalogue) -> Iterator[str]:
    yield f"{quota.id:<10} {safe(quota.title)} [{quota.clause}]"
    yield " " * 11 + sentence(quota, organisation, messages)
    if quota.repeats:
        yield " " * 11 + messages("plan.repeats", clauses=", ".join(quota.repeats))
    for name, reading in quota.readings.items():
        yield " " * 11 + f"⇄ {name}: {sentence(reading, organisation, messages)}"


def _found(items: tuple[Item, ...], messages: Catalogue) -> str:
    if not items:
        return messages("plan.none-found")
    rows = ", ".join(item.ref for item in items[:MAX_ROWS]) + (" …" if len(items) > MAX_ROWS else "")
    return messages("plan.found", count=len(items), rows=rows)
