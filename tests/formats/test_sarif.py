"""SARIF of `validate`, read back: valid by the schema of OASIS, at the places of the problems, hostile texts harmless."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator

import scenario
import whole
from cchc_cli.formats.sarif import render
from cchc_cli.i18n import Catalogue
from cchc_cli.model.problem import Place, Problem
from sample_result import PROBLEMS
from workspaces import build_workspace

SCHEMA = Draft4Validator(json.loads((scenario.ROOT / "tests/data/sarif-2.1.0.json").read_text("utf-8")))
EN, VI = Catalogue("en"), Catalogue("vi")


def log_of(*problems: Problem, root: str = "", messages: Catalogue = EN) -> Any:
    document = json.loads(render(problems, root, messages))
    SCHEMA.validate(document)
    [run] = document["runs"]
    return run


def test_a_problem_is_a_result_and_its_code_a_rule() -> None:
    run = log_of(*PROBLEMS)
    first, second = run["results"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["bad-date", "unknown-column"]
    assert [
        (sarif_result["ruleId"], sarif_result["ruleIndex"], sarif_result["level"]) for sarif_result in (first, second)
    ] == [
        ("bad-date", 0, "error"),
        ("unknown-column", 1, "warning"),
    ]
    assert first["message"]["text"].startswith("evidence/hanoi/posts,x.csv:16:date: <U+001B>[31m%0A::error::31/04")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "evidence/hanoi/posts%2Cx.csv"},
        "region": {"startLine": 16},
    }


@pytest.mark.parametrize(
    ("place", "path", "region", "sheet"),
    [
        (Place("plans/so/kế hoạch.yaml", 7, "12"), "plans/so/kế hoạch.yaml", {"startLine": 7, "startColumn": 12}, None),
        (Place("evidence/so/posts.xlsx[Tin bài]", 3, "date"), "evidence/so/posts.xlsx", {"startLine": 3}, "Tin bài"),
        (Place("evidence/so/posts.csv"), "evidence/so/posts.csv", None, None),
    ],
)
def test_a_place_is_a_file_of_the_repository(place: Place, path: str, region: Any, sheet: str | None) -> None:
    [result] = log_of(Problem("unreadable", place, {"reason": "x"}), root="so-y-te")["results"]
    [location] = result["locations"]
    actual = location["physicalLocation"]
    assert unquote(actual["artifactLocation"]["uri"]) == f"so-y-te/{path}"
    assert actual.get("region") == region
    assert [entry["name"] for entry in location.get("logicalLocations", [])] == ([sheet] if sheet else [])


def test_a_file_outside_the_workspace_keeps_its_path(tmp_path: Path) -> None:
    file = (tmp_path / "posts.csv").as_posix()
    [result] = log_of(Problem("bad-date", Place(file, 2, "date"), {"value": "x"}), root="so-y-te")["results"]
    assert unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == file


def test_a_run_that_a_problem_stops_is_not_successful() -> None:
    fatal = Problem("unreadable", Place("plans/so/a.yaml"), {"reason": "x"}, fatal=True)
    assert log_of(fatal)["invocations"] == [{"executionSuccessful": False}]
    assert log_of(*PROBLEMS)["invocations"] == [{"executionSuccessful": True}]
    assert log_of()["results"] == []


@pytest.mark.parametrize("messages", [EN, VI], ids=["en", "vi"])
def test_every_kind_of_problem_has_a_rule_without_details(messages: Catalogue) -> None:
    for key in (key for key in messages.messages if key.startswith("problem.")):
        assert not re.search(r"\{\w+[|}]", messages.pattern(key)), key
    assert messages.pattern("problem.bad-date").startswith("… ")


def test_validate_writes_it_to_a_file_or_prints_it(tmp_path: Path) -> None:
    folder = build_workspace(tmp_path / "w")
    (folder / "evidence/demo/posts-2.csv").write_text("date,unit,title,channel\n31/4/2026,VP,a\u202eb,web\n", "utf-8")
    line = ["--workspace", str(folder), "validate", "--as-of", "2026-05-10"]
    code, printed = whole.run(*line[2:], "--format", "sarif", "--workspace", str(folder))
    whole.run(*line[2:], "--format", f"sarif={tmp_path / 'a.sarif'}", "--workspace", str(folder))
    assert (tmp_path / "a.sarif").read_bytes() == printed
    document = json.loads(printed)
    SCHEMA.validate(document)
    _, data = whole.run(*line[2:], "--format", "json", "--workspace", str(folder))
    problems = json.loads(data)["problems"]
    assert (
        [result["ruleId"] for result in document["runs"][0]["results"]]
        == [problem["code"] for problem in problems]
        != []
    )
    assert code == 0
