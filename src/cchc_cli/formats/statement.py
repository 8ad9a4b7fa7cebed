"""Facts that several formats share: the basis of a result, and a verdict in one line."""

from __future__ import annotations

from cchc_cli import __version__
from cchc_cli.formats.context import Context
from cchc_cli.formats.safe import safe
from cchc_cli.formats.verdict_rows import remarks_of
from cchc_cli.formats.view import verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.model.plan import NO_READING
from cchc_cli.model.verdict import Result, Verdict


def heading(result: Result, context: Context, messages: Catalogue) -> tuple[str, ...]:
    """Return the heading of a result (organisation, window, as-of date, reading) and the notice of sample data."""
    return context.view(result, context, messages).heading


def facts(result: Result) -> dict[str, str]:
    """Return the basis of a result by names that are the same in every language."""
    rows = result.rows
    return {
        "as-of": result.as_of.isoformat(),
        "window": result.window.label,
        "reading": result.reading or NO_READING,
        "sample": str(result.sample).lower(),
        **{
            f"skipped {number}": safe(f"{problem.place} {problem.code}")
            for number, problem in enumerate(result.skipped, 1)
        },
        "tool": f"cchc {__version__}",
        "rows": f"read {rows.read}, used {rows.used}, unused {rows.unused}, refused {rows.refused}",
        **{
            f"plan {plan.organisation}/{plan.id}": safe(f"{plan.number} sha256 {plan.sha256}".strip())
            for plan in result.plans
        },
    }


def state(verdict: Verdict, messages: Catalogue) -> str:
    """Return a verdict in one line: status, figures, due day, and the remarks of the table."""
    obligation = verdict.obligation
    number = verdict_figures(verdict, mark_implied=True)
    due = [f"{messages('column.due')} {messages.day(obligation.due)}"] if obligation.due else []
    return safe(" · ".join([f"{messages(f'status.{verdict.status}')} {number}", *due, *remarks_of(verdict, messages)]))
