"""The effect of new rows, as text: the quotas each row counts for and their shortfall, or why it counts for none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc_cli.engine.explain import shortfall_kind
from cchc_cli.engine.impact import Impact, Impacts
from cchc_cli.engine.usage import RowUsage
from cchc_cli.formats.rows_text import heading, reasons
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import KEYS, lacking, needed
from cchc_cli.formats.view import verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Verdict


def render(gains: Impacts, organisation: Organisation, messages: Catalogue) -> str:
    """Return one line for each row, and below it the quotas it serves and their remaining shortfall."""
    return "".join(f"{safe(line)}\n" for row in gains.rows for line in _lines(row, gains, organisation, messages))


def _lines(row: RowUsage, gains: Impacts, organisation: Organisation, messages: Catalogue) -> Iterator[str]:
    yield heading(row, organisation, messages)
    for gain in gains.verdicts:
        if row.item.ref in {item.ref for item in gain.after.counted}:
            yield "    " + _gain(gain, messages)
            yield "        " + messages("add.needed", needed=_needed(gain.after, gains.as_of, organisation, messages))
    yield from reasons(row, messages)


def _needed(verdict: Verdict, as_of: date, organisation: Organisation, messages: Catalogue) -> str:
    """Return the shortfall with all its conditions, since no rule is printed beside it."""
    lack, due = shortfall_kind(verdict, as_of), verdict.obligation.due
    if lack not in KEYS:
        return needed(verdict, lack, organisation, messages)
    return messages(KEYS[lack], parts=lacking(verdict, organisation, messages), due=messages.day(due) if due else "")


def _gain(gain: Impact, messages: Catalogue) -> str:
    obligation = gain.after.obligation
    return messages(
        "add.serves",
        quota=f"{obligation.quota.name} {obligation.owner} {messages.label(obligation.period)}",
        before=verdict_figures(gain.before) if gain.before else "–",
        after=verdict_figures(gain.after),
        status=messages(f"status.{gain.after.status}"),
    )
