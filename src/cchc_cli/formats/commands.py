"""The commands that tell more of a verdict, or remind those who lack something."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Verdict

WINDOWS = {"week": "--week", "month": "--month", "quarter": "--quarter", "half-year": "--half", "year": "--year"}
MAX_UNITS = 3  # of a reminder; of more, all of their group are reminded


def explain_command(verdict: Verdict, reading: str = "", also: Sequence[str] = (), period: Period | None = None) -> str:
    """Return the command that says all about a verdict, or about those of an owner in a longer period.

    `also` are options to repeat, quoted where a shell needs it.
    """
    obligation = verdict.obligation
    words = ["cchc explain", quote(obligation.quota.name)]
    owner = next(iter(obligation.owners), "")
    words += [f"--unit {quote(owner)}"] if owner and obligation.scope != "group" else []
    words += [_window(verdict, period or obligation.period)]
    words += [f"--reading {quote(reading)}"] if reading else []
    return " ".join([*words, *also])


def remind_command(verdict: Verdict, also: Sequence[str] = ()) -> str:
    """Return the command that writes reminders to the units that a group's verdict lacks."""
    lacking = verdict.share.lacking if verdict.share else ()
    units = lacking if 0 < len(lacking) <= MAX_UNITS else (verdict.obligation.owner,)
    return " ".join(["cchc todo --remind", *(f"--unit {quote(unit)}" for unit in units), *also])


def _window(verdict: Verdict, period: Period) -> str:
    """Return the options of a window in which the verdict is judged as here: one that has its due day."""
    due = verdict.obligation.due
    last = max(period.last, due) if due else period.last
    option = WINDOWS.get(period.cadence.word) if period.cadence else None
    if option and last == period.last:
        return f"{option} {period.label}"
    return f"--from {period.start} --to {last}"
