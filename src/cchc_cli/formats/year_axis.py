"""One time axis for all cadences: its days, the day on which a bar ends, the bands in which quotas are listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from cchc_cli.engine.select import year_around
from cchc_cli.i18n import Catalogue
from cchc_cli.model.period import ONE_DAY, Period
from cchc_cli.model.verdict import Obligation, Result, Verdict
from cchc_cli.words.cadences import CADENCES
from cchc_cli.words.cadences.month import Month
from cchc_cli.words.cadences.year import Year

MAX_AFTER = timedelta(days=92)  # after the year, for reports due then


def axis_days(verdicts: Iterable[Verdict], result: Result) -> Period:
    """Return whole months: the years around the window, and the due days soon after."""
    first_year, last_year = (year_around(result.plans, day) for day in (result.window.start, result.window.last))
    stop = max(first_year.stop, last_year.stop)
    dues = [verdict.obligation.due for verdict in verdicts if verdict.obligation.due]
    latest_due = max([day for day in dues if day < stop + MAX_AFTER], default=stop - ONE_DAY)
    return Period(min(first_year.start, last_year.start), max(stop, Month.containing(latest_due).stop))


def bar_days(first: Obligation, last: Obligation, days: Period) -> tuple[date, date]:
    """Return the first and the last day of a bar within `days`: from the first period's start to the last due day."""
    last_day = min(last.due or last.period.last, days.last)
    first_day = min(first.period.start, last_day)
    return max(first_day, days.start), max(last_day, days.start)


def band_rank(verdicts: Sequence[Verdict]) -> int:
    """Return the sort key of the band of one quota of one owner: recurring by cadence, rounds, then once-only."""
    cadence = verdicts[0].obligation.period.cadence
    if cadence is None or cadence is Year:
        return len(CADENCES) if len(verdicts) == 1 else len(CADENCES) - 1
    return CADENCES.index(cadence)


def band_heading(verdicts: Sequence[Verdict], messages: Catalogue) -> str:
    """Return the heading of the band."""
    cadence, rank = verdicts[0].obligation.period.cadence, band_rank(verdicts)
    if cadence is None or cadence is Year:
        return messages("page.once") if rank == len(CADENCES) else messages("page.rounds")
    return messages.text(cadence.heading)
