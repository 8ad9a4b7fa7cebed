"""What every command begins with: the workspace, the language, the organisations and what they hold."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec import field as list_field

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
_KEPT: list[Session] = []  # the session last opened: see Session.held


class Invocation(Struct, frozen=True):
    """What a command is called with beside its options: the language of its messages, and the workspace, if any."""

    messages: Catalogue
    workspace: Workspace | None
    problems: Sequence[Problem]
    language_given: bool
    skipped: list[Problem] = list_field(
        default_factory=list
    )  # why files and sheets were left out, of the whole command

    @property
    def document_language(self) -> Language:
        """The language of what is sent to Vietnamese offices: theirs unless --lang asks for another."""
        return self.messages.language if self.language_given else "vi"


@dataclass(slots=True)
class Session:
    """A workspace being read. `problems` gathers what was met on the way.

    `held` is kept to the end of the program, which ends without taking it apart: of a large log that takes long.
    """

    workspace: Workspace
    invocation: Invocation
    problems: list[Problem] = field(default_factory=list)
    logs: int = 0
    progress: Progress = field(init=False)
    held: list[object] = field(default_factory=list)
    run: str = field(
        default_factory=lambda: os.urandom(8).hex()
    )  # tells what one command writes from what the next does
    read: list[Path] = field(default_factory=list)  # files outside the workspace's folders that are inputs too

    def __post_init__(self) -> None:
        self.progress = Progress(self.messages)

    @property
    def messages(self) -> Catalogue:
        return self.invocation.messages

    @property
    def guard(self) -> Guard:
        """Return what keeps outputs off the inputs."""
        from cchc_cli.storing.guard import Guard  # late: most commands write no file

        return Guard(self.workspace, tuple(self.read))

    def organisations(self, asked: str | None, plan: str | None = None) -> list[str]:
        """Return the codes asked for: one, all, the one that has a plan, or the workspace's own."""
        known = self.workspace.organisations()
        if asked == ALL:
            return known
        code = asked or self._with_plan(plan, known) or self.workspace.settings.organisation
        if code is None and len(known) == 1:
            return known
        details = {"known": ", ".join(known), "value": code or "", "meant": nearest(code or "", known)}
        if code is None:
            raise UsageError(Problem("which-organisation", Place("--org"), details, fatal=True))
        if code not in known:
            place = Place("--org") if asked else self.workspace.settings_place("organisation")
            raise UsageError(Problem("unknown-organisation", place, details, fatal=True))
        return [code]

    def _with_plan(self, plan: str | None, known: list[str]) -> str | None:
        """Return the organisation that has a plan, the workspace's own before any other."""
        first = self.workspace.settings.organisation
        having = [code for code in known if plan and plan in self.workspace.plan_ids(code)]
        return first if first in having else next(iter(having), None)

    def load(self, code: str) -> Loaded:
        loaded = load_organisation(self.workspace, code)
        self.problems += [one for one in loaded.problems if one not in self.problems]
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
        others: Sequence[Plan] = (),
    ) -> Case | None:
        """Return all that is known of an organisation, None when its file cannot be used.

        Logs that cannot be used are left out, and named in the case, where that is asked for. Rows may name quotas of
        `others` too, plans from elsewhere.
        """
        loaded = self.load(code)
        if loaded.organisation is None:
            return None
        evidence, skipped = self._evidence(
            loaded.organisation, loaded, others, require_url=require_url, skip_unreadable=skip_unreadable
        )
        case = Case(
            organisation=loaded.organisation,
            plans=loaded.plans,
            items=evidence.items,
            waivers=loaded.waivers if waivers else (),
            holidays=loaded.holidays,
            refused=evidence.refused,
            further=evidence.further,
            problems=(*loaded.problems, *evidence.problems),
            passed_over=evidence.passed_over,
            skipped=skipped,
        )
        case = case.under(loaded.rulings) if rulings else case
        return case.seen_by(self._sightings(code)) if require_verified else case

    def _sightings(self, code: str) -> dict[str, Sighting]:
        from cchc_cli.load.sight.kept import load_sightings  # late: few commands ask for it

        found, problems = load_sightings(self.workspace, code)
        self.problems += problems
        return latest(found)

    def _evidence(
        self,
        organisation: Organisation,
        loaded: Loaded,
        others: Sequence[Plan],
        *,
        require_url: bool,
        skip_unreadable: bool,
    ) -> tuple[Evidence, list[Problem]]:
        """Return what is in the logs, and why logs are left out."""
        begin = partial(self.progress.step, "reading")
        plans = (*loaded.plans, *others)
        evidence = load_evidence(self.workspace, organisation, plans, require_url=require_url, begin=begin)
        self.progress.end()
        if any(problem.fatal for problem in loaded.problems):
            # A quota of a plan that cannot be used is not unknown; the row that names it is not to blame.
            evidence.problems = [one for one in evidence.problems if one.code != "unknown-quota"]
        skipped = [one for one in evidence.problems if one.fatal and one.code != NO_FOLDER] if skip_unreadable else []
        evidence.problems = [one for one in evidence.problems if one not in skipped]
        self.invocation.skipped.extend(skipped)
        self.problems += evidence.problems
        self.logs += evidence.files
        self.held.append(evidence)
        return evidence, skipped

    def judged(self, questions: Sequence[tuple[Case, Query]]) -> Result:
        """Return what the organisations owe, each asked its question."""
        return merged([result for _, result in self.runs(questions)])

    def runs(self, questions: Sequence[tuple[Case, Query]]) -> list[tuple[Run, Result]]:
        """Return the result of each organisation, asked its question, and the run that can say more of it."""
        tell = self.progress.step("judging", sum(len(plan.quotas) for case, _ in questions for plan in case.plans))
        runs = [Run(case, question) for case, question in questions]
        found = [(run, run.result(tell)) for run in runs]
        self.progress.end()
        self.held.append(found)
        return found


def locate(root: Path | None, plans: Path | None, evidence: Path | None) -> tuple[Workspace | None, list[Problem]]:
    """Find the workspace: at `root`, as CCHC_WORKSPACE says, or at or above the current folder."""
    root = root or (Path(os.environ["CCHC_WORKSPACE"]) if os.environ.get("CCHC_WORKSPACE") else None)
    try:
        return find_workspace(Path.cwd(), root, plans, evidence)
    except OSError as error:
        return None, [system_refused(error)]


def invoked(root: Path | None, plans: Path | None, evidence: Path | None, lang: str | None) -> Invocation:
    """Find the workspace and choose the language. Raises UsageError for a language that is not spoken."""
    workspace, problems = locate(root, plans, evidence)
    language = choose_language(lang, workspace.settings.lang if workspace else None)
    return Invocation(Catalogue(language), workspace, problems, language_given=lang is not None)


def open_session(invocation: Invocation) -> Session:
    """Open the workspace. Raises UsageError when there is none, or its settings cannot be used."""
    workspace, problems = invocation.workspace, invocation.problems
    if workspace is None or any(problem.fatal for problem in problems):
        raise UsageError(*problems)
    session = Session(workspace, invocation, [*problems])
    _KEPT[:] = [session]
    return session
