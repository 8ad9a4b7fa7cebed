"""A plan as text: coverage, quotas as sentences, duties by class."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli.engine.coverage import SHOWN, Coverage
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import BOLD, HEADING, Line
from cchc_cli.formats.view import DIM, NOTICE
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.item import Item
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Duty, Plan

MAX_ROWS = 4
EVERY_UNIT = "all"  # the word of a plan file
BELOW = " " * 11  # below an id
READING = "color(31)"


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


def plan_lines_of(plan: Plan, coverage: Coverage, organisation: Organisation, messages: Catalogue) -> Iterator[Line]:
    """Yield the whole plan: header, coverage, quotas, duties."""
    lines = (_header(plan, messages), _coverage(plan, coverage, messages), _quotas(plan, organisation, messages))
    for section in (*lines, _duties(coverage, messages)):
        yield from (tuple((safe(text), style) for text, style in line) for line in section)


def _header(plan: Plan, messages: Catalogue) -> Iterator[Line]:
    yield ((plan_line(plan, messages), BOLD),)
    issue = plan.issue
    issued = messages(
        f"plan.issued.{issue.precision}", day=messages.day(issue.earliest), month=messages.month(issue.earliest)
    )
    yield ((f"{plan.number or messages('plans.no-number')}, {issued}", ""),)
    if plan.amended:
        yield ((messages("plan.amended", by=plan.amended.by, day=messages.day(plan.amended.since)), NOTICE),)
    for named in plan.dates.values():
        yield ((f"{named.name}: ", ""), (messages.day(named.day) if named.day else str(named.question), ""))
    for name, other in plan.readings.items():
        yield ((f"⇄ {name}: ", READING), (messages("plan.issued.day", day=messages.day(other.earliest)), ""))


def _coverage(plan: Plan, coverage: Coverage, messages: Catalogue) -> Iterator[Line]:
    counts = {"quotas": coverage.quotas, "repeats": coverage.repeats, "duties": coverage.duties}
    yield ((messages("plan.coverage", clauses=coverage.clauses, **counts), ""),)
    classes = " · ".join(f"{messages(f'class.{kind}')} {count}" for kind, count in sorted(coverage.classes.items()))
    if classes:
        yield ((f"  {classes}", DIM),)
    if not plan.states_figures:
        yield ((messages("plan.only-reports" if plan.asks_reports else "plan.no-figures"), NOTICE),)
    yield ()


def _quotas(plan: Plan, organisation: Organisation, messages: Catalogue) -> Iterator[Line]:
    if not plan.quotas:
        return
    yield ((messages("plan.quotas"), HEADING),)
    for quota in plan.quotas.values():
        yield ((f"{quota.id:<10} ", BOLD), (f"{quota.title} [{quota.clause}]", BOLD))
        yield ((BELOW, ""), (sentence(quota, organisation, messages), ""))
        if quota.repeats:
            yield ((BELOW, ""), (messages("plan.repeats", clauses=", ".join(quota.repeats)), DIM))
        for name, reading in quota.readings.items():
            yield ((BELOW, ""), (f"⇄ {name}: {sentence(reading, organisation, messages)}", READING))
    yield ()


def duty_text(duty: Duty, messages: Catalogue) -> str:
    """Return the class, title and units of a duty."""
    units = ", ".join(messages("plan.all-units") if unit == EVERY_UNIT else unit for unit in duty.units)
    return f"{messages(f'class.{duty.kind}')}: {duty.title} ({units})"


def _duties(coverage: Coverage, messages: Catalogue) -> Iterator[Line]:
    if not coverage.found:
        return
    yield ((messages("plan.duties"), HEADING),)
    for duty, items in coverage.found:
        see = f" → {duty.see}" if duty.see else ""
        yield ((f"{duty.clause:<10} ", BOLD), (duty_text(duty, messages) + see, ""))
        if duty.kind in SHOWN and duty.tags:
            yield ((BELOW, ""), (_rows_of_duty(items, messages), DIM))


def _rows_of_duty(items: tuple[Item, ...], messages: Catalogue) -> str:
    if not items:
        return messages("plan.none-found")
    rows = ", ".join(item.ref for item in items[:MAX_ROWS]) + (" …" if len(items) > MAX_ROWS else "")
    return messages("plan.found", count=len(items), rows=rows)
