"""`cchc plan diff`: what an amended plan adds, drops and changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.emit import deliver_lines, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, argument
from cchc_cli.cli.output import check_outputs, print_problems
from cchc_cli.cli.selection import Selection, WorkspaceOptions, as_of_day
from cchc_cli.cli.session import Invocation, Session, open_session
from cchc_cli.cli.usage import UsageError, bad_option, files_of
from cchc_cli.engine.plan_diff import plan_diff as differences
from cchc_cli.engine.resting import resting_verdicts
from cchc_cli.formats.plan_diff_text import as_markdown, as_text
from cchc_cli.formats.text_lines import Line, styled_lines
from cchc_cli.load.plans import Loaded, load_plan
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest

app = typer.Typer(add_completion=False)


class PlanDiffOptions(Struct, frozen=True):
    """The options of `cchc plan diff`."""

    old: Annotated[str, argument("OLD", "plan")]
    new: Annotated[str, argument("NEW", "plan")]
    selection: Annotated[Selection, only("--org", "--as-of")] = Selection()
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def plan_diff(options: PlanDiffOptions, invocation: Invocation) -> Exit:
    """What an amended plan adds, drops and changes, and the earlier verdicts that depend on it."""
    outputs = outputs_of("plan diff", options.outputs)
    session = open_session(invocation)
    session.read += [path for path in map(Path, (options.old, options.new)) if path.is_file()]
    check_outputs(files_of(outputs), session.guard)
    code = _organisation(options, session)
    plans = _plans(options, session.load(code), session)
    case = session.case(code, other_plans=plans or ())
    if case is None or plans is None or any(problem.fatal for problem in session.problems):
        print_problems(session.problems, session.messages)
        return Exit.UNUSABLE
    organisation, messages = case.organisation, session.messages
    as_of = as_of_day(options.selection.as_of, organisation)
    diff = differences(*plans, organisation, case.holidays)
    resting = resting_verdicts(diff, case, as_of)

    def lines() -> list[Line]:
        return styled_lines(as_text(diff, resting, organisation, messages))

    def markdown() -> str:
        return as_markdown(diff, resting, organisation, messages)

    def document() -> object:
        from cchc_cli.formats.documents.plan_diff import plan_diff_document

        return plan_diff_document(diff, resting, as_of, organisation, messages)

    deliver_lines("plan diff", outputs, session.guard, options.drawing, lines, document, markdown=markdown)
    return Exit.OK


def _organisation(options: PlanDiffOptions, session: Session) -> str:
    """Return the organisation given by --org, by the folder of a plan file, or by a plan's id."""
    names = (options.new, options.old)
    folders = {session.workspace.plans_of(code).resolve(): code for code in session.workspace.organisations()}
    of_files = (folders.get(Path(name).resolve().parent) for name in names if Path(name).is_file())
    org = options.selection.org or next((code for code in of_files if code), None)
    ids = {id_ for code in folders.values() for id_ in session.workspace.plan_ids(code)}
    codes = session.organisations(org, next((name for name in names if name in ids), None))
    if len(codes) != 1:
        raise bad_option("--org", org or "", "one-organisation")
    return codes[0]


def _plans(options: PlanDiffOptions, loaded: Loaded, session: Session) -> tuple[Plan, Plan] | None:
    """Return the two plans, None if one cannot be used. Raises UsageError for a name that is neither id nor file."""
    plans, unknown = [], []
    for place, name in (("OLD", options.old), ("NEW", options.new)):
        known = {plan.id: plan for plan in loaded.plans}
        if name in known:
            plans.append(known[name])
        elif Path(name).is_file() and loaded.organisation:
            plan, problems = load_plan(session.workspace, Path(name), loaded.organisation, any_name=True)
            session.problems += [problem for problem in problems if problem not in session.problems]
            plans += [plan] if plan else []
        elif not any(problem.fatal for problem in loaded.problems):
            unknown.append(_unknown(place, name, list(known)))
    if unknown:
        raise UsageError(*unknown)
    return (plans[0], plans[1]) if len(plans) > 1 else None


def _unknown(place: str, name: str, known: Sequence[str]) -> Problem:
    return Problem("unknown-plan-or-file", Place(place), {"value": name, "meant": nearest(name, known)}, fatal=True)
