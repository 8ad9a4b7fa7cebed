"""The commands below `cchc evidence`."""

from __future__ import annotations

import typer

from cchc_cli.cli.groups import CommandGroup


class _EvidenceCommands(CommandGroup):
    package = __name__
    names = ("list", "add", "import", "received", "undo", "template", "reject", "verify")


app = typer.Typer(cls=_EvidenceCommands, no_args_is_help=True, add_completion=False)


@app.callback()
def evidence() -> None:
    """The logs: what each row served, and adding to them."""
