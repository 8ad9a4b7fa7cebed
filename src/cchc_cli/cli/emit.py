"""Sends each format to its destination: a terminal, a pipe, a file, GitHub's summary of the step."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cchc_cli.cli.options import DrawingOptions, OutputOptions
from cchc_cli.cli.output import append_file, check_outputs, print_exact, print_text, write_file
from cchc_cli.cli.session import Invocation, Session, open_session
from cchc_cli.cli.terminal.drawing import show, show_lines
from cchc_cli.cli.usage import Output, bad_option, files_of, read_outputs
from cchc_cli.formats.context import Context, no_verdicts_text
from cchc_cli.formats.notices import notices
from cchc_cli.formats.passed_over import passed_over_line
from cchc_cli.formats.registry import COMMANDS, FORMATS, Format
from cchc_cli.formats.text_lines import Line, text_of
from cchc_cli.formats.view import View
from cchc_cli.i18n import Catalogue
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Result

if TYPE_CHECKING:
    from cchc_cli.storing.guard import Guard


def emit(
    output: Output, result: Result, context: Context, session: Session, drawing: DrawingOptions, *, quiet: bool
) -> None:
    """Write one format; the table with `quiet` as one line for each failing verdict.

    Raises UsageError if its file cannot be written.
    """
    messages = session.messages
    if output.format == "table" and output.file is None:
        if quiet:
            _print_failing(result, context, messages)
        else:
            _print_table(result, context, messages, drawing)
        return
    output_format = FORMATS[output.format]
    data = output_format.pieces(result, context, messages)
    if output.file is not None:
        write_file(output.file, data, session.guard)
    elif isinstance(data, str) and not output_format.exact:
        print_text(data)
    elif not isinstance(data, bytes):
        print_exact(data)
    if output.format == "github":
        from cchc_cli.formats.github import summary

        _append_summary(partial(summary, result, context, messages), session.guard)


def emit_unusable(
    outputs: Sequence[Output], problems: Sequence[Problem], root: str, messages: Catalogue, guard: Guard
) -> None:
    """Write the reason why a check could judge nothing in the formats of CI services, which do not read the exit code.

    Raises UsageError if a file cannot be written.
    """
    fatal = [problem for problem in problems if problem.fatal]
    for output in outputs:
        data = FORMATS[output.format].unusable(fatal, root, messages)
        if output.file is None:
            print_exact(data)
        else:
            write_file(output.file, data, guard)
        if output.format == "github":
            from cchc_cli.formats.github import unusable_summary

            _append_summary(partial(unusable_summary, fatal, messages), guard)


def outputs_of(command: str, options: OutputOptions) -> list[Output]:
    """Return the outputs of a command from its --format options. Raises UsageError."""
    return read_outputs(options.formats, options.file, COMMANDS[command])


def open_for(command: str, options: OutputOptions, invocation: Invocation) -> tuple[Session, list[Output]]:
    """Open the workspace for a command; return the outputs too.

    Raises UsageError without a usable workspace, and for outputs that cannot be written, before anything is read.
    """
    outputs = outputs_of(command, options)
    session = open_session(invocation)
    check_outputs(files_of(outputs), session.guard)
    return session, outputs


def folder_outputs(known: Mapping[str, Format], options: OutputOptions, *formats: str) -> list[Output]:
    """Read the formats of the files that go to a folder: `formats` where none is asked for. Raises UsageError."""
    if options.file is None or options.file.suffix.lower() in {
        output_format.ending for output_format in known.values()
    }:
        raise bad_option("--output", options.file or '""', "folder")
    if wrong := [text for text in options.formats if text not in known]:
        raise bad_option("--format", wrong[0], "folder-format", known=", ".join(known))
    return [Output(name, options.file) for name in dict.fromkeys(options.formats or formats)]


def deliver(
    command: str,
    outputs: Sequence[Output],
    made: Mapping[str, Callable[[], str | bytes]],
    guard: Guard,
    show: Callable[[], None],
) -> None:
    """Write each format, rendered on demand; `show` prints the default one for people on standard output."""
    for output in outputs:
        if output.file is not None:
            write_file(output.file, made[output.format](), guard)
        elif not COMMANDS[command][output.format].exact:
            show()
        elif isinstance(data := made[output.format](), str):  # `outputs_of` sends binary formats to files
            print_exact(data)


def deliver_lines(
    command: str,
    outputs: Sequence[Output],
    guard: Guard,
    drawing: DrawingOptions,
    lines: Callable[[], Iterable[Line]],
    document: Callable[[], object],
    **others: Callable[[], str | bytes],
) -> None:
    """Write the lines of a command as text and its document as JSON; `others` are its further formats by name."""

    def json() -> str:
        from cchc_cli.formats.documents.encoding import document_text

        return document_text(document())

    made = {"text": lambda: text_of(lines()), "json": json, **others}
    deliver(command, outputs, made, guard, lambda: show_lines([*lines()], drawing))


def _append_summary(text: Callable[[int], str], guard: Guard) -> None:
    """Append to GitHub's summary of the step the text for its size so far."""
    named = os.environ.get("GITHUB_STEP_SUMMARY")
    if named:
        path = Path(named)
        size = path.stat().st_size if path.exists() else 0
        append_file(path, text(size), guard)


def below_repository(root: Path) -> str:
    """Return the workspace's folder relative to GitHub's repository, "" for the repository itself."""
    repository = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    try:
        below = root.resolve().relative_to(repository).as_posix()
    except ValueError:
        return ""
    return "" if below == "." else below


def _print_failing(result: Result, context: Context, messages: Catalogue) -> None:
    """Print one line for each failing verdict; the notices around a table go to standard error."""
    from cchc_cli.formats.failures import failing_lines

    lines = [*notices(result, messages)]
    lines += [passed_over_line(result.passed_over, messages)] if result.passed_over else []
    print_text("".join(f"{line}\n" for line in lines), sys.stderr)
    print_text("".join(f"{line}\n" for line in failing_lines(result, context, messages)))


def _print_table(result: Result, context: Context, messages: Catalogue, drawing: DrawingOptions) -> None:
    from cchc_cli.formats.layout import sized_options

    def views(width: int | None) -> Iterator[View]:
        yield context.view(result, replace(context, options=sized_options(context.options, width)), messages)

    show(views, drawing)
    lacking = no_verdicts_text(result, context, messages)
    print_text(f"{lacking}\n" if lacking else "")
