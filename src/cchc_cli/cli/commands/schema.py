"""The options of `cchc schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli import options as given

app = typer.Typer(add_completion=False)


@app.command()
def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            autocompletion=given.completed("schema"),
            help="A YAML file: plan, …; or JSON: check, todo, plan-list, …",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Write NAME.json there; without NAME those of the YAML files."
        ),
    ] = None,
    lang: given.Lang = None,
) -> None:
    """The JSON Schema of a YAML file, for editors that complete and check it, or of the JSON that a command prints."""
    from cchc_cli.cli import schema as command

    raise typer.Exit(command.run(name, output, lang))
