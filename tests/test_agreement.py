"""Every output says the figures of the JSON, and the JSON hangs on what the rows say, not on where or how they are written."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

import page_reader
import scenario
import whole as cli
from cchc_cli.engine.by_unit import fallen_due, gathered
from cchc_cli.engine.check import Case, Query, Run, check
from cchc_cli.engine.explain import Explainer, explain
from cchc_cli.engine.matrix import matrix, of_year
from cchc_cli.engine.select import all_time
from cchc_cli.engine.todo import todo_list
from cchc_cli.formats.context import Context
from cchc_cli.formats.documents.encoding import document_text
from cchc_cli.formats.documents.explain import explain_document
from cchc_cli.formats.documents.matrix import matrix_document
from cchc_cli.formats.documents.todo import todo_document
from cchc_cli.formats.page.html import render, section_of
from cchc_cli.formats.page.source import PageSource
from cchc_cli.formats.verdict_table import view
from cchc_cli.formats.view import TableOptions
from cchc_cli.i18n import Catalogue
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.workspace import Settings, Workspace
from cchc_cli.model.verdict import Result, Status
from cchc_cli.words.cadences import parse_period
from sample_result import render_check

EN = Catalogue("en")
HEADER = ("date", "unit", "title", "channel", "url", "type", "tags")


def rows_of_log(seed: int, count: int = 240) -> list[tuple[str, ...]]:
    """Make posts of 2026 that are alike often enough to be duplicates, cross-posted and not new; no two are equal in all."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    rows = []
    for number in range(count):
        day = date(2026, 1, 5) + timedelta(days=chance.randrange(360))
        unit = chance.choice(["VPS", "TCCB", "KHTC", "NVY", "TCCB;VPS", "BV01", "BV02", "BV03"])
        channel = chance.choice(["city-cchc", "web-so", "zalo", "fanpage"])
        tags = chance.choice(["cchc", "tthc", "mot-cua", "chi-so", "bo-may", "tai-chinh", "ktxh"])
        title = f"Bài {chance.randrange(60)}"
        url = f"https://a.example/{number}"
        rows.append((day.isoformat(), unit, title, channel, url, chance.choice(["news", "article", "photo"]), tags))
    return rows


def case_of(code: str, folder: Path) -> Case:
    loaded = scenario.organisation(code)
    workspace = Workspace(folder, scenario.ROOT / "plans", folder / "evidence", Settings())
    evidence = load_evidence(workspace, loaded.organisation, loaded.plans)
    return Case(
        loaded.organisation,
        loaded.plans,
        evidence.items,
        loaded.waivers,
        loaded.holidays,
        evidence.refused,
        evidence.further,
        problems=tuple(evidence.problems),
    )


def generated_case(tmp_path: Path) -> Case:
    write_csv(tmp_path, rows_of_log(1))
    return case_of("hanoi", tmp_path)


SAMPLES = [
    ("hanoi", "2026", date(2026, 5, 10)),
    ("hanoi", "2026-06", date(2026, 7, 10)),
    ("hanoi", "2026", date(2026, 11, 22)),
    ("danang", "2026", date(2026, 11, 22)),
    ("boyte", "2024", date(2025, 2, 1)),
    ("generated", "2026", date(2026, 10, 3)),
    ("generated", "2026", date(2027, 1, 20)),
]


class Judged:
    """One case, its result in a window, and the JSON of that."""

    def __init__(self, case: Case, question: Query) -> None:
        self.case, self.question = case, question
        self.organisations = {case.organisation.code: case.organisation}
        self.result = check(case, question)
        self.json = self.of(self.result)

    def context(self) -> Context:
        fail_on = frozenset({Status.MISSED})
        return Context(TableOptions([], {}, detail=True), view, fail_on=fail_on, organisations=self.organisations)

    def rendered(self, name: str) -> str | bytes:
        return render_check(name, self.result, self.context(), EN)

    def of(self, result: Result) -> dict[Any, Any]:
        """Return the verdicts of the JSON by quota, owner and period."""
        text = render_check("json", result, self.context(), EN)
        return {key(verdict): verdict for verdict in json.loads(text)["verdicts"]}


def key(entry: dict[str, Any]) -> tuple[str, ...]:
    return (entry["plan"], entry["quota"], entry["unit"], entry["period"]["label"], str(entry["due"]))


@pytest.fixture(params=SAMPLES, ids=lambda sample: " ".join(map(str, sample)))
def judged(request: pytest.FixtureRequest, tmp_path: Path) -> Judged:
    code, window, as_of = request.param
    case = generated_case(tmp_path) if code == "generated" else case_of(code, scenario.ROOT)
    return Judged(case, Query(as_of, parse_period(window)))


# ---- every output and the JSON


def test_the_json_loses_no_verdict(judged: Judged) -> None:
    assert len(judged.json) == len(judged.result.verdicts) > 5


def test_page(judged: Judged) -> None:
    """The bar with the line below it is the summary; each bar of the time axis has the status and figures of one verdict."""
    run = Run(judged.case, judged.question)
    explain_one = Explainer(run, judged.case, judged.question.as_of).explain
    organisation, holidays = judged.case.organisation, judged.case.holidays
    source = PageSource(organisation, judged.result, explain_one, holidays, frozenset(), EN)
    root = page_reader.read(render([section_of(source)], EN))
    own = [verdict_entry for verdict_entry in judged.json.values() if verdict_entry["decides"]]
    shown: Counter[str] = Counter()
    for list_ in ("bar", "rest"):
        for line in root.all("ul", list_)[0].all("li") if root.all("ul", list_) else []:
            if "w" not in line.classes:
                shown[line.classes[0]] += int(line.text.rsplit(" ", 1)[1])
    assert shown == Counter(verdict["status"] for verdict in own)
    bars = Counter(
        (row.all("span")[0].text, row.all("td", "own")[0].text, bar.classes[1], _figures(bar))
        for row in root.all("table", "axis")[0].all("tr")
        for bar in row.all(class_="b")
    )
    entries = [*judged.json.values()]
    expected = Counter(
        (*_code_and_owner(verdict, source), verdict["status"], _done(verdict, entries)) for verdict in own
    )
    assert bars == expected


def _figures(bar: page_reader.Element) -> str:
    title = bar.attributes.get("title") or bar.all("summary")[0].attributes["title"]
    return str(title).split(" · ")[0].rsplit(" ", 1)[1].rstrip("*")


def _code_and_owner(entry: dict[str, Any], source: PageSource) -> tuple[str, str]:
    having = [plan for plan in source.result.plans if entry["quota"] in plan.quotas]
    code = entry["quota"] if len(having) == 1 else f"{entry['plan']}/{entry['quota']}"
    return code, entry["unit"].replace(";", ", ")


def _done(entry: dict[str, Any], entries: list[dict[str, Any]]) -> str:
    """Figures without a target where only an answer decides: of a group, how many units have evidence."""
    if entry["status"] == "blocked" and entry["needed"] is None:
        units = [unit for unit in entries if unit["quota"] == entry["quota"] and unit["scope"] == "unit"]
        return str(sum(unit["count"] > 0 for unit in units) if entry["scope"] == "group" else entry["count"])
    return str(entry["count"]) if entry["target"] is None else f"{entry['count']}/{entry['target']}"


def test_csv(judged: Judged) -> None:
    text = judged.rendered("csv")
    assert isinstance(text, str)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(judged.json)
    for row, entry in zip(rows, judged.json.values(), strict=True):
        for name in (
            "count",
            "target",
            "aim",
            "days_late",
            "days_left",
            "due",
            "status",
            "section",
            "fails",
            "decides",
        ):
            value = entry[name]
            assert row[name] == ("" if value is None else str(value).lower() if isinstance(value, bool) else str(value))
        share = entry["share"] or {}
        assert [row["share_met"], row["share_of"]] == [str(share.get(name, "")) for name in ("met", "of")]
        places = [f"{place['file']}:{place['row']}" for place in entry["evidence"]]
        assert row["evidence"] == "; ".join(places)


def test_xlsx(judged: Judged) -> None:
    data = judged.rendered("xlsx")
    assert isinstance(data, bytes)
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = [[cell.value for cell in row] for row in book["Verdicts"].iter_rows(min_row=4)]
    actual = Counter(
        (row[12], row[1], row[3], row[5], row[0], row[6], row[7], row[16], row[17], row[21]) for row in rows
    )
    assert actual == Counter(
        (
            *key(entry)[:4], EN(f"status.{entry['status']}"), entry["count"], entry["target"], entry["days_left"],
            entry["days_late"], len(entry["evidence"]),
        )
        for entry in judged.json.values()
    )  # fmt: skip
    places = Counter((row[5].value, row[6].value) for row in book["Evidence counted"].iter_rows(min_row=4))
    assert places == Counter((row["file"], row["row"]) for entry in judged.json.values() for row in entry["evidence"])


def test_junit(judged: Judged) -> None:
    text = judged.rendered("junit")
    assert isinstance(text, str)
    root = ElementTree.fromstring(text)  # noqa: S314  (our own)
    entries = judged.json.values()
    failing = {key_of_entry for key_of_entry, entry in judged.json.items() if entry["fails"]}
    for key_of_entry, entry in judged.json.items():  # the units that make a group fail of which each must do it
        if entry["fails"] and entry["share"] and entry["share"]["required"] == 100:
            failing |= {(*key_of_entry[:2], unit, *key_of_entry[3:]) for unit in entry["share"]["lacking"]}
    [*units] = (case for case in root.iter("testcase") if case.attrib["classname"] != "refused")
    assert len(units) == len(entries)
    assert int(root.attrib["failures"]) == len(failing)
    assert len(list(root.iter("skipped"))) == sum(
        key_of_entry not in failing and entry["status"] not in {"met", "late"}
        for key_of_entry, entry in judged.json.items()
    )
    refused = {
        (problem.place.file, problem.place.row) for problem in judged.result.problems if problem.severity == "error"
    }
    assert int(root.attrib["errors"]) == len(refused)


def test_explain(judged: Judged) -> None:
    """Of every quota: the verdict that is explained is the verdict of check, in every field."""
    seen = 0
    for plan in judged.case.plans:
        for quota in plan.quotas.values():
            explanations = explain(judged.case, judged.question, quota.name)
            document = explain_document(explanations, judged.question, judged.case, EN)
            for explanation in json.loads(document_text(document))["explanations"]:
                assert explanation["verdict"] == judged.json[key(explanation["verdict"])]
                seen += 1
    assert seen == sum(entry["decides"] for entry in judged.json.values())


def test_matrix(judged: Judged) -> None:
    """Each cell of a single verdict has its figures; the totals are those of unit-periods, each counted once."""
    window = all_time(judged.case.plans, judged.question.as_of)
    result = of_year(check(judged.case, Query(judged.question.as_of, window)), None)
    entries = judged.of(result)
    document = json.loads(document_text(matrix_document(matrix(result, "quota"), result, judged.organisations, EN)))
    by_cell = {
        (
            verdict_entry["plan"],
            verdict_entry["quota"],
            verdict_entry["unit"],
            verdict_entry["period"]["label"],
        ): verdict_entry
        for verdict_entry in entries.values()
    }
    cells = [(line, cell) for line in document["lines"] for cell in line["cells"]]
    assert len(cells) == len({key_[:4] for key_, verdict_entry in entries.items() if verdict_entry["decides"]})
    for line, cell in cells:
        entry = by_cell[line["plan"], line["quota"], line["unit"], cell["period"]]
        assert [cell[name] for name in ("status", "count", "target")] == [
            entry[name] for name in ("status", "count", "target")
        ]
    for name in ("done", "missed", "owed"):
        assert document[name] == sum(column[name] for column in document["columns"])


def test_todo(judged: Judged) -> None:
    window = all_time(judged.case.plans, judged.question.as_of)
    result = check(judged.case, Query(judged.question.as_of, window))
    entries = judged.of(result)
    todos = todo_list(result, 30, judged.case.holidays)
    document = json.loads(document_text(todo_document(todos, None, result, judged.organisations, EN)))
    for todo in document["todos"]:
        assert todo["verdict"] == entries[key(todo["verdict"])]
        assert (todo["verdict"]["needed"] is None) == (todo["lack"] == "answer" or todo["verdict"]["target"] is None)
    assert {tuple(key(todo["verdict"])) for todo in document["todos"]} <= set(entries)


def test_by_unit(judged: Judged) -> None:
    """Counted anew from the JSON: a unit's rows are those that name it, groups by their units."""
    rows = {section.unit: (len(section.done), len(section.verdicts)) for section in gathered(judged.result, "unit")}
    names = {
        (verdict.obligation.quota.name, verdict.obligation.owner, verdict.obligation.period.label)
        for verdict in fallen_due(judged.result)
    }
    counted: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for entry in judged.json.values():
        if (f"{entry['plan']}/{entry['quota']}", entry["unit"], entry["period"]["label"]) in names:
            for unit in entry["unit"].split(";") if entry["scope"] == "joint" else [entry["unit"]]:
                counted[unit] += 1
                done[unit] += entry["status"] in {"met", "late"}
    assert rows == {unit: (done[unit], counted[unit]) for unit in counted}


@pytest.mark.parametrize(
    ("code", "window", "as_of"),
    [
        ("hanoi", "--quarter=2026-Q2", "2026-07-05"),
        ("hanoi", "--year=2026", "2026-11-22"),
        ("danang", "--half=2026-H1", "2026-07-05"),
        ("boyte", "--year=2024", "2025-01-05"),
    ],
)
def test_report(code: str, window: str, as_of: str) -> None:
    """The appendix of tasks has the figures of each verdict that decides."""
    arguments = ["--org", code, window, "--as-of", as_of, "--format", "json"]
    report, document = (
        json.loads(cli.run(*words, *arguments)[1]) for words in (("report", "--appendix", "all"), ("check",))
    )
    _, table, _ = [block for part in report["appendices"] for block in part["blocks"] if block["type"] == "table"]
    tasks = Counter((re.findall(r"\(([^()]+)\)", row[1])[-1], *map(int, row[6].split("/"))) for row in table["rows"])
    figures = (
        (verdict["quota"], verdict["count"], verdict["target"])
        for verdict in document["verdicts"]
        if verdict["decides"]
    )
    assert tasks == Counter(tuple(value for value in row if value is not None) for row in figures)


# ---- the same evidence, written otherwise

Places = dict[str, int]  # FILE:ROW -> which of the rows it is


def write_csv(folder: Path, rows: list[tuple[str, ...]], name: str = "posts", encoding: str = "utf-8") -> Path:
    path = folder / "evidence" / "hanoi" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_it_is(folder: Path, rows: list[tuple[str, ...]]) -> Places:
    write_csv(folder, rows)
    return {f"evidence/hanoi/posts.csv:{row}": number for number, row in enumerate(range(2, len(rows) + 2))}


def shuffled(folder: Path, rows: list[tuple[str, ...]]) -> Places:
    order = random.Random(7).sample(range(len(rows)), len(rows))  # noqa: S311
    write_csv(folder, [rows[number] for number in order])
    return {f"evidence/hanoi/posts.csv:{row}": number for row, number in enumerate(order, 2)}


def split(folder: Path, rows: list[tuple[str, ...]]) -> Places:
    places: Places = {}
    for part in range(3):
        numbers = range(part, len(rows), 3)
        write_csv(folder, [rows[number] for number in numbers], f"posts-{part}")
        places |= {f"evidence/hanoi/posts-{part}.csv:{row}": number for row, number in enumerate(numbers, 2)}
    return places


def workbook(folder: Path, rows: list[tuple[str, ...]]) -> Places:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "posts"
    for row in (HEADER, *rows):
        sheet.append(row)
    path = folder / "evidence" / "hanoi" / "posts.xlsx"
    path.parent.mkdir(parents=True)
    book.save(path)
    return {
        place.replace(".csv", ".xlsx[posts]"): number for place, number in as_it_is(folder / "unused", rows).items()
    }


def encoded(encoding: str) -> Callable[[Path, list[tuple[str, ...]]], Places]:
    def write(folder: Path, rows: list[tuple[str, ...]]) -> Places:
        places = as_it_is(folder, rows)
        write_csv(folder, rows, encoding=encoding)
        return places

    return write


def mapped(text: str, places: Places) -> Any:
    """Return a document with each place of a row in the place of it which row that is."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict) and set(value) == {"file", "row"}:
            return places[f"{value['file']}:{value['row']}"]
        if isinstance(value, dict):
            return {name: walk(part) for name, part in value.items()}
        if isinstance(value, list):
            return [walk(part) for part in value]
        if isinstance(value, str):
            return re.sub(r"evidence/hanoi/[\w.\-\[\]]+:\d+", lambda match: f"row {places[match[0]]}", value)
        return value

    document = walk(json.loads(text))
    document["problems"] = [
        problem for problem in document["problems"] if problem["row"]
    ]  # an old encoding is pointed out, of the file
    return document


def written(how: Callable[[Path, list[tuple[str, ...]]], Places], folder: Path, seed: int) -> Any:
    places = how(folder, rows_of_log(seed))
    judged = Judged(case_of("hanoi", folder), Query(date(2026, 11, 22), parse_period("2026")))
    text = judged.rendered("json")
    assert isinstance(text, str)
    return mapped(text, places)


def ways() -> Iterator[Any]:
    yield pytest.param(shuffled, id="shuffled")
    yield pytest.param(split, id="split over files")
    yield pytest.param(workbook, id="a workbook")
    for encoding in ("utf-8-sig", "utf-16", "cp1258"):
        yield pytest.param(encoded(encoding), id=encoding)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("how", [*ways()])
def test_the_same_rows_written_otherwise_give_the_same_json(how: Any, seed: int, tmp_path: Path) -> None:
    plain = written(as_it_is, tmp_path / "plain", seed)
    assert plain["rows"]["used"] > 20
    assert written(how, tmp_path / "other", seed) == plain
