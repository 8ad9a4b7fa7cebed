"""The program's commands by name."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_cli import __version__
from cchc_cli.cli.groups import CommandGroup


class _Program(CommandGroup):
    package = "cchc_cli.cli.commands"
    names = (
        "init", "check", "explain", "validate", "todo", "calendar", "matrix", "page", "report", "plan", "evidence", "waive",
        "schema", "guide",
    )  # fmt: skip


app = typer.Typer(
    name="cchc",
    cls=_Program,
    help="Check the communication plans of public bodies against logs of what was done.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(context: typer.Context, asked: bool) -> None:
    if asked and not context.resilient_parsing:  # a shell that completes words asks nothing
        typer.echo(f"cchc {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Check the communication plans of public bodies against logs of what was done."""
