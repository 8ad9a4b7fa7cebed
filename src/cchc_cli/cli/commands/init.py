"""The options of `cchc init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli import options as given

app = typer.Typer(add_completion=False)


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A new or empty folder; this one by default.")
    ] = Path(),
    org: Annotated[str, typer.Option("--org", help="The organisation's code: the name of its folders.")] = "co-quan",
    name: Annotated[str | None, typer.Option("--name", help="The organisation's name.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="The plan's day of issue; today by default.")] = None,
    lang: given.Lang = None,
) -> None:
    """Make a new workspace from the built-in example: an organisation, a plan that explains itself, empty logs."""
    from cchc_cli.cli import init as command

    raise typer.Exit(command.run(command.InitOptions(folder, org, name, as_of, lang)))
