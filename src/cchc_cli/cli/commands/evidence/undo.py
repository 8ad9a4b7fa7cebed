"""`cchc evidence undo`: restores the logs from before the last `add` or `import`."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli import __version__
from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions
from cchc_cli.cli.output import check_outputs, print_problems
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.session import Invocation, open_session
from cchc_cli.cli.terminal.drawing import show_lines
from cchc_cli.cli.usage import files_of
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import styled_lines
from cchc_cli.storing.open_log import NotWrittenError
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
    outputs = outputs_of(COMMAND, options.outputs)
    session = open_session(invocation)
    check_outputs(files_of(outputs), session.guard)
    try:
        names = restore(session.workspace)
    except NotWrittenError as error:
        print_problems([error.problem], session.messages)
        return Exit.UNUSABLE

    def text() -> str:
        lines = [session.messages("undo.done", file=name) for name in names] or [session.messages("undo.nothing")]
        return "".join(f"{safe(line)}\n" for line in lines)

    def json() -> str:
        from cchc_cli.formats.documents.decisions import EvidenceUndoDocument
        from cchc_cli.formats.documents.encoding import document_text

        return document_text(EvidenceUndoDocument(tool=__version__, files=tuple(names)))

    made = {"text": text, "json": json}
    deliver(COMMAND, outputs, made, session.guard, lambda: show_lines(styled_lines(text()), options.drawing))
    return Exit.OK if names else Exit.NOTHING
