"""The commands below `cchc plan`."""

from __future__ import annotations

import typer

from cchc_cli.cli.command import group
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.groups import CommandGroup, GroupOptions, which_command
from cchc_cli.cli.session import Invocation


class _PlanCommands(CommandGroup):
    package = __name__
    names = ("list", "show", "diff", "draft")


app = typer.Typer(cls=_PlanCommands, add_completion=False)


@group(app)
def plan(_options: GroupOptions, _invocation: Invocation) -> Exit:
    """Without a subcommand: list the subcommands."""
    raise which_command("cchc plan", _PlanCommands.names)
