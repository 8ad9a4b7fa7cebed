"""`cchc evidence undo`: restores the logs from before the last `add` or `import`."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, without
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_problems, print_text
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.session import Invocation, open_session
from cchc_cli.formats.safe import safe
from cchc_cli.storing.open_log import NotWrittenError
from cchc_cli.storing.undo import restore

app = typer.Typer(add_completion=False)


class EvidenceUndoOptions(Struct, frozen=True):
    """The options of `cchc evidence undo`."""

    workspace: Annotated[WorkspaceOptions, without("--plans")] = WorkspaceOptions()


@command(app)
def evidence_undo(options: EvidenceUndoOptions, invocation: Invocation) -> Exit:
    """Restore the logs from before the last add or import, unless they were changed since."""
    session = open_session(invocation)
    try:
        names = restore(session.workspace)
    except NotWrittenError as error:
        print_problems([error.problem], session.messages)
        return Exit.UNUSABLE
    for name in names:
        print_text(safe(session.messages("undo.done", file=name)) + "\n")
    if not names:
        print_text(session.messages("undo.nothing") + "\n")
    return Exit.OK if names else Exit.NOTHING
