"""Loading an organisation: its file, its plans, its waivers, its rulings, the table of holidays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import ValidationError

from cchc_cli.language import organisation_file, plan_file
from cchc_cli.language.base import Words
from cchc_cli.language.compile import PlanCompiler, Source
from cchc_cli.language.compile_organisation import compile_holidays, compile_organisation, compile_waivers
from cchc_cli.language.known_codes import KnownCodes
from cchc_cli.language.model_issue import ModelIssue, issues_of
from cchc_cli.load.names import find, name_key, plan_files, present
from cchc_cli.load.workspace import ORGANISATION_FILE, Workspace
from cchc_cli.load.yaml_file import YamlFile
from cchc_cli.model.calendar import Holidays
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Problem
from cchc_cli.model.ruling import Ruling
from cchc_cli.model.text import nearest, nfc
from cchc_cli.model.verdict import Waiver

HOLIDAYS_FILE = "holidays.yaml"
WAIVERS_FILE = "waivers.yaml"
RULINGS_FILE = "rulings.yaml"
OTHER_FILES = frozenset({ORGANISATION_FILE, WAIVERS_FILE, RULINGS_FILE})  # in the folder of the plans, but not plans

Model = TypeVar("Model", bound=Words)


class Loaded(Struct, frozen=True):
    """The contents of one organisation's folder; `organisation` is None when its file cannot be used."""

    organisation: Organisation | None
    plans: tuple[Plan, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    holidays: Holidays = field(default_factory=Holidays)
    problems: tuple[Problem, ...] = ()


def load_organisation(workspace: Workspace, code: str) -> Loaded:
    """Read the folder of one organisation, and report every problem of every file."""
    folder = workspace.plans_of(code)
    path = find(folder, ORGANISATION_FILE)
    file = YamlFile(path, workspace.name(path))
    words = _validated(file, organisation_file.OrganisationWords)
    holidays, problems = _holidays(workspace)
    problems = [*workspace.misnamed(workspace.plans), *workspace.misnamed(folder), *problems]
    if words is None:
        return Loaded(None, problems=(*file.problems, *problems))
    organisation, issues = compile_organisation(words)
    organisation = replace(organisation, code=code)
    if words.organisation != code:
        issues.append(ModelIssue(("organisation",), "wrong-folder", {"value": words.organisation, "folder": code}))
    plans: list[Plan] = []
    quotas: set[str] | None = set()  # None: a plan cannot be used, so not all quotas are known
    plan_problems: list[Problem] = []
    for path in plan_files(folder):
        if name_key(path.name) not in OTHER_FILES:
            plan, more_problems = load_plan(workspace, path, organisation)
            plan_problems += more_problems
            plans += [plan] if plan else []
            quotas = quotas | {quota.name for quota in plan.quotas.values()} if plan and quotas is not None else None
    file.add_issues([*issues, *_unknown_exemptions(organisation, quotas)])
    problems += [*file.problems, *plan_problems]
    waivers, more_problems = _waivers(workspace, find(folder, WAIVERS_FILE), quotas, organisation)
    rulings, ruling_problems = load_rulings(workspace, find(folder, RULINGS_FILE), organisation)
    return Loaded(organisation, tuple(plans), waivers, rulings, holidays, (*problems, *more_problems, *ruling_problems))


def load_plan(
    workspace: Workspace, path: Path, organisation: Organisation, *, any_name: bool = False
) -> tuple[Plan | None, list[Problem]]:
    """Read one plan file; None where it has a fatal problem. With `any_name` its name may differ from the plan's id."""
    file = YamlFile(path, workspace.name(path))
    words = _validated(file, plan_file.PlanWords)
    if words is None:
        return None, file.problems
    lines = {id_: file.line(("quotas", id_)) for id_ in words.quotas}
    source = Source(file.name, sha256(file.data).hexdigest(), lines, dated=not file.wrong & {("year",), ("issued",)})
    compiler = PlanCompiler(organisation, words, file.value, source)
    plan = compiler.compile()
    raw_ids = file.value["quotas"] if isinstance(file.value.get("quotas"), dict) else {}
    issues = [*compiler.issues, *_clause_issues(words, raw_ids)]
    if plan.id != nfc(path.stem) and not any_name:
        issues.append(ModelIssue(("plan",), "wrong-file", {"value": plan.id, "file": path.name}))
    file.add_issues(issues)
    return (None if any(problem.fatal for problem in file.problems) else plan), file.problems


def _clause_issues(words: plan_file.PlanWords, ids: Iterable[str]) -> list[ModelIssue]:
    """Each clause appears once: as a quota, as a repeat of a quota, or as a duty."""
    places = [((*("quotas", id_),), id_) for id_ in words.quotas]
    places += [
        (("quotas", id_, "repeats", index), clause)  # type: ignore[misc]
        for id_, quota in words.quotas.items()
        for index, clause in enumerate(quota.repeats)
    ]
    places += [(("duties", index, "clause"), duty.clause) for index, duty in enumerate(words.duties)]  # type: ignore[misc]
    seen = Counter(clause for _, clause in places)
    issues = [ModelIssue(at, "clause-twice", {"value": clause}) for at, clause in places if seen[clause] > 1]
    issues += [
        ModelIssue(
            ("duties", index, "see"), "unknown-quota", {"value": duty.see, "meant": nearest(duty.see, words.quotas)}
        )
        for index, duty in enumerate(words.duties)
        if duty.see and duty.see not in seen and duty.see not in ids
    ]
    return issues


def _unknown_exemptions(organisation: Organisation, quotas: Collection[str] | None) -> list[ModelIssue]:
    return [
        ModelIssue(
            ("units", code, "exempt", name),
            "unknown-quota",
            {"value": name, "meant": nearest(name, quotas)},
            on_key=True,
        )
        for code, unit in organisation.units.items()
        for name in unit.exempt
        if quotas is not None and name not in quotas
    ]


def _holidays(workspace: Workspace) -> tuple[Holidays, list[Problem]]:
    path = find(workspace.plans, HOLIDAYS_FILE)
    name = workspace.name(path)
    if not present(path):
        return Holidays(file=name), []
    file = YamlFile(path, name)
    words = _validated(file, organisation_file.HolidayWords)
    if words is None:
        return Holidays(), file.problems
    holidays, issues = compile_holidays(words)
    file.add_issues(issues)
    return replace(holidays, file=name), file.problems


def _waivers(
    workspace: Workspace, path: Path, quotas: Collection[str] | None, organisation: Organisation
) -> tuple[tuple[Waiver, ...], list[Problem]]:
    if not present(path):
        return (), []
    file = YamlFile(path, workspace.name(path), list_key="waivers")
    words = _validated(file, organisation_file.WaiverFile)
    if words is None:
        return (), file.problems
    issues: list[ModelIssue] = []
    places = [file.place(("waivers", index, "number")) for index in range(len(words.waivers))]
    waivers = compile_waivers(words, places, KnownCodes(organisation, issues))
    for index, waiver in enumerate(words.waivers):
        if quotas is not None and waiver.quota not in quotas:
            full = ", ".join(name for name in quotas if name.endswith(f"/{waiver.quota}"))
            details = {"value": waiver.quota, "meant": full or nearest(waiver.quota, quotas)}
            issues.append(ModelIssue(("waivers", index, "quota"), "unknown-quota", details))
    file.add_issues(issues)
    return waivers, file.problems


def load_rulings(
    workspace: Workspace, path: Path, organisation: Organisation
) -> tuple[tuple[Ruling, ...], list[Problem]]:
    """Read the rulings file of an organisation; without a file there are no rulings."""
    if not present(path):
        return (), []
    from cchc_cli.language.ruling_file import (
        RulingFile,
        RulingWords,
        compile_rulings,
    )  # imported late: few have rulings

    file = YamlFile(path, workspace.name(path), RulingWords.model_fields, "rulings")
    words = _validated(file, RulingFile)
    if words is None:
        return (), file.problems
    issues: list[ModelIssue] = []
    places = [file.place(("rulings", index)) for index in range(len(words.rulings))]
    rulings = compile_rulings(words, places, KnownCodes(organisation, issues))
    file.add_issues(issues)
    return () if file.problems else rulings, file.problems


def _validated(file: YamlFile, model: type[Model]) -> Model | None:
    """Return a file's values as its model; where some are wrong, the right ones are still checked."""
    if file.value is None:
        return None
    try:
        return model.model_validate(file.value)
    except ValidationError as error:
        file.add_issues(issues_of(error))
        if model in {organisation_file.OrganisationWords, organisation_file.HolidayWords}:
            return None  # with half of these every plan would look wrong
        wrong = {detail["loc"][:2] for detail in error.errors()}
        rest = _without(file.value, wrong)
        file.forget(wrong)
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None


def _without(value: dict[str, Any], wrong: set[tuple[Any, ...]]) -> dict[str, Any]:
    """Return a file's values without the wrong entries (a quota, a unit, a waiver)."""
    rest = {key: dict(entry) if isinstance(entry, dict) else entry for key, entry in value.items()}
    for section, *keys in wrong:
        key = keys[0] if keys else None
        entries = rest.get(section)
        if key is None or not isinstance(entries, (dict, list)) or section in _HEADER:
            rest = {**rest, section: _HEADER[section]} if section in _HEADER else _dropped(rest, section)
        if isinstance(entries, dict):
            entries.pop(key, None)
        elif isinstance(entries, list):
            rest[section] = [item for index, item in enumerate(value[section]) if (section, index) not in wrong]
    return rest


def _dropped(values: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != key}


# These replace a wrong header, so that the rest of the file is still checked; the plan itself is not used.
_HEADER: dict[str, Any] = {"plan": "plan", "title": "title", "issued": "2026-01-01", "year": 2026}
