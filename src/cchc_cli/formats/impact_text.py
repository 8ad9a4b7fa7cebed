"""The effect of new rows, as text: the quotas each row counts for and their shortfall, or why it counts for none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc_cli.engine.explain import shortfall_kind
from cchc_cli.engine.impact import Impact, Impacts
from cchc_cli.engine.usage import RowUsage
from cchc_cli.formats.rows_text import heading, reasons
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import KEYS, shortfall_sentence, shortfall_text
from cchc_cli.formats.view import verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Verdict


def render(impacts: Impacts, organisation: Organisation, messages: Catalogue) -> str:
    """Return one line for each row, and below it the quotas it serves and their remaining shortfall."""
    return "".join(f"{safe(line)}\n" for row in impacts.rows for line in _lines(row, impacts, organisation, messages))


def _lines(row: RowUsage, impacts: Impacts, organisation: Organisation, messages: Catalogue) -> Iterator[str]:
    yield heading(row, organisation, messages)
    for impact in impacts.verdicts:
        if row.item.ref in {item.ref for item in impact.after.counted}:
            yield "    " + _impact(impact, messages)
            yield "        " + messages(
                "add.needed", needed=_needed(impact.after, impacts.as_of, organisation, messages)
            )
    yield from reasons(row, messages)


def _needed(verdict: Verdict, as_of: date, organisation: Organisation, messages: Catalogue) -> str:
    """Return the shortfall with all its conditions, since no rule is printed beside it."""
    shortfall, due = shortfall_kind(verdict, as_of), verdict.obligation.due
    if shortfall not in KEYS:
        return shortfall_sentence(verdict, shortfall, organisation, messages)
    return messages(
        KEYS[shortfall], parts=shortfall_text(verdict, organisation, messages), due=messages.day(due) if due else ""
    )


def _impact(impact: Impact, messages: Catalogue) -> str:
    obligation = impact.after.obligation
    return messages(
        "add.serves",
        quota=f"{obligation.quota.name} {obligation.owner} {messages.label(obligation.period)}",
        before=verdict_figures(impact.before) if impact.before else "–",
        after=verdict_figures(impact.after),
        status=messages(f"status.{impact.after.status}"),
    )
