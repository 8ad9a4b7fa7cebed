"""The commands below `cchc plan`."""

from __future__ import annotations

import typer

from cchc_cli.cli.groups import CommandGroup


class _PlanCommands(CommandGroup):
    package = __name__
    names = ("list", "show", "diff", "draft")


app = typer.Typer(cls=_PlanCommands, no_args_is_help=True, add_completion=False)


@app.callback()
def plan() -> None:
    """The plans there are, and what one asks."""
