"""`cchc matrix`: quotas or units down, the periods of a year across."""

from __future__ import annotations

from msgspec.structs import replace

from cchc_cli.cli.asking import Answer, ask
from cchc_cli.cli.check import CheckOptions
from cchc_cli.cli.drawing import check_color, show
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import print_exact, print_text, write_file
from cchc_cli.cli.usage import Output, bad_option, files_of, read_outputs
from cchc_cli.engine.by_unit import By
from cchc_cli.engine.matrix import Matrix, matrix, of_year
from cchc_cli.formats.layout import plain
from cchc_cli.formats.matrix_text import views

FORMATS = ("table", "markdown", "csv")
SIDES: dict[str, By] = {"": "quota", "quota": "quota", "unit": "unit"}


def run(options: CheckOptions) -> Exit:
    """Print or write the matrix of the plans of a year, the as-of day's by default, and return the exit code."""
    check_color(options.color)
    outputs = read_outputs(options.formats, FORMATS)
    if options.by not in SIDES:
        raise bad_option("--by", options.by, "by")
    answer = ask(options, tabled=all(one.format == "table" for one in outputs), files=files_of(outputs))
    if isinstance(answer, Exit):
        return answer
    roster = [(one.code, unit) for one in answer.organisations.values() for unit in one.units]
    year = options.window.window(answer.result.as_of).start.year if options.window.given else None
    answer = replace(answer, result=of_year(answer.result, year))
    found = matrix(answer.result, SIDES[options.by], answer.selected(), roster)
    if not found.lines:
        print_text(answer.nothing())
        return Exit.NOTHING
    for output in outputs:
        _emit(output, found, answer, options)
    return Exit.OK


def _emit(output: Output, found: Matrix, answer: Answer, options: CheckOptions) -> None:
    asked, result, say = answer.asked(), answer.result, answer.session.say
    if output.format == "table" and output.file is None:
        show(lambda width: views(found, result, asked, say, width), options.color, options.width)
        return
    text = _text(output.format, found, answer)
    if output.file is not None:
        write_file(output.file, text, answer.session.guard)
    else:
        print_exact(text)


def _text(name: str, found: Matrix, answer: Answer) -> str:
    asked, result, say = answer.asked(), answer.result, answer.session.say
    if name == "table":
        return "".join(plain(view) for view in views(found, result, asked, say))
    from cchc_cli.formats import matrix_files

    write = matrix_files.markdown if name == "markdown" else matrix_files.spreadsheet
    return write(found, result, asked, say)
