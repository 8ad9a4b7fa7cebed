"""The options that fill the columns of a row: one for each column that a log may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from cchc_cli.cli.options import completed
from cchc_cli.words.kinds import KINDS

PANEL = "Columns"
NAMES = frozenset(column for kind in KINDS for column in kind.columns)


def filled(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Return what was given for each column, of all parameters of a command."""
    columns = {name.rstrip("_"): value for name, value in parameters.items()}  # `for` and `type` are Python's own
    return {name: columns[name] for name in sorted(NAMES)}


Date = Annotated[str, typer.Option("--date", help="The day: 2026-04-05 or 5/4/2026.", rich_help_panel=PANEL)]
End = Annotated[str, typer.Option("--end", help="The last day of an event.", rich_help_panel=PANEL)]
Sent = Annotated[str, typer.Option("--sent", help="The day it was sent.", rich_help_panel=PANEL)]
Unit = Annotated[
    str,
    typer.Option(
        "--unit",
        help="Whose work it is: VPS, or TCCB;VPS.",
        autocompletion=completed("unit-of-row"),
        rich_help_panel=PANEL,
    ),
]
Type = Annotated[
    str,
    typer.Option(
        "--type", help="The type, as the kind has them.", autocompletion=completed("type"), rich_help_panel=PANEL
    ),
]
Title = Annotated[str, typer.Option("--title", help="The title.", rich_help_panel=PANEL)]
Channel = Annotated[
    str,
    typer.Option(
        "--channel", help="Where it was published.", autocompletion=completed("channel"), rich_help_panel=PANEL
    ),
]
Url = Annotated[str, typer.Option("--url", help="Its address, or the path of a screenshot.", rich_help_panel=PANEL)]
Tags = Annotated[
    str, typer.Option("--tags", help="Topics, joined by ;.", autocompletion=completed("tag"), rich_help_panel=PANEL)
]
For = Annotated[
    str,
    typer.Option(
        "--for",
        help="The only quotas it serves, joined by ;.",
        autocompletion=completed("quota-of-row"),
        rich_help_panel=PANEL,
    ),
]
Duration = Annotated[str, typer.Option("--duration", help="Minutes and seconds: 2:45.", rich_help_panel=PANEL)]
Issue = Annotated[str, typer.Option("--issue", help="The number of a broadcast's issue.", rich_help_panel=PANEL)]
Participants = Annotated[str, typer.Option("--participants", help="How many took part.", rich_help_panel=PANEL)]
Number = Annotated[str, typer.Option("--number", help="The number of a document.", rich_help_panel=PANEL)]
InPeriod = Annotated[str, typer.Option("--period", help="The period a report is for: 2026-Q1.", rich_help_panel=PANEL)]
Has = Annotated[str, typer.Option("--has", help="What a document contains, joined by ;.", rich_help_panel=PANEL)]
Quantity = Annotated[str, typer.Option("--quantity", help="How many were made.", rich_help_panel=PANEL)]
Location = Annotated[str, typer.Option("--location", help="Where it stands or was given out.", rich_help_panel=PANEL)]
Value = Annotated[str, typer.Option("--value", help="Of a state: how many have it.", rich_help_panel=PANEL)]
Of = Annotated[str, typer.Option("--of", help="Of a state: out of how many.", rich_help_panel=PANEL)]
Note = Annotated[str, typer.Option("--note", help="A remark.", rich_help_panel=PANEL)]
