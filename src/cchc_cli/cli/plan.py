"""`cchc plan`: the plans there are, and what one of them asks."""

from __future__ import annotations

from cchc_cli.cli.exits import Exit, of_problems
from cchc_cli.cli.output import print_problems, print_text
from cchc_cli.cli.session import Roots, open_session
from cchc_cli.cli.usage import UsageError
from cchc_cli.engine.coverage import coverage
from cchc_cli.formats.plan_text import plan_line, render
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest


def list_plans(roots: Roots, org: str | None) -> Exit:
    """Print a line for each plan of the organisations asked for, all by default."""
    session = open_session(roots)
    for code in session.organisations(org or "all"):
        for plan in session.load(code).plans:
            print_text(plan_line(plan, session.say) + "\n")
    print_problems(session.problems, session.say)
    return of_problems(session.problems, strict=False)


def show(roots: Roots, org: str | None, plan: str) -> Exit:
    """Print a plan: its coverage, its quotas as sentences, its duties with the evidence found."""
    session = open_session(roots)
    cases = [case for code in session.organisations(org, plan) if (case := session.case(code))]
    if any(problem.fatal for problem in session.problems):
        print_problems(session.problems, session.say)
        return Exit.UNUSABLE
    found = [(case, one) for case in cases for one in case.plans if one.id == plan]
    if not found:
        known = [one.id for case in cases for one in case.plans]
        details = {"value": plan, "meant": nearest(plan, known)}
        raise UsageError(Problem("unknown-plan", Place("PLAN"), details, fatal=True))
    case, one = found[0]
    print_text(render(one, coverage(one, case.items), case.organisation, session.say))
    return Exit.OK
