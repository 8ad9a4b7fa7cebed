"""URLs under which several titles are logged: rows of one URL are one work, and perhaps were not meant to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cchc_cli.model.item import MANY_TITLES, Item, in_order
from cchc_cli.model.problem import Place, Problem

MAX_LISTED = 5  # rows
MAX_SHOWN = 120  # characters of a URL


def shared_urls(items: Iterable[Item]) -> list[Problem]:
    """Return a warning for each URL under three or more titles, at the first row that has it."""
    by_url: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.url:
            by_url[item.url].append(item)
    candidates = (_problem(sorted(rows, key=in_order)) for rows in by_url.values() if len(rows) >= MANY_TITLES)
    problems = [problem for problem in candidates if problem is not None]
    return sorted(problems, key=lambda problem: (problem.place.file, problem.place.row or 0))


def _problem(rows: list[Item]) -> Problem | None:
    titles = {item.key for item in rows}
    if len(titles) < MANY_TITLES:
        return None
    other_rows = [item.ref for item in rows[1:]]
    listed = ", ".join(other_rows[:MAX_LISTED]) + (" …" if len(other_rows) > MAX_LISTED else "")
    details = {"value": rows[0].url[:MAX_SHOWN], "count": str(len(titles)), "others": listed}
    return Problem("shared-url", Place(rows[0].file, rows[0].row, "url"), details, severity="warning")
