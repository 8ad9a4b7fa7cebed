"""`cchc validate`: every problem of plans, waivers and evidence, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.emit import below_repository, deliver_lines, open_for
from cchc_cli.cli.exits import Exit, of_problems
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Quiet, Strict
from cchc_cli.cli.output import print_problems
from cchc_cli.cli.selection import Selection, WorkspaceOptions, as_of_day
from cchc_cli.cli.session import ALL, Invocation, Session
from cchc_cli.engine.check import Case, Query, warnings
from cchc_cli.engine.lookalikes import lookalikes
from cchc_cli.engine.owed import Owed
from cchc_cli.engine.shared_urls import shared_urls
from cchc_cli.engine.unlabelled import unlabelled
from cchc_cli.formats.passed_over import passed_over_lines
from cchc_cli.formats.problem_lines import SEVERITIES
from cchc_cli.formats.safe import safe
from cchc_cli.formats.text_lines import Line
from cchc_cli.formats.view import DIM, STYLES
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.verdict import Status
from cchc_cli.words.cadences.month import Month

app = typer.Typer(add_completion=False)


class ValidateOptions(Struct, frozen=True):
    """The options of `cchc validate`."""

    selection: Annotated[Selection, only("--org", "--as-of", "--require-url")] = Selection()
    outputs: OutputOptions = OutputOptions()
    strict: Strict = False
    quiet: Quiet = False
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def validate(options: ValidateOptions, invocation: Invocation) -> Exit:
    """Every problem of plans, waivers and evidence, with its place and what to do."""
    selection = options.selection
    session, outputs = open_for("validate", options.outputs, invocation)
    cases = [
        case
        for code in session.organisations(selection.org or ALL)
        if (case := session.case(code, require_url=selection.require_url))
    ]
    if not any(problem.fatal for problem in session.problems):
        for case in cases:
            day = as_of_day(selection.as_of, case.organisation)
            owed = Owed(case.organisation, case.plans, case.holidays)
            session.problems += warnings(case, owed, Query(day, Month.containing(day)))
            session.problems += lookalikes(case.items, case.organisation, case.plans)
            session.problems += shared_urls(case.items)
            session.problems += unlabelled(case.items, case.plans, case.organisation.tags)
    print_problems(session.problems, session.messages)

    problems, messages = session.problems, session.messages

    def lines() -> Iterable[Line]:
        return () if options.quiet else _lines(session, cases)

    def document() -> object:
        from cchc_cli.formats.documents.validate import validate_document

        return validate_document(_counts(session, cases), problems, _passed(cases), messages)

    def sarif() -> str:
        from cchc_cli.formats.sarif import render

        return render(problems, below_repository(session.workspace.root), messages)

    deliver_lines("validate", outputs, session.guard, options.drawing, lines, document, sarif=sarif)
    return of_problems(problems, strict=options.strict)


def _passed(cases: Iterable[Case]) -> list[PassedOver]:
    return [passed_over for case in cases for passed_over in case.passed_over]


def _lines(session: Session, cases: list[Case]) -> Iterator[Line]:
    """Yield what is passed over, then the counts, in the colour of the worst problem."""
    yield from (((safe(text), DIM),) for text in passed_over_lines(_passed(cases), session.messages))
    counts = _counts(session, cases)
    style = SEVERITIES["error" if counts["errors"] else "warning"] if session.problems else STYLES[Status.MET]
    yield ((session.messages("validate.found" if session.problems else "validate.clean", **counts), style),)


def _counts(session: Session, cases: list[Case]) -> dict[str, int]:
    problems = session.problems
    return {
        "plans": sum(len(case.plans) for case in cases),
        "files": session.logs,
        "rows": sum(case.readable + case.refused for case in cases),
        "errors": sum(problem.severity == "error" for problem in problems),
        "warnings": sum(problem.severity == "warning" for problem in problems),
    }
