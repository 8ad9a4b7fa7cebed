"""The values of options: days, windows, statuses, formats. An unusable value is a problem located at its option."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.verdict import Status
from cchc_cli.words.cadences import parse_period

if TYPE_CHECKING:
    from cchc_cli.formats.registry import Format

NEVER = "never"
COLOURS = ("auto", "always", "never")
_CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
# `all` is a value of --org, plans/schema holds no plans, and Windows cannot make folders with the other names.
_NOT_A_CODE = re.compile(r"all|schema|con|prn|aux|nul|(com|lpt)[0-9]", re.IGNORECASE)


class UsageError(Exception):
    """Options that cannot be used, with all their problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def wrong_in(*readers: Callable[[], object]) -> list[Problem]:
    """Call every reader of options, and return all problems they raise."""
    problems: list[Problem] = []
    for reader in readers:
        try:
            reader()
        except UsageError as error:
            problems += error.problems
    return problems


def one_of(option: str, text: str, known: Collection[str], hint: str) -> None:
    if text not in known:
        raise bad_option(option, text, hint)


def bad_option(option: str, value: object, hint: str, **details: str) -> UsageError:
    return UsageError(Problem("bad-option", Place(option), {"value": str(value), "hint": hint, **details}, fatal=True))


def system_refused(error: OSError) -> Problem:
    place = Place(str(error.filename or "cchc"))
    return Problem("system-refused", place, {"reason": error.strerror or str(error)}, fatal=True)


def check_encoding(option: str, text: str) -> None:
    """Raise UsageError for a text with undecodable bytes, which arrive as lone surrogates."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise bad_option(option, text, "encoding")


def check_code(code: str) -> None:
    """Raise UsageError for a code that cannot name an organisation's folder."""
    if not _CODE.fullmatch(code) or _NOT_A_CODE.fullmatch(code):
        raise bad_option("--org", code or '""', "org-code")


def read_day(option: str, text: str) -> date:
    try:
        period = parse_period(text)
    except ValueError:
        raise bad_option(option, text, "day") from None
    if period.start != period.last:
        raise bad_option(option, text, "day")
    return period.start


def today(zone: str) -> date:
    """Return the civil day in a time zone. Only this function reads the clock."""
    return datetime.now(ZoneInfo(zone)).date()


def read_fail_on(text: str) -> frozenset[Status]:
    if text == NEVER:
        return frozenset()
    try:
        return frozenset(Status(name.strip()) for name in text.split(","))
    except ValueError:
        raise bad_option("--fail-on", text, "status") from None


class Output(Struct, frozen=True):
    """A format and its file; None is standard output."""

    format: str
    file: Path | None = None


def read_outputs(texts: Sequence[str], file: Path | None, known: Mapping[str, Format]) -> list[Output]:
    """Return the outputs for `--format NAME`, `NAME=FILE` and `-o FILE`.

    Raises UsageError for an unknown format, two on standard output, and a binary one without a file.
    """
    outputs = [_read_output(text, known) for text in texts]
    shown = [output.format for output in outputs if output.file is None]
    if len(shown) > 1:
        raise bad_option("--format", ", ".join(texts), "one-stdout")
    if file is not None:
        first = Output(shown[0] if shown else _by_ending(file, known), file)
        return [first, *(output for output in outputs if output.file is not None)]
    outputs = outputs or [Output(next(iter(known)))]
    if binary := [known[output.format] for output in outputs if output.file is None and known[output.format].binary]:
        raise bad_option("--output", '""', "to-file", ending=binary[0].ending)
    return outputs


def _read_output(text: str, known: Mapping[str, Format]) -> Output:
    name, equals, file = text.partition("=")
    if name not in known or (equals and not file):
        if commands := _commands_writing(name, known):
            details = {"wanted": name, "commands": commands}
            raise bad_option("--format", text, "format-elsewhere", known=", ".join(known), **details)
        raise bad_option("--format", text, "format", known=", ".join(known))
    return Output(name, Path(file) if file else None)


def _by_ending(file: Path, known: Mapping[str, Format]) -> str:
    """Return the first format whose files end so."""
    name = next((name for name, output_format in known.items() if output_format.ending == file.suffix.lower()), None)
    if name is None:
        endings = dict.fromkeys(output_format.ending for output_format in known.values())
        if commands := _commands_writing(file.suffix.lower(), endings):
            details = {"wanted": file.suffix.lower(), "commands": commands}
            raise bad_option("--output", file.as_posix(), "ending-elsewhere", known=", ".join(endings), **details)
        raise bad_option("--output", file.as_posix(), "ending", known=", ".join(endings))
    return name


def _commands_writing(wanted: str, known: Collection[str]) -> str:
    """Return the commands that write a format (a name or an ending) that is unknown here, "" for none."""
    from cchc_cli.formats.registry import commands_writing

    return "" if wanted in known else ", ".join(f"`cchc {command}`" for command in commands_writing(wanted))


def files_of(outputs: Sequence[Output]) -> list[Path]:
    """Return the files among the outputs."""
    return [output.file for output in outputs if output.file is not None]
