"""Deadlines, pure: those of a window in order, and the obligations without a due day."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from cchc_cli.engine.explain import shortfall_kind
from cchc_cli.model.verdict import Result, Verdict


class Deadlines(Struct, frozen=True):
    """The verdicts with a due day in the window, by that day, and those without a stated day."""

    dated: tuple[Verdict, ...]
    undated: tuple[Verdict, ...]


def deadlines(result: Result, *, open_only: bool = False) -> Deadlines:
    """Return a result sorted by due days; `open_only` drops reached, waived, tracked and finally missed verdicts."""
    shown = [
        verdict
        for verdict in result.verdicts
        if verdict.decides and not (open_only and is_closed(verdict, result.as_of))
    ]
    dated = sorted(
        (verdict for verdict in shown if verdict.section == "due"), key=lambda verdict: str(verdict.obligation.due)
    )
    return Deadlines(tuple(dated), tuple(verdict for verdict in shown if verdict.obligation.due is None))


def is_closed(verdict: Verdict, as_of: date) -> bool:
    return shortfall_kind(verdict, as_of) in {"nothing", "never"}
