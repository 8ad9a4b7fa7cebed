"""`cchc help`: the help of the program, or of a command."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.help import help_text
from cchc_cli.cli.options import argument
from cchc_cli.cli.output import print_text
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.usage import UsageError
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest

app = typer.Typer(add_completion=False)


class HelpOptions(Struct, frozen=True):
    """The options of `cchc help`."""

    words: Annotated[list[str], argument("COMMAND", "command")] = []
    workspace: Annotated[WorkspaceOptions, only("--lang")] = WorkspaceOptions()


@command(app)
def help_(options: HelpOptions, invocation: Invocation) -> Exit:
    """The help of the program, or of one of its commands."""
    print_text(help_text(_context(options.words), invocation.messages))
    return Exit.OK


def _context(words: list[str]) -> typer.Context:
    """Return the context of a command. Raises UsageError for an unknown one."""
    from cchc_cli.cli.app import app as program  # late: it lists this command

    root: Any = typer.main.get_command(program)
    context = typer.Context(root, info_name="cchc", **root.context_settings)
    for word in words:
        below = getattr(context.command, "commands", {})
        if word not in below:
            command = context.command_path
            details = {"value": word, "command": command, "known": ", ".join(below), "meant": nearest(word, below)}
            code = "unknown-command" if below else "extra-argument"
            raise UsageError(Problem(code, Place(command), details, fatal=True))
        context = typer.Context(below[word], info_name=word, parent=context)
    return context
