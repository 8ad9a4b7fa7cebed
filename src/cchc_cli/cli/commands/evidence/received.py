"""`cchc evidence received`: who sent what, unit by unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Verbose
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.terminal.drawing import show
from cchc_cli.cli.usage import files_of
from cchc_cli.engine.received import UnitReceived, received
from cchc_cli.formats import received_text
from cchc_cli.formats.layout import plain, sized_options
from cchc_cli.formats.view import View

app = typer.Typer(add_completion=False)
COMMAND = "evidence received"


class EvidenceReceivedOptions(Struct, frozen=True):
    """The options of `cchc evidence received`."""

    selection: Annotated[
        Selection,
        only(
            "--unit", "--org", "--as-of", "--week", "--month", "--quarter", "--half", "--year", "--from", "--to",
            "--no-waivers", "--skip-unreadable",
        ),
    ] = Selection()  # fmt: skip
    outputs: OutputOptions = OutputOptions()
    verbose: Verbose = False
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def evidence_received(options: EvidenceReceivedOptions, invocation: Invocation) -> Exit:
    """Who sent what: for each unit its files, rows read and refused, first and last day, and reports."""
    outputs = outputs_of(COMMAND, options.outputs)
    tabled = all(output.format == "table" for output in outputs)
    window = options.selection.window
    answer = ask(
        options.selection,
        invocation,
        lambda _, day: window.window(day),
        tabled=tabled,
        files=files_of(outputs),
        verbose=options.verbose,
    )
    units = answer.selected()
    per_unit = [
        unit_received
        for case in answer.cases
        for unit_received in received(case, answer.result, answer.result.window, units)
    ]
    deliver(
        COMMAND,
        outputs,
        _made(per_unit, answer),
        answer.session.guard,
        lambda: _show(per_unit, answer, options.drawing),
    )
    return Exit.OK if any(unit_received.files or unit_received.reports for unit_received in per_unit) else Exit.NOTHING


def _show(per_unit: list[UnitReceived], answer: Answer, drawing: DrawingOptions) -> None:
    def view(width: int | None) -> list[View]:
        table_options = sized_options(answer.table_options(), width)
        return [received_text.view(per_unit, answer.result, table_options, answer.session.messages)]

    show(view, drawing)


def _made(per_unit: list[UnitReceived], answer: Answer) -> dict[str, Callable[[], str | bytes]]:
    """Return the renderer of each format."""
    result, messages = answer.result, answer.session.messages

    def table() -> str:
        return plain(received_text.view(per_unit, result, answer.table_options(), messages))

    def json() -> str:
        from cchc_cli.formats.documents.encoding import document_text
        from cchc_cli.formats.documents.received import received_document

        return document_text(received_document(per_unit, result, answer.organisations, messages))

    def xlsx() -> bytes:
        from cchc_cli.formats.xlsx import workbook

        shown = received_text.view(per_unit, result, answer.table_options(), messages)
        return workbook(
            received_text.sheets(per_unit, result, answer.table_options(), messages),
            shown.heading,
            result.as_of,
            messages,
        )

    return {"table": table, "json": json, "xlsx": xlsx}
