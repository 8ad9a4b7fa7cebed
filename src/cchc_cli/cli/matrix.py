"""`cchc matrix`: quotas or units down, the periods of a year across."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_text
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import CheckOptions
from cchc_cli.cli.terminal.drawing import check_color, show
from cchc_cli.cli.usage import bad_option, files_of
from cchc_cli.engine.by_unit import By
from cchc_cli.engine.matrix import Matrix, matrix, of_year
from cchc_cli.formats.documents.encoding import whole
from cchc_cli.formats.layout import plain
from cchc_cli.formats.matrix_text import views

SIDES: dict[str, By] = {"": "quota", "quota": "quota", "unit": "unit"}


def run(options: CheckOptions) -> Exit:
    """Print or write the matrix of the plans of a year, the as-of day's by default, and return the exit code."""
    check_color(options.color)
    outputs = outputs_of("matrix", options.formats)
    if options.by not in SIDES:
        raise bad_option("--by", options.by, "by")
    answer = ask(options, tabled=all(one.format == "table" for one in outputs), files=files_of(outputs))
    if isinstance(answer, Exit):
        return answer
    roster = [(one.code, unit) for one in answer.organisations.values() for unit in one.units]
    year = options.window.window(answer.result.as_of).start.year if options.window.given else None
    answer = replace(answer, result=of_year(answer.result, year))
    found = matrix(answer.result, SIDES[options.by], answer.selected(), roster)
    deliver("matrix", outputs, _made(found, answer), answer.session.guard, lambda: _show(found, answer, options))
    return Exit.OK if found.lines else Exit.NOTHING


def _show(found: Matrix, answer: Answer, options: CheckOptions) -> None:
    if not found.lines:
        print_text(answer.nothing())
        return
    asked, result, say = answer.asked(), answer.result, answer.session.say
    show(lambda width: views(found, result, asked, say, width), options.color, options.width)


def _made(found: Matrix, answer: Answer) -> dict[str, Callable[[], str]]:
    """Return how each format is made."""
    asked, result, say = answer.asked(), answer.result, answer.session.say

    def table() -> str:
        return "".join(plain(view) for view in views(found, result, asked, say)) if found.lines else answer.nothing()

    def markdown() -> str:
        from cchc_cli.formats import matrix_files

        return matrix_files.markdown(found, result, asked, say) if found.lines else answer.nothing()

    def csv() -> str:
        from cchc_cli.formats import matrix_files

        return matrix_files.spreadsheet(found, result, asked, say)

    def json() -> str:
        from cchc_cli.formats.documents.matrix import matrix_document

        return whole(matrix_document(found, result, answer.organisations, say))

    return {"table": table, "markdown": markdown, "csv": csv, "json": json}
