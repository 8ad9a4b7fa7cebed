"""`cchc evidence`: the rows of the logs and what became of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit, of_problems
from cchc_cli.cli.output import check_outputs, print_problems, print_text
from cchc_cli.cli.selection import as_of_day, find_units, units_in
from cchc_cli.cli.session import Roots, open_session
from cchc_cli.cli.usage import files_of
from cchc_cli.engine.check import Case, Question, Run
from cchc_cli.engine.served import ServedRow, served_rows
from cchc_cli.formats.rows_text import render
from cchc_cli.formats.safe import safe
from cchc_cli.formats.view import passed_over_line, refusals
from cchc_cli.i18n.problems import lines
from cchc_cli.words.cadences.month import Month


def list_rows(
    roots: Roots,
    org: str | None,
    units: Sequence[str],
    as_of: str | None,
    *,
    unused: bool,
    refused: bool,
    formats: Sequence[str] = (),
) -> Exit:
    """Print the rows asked for: all readable ones, those that count for nothing, or those refused."""
    outputs = outputs_of("evidence list", formats)
    session = open_session(roots)
    check_outputs(files_of(outputs), session.guard)
    cases = [case for code in session.organisations(org) if (case := session.case(code))]
    if any(problem.fatal for problem in session.problems):
        print_problems(session.problems, session.say)
        return of_problems(session.problems, strict=False)
    find_units(units, [case.organisation for case in cases])
    rows = (
        [] if refused else [row for case in cases for row in _rows(case, as_of, units) if not (unused and row.serves)]
    )
    wrong = refusals(session.problems) if refused or not (unused or units) else []

    passed = [one for case in cases for one in case.passed_over]

    def text() -> str:
        readable = "" if refused else render(rows, session.say) or session.say("rows.none") + "\n"
        return readable + "".join(f"{safe(line)}\n" for problem in wrong for line in lines(problem, session.say))

    def json() -> str:
        from cchc_cli.formats.documents.encoding import whole
        from cchc_cli.formats.documents.evidence import evidence_document

        return whole(evidence_document(rows, wrong, passed, session.say))

    deliver("evidence list", outputs, {"text": text, "json": json}, session.guard, lambda: print_text(text()))
    if passed:
        print_text(passed_over_line(passed, session.say) + "\n", sys.stderr)
    return Exit.OK


def _rows(case: Case, as_of: str | None, units: Sequence[str]) -> list[ServedRow]:
    day = as_of_day(as_of, case.organisation)
    run = Run(case, Question(day, Month.containing(day)))
    organisation = case.organisation
    asked = {unit for code in units_in(units, organisation) for unit in organisation.members(code)}
    return [row for row in served_rows(run, case.items, day) if not asked or asked & set(row.item.units)]
