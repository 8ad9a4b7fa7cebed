"""Writing results: standard output, files written whole or not at all, problems on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from cchc_cli.cli.usage import UsageError
from cchc_cli.formats.safe import safe
from cchc_cli.i18n import Catalogue
from cchc_cli.i18n.problems import lines
from cchc_cli.load.atomic import write_whole
from cchc_cli.model.problem import Place, Problem


def prepare_streams() -> None:
    """Redirected output is UTF-8 everywhere; a console that cannot show a letter shows another, never crashes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def print_text(text: str, stream: TextIO | None = None) -> None:
    (stream or sys.stdout).write(text)


def print_problems(problems: Iterable[Problem], say: Catalogue) -> None:
    for problem in problems:
        for line in lines(problem, say):
            print_text(safe(line) + "\n", sys.stderr)


def write_file(path: Path, data: str | bytes) -> None:
    """Write a result whole or not at all. Raises UsageError when it cannot be written."""
    try:
        write_whole(path, data.encode() if isinstance(data, str) else data)
    except OSError as error:
        details = {"reason": error.strerror or "", "file": str(path)}
        raise UsageError(Problem("write-failed", Place(str(path)), details, fatal=True)) from None
