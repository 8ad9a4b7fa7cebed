"""The options that commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from cchc_cli.formats.registry import COMMANDS
from cchc_cli.model.verdict import MAX_WARN_DAYS, WARN_DAYS

SELECT = "Selection"
WINDOW = "Window"
PLACES = "Places"
OUTPUT = "Output"

Completer = Callable[[typer.Context, str], list[tuple[str, str]]]


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
    return typer.Option(
        "--format",
        "-f",
        help=f"{', '.join(COMMANDS[command])}; or NAME=FILE; repeatable.",
        autocompletion=completed("format"),
        rich_help_panel=OUTPUT,
    )


Units = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        "-u",
        help="A unit or group, by code, name or alias; repeatable.",
        autocompletion=completed("unit"),
        rich_help_panel=SELECT,
    ),
]
Plans = Annotated[
    list[str] | None,
    typer.Option("--plan", help="A plan id; repeatable.", autocompletion=completed("plan"), rich_help_panel=SELECT),
]
Org = Annotated[
    str | None,
    typer.Option(
        "--org", help="An organisation, or all.", autocompletion=completed("organisation"), rich_help_panel=SELECT
    ),
]
Reading = Annotated[
    str,
    typer.Option(
        "--reading",
        help="Judge under another reading, by its name.",
        autocompletion=completed("reading"),
        rich_help_panel=SELECT,
    ),
]
NoWaivers = Annotated[bool, typer.Option("--no-waivers", help="Leave waivers out of account.", rich_help_panel=SELECT)]
Month = Annotated[str | None, typer.Option("--month", help="2026-04, or last.", rich_help_panel=WINDOW)]
Quarter = Annotated[str | None, typer.Option("--quarter", help="2026-Q2.", rich_help_panel=WINDOW)]
Half = Annotated[str | None, typer.Option("--half", help="2026-H1.", rich_help_panel=WINDOW)]
Year = Annotated[str | None, typer.Option("--year", help="2026.", rich_help_panel=WINDOW)]
From = Annotated[str | None, typer.Option("--from", help="First day of the window.", rich_help_panel=WINDOW)]
To = Annotated[str | None, typer.Option("--to", help="Last day of the window.", rich_help_panel=WINDOW)]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Judge as of this day; today by default.", rich_help_panel=WINDOW)
]
WarnDays = Annotated[
    int | None,
    typer.Option(
        "--warn-days",
        min=0,
        max=MAX_WARN_DAYS,
        help=f"Days before the due day from which a quota is at risk ({WARN_DAYS}).",
        rich_help_panel=WINDOW,
    ),
]
PlansDir = Annotated[Path | None, typer.Option("--plans", help="Folder of the plans.", rich_help_panel=PLACES)]
EvidenceDir = Annotated[Path | None, typer.Option("--evidence", help="Folder of the logs.", rich_help_panel=PLACES)]
WorkspaceDir = Annotated[
    Path | None,
    typer.Option("--workspace", help="The workspace; by default found by walking up.", rich_help_panel=PLACES),
]
LogFile = Annotated[
    str | None,
    typer.Option("--file", help="The log to add to, below the organisation's folder.", rich_help_panel=PLACES),
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", help="vi or en; by the locale.", autocompletion=completed("lang"), rich_help_panel=OUTPUT),
]
Formats = Annotated[list[str] | None, format_option("check")]
By = Annotated[
    str,
    typer.Option(
        "--by",
        help="Gather the table by unit or by quota: who has not done what.",
        autocompletion=completed("by"),
        rich_help_panel=OUTPUT,
    ),
]
Color = Annotated[
    str,
    typer.Option("--color", help="auto, always or never.", autocompletion=completed("color"), rich_help_panel=OUTPUT),
]
Width = Annotated[int | None, typer.Option("--width", min=80, help="Columns of the table.", rich_help_panel=OUTPUT)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on success.", rich_help_panel=OUTPUT)]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Show the units of groups and every row.", rich_help_panel=OUTPUT)
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Refused rows, unused or expired waivers and warnings exit 2.", rich_help_panel=OUTPUT
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        help="Statuses that exit 1, joined by commas; or never.",
        autocompletion=completed("fail-on"),
        rich_help_panel=OUTPUT,
    ),
]
RequireUrl = Annotated[bool, typer.Option("--require-url", help="Refuse posts without a URL.", rich_help_panel=OUTPUT)]
NineMonths = Annotated[str | None, typer.Option("--nine-months", help="2026.", rich_help_panel=WINDOW)]
Basis = Annotated[
    str,
    typer.Option(
        "--basis",
        help="calendar, or reporting: data from the 15th to the 14th.",
        autocompletion=completed("basis"),
        rich_help_panel=WINDOW,
    ),
]
ReportFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        help="text, markdown, docx or json; by the file's ending.",
        autocompletion=completed("format"),
        rich_help_panel=OUTPUT,
    ),
]
ReportFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="The file to write; standard output by default.", rich_help_panel=OUTPUT),
]
Freeze = Annotated[
    Path | None,
    typer.Option("--freeze", help="Keep what is submitted in this file, for `check --since`.", rich_help_panel=OUTPUT),
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Replace the file that --freeze or template would make.", rich_help_panel=OUTPUT),
]
Since = Annotated[
    Path | None,
    typer.Option("--since", help="Compare with what `report --freeze` kept in this file.", rich_help_panel=OUTPUT),
]
