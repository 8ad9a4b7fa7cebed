"""The program's commands by name, and the answer to `cchc` alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any

import typer
from msgspec import Struct

from cchc_cli import __version__
from cchc_cli.cli.command import group, messages_for, refuse
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.groups import CommandGroup
from cchc_cli.cli.options import DrawingOptions, Panel, option
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.terminal.drawing import show_lines
from cchc_cli.cli.usage import UsageError, system_refused


class _Program(CommandGroup):
    package = "cchc_cli.cli.commands"
    names = (
        "init", "check", "explain", "validate", "todo", "calendar", "matrix", "page", "report", "plan", "evidence", "waive",
        "schema", "guide", "config", "help",
    )  # fmt: skip

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *rest: Any, **extra: Any) -> Any:
        """Run a command line and exit; an error that no command handles is reported in the user's language."""
        arguments = [*(sys.argv[1:] if args is None else args)]
        messages = partial(messages_for, arguments)
        try:
            code = super().main(
                arguments, prog_name or "cchc", *rest, **{**extra, "standalone_mode": False, "obj": messages}
            )
            sys.stdout.flush()
        except UsageError as error:
            code = refuse(error.problems, messages())
        except OSError as error:  # while printing --help or --version
            code = refuse([system_refused(error)], messages())
        sys.exit(code)


app = typer.Typer(
    name="cchc",
    cls=_Program,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:  # not during shell completion
        typer.echo(f"cchc {__version__}")
        raise typer.Exit


class ProgramOptions(Struct, frozen=True):
    """The options of the program itself."""

    workspace: WorkspaceOptions = WorkspaceOptions()
    version: Annotated[bool, option("--version -V", Panel.GENERAL, callback=_version, is_eager=True)] = False


@group(app)
def program(_options: ProgramOptions, invocation: Invocation) -> Exit:
    """What to do next in the workspace, with the commands."""
    from cchc_cli.cli import next_steps  # late: it judges, which commands such as `schema` do not

    show_lines(next_steps.lines(invocation), DrawingOptions())
    return Exit.OK
