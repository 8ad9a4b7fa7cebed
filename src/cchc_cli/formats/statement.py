"""What every format says in its own way: what the result rests on, and how a verdict stands, in one line."""

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
    """Return the organisation, window, as-of date and reading of a result, and the line that marks sample data."""
    return context.view(result, context, messages).heading


def facts(result: Result) -> dict[str, str]:
    """Return what the result rests on, by names that are the same in every language."""
    rows = result.rows
    return {
        "as-of": result.as_of.isoformat(),
        "window": result.window.label,
        "reading": result.reading or NO_READING,
        "sample": str(result.sample).lower(),
        **{f"skipped {number}": safe(f"{one.place} {one.code}") for number, one in enumerate(result.skipped, 1)},
        "tool": f"cchc {__version__}",
        "rows": f"read {rows.read}, used {rows.used}, unused {rows.unused}, refused {rows.refused}",
        **{
            f"plan {plan.organisation}/{plan.id}": safe(f"{plan.number} sha256 {plan.sha256}".strip())
            for plan in result.plans
        },
    }


def state(verdict: Verdict, messages: Catalogue) -> str:
    """Return how a verdict stands: status, figures, due day, and what the table remarks below it."""
    obligation = verdict.obligation
    number = verdict_figures(verdict, mark_implied=True)
    due = [f"{messages('column.due')} {messages.day(obligation.due)}"] if obligation.due else []
    return safe(" · ".join([f"{messages(f'status.{verdict.status}')} {number}", *due, *remarks_of(verdict, messages)]))
