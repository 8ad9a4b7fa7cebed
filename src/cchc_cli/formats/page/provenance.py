"""The basis of the figures: the plans with their digests, the rows, the program's version."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_cli import __version__
from cchc_cli.formats.page.source import PageSource
from cchc_cli.formats.passed_over import passed_over_line


def provenance(source: PageSource) -> Iterator[str]:
    """Yield one line for each plan, one for the rows, one for the program."""
    result, messages = source.result, source.messages
    for plan in result.plans:
        number = plan.number or messages("plans.no-number")
        yield messages("plans.line", plan=plan.id, number=number, file=plan.file, sha=plan.sha256)
    rows = result.rows
    yield messages("rows.line", read=rows.read, used=rows.used, unused=rows.unused, refused=rows.refused)
    if result.passed_over:
        yield passed_over_line(result.passed_over, messages)
    yield messages("page.tool", version=__version__, day=messages.day(result.as_of))
