"""Names of periods in tables and texts."""

from __future__ import annotations

from cchc_cli.i18n import Catalogue
from cchc_cli.model.period import Period


def period_label(period: Period, _messages: Catalogue) -> str:
    """Return a period as people read it in a table: `2026-05`, `2026-Q2`."""
    return period.label


def short_period_label(period: Period, messages: Catalogue) -> str:
    """Return the name for narrow tables: a span of whole months in one year is `2026-04..12`."""
    whole = period.start.day == 1 and period.stop.day == 1 and period.start.year == period.last.year
    if whole and period.cadence is None:
        return f"{period.start:%Y-%m}..{period.last:%m}"
    return period_label(period, messages)
