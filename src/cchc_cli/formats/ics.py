"""Deadlines as a calendar (RFC 5545): one all-day event an obligation; equal input gives equal bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, vText

from cchc_cli.engine.deadlines import is_closed
from cchc_cli.engine.explain import shortfall_kind
from cchc_cli.formats.labels import period_label
from cchc_cli.formats.naming import full_name, has_several_organisations
from cchc_cli.formats.notices import notices
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import shortfall_sentence
from cchc_cli.formats.view import SYMBOLS, plan_lines, verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.remarks import question_text
from cchc_cli.i18n.sentences import sentence
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import ONE_DAY
from cchc_cli.model.verdict import Result, Verdict

ALARM_HOUR = 8  # o'clock in the morning, `warn_days` before the due day


def render(
    verdicts: Sequence[Verdict],
    result: Result,
    organisations: Mapping[str, Organisation],
    warn_days: int,
    messages: Catalogue,
) -> bytes:
    """Return the calendar file; it is independent of the clock. `warn_days` is the lead of the alarms, in days."""
    calendar = Calendar()
    calendar.add("prodid", "-//cchc//deadlines//")
    calendar.add("version", "2.0")
    # The library escapes non-standard properties only if they are marked as text.
    name = ", ".join(organisation.name for organisation in organisations.values())
    calendar.add("x-wr-calname", vText(safe(messages("calendar.name", name=name))))
    calendar.add("x-wr-caldesc", vText("\n".join(_basis(result, messages))))
    for verdict in verdicts:
        organisation = organisations[verdict.obligation.quota.organisation]
        calendar.add_component(_event(verdict, organisation, result, warn_days, messages))
    return bytes(calendar.to_ical())


def uid(verdict: Verdict) -> str:
    """Return the event id of an obligation: unique, and the same in every export."""
    obligation = verdict.obligation
    return f"{full_name(obligation.quota)}/{'+'.join(obligation.owners)}/{obligation.period.label}@cchc"


def _event(verdict: Verdict, organisation: Organisation, result: Result, warn_days: int, messages: Catalogue) -> Event:
    due = verdict.obligation.due
    if due is None:
        raise ValueError(verdict.obligation)
    event = Event()
    event.add("uid", uid(verdict))
    event.add("dtstamp", datetime.combine(result.as_of, time(), UTC))
    event.add("dtstart", due)
    if due < due.max:
        event.add("dtend", due + ONE_DAY)
    summary = _summary(verdict, organisation, result)
    event.add("summary", summary)
    event.add(
        "description",
        "\n".join([*_description(verdict, organisation, result, messages), *_basis(result, messages, verdict)]),
    )
    event.add("categories", [verdict.obligation.quota.plan])
    event.add("transp", "TRANSPARENT")
    if not is_closed(verdict, result.as_of):
        event.add_component(_alarm(summary, warn_days))
    return event


def _alarm(summary: str, warn_days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(days=-warn_days, hours=ALARM_HOUR))
    return alarm


def _summary(verdict: Verdict, organisation: Organisation, result: Result) -> str:
    """Return the title of an event: a mark once it is settled, and the organisation if there are several."""
    obligation = verdict.obligation
    symbol = f"{SYMBOLS[verdict.status]} " if is_closed(verdict, result.as_of) else ""
    owners = [*obligation.owners, *([organisation.name] if has_several_organisations(result) else [])]
    owners_text = f" ({', '.join(owners)})" if owners else ""
    return safe(f"{symbol}{obligation.quota.id} {obligation.quota.title}{owners_text}")


def _description(verdict: Verdict, organisation: Organisation, result: Result, messages: Catalogue) -> Iterator[str]:
    obligation = verdict.obligation
    quota = obligation.quota
    wording = " " + messages("explain.wording", wording=quota.wording) if quota.wording else ""
    yield safe(f"{messages('column.organisation')}: {organisation.name}")
    yield safe(f"{messages('explain.clause')}: {quota.clause}{wording}")
    yield safe(f"{messages('explain.rule')}: {sentence(quota, organisation, messages)}")
    yield f"{messages('explain.window')}: {period_label(obligation.period, messages)}"
    status = f"{SYMBOLS[verdict.status]} {messages(f'status.{verdict.status}')} {verdict_figures(verdict)}"
    yield messages("calendar.status", status=status, day=messages.day(result.as_of))
    yield safe(
        f"{messages('explain.needed')}: {shortfall_sentence(verdict, shortfall_kind(verdict, result.as_of), organisation, messages)}"
    )
    if verdict.question:
        yield safe(messages("table.question", question=question_text(verdict.question, messages)))
    if verdict.waiver:
        yield safe(messages("table.waiver", number=verdict.waiver.number, last=messages.day(verdict.waiver.last_day)))


def _basis(result: Result, messages: Catalogue, verdict: Verdict | None = None) -> Iterator[str]:
    """Yield the as-of date, the reading, the plan versions and the notice of sample data."""
    if verdict is None:
        yield messages("calendar.as-of", day=messages.day(result.as_of))
    if result.reading:
        yield safe(messages("table.reading", reading=result.reading))
    quota = verdict.obligation.quota if verdict else None
    for plan, line in zip(result.plans, plan_lines(result.plans, messages), strict=True):
        if quota is None or (plan.organisation, plan.id) == (quota.organisation, quota.plan):
            yield line
    yield from notices(result, messages)
