"""`cchc matrix`: quotas or units down, the periods of a year across."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, option
from cchc_cli.cli.output import print_text
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.terminal.drawing import check_color, show
from cchc_cli.cli.usage import bad_option, files_of
from cchc_cli.engine.by_unit import By
from cchc_cli.engine.matrix import Matrix, of_year
from cchc_cli.engine.matrix import matrix as matrix_of
from cchc_cli.formats.documents.encoding import whole
from cchc_cli.formats.layout import plain
from cchc_cli.formats.matrix_text import views

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
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def matrix(options: MatrixOptions, invocation: Invocation) -> Exit:
    """The whole year at a glance: quotas or units down, periods across, done of target."""
    check_color(options.drawing.color)
    window = options.selection.window
    outputs = outputs_of("matrix", options.outputs)
    if options.by not in SIDES:
        raise bad_option("--by", options.by, "by")
    tabled = all(one.format == "table" for one in outputs)
    answer = ask(options.selection, invocation, tabled=tabled, files=files_of(outputs))
    if isinstance(answer, Exit):
        return answer
    roster = [(one.code, unit) for one in answer.organisations.values() for unit in one.units]
    year = window.window(answer.result.as_of).start.year if window.given else None
    answer = replace(answer, result=of_year(answer.result, year))
    found = matrix_of(answer.result, SIDES[options.by], answer.selected(), roster)
    deliver(
        "matrix", outputs, _made(found, answer), answer.session.guard, lambda: _show(found, answer, options.drawing)
    )
    return Exit.OK if found.lines else Exit.NOTHING


def _show(found: Matrix, answer: Answer, drawing: DrawingOptions) -> None:
    if not found.lines:
        print_text(answer.nothing())
        return
    asked, result, messages = answer.asked(), answer.result, answer.session.messages
    show(lambda width: views(found, result, asked, messages, width), drawing.color, drawing.width)


def _made(found: Matrix, answer: Answer) -> dict[str, Callable[[], str | bytes]]:
    """Return the renderer of each format."""
    asked, result, messages = answer.asked(), answer.result, answer.session.messages

    def table() -> str:
        return (
            "".join(plain(view) for view in views(found, result, asked, messages)) if found.lines else answer.nothing()
        )

    def markdown() -> str:
        from cchc_cli.formats import matrix_files

        return matrix_files.markdown(found, result, asked, messages) if found.lines else answer.nothing()

    def document() -> MatrixDocument:
        from cchc_cli.formats.documents.matrix import matrix_document

        return matrix_document(found, result, answer.organisations, messages)

    def csv() -> str:
        from cchc_cli.formats import matrix_files

        return matrix_files.spreadsheet(document(), asked.unit_names)

    def xlsx() -> bytes:
        from cchc_cli.formats import matrix_files
        from cchc_cli.formats.xlsx import workbook

        (heading, *_) = views(found, result, asked, messages)
        pages = matrix_files.sheets(found, document(), result, asked, messages)
        return workbook(pages, heading.heading, result.as_of, messages)

    return {
        "table": table,
        "markdown": markdown,
        "csv": csv,
        "xlsx": xlsx,
        "json": lambda: whole(document()),
    }
