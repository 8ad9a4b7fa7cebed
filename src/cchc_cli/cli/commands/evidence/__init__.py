"""The commands below `cchc evidence`."""

from __future__ import annotations

import typer

from cchc_cli.cli.command import group
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.groups import CommandGroup, GroupOptions, which_command
from cchc_cli.cli.session import Invocation


class _EvidenceCommands(CommandGroup):
    package = __name__
    names = ("list", "add", "import", "received", "undo", "template", "reject", "verify")


app = typer.Typer(cls=_EvidenceCommands, add_completion=False)


@group(app)
def evidence(_options: GroupOptions, _invocation: Invocation) -> Exit:
    """Without a subcommand: list the subcommands."""
    raise which_command("cchc evidence", _EvidenceCommands.names)
