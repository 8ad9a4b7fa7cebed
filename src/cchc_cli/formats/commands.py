"""Commands for the reader to run next: explain a verdict, or remind the units that lack something."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Verdict

WINDOWS = {"week": "--week", "month": "--month", "quarter": "--quarter", "half-year": "--half", "year": "--year"}
MAX_UNITS = 3  # named in one command; for more units it names their group


def explain_command(
    verdict: Verdict,
    reading: str = "",
    repeated: Sequence[str] = (),
    periods: Sequence[Period] = (),
    *,
    owner: str | None = None,
) -> str:
    """Return the `cchc explain` command for a verdict, or for its quota over several `periods`.

    `repeated` holds options to repeat, already quoted for a shell. `owner` replaces the verdict's owner, "" by all owners.
    """
    obligation = verdict.obligation
    arguments = ["cchc explain", quote(obligation.quota.name)]
    owner = next(iter(obligation.owners), "") if owner is None else owner
    arguments += [f"--unit {quote(owner)}"] if owner and obligation.scope != "group" else []
    arguments += [_window(verdict, _span(periods or [obligation.period]))]
    arguments += [f"--reading {quote(reading)}"] if reading else []
    return " ".join([*arguments, *repeated])


def remind_command(verdict: Verdict, repeated: Sequence[str] = ()) -> str:
    """Return the command that writes reminders to the units lacking in a group's verdict."""
    lacking = verdict.share.lacking if verdict.share else ()
    units = lacking if 0 < len(lacking) <= MAX_UNITS else (verdict.obligation.owner,)
    return todo_command(units, repeated, remind=True)


def todo_command(units: Sequence[str], repeated: Sequence[str] = (), *, remind: bool) -> str:
    """Return the command that lists what units, or all, have to do, or that writes reminders of it."""
    arguments = ["cchc todo", *(["--remind"] if remind else []), *(f"--unit {quote(unit)}" for unit in units)]
    return " ".join([*arguments, *repeated])


def _span(periods: Sequence[Period]) -> Period:
    """Return the period itself, or the days from the first start to the last end of several."""
    if len(periods) == 1:
        return periods[0]
    return Period(min(period.start for period in periods), max(period.stop for period in periods))


def _window(verdict: Verdict, period: Period) -> str:
    """Return the window options that give the same verdict: the window holds its due day."""
    due = verdict.obligation.due
    last_day = max(period.last, due) if due else period.last
    option = WINDOWS.get(period.cadence.word) if period.cadence else None
    if option and last_day == period.last:
        return f"{option} {period.label}"
    return f"--from {period.start} --to {last_day}"
