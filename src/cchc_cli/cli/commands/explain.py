"""`cchc explain`: why a verdict has its status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.command import command, without
from cchc_cli.cli.emit import deliver_lines, open_for
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Verbose, argument
from cchc_cli.cli.output import print_problems
from cchc_cli.cli.selection import Selection, WorkspaceOptions, find_units, load_cases, outside_plans, query_of
from cchc_cli.cli.session import Invocation, Session
from cchc_cli.cli.usage import UsageError, files_of
from cchc_cli.engine.check import Case, Query
from cchc_cli.engine.explain import Explanation
from cchc_cli.engine.explain import explain as explanations
from cchc_cli.engine.select import all_time
from cchc_cli.formats.explanation import render
from cchc_cli.formats.refusals import refusals
from cchc_cli.formats.text_lines import Line
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest

app = typer.Typer(add_completion=False)
SECTION_ORDER = ("due", "running", "overdue")  # the selected window first


class ExplainOptions(Struct, frozen=True):
    """The options of `cchc explain`."""

    quota: Annotated[str, argument("PLAN/QUOTA", "quota")]
    selection: Annotated[Selection, without("--plan")] = Selection()
    outputs: OutputOptions = OutputOptions()
    verbose: Verbose = False
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def explain(options: ExplainOptions, invocation: Invocation) -> Exit:
    """Why: clause, rule in words, window, rows counted and not, what is still needed and by when."""
    name, plan = options.quota, options.quota.rpartition("/")[0]
    selection = replace(options.selection, plans=[plan] if plan else [], plan_place="PLAN/QUOTA")
    session, outputs = open_for("explain", options.outputs, invocation)
    cases = load_cases(session, selection, files_of(outputs))
    case = _case_of(name, plan, cases)
    name, plan = _full_name(name, case), _full_name(name, case).rpartition("/")[0]
    find_units(selection.units, [case.organisation])
    query = query_of(case, selection, session)
    answers = explanations(case, query, name) or explanations(case, _all_time(case, query, plan, selection), name)
    answers.sort(key=lambda explanation: _order(explanation, query))
    plans = [known for known in case.plans if known.id == plan]
    outside = [] if answers else outside_plans(selection.window_place, query.window, plans, ())
    print_problems([*outside, *_shown_problems(answers, name, selection, session)], session.messages)

    def lines() -> Iterable[Line]:
        return render(answers, case, session.messages, verbose=options.verbose) if answers else ()

    def document() -> object:
        from cchc_cli.formats.documents.explain import explain_document

        return explain_document(answers, query, case, session.messages)

    deliver_lines("explain", outputs, session.guard, options.drawing, lines, document)
    return Exit.OK if answers else Exit.NOTHING


def _shown_problems(answers: Sequence[Explanation], name: str, selection: Selection, session: Session) -> list[Problem]:
    """Return the problems of the files without refused rows; if nothing is owed, that instead."""
    if answers:
        refused = refusals(session.problems)
        return [problem for problem in session.problems if problem not in refused]
    details = {"value": ", ".join([name, *selection.units]), "hint": "not-owed"}
    return [Problem("bad-option", Place("--unit" if selection.units else "PLAN/QUOTA"), details)]


def _case_of(name: str, plan: str, cases: Sequence[Case]) -> Case:
    """Return the organisation that has a quota. Raises UsageError, with the full names of similar quotas."""
    names = [full for case in cases for full in _names_of(case)]
    known = dict.fromkeys(full for full in names if not plan or full.startswith(f"{plan}/"))
    having = [case for case in cases if _full_name(name, case) in _names_of(case)]
    if len(having) > 1:
        codes = ", ".join(case.organisation.code for case in having)
        raise UsageError(Problem("which-organisation", Place("--org"), {"known": codes}, fatal=True))
    if having:
        return having[0]
    meant = nearest(name, known)
    if not plan:
        ids = nearest(name, {full.rpartition("/")[2] for full in known}).split(", ")
        meant = ", ".join(full for full in known if full.rpartition("/")[2] in ids)
    details = {"value": name, "meant": meant}
    raise UsageError(Problem("unknown-quota", Place("PLAN/QUOTA"), details, fatal=True))


def _full_name(name: str, case: Case) -> str:
    """Return the full name of a quota given by its id, if only one plan has it; otherwise the name unchanged."""
    having = [full for full in _names_of(case) if full.rpartition("/")[2] == name]
    return having[0] if len(having) == 1 else name


def _order(explanation: Explanation, query: Query) -> tuple[int, bool]:
    """Return the sort key: the selected window first, and selected units before their group."""
    obligation = explanation.verdict.obligation
    return SECTION_ORDER.index(explanation.verdict.section), bool(query.units) and obligation.owner not in query.units


def _names_of(case: Case) -> list[str]:
    return [quota.name for plan in case.plans for quota in plan.quotas.values()]


def _all_time(case: Case, query: Query, plan: str, selection: Selection) -> Query:
    """Return the query over everything ever owed, if no window was given."""
    if selection.window.is_given:
        return query
    return replace(query, window=all_time([known for known in case.plans if known.id == plan], query.as_of))
