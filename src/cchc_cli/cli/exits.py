"""Exit codes; the first that applies is used."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum

from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Result, Status


class Exit(IntEnum):
    """The result of a command for its caller."""

    OK = 0
    FAILED = 1  # a deciding verdict is in --fail-on
    UNUSABLE = 2  # wrong usage or unusable input; with --strict any problem
    NOTHING = 3  # no obligation matches the selection
    DEFECT = 70  # a defect of the program itself


def of_problems(problems: Collection[Problem], *, strict: bool) -> Exit:
    """Return UNUSABLE for unusable input, or with `strict` for any problem; OK otherwise."""
    fatal = any(problem.fatal for problem in problems)
    return Exit.UNUSABLE if fatal or (strict and problems) else Exit.OK


def of_check(result: Result, fail_on: Collection[Status], *, strict: bool) -> Exit:
    """Return the exit code of a check."""
    unusable = of_problems(result.problems, strict=strict)
    if unusable is not Exit.OK:
        return unusable
    deciding = [verdict for verdict in result.verdicts if verdict.decides_exit]
    if any(verdict.status in fail_on for verdict in deciding):
        return Exit.FAILED
    return Exit.OK if result.verdicts else Exit.NOTHING
