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
    shown = [one for one in result.verdicts if one.decides and not (open_only and is_closed(one, result.as_of))]
    dated = sorted((one for one in shown if one.section == "due"), key=lambda one: str(one.obligation.due))
    return Deadlines(tuple(dated), tuple(one for one in shown if one.obligation.due is None))


def is_closed(verdict: Verdict, as_of: date) -> bool:
    return shortfall_kind(verdict, as_of) in {"nothing", "never"}
