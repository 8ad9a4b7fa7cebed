"""`cchc evidence undo`: restores the logs from before the last `add` or `import`."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli import __version__
from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver_lines, open_for
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import Line
from cchc_cli.storing.undo import restore

app = typer.Typer(add_completion=False)
COMMAND = "evidence undo"


class EvidenceUndoOptions(Struct, frozen=True):
    """The options of `cchc evidence undo`."""

    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: Annotated[WorkspaceOptions, without("--plans")] = WorkspaceOptions()


@command(app)
def evidence_undo(options: EvidenceUndoOptions, invocation: Invocation) -> Exit:
    """Restore the logs from before the last add or import, unless they were changed since."""
    session, outputs = open_for(COMMAND, options.outputs, invocation)
    names = restore(session.workspace)

    def lines() -> list[Line]:
        texts = [session.messages("undo.done", file=name) for name in names] or [session.messages("undo.nothing")]
        return [((safe(text), ""),) for text in texts]

    def document() -> object:
        from cchc_cli.formats.documents.decisions import EvidenceUndoDocument

        return EvidenceUndoDocument(tool=__version__, files=tuple(names))

    deliver_lines(COMMAND, outputs, session.guard, options.drawing, lines, document)
    return Exit.OK if names else Exit.NOTHING
