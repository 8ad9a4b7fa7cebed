"""Questions on a terminal, repeated until the answer can be used; Enter takes the proposed answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from cchc_cli.cli.output import print_problems, print_text
from cchc_cli.cli.usage import UsageError
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue

Used = TypeVar("Used")


def is_terminal() -> bool:
    """Whether a person can answer: standard input and standard error are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(question: str, use: Callable[[str], Used], messages: Catalogue) -> Used | None:
    """Return the value that `use` makes of the answer, None for Enter or the end of input.

    If `use` raises UsageError, its problems are printed and the question is asked again.
    """
    while True:
        print_text(f"{safe(question)} ", sys.stderr)
        sys.stderr.flush()
        answer = sys.stdin.readline().strip().strip("\"'")  # dropping a file on the window types its path in quotes
        if not answer:
            return None
        try:
            return use(answer)
        except UsageError as error:
            print_problems(error.problems, messages)
