"""`cchc plan`: the plans there are, and what one of them asks."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit, of_problems
from cchc_cli.cli.output import check_outputs, print_problems, print_text
from cchc_cli.cli.session import ALL, Roots, open_session
from cchc_cli.cli.usage import UsageError, files_of
from cchc_cli.engine.check import Case
from cchc_cli.engine.coverage import coverage
from cchc_cli.formats.plan_text import plan_line, render
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest


def list_plans(roots: Roots, org: str | None, formats: Sequence[str] = ()) -> Exit:
    """Print a line for each plan of the organisations asked for, all by default."""
    outputs = outputs_of("plan list", formats)
    session = open_session(roots)
    check_outputs(files_of(outputs), session.guard)
    plans = [plan for code in session.organisations(org or ALL) for plan in session.load(code).plans]

    def text() -> str:
        return "".join(plan_line(plan, session.say) + "\n" for plan in plans)

    def json() -> str:
        from cchc_cli.formats.documents.encoding import whole
        from cchc_cli.formats.documents.plans import plan_list_document

        return whole(plan_list_document(plans))

    deliver("plan list", outputs, {"text": text, "json": json}, session.guard, lambda: print_text(text()))
    print_problems(session.problems, session.say)
    return of_problems(session.problems, strict=False)


def show(roots: Roots, org: str | None, plan: str, formats: Sequence[str] = ()) -> Exit:
    """Print a plan: its coverage, its quotas as sentences, its duties with the evidence found."""
    outputs = outputs_of("plan show", formats)
    session = open_session(roots)
    check_outputs(files_of(outputs), session.guard)
    cases = [case for code in session.organisations(org, plan) if (case := session.case(code))]
    if any(problem.fatal for problem in session.problems):
        print_problems(session.problems, session.say)
        return Exit.UNUSABLE
    case, one = _plan_of(plan, cases)
    covered = coverage(one, case.items)

    def text() -> str:
        return render(one, covered, case.organisation, session.say)

    def json() -> str:
        from cchc_cli.formats.documents.encoding import whole
        from cchc_cli.formats.documents.plans import plan_show_document

        return whole(plan_show_document(one, covered, case.organisation, session.say))

    deliver("plan show", outputs, {"text": text, "json": json}, session.guard, lambda: print_text(text()))
    return Exit.OK


def _plan_of(plan: str, cases: Sequence[Case]) -> tuple[Case, Plan]:
    """Return a plan by its id. Raises UsageError, with what may be meant."""
    every = [(case, one) for case in cases for one in case.plans]
    found = [(case, one) for case, one in every if one.id == plan]
    if not found:
        details = {"value": plan, "meant": nearest(plan, [one.id for _, one in every])}
        raise UsageError(Problem("unknown-plan", Place("PLAN"), details, fatal=True))
    return found[0]
