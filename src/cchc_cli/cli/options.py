"""The declaration of options, and the options that several commands share; see also selection.py and session.py."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import Struct

from cchc_cli.cli.usage import COLOURS, bad_option, one_of

Completer = Callable[[typer.Context, str], list[tuple[str, str]]]
MIN_WIDTH, MAX_WIDTH = 80, 1000  # columns


class Panel(StrEnum):
    """The sections of --help, in order; the help catalogue has their headings as `panel.NAME`."""

    ROWS = "rows"
    SELECTION = "selection"
    WINDOW = "window"
    JUDGEMENT = "judgement"
    DECISION = "decision"
    OUTPUT = "output"
    WORKSPACE = "workspace"
    GENERAL = "general"


def option(names: str, panel: Panel, words: str = "", *, metavar: str = "", **extra: Any) -> Any:
    """Return an option: its names, its section of --help, the kind of words that complete it.

    `metavar` describes the value in --help: a word of the help catalogue, or a literal form; by default the kind of
    words. The catalogue has the help line under the long name.
    """
    completer = completed(words) if words else None
    return typer.Option(
        *names.split(), rich_help_panel=panel.value, metavar=metavar or words or None, autocompletion=completer, **extra
    )


def argument(metavar: str, words: str = "") -> Any:
    """Return an argument; `metavar` is its name in --help and messages."""
    return typer.Argument(metavar=metavar, autocompletion=completed(words) if words else None)


def number(name: str, panel: Panel, first: int, last: int) -> Any:
    """Return an option for a whole number from `first` to `last`."""

    def read(text: object) -> int:
        digits = str(text)
        if not (digits.isascii() and digits.isdigit() and first <= int(digits) <= last):
            raise bad_option(name, digits, "number", first=str(first), last=str(last))
        return int(digits)

    return option(name, panel, metavar="number", parser=read)


def completed(word_kind: str) -> Completer | None:
    """Return the completion of a kind of word; None outside completion, because typer inspects it slowly."""
    if "_CCHC_COMPLETE" not in os.environ:
        return None

    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from cchc_cli.cli import completions

        return completions.complete(word_kind, context, incomplete)

    return complete


Strict = Annotated[bool, option("--strict", Panel.JUDGEMENT)]
Force = Annotated[bool, option("--force", Panel.OUTPUT)]
Verbose = Annotated[bool, option("--verbose -v", Panel.OUTPUT)]
Quiet = Annotated[bool, option("--quiet -q", Panel.OUTPUT)]


class OutputOptions(Struct, frozen=True):
    """In which formats a command shows what it has, and the files they go to; `read_outputs` reads them."""

    formats: Annotated[list[str], option("--format -f", Panel.OUTPUT, "format")] = []
    file: Annotated[Path | None, option("--output -o", Panel.OUTPUT, metavar="file")] = None


def _color(text: object) -> str:
    one_of("--color", str(text), COLOURS, "color")
    if text == "never":
        os.environ["NO_COLOR"] = "1"  # the problems on standard error have no options of their own
    return str(text)


class DrawingOptions(Struct, frozen=True):
    """How to draw tables on standard output; the width is in columns."""

    color: Annotated[str, option("--color", Panel.OUTPUT, "color", metavar="auto|always|never", parser=_color)] = "auto"
    width: Annotated[int | None, number("--width", Panel.OUTPUT, MIN_WIDTH, MAX_WIDTH)] = None
