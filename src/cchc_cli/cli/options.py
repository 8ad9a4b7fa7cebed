"""How options are declared, and those that a few commands share; selection.py and session.py have the others."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated, Any

import typer
from msgspec import Struct

from cchc_cli.formats.registry import COMMANDS

# The panels of --help, in its order.
SELECT = "Selection"
WINDOW = "Window"
COLUMNS = "Columns"
OUTPUT = "Output"
PLACES = "Places"

Completer = Callable[[typer.Context, str], list[tuple[str, str]]]


def option(names: str, about: str, panel: str | None = None, words: str = "", **more: Any) -> Any:
    """Return an option: its names, its line in --help, its panel there, the kind of words that complete it."""
    return typer.Option(
        *names.split(), help=about, rich_help_panel=panel, autocompletion=completed(words) if words else None, **more
    )


def argument(metavar: str, about: str, words: str = "") -> Any:
    """Return an argument, which --help calls by its metavar."""
    return typer.Argument(metavar=metavar, help=about, autocompletion=completed(words) if words else None)


def completed(what: str) -> Completer | None:
    """Return the completion of a kind of word; None when no shell asks, as typer takes time to look at it."""
    if "_CCHC_COMPLETE" not in os.environ:
        return None

    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from cchc_cli.cli import completions

        return completions.complete(what, context, incomplete)

    return complete


def format_option(command: str) -> Any:
    """Return the option of a command's formats."""
    return option("--format -f", f"{', '.join(COMMANDS[command])}; or NAME=FILE; repeatable.", OUTPUT, "format")


Strict = Annotated[bool, option("--strict", "Refused rows, unused or expired waivers and warnings exit 2.", OUTPUT)]
Force = Annotated[bool, option("--force", "Replace the file that --freeze or template would make.", OUTPUT)]
Verbose = Annotated[bool, option("--verbose -v", "Show the units of groups and every row.", OUTPUT)]
Quiet = Annotated[bool, option("--quiet -q", "Say nothing on success.", OUTPUT)]


class DrawingOptions(Struct, frozen=True):
    """How tables are drawn on standard output. Width: columns."""

    color: Annotated[str, option("--color", "auto, always or never.", OUTPUT, "color")] = "auto"
    width: Annotated[int | None, option("--width", "Columns of the table.", OUTPUT, min=80)] = None
