"""Names of periods in tables and texts."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.report import report_words
from cchc_cli.model.period import Cadence, Period
from cchc_cli.words.cadences.year import Year


def period_label(period: Period, messages: Catalogue) -> str:
    """Return a period as people read it in a table: `Tháng 5/2026`, in English its label, `2026-05`."""
    return _capital(messages.label(period))


def periods_label(periods: Sequence[Period], messages: Catalogue) -> str:
    """Return one name for several periods: `Tháng 5–9/2026`, in English from the first to the last."""
    if messages.language == "vi":
        return report_words("vi").periods(periods)
    first_label, *other_labels = (period.label for period in periods)
    return "…".join((first_label, *other_labels[-1:]))


def short_period_label(period: Period, messages: Catalogue, year: int) -> str:
    """Return the name for narrow tables, in Vietnamese without the year if it is `year`.

    A span of whole months in one year is `2026-04..12`, or `Tháng 4–12`.
    """
    return _capital(short_period_words(period, messages, year))


def short_period_words(period: Period, messages: Catalogue, year: int) -> str:
    """Return the same within a sentence: `tháng 5`."""
    name = messages.months(period) or messages.label(period)
    other_year = period.start.year != year or period.last.year != year
    if messages.language == "en" or isinstance(period, Year) or other_year:
        return name
    return name.replace(f"/{year}", "").removesuffix(f" {year}")


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def column_label(period: Period, messages: Catalogue, *, years: bool) -> str:
    """Return the heading of a period's column; the year only where the columns are of several years."""
    if not isinstance(period, Cadence):
        day = messages.day if years else messages.short_day
        return f"{day(period.start)}–{day(period.last)}"
    if not years or isinstance(period, Year):
        return period.column(messages)
    return period.label if messages.language == "en" else f"{period.column(messages)}/{period.year}"
