"""Writing results: standard output, files written whole or not at all, problems on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from cchc_cli.cli.usage import UsageError
from cchc_cli.formats.problem_lines import problem_lines
from cchc_cli.formats.text_lines import text_of
from cchc_cli.i18n import Catalogue
from cchc_cli.model.problem import Place, Problem

if TYPE_CHECKING:
    from cchc_cli.storing.guard import Guard


def print_text(text: str, stream: TextIO | None = None) -> None:
    """Print text for people; in a GitHub job, no title can act as a command of the runner."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        from cchc_cli.formats.github import inert_text

        text = inert_text(text)
    (stream or sys.stdout).write(text)


def print_exact(data: str | Iterable[bytes]) -> None:
    """Print text for programs without changing a byte, line ends on Windows included; a long text comes in UTF-8 pieces."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(newline="")
    if isinstance(data, str):
        sys.stdout.write(data)
    elif sys.stdout.isatty():  # a console may have another encoding
        sys.stdout.writelines(str(piece, "utf-8") for piece in data)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(data)


def print_problems(problems: Iterable[Problem], messages: Catalogue) -> None:
    """Print problems on standard error; on a terminal in colours (not with NO_COLOR) and broken between words."""
    lines = [line for problem in problems for line in problem_lines(problem, messages)]
    if not (lines and sys.stderr.isatty()):
        print_text(text_of(lines), sys.stderr)
        return
    from rich.console import Console

    from cchc_cli.formats.terminal import draw_lines

    plain = bool(os.environ.get("NO_COLOR"))
    draw_lines(lines, Console(stderr=True, highlight=False, color_system=None if plain else "auto"))


def check_outputs(paths: Iterable[Path], guard: Guard, *, replace: bool = True) -> None:
    """Raise UsageError for outputs that would replace an input, or, with `replace` False, any file."""
    paths = list(paths)
    problems = guard.refusals(paths)
    if not replace:
        problems += [Problem("would-replace", Place(path.as_posix()), fatal=True) for path in paths if path.is_file()]
    if problems:
        raise UsageError(*problems)


def kept_files(files: Iterable[Path]) -> list[Problem]:
    """Return a warning for each file of an earlier run that remains because nothing could be judged."""
    return [Problem("kept-file", Place(path.as_posix()), severity="warning") for path in files if path.is_file()]


def write_file(path: Path, data: str | bytes | Iterable[bytes], guard: Guard, *, replace: bool = True) -> None:
    """Write a result whole or not at all. Raises UsageError if it may not or cannot be written."""
    from cchc_cli.storing.atomic import write_whole

    check_outputs([path], guard, replace=replace)
    try:
        write_whole(path, data.encode(errors="replace") if isinstance(data, str) else data)
    except OSError as error:
        raise write_failed(path, error) from None


def make_folder(path: Path) -> None:
    """Create a folder for results; its parent must exist. Raises UsageError if it cannot be created."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise write_failed(path, error) from None


def append_file(path: Path, text: str, guard: Guard) -> None:
    """Append text to a file that other programs write to as well.

    Raises UsageError if it may not or cannot be written.
    """
    check_outputs([path], guard)
    try:
        with path.open("ab") as file:
            file.write(text.encode(errors="replace"))
    except OSError as error:
        raise write_failed(path, error) from None


def write_failed(path: Path, error: OSError) -> UsageError:
    if isinstance(error, FileNotFoundError) and not path.parent.exists():
        folder = path.parent.as_posix()
        return UsageError(Problem("no-parent-folder", Place(path.as_posix()), {"value": folder}, fatal=True))
    details = {"reason": error.strerror or "", "file": path.as_posix()}
    return UsageError(Problem("write-failed", Place(path.as_posix()), details, fatal=True))
