"""The problems that refused a row of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cchc_cli.model.problem import Problem

MAX_REFUSED = 10  # rows shown


def refusals(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that refused a row."""
    return [
        problem
        for problem in problems
        if problem.severity == "error" and not problem.fatal and problem.place.row is not None
    ]


def refused_rows(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Return the refusals, grouped by row."""
    return [
        list(problems_of_row)
        for _, problems_of_row in groupby(
            refusals(problems), key=lambda problem: (problem.place.file, problem.place.row)
        )
    ]
