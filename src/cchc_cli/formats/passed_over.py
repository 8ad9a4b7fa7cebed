"""Files, sheets and rows among the logs that are no evidence: their numbers on one line, or one line for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cchc_cli.i18n import Catalogue
from cchc_cli.model.passed_over import PassedOver, counts, spans


def passed_over_line(passed: Iterable[PassedOver], messages: Catalogue) -> str:
    """Return the numbers of files, sheets and rows among the logs that are not evidence."""
    return messages("passed.line", found=passed_over_counts(passed, messages))


def passed_over_counts(passed: Iterable[PassedOver], messages: Catalogue, write: Callable[[int], str] = str) -> str:
    """Return the numbers that are not zero, in words."""
    return ", ".join(messages(f"passed.{name}", count=write(count)) for name, count in counts(passed).items() if count)


def passed_over_lines(passed: Iterable[PassedOver], messages: Catalogue) -> Iterator[str]:
    """Yield one line for each file, sheet, or run of rows that is not evidence."""
    for passed_over in passed:
        place = f"{passed_over.file}[{passed_over.sheet}]" if passed_over.sheet is not None else passed_over.file
        reason = messages(f"passed.{passed_over.reason}")
        if passed_over.rows is None:
            yield messages("passed.named", place=place, reason=reason)
        else:
            yield messages("passed.named-rows", place=place, rows=spans(passed_over.rows), reason=reason)
