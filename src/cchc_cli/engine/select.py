"""Which obligations a window shows, in which section, and on which day each is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from itertools import chain

from cchc_cli.engine.status import is_tracked
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Obligation, Section
from cchc_cli.words.cadences import span
from cchc_cli.words.cadences.year import whole_year


def section_of(obligation: Obligation, plan: Plan, window: Period, as_of: date) -> Section | None:
    """Return the section of an obligation, None if the window does not show it.

    An obligation due after the plan's year, such as a report on it, is shown when due. An overdue one is shown only
    while it is not reached, which only its verdict can tell.
    """
    in_force = plan.in_force.overlaps(window)
    due = obligation.due
    if due is not None and window.holds(due) and (in_force or due >= plan.in_force.stop):
        return "due"
    if in_force and obligation.period.overlaps(window) and (due is None or due >= window.stop):
        return "running"
    if obligation.is_blank and in_force and due is not None and due < window.start:
        return "overdue"  # still to be answered, until the plan's year has ended
    if due is not None and due < window.start and obligation.can_be_late_on(as_of) and not obligation.is_blank:
        from_earlier_plan = plan.in_force.stop <= window.start and obligation.stays_open
        return "overdue" if in_force or from_earlier_plan else None
    return None


def all_time(plans: Iterable[Plan], as_of: date) -> Period:
    """Return a window that shows all that is owed under the plans, each judged on the as-of date."""
    own = [plan.own_year for plan in plans]
    first = min([as_of.year, *(year.start.year - 1 for year in own)])  # a plan may ask for something before its year
    last = max([as_of.year, *(year.last.year for year in own)]) + 1  # and a report on a year is due in the next
    return Period(date(max(first, date.min.year), 1, 1), date(min(last + 1, date.max.year), 1, 1))


def year_around(plans: Iterable[Plan], day: date) -> Period:
    """Return the calendar year of a day, and each plan's own year, whole, where it holds the day."""
    years = [whole_year(day.year), *(plan.own_year for plan in plans if plan.own_year.holds(day))]
    return span(min(year.start for year in years), max(year.stop for year in years))


def judging_day(section: Section, obligation: Obligation, window: Period, as_of: date) -> date:
    """Running obligations are judged as they stood on the window's last day; those without a due day, today."""
    if section == "running" and obligation.due is not None:
        return min(as_of, window.last)
    return as_of


def last_day_judged(obligation: Obligation, plan: Plan) -> date:
    """Return the last day on which an obligation is judged: a closed year does not change what state was kept up in it."""
    standing = obligation.quota.timing.kept_up and not is_tracked(obligation)
    return plan.in_force.last if standing else date.max


def is_selected(obligation: Obligation, units: Collection[str]) -> bool:
    """Whether any of the units (or groups) owes it: alone, jointly, as the group; or ended, and another in its place."""
    lines = obligation.lines if obligation.scope != "group" else ()
    return not units or any(code in units for code in (*obligation.owners, *chain(*lines)))
