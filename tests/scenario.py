"""Scenario files: evidence in, verdicts out. The format stands in tests/README.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from dateutil.relativedelta import relativedelta
from msgspec.structs import replace

from cchc_cli.cli.exits import of_check
from cchc_cli.engine.check import Case, Query, check
from cchc_cli.engine.explain import explain
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.plans import Loaded, load_organisation, load_rulings
from cchc_cli.load.workspace import Settings, Workspace
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result, Status, Verdict
from cchc_cli.words.cadences import parse_period
from cchc_cli.words.cadences.month import Month

ROOT = Path(__file__).parent.parent
SCENARIOS = Path(__file__).parent / "scenarios"


@dataclass(slots=True)
class Scenario:
    """One case of a scenario file."""

    organisation: str
    title: str
    options: list[list[str]] = field(default_factory=list)
    logs: dict[str, str] = field(default_factory=dict)
    expected: dict[str, list[str]] = field(default_factory=dict)

    def option(self, name: str, otherwise: str = "") -> str:
        return next((" ".join(words[1:]) for words in self.options if words[0] == name), otherwise)

    def all(self, name: str) -> list[str]:
        return [words[1] for words in self.options if words[0] == name]

    def question(self) -> Query:
        as_of = date.fromisoformat(self.option("as-of"))
        return Query(
            as_of=as_of,
            window=self.window(as_of),
            units=self.all("unit"),
            plans=self.all("plan"),
            reading=self.option("reading"),
            warn_days=int(self.option("warn-days", "7")),
        )

    def window(self, as_of: date) -> Period:
        for name in ("month", "quarter", "half", "year"):
            if self.option(name):
                return parse_period(self.option(name))
        if self.option("from"):
            return parse_period(self.option("from").replace(" to ", ".."))
        month = Month.containing(as_of)
        return Period(month.start - relativedelta(months=1), month.stop)


EXPECTATIONS = ("verdicts", "rejected", "counted", "rows", "problems", "exit")
RULINGS = "rulings.yaml"


def read(path: Path) -> Iterator[Scenario]:
    """Yield the cases of a file."""
    scenario: Scenario | None = None
    block: str | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            if scenario:
                yield scenario
            scenario, block = Scenario(path.parent.name, line[4:].strip()), None
        elif scenario is None or not line.strip():
            continue
        elif line.startswith("--- "):
            block = line[4:].strip()
        elif block is None:
            scenario.options.append(line.split())
        elif block in EXPECTATIONS:
            scenario.expected.setdefault(block, []).append(line.strip())
        else:
            scenario.logs[block] = scenario.logs.get(block, "") + line + "\n"
    if scenario:
        yield scenario


def plans_of(code: str) -> Path:
    """Return the folder of plans that has an organisation: the repository's, or that beside its scenarios."""
    own = SCENARIOS / code / "plans"
    return own if own.is_dir() else ROOT / "plans"


@cache
def organisation(code: str) -> Loaded:
    """Load an organisation, once for all cases."""
    workspace = Workspace(ROOT, plans_of(code), ROOT / "evidence", Settings())
    loaded = load_organisation(workspace, code)
    wrong = [
        rejection for rejection in loaded.problems if rejection.severity == "error" or plans_of(code) == ROOT / "plans"
    ]
    assert not wrong, wrong  # an invented plan may keep what is only warned of
    return loaded


def case_of(scenario: Scenario, folder: Path) -> Case:
    """Write a scenario's logs below a folder, and read them as any logs are read."""
    logs = folder / "evidence" / scenario.organisation
    logs.mkdir(parents=True)
    for name, text in scenario.logs.items():
        if name == RULINGS:
            (folder / RULINGS).write_bytes(text.encode())
            continue
        path = logs / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    loaded = organisation(scenario.organisation)
    assert loaded.organisation
    workspace = Workspace(folder, plans_of(scenario.organisation), folder / "evidence", Settings())
    evidence = load_evidence(workspace, loaded.organisation, loaded.plans)
    waivers = loaded.waivers if ["waivers"] in scenario.options else ()
    rulings, wrong = load_rulings(workspace, folder / RULINGS, loaded.organisation)
    assert not wrong, wrong
    case = Case(
        organisation=loaded.organisation,
        plans=loaded.plans,
        items=evidence.items,
        waivers=waivers,
        holidays=loaded.holidays,
        refused=evidence.refused,
        further=evidence.further,
        problems=evidence.problems,
    )
    return case.under(rulings)


def run(scenario: Scenario, folder: Path) -> None:
    """Check a scenario and compare all that it expects."""
    case = case_of(scenario, folder)
    question = scenario.question()
    result = check(case, question)
    verdicts = {_name(verdict): verdict for verdict in result.verdicts}
    for line in scenario.expected.get("verdicts", []):
        _compare_verdict(line, verdicts)
    for line in scenario.expected.get("counted", []):
        quota, owner, period, *rows = line.split()
        verdict = verdicts[quota, owner, period]
        counted = {_row(item.ref, scenario) for item in verdict.counted}
        assert counted == set(rows[0].split(",") if rows else []), line
    for line in scenario.expected.get("rejected", []):
        _compare_rejection(line, scenario, case, question, verdicts)
    for line in scenario.expected.get("rows", []):
        words = line.split()
        counts = {name: int(count) for name, count in zip(words[::2], words[1::2], strict=True)}
        assert {name: getattr(result.rows, name) for name in counts} == counts, line
    for line in scenario.expected.get("problems", []):
        assert line in _problems(result, scenario), (line, _problems(result, scenario))
    for line in scenario.expected.get("exit", []):
        assert of_check(result, {Status.MISSED}, strict=False) == int(line), line
    rows = result.rows
    assert rows.read == rows.used + rows.unused + rows.refused


def _name(verdict: Verdict) -> tuple[str, str, str]:
    obligation = verdict.obligation
    return obligation.quota.id, obligation.owner or "-", obligation.period.label  # "-": nobody knows who


def _row(ref: str, scenario: Scenario) -> str:
    """Return `posts:3` for `evidence/hanoi/posts.csv:3`."""
    return ref.removeprefix(f"evidence/{scenario.organisation}/").replace(".csv:", ":")


def _problems(result: Result, scenario: Scenario) -> list[str]:
    return [
        _row(f"{problem.place.file}:{problem.place.row}", scenario) + f":{problem.place.column} {problem.code}"
        for problem in result.problems
    ]


def _compare_verdict(line: str, verdicts: dict[tuple[str, str, str], Verdict]) -> None:
    quota, owner, period, status, *rest = line.split()
    verdict = verdicts.get((quota, owner, period))
    if status == "absent":
        assert verdict is None, (line, verdict)
        return
    assert verdict is not None, (line, sorted(verdicts))
    for word in rest:
        name, equals, value = word.partition("=")
        if name == "note":
            assert value in {note.code for note in verdict.notes}, (line, verdict.notes)
            continue
        actual = _actual(name, verdict) if equals else _figures(verdict)
        assert actual == (value if equals else word), (line, name, actual)
    assert verdict.status == status, (line, verdict.status, _figures(verdict))


def _figures(verdict: Verdict) -> str:
    return f"{verdict.count}/{'-' if verdict.target is None else verdict.target}"


def _actual(name: str, verdict: Verdict) -> str:
    share = verdict.share
    values = {
        "due": str(verdict.obligation.due or "-"),
        "section": verdict.section,
        "late": str(verdict.days_late),
        "left": str(verdict.days_left),
        "judged": str(verdict.judged_as_of),
        "share": f"{share.met}/{share.of}" if share else "-",
        "lacking": ",".join(share.lacking) if share and share.lacking else "-",
        "flips": ",".join(f"{flip.reading}:{flip.status}" for flip in verdict.flips) or "-",
        "parts": ",".join(f"{part.name}:{part.count}/{part.target}" for part in verdict.parts),
        "channels": ",".join(f"{code}:{count}" for part in verdict.parts for code, count in part.channels.items()),
        "question": "yes" if verdict.question else "no",
        "waiver": verdict.waiver.number if verdict.waiver else "-",
    }
    return values[name]


def _compare_rejection(
    line: str, scenario: Scenario, case: Case, question: Query, verdicts: dict[tuple[str, str, str], Verdict]
) -> None:
    quota, owner, period, row, reason, *other = line.split()
    verdict = verdicts[quota, owner, period]
    if not verdict.decides:
        question = replace(question, units=[owner])
    rejections = [
        (_row(rejection.item.ref, scenario), rejection.reason, _row(rejection.details.get("other", ""), scenario))
        for explanation in explain(case, question, verdict.obligation.quota.name)
        if _name(explanation.verdict) == (quota, owner, period)
        for rejection in explanation.rejected
    ]
    expected = (row, reason, other[0] if other else "")
    if not other:
        rejections = [(a, b, "") for a, b, _ in rejections]
    assert expected in rejections, (line, rejections)
