"""`cchc matrix`: quotas or units down, the months of a year across."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, Verbose, option
from cchc_cli.cli.output import print_text
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.terminal.drawing import show
from cchc_cli.cli.usage import bad_option, files_of
from cchc_cli.engine.by_unit import By
from cchc_cli.engine.matrix import Matrix, due_month, of_year, own_period
from cchc_cli.engine.matrix import matrix as matrix_of
from cchc_cli.formats.documents.encoding import document_text
from cchc_cli.formats.layout import plain
from cchc_cli.formats.matrix_text import axis_matrix, view
from cchc_cli.formats.view import View

if TYPE_CHECKING:
    from cchc_cli.formats.documents.matrix import MatrixDocument

app = typer.Typer(add_completion=False)
SIDES: dict[str, By] = {"quota": "quota", "unit": "unit"}


class MatrixOptions(Struct, frozen=True):
    """The options of `cchc matrix`."""

    selection: Annotated[
        Selection, without("--week", "--month", "--quarter", "--half", "--from", "--to", "--require-url")
    ] = Selection()
    outputs: OutputOptions = OutputOptions()
    by: Annotated[str, option("--by", Panel.OUTPUT, "by", metavar="unit|quota")] = "quota"
    verbose: Verbose = False
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def matrix(options: MatrixOptions, invocation: Invocation) -> Exit:
    """The whole year on one time axis: quotas or units down, months across, done of target."""
    window = options.selection.window
    outputs = outputs_of("matrix", options.outputs)
    if options.by not in SIDES:
        raise bad_option("--by", options.by, "by")
    tabled = all(output.format == "table" for output in outputs)
    answer = ask(options.selection, invocation, tabled=tabled, files=files_of(outputs), verbose=options.verbose)
    roster = [
        (organisation.code, unit) for organisation in answer.organisations.values() for unit in organisation.units
    ]
    year = window.window(answer.result.as_of).start.year if window.is_given else None
    answer = replace(answer, result=of_year(answer.result, year))
    matrix_of_window, due = (
        matrix_of(answer.result, SIDES[options.by], answer.selected(), roster, column)
        for column in (own_period, due_month)
    )
    made = _made(matrix_of_window, due, answer)
    deliver(
        "matrix", outputs, made, answer.session.guard, lambda: _show(matrix_of_window, due, answer, options.drawing)
    )
    return Exit.OK if matrix_of_window.lines else Exit.NOTHING


def _show(matrix_of_window: Matrix, due: Matrix, answer: Answer, drawing: DrawingOptions) -> None:
    if not matrix_of_window.lines:
        print_text(answer.nothing())
        return
    show(lambda width: [_drawn(matrix_of_window, due, answer, width)], drawing)


def _drawn(matrix_of_window: Matrix, due: Matrix, answer: Answer, width: int | None = None) -> View:
    return view(matrix_of_window, due, answer.result, answer.table_options(), answer.session.messages, width)


def _made(matrix_of_window: Matrix, due: Matrix, answer: Answer) -> dict[str, Callable[[], str | bytes]]:
    """Return how each format is made."""
    table_options, result, messages = answer.table_options(), answer.result, answer.session.messages

    def table() -> str:
        return plain(_drawn(matrix_of_window, due, answer)) if matrix_of_window.lines else answer.nothing()

    def markdown() -> str:
        from cchc_cli.formats import matrix_files

        if not matrix_of_window.lines:
            return answer.nothing()
        return matrix_files.markdown(
            axis_matrix(matrix_of_window, due), _drawn(matrix_of_window, due, answer), result, messages
        )

    def document() -> MatrixDocument:
        from cchc_cli.formats.documents.matrix import matrix_document

        return matrix_document(matrix_of_window, result, answer.organisations, messages)

    def csv() -> str:
        from cchc_cli.formats import matrix_files

        return matrix_files.spreadsheet(document(), table_options.unit_names)

    def xlsx() -> bytes:
        from cchc_cli.formats import matrix_files
        from cchc_cli.formats.xlsx import workbook

        pages = matrix_files.sheets(matrix_of_window, document(), result, table_options, messages)
        return workbook(pages, _drawn(matrix_of_window, due, answer).heading, result.as_of, messages)

    return {
        "table": table,
        "markdown": markdown,
        "csv": csv,
        "xlsx": xlsx,
        "json": lambda: document_text(document()),
    }
