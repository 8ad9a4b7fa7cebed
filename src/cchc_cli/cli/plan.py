"""`cchc plan`: the plans there are, what one of them asks, and the schemas of the files."""

from __future__ import annotations

from pathlib import Path

from cchc_cli.cli.exits import Exit, of_problems
from cchc_cli.cli.output import check_outputs, make_folder, print_exact, print_problems, print_text, write_file
from cchc_cli.cli.session import ALL, Roots, open_session
from cchc_cli.cli.usage import UsageError, bad_option, catalogue
from cchc_cli.engine.coverage import coverage
from cchc_cli.formats.plan_text import plan_line, render
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest


def list_plans(roots: Roots, org: str | None) -> Exit:
    """Print a line for each plan of the organisations asked for, all by default."""
    session = open_session(roots)
    for code in session.organisations(org or ALL):
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


def schema(kind: str | None, folder: Path | None, lang: str | None) -> Exit:
    """Print the JSON Schema of a kind of file, of plans by default; into a folder, write those of all kinds."""
    from cchc_cli.language.schema import SCHEMAS, text
    from cchc_cli.storing.guard import Guard

    say = catalogue(lang, None)
    if kind is not None and kind not in SCHEMAS:
        raise bad_option("KIND", kind, "kind", known=", ".join(SCHEMAS))
    if folder is None:
        print_exact(text(kind or "plan"))
        return Exit.OK
    guard = Guard(writes_schemas=True)
    files = {folder / f"{name}.json": name for name in ([kind] if kind else SCHEMAS)}
    check_outputs(files, guard)
    make_folder(folder)
    for file, name in files.items():
        write_file(file, text(name), guard)
        print_text(say("schema.written", file=str(file)) + "\n")
    return Exit.OK
