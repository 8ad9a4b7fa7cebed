"""Notices above every result: sample data, and files and sheets that were left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import message
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Result


def notices(result: Result, messages: Catalogue) -> Iterator[str]:
    """Yield one line for each file or sheet left out, then one for sample data."""
    yield from skipped_lines(result.skipped, messages)
    if result.sample:
        yield messages("table.sample")


def skipped_lines(skipped: Iterable[Problem], messages: Catalogue) -> Iterator[str]:
    """Yield one line for each file or sheet that --skip-unreadable left out."""
    for problem in skipped:
        yield safe(messages("table.skipped", place=str(problem.place), message=message(problem, messages)))
