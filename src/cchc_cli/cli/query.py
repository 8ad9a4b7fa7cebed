"""Shared by todo, calendar, matrix and received: load the workspace, and judge everything owed as of one day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.cli.output import check_outputs, print_problems
from cchc_cli.cli.selection import Selection, find_units, load_cases, outside_plans, query_of
from cchc_cli.cli.session import Invocation, Session, open_session
from cchc_cli.engine.by_unit import selected
from cchc_cli.engine.check import Case, Run, merged
from cchc_cli.engine.select import all_time
from cchc_cli.formats.refusals import MAX_REFUSED, refusals
from cchc_cli.formats.view import TableOptions
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.plan import Plan
from cchc_cli.model.verdict import Result


class Answer(Struct, frozen=True):
    """The results, and the data that formats need to name them."""

    session: Session
    cases: Sequence[Case]
    units: Sequence[str]
    runs: Sequence[tuple[Run, Result]]  # one for each case
    result: Result
    warn_days: int
    verbose: bool = False

    @property
    def organisations(self) -> dict[str, Organisation]:
        return {case.organisation.code: case.organisation for case in self.cases}

    def table_options(self) -> TableOptions:
        """Return the options of the table; only `verbose` adds the legend and the plans."""
        return table_options([*self.organisations.values()], self.units, detail=self.verbose)

    def selected(self) -> frozenset[str]:
        return selected(self.units, self.organisations.values())

    def nothing(self) -> str:
        """Return the message for a result without verdicts."""
        messages = self.session.messages
        plans = [plan.id for plan in self.result.plans]
        selection = " ".join([*self.units, *plans, messages.label(self.result.window)])
        return messages("table.nothing", selection=selection) + "\n"


def ask(
    selection: Selection,
    invocation: Invocation,
    window: Callable[[Sequence[Plan], date], Period] = all_time,
    *,
    tabled: bool = True,
    files: Sequence[Path] = (),
    verbose: bool = False,
) -> Answer:
    """Return the results for a window, by default everything ever owed.

    With `tabled`, the table itself lists the refused rows; otherwise they are printed as problems. Raises UsageError if
    input cannot be used, or one of `files`, the outputs, is an input.
    """
    session = open_session(invocation)
    check_outputs(files, session.guard)
    cases = load_cases(session, selection, files)
    units = find_units(selection.units, [case.organisation for case in cases])
    every = [plan for case in cases for plan in case.plans]
    queries = [(case, query_of(case, selection, session)) for case in cases]
    spans = [window(every, query.as_of) for _, query in queries]
    case_queries = [(case, replace(query, window=span)) for (case, query), span in zip(queries, spans, strict=True)]
    runs = session.runs(case_queries)
    result = merged([case_result for _, case_result in runs])
    chosen = selection.window.window(result.as_of) if selection.window.is_given else result.window
    outside = outside_plans(selection.window_place, chosen, result.plans, result.verdicts)
    result = replace(result, problems=(*result.problems, *outside))
    refused = refusals(result.problems)
    below = refused if tabled and len(refused) <= MAX_REFUSED else []
    print_problems((problem for problem in result.problems if problem not in below), session.messages)
    return Answer(session, cases, units, runs, result, queries[0][1].warn_days, verbose)


def table_options(organisations: Sequence[Organisation], units: Sequence[str], *, detail: bool) -> TableOptions:
    """Return the options of a table for a selection."""
    names = {
        f"{organisation.code}/{code}": name
        for organisation in organisations
        for code, name in organisation.owner_names().items()
    }
    shown = selected(units, organisations)
    several = len(organisations) > 1
    titles = [
        f"{organisation.name} ({organisation.code})" if several else organisation.name for organisation in organisations
    ]
    return TableOptions(titles, names, units, detail, selected=shown)
