"""Names of periods in tables and texts."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.report import report_words
from cchc_cli.model.period import Cadence, Period
from cchc_cli.words.cadences.year import Year


def period_label(period: Period, messages: Catalogue) -> str:
    """Return a period as people read it in a table: `Tháng 5/2026`, in English its label, `2026-05`."""
    return period.label if messages.language == "en" else messages.period(period, short=True)


def periods_label(periods: Sequence[Period], messages: Catalogue) -> str:
    """Return one name for several periods: `Tháng 5–9/2026`, in English from the first to the last."""
    if messages.language == "vi":
        return report_words("vi").periods(periods)
    first, *others = (one.label for one in periods)
    return "…".join((first, *others[-1:]))


def short_period_label(period: Period, messages: Catalogue, year: int) -> str:
    """Return the name for narrow tables, in Vietnamese without the year if it is `year`.

    A span of whole months in one year is `2026-04..12`, or `Tháng 4–12`.
    """
    name = short_period_words(period, messages, year)
    return name[0].upper() + name[1:]


def short_period_words(period: Period, messages: Catalogue, year: int) -> str:
    """Return the same within a sentence: `tháng 5`."""
    own_year = period.start.year
    whole = period.start.day == 1 and period.stop.day == 1 and own_year == period.last.year
    name = messages.label(period)
    if whole and period.cadence is None:
        name = messages("period.months", first=period.start.month, last=period.last.month, year=own_year)
    if messages.language == "en" or isinstance(period, Year) or own_year != year or period.last.year != year:
        return name
    return name.replace(f"/{year}", "").removesuffix(f" {year}")


def column_label(period: Period, messages: Catalogue, *, years: bool) -> str:
    """Return the heading of a period's column; the year only where the columns are of several years."""
    if not isinstance(period, Cadence):
        day = messages.day if years else messages.short_day
        return f"{day(period.start)}–{day(period.last)}"
    if not years or isinstance(period, Year):
        return period.column(messages)
    return period.label if messages.language == "en" else f"{period.column(messages)}/{period.year}"
