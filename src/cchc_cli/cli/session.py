"""Shared by every command: the workspace, the language, the organisations and their data."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.cli.language import choose_language
from cchc_cli.cli.terminal.progress import Progress
from cchc_cli.cli.usage import UsageError, system_refused
from cchc_cli.engine.check import Case, Query, Run, merged
from cchc_cli.i18n import Catalogue, Language
from cchc_cli.load.evidence.logs import NO_FOLDER, load_evidence
from cchc_cli.load.evidence.table import Evidence
from cchc_cli.load.plans import Loaded, load_organisation
from cchc_cli.load.workspace import Workspace, find_workspace
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.sighting import Sighting, latest
from cchc_cli.model.text import nearest
from cchc_cli.model.verdict import Result

if TYPE_CHECKING:
    from cchc_cli.storing.guard import Guard

ALL = "all"
WORKSPACE_VARIABLE = "CCHC_WORKSPACE"
_KEPT: list[Session] = []  # the last session; see Session.held


@dataclass(slots=True)
class Invocation:
    """How a command is called: the language of its messages, and the workspace, None if there is none.

    `skipped` collects the problems of the files and sheets that the command leaves out.
    """

    messages: Catalogue
    workspace: Workspace | None
    problems: Sequence[Problem]
    language_given: bool
    skipped: list[Problem] = field(default_factory=list)

    @property
    def document_language(self) -> Language:
        """The language of documents for Vietnamese offices: Vietnamese, unless --lang is given."""
        return self.messages.language if self.language_given else "vi"


@dataclass(slots=True)
class Session:
    """An open workspace; `problems` collects everything reported while reading it.

    `held` keeps large results alive until the program exits, because freeing them takes long.
    """

    workspace: Workspace
    invocation: Invocation
    problems: list[Problem] = field(default_factory=list)
    logs: int = 0
    progress: Progress = field(init=False)
    held: list[object] = field(default_factory=list)
    run: str = field(default_factory=lambda: os.urandom(8).hex())  # identifies the writes of one command
    read: list[Path] = field(default_factory=list)  # inputs outside the workspace's folders

    def __post_init__(self) -> None:
        self.progress = Progress(self.messages)

    @property
    def messages(self) -> Catalogue:
        return self.invocation.messages

    @property
    def guard(self) -> Guard:
        """The guard that keeps outputs off the inputs."""
        from cchc_cli.storing.guard import Guard  # imported late: most commands write no file

        return Guard(self.workspace, tuple(self.read))

    def organisations(self, org: str | None, plan: str | None = None) -> list[str]:
        """Return the selected codes: one, all, the one with a plan, or the workspace's own.

        Raises UsageError for an unknown code, and without a choice among several.
        """
        known = self.workspace.organisations()
        if org == ALL:
            return known
        code = org or self._with_plan(plan, known) or self.workspace.settings.organisation
        if code is None and len(known) == 1:
            return known
        details = {"known": ", ".join(known), "value": code or "", "meant": nearest(code or "", known)}
        if code is None:
            raise UsageError(Problem("which-organisation", Place("--org"), details, fatal=True))
        if code not in known:
            place = Place("--org") if org else self.workspace.settings_place("organisation")
            raise UsageError(Problem("unknown-organisation", place, details, fatal=True))
        return [code]

    def needs_org(self, codes: list[str]) -> bool:
        """Whether a command needs --org to be about these organisations."""
        own = self.workspace.settings.organisation
        return codes != ([own] if own else self.workspace.organisations())

    def _with_plan(self, plan: str | None, known: list[str]) -> str | None:
        """Return the organisation that has a plan, preferably the workspace's own."""
        first = self.workspace.settings.organisation
        having = [code for code in known if plan and plan in self.workspace.plan_ids(code)]
        return first if first in having else next(iter(having), None)

    def load(self, code: str) -> Loaded:
        loaded = load_organisation(self.workspace, code)
        self.problems += [problem for problem in loaded.problems if problem not in self.problems]
        return loaded

    def case(
        self,
        code: str,
        *,
        waivers: bool = True,
        rulings: bool = True,
        require_url: bool = False,
        require_verified: bool = False,
        skip_unreadable: bool = False,
        other_plans: Sequence[Plan] = (),
    ) -> Case | None:
        """Return the data of an organisation, None if its organisation file cannot be used.

        With `skip_unreadable`, unusable logs are left out and listed in the case. Rows may also name quotas of
        `other_plans`, plans from elsewhere.
        """
        loaded = self.load(code)
        if loaded.organisation is None:
            return None
        evidence, skipped = self._evidence(
            loaded.organisation, loaded, other_plans, require_url=require_url, skip_unreadable=skip_unreadable
        )
        case = Case(
            organisation=loaded.organisation,
            plans=loaded.plans,
            items=tuple(evidence.items),
            waivers=loaded.waivers if waivers else (),
            holidays=loaded.holidays,
            refused=evidence.refused,
            further=evidence.further,
            problems=(*loaded.problems, *evidence.problems),
            passed_over=tuple(evidence.passed_over),
            skipped=tuple(skipped),
        )
        case = case.under(loaded.rulings) if rulings else case
        return case.seen_by(self._sightings(code)) if require_verified else case

    def _sightings(self, code: str) -> dict[str, Sighting]:
        from cchc_cli.load.sight.kept import load_sightings  # imported late: few commands need it

        sightings, problems = load_sightings(self.workspace, code)
        self.problems += problems
        return latest(sightings)

    def _evidence(
        self,
        organisation: Organisation,
        loaded: Loaded,
        other_plans: Sequence[Plan],
        *,
        require_url: bool,
        skip_unreadable: bool,
    ) -> tuple[Evidence, list[Problem]]:
        """Return the evidence, and the problems of logs left out."""
        begin = partial(self.progress.step, "reading")
        plans = (*loaded.plans, *other_plans)
        evidence = load_evidence(self.workspace, organisation, plans, require_url=require_url, begin=begin)
        self.progress.end()
        if any(problem.fatal for problem in loaded.problems):
            # A row may name a quota of an unusable plan: the plan is at fault, not the row.
            evidence.problems = [problem for problem in evidence.problems if problem.code != "unknown-quota"]
        skipped = (
            [problem for problem in evidence.problems if problem.fatal and problem.code != NO_FOLDER]
            if skip_unreadable
            else []
        )
        evidence.problems = [problem for problem in evidence.problems if problem not in skipped]
        self.invocation.skipped.extend(skipped)
        self.problems += evidence.problems
        self.logs += evidence.files
        self.held.append(evidence)
        return evidence, skipped

    def judged(self, queries: Sequence[tuple[Case, Query]]) -> Result:
        """Return the merged result of the queries."""
        return merged([result for _, result in self.runs(queries)])

    def runs(self, queries: Sequence[tuple[Case, Query]]) -> list[tuple[Run, Result]]:
        """Return for each query its run and its result."""
        tell = self.progress.step("judging", sum(len(plan.quotas) for case, _ in queries for plan in case.plans))
        runs = [Run(case, query) for case, query in queries]
        results = [(run, run.result(tell)) for run in runs]
        self.progress.end()
        self.held.append(results)
        return results


def locate(root: Path | None, plans: Path | None, evidence: Path | None) -> tuple[Workspace | None, list[Problem]]:
    """Return the workspace: at `root`, else from CCHC_WORKSPACE, else at or above the current folder."""
    root = root or (Path(os.environ[WORKSPACE_VARIABLE]) if os.environ.get(WORKSPACE_VARIABLE) else None)
    try:
        return find_workspace(Path.cwd(), root, plans, evidence)
    except OSError as error:
        return None, [system_refused(error)]


def invoked(root: Path | None, plans: Path | None, evidence: Path | None, lang: str | None) -> Invocation:
    """Find the workspace and choose the language. Raises UsageError for an unsupported language."""
    workspace, problems = locate(root, plans, evidence)
    language = choose_language(lang, workspace.settings.lang if workspace else None)
    return Invocation(Catalogue(language), workspace, problems, language_given=lang is not None)


def open_session(invocation: Invocation) -> Session:
    """Return a session on the workspace. Raises UsageError if there is none, or its settings cannot be used."""
    workspace, problems = invocation.workspace, invocation.problems
    if workspace is None or any(problem.fatal for problem in problems):
        raise UsageError(*problems)
    session = Session(workspace, invocation, [*problems])
    _KEPT[:] = [session]
    return session
