"""`cchc validate`: every problem of plans, waivers and evidence, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit, of_problems
from cchc_cli.cli.output import check_outputs, print_problems, print_text
from cchc_cli.cli.selection import as_of_day
from cchc_cli.cli.session import ALL, Roots, Session, open_session
from cchc_cli.cli.usage import files_of
from cchc_cli.engine.check import Case, Question, warnings
from cchc_cli.engine.lookalikes import lookalikes
from cchc_cli.engine.owed import Owed
from cchc_cli.engine.shared_urls import shared_urls
from cchc_cli.formats.safe import safe
from cchc_cli.model.passed_over import spans
from cchc_cli.words.cadences.month import Month


def run(
    roots: Roots,
    org: str | None,
    as_of: str | None,
    *,
    strict: bool,
    require_url: bool,
    quiet: bool,
    formats: Sequence[str] = (),
) -> Exit:
    """Read everything, print every problem, and return the exit code."""
    outputs = outputs_of("validate", formats)
    session = open_session(roots)
    check_outputs(files_of(outputs), session.guard)
    cases = [
        case for code in session.organisations(org or ALL) if (case := session.case(code, require_url=require_url))
    ]
    if not any(problem.fatal for problem in session.problems):
        for case in cases:
            day = as_of_day(as_of, case.organisation)
            owed = Owed(case.organisation, case.plans, case.holidays)
            session.problems += warnings(case, owed, Question(day, Month.containing(day)))
            session.problems += [*lookalikes(case.items), *shared_urls(case.items)]
    print_problems(session.problems, session.say)

    def text() -> str:
        return (
            "" if quiet else "".join(f"{line}\n" for line in (*_passed_over(session, cases), _summary(session, cases)))
        )

    def json() -> str:
        from cchc_cli.formats.documents.encoding import whole
        from cchc_cli.formats.documents.validate import validate_document

        return whole(
            validate_document(
                _counts(session, cases),
                session.problems,
                [one for case in cases for one in case.passed_over],
                session.say,
            )
        )

    deliver("validate", outputs, {"text": text, "json": json}, session.guard, lambda: print_text(text()))
    return of_problems(session.problems, strict=strict)


def _passed_over(session: Session, cases: list[Case]) -> Iterator[str]:
    """Yield a line for each file and sheet, and for the rows of a table, that are no evidence."""
    for one in (one for case in cases for one in case.passed_over):
        place = f"{one.file}[{one.sheet}]" if one.sheet is not None else one.file
        reason = session.say(f"passed.{one.reason}")
        if one.rows is None:
            yield safe(session.say("passed.named", place=place, reason=reason))
        else:
            rows = spans(one.rows)
            yield safe(session.say("passed.rows", place=place, rows=rows, reason=reason))


def _summary(session: Session, cases: list[Case]) -> str:
    return session.say("validate.found" if session.problems else "validate.clean", **_counts(session, cases))


def _counts(session: Session, cases: list[Case]) -> dict[str, int]:
    problems = session.problems
    return {
        "plans": sum(len(case.plans) for case in cases),
        "files": session.logs,
        "rows": sum(len(case.items) + case.refused for case in cases),
        "errors": sum(problem.severity == "error" for problem in problems),
        "warnings": sum(problem.severity == "warning" for problem in problems),
    }
