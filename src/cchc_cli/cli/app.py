"""The program's commands by name; the options of one are looked at only when it is called."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from cchc_cli import __version__

# In the order of --help; each names a module of cchc_cli.cli.commands.
COMMANDS = (
    "init", "check", "explain", "validate", "todo", "calendar", "matrix", "report", "plan", "evidence", "schema",
)  # fmt: skip


class _Commands(MutableMapping[str, Any]):
    """The commands by name, each made when it is first asked for: to make them all takes longer than a check."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> TyperCommand | TyperGroup:
        if name not in COMMANDS:
            raise KeyError(name)
        if name not in self._made:
            command = typer.main.get_command(import_module(f"cchc_cli.cli.commands.{name}").app)
            command.name = name
            self._made[name] = command
        found: TyperCommand | TyperGroup = self._made[name]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]


class _LateGroup(TyperGroup):
    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands()


app = typer.Typer(
    name="cchc",
    cls=_LateGroup,
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
